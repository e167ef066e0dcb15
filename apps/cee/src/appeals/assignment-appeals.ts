import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { accountSubject, actOfCbp, assignmentAppealSubject, CeeInteractionRecorded } from '#contracts';
import { contentHash, type CustomsDate, masked } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { daysLeft, dueOf } from '#reference';
import { currentCorrelation, Problem, requireSameFields } from '#service';
import { assignWithin } from '../assignments/importer-assignments';
import { CeeConfig } from '../config/cee.config';
import { requireFreeDay, today } from '../days/customs-days';
import { importerIdentity } from '../importer/importer-identity';
import { type AppealContents, appealFaults } from './appeal.rules';
import { type AppealState, appealStates } from './appeal.states';

export interface AssignmentAppealView {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  /** Name of the account as it is today. */
  readonly accountName: string | null;
  readonly state: string;
  readonly currentCenter: string;
  readonly preferredCenter: string;
  /** Of the numbers of persons the last four digits. */
  readonly importers: { number: string; bondNumber: string }[];
  readonly justification: string;
  readonly form: string;
  readonly actual: AppealContents['actual'];
  readonly actualFrom: string | null;
  readonly actualTo: string | null;
  readonly projected: AppealContents['projected'];
  readonly filedBy: string;
  readonly filedAt: string;
  /** The day by which headquarters decides. */
  readonly due: CustomsDate;
  readonly dueRule: string;
  /** Negative when it is late; null once it was decided. */
  readonly businessDaysLeft: number | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly center: string | null;
  readonly team: string | null;
  /** First day of the assignment that a granted appeal became. */
  readonly from: CustomsDate | null;
  readonly reason: string | null;
  /** Numbers of a granted appeal that were not the account's any more, and so were not assigned. */
  readonly leftOut: string[];
}

interface Row {
  id: string;
  number: string;
  account_id: string;
  account_name: string | null;
  state: AppealState;
  contents: AppealContents;
  hash: string;
  filed_by: string;
  filed_at: Date;
  due: CustomsDate;
  due_rule: string;
  decided_by: string | null;
  decided_at: Date | null;
  center_id: string | null;
  team_number: string | null;
  valid_from: CustomsDate | null;
  reason: string | null;
  left_out: string[];
}

export interface AppealDecision {
  readonly decision: 'granted' | 'denied';
  readonly team: string | null;
  readonly from: string | null;
  readonly reason: string;
}

