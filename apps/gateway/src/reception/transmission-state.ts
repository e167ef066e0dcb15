import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { DataSource } from 'typeorm';
import type { Channel, Condition, Outcome } from '#contracts';
import { DISPOSITIONS, type Disposition, type FieldError } from '#kernel';
import { Problem } from '#service';
import { resultOf } from '../filing/answered-filing';
import { finalDisposition, outcomeOf } from '../filing/disposition';
import { bodyPointer } from '../formats/json/pointers';
import { type MailboxPage, MailboxRepository } from '../mailbox/mailbox.repository';
import { ModulePressure } from '../gate/module-pressure';
import { NoticeAcknowledgements } from '../intake/notice-acknowledgements';
import { AcknowledgedSchema, ErrorsSchema } from './receipt';
import type { Module } from '../filing/transmission';

const FILINGS_SHOWN = 1_000;

const ConditionSchema = Type.Object({
  code: Type.String(),
  text: Type.String(),
  remedy: Type.String({ description: 'What to do about it' }),
  severity: Type.String(),
  recordIndex: Type.Union([Type.Integer(), Type.Null()]),
  record: Type.Union([Type.String(), Type.Null()]),
  field: Type.Union([Type.String(), Type.Null()]),
  at: Type.Union([Type.String(), Type.Null()], { description: 'JSON pointer into what was sent' }),
});

export const TransmissionStateSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  channel: Type.String(),
  format: Type.String(),
  receivedAt: Type.String({ format: 'date-time' }),
  disposition: Type.String(),
  meaning: Type.String(),
  resend: Type.Boolean(),
  repeats: Type.Optional(Type.String({ format: 'uuid' })),
  errors: Type.Optional(ErrorsSchema),
  acknowledges: Type.Optional(AcknowledgedSchema),
  counts: Type.Object({ filings: Type.Integer(), unanswered: Type.Integer(), rejected: Type.Integer() }),
  filings: Type.Array(
    Type.Object({
      filingId: Type.String({ format: 'uuid' }),
      kind: Type.String(),
      reference: Type.String(),
      module: Type.String(),
      state: Type.String(),
      disposition: Type.String(),
      outcome: Type.Union([Type.String(), Type.Null()]),
      conditions: Type.Array(ConditionSchema),
      entrySummary: Type.Optional(Type.Any()),
      answeredAt: Type.Union([Type.String(), Type.Null()]),
    }),
    { description: `The first ${FILINGS_SHOWN}; all are in the response.` },
  ),
  responses: Type.Array(
    Type.Object({
      mailboxId: Type.Integer(),
      event: Type.String({ description: 'answer or notification' }),
      application: Type.String(),
      contentType: Type.String(),
      body: Type.String(),
    }),
    {
      description:
        'What was placed in the mailbox for it, also after it was acknowledged, for as long as the operator keeps acknowledged entries',
    },
  ),
  next: Type.Union([Type.Integer(), Type.Null()], {
    description: 'When not all responses are in it: the `after` for the next ones',
  }),
});
export type TransmissionState = Static<typeof TransmissionStateSchema>;

interface Row {
  id: string;
  format: string;
  received_at: Date;
  disposition: Disposition;
  filings: number;
  unanswered: number;
  rejected: number;
  duplicate_of: string | null;
  errors: FieldError[] | null;
}

interface FilingRow {
  id: string;
  kind: string;
  reference: string;
  module: Module;
  state: 'accepted' | 'answered';
  outcome: Outcome | null;
  conditions: Condition[] | null;
  summary: unknown;
  answered_at: Date | null;
}

const isAnswered = (filing: FilingRow): filing is FilingRow & { readonly outcome: Outcome } => filing.outcome !== null;

/** What became of a transmission; an account sees its own only. */
@Injectable()
export class TransmissionStates {
  constructor(
    private readonly source: DataSource,
    private readonly mailbox: MailboxRepository,
    private readonly pressure: ModulePressure,
    private readonly acknowledgements: NoticeAcknowledgements,
  ) {}

  /** @throws Problem `not-found` */
  async read(accountId: string, channel: Channel, id: string, after = 0): Promise<TransmissionState> {
    const row = await this.find(accountId, channel, id);
    const counted = row.duplicate_of === null ? row : await this.find(accountId, channel, row.duplicate_of);
    const [filings, { entries: responses, next }]: [FilingRow[], MailboxPage] = await Promise.all([
      this.source.query(
        `SELECT id, kind, reference, module, state, outcome, conditions, summary, answered_at FROM filing
          WHERE transmission_id = $1 ORDER BY ordinal LIMIT $2`,
        [counted.id, FILINGS_SHOWN],
      ),
      this.mailbox.ofTransmission(accountId, row.id, after),
    ]);
    const acknowledges = channel === 'x12' ? await this.acknowledgements.ofTransmission(row.id) : [];
    const dispositionOf = (filing: FilingRow): Disposition => {
      if (isAnswered(filing)) return finalDisposition(filing);
      return this.pressure.isBehind(filing.module) ? 'held, do not resend' : 'accepted, being processed';
    };
    const held =
      row.disposition === 'accepted, being processed' &&
      filings.some((filing) => dispositionOf(filing) === 'held, do not resend');
    const disposition: Disposition = held ? 'held, do not resend' : row.disposition;
    return {
      id: row.id,
      channel,
      format: row.format,
      receivedAt: row.received_at.toISOString(),
      disposition,
      ...DISPOSITIONS[disposition],
      ...(row.duplicate_of === null ? {} : { repeats: row.duplicate_of }),
      ...(counted.errors ? { errors: counted.errors } : {}),
      ...(acknowledges.length > 0 ? { acknowledges } : {}),
      counts: { filings: counted.filings, unanswered: counted.unanswered, rejected: counted.rejected },
      filings: filings.map((filing) => ({
        filingId: filing.id,
        kind: filing.kind,
        reference: filing.reference,
        module: filing.module,
        state: filing.state,
        disposition: dispositionOf(filing),
        outcome: isAnswered(filing) ? outcomeOf(filing) : null,
        conditions: (filing.conditions ?? []).map(
          ({ code, text, remedy, severity, recordIndex, record, field, at }) => ({
            code,
            text,
            remedy,
            severity,
            recordIndex,
            record,
            field,
            at: channel === 'json' ? bodyPointer(at, filing.kind) : null,
          }),
        ),
        ...resultOf(filing),
        answeredAt: filing.answered_at?.toISOString() ?? null,
      })),
      responses: responses.map(({ id: mailboxId, event, application, contentType, body }) => ({
        mailboxId,
        event,
        application,
        contentType,
        body,
      })),
      next,
    };
  }

  private async find(accountId: string, channel: Channel, id: string): Promise<Row> {
    const [row]: Row[] = await this.source.query(
      `SELECT id, format, received_at, filings, unanswered, rejected, duplicate_of, errors,
              -- The answer to a large one is written after the last of its filings was answered.
              CASE WHEN EXISTS (SELECT 1 FROM answer_due d WHERE d.transmission_id = coalesce(t.duplicate_of, t.id)) THEN 'accepted, being processed'
                   ELSE disposition END AS disposition
         FROM transmission t
        WHERE id = $1 AND account_id = $2 AND channel = $3`,
      [id, accountId, channel],
    );
    if (!row) throw new Problem('not-found', `No ${channel} transmission ${id} of this account is known.`);
    return row;
  }
}
