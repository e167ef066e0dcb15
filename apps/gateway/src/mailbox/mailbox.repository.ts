import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Channel, InteractionRecorded, accountSubject } from '#contracts';
import { UnitOfWork } from '#messaging';
import { binaryArray } from '#persistence';
import { GatewayConfig } from '../config/gateway.config';
import { type Interaction, tellInteractions } from '../activity/interactions';
import { putTogether } from './body-in-pieces';
import { HeldMailRepository, shutOutbound } from './held-mail.repository';
import type { MailboxEntry } from './mailbox-entry';

export interface MailboxItem {
  readonly id: number;
  readonly transmissionId: string | null;
  readonly event: string;
  readonly format: Channel;
  readonly application: string;
  readonly contentType: string;
  readonly createdAt: string;
  readonly body: string;
}

export interface MailboxPage {
  readonly entries: MailboxItem[];
  /** The `after` of the next page; null at the end. */
  readonly next: number | null;
}

const RESPONSES_PER_PAGE = 1_000;
/** Numbers follow the time, microseconds since 2020; those of releases that counted are lower. */
const FIRST_BY_TIME = 1e12;
/** Transactions that overlap: none idles for longer than ten seconds. */
const LONGEST_OVERLAP = 15e6;
const ITEM = `id::float8 AS id, transmission_id AS "transmissionId", event, format, application, content_type AS "contentType",
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt", body`;

/** Answers and notifications, kept for their account until it acknowledges them. */
@Injectable()
export class MailboxRepository {
  constructor(
    private readonly source: DataSource,
    private readonly held: HeldMailRepository,
    private readonly config: GatewayConfig,
  ) {}

  /** Places entries in the order given. What a module says while its outbound gate is not open is kept for later instead. */
  async place(unit: UnitOfWork, entries: readonly MailboxEntry[]): Promise<void> {
    const shut = await shutOutbound(new Set(entries.flatMap(({ from }) => from ?? [])), unit);
    if (shut.size === 0) return this.enter(unit, entries);
    const isHeld = ({ from }: MailboxEntry): boolean => from !== undefined && shut.has(from);
    await this.held.keep(entries.filter(isHeld), unit);
    await this.enter(
      unit,
      entries.filter((entry) => !isHeld(entry)),
    );
  }

  /** Entries enter the mailboxes, with a delivery for each webhook that wants them: one statement for any number. */
  async enter(unit: UnitOfWork, entries: readonly MailboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const column = (pick: (entry: MailboxEntry) => unknown): unknown[] => entries.map(pick);
    const placed: { id: number; position: number }[] = await unit.manager.query(
      `WITH given AS (
         SELECT mailbox_number() AS id, g.*
           FROM (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                   WITH ORDINALITY AS u(account_id, transmission_id, event, format, content_type, application, body, position) ORDER BY position) g),
       placed AS (
         INSERT INTO mailbox (id, account_id, transmission_id, event, format, content_type, application, body, created_at)
         SELECT id, account_id, transmission_id, event, format, content_type, application, body, $8 FROM given ORDER BY id
         RETURNING id, account_id, event),
       pushed AS (
         INSERT INTO webhook_delivery (webhook_id, mailbox_id, event, next_try_at, created_at)
         SELECT w.id, p.id, p.event, $8, $8 FROM placed p JOIN webhook w ON w.account_id = p.account_id AND w.active AND w.events ? p.event)
       SELECT id::float8 AS id, position::int AS position FROM given`,
      [
        column((e) => e.accountId),
        column((e) => e.transmissionId),
        column((e) => e.event),
        column((e) => e.format),
        column((e) => e.contentType),
        column((e) => e.application),
        binaryArray(
          'text',
          column((e) => e.body),
        ),
        unit.now.toISOString(),
      ],
    );
    await putTogether(
      unit.manager,
      'mailbox',
      placed.map(({ id, position }) => ({ id, entry: entries[position - 1]! })),
    );
    tellInteractions(
      unit,
      placed.map(({ id, position }): Interaction => {
        const entry = entries[position - 1]!;
        const { accountId, transmissionId, event, application, format, items = [] } = entry;
        return {
          accountId,
          kind: event === 'answer' ? 'answer placed' : 'notification placed',
          channel: format,
          transmissionId,
          mailboxId: id,
          disposition: entry.disposition ?? 'processed',
          summary: `${application} placed in the mailbox`,
          items,
          correlationId: entry.correlationId,
        };
      }),
    );
  }

