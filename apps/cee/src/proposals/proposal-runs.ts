import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { insertRows } from '#persistence';
import { Problem, RecurringWork, requireSameContent } from '#service';
import { today } from '../days/customs-days';
import { type Goods, monthsAtWork, windowOf } from '../imports/goods.rules';
import { readScope } from '../scope/scope.repository';
import { grouped, type ScopeIndex } from '../scope/scope.rules';
import { placedTogether, type Together } from './placed-together.repository';
import { type Proposed, proposeFor } from './proposal.rules';
import { runStates } from './proposal.states';

export interface ProposalRunView {
  readonly id: string;
  /** The day whose scope, assignments and twelve months it goes by. */
  readonly asOf: CustomsDate;
  readonly windowFrom: CustomsDate;
  readonly windowTo: CustomsDate;
  readonly state: string;
  readonly importers: number;
  readonly importersDone: number;
  readonly percent: number;
  /** Proposals to be reviewed. */
  readonly proposals: number;
  /** Accounts, and importers without one, that stay where they are. */
  readonly unchanged: number;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly doneAt: string | null;
}

interface RunRow {
  id: string;
  as_of: CustomsDate;
  window_from: CustomsDate;
  window_to: CustomsDate;
  state: string;
  importers: number;
  importers_done: number;
  after_importer: string;
  proposals: number;
  unchanged: number;
  ordered_by: string;
  ordered_at: Date;
  done_at: Date | null;
}

const SELECT =
  'SELECT r.*, as_of::text AS as_of, window_from::text AS window_from, window_to::text AS window_to FROM proposal_run r';
/** Importers that one transaction goes through. */
const AT_ONCE = 2_000;
/** An order may come to a replica that does not lead; that which leads is woken. */
const LOOK_EVERY_MS = 5_000;