/** Appeals of accounts against their Center, decided by headquarters; a granted one is an assignment (19 CFR 101.10(c)). */
@Injectable()
export class AssignmentAppeals {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: CeeConfig,
  ) {}

  /**
   * The same id again is the same appeal.
   *
   * @throws Problem `not-valid` that names each content that is missing; `state-conflict` while another one of the account is open
   */
  file(
    id: string,
    { account }: Asking,
    contents: AppealContents,
    by: string,
  ): Promise<{ fresh: boolean; appeal: AssignmentAppealView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      // One at a time of an account.
      await manager.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [account.accountId]);
      const hash = contentHash(contents);
      const [same] = await rows(manager, 'WHERE id = $1', [id]);
      if (same?.account_id === account.accountId && same.hash === hash)
        return { fresh: false, appeal: viewOf(same, now) };
      if (same?.account_id === account.accountId) requireSameFields('appeal', same.contents, contents);
      if (same) throw new Problem('state-conflict', 'Another appeal has this id.', [{ at: '/id', text: 'is taken' }]);
      const errors = await faultsOf(manager, contents, account.importerNumbers.map(importerIdentity), today(now));
      if (errors.length > 0) throw new Problem('not-valid', 'The appeal is not complete.', errors);
      const [open] = await rows(manager, `WHERE account_id = $1 AND state = 'filed'`, [account.accountId]);
      if (open)
        throw new Problem(
          'state-conflict',
          `Appeal ${open.number} of ${today(open.filed_at)} is not decided yet: withdraw it first.`,
        );
      const days = this.config.APPEAL_BUSINESS_DAYS;
      const [{ place }] = await manager.query(`SELECT nextval('assignment_appeal_number')::int AS place`);
      const number = `AA-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      await manager.query(
        `INSERT INTO assignment_appeal (id, number, account_id, state, contents, hash, filed_by, filed_at, due, due_rule) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[id, number, account.accountId, appealStates.initial, JSON.stringify(contents), hash, by, now],
          dueOf('appeal against an assignment', { start: today(now), length: days }).dueDate,
          `${days} business days; 19 CFR 101.10(c) names none`,
        ],
      );
      const [row] = await rows(manager, 'WHERE id = $1', [id]);
      tellAccount(
        unit,
        row!,
        'filed',
        by,
        `appealed against ${contents.currentCenter}, for ${contents.preferredCenter}`,
      );
      return { fresh: true, appeal: viewOf(row!, now) };
    });
  }

  /** Of an account, or of all; oldest first. @param after number of the last of the page before */
  async list(
    accountId: string | null,
    { state, after: last, limit }: { state: string | null; after: string | null; limit: number },
  ): Promise<{ appeals: AssignmentAppealView[]; next: string | null }> {
    const found = await rows(
      this.source.manager,
      `WHERE ($1::uuid IS NULL OR account_id = $1) AND ($2::text IS NULL OR state = $2)
         AND ($3::text IS NULL OR (filed_at, number) > (SELECT filed_at, number FROM assignment_appeal WHERE number = $3)) ORDER BY filed_at, number LIMIT $4`,
      [accountId, state, last, limit],
    );
    return {
      appeals: found.map((row) => viewOf(row, new Date())),
      next: found.length === limit ? found.at(-1)!.number : null,
    };
  }

  /** The account takes it back. Again changes nothing. @throws Problem `not-found`, `state-conflict` */
  withdraw(id: string, accountId: string, reason: string, by: string): Promise<AssignmentAppealView> {
    return this.transactions.run(async (unit) => {
      const row = await lock(unit.manager, id);
      if (row.account_id !== accountId) throw new Problem('not-found', `There is no appeal ${id}.`);
      if (row.state === 'withdrawn') return viewOf(row, unit.now);
      const state = after(row, 'withdrawn');
      const done = await settle(unit, row, {
        ...{ state, by, center: null, team: null, from: null, reason, leftOut: [] },
      });
      tellAccount(unit, done, 'withdrawn', by, 'withdrew its appeal');
      return viewOf(done, unit.now);
    });
  }

  /**
   * Grants an appeal with the team and the first day, or denies it. The same decision of the same person again changes nothing.
   *
   * @throws Problem `not-found`, `state-conflict`, `not-valid`
   */
  decide(id: string, { decision, team, from, reason }: AppealDecision, by: string): Promise<AssignmentAppealView> {
    return this.transactions.run(async (unit) => {
      const row = await lock(unit.manager, id);
      const isSame =
        row.state === decision && row.decided_by === by && row.team_number === team && row.valid_from === from;
      if (isSame) return viewOf(row, unit.now);
      const state = after(row, decision);
      const { importers, preferredCenter } = row.contents;
      const center = decision === 'granted' ? preferredCenter : null;
      const leftOut: string[] = [];
      if (center !== null) {
        requireFreeDay('/from', from!, unit.now);
        const order = { center, team: team!, from: from!, source: `appeal ${row.number}`, actor: by, keep: true };
        const still = await importersOf(unit.manager, row.account_id);
        for (const { number } of importers)
          if (still.has(importerIdentity(number)))
            await assignWithin(
              unit,
              { ...order, importer: number.trim().toUpperCase() },
              this.config.IMPORTER_DIGEST_KEY,
            );
          else leftOut.push(number.trim().toUpperCase());
        if (leftOut.length === importers.length)
          throw new Problem('state-conflict', `No importer number of appeal ${row.number} is the account's any more.`);
      }
      const done = await settle(unit, row, { state, by, center, team, from, reason, leftOut });
      unit.publish(
        CeeInteractionRecorded,
        accountSubject(row.account_id),
        actOfCbp(
          {
            ...{
              accountId: row.account_id,
              kind: 'decided',
              person: by,
              disposition: decision,
              center: center ?? row.contents.currentCenter,
            },
            what: `${decision} appeal ${row.number} against ${row.contents.currentCenter}${center ? `: ${center}, team ${team}, from ${from} on` : ''}${leftOut.length > 0 ? `, without ${leftOut.map(masked).join(', ')}, not the account's any more` : ''}`,
            records: [{ kind: 'assignment appeal', subject: assignmentAppealSubject(row.number), outcome: decision }],
          },
          unit.now,
        ),
        cause(),
      );
      return viewOf(done, unit.now);
    });
  }
}