  /**
   * Entries not acknowledged, oldest first: in the order of the transactions that wrote them, and of those only what is older than every
   * transaction that still runs. So no entry can appear before one that was shown, and every page can be the one a cursor goes on from.
   */
  async list(
    accountId: string,
    { after, limit, format }: { after: number; limit: number; format: string | null },
  ): Promise<MailboxPage> {
    const [last] =
      after > 0
        ? await this.source.query('SELECT written_by::text AS by FROM mailbox WHERE id = $1 AND account_id = $2', [
            after,
            accountId,
          ])
        : [];
    // A last entry that is gone, by age or because the database was put back to an earlier state, tells only its number. What was written at the
    // same time may have a lower one and come later, so that is shown too: rather twice than never.
    const behind = last ? '(written_by, id) > ($6::xid8, $4::bigint)' : 'id > $4::bigint AND $6::text IS NULL';
    const from = last || after < FIRST_BY_TIME ? after : after - LONGEST_OVERLAP;
    return this.page(
      `account_id = $3 AND acknowledged_at IS NULL AND ${behind} AND ($5::text IS NULL OR format = $5) AND written_by < pg_snapshot_xmin(pg_current_snapshot())`,
      'written_by, id',
      limit,
      [accountId, from, format, last?.by ?? null],
    );
  }

  /** What was placed for a transmission, acknowledged or not, oldest first. */
  ofTransmission(accountId: string, transmissionId: string, after: number): Promise<MailboxPage> {
    return this.page('account_id = $3 AND transmission_id = $4 AND id > $5', 'id', RESPONSES_PER_PAGE, [
      accountId,
      transmissionId,
      after,
    ]);
  }

  /** Pages end at a number of entries or of bytes, whichever comes first; one entry is always there. */
  private async page(
    condition: string,
    order: string,
    limit: number,
    parameters: readonly unknown[],
  ): Promise<MailboxPage> {
    const rows: (MailboxItem & { candidates: number })[] = await this.source.query(
      `SELECT ${ITEM}, candidates FROM (
         SELECT *, sum(octet_length(body)) OVER (ORDER BY ${order}) AS bytes, row_number() OVER (ORDER BY ${order}) AS place,
                (count(*) OVER ())::int AS candidates
           FROM (SELECT * FROM mailbox WHERE ${condition} ORDER BY ${order} LIMIT $1::int + 1) candidate) counted
        WHERE place = 1 OR (place <= $1::int AND bytes <= $2::bigint) ORDER BY place`,
      [limit, this.config.PAGE_BYTES, ...parameters],
    );
    const entries = rows.map(({ candidates: _, ...entry }) => entry);
    return { entries, next: rows.length > 0 && rows.length < rows[0]!.candidates ? rows.at(-1)!.id : null };
  }

  /** Acknowledges entries of the account; those acknowledged before stay so. Returns which of the ids are its own. */
  async acknowledge(unit: UnitOfWork, accountId: string, ids: readonly number[]): Promise<number[]> {
    const own: { id: number; fresh: boolean; format: Channel; transmission_id: string | null; application: string }[] =
      await unit.manager.query(
        `SELECT id::float8 AS id, acknowledged_at IS NULL AS fresh, format, transmission_id, application
         FROM mailbox WHERE account_id = $1 AND id = ANY($2::bigint[]) ORDER BY id FOR UPDATE`,
        [accountId, ids],
      );
    const fresh = own.filter((row) => row.fresh);
    if (fresh.length > 0) {
      await unit.manager.query('UPDATE mailbox SET acknowledged_at = $2 WHERE id = ANY($1::bigint[])', [
        fresh.map(({ id }) => id),
        unit.now.toISOString(),
      ]);
    }
    for (const { id, format, transmission_id, application } of fresh) {
      unit.publish(
        InteractionRecorded,
        accountSubject(accountId),
        {
          accountId,
          kind: 'answer acknowledged',
          channel: format,
          transmissionId: transmission_id,
          mailboxId: id,
          disposition: 'processed',
          summary: `${application} acknowledged`,
          items: [],
          occurredAt: unit.now.toISOString(),
        },
        { correlationId: transmission_id ?? accountId },
      );
    }
    return own.map(({ id }) => id);
  }
}
