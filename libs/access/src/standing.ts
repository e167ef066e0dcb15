import type { EntityManager, QueryRunner } from 'typeorm';
import type { Benefit, StandingChanged } from '#contracts';
import { type CustomsDate, parseImporterNumber } from '#kernel';
import { insertRows, type MigrationNote, type NotedMigration } from '#persistence';

/** Standing of an account as a trusted trader, as cee last told of it. */
export type Standing = Pick<StandingChanged, 'accountId' | 'programs' | 'benefits' | 'blankets' | 'pilots'>;

/** An entry as benefits are judged by: its day at the port, its port and its mode; `ANYWHERE` for both where something is of no place. */
export interface Occasion {
  readonly day: CustomsDate;
  readonly port: string | null;
  readonly mode: string | null;
}

/** A certification for all entries instead of one for each. */
export type Blanket = NonNullable<Standing['blankets']>[number];

/** What a partner agency gives in a pilot. */
type PilotBenefit = NonNullable<Standing['pilots']>[number];

type Promised = Standing['benefits'][number];

/** What becomes of a benefit on an occasion: in force, with its figure, or why it is not. */
export type OnOccasion =
  | { readonly given: true; readonly figure: number | null }
  | { readonly given: false; readonly reason: string };

const inForce = (
  { from, to }: { readonly from: CustomsDate; readonly to: CustomsDate | null },
  day: CustomsDate,
): boolean => from <= day && (to === null || day <= to);

/** Of an occasion that is at no port and in no mode, such as a question: a benefit that is in force anywhere counts. */
export const ANYWHERE = '*';

const isFor = (codes: readonly string[] | null, code: string | null): boolean =>
  codes === null || code === ANYWHERE || (code !== null && codes.includes(code));

/** What standing brings an entry. */
export interface StandingOnEntry {
  /** The first account, by id, whose standing counts. */
  readonly accountId: string;
  readonly benefits: ReadonlyMap<Benefit, OnOccasion>;
  /** Blanket certifications that are in force there, for whatever goods. */
  readonly blankets: readonly Blanket[];
  /** What partner agencies give in pilots on that day, at whatever port. */
  readonly pilots: readonly PilotBenefit[];
}

/** Asked one after the other of the promises that the question before has left. */
const QUESTIONS: readonly {
  readonly holds: (promised: Promised, on: Occasion) => boolean;
  readonly why: (on: Occasion) => string;
}[] = [
  { holds: (promised, { day }) => inForce(promised, day), why: ({ day }) => `Not in force on ${day}.` },
  {
    holds: ({ ports }, { port }) => isFor(ports, port),
    why: ({ port }) => (port === null ? 'The entry names no port.' : `Not given at port ${port}.`),
  },
  {
    holds: ({ modes }, { mode }) => isFor(modes, mode),
    why: ({ mode }) => (mode === null ? 'The entry names no mode of transport.' : `Not given by mode ${mode}.`),
  },
];

const judged = (promised: readonly Promised[], on: Occasion): OnOccasion => {
  let left = promised;
  for (const { holds, why } of QUESTIONS) {
    left = left.filter((one) => holds(one, on));
    if (left.length === 0) return { given: false, reason: why(on) };
  }
  const figures = left.flatMap(({ figure }) => (figure === null ? [] : [figure]));
  return { given: true, figure: figures.length > 0 ? Math.min(...figures) : null };
};

/** What the standing of these accounts brings an entry on an occasion; null where none of them is in a program that day. */
export const standingOn = (standings: readonly Standing[], on: Occasion): StandingOnEntry | null => {
  const counting = standings
    .filter(({ programs }) => programs.some((program) => inForce(program, on.day)))
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  if (counting.length === 0) return null;
  const promised = new Map<Benefit, Promised[]>();
  for (const one of counting.flatMap(({ benefits }) => benefits))
    promised.set(one.benefit, [...(promised.get(one.benefit) ?? []), one]);
  return {
    accountId: counting[0]!.accountId,
    blankets: counting
      .flatMap(({ blankets = [] }) => blankets)
      .filter((blanket) => inForce(blanket, on.day) && isFor(blanket.ports, on.port)),
    pilots: counting.flatMap(({ pilots = [] }) => pilots).filter((pilot) => inForce(pilot, on.day)),
    benefits: new Map([...promised].map(([benefit, ones]) => [benefit, judged(ones, on)])),
  };
};

const fullNumber = (text: string): string => {
  const parsed = parseImporterNumber(text);
  return parsed.ok ? parsed.value.text : text.trim().toUpperCase();
};

