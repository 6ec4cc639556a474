/** Where a value of the site stands. */
export type ValueOrigin = {
  /** As findings have it: an address, a network or a name. */
  readonly value: string;
  /** `networks.vpc[0]` */
  readonly setting: string;
  /** `preflight.yaml:12` */
  readonly place: string;
};
