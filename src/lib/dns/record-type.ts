/** Numbers of the record types that this program looks into: RFC 1035 §3.2.2, 3596, 6891. */
export const RECORD_TYPE = { A: 1, NS: 2, SOA: 6, AAAA: 28, OPT: 41 } as const;

export const CLASS_IN = 1;
