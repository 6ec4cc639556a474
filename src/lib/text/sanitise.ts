/**
 * CSI, string (OSC, DCS, PM, APC, SOS) and two-byte escapes of ECMA-48; each alternative is linear in its text.
 * A string that nobody ends is not one: only its first two bytes go, so that no evidence is swallowed.
 */
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0000-\u001f\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]/g;

/** C0 and C1 controls save tab and line end, orders to write backwards, and what XML 1.0 forbids. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Returns the text without terminal escapes and control characters; tabs and line ends stay, halves of pairs are replaced. */
export function sanitise(text: string): string {
  return text.replace(ESCAPES, '').replace(CONTROLS, '').toWellFormed();
}
