/** Where a datagram or connection goes. `address` is an IP literal, never a name. */
export type Endpoint = {
  readonly address: string;
  readonly port: number;
};
