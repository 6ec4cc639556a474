/** The lab cannot do what was asked, and says why: one message for the user, no stack. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
