import { CargoReleaseFiled } from '#contracts';
import { messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { BondRepository } from '../apps/entry/src/bonds/bond.repository';
import { BondCoverage } from '../apps/entry/src/bonds/coverage';
import { EntryConfig } from '../apps/entry/src/config/entry.config';
import { entryService } from '../apps/entry/src/entry.service-definition';
import { ImporterRepository } from '../apps/entry/src/importer/importer.repository';
import { judgeFiling } from '../apps/entry/src/release/filing.rules';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { type Cost, costOf } from './figures';

const BONDS = 100_000;
/** Of one message batch at entry. */
const AT_ONCE = 100;
const ROUNDS = 200;
const DAY = '2026-11-30';

export interface BondFigures {
  readonly bonds: number;
  /** Releases under continuous bonds, each of another importer: bonds read for a batch in one statement, and judged. */
  readonly continuous: Cost;
  /** Under single transaction bonds of their own: locked against a void, read and judged. */
  readonly single: Cost;
  /** The peer: what judging a release costs anyway, the standing of its importer read and the rule book. */
  readonly peer: Cost;
  /** The floor: one statement for the batch that asks nothing. */
  readonly floor: Cost;
}

const importerAt = (at: number): string => `55-${String(at).padStart(7, '0')}00`;
const entryAt = (at: number): string => String(at).padStart(8, '0');

const measured = (work: () => Promise<unknown>): Promise<Cost> => costOf(work, ROUNDS, AT_ONCE);

/** What it costs that a release is held against the register of bonds. */
export const measureBonds = async (postgres: PostgresServer, say: (line: string) => void): Promise<BondFigures> => {
  const source = await createDataSource({
    url: postgres.url,
    applicationName: 'bond bench',
    entities: [],
    migrations: [...messagingTables, ...entryService.migrations],
    poolSize: 2,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    say(`${BONDS} continuous bonds, ${BONDS} single transaction bonds`);
    await source.query(
      `INSERT INTO bond (bond_number, type, designation, activity_code, amount_dollars, state, version, account_id, effective_on, transaction_type, transaction_id, terms, changed_at)
       SELECT '26' || t || lpad(n::text, 6, '0'), t, 'B', '1', 60000, 'active', 1, gen_random_uuid(), CASE t WHEN '8' THEN DATE '2026-01-01' END,
              CASE t WHEN '9' THEN '1' END, CASE t WHEN '9' THEN 'B76' || lpad(n::text, 8, '0') END,
              '{"entryType":"01","suretyReference":null,"executedOn":"2026-01-01","reconciliation":false,"virginIslands":false,"notify":[],"sureties":[{"role":"surety","code":"036","agent":"036-00-0001","liabilityDollars":null}]}', now()
         FROM generate_series(0, $1::int - 1) n, unnest(ARRAY['8', '9']) t`,
      [BONDS],
    );
    await source.query(
      `INSERT INTO bond_party (importer_number, bond_number, role, id_type, ordinal)
       SELECT '55-' || lpad(n::text, 7, '0') || '00', '26' || t || lpad(n::text, 6, '0'), 'principal', 'EI', 0 FROM generate_series(0, $1::int - 1) n, unnest(ARRAY['8', '9']) t`,
      [BONDS],
    );
    await source.query(
      `INSERT INTO importer_on_file (importer_number, account_id, active) SELECT '55-' || lpad(n::text, 7, '0') || '00', gen_random_uuid(), true FROM generate_series(0, $1::int - 1) n`,
      [BONDS],
    );
    await source.query('VACUUM ANALYZE bond, bond_party, importer_on_file');
    const coverage = new BondCoverage(
      Object.assign(new EntryConfig(), { BONDS_LOOKED_UP_FROM: '2026-01-01' }),
      new BondRepository(),
    );
    const importers = new ImporterRepository();
    const batch = (change: object): CargoReleaseFiled[] =>
      Array.from({ length: AT_ONCE }, (_, at) => ({
        ...CargoReleaseFiled.example,
        ...{ filerCode: 'B76', entryNumber: entryAt(at * 97), importer: { type: 'EI', number: importerAt(at * 97) } },
        ...change,
      })) as CargoReleaseFiled[];
    const references = ['036', '60000'].map((value, at) => ({ qualifier: ['V1', 'AMT'][at]!, value, recordIndex: 4 }));
    const looked = (filings: readonly CargoReleaseFiled[]) =>
      source.transaction(async (manager) => {
        const known = await coverage.of(manager, filings, new Date(`${DAY}T15:00:00Z`));
        for (const filing of filings) if (known.judge(filing).length > 0) throw new Error('a release is not covered');
      });
    const [under8, under9] = [batch({ bondType: '8' }), batch({ bondType: '9', references })];
    say('releases under continuous bonds, under single transaction bonds, judged without, and a statement alone');
    const continuous = await measured(() => looked(under8));
    const single = await measured(() => looked(under9));
    const peer = await measured(() =>
      source.transaction(async (manager) => {
        const numbers = under8.map(({ importer }) => importer!.number!);
        const standings = await importers.standings(manager, numbers);
        const context = {
          ...{ today: DAY, missingPower: null, checkDigitOffset: 0 },
          importer: (number: string) => standings.get(number) ?? 'unknown',
        } as const;
        for (const filing of under8) judgeFiling(filing, context);
      }),
    );
    const floor = await measured(() => source.transaction((manager) => manager.query('SELECT 1')));
    return { bonds: BONDS, continuous, single, peer, floor };
  } finally {
    await source.destroy();
  }
};
