import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CAPABILITIES } from '#contracts';
import type { FieldError } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { lockLogs } from '../activity-log/activity.repository';
import { shownNumber } from '../powers-of-attorney/power.rules';
import { identifierOf, type IdentifierKind } from '../trade-account/identifier.rules';
import {
  type AdmissionRow,
  type AdmittedAs,
  type CapabilityRow,
  lockCapability,
  logAdmissions,
  readWave,
  tellAdmissions,
  type WaveRow,
} from './admission.repository';
import { type CapabilityEvent, capabilityStates, waveStates } from './capability.states';

export interface WaveView {
  readonly number: number;
  readonly name: string;
  readonly everybody: boolean;
  /** The industry of its accounts, by Center; null for all. */
  readonly center: string | null;
  readonly most: number;
  /** Accounts and numbers named in it and not ended. */
  readonly admitted: number;
  readonly state: string;
  readonly openedFrom: Date | null;
  readonly openedBy: string | null;
  readonly openedWhy: string | null;
  readonly closedFrom: Date | null;
  readonly closedBy: string | null;
  readonly closedWhy: string | null;
}

export interface CapabilityView {
  readonly code: string;
  readonly name: string;
  readonly changes: string;
  readonly judgedBy: string;
  /** Whether anything in this release asks for it. */
  readonly judged: boolean;
  readonly state: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly registeredAt: Date;
  readonly registeredBy: string;
  readonly why: string;
  readonly waves: WaveView[];
}

export interface AdmissionView {
  readonly id: string;
  readonly wave: number;
  readonly who: AdmittedAs;
  readonly accountId: string | null;
  /** Of a social security number the last four digits. */
  readonly identity: string | null;
  /** Null until the wave is opened. */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly admittedBy: string;
  readonly why: string;
  readonly endedBy: string | null;
  readonly endWhy: string | null;
}

/** A capability as an account has it. */
export interface CapabilityOfAccount {
  readonly code: string;
  readonly name: string;
  readonly changes: string;
  readonly open: boolean;
  readonly admissions: AdmissionView[];
}

export interface NewCapability {
  readonly code: string;
  readonly name: string;
  readonly changes: string;
  readonly judgedBy: string;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly why: string;
}

export interface NewWave {
  readonly name: string;
  readonly everybody: boolean;
  readonly center: string | null;
  readonly most: number;
}

/** Whom to admit: one of account, name and number. */
export interface Wanted {
  readonly accountId: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly value: string | null;
}

/** Kinds of number to which a capability may be open, wherever the number is. */
export const ADMITTED_NUMBERS: readonly IdentifierKind[] = ['importer number', 'filer code', 'SCAC'];

/** Registers capabilities, names their accounts in waves, opens and ends them by orders with a reason; tells the services that judge by them. */
@Injectable()
export class CapabilityRegister {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  async list(): Promise<CapabilityView[]> {
    const rows: CapabilityRow[] = await this.source.query('SELECT * FROM capability ORDER BY code');
    const waves: (WaveRow & { admitted: number })[] = await this.source.query(
      `SELECT w.*, (SELECT count(*)::int FROM capability_admission a WHERE a.code = w.code AND a.wave = w.number AND a.ended_by IS NULL) AS admitted
         FROM capability_wave w ORDER BY w.code, w.number`,
    );
    return rows.map((row) => ({
      code: row.code,
      name: row.name,
      changes: row.changes,
      judgedBy: row.judged_by,
      judged: CAPABILITIES.some(({ code }) => code === row.code),
      state: row.state,
      from: row.valid_from,
      to: row.valid_to,
      registeredAt: row.registered_at,
      registeredBy: row.registered_by,
      why: row.why,
      waves: waves.filter(({ code }) => code === row.code).map(waveView),
    }));
  }

