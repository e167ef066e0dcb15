import { BENEFITS, CargoReleaseFiled, StandingChanged } from '#contracts';
import { storeStandings } from '#access';
import { addDays } from '#kernel';
import { messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { entryService } from '../apps/entry/src/entry.service-definition';
import { groundsOfScreening } from '../apps/entry/src/selection/screening-grounds';
import { drawOf, select, standingOfEntry } from '../apps/entry/src/selection/selection.rules';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { type Cost, costOf } from './figures';

const ACCOUNTS = 10_000;
const RULES = 100;
/** Of one message batch at entry. */
const AT_ONCE = 100;
const ROUNDS = 300;
const NOW = new Date('2026-11-30T18:00:00Z');
const DAY = '2026-11-30';

export interface SelectionFigures {
  readonly accounts: number;
  readonly rules: number;
  /** Filings of importers of whom each has a standing with nine benefits, and a draw at the lower rate. */
  readonly trusted: Cost;
  /** Of importers without a standing, by the same rules: the peer. */
  readonly untrusted: Cost;
  /** One statement that asks nothing for the batch, and the number that each filing draws: the floor. */
  readonly floor: Cost;
}

const numberAt = (at: number): string => `55-${String(at).padStart(7, '0')}`;
const standingAt = (at: number): StandingChanged => ({
  ...StandingChanged.example,
  programs: [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: null }],
  benefits: BENEFITS.map((benefit) => ({
    ...{ benefit, ports: null, modes: null, from: '2026-01-01', to: null },
    figure: benefit === 'lower exam rate' ? 100 : null,
  })),
  accountId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  importerNumbers: [numberAt(at)],
});

const measured = (work: () => Promise<unknown>): Promise<Cost> => costOf(work, ROUNDS, AT_ONCE);

/** What it costs to screen a filing: grounds read for a batch in one statement, then standing, rules and draw of each. */
export const measureSelection = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<SelectionFigures> => {
  const source = await createDataSource({
    url: postgres.url,
    applicationName: 'selection bench',
    entities: [],
    migrations: [...messagingTables, ...entryService.migrations],
    poolSize: 2,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    say(`standings of ${ACCOUNTS} trusted accounts, ${RULES} rules`);
    for (let at = 0; at < ACCOUNTS; at += 1_000)
      await storeStandings(
        source.manager,
        Array.from({ length: 1_000 }, (_, place) => standingAt(at + place)),
      );
    await source.query(
      `INSERT INTO selection_rule (name, floor, headings, rate, reason, actor, valid_from)
       SELECT 'Rule ' || n, n = 1, CASE WHEN n > 2 THEN ARRAY[lpad(n::text, 2, '0')] END, CASE WHEN n = 1 THEN 50 ELSE 300 END, 'Bench', 'Bench', $1::date FROM generate_series(1, $2::int) n`,
      [addDays(DAY, -30), RULES],
    );
    await source.query('VACUUM ANALYZE trusted_account, trusted_importer, selection_rule');
    const content = { ...CargoReleaseFiled.example } as unknown as Parameters<typeof standingOfEntry>[1]['content'];
    const screen = async (numbers: readonly string[]): Promise<number> => {
      const { standings, ...grounds } = await groundsOfScreening(source.manager, numbers, NOW);
      let selected = 0;
      for (const [at, number] of numbers.entries()) {
        const occasion = { content, day: DAY, port: '2704' };
        const standing = standingOfEntry(standings.get(number) ?? [], occasion);
        const screened = {
          ...occasion,
          key: `B76${String(at).padStart(8, '0')}`,
          met: [],
          opensOn: null,
          before: null,
        };
        if (select(screened, standing, grounds)?.by) selected += 1;
      }
      return selected;
    };
    const many = (from: number): string[] =>
      Array.from({ length: AT_ONCE }, (_, at) => `${numberAt(from + at * 97)}00`);
    await screen(many(0));
    say('filings of trusted importers, of others, and nothing but a statement and the draws');
    const trusted = await measured(() => screen(many(0)));
    const untrusted = await measured(() => screen(many(5_000_000)));
    const seed = 'ab'.repeat(32);
    const floor = await measured(async () => {
      await source.query('SELECT 1');
      for (let at = 0; at < AT_ONCE; at += 1) drawOf(seed, `B76${String(at).padStart(8, '0')}`);
    });
    return { accounts: ACCOUNTS, rules: RULES, trusted, untrusted, floor };
  } finally {
    await source.destroy();
  }
};
