import { Injectable } from '@nestjs/common';
import type { CustomsDate, Relief } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { CeeConfig } from '../config/cee.config';
import { keepProtestOf } from './protest-conduct';
import { dayAt } from '../days/customs-days';
import { Downtimes } from '../downtimes/downtimes';
import { centerDay } from '../work/work-item';
import type { ProtestType } from './protest-codes.table';
import {
  entryRows,
  lockProtest,
  noteOf,
  onFileOf,
  protestRows,
  type ProtestRow,
  protestView,
  replace,
  say,
} from './protest.repository';
import { countTogether } from './protests-together';
import { deemedDenialOf, timelinessOf } from './protest.rules';
import { UNDECIDED } from './protest.states';
import { foundLate } from './protests';

const AT_ONCE = 100;
const BY_LAW = 'the platform, by law';
/** A downtime may be declared afterwards. */
const RELIEF_DAYS = 60;

type ReliefsFor = (to: { accountId: string; port: string | null }) => Relief[];

/** What was protested is the decision before: a liquidation that the entry gets afterwards makes nothing timely. */
const noticeJudgedBy = <L extends { readonly noticeOn: CustomsDate | null }>(
  { started_by, started_on }: { readonly started_by: string; readonly started_on: CustomsDate },
  liquidation: L | null,
): L | null =>
  liquidation !== null && started_by === 'notice on file' ? { ...liquidation, noticeOn: started_on } : liquidation;

/** What time alone, or news of an entry or a downtime, does to protests. */
@Injectable()
export class ProtestUpkeep {
  constructor(
    private readonly transactions: Transactions,
    private readonly downtimes: Downtimes,
    config: CeeConfig,
    work: RecurringWork,
  ) {
    const every = (ms: number, what: string, turn: (unit: UnitOfWork) => Promise<boolean>): void =>
      void work.every(ms, what, () => this.transactions.run(turn), { by: 'one replica' });
    every(config.WORK_LOOK_MS, 'denying protests whose clock is over by law', (unit) => this.deem(unit));
    every(config.WORK_LOOK_MS, 'judging protests by the notice of liquidation', (unit) => this.judgeByNotice(unit));
    every(config.WORK_LOOK_MS, 'counting protests together', (unit) => countTogether(unit));
    every(config.WORK_LOOK_MS * 12, 'judging untimely protests by downtimes', (unit) => this.relieve(unit));
  }

  /** @returns whether there may be more */
  async deem(unit: UnitOfWork): Promise<boolean> {
    const over = await protestRows(
      unit.manager,
      `WHERE p.deemed_from <= $1 AND p.state IN ('open', 'suspended', 'with headquarters') ORDER BY p.deemed_from, p.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [centerDay(unit.now), AT_ONCE],
    );
    for (const row of over) await this.deny(unit, row);
    return over.length === AT_ONCE;
  }

  /** One, where it is over: before somebody decides on it. */
  async deemOne(id: string): Promise<void> {
    await this.transactions.run(async (unit) => {
      const row = await lockProtest(unit.manager, id);
      if (row.deemed_from !== null && row.deemed_from <= centerDay(unit.now) && UNDECIDED.includes(row.state))
        await this.deny(unit, row);
    });
  }

  /** A liquidation that the protestant dated by itself, now that notice of it is on file. */
  async judgeByNotice(unit: UnitOfWork): Promise<boolean> {
    const found = await protestRows(
      unit.manager,
      `WHERE p.state = ANY($1) AND p.id IN (
         SELECT e.protest_id FROM protest_entry e JOIN entry_liquidation l ON l.filer_code = e.filer_code AND l.entry_number = e.entry_number
          WHERE e.started_by = 'protestant' AND l.data->>'noticeOn' IS NOT NULL) ORDER BY p.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [UNDECIDED, AT_ONCE],
    );
    const reliefsFor = await this.reliefsFor(unit, found);
    for (const row of found) {
      const timely = await this.judge(unit, row, reliefsFor);
      if (timely === 0) {
        await foundLate(unit, row);
        await keepProtestOf(unit, row);
      }
      await replace(unit, row.id);
    }
    return found.length === AT_ONCE;
  }

  /**
   * What was protested too late and a downtime relieves, the whole of a protest or an entry of it, also by a downtime that was declared afterwards. Each is judged once a day,
   * and again when a downtime changed or notice of a liquidation came that the protestant had dated by itself.
   *
   * @returns whether there may be more
   */
  async relieve(unit: UnitOfWork): Promise<boolean> {
    const known = await this.knownOf(unit);
    const late = await protestRows(
      unit.manager,
      `WHERE (p.state = 'untimely' OR (p.state = ANY($3) AND EXISTS (SELECT 1 FROM protest_entry e WHERE e.protest_id = p.id AND NOT e.timely))) AND p.filed_at > $1::timestamptz - make_interval(days => $2)
         AND (p.relief_judged IS DISTINCT FROM $4 OR EXISTS (SELECT 1 FROM protest_entry e JOIN entry_liquidation l USING (filer_code, entry_number)
               WHERE e.protest_id = p.id AND e.started_by = 'protestant' AND l.data->>'noticeOn' IS NOT NULL))
       ORDER BY p.filed_at, p.id LIMIT $5 FOR UPDATE SKIP LOCKED`,
      [unit.now, RELIEF_DAYS, UNDECIDED, known, AT_ONCE],
    );
    const reliefsFor = await this.reliefsFor(unit, late);
    for (const row of late) {
      const before = (await entryRows(unit.manager, [row.id])).filter((entry) => entry.timely).length;
      const timely = await this.judge(unit, row, reliefsFor);
      await unit.manager.query('UPDATE protest SET relief_judged = $2 WHERE id = $1', [row.id, known]);
      if (timely <= before) continue;
      const [first] = (await entryRows(unit.manager, [row.id])).filter(({ relieved_by }) => relieved_by !== null);
      const why = first ? `relief of downtime ${first.relieved_by} until ${first.last_day}` : 'the notice on file';
      if (row.state !== 'untimely') {
        await noteEntriesRelieved(unit, row, timely - before, why);
        continue;
      }
      await noteOf(unit, row, 'relieved', 'the platform', why);
      await unit.manager.query(
        'UPDATE protest SET decided_by = NULL, decided_at = NULL, decided_on = NULL, reason = NULL WHERE id = $1',
        [row.id],
      );
      await keepProtestOf(unit, row);
      await say(unit, row, {
        ...{ kind: 'decided', by: null, disposition: 'in time', what: `found a protest in time after all: ${why}` },
        tell: { text: `in time after all: ${why}`, dueDate: null },
      });
      await replace(unit, row.id);
    }
    return late.length === AT_ONCE;
  }

