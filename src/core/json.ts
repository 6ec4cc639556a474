/** JSON is the only currency that crosses a stage: everything here can be saved, diffed and replayed. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A JSON Schema (2020-12) as plain data. */
export type JsonSchema = { readonly [keyword: string]: Json | undefined };
