import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CustomsDate, masked } from '#kernel';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import { assignWithin } from '../assignments/importer-assignments';
import { CeeConfig } from '../config/cee.config';
import { importerIdentity } from '../importer/importer-identity';
import { requireFreeDay } from '../days/customs-days';
import { changeAssignments } from '../locks/assignments.lock';

export interface AssignmentProposalView {
  readonly id: string;
  readonly runId: string;
  readonly accountId: string | null;
  /** Placed together; of the numbers of persons the last four digits. */
  readonly importerNumbers: string[];
  readonly state: string;
  readonly currentCenter: string | null;
  readonly currentTeam: string | null;
  readonly center: string | null;
  readonly team: string | null;
  readonly method: string;
  /** Of the twelve months, so many they were at work. */
  readonly months: number;
  readonly lines: number;
  readonly dollars: number;
  readonly centerLines: number;
  readonly runnerUp: string | null;
  readonly runnerUpLines: number;
  readonly marginPercent: number;
  /** First day of the assignment, once accepted. */
  readonly from: CustomsDate | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly why: string | null;
}

interface Row {
  id: string;
  run_id: string;
  account_id: string | null;
  importers: string[];
  state: string;
  current_center: string | null;
  current_team: string | null;
  center_id: string | null;
  team_number: string | null;
  method: string;
  months: number;
  lines: string;
  dollars: string;
  center_lines: string;
  runner_up: string | null;
  runner_up_lines: string;
  margin_percent: string;
  valid_from: CustomsDate | null;
  decided_by: string | null;
  decided_at: Date | null;
  why: string | null;
}

/** As an account sees it: null is what others that are placed together with it import. */
export interface AccountProposalView
  extends Omit<AssignmentProposalView, 'lines' | 'dollars' | 'centerLines' | 'runnerUpLines'> {
  readonly lines: number | null;
  readonly dollars: number | null;
  readonly centerLines: number | null;
  readonly runnerUpLines: number | null;
}

export interface ProposalsAsked {
  readonly run: string | null;
  readonly center: string | null;
  readonly state: string | null;
  readonly account: string | null;
  readonly after: string;
  readonly limit: number;
}

/** Proposals where to assign importers, reviewed by people: nothing is assigned by itself. */
@Injectable()
export class AssignmentProposals {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: CeeConfig,
  ) {}

  /** In the order of their ids. */
  async list({
    run,
    center,
    state,
    account,
    after,
    limit,
  }: ProposalsAsked): Promise<{ proposals: AssignmentProposalView[]; next: string | null }> {
    const found = await rows(
      this.source.manager,
      `WHERE id > $1 AND ($2::uuid IS NULL OR run_id = $2) AND ($3::text IS NULL OR center_id = $3) AND ($4::text IS NULL OR state = $4)
         AND ($5::uuid IS NULL OR account_id = $5) ORDER BY id LIMIT $6`,
      [after, run, center, state, account, limit],
    );
    return { proposals: found.map(viewOf), next: found.length === limit ? found.at(-1)!.id : null };
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<AssignmentProposalView> {
    const [row] = await rows(this.source.manager, 'WHERE id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no proposal ${id}.`);
    return viewOf(row);
  }

  /**
   * The newest that has one of these importer numbers, as whoever has them may see it: of others that are placed together with them, neither numbers nor what they import.
   * Null where none was computed.
   */
  async newestOf(numbers: readonly string[], seesAll: boolean): Promise<AccountProposalView | null> {
    const identities = new Set(numbers.map(importerIdentity));
    const [row] = await rows(this.source.manager, 'WHERE importers ?| $1 ORDER BY id DESC LIMIT 1', [
      // As they may have been filed: with and without the suffix of the firm itself.
      [...new Set([...numbers, ...identities].flatMap((one) => [one, one.replace(/^(\d{2}-\d{7})00$/, '$1')]))],
    ]);
    if (!row) return null;
    const view = viewOf(row);
    const own = row.importers.filter((number) => identities.has(importerIdentity(number)));
    if (seesAll || own.length === row.importers.length) return view;
    return {
      ...{ ...view, importerNumbers: own.map(masked), accountId: null },
      ...{ lines: null, dollars: null, centerLines: null, runnerUpLines: null },
    };
  }

  /**
   * Assigns all its importers from a day on. The same again changes nothing.
   *
   * @throws Problem `not-found`; `state-conflict`, also where an importer was assigned elsewhere since; `not-valid` for a day that has begun
   */
  accept(id: string, from: string, why: string, by: string): Promise<AssignmentProposalView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      if (row.state === 'accepted' && row.decided_by === by && row.valid_from === from) return viewOf(row);
      requireOpen(row);
      requireFreeDay('/from', from, now);
      const { center_id: center, team_number: team } = row;
      await changeAssignments(manager);
      await requireStillThere(manager, row);
      for (const importer of row.importers)
        await assignWithin(
          unit,
          { importer, center: center!, team: team!, from, source: row.method, actor: by, keep: true },
          this.config.IMPORTER_DIGEST_KEY,
        );
      return decide(manager, id, 'accepted', from, why, by, now);
    });
  }

  /** Leaves its importers where they are. The same again changes nothing. @throws Problem `not-found`, `state-conflict` */
  reject(id: string, why: string, by: string): Promise<AssignmentProposalView> {
    return this.transactions.run(async ({ manager, now }) => {
      const row = await lock(manager, id);
      if (row.state === 'rejected' && row.decided_by === by) return viewOf(row);
      requireOpen(row);
      return decide(manager, id, 'rejected', null, why, by, now);
    });
  }
}

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(`SELECT p.*, valid_from::text AS valid_from FROM assignment_proposal p ${rest}`, [...values]);

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row] = await rows(manager, 'WHERE id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no proposal ${id}.`);
  return row;
};

