/** The parts of a host, in the order of the reports. Each is the key of a case. */
export const AREA_NAMES = [
  'os',
  'kernel',
  'resources',
  'swap',
  'cgroups',
  'modules',
  'sysctls',
  'limits',
  'containerd',
  'ports',
  'firewall',
  'leftovers',
  'hostname',
  'clock',
  'proxies',
  'credentials',
] as const;
