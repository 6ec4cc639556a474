export type Unit = 'ms' | 'bytes' | 'ratio' | 'bits/s' | 'count' | 'USD';

/** A number worth plotting or exporting, with the limit it was held against. */
export type Metric = {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly limit?: { readonly at: 'most' | 'least'; readonly value: number };
};
