import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type FilingKind, NOT_PROCESSED, noticeSubject } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { AnswerBook } from '../answers/answer-book';
import type { Judgement } from '../filing/answered-filing';
import { heldNotice } from './held-notice';
import { TreatedTransmission, Treatments } from '../gate/treatments';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import { acknowledgedText, NoticeAcknowledgements } from './notice-acknowledgements';
import { keepRepeats, resolveKnown } from './duplicates';
import { type Interaction, tellInteractions, unlisted } from '../activity/interactions';
import { insertTransmissions } from '../journal/large-bodies';
import { insertParts } from '../journal/transmission-parts';
import { ModulePressure } from '../gate/module-pressure';
import { idempotencyKey, transmissionRow } from '../journal/transmission-row';
import {
  modulesOf,
  type NewAnswer,
  type NewFiling,
  type NewTransmission,
  toldOf,
  type TransmissionDisposition,
  type Verdict,
} from '../filing/transmission';

const FILING_COLUMNS = {
  transmission_id: 'uuid',
  id: 'uuid',
  account_id: 'uuid',
  channel: 'text',
  ordinal: 'int',
  module: 'text',
  kind: 'text',
  subject: 'text',
  reference: 'text',
  state: 'text',
  received_at: 'timestamptz',
  sent: 'json',
};
const FILINGS_PER_STATEMENT = 500;
/** As many filings of a transmission as an operator needs to find the others. */
const FILINGS_NAMED = 20;

/** A transmission that was accepted and that the journal forgot when it was put back to an earlier state. */
export interface Forgotten {
  readonly transmission: NewTransmission;
  /** The transmission that it is a repeat of. */
  readonly of: string | null;
  /** Kinds of its filings that were answered at once with "not processed, resend". */
  readonly notTaken: readonly FilingKind[];
}

/** Writes transmissions, their filings and the messages that carry them on: all of it in one transaction, or nothing. */
@Injectable()
export class Journal {
  constructor(
    private readonly mailbox: MailboxRepository,
    private readonly answers: AnswerBook,
    private readonly treatments: Treatments,
    private readonly acknowledgements: NoticeAcknowledgements,
    private readonly pressure: ModulePressure,
  ) {}

  /** The same few statements for any number of transmissions, as long as they are small. */
  async write(unit: UnitOfWork, arrivals: readonly NewTransmission[]): Promise<Map<string, Verdict>> {
    const stored = await this.insert(unit, arrivals);
    const known = arrivals.filter(({ id }) => !stored.has(id));
    const verdicts = known.length > 0 ? await resolveKnown(unit, known) : new Map<string, Verdict>();
    const fresh = arrivals.filter(({ id }) => stored.has(id) || verdicts.get(id)?.kind === 'new');
    const treated = this.treatedOf(fresh);
    const named = await this.writeFilings(unit, fresh, treated);
    const acknowledged = await this.acknowledgements.take(unit, fresh);
    for (const t of fresh) {
      const kinds = treated.get(t.id)?.kinds.map(({ kind, disposition, filings }) => ({ kind, disposition, filings }));
      verdicts.set(t.id, {
        kind: 'new',
        filingIds: named.get(t.id) ?? [],
        ...(kinds ? { treated: kinds } : {}),
        ...(acknowledged.has(t.id) ? { acknowledged: acknowledged.get(t.id)! } : {}),
      });
    }
    const transmissionOf = new Map(fresh.map((t) => [t.id, t]));
    for (const [id, verdict] of verdicts) {
      // Sent twice in the same moment: the second is told what the first is.
      const first = verdict.kind === 'repeat' ? verdicts.get(verdict.of) : undefined;
      if (verdict.kind === 'repeat' && first?.kind === 'new')
        verdicts.set(id, { ...verdict, disposition: toldOf(first, transmissionOf.get(verdict.of)!) });
    }
    await this.mailbox.place(
      unit,
      fresh.flatMap((t) =>
        toldAtOnce(t, treated.get(t.id)).map((answer) => ({
          ...answer,
          accountId: t.account.accountId,
          transmissionId: t.id,
          correlationId: t.correlationId,
        })),
      ),
    );
    await this.answerNotTaken(unit, treated);
    tellInteractions(
      unit,
      arrivals.flatMap((t) => arrivalOf(t, verdicts.get(t.id)!)),
    );
    return verdicts;
  }

