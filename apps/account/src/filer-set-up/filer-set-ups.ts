import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type FilerSetUp, FilerSetUpChanged, filerSubject, accountSubject, SetUpTold } from '#contracts';
import { canonicalJson } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { storedShape } from '#persistence';
import { currentCorrelation, Problem, RecurringWork, requireSameFields } from '#service';
import { noteInLog } from '../trade-account/held-account';
import { setUpFaults } from './set-up.rules';
import { type SetUpChangeState, setUpChangeStates, type SetUpDecision } from './set-up-change.states';

export const storedSetUp = storedShape<FilerSetUp>({ name: 'filer_set_up.data', version: 1 });
export const storedSetUpWanted = storedShape<FilerSetUp>({ name: 'filer_set_up_change.wanted', version: 1 });

export interface SetUpView {
  readonly filerCode: string;
  readonly revision: number;
  readonly setUp: FilerSetUp;
  readonly changedAt: Date;
  readonly changedBy: string;
}

export interface SetUpChangeView {
  readonly id: string;
  readonly accountId: string;
  readonly filerCode: string;
  readonly setUp: FilerSetUp;
  readonly why: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly state: SetUpChangeState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

export interface SetUpsOfAccount {
  readonly setUps: SetUpView[];
  readonly changes: SetUpChangeView[];
  /** When its ABI password is taken no more; null for one without end, and without a password. */
  readonly passwordUntil: Date | null;
}

export interface SetUpChangeOrder {
  /** Made by who asks: the same again is the same change. */
  readonly id: string;
  readonly setUp: FilerSetUp;
  readonly why: string;
}

interface SetUpRow {
  filer_code: string;
  revision: number;
  data: unknown;
  changed_at: Date;
  changed_by: string;
}

interface ChangeRow {
  id: string;
  place: string;
  account_id: string;
  filer_code: string;
  base_revision: number;
  wanted: unknown;
  why: string;
  asked_by: string;
  asked_at: Date;
  state: SetUpChangeState;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
}

const ANNOUNCED_AT_ONCE = 100;
const LOOK_EVERY_MS = 3_600_000;
const FIRST_AFTER_MS = 5_000;
/** So long before the last day of a party or permit its account is told. */
const WARNED_DAYS = 30;

/** The register of filers: offices, preparers, permits and senders, changed by CBP or with its approval, and told to whoever judges batches. */
@Injectable()
export class FilerSetUps {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling filers that their set-up ends', () => this.warn(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  /** Set-ups of the account's filer codes, and what it asked to have changed, the newest first. */
  async ofAccount(accountId: string): Promise<SetUpsOfAccount> {
    const codes = await codesOf(this.source.manager, accountId);
    const setUps: SetUpRow[] = await this.source.query(
      'SELECT * FROM filer_set_up WHERE filer_code = ANY($1) ORDER BY filer_code',
      [codes],
    );
    const changes: ChangeRow[] = await this.source.query(
      'SELECT * FROM filer_set_up_change WHERE account_id = $1 ORDER BY place DESC LIMIT 100',
      [accountId],
    );
    const [account]: { until: Date | null }[] = await this.source.query(
      'SELECT abi_password_until AS until FROM account WHERE id = $1',
      [accountId],
    );
    return {
      setUps: setUps.map(viewOf),
      changes: changes.map(changeViewOf),
      passwordUntil: account?.until ?? null,
    };
  }

  /** Changes in the order in which they were asked for. */
  async changes(
    state: string | null,
    after: string,
    limit: number,
  ): Promise<{ changes: SetUpChangeView[]; next: string | null }> {
    const rows: ChangeRow[] = await this.source.query(
      'SELECT * FROM filer_set_up_change WHERE place > $1 AND ($2::text IS NULL OR state = $2) ORDER BY place LIMIT $3',
      [after, state, limit],
    );
    return { changes: rows.map(changeViewOf), next: rows.length === limit ? rows.at(-1)!.place : null };
  }

  /**
   * Brings a set-up to what is ordered; the same again changes nothing.
   *
   * @throws Problem `not-valid`
   */
  bringTo(filerCode: string, setUp: FilerSetUp, by: string, onlyIfNew = false): Promise<SetUpView> {
    requireOrder(setUp);
    return this.transactions.run(async (unit) => {
      const before = await lockedSetUp(unit.manager, filerCode);
      if (before && (onlyIfNew || canonicalJson(storedSetUp.read(before.data)) === canonicalJson(setUp)))
        return viewOf(before);
      const view = await write(unit, filerCode, setUp, by, before?.revision ?? 0);
      for (const accountId of await holdersOf(unit.manager, filerCode))
        await noteInLog(unit, accountId, {
          kind: 'filer set-up changed',
          summary: `The set-up of filer ${filerCode} was changed by ${by}`,
          channel: 'account',
          subject: filerSubject(filerCode),
        });
      return view;
    });
  }

