import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DepositTold, entrySubject } from '#contracts';
import type { CustomsDate, Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { isPort } from '#reference';
import { byHalves, RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { dayAt } from '../port-day/port-day';
import { releaseBonds } from '../release/bonds.rules';
import type { ReleaseContent } from '../release/release.model';
import { storedContent } from '../release/stored-release';
import type { DepositState } from './deposit.states';
import { depositTime, knownAfter, needsSummary, SOONEST_DAYS } from './deposit.rules';

const AT_ONCE = 500;
const DAY_MS = 86_400_000;

interface Awaited {
  readonly key: string;
  readonly accountId: string;
  /** Null where the release was taken back. */
  readonly releasedOn: CustomsDate | null;
  readonly content: unknown;
  readonly due: CustomsDate;
  /** Whether a summary is on file. */
  readonly summary: boolean;
  readonly filedOn: CustomsDate | null;
  readonly timeliness: DepositTold['timeliness'];
  /** When the summary that there was was deleted. */
  readonly deletedOn: CustomsDate | null;
}

/** Under its own number, or one that accounts for it with other releases. */
const SUMMARY = `(EXISTS (SELECT 1 FROM entry_summary s WHERE s.entry_key = d.entry_key AND s.state <> 'deleted')
  OR EXISTS (SELECT 1 FROM consolidated_release c WHERE c.release_key = d.entry_key))`;

/**
 * Finds releases whose ten working days are over without an entry summary, and tells each once; and those whose summary came after that. What it looks at are releases from
 * two weeks ago on, so no filing is made slower by it.
 */
@Injectable()
export class DepositWatch {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly deadlines: DeadlineRepository,
    config: EntryConfig,
    work: RecurringWork,
  ) {
    work.every(
      config.DEPOSIT_LOOK_MS,
      'looking for released goods without entry summary',
      (turn) => this.look(new Date(), turn),
      {
        by: 'one replica',
      },
    );
  }

  /** @throws Error that names the entries that could not be told; all others were */
  async look(at: Date = new Date(), turn?: Turn): Promise<void> {
    for (let more = true; more; turn?.progress()) more = await this.transactions.run((unit) => this.takeUp(unit, at));
    const faults: string[] = [];
    // By UTC, and a day more: what is not over yet by the clock of its port is looked at again.
    await this.through(
      `d.state = 'awaited' AND d.known_on <= '${at.toISOString().slice(0, 10)}'::date + 1`,
      at,
      faults,
      turn,
    );
    await this.through(`d.state = 'missing' AND ${SUMMARY}`, at, faults, turn);
    if (faults.length > 0) throw new Error(`Entries without summary cannot be told: ${faults.join('; ')}`);
  }

  /** Takes up the next releases of two weeks ago that have no summary; answers whether there are more. */
  private async takeUp({ manager }: UnitOfWork, at: Date): Promise<boolean> {
    const [{ releasedAt, entryKey }] = await manager.query(
      'SELECT released_at AS "releasedAt", entry_key AS "entryKey" FROM deposit_watch FOR UPDATE',
    );
    const rows: {
      key: string;
      accountId: string;
      releasedOn: CustomsDate;
      releasedAt: Date;
      content: unknown;
      summary: boolean;
    }[] = await manager.query(
      `SELECT d.entry_key AS key, d.account_id AS "accountId", d.release_date::text AS "releasedOn", d.released_at AS "releasedAt", d.content,
           d.state = 'cancelled' OR ${SUMMARY} AS summary FROM cargo_release d
         WHERE (d.released_at, d.entry_key) > ($1::timestamptz, $2) AND d.released_at <= $3 ORDER BY d.released_at, d.entry_key LIMIT ${AT_ONCE}`,
      [releasedAt, entryKey, new Date(at.getTime() - SOONEST_DAYS * DAY_MS).toISOString()],
    );
    const last = rows.at(-1);
    if (!last) return false;
    const downtimes = await this.deadlines.downtimes(manager);
    await insertRows(
      manager,
      'estimated_deposit',
      { entry_key: 'text', account_id: 'uuid', state: 'text', due: 'date', known_on: 'date' },
      rows
        .filter(({ summary }) => !summary)
        .flatMap(({ key, accountId, releasedOn, content }) => {
          const { entryType, modeOfTransport, portOfEntry } = aboutOf(storedContent.read(content));
          if (!needsSummary(entryType)) return [];
          const entry = { key, accountId, portOfEntry, modeOfTransport, entryType, releasedOn };
          const { due, knownOn } = depositTime(entry, dayAt(portOfEntry, at), downtimes, at);
          return [{ entry_key: key, account_id: accountId, state: 'awaited', due, known_on: knownOn }];
        }),
      // Released anew after it was taken back: what was told of it stays told.
      `ON CONFLICT (entry_key) DO UPDATE SET state = 'awaited', due = excluded.due, known_on = excluded.known_on WHERE estimated_deposit.state = 'not due'`,
    );
    await manager.query('UPDATE deposit_watch SET released_at = $1, entry_key = $2', [
      last.releasedAt.toISOString(),
      last.key,
    ]);
    return rows.length === AT_ONCE;
  }

  private async through(where: string, at: Date, faults: string[], turn: Turn | undefined): Promise<void> {
    for (let last = ''; ; ) {
      const rows: { key: string }[] = await this.source.query(
        `SELECT d.entry_key AS key FROM estimated_deposit d WHERE ${where} AND d.entry_key > $1 ORDER BY d.entry_key LIMIT ${AT_ONCE}`,
        [last],
      );
      if (rows.length === 0) return;
      last = rows.at(-1)!.key;
      await byHalves(
        rows.map(({ key }) => key),
        (some) => this.transactions.run((unit) => this.judge(unit, some, at)),
        (key, error) => faults.push(`${key} (${error instanceof Error ? error.message : String(error)})`),
      );
      turn?.progress();
    }
  }

  private async judge(unit: UnitOfWork, keys: readonly string[], at: Date): Promise<void> {
    const { manager } = unit;
    const locked: { key: string; state: 'awaited' | 'missing' }[] = await manager.query(
      `SELECT entry_key AS key, state FROM estimated_deposit WHERE entry_key = ANY($1::text[]) AND state IN ('awaited', 'missing') ORDER BY entry_key FOR UPDATE`,
      [keys],
    );
    const states = new Map(locked.map(({ key, state }) => [key, state]));
    const downtimes = await this.deadlines.downtimes(manager);
    for (const row of await awaitedRows(manager, [...states.keys()])) {
      if (row.summary) {
        await put(manager, row.key, 'filed', row.due);
        if (states.get(row.key) === 'missing') tell(unit, row, 'summary filed', row.due);
        continue;
      }
      if (states.get(row.key) === 'missing') continue;
      if (row.releasedOn === null) {
        await put(manager, row.key, 'not due', row.due);
        continue;
      }
      const { portOfEntry, modeOfTransport, entryType } = aboutOf(storedContent.read(row.content));
      const today = dayAt(portOfEntry, at);
      const entry = {
        key: row.key,
        accountId: row.accountId,
        portOfEntry,
        modeOfTransport,
        entryType,
        releasedOn: row.releasedOn,
      };
      const time = depositTime(entry, today, downtimes, at);
      const { due } = time;
      const again = row.deletedOn === null ? time.knownOn : knownAfter(row.deletedOn);
      const knownOn = again > time.knownOn ? again : time.knownOn;
      const over = today >= knownOn;
      await put(manager, row.key, over ? 'missing' : 'awaited', due, knownOn);
      if (over) tell(unit, row, 'missing', due);
    }
  }
}

/**
 * Awaits summaries again that were deleted, or let go of a release, after that release had been looked at, however often that happens. Releases that were not looked at yet are found by the watch;
 * the row of the watch is held, so that one of both sees the other.
 */
export const awaitAgain = async (manager: EntityManager, deleted: readonly string[], now: Date): Promise<void> => {
  if (deleted.length === 0) return;
  const [until] = await manager.query(
    'SELECT released_at AS "releasedAt", entry_key AS "entryKey" FROM deposit_watch FOR SHARE',
  );
  const rows: { key: string; accountId: string; releasedOn: CustomsDate; content: unknown }[] = await manager.query(
    `SELECT entry_key AS key, account_id AS "accountId", release_date::text AS "releasedOn", content FROM cargo_release
      WHERE entry_key = ANY($1::text[]) AND state <> 'cancelled' AND (released_at, entry_key) <= ($2::timestamptz, $3) ORDER BY entry_key`,
    [deleted, until.releasedAt, until.entryKey],
  );
  await insertRows(
    manager,
    'estimated_deposit',
    { entry_key: 'text', account_id: 'uuid', state: 'text', due: 'date', known_on: 'date', deleted_on: 'date' },
    rows.map(({ key, accountId, releasedOn, content }) => {
      const today = dayAt(aboutOf(storedContent.read(content)).portOfEntry, now);
      // Until the watch has judged it, with the downtimes that it knows then.
      return {
        ...{ entry_key: key, account_id: accountId, state: 'awaited', due: releasedOn },
        ...{ known_on: knownAfter(today), deleted_on: today },
      };
    }),
    `ON CONFLICT (entry_key) DO UPDATE SET state = 'awaited', known_on = excluded.known_on, deleted_on = excluded.deleted_on WHERE estimated_deposit.state IN ('filed', 'not due')`,
  );
};

const aboutOf = ({ plannedPortOfEntry: port, modeOfTransport, entryType }: ReleaseContent) => ({
  ...{ portOfEntry: port !== null && isPort(port) ? port : null, modeOfTransport, entryType },
});

const awaitedRows = (manager: EntityManager, keys: readonly string[]): Promise<Awaited[]> =>
  manager.query(
    `SELECT d.entry_key AS key, d.account_id AS "accountId", d.due::text AS due, ${SUMMARY} AS summary, t.filed_on::text AS "filedOn", t.timeliness, d.deleted_on::text AS "deletedOn",
       CASE WHEN r.state = 'cancelled' THEN NULL ELSE r.release_date::text END AS "releasedOn", r.content
     FROM estimated_deposit d JOIN cargo_release r ON r.entry_key = d.entry_key
       LEFT JOIN consolidated_release c ON c.release_key = d.entry_key LEFT JOIN summary_deadline t ON t.entry_key = coalesce(c.entry_key, d.entry_key)
     WHERE d.entry_key = ANY($1::text[]) ORDER BY d.entry_key`,
    [keys],
  );

const put = (
  manager: EntityManager,
  key: string,
  state: DepositState,
  due: CustomsDate,
  knownOn: CustomsDate | null = null,
): Promise<unknown> =>
  manager.query(
    'UPDATE estimated_deposit SET state = $2, due = $3, known_on = coalesce($4, known_on) WHERE entry_key = $1',
    [key, state, due, knownOn],
  );

const tell = (unit: UnitOfWork, row: Awaited, step: DepositTold['step'], dueDate: CustomsDate): void => {
  const content = storedContent.read(row.content);
  const number = { filerCode: row.key.slice(0, 3), entryNumber: row.key.slice(3) };
  const filed = step === 'summary filed';
  unit.publish(
    DepositTold,
    entrySubject(number),
    {
      ...{ accountId: row.accountId, ...number, step, portOfEntry: aboutOf(content).portOfEntry },
      ...{ importerNumber: content.importer?.number ?? null, releasedOn: row.releasedOn ?? dueDate, dueDate },
      ...{ valueDollars: content.estimatedValueDollars, bonds: releaseBonds(content) },
      ...{ filedOn: filed ? row.filedOn : null, timeliness: filed ? row.timeliness : null },
      ...(!filed && row.deletedOn !== null && { deletedOn: row.deletedOn }),
      occurredAt: unit.now.toISOString(),
    },
    { correlationId: `time:${row.key}` },
  );
};