/** Keeps what was told of the standing of accounts; a lower revision than is kept changes nothing. */
export const storeStandings = async (manager: EntityManager, told: readonly StandingChanged[]): Promise<void> => {
  const newest = new Map<string, StandingChanged>();
  for (const change of told)
    if ((newest.get(change.accountId)?.revision ?? 0) < change.revision) newest.set(change.accountId, change);
  const newer: { account_id: string }[] = await insertRows(
    manager,
    'trusted_account',
    { account_id: 'uuid', revision: 'int', standing: 'jsonb' },
    [...newest.values()]
      .map(({ accountId, revision, programs, benefits, blankets = [], pilots = [] }) => ({
        account_id: accountId,
        revision,
        standing: { accountId, programs, benefits, blankets, pilots },
      }))
      .sort((a, b) => (a.account_id < b.account_id ? -1 : 1)),
    `ON CONFLICT (account_id) DO UPDATE SET revision = excluded.revision, standing = excluded.standing
       WHERE trusted_account.revision < excluded.revision RETURNING account_id`,
  );
  const ids = newer.map(({ account_id }) => account_id);
  if (ids.length === 0) return;
  await manager.query('DELETE FROM trusted_importer WHERE account_id = ANY($1)', [ids]);
  await insertRows(
    manager,
    'trusted_importer',
    { importer_number: 'text', account_id: 'uuid' },
    ids.flatMap((id) =>
      [...new Set(newest.get(id)!.importerNumbers.map(fullNumber))].map((number) => ({
        importer_number: number,
        account_id: id,
      })),
    ),
    'ON CONFLICT DO NOTHING',
  );
};

/** Standings of the accounts that have these importer numbers (in full form), as pairs; read by SQL of whoever asks for more at once. */
export const STANDINGS_OF = `SELECT i.importer_number AS number, a.standing FROM trusted_importer i JOIN trusted_account a USING (account_id)`;

/** What is judged, as SQL, columns with the name of their table: the importer's number as it is kept, the port and the mode; `days` is the parameter with `daysAtPorts`. */
export interface OccasionInSql {
  readonly number: string;
  readonly port: string;
  readonly mode: string;
  readonly days: string;
}

/** The day at a port, as SQL. */
const dayInSql = ({ port, days }: OccasionInSql): string =>
  `coalesce(${days}::jsonb ->> ${port}, ${days}::jsonb ->> '') COLLATE "C"`;

const NUMBER_WITHOUT_BRANCH = '^[0-9]{2}-[0-9]{7}$';

/**
 * Whether an importer has a benefit at a port, in a mode, on the day there: the question of `standingOn`, as SQL over the same copy, for queues that the database puts in order.
 * Each service that has such a queue asks here, so that what changed in a standing counts at the next look, and with the day it begins.
 */
export const hasBenefit = (benefit: Benefit, occasion: OccasionInSql): string => {
  const { number, port, mode } = occasion;
  const day = dayInSql(occasion);
  const inForceInSql = (row: string): string =>
    `${row} ->> 'from' <= ${day} AND coalesce(${row} ->> 'to' >= ${day}, true)`;
  const isForInSql = (row: string, codes: string, code: string): string =>
    `(${row} -> '${codes}' = 'null'::jsonb OR coalesce(${row} -> '${codes}' ? ${code}, false))`;
  return `EXISTS (
    SELECT 1 FROM trusted_importer i JOIN trusted_account a USING (account_id) CROSS JOIN LATERAL jsonb_array_elements(a.standing -> 'benefits') AS b
     WHERE i.importer_number = CASE WHEN ${number} ~ '${NUMBER_WITHOUT_BRANCH}' THEN ${number} || '00' ELSE ${number} END
       AND b ->> 'benefit' = '${benefit}' AND ${inForceInSql('b')} AND ${isForInSql('b', 'ports', port)} AND ${isForInSql('b', 'modes', mode)}
       AND EXISTS (SELECT 1 FROM jsonb_array_elements(a.standing -> 'programs') AS p WHERE ${inForceInSql('p')}))`;
};

/** By importer number in its full form; numbers of which nothing is known are not in it. */
export const standingsByNumber = (
  pairs: readonly { readonly number: string; readonly standing: Standing }[],
): ReadonlyMap<string, readonly Standing[]> => {
  const standings = new Map<string, Standing[]>();
  for (const { number, standing } of pairs) standings.set(number, [...(standings.get(number) ?? []), standing]);
  return standings;
};

/** Who is a trusted trader, as cee last told: a copy for the services that give trusted traders what they were promised. */
export class StandingOnFile1765100700000 implements NotedMigration {
  readonly name = 'StandingOnFile1765100700000';
  readonly note: MigrationNote = {
    expands: 'trusted_account and trusted_importer, the copy of the standing of trusted traders',
    meanwhile: 'a build before takes no message of it and trusts nobody',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trusted_account (
        account_id uuid PRIMARY KEY,
        revision int NOT NULL,
        standing jsonb NOT NULL
      );
      CREATE TABLE trusted_importer (
        importer_number text NOT NULL,
        account_id uuid NOT NULL,
        PRIMARY KEY (importer_number, account_id)
      );
      CREATE INDEX trusted_importer_account ON trusted_importer (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE trusted_account, trusted_importer');
  }
}