  /**
   * Asks for a change. The same again is the same one (`fresh` false).
   *
   * @throws Problem `not-found` for a filer code that the account does not have, `not-valid`, `state-conflict` while another change of it is open
   */
  ask(
    accountId: string,
    filerCode: string,
    order: SetUpChangeOrder,
    by: string,
  ): Promise<{ fresh: boolean; change: SetUpChangeView }> {
    requireOrder(order.setUp);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      if (!(await codesOf(manager, accountId)).includes(filerCode))
        throw new Problem('not-found', `Account ${accountId} has no filer code ${filerCode}.`);
      const before = await lockedSetUp(manager, filerCode);
      const [same]: ChangeRow[] = await manager.query('SELECT * FROM filer_set_up_change WHERE id = $1', [order.id]);
      if (same) {
        if (same.account_id !== accountId || same.filer_code !== filerCode)
          throw new Problem('state-conflict', 'Another change has this id.', [{ at: '/id', text: 'is taken' }]);
        const { why, setUp } = order;
        requireSameFields('change', { why: same.why, setUp: storedSetUpWanted.read(same.wanted) }, { why, setUp });
        return { fresh: false, change: changeViewOf(same) };
      }
      const written: ChangeRow[] = await manager.query(
        `INSERT INTO filer_set_up_change (id, account_id, filer_code, base_revision, wanted, why, asked_by, asked_at, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING *`,
        [
          ...[order.id, accountId, filerCode, before?.revision ?? 0, storedSetUpWanted.write(order.setUp)],
          ...[order.why, by, now, setUpChangeStates.initial],
        ],
      );
      const [row] = written;
      if (!row)
        throw new Problem(
          'state-conflict',
          `A change of the set-up of ${filerCode} is still open: withdraw it, or wait for the decision.`,
        );
      await log(
        unit,
        row,
        'filer set-up asked for',
        by,
        `A change of the set-up of filer ${filerCode} was asked for: ${order.why}`,
      );
      return { fresh: true, change: changeViewOf(row) };
    });
  }

  /** @throws Problem `not-found` for one that is not of the account, `state-conflict` for one that is decided */
  withdraw(accountId: string, changeId: string, by: string, why: string): Promise<SetUpChangeView> {
    return this.deciding(changeId, 'withdrawn', by, why, async (row) => {
      if (row.account_id !== accountId) throw new Problem('not-found', `There is no change ${changeId}.`);
    });
  }

  /**
   * Decides on a change; an approved one is the set-up from then on, and everybody is told.
   *
   * @throws Problem `not-found`, or `state-conflict` for one that is decided or that was asked for of an earlier set-up
   */
  decide(changeId: string, decision: SetUpDecision, by: string, reason: string): Promise<SetUpChangeView> {
    return this.deciding(changeId, decision, by, reason, async (row, unit) => {
      if (decision === 'approved') {
        const before = await lockedSetUp(unit.manager, row.filer_code);
        if ((before?.revision ?? 0) !== row.base_revision)
          throw new Problem(
            'state-conflict',
            `The set-up of ${row.filer_code} was changed since this was asked for: refuse it, and have it asked for anew.`,
          );
        if (!(await codesOf(unit.manager, row.account_id)).includes(row.filer_code))
          throw new Problem('state-conflict', `The account does not have filer code ${row.filer_code} any more.`);
        await write(unit, row.filer_code, storedSetUpWanted.read(row.wanted), by, row.base_revision);
      }
      unit.publish(
        SetUpTold,
        accountSubject(row.account_id),
        {
          ...{ accountId: row.account_id, about: `change ${decision}`, filerCode: row.filer_code },
          ...{ until: null, by, reason },
        },
        { correlationId: currentCorrelation() ?? randomUUID() },
      );
    });
  }

  /** Tells every set-up again as it stands, for who began to listen later. */
  async announceAll(): Promise<number> {
    let announced = 0;
    let after: string | null = '';
    do {
      after = await this.transactions.run(async (unit): Promise<string | null> => {
        const rows: SetUpRow[] = await unit.manager.query(
          'SELECT * FROM filer_set_up WHERE filer_code > $1 ORDER BY filer_code LIMIT $2',
          [after, ANNOUNCED_AT_ONCE],
        );
        for (const row of rows) tell(unit, viewOf(row));
        announced += rows.length;
        return rows.at(-1)?.filer_code ?? null;
      });
    } while (after !== null);
    return announced;
  }

  /** Tells whose party or permit has its last day within a month, once for each such day. */
  async warn(): Promise<void> {
    await this.transactions.run(async (unit) => {
      const [rows]: [{ filer_code: string; day: string }[]] = await unit.manager.query(
        `UPDATE filer_set_up s SET warned_of = due.day
           FROM (SELECT f.filer_code, min(ends)::date AS day
                   FROM filer_set_up f CROSS JOIN LATERAL (SELECT f.data -> 'nationalPermit' ->> 'to' AS ends
                     UNION ALL SELECT party ->> 'to' FROM jsonb_array_elements(f.data -> 'parties') AS party) e
                  WHERE ends::date BETWEEN $1::timestamptz::date AND $1::timestamptz::date + $2::int GROUP BY f.filer_code) due
          WHERE s.filer_code = due.filer_code AND s.warned_of IS DISTINCT FROM due.day RETURNING s.filer_code, due.day::text AS day`,
        [unit.now, WARNED_DAYS],
      );
      for (const { filer_code, day } of rows)
        for (const accountId of await holdersOf(unit.manager, filer_code))
          unit.publish(
            SetUpTold,
            accountSubject(accountId),
            {
              ...{ accountId, about: 'set-up ends', filerCode: filer_code },
              ...{ until: `${day}T00:00:00.000Z`, by: null, reason: null },
            },
            { correlationId: randomUUID() },
          );
    });
  }

  private deciding(
    changeId: string,
    event: SetUpDecision | 'withdrawn',
    by: string,
    reason: string,
    work: (row: ChangeRow, unit: UnitOfWork) => Promise<void>,
  ): Promise<SetUpChangeView> {
    return this.transactions.run(async (unit) => {
      const [row]: ChangeRow[] = await unit.manager.query(
        'SELECT * FROM filer_set_up_change WHERE id = $1 FOR UPDATE',
        [changeId],
      );
      if (!row) throw new Problem('not-found', `There is no change ${changeId}.`);
      await work(row, unit);
      const next = setUpChangeStates.next(row.state, event);
      if (!next.ok) throw new Problem('state-conflict', `The change of ${row.filer_code}: ${next.problem}.`);
      await unit.manager.query(
        'UPDATE filer_set_up_change SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1',
        [changeId, event, by, unit.now, reason],
      );
      const said = `The change of the set-up of filer ${row.filer_code} was ${event} by ${by}: ${reason}`;
      await log(unit, row, `filer set-up ${event}`, by, said);
      return changeViewOf({ ...row, state: event, decided_by: by, decided_at: unit.now, reason });
    });
  }
}

