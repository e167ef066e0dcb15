import { storedShape } from '#persistence';
import type { Account } from './account';

/** An account as its owner last told of it. */
export const storedAccount = storedShape<Account>({ name: 'account.data', version: 1 });