  /** @throws Problem `state-conflict` where the code is taken */
  async register(order: NewCapability, by: string): Promise<CapabilityView> {
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const from = order.from ?? now;
      if (order.to !== null && order.to <= from)
        throw new Problem('not-valid', 'The capability cannot be registered so.', [
          { at: '/to', text: 'is not after the first instant' },
        ]);
      const fresh = await manager.query(
        `INSERT INTO capability (code, version, name, changes, judged_by, state, valid_from, valid_to, registered_at, registered_by, why)
         VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING code`,
        [
          ...[order.code, order.name, order.changes, order.judgedBy, capabilityStates.initial],
          ...[from, order.to, now, by, order.why],
        ],
      );
      if (fresh.length === 0)
        throw new Problem('state-conflict', `There is a capability ${order.code} already.`, [
          { at: '/code', text: 'is taken' },
        ]);
      await tellAdmissions(publishing(unit), order, []);
    });
    return this.one(order.code);
  }

  async planWave(code: string, order: NewWave, by: string): Promise<CapabilityView> {
    await this.transactions.run(async ({ manager, now }) => {
      await lockCapability(manager, code);
      await manager.query(
        `INSERT INTO capability_wave (code, number, name, everybody, center, most, state, planned_at, planned_by)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM capability_wave WHERE code = $1`,
        [code, order.name, order.everybody, order.center, order.most, waveStates.initial, now, by],
      );
    });
    return this.one(code);
  }

  /**
   * Names an account or a number in a wave. Who is in the capability already stays as it is (`fresh` false).
   *
   * @throws Problem `state-conflict` for a wave that is closed, full, or of everybody
   */
  admit(
    code: string,
    waveNumber: number,
    wanted: Wanted,
    by: string,
    why: string,
  ): Promise<{ fresh: boolean; admission: AdmissionView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      // The account before the capability, as a merger locks them.
      const { who, accountId, identity } = await whoIsWanted(manager, wanted);
      const capability = await lockCapability(manager, code);
      const wave = await readWave(manager, code, waveNumber);
      if (wave.everybody) throw new Problem('state-conflict', `Wave ${wave.number} is of everybody: nobody is named.`);
      if (wave.state === 'closed') throw new Problem('state-conflict', `Wave ${wave.number} is closed.`);
      const [known]: AdmissionRow[] = await manager.query(
        `SELECT * FROM capability_admission WHERE code = $1 AND who = $2 AND account_id IS NOT DISTINCT FROM $3 AND identity IS NOT DISTINCT FROM $4
           AND ended_by IS NULL AND (valid_to IS NULL OR valid_to > $5)`,
        [code, who, accountId, identity, now],
      );
      if (known) return { fresh: false, admission: admissionView(known) };
      const [{ taken }] = await manager.query(
        'SELECT count(*)::int AS taken FROM capability_admission WHERE code = $1 AND wave = $2 AND ended_by IS NULL',
        [code, wave.number],
      );
      if (taken >= wave.most)
        throw new Problem('state-conflict', `Wave ${wave.number} has its ${wave.most} participants: plan another one.`);
      const begins = wave.state === 'open' ? laterOf(now, wave.opened_from!) : null;
      refuseAfterEnd(capability, begins ?? now);
      const admission = await insertAdmission(unit, {
        ...{ code, wave: wave.number, who, account_id: accountId, identity },
        ...{ valid_from: begins, valid_to: begins === null ? null : capability.valid_to, admitted_by: by, why },
      });
      if (begins !== null) await tellAdmissions(publishing(unit), capability, [admission]);
      const when = begins === null ? `when wave ${wave.number} is opened` : `from ${begins.toISOString()}`;
      await logAdmissions(unit, 'capability admitted', [admission], by, `${capability.name}: ${when}: ${why}`);
      return { fresh: true, admission: admissionView(admission) };
    });
  }

  /** Opens a wave to those named in it, or to everybody. @throws Problem `state-conflict` for one that is not planned, or nobody is in */
  async openWave(code: string, number: number, from: Date | null, by: string, why: string): Promise<CapabilityView> {
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const capability = await lockCapability(manager, code);
      const wave = await readWave(manager, code, number);
      requireWave(wave, 'opened');
      const begins = laterOf(instantToCome(from, now), capability.valid_from);
      refuseAfterEnd(capability, begins);
      await changeState(manager, capability, wave.everybody ? 'opened to all' : 'wave opened');
      const opened: AdmissionRow[] = wave.everybody
        ? [
            await insertAdmission(unit, {
              ...{ code, wave: number, who: 'everybody', account_id: null, identity: null },
              ...{ valid_from: begins, valid_to: capability.valid_to, admitted_by: by, why },
            }),
          ]
        : await returned(
            manager,
            'UPDATE capability_admission SET valid_from = $3, valid_to = $4 WHERE code = $1 AND wave = $2 AND ended_by IS NULL RETURNING *',
            [code, number, begins, capability.valid_to],
          );
      if (opened.length === 0)
        throw new Problem('state-conflict', `Nobody is named in wave ${number}: admit accounts first.`);
      await manager.query(
        `UPDATE capability_wave SET state = 'open', opened_from = $3, opened_by = $4, opened_why = $5 WHERE code = $1 AND number = $2`,
        [code, number, begins, by, why],
      );
      await tellAdmissions(publishing(unit), capability, opened);
      const line = `${capability.name}: open from ${begins.toISOString()}, wave ${number}: ${why}`;
      await logAdmissions(unit, 'capability opened', opened, by, line);
    });
    return this.one(code);
  }

  /** Ends a wave for all in it, at once or from an instant on. */
  async closeWave(code: string, number: number, from: Date | null, by: string, why: string): Promise<CapabilityView> {
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const capability = await lockCapability(manager, code);
      const wave = await readWave(manager, code, number);
      requireWave(wave, 'closed');
      const ends = instantToCome(from, now);
      if (wave.state === 'open' && wave.everybody) await changeState(manager, capability, 'closed to all');
      await this.end(unit, capability, 'wave = $5', number, ends, by, why);
      await markClosed(manager, code, number, ends, by, why);
    });
    return this.one(code);
  }

  /** Turns a capability off for all, at once or from an instant on. What was received before is finished. */
  async turnOff(code: string, from: Date | null, by: string, why: string): Promise<CapabilityView> {
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const capability = await lockCapability(manager, code);
      const ends = instantToCome(from, now);
      await changeState(manager, capability, 'turned off');
      await this.end(unit, capability, '$5::int IS NULL', null, ends, by, why);
      await markClosed(manager, code, null, ends, by, why);
    });
    return this.one(code);
  }

  /** Ends one admission. One that ends as early already stays as it is. @throws Problem `not-found` */
  async endAdmission(code: string, id: string, from: Date | null, by: string, why: string): Promise<AdmissionView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const capability = await lockCapability(manager, code);
      const read = async (): Promise<AdmissionRow | undefined> =>
        (await manager.query('SELECT * FROM capability_admission WHERE code = $1 AND id = $2', [code, id]))[0];
      if (!(await read())) throw new Problem('not-found', `Capability ${code} has no admission ${id}.`);
      await this.end(unit, capability, 'id = $5', id, instantToCome(from, now), by, why);
      return admissionView((await read())!);
    });
  }

  /** In the order in which they were admitted, behind `after`. */
  async admissions(
    code: string,
    after: string,
    limit: number,
  ): Promise<{ admissions: AdmissionView[]; next: string | null }> {
    await this.one(code);
    const rows: AdmissionRow[] = await this.source.query(
      'SELECT * FROM capability_admission WHERE code = $1 AND place > $2 ORDER BY place LIMIT $3',
      [code, after, limit],
    );
    return { admissions: rows.map(admissionView), next: rows.length === limit ? rows.at(-1)!.place : null };
  }

  /** Each capability, whether it is open to the account now, and by which admissions it is, was and will be. */
  async ofAccount(accountId: string): Promise<CapabilityOfAccount[]> {
    const { manager } = this.source;
    const [account] = await manager.query('SELECT 1 FROM account WHERE id = $1', [accountId]);
    if (!account) throw new Problem('not-found', `There is no account ${accountId}.`);
    const capabilities: CapabilityRow[] = await manager.query('SELECT * FROM capability ORDER BY code');
    const rows: AdmissionRow[] = await manager.query(
      `SELECT a.* FROM capability_admission a WHERE a.who = 'everybody' OR a.account_id = $1 OR EXISTS (
         SELECT 1 FROM account_identifier i WHERE i.account_id = $1 AND i.valid_to IS NULL AND i.kind = a.who AND i.identity = a.identity)
       ORDER BY a.place`,
      [accountId],
    );
    const now = new Date();
    return capabilities.map(({ code, name, changes }) => {
      const own = rows.filter((row) => row.code === code);
      return { code, name, changes, open: own.some((row) => isOpenAt(row, now)), admissions: own.map(admissionView) };
    });
  }

  /** Accounts of the industry of a wave with the most entries at its Center, which it has not got yet; the most first. */
  async candidates(code: string, number: number): Promise<{ accountId: string; name: string; entries: number }[]> {
    const wave = await readWave(this.source.manager, code, number);
    return this.source.query(
      `SELECT a.id AS "accountId", a.name, sum(f.entries)::float8 AS entries
         FROM trade_figure f JOIN account_identifier i ON i.kind = f.identifier_kind AND i.identity = f.identifier AND i.valid_to IS NULL
         JOIN account a ON a.id = i.account_id AND a.active
        WHERE f.identifier_kind = 'importer number' AND f.dimension = CASE WHEN $2::text IS NULL THEN 'place' ELSE 'center' END AND ($2 IS NULL OR f.value = $2)
          AND NOT EXISTS (SELECT 1 FROM capability_admission x WHERE x.code = $1 AND x.account_id = a.id AND x.ended_by IS NULL)
        GROUP BY a.id HAVING sum(f.entries) > 0 ORDER BY sum(f.entries) DESC, a.id LIMIT $3`,
      [code, wave.center, wave.most],
    );
  }

  /** Tells everything that is known of capabilities again: for a service that begins to listen. */
  async announceAll(): Promise<void> {
    await this.transactions.run(async (unit) => {
      const rows: CapabilityRow[] = await unit.manager.query('SELECT * FROM capability ORDER BY code FOR UPDATE');
      for (const row of rows)
        await tellAdmissions(
          publishing(unit),
          row,
          await unit.manager.query('SELECT * FROM capability_admission WHERE code = $1 ORDER BY place', [row.code]),
        );
    });
  }

  /** What was open to an account is open to the one that it was merged into, from the same instant on. */
  async follow(unit: UnitOfWork, mergedId: string, intoId: string, by: string): Promise<void> {
    const open: AdmissionRow[] = await unit.manager.query(
      'SELECT * FROM capability_admission WHERE account_id = $1 AND ended_by IS NULL ORDER BY code, place',
      [mergedId],
    );
    for (const row of open) {
      const capability = await lockCapability(unit.manager, row.code);
      const why = `account ${mergedId} was merged into ${intoId}`;
      await this.end(unit, capability, 'id = $5', row.id, unit.now, by, why);
      const [has] = await unit.manager.query(
        'SELECT 1 FROM capability_admission WHERE code = $1 AND account_id = $2 AND ended_by IS NULL',
        [row.code, intoId],
      );
      if (has || (row.valid_to !== null && row.valid_to <= unit.now)) continue;
      const begins = row.valid_from && laterOf(row.valid_from, unit.now);
      const admission = await insertAdmission(unit, {
        ...{ code: row.code, wave: row.wave, who: 'account', account_id: intoId, identity: null },
        ...{ valid_from: begins, valid_to: row.valid_to, admitted_by: by, why },
      });
      await tellAdmissions(publishing(unit), capability, [admission]);
      await logAdmissions(unit, 'capability admitted', [admission], by, `${capability.name}: ${why}`);
    }
  }

  private async end(
    unit: UnitOfWork,
    capability: CapabilityRow,
    which: string,
    parameter: string | number | null,
    ends: Date,
    by: string,
    why: string,
  ): Promise<void> {
    const { manager } = unit;
    const ended: AdmissionRow[] = await returned(
      manager,
      `UPDATE capability_admission SET valid_to = CASE WHEN valid_from IS NOT NULL THEN greatest(valid_from, $2::timestamptz) END, ended_by = $3, end_why = $4
        WHERE code = $1 AND ${which} AND (ended_by IS NULL OR valid_to > $2) AND (valid_to IS NULL OR valid_to > $2) RETURNING *`,
      [capability.code, ends, by, why, parameter],
    );
    if (ended.length === 0) return;
    await tellAdmissions(publishing(unit), capability, ended);
    const line = `${capability.name}: not open any more from ${ends.toISOString()}: ${why}`;
    await logAdmissions(unit, 'capability ended', ended, by, line);
  }

  private async one(code: string): Promise<CapabilityView> {
    const found = (await this.list()).find((capability) => capability.code === code);
    if (!found) throw new Problem('not-found', `There is no capability ${code}.`);
    return found;
  }
}

