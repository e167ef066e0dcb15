import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { SYSTEM_FAILURE } from '#contracts';
import { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { AnswerBook } from '../answers/answer-book';
import type { Judgement } from '../answers/answered-filing';
import { heldNotice } from '../downtime/held-notice';
import { type TreatedTransmission, Treatments } from '../downtime/treatments';
import { GatewayConfig } from '../gateway.config';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import { resolveKnown } from './duplicates';
import { type Interaction, tellInteractions, unlisted } from './interactions';
import { TRANSMISSION_COLUMNS, transmissionRow } from './transmission-row';
import { type NewAnswer, type NewFiling, type NewTransmission, toldOf, type Verdict } from './transmission';

const FILING_COLUMNS = {
  transmission_id: 'uuid', id: 'uuid', account_id: 'uuid', channel: 'text', ordinal: 'int', module: 'text', kind: 'text', subject: 'text',
  reference: 'text', state: 'text', received_at: 'timestamptz',
};
const FILINGS_PER_STATEMENT = 500;
/** As many filings of a transmission as an operator needs to find the others. */
const FILINGS_NAMED = 20;

/** Writes transmissions, their filings and the messages that carry them on: all of it in one transaction, or nothing. */
@Injectable()
export class Journal {
  constructor(
    private readonly mailbox: MailboxRepository,
    private readonly answers: AnswerBook,
    private readonly treatments: Treatments,
    private readonly config: GatewayConfig,
  ) {}

  /** The same few statements for any number of transmissions, as long as they are small. */
  async write(unit: UnitOfWork, arrivals: readonly NewTransmission[]): Promise<Map<string, Verdict>> {
    const stored = await this.insert(unit, arrivals);
    const known = arrivals.filter(({ id }) => !stored.has(id));
    const verdicts = known.length > 0 ? await resolveKnown(unit, known) : new Map<string, Verdict>();
    const fresh = arrivals.filter(({ id }) => stored.has(id) || verdicts.get(id)?.kind === 'new');
    const treated = this.treatedOf(fresh);
    const named = await this.writeFilings(unit, fresh, treated);
    for (const t of fresh) {
      const kinds = treated.get(t.id)?.kinds.map(({ kind, disposition, filings }) => ({ kind, disposition, filings }));
      verdicts.set(t.id, { kind: 'new', filingIds: named.get(t.id) ?? [], ...(kinds ? { treated: kinds } : {}) });
    }
    for (const [id, verdict] of verdicts) {
      // Sent twice in the same moment: the second is told what the first is.
      const first = verdict.kind === 'repeat' ? verdicts.get(verdict.of) : undefined;
      if (verdict.kind === 'repeat' && first?.kind === 'new') verdicts.set(id, { ...verdict, disposition: toldOf(first) });
    }
    await this.mailbox.place(
      unit,
      fresh.flatMap((t) => toldAtOnce(t, treated.get(t.id)).map((answer) => ({ ...answer, accountId: t.account.accountId, transmissionId: t.id, correlationId: t.correlationId }))),
    );
    await this.answerNotTaken(unit, treated);
    tellInteractions(unit, arrivals.flatMap((t) => arrivalOf(t, verdicts.get(t.id)!)));
    return verdicts;
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
      notTaken.map((filingId): Judgement => ({ transmissionId, filingId, outcome: 'rejected', conditions: [SYSTEM_FAILURE], summary: null })),
    );
    if (judgements.length > 0) await this.answers.decide(judgements, unit);
  }

  private async insert(unit: UnitOfWork, arrivals: readonly NewTransmission[]): Promise<Set<string>> {
    const rows = await insertRows(
      unit.manager, 'transmission', TRANSMISSION_COLUMNS, arrivals.map(transmissionRow),
      'ON CONFLICT (account_id, channel, idempotency_key) DO NOTHING RETURNING id',
    );
    return new Set(rows.map(({ id }) => id as string));
  }

  private async writeFilings(
    unit: UnitOfWork, transmissions: readonly NewTransmission[], treated: ReadonlyMap<string, TreatedTransmission>,
  ): Promise<Map<string, string[]>> {
    const named = new Map<string, string[]>();
    const many = transmissions.reduce((sum, t) => sum + t.filingCount, 0) > FILINGS_PER_STATEMENT;
    const slice = (): UnitOfWork => (many ? new UnitOfWork(unit.manager, this.config.LANES, unit.now) : unit);
    let rows: object[] = [];
    let part = slice();
    const write = async (): Promise<void> => {
      await insertRows(unit.manager, 'filing', FILING_COLUMNS, rows);
      rows = [];
      if (part !== unit) await part.flush();
    };
    for (const t of transmissions) {
      const treatment = treated.get(t.id);
      let ordinal = 0;
      const ids: string[] = [];
      named.set(t.id, ids);
      for (const filing of t.filings) {
        rows.push(filingRow(t, filing, ordinal));
        ordinal += 1;
        if (ids.length < FILINGS_NAMED) ids.push(filing.id);
        const goesOn = treatment?.note(filing) ?? true;
        if (goesOn) part.publish(filing.contract, filing.subject, filing.data as never, { correlationId: filing.id }, filing.id);
        if (rows.length < FILINGS_PER_STATEMENT) continue;
        // Many filings: written in slices, so that memory stays bounded and others are served between two of them.
        await write();
        await breathe();
        part = slice();
      }
      if (ordinal !== t.filingCount) throw new Error(`${t.filingCount} filings were announced and ${ordinal} came`);
    }
    await write();
    return named;
  }
}

