/** The few functions of jstat that our own are held against; it has no types of its own. */
declare module 'jstat' {
  const jstat: {
    ibeta(x: number, a: number, b: number): number;
    gammaln(x: number): number;
    beta: { inv(p: number, a: number, b: number): number };
    binomial: { cdf(hits: number, trials: number, rate: number): number };
  };
  export = jstat;
}
