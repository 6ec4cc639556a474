import type { Report } from '#core/report.ts';

/** How a terminal wants its text; other formats look the same everywhere. */
export type RenderStyle = { readonly colour: boolean; readonly columns: number };

/** A renderer is a pure function from the report to text. It counts nothing and decides nothing. */
export interface Renderer {
  /** the word that `-o` knows it by */
  readonly name: string;
  readonly extension: string;
  render(report: Report, style?: RenderStyle): string | Promise<string>;
}
