import { type FieldError, parseImporterNumber } from '#kernel';
import type { PartyRole } from './case-row';
import type { CaseKind } from './case.states';

/** Against whom a case is, and who else has a part in it. */
const OWED_BY: Readonly<Record<CaseKind, readonly [PartyRole, readonly PartyRole[]]>> = {
  seizure: ['owner', ['interested', 'violator']],
  penalty: ['violator', ['interested', 'principal', 'surety']],
  'liquidated damages': ['principal', ['surety', 'interested']],
};

/**
 * What is wrong with parties as they are sent, by field.
 *
 * @param roles of all parties that the case has with them
 */
export const partyFaults = (
  kind: CaseKind,
  parties: readonly {
    readonly role: PartyRole;
    readonly importer: string | null;
    readonly bondNumber: string | null;
  }[],
  roles: readonly PartyRole[] = parties.map(({ role }) => role),
): FieldError[] => {
  const errors: FieldError[] = [];
  for (const [at, { importer }] of parties.entries()) {
    const number = importer === null ? null : parseImporterNumber(importer);
    if (number && !number.ok) errors.push({ at: `/parties/${at}/importer`, text: number.problem });
  }
  for (const [at, { role, bondNumber }] of parties.entries())
    if (role === 'surety' && bondNumber === null)
      errors.push({ at: `/parties/${at}/bondNumber`, text: 'is missing: a surety answers for a bond' });
  const [owner, others] = OWED_BY[kind];
  if (!roles.includes(owner))
    errors.push({ at: '/parties', text: `has no ${owner}: a case of ${kind} is against one` });
  for (const [at, { role }] of parties.entries())
    if (role !== owner && !others.includes(role))
      errors.push({ at: `/parties/${at}/role`, text: `is none of a case of ${kind}` });
  return errors;
};
