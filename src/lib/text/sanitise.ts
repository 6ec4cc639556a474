/** CSI, OSC and two-byte escapes of ECMA-48; each alternative is linear in its text. */
const ESCAPES =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g;

/** C0 and C1 controls save tab and line end, and what XML 1.0 forbids. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Returns the text without terminal escapes and control characters; tabs and line ends stay, halves of pairs are replaced. */
export function sanitise(text: string): string {
  return text.replace(ESCAPES, '').replace(CONTROLS, '').toWellFormed();
}
