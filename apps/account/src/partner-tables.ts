import { HASHED_FIELDS } from './activity-log/activity-chain.rules';
import { identifierTable } from './trade-account/identifier.rules';

/** Generated sections of docs/partners/accounts.md, by the name they carry there. */
export const accountsPartnerTables = (): Readonly<Record<string, string>> => ({
  identifiers: identifierTable(),
  'hashed members': HASHED_FIELDS.map((field) => `\`${field}\``).join(', '),
});