  /**
   * Writes again, under the same ids, what is not there any more, in the order given; what is there is left as it is. The modules get the filings again
   * and answer again those that they know. The activity log has heard of their arrival. Answers how many were written.
   */
  async restore(unit: UnitOfWork, forgotten: readonly Forgotten[]): Promise<number> {
    await unit.manager.query(`SELECT pg_advisory_xact_lock(hashtext('journal restored'))`);
    const ids = forgotten.map(({ transmission }) => transmission.id);
    const there = await this.dispositions(unit, ids);
    const missing = forgotten.filter(({ transmission }) => !there.has(transmission.id));
    const originals = missing.filter(({ of }) => of === null);
    const transmissions = originals.map(({ transmission }) => transmission);
    await this.insertUnderTheirNames(unit, transmissions);
    const treated = new Map(
      originals
        .filter(({ notTaken }) => notTaken.length > 0)
        .map(({ transmission, notTaken }) => [
          transmission.id,
          new TreatedTransmission(new Map(notTaken.map((kind) => [kind, 'not processed, resend']))),
        ]),
    );
    await this.writeFilings(unit, transmissions, treated, true);
    await this.mailbox.place(
      unit,
      transmissions.flatMap((t) =>
        t.answers.map((answer) => ({
          ...answer,
          accountId: t.account.accountId,
          transmissionId: t.id,
          correlationId: t.correlationId,
        })),
      ),
    );
    await this.answerNotTaken(unit, treated);
    await this.acknowledgements.take(unit, transmissions);
    const repeats = missing.flatMap(({ transmission: t, of }) => (of === null ? [] : [{ t, of }]));
    const known = await this.dispositions(
      unit,
      repeats.map(({ of }) => of),
    );
    await keepRepeats(
      unit,
      repeats.flatMap(({ t, of }) => (known.has(of) ? [{ t, original: { id: of, disposition: known.get(of)! } }] : [])),
    );
    return missing.length;
  }

  private async dispositions(unit: UnitOfWork, ids: readonly string[]): Promise<Map<string, TransmissionDisposition>> {
    const rows: { id: string; disposition: TransmissionDisposition }[] = await unit.manager.query(
      'SELECT id, disposition FROM transmission WHERE id = ANY($1) ORDER BY id FOR UPDATE',
      [ids],
    );
    return new Map(rows.map(({ id, disposition }) => [id, disposition]));
  }

  /** Whoever had a name before and was new all the same took it over from the one before. */
  private async insertUnderTheirNames(unit: UnitOfWork, transmissions: readonly NewTransmission[]): Promise<void> {
    const named = transmissions.filter((t) => idempotencyKey(t) !== null);
    await unit.manager.query(
      `UPDATE transmission t SET idempotency_key = t.idempotency_key || '/' || t.id
         FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k(account_id, channel, idempotency_key)) k
        WHERE t.account_id = k.account_id AND t.channel = k.channel AND t.idempotency_key = k.idempotency_key`,
      [named.map((t) => t.account.accountId), named.map((t) => t.channel), named.map(idempotencyKey)],
    );
    const last = new Map(named.map((t) => [`${t.account.accountId} ${t.channel} ${idempotencyKey(t)}`, t.id]));
    const rows = transmissions.map((t) => {
      const name = idempotencyKey(t);
      const isLast = name === null || last.get(`${t.account.accountId} ${t.channel} ${name}`) === t.id;
      return { ...transmissionRow(t), idempotency_key: isLast ? name : `${name}/${t.id}` };
    });
    await insertTransmissions(unit.manager, rows);
  }

  /** Empty while the gates flow. */
  private treatedOf(transmissions: readonly NewTransmission[]): Map<string, TreatedTransmission> {
    const treated = new Map<string, TreatedTransmission>();
    for (const t of transmissions) {
      const treatment = this.treatments.of(t);
      if (treatment) treated.set(t.id, treatment);
    }
    return treated;
  }

  /** Filings that are to come again are answered with what they are stored with; then their name is free for that. */
  private async answerNotTaken(unit: UnitOfWork, treated: ReadonlyMap<string, TreatedTransmission>): Promise<void> {
    const judgements = [...treated].flatMap(([transmissionId, { notTaken }]) =>
      notTaken.map(
        (filingId): Judgement => ({
          transmissionId,
          filingId,
          outcome: 'not processed',
          conditions: [NOT_PROCESSED],
          summary: null,
        }),
      ),
    );
    if (judgements.length > 0) await this.answers.decide(judgements, unit);
  }

  private insert(unit: UnitOfWork, arrivals: readonly NewTransmission[]): Promise<Set<string>> {
    return insertTransmissions(
      unit.manager,
      arrivals.map(transmissionRow),
      'ON CONFLICT (account_id, channel, idempotency_key) DO NOTHING',
    );
  }

