import { Injectable, OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Transactions, UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { Metrics } from '#service';
import { type Acknowledgement, isAccepted } from '#x12';
import type { AcknowledgedNotice, AcknowledgedStatus, NewTransmission } from '../filing/transmission';

const COLUMNS = {
  transmission_id: 'uuid',
  position: 'int',
  account_id: 'uuid',
  control: 'text',
  notice: 'text',
  mailbox_id: 'bigint',
  status: 'text',
  said: 'jsonb',
  received_at: 'timestamptz',
};

/** Something that a partner did not accept as it was sent, and that nobody has settled yet. */
export interface RefusedNotice extends AcknowledgedNotice {
  readonly id: number;
  readonly accountId: string;
  readonly accountName: string | null;
  /** The 997 or 999 that says so. */
  readonly transmissionId: string;
  readonly receivedAt: string;
  /** Set by set, with segment, element and code at fault. */
  readonly said: Acknowledgement;
}

export interface Settlement {
  readonly actor: string;
  readonly note: string;
}

const REFUSED = ['R', 'M', 'W', 'X'];
const OPEN = `status <> 'accepted' AND settled_at IS NULL`;

const statusOf = (acknowledgement: Acknowledgement): AcknowledgedStatus => {
  const { status, sets } = acknowledgement;
  if (isAccepted(acknowledgement)) return 'accepted';
  const refused = sets.filter((set) => REFUSED.includes(set.status));
  if (REFUSED.includes(status) || (refused.length > 0 && refused.length === sets.length)) return 'rejected';
  return status === 'P' || refused.length > 0 ? 'partly accepted' : 'accepted with errors';
};

/** What partners say of the notices and answers that they were sent. What was not accepted waits here for a person. */
@Injectable()
export class NoticeAcknowledgements implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { source } = this;
    new Gauge({
      name: 'portway_refused_notices',
      help: 'Notices and answers that a partner did not accept and that nobody has settled',
      registers: [this.metrics.registry],
      async collect() {
        const rows: { open: number }[] = await source
          .query(`SELECT count(*)::int AS open FROM notice_acknowledgement WHERE ${OPEN}`)
          .catch(() => []);
        const [row] = rows;
        if (row) this.set(row.open);
        else this.remove();
      },
    });
  }

  /** Notes them with what they acknowledge; answers it by transmission. */
  async take(unit: UnitOfWork, transmissions: readonly NewTransmission[]): Promise<Map<string, AcknowledgedNotice[]>> {
    const said = transmissions.flatMap((t) =>
      (t.acknowledgements ?? []).map((acknowledgement, position) => ({
        t,
        position,
        acknowledgement,
        control: acknowledgement.control.padStart(9, '0'),
      })),
    );
    const byTransmission = new Map<string, AcknowledgedNotice[]>();
    if (said.length === 0) return byTransmission;
    // A number that went round names the newest that bears it.
    const sent: { account_id: string; control: string; id: number; application: string }[] = await unit.manager.query(
      `SELECT DISTINCT ON (w.account_id, w.control) w.account_id, w.control, m.id::float8 AS id, m.application
         FROM unnest($1::uuid[], $2::text[]) AS w(account_id, control)
         JOIN mailbox m ON m.account_id = w.account_id AND m.format = 'x12' AND substr(m.body, 91, 9) = w.control
        ORDER BY w.account_id, w.control, m.id DESC`,
      [said.map(({ t }) => t.account.accountId), said.map(({ control }) => control)],
    );
    const notices = new Map(sent.map((row) => [`${row.account_id} ${row.control}`, row]));
    const rows = said.map(({ t, position, acknowledgement, control }) => {
      const notice = notices.get(`${t.account.accountId} ${control}`);
      const noted = {
        control,
        notice: notice?.application ?? null,
        mailboxId: notice?.id ?? null,
        status: statusOf(acknowledgement),
      };
      byTransmission.set(t.id, [...(byTransmission.get(t.id) ?? []), noted]);
      return {
        transmission_id: t.id,
        position,
        account_id: t.account.accountId,
        control,
        notice: noted.notice,
        mailbox_id: noted.mailboxId,
        status: noted.status,
        said: JSON.stringify(acknowledgement).replaceAll('\\u0000', ' '),
        received_at: t.receivedAt,
      };
    });
    await insertRows(unit.manager, 'notice_acknowledgement', COLUMNS, rows);
    return byTransmission;
  }

  /** What a transmission acknowledged. */
  ofTransmission(transmissionId: string): Promise<AcknowledgedNotice[]> {
    return this.source.query(
      'SELECT control, notice, mailbox_id::float8 AS "mailboxId", status FROM notice_acknowledgement WHERE transmission_id = $1 ORDER BY position LIMIT 1000',
      [transmissionId],
    );
  }

  /** Oldest first. */
  refused(after: number, limit: number): Promise<RefusedNotice[]> {
    return this.source.query(
      `SELECT n.id::float8 AS id, n.account_id AS "accountId", a.data ->> 'name' AS "accountName", n.transmission_id AS "transmissionId",
              to_char(n.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "receivedAt",
              n.control, n.notice, n.mailbox_id::float8 AS "mailboxId", n.status, n.said
         FROM notice_acknowledgement n LEFT JOIN account a ON a.id = n.account_id
        WHERE n.id > $1 AND ${OPEN} ORDER BY n.id LIMIT $2`,
      [after, limit],
    );
  }

  /** Says what was done about it; what the partner said of the same notice again is settled with it. Answers whether it was open. */
  settle(id: number, { actor, note }: Settlement): Promise<boolean> {
    return this.transactions.run(async (unit) => {
      const [, settled]: [unknown, number] = await unit.manager.query(
        `UPDATE notice_acknowledgement n SET settled_at = $2, settled_by = $3, settled_note = $4
           FROM notice_acknowledgement named
          WHERE named.id = $1 AND named.status <> 'accepted' AND named.settled_at IS NULL
            AND n.account_id = named.account_id AND n.control = named.control AND n.status <> 'accepted' AND n.settled_at IS NULL`,
        [id, unit.now.toISOString(), actor, note],
      );
      return settled > 0;
    });
  }
}

/** One line for a person: what was not accepted first, and how many there are. */
export const acknowledgedText = (acknowledged: readonly AcknowledgedNotice[]): string => {
  const refused = acknowledged.filter(({ status }) => status !== 'accepted');
  const named = refused[0] ?? acknowledged[0]!;
  const rest = acknowledged.length - 1;
  return `${named.notice ?? 'a notice not in the mailbox'} of control number ${named.control} ${named.status}${rest > 0 ? `, and ${rest} more` : ''}`;
};