  /** What judging by downtimes rests on, in short: the day, by which a downtime that goes on gives more, and every downtime in its version. */
  private async knownOf({ manager, now }: UnitOfWork): Promise<string> {
    const [{ downtimes }] = await manager.query(
      `SELECT md5(coalesce(string_agg(downtime_id || ' ' || version, ',' ORDER BY downtime_id), '')) AS downtimes FROM downtime`,
    );
    return `${centerDay(now)} ${downtimes}`;
  }

  private async reliefsFor(unit: UnitOfWork, found: readonly ProtestRow[]): Promise<ReliefsFor> {
    return found.length === 0 ? () => [] : this.downtimes.reliefsFor(unit.manager, unit.now, 'at the Center', dayAt);
  }

  /** @returns how many of its entries were protested in time, by what is known now */
  private async judge(unit: UnitOfWork, row: ProtestRow, reliefsFor: ReliefsFor): Promise<number> {
    const entries = await entryRows(unit.manager, [row.id]);
    const onFile = await onFileOf(
      unit.manager,
      entries.map(({ filer_code, entry_number }) => ({ filerCode: filer_code, entryNumber: entry_number })),
    );
    let timely = 0;
    for (const [index, entry] of entries.entries()) {
      const time = timelinessOf(
        row.type as ProtestType,
        row.protested,
        row.contents.entries[entry.place]!,
        noticeJudgedBy(entry, onFile[index]!.liquidation),
        entry.filed_on,
        reliefsFor({ accountId: row.account_id, port: entry.port }),
      );
      if (time.timely) timely += 1;
      await unit.manager.query(
        `UPDATE protest_entry SET started_on = $3, started_by = $4, legal_last_day = $5, last_day = $6, relieved_by = $7, timely = $8
          WHERE protest_id = $1 AND place = $2 AND (started_on, started_by, legal_last_day, last_day, relieved_by, timely) IS DISTINCT FROM ($3::date, $4::text, $5::date, $6::date, $7::text, $8::boolean)`,
        [
          row.id,
          entry.place,
          time.startedOn,
          time.startedBy,
          time.legalLastDay,
          time.lastDay,
          time.relievedBy,
          time.timely,
        ],
      );
    }
    if (timely !== entries.filter((entry) => entry.timely).length)
      await unit.manager.query('UPDATE protest SET recount = proven WHERE id = $1', [row.id]);
    return timely;
  }

  private async deny(unit: UnitOfWork, row: ProtestRow): Promise<void> {
    const { on, rule } = deemedDenialOf({
      ...{ decision: row.protested, filedOn: row.filed_on, acceleratedOn: row.accelerated_on },
    })!;
    const reason = `not decided by ${on}: deemed denied (${rule})`;
    await noteOf(unit, row, 'clock over', BY_LAW, reason);
    await unit.manager.query(
      'UPDATE protest SET decided_by = $2, decided_at = $3, decided_on = $4, reason = $5 WHERE id = $1',
      [row.id, BY_LAW, unit.now, on, reason],
    );
    await keepProtestOf(unit, row);
    const after = await replace(unit, row.id);
    const { clocks } = await protestView(unit.manager, after, unit.now);
    const court = clocks[0]?.dueDate ?? null;
    await say(unit, after, {
      ...{ kind: 'decided', by: null, disposition: 'deemed denied', what: `recorded of a protest: ${reason}` },
      tell: {
        text: `${reason}. The Court of International Trade is open until ${court} (19 CFR 174.31)`,
        dueDate: court,
      },
    });
  }
}

/** Of a protest that goes on: more of its entries are decided than was thought. */
const noteEntriesRelieved = async (unit: UnitOfWork, row: ProtestRow, entries: number, why: string): Promise<void> => {
  const text = `${entries === 1 ? 'one entry more is' : `${entries} entries more are`} in time: ${why}`;
  await unit.manager.query(
    `INSERT INTO protest_event (protest_id, event, state, by_name, note, occurred_at) VALUES ($1, 'entries relieved', $2, 'the platform', $3, $4)`,
    [row.id, row.state, text, unit.now],
  );
  await say(unit, row, {
    ...{ kind: 'decided', by: null, disposition: 'in time', what: `found of a protest: ${text}` },
    tell: { text, dueDate: null },
  });
  await replace(unit, row.id);
};
