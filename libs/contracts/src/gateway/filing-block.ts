import { type Static, Type } from '@sinclair/typebox';
import { Nullable } from '../shapes';

/**
 * What the block header of a filing says of who prepared it and for whom the answers are, as sent: told again with every notification of the release
 * (ABI Batch & Block Control v23, pp. B&B-14..16, B&B-27 n1). Null where it was left blank.
 */
export const FilingBlock = Type.Object({
  /** Office of the processing filer. */
  office: Nullable(Type.String()),
  preparerPort: Nullable(Type.String()),
  preparerFiler: Nullable(Type.String()),
  preparerOffice: Nullable(Type.String()),
  /** `1`: there is a preparer. */
  preparerIndicator: Nullable(Type.String()),
  /** Up to 21 characters of the filer's own. */
  userText: Nullable(Type.String()),
});
export type FilingBlock = Static<typeof FilingBlock>;
