import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Problem } from '#service';
import { type Dated, period } from '../scope/scope.repository';
import { authorityOn, type AuthorityRow, whyThePort } from './authority.rules';
import { type Official, requireOwnPort } from '../people/center-people';
import { TRADE_FUNCTIONS } from './trade-functions.data';

type Reader = Pick<EntityManager, 'query'>;

/** Of importers, the test phases in which an account that has their number takes part: by order of the test. */
export const volunteersAmong = (
  manager: Reader,
  importerIdentities: readonly string[],
): Promise<{ asked: string; order_id: string }[]> =>
  manager.query(
    `SELECT v.importer_identity AS asked, v.order_id FROM delegation_volunteer v WHERE v.importer_identity = ANY($1::text[])
     UNION
     SELECT asked.importer_identity, v.order_id
     FROM importer_account asked
     JOIN importer_account other ON other.account_id = asked.account_id
     JOIN delegation_volunteer v ON v.importer_identity = other.importer_identity
     WHERE asked.importer_identity = ANY($1::text[])`,
    [importerIdentities],
  );

/** Functions that a Center can get, by their code. */
export type CenterFunction = 'requests-and-notices' | 'origin-marking' | 'redelivery' | 'liquidation' | 'protests';

const nameOf = (functionCode: CenterFunction): string =>
  TRADE_FUNCTIONS.find(({ code }) => code === functionCode)!.name;

/** Whose work is judged. */
interface Work {
  readonly centerId: string | null;
  readonly importerIdentity: string | null;
}

/** Why a Center does not decide under a function on a day, in words: the port has it, or headquarters gave it to nobody; null where it decides. */
export const whyNotTheCenter = async (
  manager: Reader,
  { centerId, importerIdentity }: Work,
  functionCode: CenterFunction,
  day: CustomsDate,
): Promise<string | null> => {
  const dated: (Dated & { order_id: string; reach: AuthorityRow['reach'] })[] = await manager.query(
    'SELECT order_id, reach, valid_from::text, valid_to::text FROM authority WHERE ordered AND function_code = $1 AND center_id = $2',
    [functionCode, centerId],
  );
  const rows = dated.map((row): AuthorityRow => ({ orderId: row.order_id, reach: row.reach, ...period(row) }));
  const volunteers = importerIdentity === null ? [] : await volunteersAmong(manager, [importerIdentity]);
  if (authorityOn(rows, day, new Set(volunteers.map(({ order_id }) => order_id)))) return null;
  return `${nameOf(functionCode)}: on ${day} ${whyThePort(centerId ?? 'no Center', functionCode, rows, day)}.`;
};

/**
 * What is done on an entry under a function is done by who has it on the day of the deed: the Center, or the port where the entry was made, also where no Center has the entry.
 *
 * @throws Problem `not-authorized` that names who has it on that day
 */
export const requireOffice = async (
  manager: Reader,
  who: Official,
  work: Work & { readonly portOfEntry: string | null },
  functionCode: CenterFunction,
  day: CustomsDate,
): Promise<void> => {
  const { centerId, portOfEntry } = work;
  if (who.center === null) requireOwnPort(who.ports, portOfEntry);
  const why = await whyNotTheCenter(manager, work, functionCode, day);
  if (who.center !== null && why !== null)
    throw new Problem('not-authorized', portOfEntry === null ? why : `${why} It is for port ${portOfEntry}.`);
  if (who.center === null && why === null)
    throw new Problem('not-authorized', `${nameOf(functionCode)}: on ${day} ${centerId} decides, not the port.`);
};

/**
 * What is done under a function is done by who has it on the day of the deed.
 *
 * @throws Problem `not-authorized` where the port has it on that day, or headquarters gave it to nobody
 */
export const requireAuthority = async (
  manager: Reader,
  work: Work,
  functionCode: CenterFunction,
  day: CustomsDate,
): Promise<void> => {
  const why = await whyNotTheCenter(manager, work, functionCode, day);
  if (why !== null) throw new Problem('not-authorized', why);
};
