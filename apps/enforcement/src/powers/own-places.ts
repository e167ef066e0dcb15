import type { EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { portLocalDate } from '#reference';
import { isInForceAt, powersTo } from './powers-of-attorney';
import { placesRepresented } from './representatives';

interface Party {
  readonly caseId: string;
  readonly place: number;
  readonly accountId: string | null;
}
interface Told {
  readonly id: string;
  readonly port: string;
  readonly toldToParties: boolean;
}

/**
 * The parties of cases that who asks is, or acts for, by case: under a power of attorney in force at the port of the case, or because the party named it in that case. None
 * before the parties were told of the case. People of CBP are no parties.
 */
export const ownPlaces = async (
  manager: Pick<EntityManager, 'query'>,
  { account: { accountId, filerCodes } }: Pick<Asking, 'account'>,
  cases: readonly Told[],
  parties: readonly Party[],
  now: Date,
): Promise<Map<string, number[]>> => {
  const told = new Map(cases.filter((row) => row.toldToParties).map((row) => [row.id, row]));
  const others = [...new Set(parties.flatMap((party) => party.accountId ?? []))].filter((id) => id !== accountId);
  const powers = others.length === 0 ? new Map<string, never[]>() : await powersTo(manager, filerCodes, others);
  const named = new Set(
    others.length === 0
      ? []
      : (await placesRepresented(manager, accountId, [...told.keys()])).map((one) => `${one.caseId} ${one.place}`),
  );
  const places = new Map<string, number[]>();
  for (const { caseId, place, accountId: of } of parties) {
    const row = told.get(caseId);
    if (!row || of === null) continue;
    const at = { port: row.port, day: portLocalDate(now, row.port), now };
    if (
      of === accountId ||
      named.has(`${caseId} ${place}`) ||
      (powers.get(of) ?? []).some((power) => isInForceAt(power, at))
    )
      places.set(caseId, [...(places.get(caseId) ?? []), place]);
  }
  return places;
};
