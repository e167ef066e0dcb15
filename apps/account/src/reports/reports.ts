import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import type { ActivityEntry } from '../activity-log/activity-chain.rules';
import { appendActivity } from '../activity-log/activity.repository';
import { withMerged } from '../activity-log/merged-logs';
import { type RecordPage, RecordSearch } from '../picture/record-search';
import { GROUPINGS, headingsOf, type ReportDefinition, reportFaults, SUMS } from './report.rules';
import type { Cell, OpenReport, ReportFormat } from './report-file';
import { retiredBehind } from './retired';

export interface ReportView extends ReportDefinition {
  readonly id: string;
  readonly name: string;
  /** Who saved it. */
  readonly owner: string;
  readonly savedAt: string;
}

type Row = Omit<ReportView, keyof ReportDefinition | 'savedAt'> & { definition: ReportDefinition; savedAt: Date };

/** How what a report reads is asked for; of the service itself where nothing is said: short, as every request. */
export type Reading = <T>(work: (manager: EntityManager) => Promise<T>) => Promise<T>;

const RECORDS_AT_ONCE = 1_000;
const COLUMNS = 'id, name, owner, definition, saved_at AS "savedAt"';
const viewOf = ({ definition, savedAt, ...row }: Row): ReportView => ({
  ...row,
  ...definition,
  savedAt: savedAt.toISOString(),
});

/** Reports as an account's people saved them, and what they come to. Everybody of the account who may see reports has them all. */
@Injectable()
export class Reports {
  constructor(
    private readonly source: DataSource,
    private readonly search: RecordSearch,
    private readonly transactions: Transactions,
  ) {}

  /** By name, those of accounts that were merged into it too. */
  async list(accountId: string): Promise<ReportView[]> {
    const rows: Row[] = await this.source.query(
      `SELECT ${COLUMNS} FROM report WHERE account_id = ANY($1::uuid[]) ORDER BY name, saved_at`,
      [await withMerged(this.source.manager, accountId)],
    );
    return rows.map(viewOf);
  }

  /** @throws Problem `not-valid` for what cannot be run, `state-conflict` where the account has a report of this name */
  async save(accountId: string, name: string, owner: string, definition: ReportDefinition): Promise<ReportView> {
    const faults = reportFaults(definition);
    if (faults.length > 0) throw new Problem('not-valid', 'This report cannot be run.', faults);
    const [row]: Row[] = await this.source.query(
      `INSERT INTO report (id, account_id, name, owner, definition, saved_at) VALUES ($1, $2, $3, $4, $5, now())
       ON CONFLICT (account_id, name) DO NOTHING RETURNING ${COLUMNS}`,
      [randomUUID(), accountId, name, owner, JSON.stringify(definition)],
    );
    if (!row)
      throw new Problem('state-conflict', `There is a report '${name}' already.`, [
        { at: '/name', text: 'is taken; remove the other or give another name' },
      ]);
    return viewOf(row);
  }

  /** Its schedules go with it, and its runs that are not ready end. @throws Problem `not-found` */
  async remove(accountId: string, reportId: string): Promise<void> {
    await this.read(accountId, reportId);
    await this.transactions.run(async ({ manager, now }) => {
      const accounts = await withMerged(manager, accountId);
      await manager.query(
        `UPDATE report_run SET state = 'stopped', finished_at = $3, fault = 'The report was removed.'
          WHERE account_id = ANY($1::uuid[]) AND report_id = $2 AND state IN ('waiting', 'running')`,
        [accounts, reportId, now],
      );
      await manager.query('DELETE FROM report WHERE account_id = ANY($1::uuid[]) AND id = $2', [accounts, reportId]);
    });
  }

  /** @throws Problem `not-found` */
  async read(accountId: string, reportId: string): Promise<ReportView> {
    const [row]: Row[] = await this.source.query(
      `SELECT ${COLUMNS} FROM report WHERE account_id = ANY($1::uuid[]) AND id = $2`,
      [await withMerged(this.source.manager, accountId), reportId],
    );
    if (!row) throw new Problem('not-found', `There is no report ${reportId}.`);
    return viewOf(row);
  }

  /** Notes the run in the account's log and begins it. @throws Problem `not-found` */
  async run(accountId: string, reportId: string, person: string, format: ReportFormat): Promise<OpenReport> {
    const report = await this.read(accountId, reportId);
    await this.transactions.run(({ manager, now }) =>
      appendActivity(manager, [exported(accountId, `report '${report.name}'`, format, person, now)], now),
    );
    return this.open(accountId, report.name, report);
  }

  /** Begins a report; no more than a thousand records of it are ever at hand. */
  async open(
    accountId: string,
    name: string,
    definition: ReportDefinition,
    reading: Reading = (work) => work(this.source.manager),
  ): Promise<OpenReport> {
    return {
      name,
      notes: await reading((manager) => retiredBehind(manager, accountId, definition)),
      headings: headingsOf(definition),
      lines:
        definition.groupBy.length > 0
          ? this.groups(accountId, definition, reading)
          : this.records(accountId, definition, reading),
    };
  }

  private async *records(
    accountId: string,
    { filters, columns }: ReportDefinition,
    reading: Reading,
  ): AsyncGenerator<Cell[]> {
    let after: string | null = null;
    do {
      const from: string | null = after;
      const { records, next }: RecordPage = await reading((manager) =>
        this.search.page(accountId, filters, from, RECORDS_AT_ONCE, manager),
      );
      for (const record of records)
        yield columns.map((column) => {
          const value = record[column as keyof typeof record];
          return typeof value === 'object' && value !== null ? value.join(' ') : value;
        });
      after = next;
    } while (after !== null);
  }

  /** Sums as PostgreSQL writes them: exact however large they are. */
  private async *groups(
    accountId: string,
    { filters, groupBy, columns }: ReportDefinition,
    reading: Reading,
  ): AsyncGenerator<Cell[]> {
    const { from, values } = await this.search.selection(accountId, filters);
    const groups = groupBy.map((name) => GROUPINGS[name]!);
    const sums = columns.map((name) => `(${SUMS[name]!})::text`);
    const rows: Record<string, Cell>[] = await reading((manager) =>
      manager.query(
        `SELECT ${[...groups, ...sums].map((what, n) => `${what} AS c${n}`).join(', ')} FROM ${from}
          GROUP BY ${groups.map((_, n) => n + 1)} ORDER BY ${groups.map((_, n) => n + 1)}`,
        values,
      ),
    );
    for (const row of rows) yield [...groups, ...sums].map((_, n) => row[`c${n}`] ?? null);
  }
}

/** That somebody took a report away, as an entry of the log. */
export const exported = (
  accountId: string,
  summary: string,
  disposition: string,
  person: string,
  now: Date,
): ActivityEntry => ({
  ...{ accountId, occurredAt: now.toISOString(), kind: 'exported', channel: 'reports', disposition, summary, person },
  ...{ transmissionId: null, mailboxId: null, filingId: null, itemKind: null, subject: null, outcome: null },
});
