import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import type { Behind } from '../gate/gate';
import { GATE_LOCK } from '../gate/gates.repository';
import type { Module } from '../filing/transmission';
import { putTogether } from './body-in-pieces';
import type { MailboxEntry } from './mailbox-entry';

const COLUMNS = {
  module: 'text',
  account_id: 'uuid',
  transmission_id: 'uuid',
  event: 'text',
  format: 'text',
  content_type: 'text',
  application: 'text',
  body: 'text',
  correlation_id: 'text',
  disposition: 'text',
  items: 'jsonb',
  created_at: 'timestamptz',
};
/** Entries, and bytes of them, that enter the mailboxes in one transaction. */
const TAKEN = 200;
const TAKEN_BYTES = 4 * 1024 * 1024;

/**
 * Modules whose outbound gate is not FLOWING. It cannot begin to flow before this unit of work ends; a gate that flows is only looked at.
 */
export const shutOutbound = async (modules: ReadonlySet<Module>, unit: UnitOfWork): Promise<ReadonlySet<Module>> => {
  if (modules.size === 0) return modules;
  const seen: { module: Module }[] = await unit.manager.query(
    `SELECT module, pg_advisory_xact_lock_shared(${GATE_LOCK})
       FROM (SELECT module, direction FROM gate WHERE direction = 'outbound' AND state <> 'FLOWING' AND module = ANY($1) ORDER BY module) AS shut`,
    [[...modules]],
  );
  if (seen.length === 0) return new Set();
  const shut: { module: Module }[] = await unit.manager.query(
    `SELECT module FROM gate WHERE direction = 'outbound' AND state <> 'FLOWING' AND module = ANY($1)`,
    [seen.map(({ module }) => module)],
  );
  return new Set(shut.map(({ module }) => module));
};

/** What modules had to say while their outbound gate was not open, in the order in which they said it. */
@Injectable()
export class HeldMailRepository {
  constructor(private readonly source: DataSource) {}

  async keep(entries: readonly MailboxEntry[], unit: UnitOfWork): Promise<void> {
    const rows = await insertRows(
      unit.manager,
      'mailbox_held',
      COLUMNS,
      entries.map((e) => ({
        module: e.from,
        account_id: e.accountId,
        transmission_id: e.transmissionId,
        event: e.event,
        format: e.format,
        content_type: e.contentType,
        application: e.application,
        body: e.body,
        correlation_id: e.correlationId,
        disposition: e.disposition,
        items: e.items ?? [],
        created_at: unit.now.toISOString(),
      })),
      'RETURNING id',
    );
    // Rows are numbered in the order given.
    const ids = rows.map(({ id }) => id as string).sort((a, b) => Number(a) - Number(b));
    await putTogether(
      unit.manager,
      'mailbox_held',
      entries.map((entry, n) => ({ id: ids[n]!, entry })),
    );
  }

  /** Takes the oldest out, for the mailboxes. */
  async take(module: Module, manager: EntityManager): Promise<MailboxEntry[]> {
    const [rows]: [(MailboxEntry & { id: string; disposition: string | null })[]] = await manager.query(
      `DELETE FROM mailbox_held WHERE id IN (
         SELECT id FROM (SELECT id, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before
                           FROM (SELECT id, body FROM mailbox_held WHERE module = $1 ORDER BY id LIMIT $2) head) counted WHERE before < $3)
       RETURNING id, account_id AS "accountId", transmission_id AS "transmissionId", event, format, content_type AS "contentType", application, body,
                 correlation_id AS "correlationId", disposition, items`,
      [module, TAKEN, TAKEN_BYTES],
    );
    return rows
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map(({ id: _, disposition, ...entry }) => ({ ...entry, ...(disposition === null ? {} : { disposition }) }));
  }

  async isEmpty(module: Module, manager: EntityManager): Promise<boolean> {
    return (await manager.query('SELECT 1 FROM mailbox_held WHERE module = $1 LIMIT 1', [module])).length === 0;
  }

  async behind(): Promise<ReadonlyMap<Module, Behind>> {
    const rows: (Behind & { module: Module })[] = await this.source.query(
      `SELECT module, count(*)::int AS held, greatest(0, extract(epoch FROM now() - min(created_at)))::float8 AS "oldestSeconds" FROM mailbox_held GROUP BY module`,
    );
    return new Map(rows.map(({ module, held, oldestSeconds }) => [module, { held, oldestSeconds }]));
  }
}