/** Computes for all importers, on order, where they should be assigned: a few thousand a transaction, going on behind the last one whatever happened. */
@Injectable()
export class ProposalRuns {
  private readonly work;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    work: RecurringWork,
  ) {
    this.work = work.every(LOOK_EVERY_MS, 'computing where importers should be assigned', () => this.turn(), {
      firstAfterMs: 1_000,
      by: 'one replica',
    });
  }

  /**
   * The same id again is the same run.
   *
   * @param asOf null for today
   * @throws Problem `state-conflict` while another is at work; `not-valid` for a day that is not there yet
   */
  async order(id: string, asOf: CustomsDate | null, by: string): Promise<{ fresh: boolean; run: ProposalRunView }> {
    const result = await this.transactions.run(async ({ manager, now }) => {
      await manager.query('LOCK TABLE proposal_run IN SHARE ROW EXCLUSIVE MODE');
      await requireSameContent(manager, 'proposal run', id, { asOf });
      const [known] = await rows(manager, 'WHERE id = $1', [id]);
      if (known) return { fresh: false, run: viewOf(known) };
      const [other] = await rows(manager, `WHERE state = 'running'`, []);
      if (other)
        throw new Problem('state-conflict', `Run ${other.id} is at work: ${viewOf(other).percent} % of it are done.`);
      const day = asOf ?? today(now);
      if (day > today(now))
        throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/asOf', text: `${day} is not there yet` }]);
      const { from, to } = windowOf(day);
      await manager.query(
        `INSERT INTO proposal_run (id, as_of, window_from, window_to, state, importers, ordered_by, ordered_at)
         SELECT $1, $2, $3, $4, $5, count(*), $6, $7 FROM importer_on_record`,
        [id, day, from, to, runStates.initial, by, now],
      );
      const [fresh] = await rows(manager, 'WHERE id = $1', [id]);
      return { fresh: true, run: viewOf(fresh!) };
    });
    this.work.wake();
    return result;
  }

  /** Newest first. */
  async list(): Promise<ProposalRunView[]> {
    return (await rows(this.source.manager, 'ORDER BY ordered_at DESC LIMIT 100', [])).map(viewOf);
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<ProposalRunView> {
    const [row] = await rows(this.source.manager, 'WHERE id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no run ${id}.`);
    return viewOf(row);
  }

  /** One transaction's worth of the run at work; false where there is none, or nothing is left of it. */
  turn(): Promise<boolean> {
    return this.transactions.run(async ({ manager, now }) => {
      const [run] = await rows(manager, `WHERE state = 'running' FOR UPDATE SKIP LOCKED`, []);
      if (!run) return false;
      const next: { identity: string }[] = await manager.query(
        'SELECT importer_identity AS identity FROM importer_on_record WHERE importer_identity > $1 ORDER BY importer_identity LIMIT $2',
        [run.after_importer, AT_ONCE],
      );
      if (next.length === 0) {
        await manager.query(`UPDATE proposal_run SET state = 'done', done_at = $2 WHERE id = $1`, [run.id, now]);
        await manager.query(
          `UPDATE assignment_proposal SET state = 'superseded' WHERE state = 'open' AND run_id <> $1`,
          [run.id],
        );
        return false;
      }
      const states = await propose(
        manager,
        run,
        next.map(({ identity }) => identity),
      );
      await manager.query(
        `UPDATE proposal_run SET after_importer = $2, importers_done = importers_done + $3, proposals = proposals + $4, unchanged = unchanged + $5 WHERE id = $1`,
        [
          ...[run.id, next.at(-1)!.identity, next.length],
          states.filter((state) => state === 'open').length,
          states.filter((state) => state === 'unchanged').length,
        ],
      );
      return true;
    });
  }
}

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<RunRow[]> =>
  manager.query(`${SELECT} ${rest}`, [...values]);

const viewOf = (row: RunRow): ProposalRunView => ({
  id: row.id,
  asOf: row.as_of,
  windowFrom: row.window_from,
  windowTo: row.window_to,
  state: row.state,
  importers: row.importers,
  importersDone: row.importers_done,
  percent:
    row.state === 'done' ? 100 : Math.min(99, Math.floor((row.importers_done * 100) / Math.max(1, row.importers))),
  proposals: row.proposals,
  unchanged: row.unchanged,
  orderedBy: row.ordered_by,
  orderedAt: row.ordered_at.toISOString(),
  doneAt: row.done_at?.toISOString() ?? null,
});

interface Assigned {
  identity: string;
  center: string;
  team: string;
}

/** All that proposals for these importers rest on, in six reads. */
const readFacts = async (manager: EntityManager, run: RunRow, all: readonly Together[]) => {
  const identities = all.flatMap(({ importers }) => importers.map(({ identity }) => identity));
  const goods: (Goods & { identity: string })[] = await manager.query(
    `SELECT importer_identity AS identity, heading, sum(lines)::float8 AS lines, sum(dollars)::float8 AS dollars FROM importer_goods
     WHERE importer_identity = ANY($1::text[]) AND month BETWEEN $2 AND $3 GROUP BY 1, 2 HAVING sum(lines) > 0`,
    [identities, run.window_from, run.window_to],
  );
  const projections: { identity: string; goods: Goods[] }[] = await manager.query(
    `SELECT DISTINCT ON (importer_identity) importer_identity AS identity, goods FROM import_projection
     WHERE importer_identity = ANY($1::text[]) ORDER BY importer_identity, filed_at DESC`,
    [identities],
  );
  const uses: Assigned[] = await manager.query(
    `SELECT i.importer_identity AS identity, f.center_id AS center, f.team_number AS team FROM assignment_factor_importer i JOIN assignment_factor f ON f.id = i.factor_id
     WHERE i.importer_identity = ANY($1::text[]) AND f.kind = 'intended use' AND f.ended_at IS NULL ORDER BY f.found_at DESC`,
    [identities],
  );
  const assigned: Assigned[] = await manager.query(
    `SELECT importer_identity AS identity, center_id AS center, team_number AS team FROM assignment
     WHERE importer_identity = ANY($1::text[]) AND valid_from <= $2 AND (valid_to IS NULL OR $2 <= valid_to)`,
    [identities, run.as_of],
  );
  const brokers: { id: string }[] = await manager.query(
    `SELECT id FROM account WHERE id = ANY($1::uuid[]) AND data -> 'kinds' ? 'broker'`,
    [all.flatMap(({ accounts }) => accounts)],
  );
  return {
    goods: grouped(goods, ({ identity }) => identity),
    projections: new Map(projections.map((one) => [one.identity, one.goods])),
    uses: new Map(uses.reverse().map((one) => [one.identity, one])),
    assigned: new Map(assigned.map((one) => [one.identity, one])),
    brokers: new Set(brokers.map(({ id }) => id)),
  };
};

type Facts = Awaited<ReturnType<typeof readFacts>>;

const proposalOf = (together: Together, facts: Facts, run: RunRow, scope: ScopeIndex) => {
  const { importers, accounts, associated } = together;
  const identities = importers.map(({ identity }) => identity);
  const months = Math.max(...importers.map(({ firstMonth }) => monthsAtWork(firstMonth, run.as_of)));
  const projected = identities.flatMap((identity) => facts.projections.get(identity) ?? []);
  const use = identities.map((identity) => facts.uses.get(identity)).find(Boolean);
  const proposed = proposeFor(
    {
      actual: identities.flatMap((identity) => facts.goods.get(identity) ?? []),
      months,
      projected: projected.length > 0 ? projected : null,
      broker: accounts.some((id) => facts.brokers.has(id)),
      associated,
      intendedUse: use ? { centerId: use.center, teamNumber: use.team } : null,
    },
    run.as_of,
    scope,
  );
  const current = identities.map((identity) => facts.assigned.get(identity));
  const stays =
    proposed.centerId === null ||
    current.every((one) => one?.center === proposed.centerId && one.team === proposed.teamNumber);
  const known = current.find(Boolean);
  return { ...together, months, proposed, current: known ?? null, state: stays ? 'unchanged' : 'open' };
};

const COLUMNS = {
  ...{ run_id: 'uuid', unit: 'text', account_id: 'uuid', importers: 'jsonb', state: 'text', current_center: 'text' },
  ...{ current_team: 'text', center_id: 'text', team_number: 'text', method: 'text', months: 'int', lines: 'bigint' },
  ...{
    dollars: 'bigint',
    center_lines: 'bigint',
    runner_up: 'text',
    runner_up_lines: 'bigint',
    margin_percent: 'numeric',
  },
};

/** Writes the proposals of those of these importers that are the first of their group. Answers the state of each. */
const propose = async (manager: EntityManager, run: RunRow, identities: readonly string[]): Promise<string[]> => {
  const all = await placedTogether(manager, identities);
  if (all.length === 0) return [];
  const facts = await readFacts(manager, run, all);
  const scope = await readScope(manager);
  const proposals = all.map((together) => proposalOf(together, facts, run, scope));
  await insertRows(
    manager,
    'assignment_proposal',
    COLUMNS,
    proposals.map(({ importers, accounts, months, proposed, current, state }) => ({
      ...{ run_id: run.id, unit: importers[0]!.identity, account_id: accounts[0] ?? null, state, months },
      importers: importers.map(({ number }) => number),
      ...{ current_center: current?.center ?? null, current_team: current?.team ?? null },
      ...columnsOf(proposed),
    })),
  );
  return proposals.map(({ state }) => state);
};

const columnsOf = (proposed: Proposed): Record<string, unknown> => ({
  center_id: proposed.centerId,
  team_number: proposed.teamNumber,
  method: proposed.method,
  lines: proposed.lines,
  dollars: proposed.dollars,
  center_lines: proposed.centerLines,
  runner_up: proposed.runnerUp,
  runner_up_lines: proposed.runnerUpLines,
  margin_percent: proposed.marginPercent,
});
