/** How logs write when: each near the beginning of a line, the fullest first. */
const TIMES: readonly RegExp[] = [
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?/, // ISO 8601, SSM agent, containerd
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d{2}:\d{2}:\d{2}/, // journald, syslog
  /\b[IWEF](\d{2})(\d{2}) (\d{2}:\d{2}:\d{2})/, // klog, which has no year
];

const PREFIX_CHARACTERS = 120;

/** Returns when a line was written, as it says itself; klog’s `1120` becomes `11-20`. null where it does not say. */
export function timeOf(line: string): string | null {
  const beginning = line.slice(0, PREFIX_CHARACTERS);
  for (const pattern of TIMES) {
    const match = pattern.exec(beginning);
    if (match !== null) return match[1] === undefined ? match[0] : klogTime(match);
  }
  return null;
}

function klogTime([, month = '', day = '', time = '']: RegExpExecArray): string {
  return `${month}-${day} ${time}`;
}