  private async writeFilings(
    unit: UnitOfWork,
    transmissions: readonly NewTransmission[],
    treated: ReadonlyMap<string, TreatedTransmission>,
    again = false,
  ): Promise<Map<string, string[]>> {
    const named = new Map<string, string[]>();
    const many = transmissions.reduce((sum, t) => sum + t.filingCount, 0) > FILINGS_PER_STATEMENT;
    const slice = (): UnitOfWork => (many ? unit.slice() : unit);
    let rows: object[] = [];
    let part = slice();
    const write = async (): Promise<void> => {
      await insertRows(unit.manager, 'filing', FILING_COLUMNS, rows);
      rows = [];
      if (part !== unit) await part.flush();
    };
    for (const t of transmissions) {
      const treatment = treated.get(t.id);
      const modules = [...modulesOf(t).keys()];
      const bulk = new Map(modules.map((module) => [module, this.pressure.isBulk(module, t)]));
      let ordinal = 0;
      const ids: string[] = [];
      named.set(t.id, ids);
      for (const filing of t.filings) {
        rows.push(filingRow(t, filing, ordinal));
        ordinal += 1;
        if (ids.length < FILINGS_NAMED) ids.push(filing.id);
        const goesOn = treatment?.note(filing) ?? true;
        if (goesOn)
          part.publish(filing.contract, filing.subject, filing.data as never, { correlationId: filing.id }, filing.id, {
            again,
            bulk: bulk.get(filing.module)!,
          });
        if (rows.length < FILINGS_PER_STATEMENT) continue;
        // Many filings: written in slices, so that memory stays bounded and others are served between two of them.
        await write();
        await breathe();
        part = slice();
      }
      if (ordinal !== t.filingCount) throw new Error(`${t.filingCount} filings were announced and ${ordinal} came`);
    }
    await write();
    await insertParts(unit.manager, transmissions);
    return named;
  }
}

const filingRow = (
  t: NewTransmission,
  filing: NewFiling,
  ordinal: number,
): Record<keyof typeof FILING_COLUMNS, unknown> => ({
  transmission_id: t.id,
  id: filing.id,
  account_id: t.account.accountId,
  channel: t.channel,
  ordinal,
  module: filing.module,
  kind: filing.kind,
  subject: filing.subject,
  reference: filing.reference,
  state: 'accepted',
  received_at: t.receivedAt,
  sent: filing.sent,
});

/** In JSON the receipt says what becomes of the one filing; the others find it in their mailbox too. */
const toldAtOnce = (t: NewTransmission, treated: TreatedTransmission | undefined): readonly NewAnswer[] =>
  treated?.anyHeld && t.channel !== 'json' ? [...t.answers, heldNotice(t, treated)] : t.answers;

const arrivalOf = (t: NewTransmission, verdict: Verdict): Interaction[] => {
  const items: Interaction['items'] = [];
  if (verdict.kind === 'new' && Array.isArray(t.filings)) {
    for (const { kind, subject, id } of t.filings as NewFiling[])
      items.push({ kind, subject, filingId: id, outcome: null });
  } else if (verdict.kind === 'new' && t.filingCount > 0) items.push(unlisted(t.filingCount, t.id));
  const settled = verdict.kind === 'new' && t.filingCount === 0 ? (t.withoutFilings ?? 'rejected') : null;
  const acknowledged = verdict.kind === 'new' ? (verdict.acknowledged ?? []) : [];
  for (const { control, notice, status } of acknowledged)
    items.push({
      kind: `${notice ?? 'notice'} acknowledged`,
      subject: noticeSubject(control),
      filingId: null,
      outcome: status,
    });
  const what =
    acknowledged.length > 0 && t.filingCount === 0
      ? `${t.format}: ${acknowledgedText(acknowledged)}`
      : `${t.format}, ${t.filingCount} ${t.filingCount === 1 ? 'filing' : 'filings'}`;
  if (verdict.kind === 'conflict') {
    return [
      {
        accountId: t.account.accountId,
        kind: 'transmission rejected',
        channel: t.channel,
        transmissionId: t.id,
        mailboxId: null,
        disposition: 'rejected',
        summary: `${what}; not stored: the number ${t.key} came before with other content, as ${verdict.of}`,
        items: [],
        correlationId: t.correlationId,
      },
    ];
  }
  return [
    {
      accountId: t.account.accountId,
      kind:
        verdict.kind === 'repeat'
          ? 'transmission repeated'
          : settled === 'rejected'
            ? 'transmission rejected'
            : 'transmission received',
      channel: t.channel,
      transmissionId: t.id,
      mailboxId: null,
      disposition: verdict.kind === 'repeat' ? verdict.disposition : (settled ?? toldOf(verdict, t)),
      summary:
        verdict.kind === 'repeat' ? `${what}; the same as ${verdict.of}, answered again without a second effect` : what,
      items,
      correlationId: t.correlationId,
    },
  ];
};
