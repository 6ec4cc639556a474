/** A place in a text; both count from 1. */
export type Position = { readonly line: number; readonly column: number };

/** Returns the place of a character, counted from 0. */
export type PositionAt = (offset: number) => Position;

/** A complaint about the text itself, before anybody asks what it means. */
export type YamlComplaint = Position & { readonly what: string; readonly expected: string };

export const START: Position = { line: 1, column: 1 };

/** After so many complaints the rest is noise, or malice. */
export const MOST_COMPLAINTS = 20;
