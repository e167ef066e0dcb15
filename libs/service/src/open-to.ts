import { CustomDecorator, SetMetadata } from '@nestjs/common';

/** Where it is noted. */
export const OPEN_TO = 'open to';

/** Who uses an address that asks for no key of an account and for no operations token. */
export type Whom =
  | 'everybody'
  | "holders of the subscription's own token or signed link"
  | "the applicant, by the application's own token"
  | 'holders of a single-use link'
  | 'people who signed in, by their token'
  | 'whoever has a key or a token'
  | 'people who signed in, on the page that they see';

/** Says of an address that no guard stands before, who may use it. One that says nothing and has no guard fails the tests: nothing is open by oversight. */
export const OpenTo = (whom: Whom): CustomDecorator => SetMetadata(OPEN_TO, whom);
