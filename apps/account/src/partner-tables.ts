import { HASHED_FIELDS } from './activity-log/activity-chain.rules';
import { rolesTable } from './trade-account/role.rules';
import { powerScopeTable } from './powers-of-attorney/power.rules';
import { identifierTable } from './trade-account/identifier.rules';
import { trustedProgramTable } from './trade-account/trusted-standing.rules';

/** Generated sections of docs/partners/accounts.md, by the name they carry there. */
export const accountsPartnerTables = (): Readonly<Record<string, string>> => ({
  identifiers: identifierTable(),
  roles: rolesTable(),
  'trusted programs': trustedProgramTable(),
  'power scopes': powerScopeTable(),
  'hashed members': HASHED_FIELDS.map((field) => `\`${field}\``).join(', '),
});