const requireOpen = ({ state, decided_by: by }: Row): void => {
  if (state === 'open') return;
  const what = { unchanged: 'says that all stays as it is', superseded: 'was superseded by a later run' }[state];
  throw new Problem('state-conflict', `The proposal ${what ?? `was ${state} by ${by}`}.`);
};

/** An assignment that the run did not see, such as that of a granted appeal, is not undone by what the run proposed. */
const requireStillThere = async (manager: EntityManager, row: Row): Promise<void> => {
  const [since]: { number: string; center: string; from: string; source: string }[] = await manager.query(
    `SELECT n.importer_number AS number, n.center_id AS center, n.valid_from::text AS "from", n.source
     FROM (SELECT DISTINCT ON (importer_identity) * FROM assignment WHERE importer_identity = ANY($1::text[]) ORDER BY importer_identity, valid_from DESC) n
     JOIN proposal_run r ON r.id = $2
     WHERE (n.recorded_at >= r.ordered_at OR n.valid_from > r.as_of) AND (n.center_id, n.team_number) <> ($3, $4)
     ORDER BY n.importer_identity LIMIT 1`,
    [row.importers.map(importerIdentity), row.run_id, row.center_id, row.team_number],
  );
  if (since)
    throw new Problem(
      'state-conflict',
      `Importer ${masked(since.number)} is assigned to ${since.center} from ${since.from} on (${since.source}), which the run did not know: order another run.`,
    );
};

const decide = async (
  manager: EntityManager,
  id: string,
  state: string,
  from: string | null,
  why: string,
  by: string,
  at: Date,
): Promise<AssignmentProposalView> => {
  await manager.query(
    'UPDATE assignment_proposal SET state = $2, valid_from = $3, why = $4, decided_by = $5, decided_at = $6 WHERE id = $1',
    [id, state, from, why, by, at],
  );
  const [row] = await rows(manager, 'WHERE id = $1', [id]);
  return viewOf(row!);
};

const viewOf = (row: Row): AssignmentProposalView => ({
  id: row.id,
  runId: row.run_id,
  accountId: row.account_id,
  importerNumbers: row.importers.map(masked),
  state: row.state,
  currentCenter: row.current_center,
  currentTeam: row.current_team,
  center: row.center_id,
  team: row.team_number,
  method: row.method,
  months: row.months,
  lines: Number(row.lines),
  dollars: Number(row.dollars),
  centerLines: Number(row.center_lines),
  runnerUp: row.runner_up,
  runnerUpLines: Number(row.runner_up_lines),
  marginPercent: Number(row.margin_percent),
  from: row.valid_from,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  why: row.why,
});