const publishing = (unit: UnitOfWork) => ({ manager: unit.manager, publish: unit.publish.bind(unit) });

/** What an UPDATE … RETURNING returned. */
const returned = async <T>(manager: EntityManager, statement: string, parameters: unknown[]): Promise<T[]> =>
  ((await manager.query(statement, parameters)) as [T[], number])[0];

const laterOf = (one: Date, other: Date): Date => (one > other ? one : other);

/** An order takes effect now or later: what was received before was judged already. */
const instantToCome = (from: Date | null, now: Date): Date => {
  if (from === null) return now;
  if (from >= now) return from;
  throw new Problem('not-valid', 'The order cannot be given so.', [
    { at: '/from', text: `${from.toISOString()} has passed; leave it out to begin at once` },
  ]);
};

const refuseAfterEnd = ({ code, valid_to }: CapabilityRow, begins: Date): void => {
  if (valid_to !== null && valid_to <= begins)
    throw new Problem('state-conflict', `Capability ${code} ends on ${valid_to.toISOString()}.`);
};

const requireWave = ({ number, state }: WaveRow, event: 'opened' | 'closed'): void => {
  const next = waveStates.next(state, event);
  if (!next.ok) throw new Problem('state-conflict', `Wave ${number}: ${next.problem}.`);
};

