/** The seam of the package "ping" where its parser is made; it has no types of its own. */
declare module 'ping/lib/parser/factory.js' {
  const factory: {
    createParser: () => { eat(line: string): void; getResult(): unknown };
  };
  export = factory;
}
