import type { Called } from '#service';
import type { KeyHolder } from '../account/account';

/** A request with what its key told of who asks. */
export type Admitted = Called & Partial<KeyHolder>;
