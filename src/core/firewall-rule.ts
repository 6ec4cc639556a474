/** Which way the first packet goes, seen from on premises. */
export type RuleDirection = 'to-aws' | 'to-on-prem' | 'on-prem';

/** One thing that firewalls between the sites must let through. Answers go the other way, as everywhere. */
export type FirewallRule = {
  /** Ids of the cases that prove it. */
  readonly cases: readonly string[];
  readonly direction: RuleDirection;
  readonly protocol: 'tcp' | 'udp';
  /** Each `443`, or a range as in `30000-32767`. */
  readonly ports: readonly string[];
  /** Networks in CIDR form, or addresses. */
  readonly sources: readonly string[];
  /** Networks in CIDR form, addresses, or names. */
  readonly destinations: readonly string[];
  /** Who needs it, as in `Kubernetes API`. */
  readonly purpose: string;
  readonly isRequired: boolean;
};