const changeState = async (manager: EntityManager, row: CapabilityRow, event: CapabilityEvent): Promise<void> => {
  const next = capabilityStates.next(row.state, event);
  if (!next.ok) throw new Problem('state-conflict', `Capability ${row.code}: ${next.problem}.`);
  await manager.query('UPDATE capability SET state = $2 WHERE code = $1', [row.code, next.value]);
};

const markClosed = (
  manager: EntityManager,
  code: string,
  number: number | null,
  ends: Date,
  by: string,
  why: string,
): Promise<unknown> =>
  manager.query(
    `UPDATE capability_wave SET state = 'closed', closed_from = $3, closed_by = $4, closed_why = $5
      WHERE code = $1 AND ($2::int IS NULL OR number = $2) AND state <> 'closed'`,
    [code, number, ends, by, why],
  );

const insertAdmission = async (
  { manager, now }: UnitOfWork,
  row: Pick<
    AdmissionRow,
    'code' | 'wave' | 'who' | 'account_id' | 'identity' | 'valid_from' | 'valid_to' | 'admitted_by' | 'why'
  >,
): Promise<AdmissionRow> => {
  const [inserted]: AdmissionRow[] = await manager.query(
    `INSERT INTO capability_admission (id, code, wave, who, account_id, identity, valid_from, valid_to, admitted_at, admitted_by, why)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING *`,
    [
      ...[randomUUID(), row.code, row.wave, row.who, row.account_id, row.identity],
      ...[row.valid_from, row.valid_to, now, row.admitted_by, row.why],
    ],
  );
  return inserted!;
};

