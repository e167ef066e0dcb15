export interface FieldError {
  /** JSON pointer, or record and field of a CATAIR or X12 message. */
  readonly at: string;
  readonly text: string;
  readonly code?: string;
  /** What to do about it, where the problem's own remedy does not say it. */
  readonly remedy?: string;
}