const requireOrder = (setUp: FilerSetUp): void => {
  const errors = setUpFaults(setUp);
  if (errors.length > 0) throw new Problem('not-valid', 'The set-up cannot be taken so.', errors);
};

const lockedSetUp = async (manager: EntityManager, filerCode: string): Promise<SetUpRow | undefined> => {
  // One at a time of a filer code, also before it has a set-up.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('filer set-up ' || $1, 0))`, [filerCode]);
  const [row] = await manager.query('SELECT * FROM filer_set_up WHERE filer_code = $1', [filerCode]);
  return row as SetUpRow | undefined;
};

const write = async (
  unit: UnitOfWork,
  filerCode: string,
  setUp: FilerSetUp,
  by: string,
  before: number,
): Promise<SetUpView> => {
  const view = { filerCode, revision: before + 1, setUp, changedAt: unit.now, changedBy: by };
  await unit.manager.query(
    `INSERT INTO filer_set_up (filer_code, revision, data, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (filer_code) DO UPDATE SET (revision, data, changed_at, changed_by) = (excluded.revision, excluded.data, excluded.changed_at, excluded.changed_by)`,
    [filerCode, view.revision, storedSetUp.write(setUp), unit.now, by],
  );
  tell(unit, view);
  return view;
};

const tell = (unit: UnitOfWork, { filerCode, revision, setUp, changedAt }: SetUpView): void => {
  unit.publish(
    FilerSetUpChanged,
    filerSubject(filerCode),
    { filerCode, revision, changedAt: changedAt.toISOString(), setUp },
    { correlationId: currentCorrelation() ?? randomUUID() },
  );
};

const codesOf = async (manager: EntityManager, accountId: string): Promise<string[]> => {
  const rows: { value: string }[] = await manager.query(
    `SELECT value FROM account_identifier WHERE account_id = $1 AND kind = 'filer code' AND valid_to IS NULL ORDER BY value`,
    [accountId],
  );
  return rows.map(({ value }) => value);
};

const holdersOf = async (manager: EntityManager, filerCode: string): Promise<string[]> => {
  const rows: { account_id: string }[] = await manager.query(
    `SELECT account_id FROM account_identifier WHERE value = $1 AND kind = 'filer code' AND valid_to IS NULL`,
    [filerCode],
  );
  return rows.map(({ account_id }) => account_id);
};

const log = (
  unit: UnitOfWork,
  { account_id, filer_code }: ChangeRow,
  kind: string,
  person: string,
  summary: string,
): Promise<void> =>
  noteInLog(unit, account_id, { kind, summary, channel: 'account', subject: filerSubject(filer_code), person });

const viewOf = ({ filer_code, revision, data, changed_at, changed_by }: SetUpRow): SetUpView => ({
  filerCode: filer_code,
  revision,
  setUp: storedSetUp.read(data),
  changedAt: changed_at,
  changedBy: changed_by,
});

const changeViewOf = (row: ChangeRow): SetUpChangeView => ({
  id: row.id,
  accountId: row.account_id,
  filerCode: row.filer_code,
  setUp: storedSetUpWanted.read(row.wanted),
  why: row.why,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  state: row.state,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  reason: row.reason,
});