const cause = (): { correlationId: string } => ({ correlationId: currentCorrelation() ?? randomUUID() });

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT a.*, due::text AS due, valid_from::text AS valid_from, (SELECT k.data ->> 'name' FROM account k WHERE k.id = a.account_id) AS account_name
       FROM assignment_appeal a ${rest}`,
    [...values],
  );

/** Importer numbers that are an account's now, in normal form. */
const importersOf = async (manager: EntityManager, accountId: string): Promise<ReadonlySet<string>> => {
  const found: { identity: string }[] = await manager.query(
    'SELECT importer_identity AS identity FROM importer_account WHERE account_id = $1',
    [accountId],
  );
  return new Set(found.map(({ identity }) => identity));
};

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row] = await rows(manager, 'WHERE id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no appeal ${id}.`);
  return row;
};

/** @throws Problem `state-conflict` */
const after = (row: Row, event: 'granted' | 'denied' | 'withdrawn'): AppealState => {
  const next = appealStates.next(row.state, event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `Appeal ${row.number} was ${row.state} by ${row.decided_by}.`);
};

const settle = async (
  { manager, now }: UnitOfWork,
  row: Row,
  done: {
    readonly state: string;
    readonly by: string;
    readonly center: string | null;
    readonly team: string | null;
    readonly from: string | null;
    readonly reason: string;
    readonly leftOut: readonly string[];
  },
): Promise<Row> => {
  await manager.query(
    `UPDATE assignment_appeal SET state = $2, decided_by = $3, decided_at = $4, center_id = $5, team_number = $6, valid_from = $7, reason = $8, left_out = $9
     WHERE id = $1`,
    [row.id, done.state, done.by, now, done.center, done.team, done.from, done.reason, done.leftOut],
  );
  return (await rows(manager, 'WHERE id = $1', [row.id]))[0]!;
};

const faultsOf = async (manager: EntityManager, contents: AppealContents, importers: string[], day: CustomsDate) => {
  const centers: { id: string; assigned: boolean }[] = await manager.query(
    `SELECT c.id, EXISTS (SELECT 1 FROM assignment a WHERE a.center_id = c.id AND a.importer_identity = ANY($1::text[]) AND a.valid_from <= $2
        AND (a.valid_to IS NULL OR $2 <= a.valid_to)) AS assigned FROM center c ORDER BY c.id`,
    [importers, day],
  );
  return appealFaults(contents, {
    centers: centers.filter(({ assigned }) => assigned).map(({ id }) => id),
    importers: [...new Set(importers)],
    knownCenters: centers.map(({ id }) => id),
    today: day,
  });
};

/** What the account itself did, into its activity log. */
const tellAccount = (unit: UnitOfWork, row: Row, kind: 'filed' | 'withdrawn', person: string, what: string): void =>
  unit.publish(
    CeeInteractionRecorded,
    accountSubject(row.account_id),
    {
      ...{ accountId: row.account_id, kind, channel: 'account', transmissionId: null, mailboxId: null, person },
      ...{
        disposition: 'processed',
        summary: `${person} ${what} (${row.number})`,
        center: row.contents.currentCenter!,
      },
      items: [
        {
          ...{ kind: 'assignment appeal', subject: assignmentAppealSubject(row.number), filingId: null },
          outcome: row.state,
        },
      ],
      occurredAt: unit.now.toISOString(),
    },
    cause(),
  );

const viewOf = (row: Row, now: Date): AssignmentAppealView => {
  const { contents } = row;
  const day = today(now);
  return {
    id: row.id,
    number: row.number,
    accountId: row.account_id,
    accountName: row.account_name,
    state: row.state,
    currentCenter: contents.currentCenter!,
    preferredCenter: contents.preferredCenter!,
    importers: contents.importers.map(({ number, bondNumber }) => ({
      number: masked(number),
      bondNumber: bondNumber!,
    })),
    justification: contents.justification!,
    form: contents.form!,
    actual: contents.actual,
    actualFrom: contents.actualFrom,
    actualTo: contents.actualTo,
    projected: contents.projected,
    filedBy: row.filed_by,
    filedAt: row.filed_at.toISOString(),
    due: row.due,
    dueRule: row.due_rule,
    businessDaysLeft: row.state === 'filed' ? daysLeft(row.due, day, 'working days') : null,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    center: row.center_id,
    team: row.team_number,
    from: row.valid_from,
    reason: row.reason,
    leftOut: row.left_out.map(masked),
  };
};