const filingRow = (t: NewTransmission, filing: NewFiling, ordinal: number): Record<keyof typeof FILING_COLUMNS, unknown> => ({
  transmission_id: t.id, id: filing.id, account_id: t.account.accountId, channel: t.channel, ordinal, module: filing.module, kind: filing.kind,
  subject: filing.subject, reference: filing.reference, state: 'accepted', received_at: t.receivedAt,
});

/** In JSON the receipt says what becomes of the one filing; the others find it in their mailbox too. */
const toldAtOnce = (t: NewTransmission, treated: TreatedTransmission | undefined): readonly NewAnswer[] =>
  treated?.anyHeld && t.channel !== 'json' ? [...t.answers, heldNotice(t, treated)] : t.answers;

const arrivalOf = (t: NewTransmission, verdict: Verdict): Interaction[] => {
  const items: Interaction['items'] = [];
  if (verdict.kind === 'new' && Array.isArray(t.filings)) {
    for (const { kind, subject, id } of t.filings as NewFiling[]) items.push({ kind, subject, filingId: id, outcome: null });
  } else if (verdict.kind === 'new' && t.filingCount > 0) items.push(unlisted(t.filingCount, t.id));
  const settled = verdict.kind === 'new' && t.filingCount === 0 ? (t.withoutFilings ?? 'rejected') : null;
  const what = `${t.format}, ${t.filingCount} ${t.filingCount === 1 ? 'filing' : 'filings'}`;
  if (verdict.kind === 'conflict') {
    return [
      {
        accountId: t.account.accountId, kind: 'transmission rejected', channel: t.channel, transmissionId: t.id, mailboxId: null, disposition: 'rejected',
        summary: `${what}; not stored: the number ${t.key} came before with other content, as ${verdict.of}`, items: [], correlationId: t.correlationId,
      },
    ];
  }
  return [
    {
      accountId: t.account.accountId,
      kind: verdict.kind === 'repeat' ? 'transmission repeated' : settled === 'rejected' ? 'transmission rejected' : 'transmission received',
      channel: t.channel, transmissionId: t.id, mailboxId: null,
      disposition: verdict.kind === 'repeat' ? verdict.disposition : (settled ?? toldOf(verdict)),
      summary: verdict.kind === 'repeat' ? `${what}; the same as ${verdict.of}, answered again without a second effect` : what,
      items, correlationId: t.correlationId,
    },
  ];
};
