import { doerOf, type Officer } from '../../officers/officer';
import type { Actor } from './records';

/** @throws Problem as `actingPerson` */
export const actorOf = (officer: Officer, typed: string | null): Actor & { readonly accountId: string } => {
  const { accountId, person } = doerOf(officer, typed);
  return { accountId, officer: `${person} (${officer.name})`, role: officer.role };
};