/** @throws Problem `not-valid` unless exactly one account or number is meant */
const whoIsWanted = async (
  manager: EntityManager,
  { accountId, name, kind, value }: Wanted,
): Promise<{ who: AdmittedAs; accountId: string | null; identity: string | null }> => {
  const refuse = (error: FieldError): never => {
    throw new Problem('not-valid', 'Who is to be admitted is not clear.', [error]);
  };
  if ([accountId, name, kind ?? value].filter((each) => each !== null).length !== 1)
    refuse({ at: '', text: 'name one of accountId, name, and kind with value' });
  if (kind !== null || value !== null) {
    const identifier = kind !== null && value !== null ? identifierOf(kind as IdentifierKind, value) : null;
    if (!identifier) return refuse({ at: '/value', text: `is not a ${kind ?? 'number of a kind'}` });
    return { who: identifier.kind as AdmittedAs, accountId: null, identity: identifier.identity };
  }
  const named = accountId !== null ? 'id = $1' : 'lower(name) = lower($1) AND merged_into IS NULL';
  const read = (lock = ''): Promise<{ id: string; merged_into: string | null }[]> =>
    manager.query(`SELECT id, merged_into FROM account WHERE ${named} ORDER BY id LIMIT 6 ${lock}`, [
      accountId ?? name,
    ]);
  // As whoever changes an account; FOR SHARE waits for a merger, and a merger for it.
  await lockLogs(
    manager,
    (await read()).map(({ id }) => id),
  );
  const rows = await read('FOR SHARE');
  const [found, ...others] = rows;
  const at = accountId !== null ? '/accountId' : '/name';
  if (!found) return refuse({ at, text: 'is no account' });
  if (found.merged_into) return refuse({ at, text: `was merged into account ${found.merged_into}` });
  if (others.length > 0)
    return refuse({ at, text: `is the name of several accounts: ${rows.map(({ id }) => id).join(', ')}` });
  return { who: 'account', accountId: found.id, identity: null };
};

const isOpenAt = ({ valid_from, valid_to }: AdmissionRow, at: Date): boolean =>
  valid_from !== null && valid_from <= at && (valid_to === null || at < valid_to);

const admissionView = (row: AdmissionRow): AdmissionView => ({
  id: row.id,
  wave: row.wave,
  who: row.who,
  accountId: row.account_id,
  identity: row.identity !== null && row.who === 'importer number' ? shownNumber(row.identity) : row.identity,
  from: row.valid_from,
  to: row.valid_to,
  admittedBy: row.admitted_by,
  why: row.why,
  endedBy: row.ended_by,
  endWhy: row.end_why,
});

const waveView = (row: WaveRow & { admitted: number }): WaveView => ({
  number: row.number,
  name: row.name,
  everybody: row.everybody,
  center: row.center,
  most: row.most,
  admitted: row.admitted,
  state: row.state,
  openedFrom: row.opened_from,
  openedBy: row.opened_by,
  openedWhy: row.opened_why,
  closedFrom: row.closed_from,
  closedBy: row.closed_by,
  closedWhy: row.closed_why,
});
