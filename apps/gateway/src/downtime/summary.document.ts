import type { Condition } from '#contracts';
import type { NewAnswer } from '../filing/transmission';
import { jsonAnswer } from '../formats/json/json-answer';
import { administrativeText } from '../formats/abi/administrative-text';

/** A time in which an inbound gate was not open. */
export interface StopPeriod {
  readonly id: number;
  readonly module: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly incidentNumber: string | null;
  readonly cause: string;
}

export type Fate = 'processed' | 'rejected' | 'to be sent again' | 'processed outside' | 'waiting';

export interface HeldKind {
  readonly kind: string;
  readonly fate: Fate;
  readonly count: number;
  /** The first of them. */
  readonly references: readonly string[];
}

export interface FilingTold {
  readonly filingId: string;
  readonly transmissionId: string;
  readonly kind: string;
  readonly reference: string;
  readonly fate: Fate;
  readonly outcome: string | null;
  readonly conditions: readonly Condition[] | null;
  readonly answeredAt: Date | null;
}

/** References and filings of a group that a summary names; all are behind its link. */
export const NAMED = 200;
const APPLICATION = 'downtime-summary';

const REMEDIES: Record<Exclude<Fate, 'processed'>, string> = {
  rejected: 'Correct each filing as its condition says and file it again.',
  'to be sent again': 'Nothing of these took effect. Send each of them again.',
  'processed outside': 'These were processed by hand. Do not send them again; keep the reference with your file.',
  waiting: 'These are safe and will be answered in your mailbox. Do not send them again.',
};

const total = (kinds: readonly HeldKind[]): number => kinds.reduce((sum, { count }) => sum + count, 0);

const gathered = (
  kinds: readonly HeldKind[],
): { count: number; kinds: { kind: string; count: number; references: string[] }[] } => {
  const byKind = new Map<string, { kind: string; count: number; references: string[] }>();
  for (const { kind, count, references } of kinds) {
    const known = byKind.get(kind) ?? { kind, count: 0, references: [] };
    byKind.set(kind, {
      kind,
      count: known.count + count,
      references: [...known.references, ...references].slice(0, NAMED),
    });
  }
  return { count: total(kinds), kinds: [...byKind.values()] };
};

export const toldFiling = ({ conditions, answeredAt, ...filing }: FilingTold) => ({
  ...filing,
  answeredAt: answeredAt?.toISOString() ?? null,
  conditions: (conditions ?? []).map(({ code, text, remedy, severity }) => ({ code, text, remedy, severity })),
});

/**
 * What an account hears when a gate is open again. Held is what waited for the module; what was told at once to be sent again was never
 * held and stands apart.
 */
export const summaryDocument = (period: StopPeriod, kinds: readonly HeldKind[], filings: readonly FilingTold[]) => {
  const of = (fate: Fate): HeldKind[] => kinds.filter((kind) => kind.fate === fate);
  const part = (fate: Exclude<Fate, 'processed'>) => ({
    ...gathered(of(fate)),
    remedy: total(of(fate)) > 0 ? REMEDIES[fate] : null,
  });
  const named = (fate: Fate) => filings.filter((filing) => filing.fate === fate).map(toldFiling);
  return {
    gate: `${period.module} inbound`,
    incidentNumber: period.incidentNumber,
    cause: period.cause,
    from: period.beganAt.toISOString(),
    to: period.endedAt.toISOString(),
    held: gathered(kinds.filter(({ fate }) => fate !== 'to be sent again')),
    processed: gathered(of('processed')),
    rejected: { ...part('rejected'), filings: named('rejected') },
    toBeSentAgain: part('to be sent again'),
    processedOutside: { ...part('processed outside'), filings: named('processed outside') },
    stillWaiting: part('waiting'),
    all: `/downtime-summaries/${period.id}/filings`,
  };
};

export type SummaryDocument = ReturnType<typeof summaryDocument>;

export const summaryNotice = (document: SummaryDocument): NewAnswer =>
  jsonAnswer(APPLICATION, document, 'notification');

/** The same for who reads no JSON. */
export const summaryText = (document: SummaryDocument, format: 'abi' | 'x12'): NewAnswer => {
  const { held, processed, rejected, toBeSentAgain, processedOutside, stillWaiting } = document;
  const list = (
    title: string,
    { count, kinds }: ReturnType<typeof gathered>,
    remedy: string | null = null,
  ): string[] => [
    '',
    `${title}: ${count}`,
    ...(remedy ? wrapped(remedy.toUpperCase()).map((line) => `  ${line}`) : []),
    ...kinds.flatMap(({ kind, count: n, references }) => [
      `  ${kind.toUpperCase()}: ${n}`,
      ...references.map((reference) => `    ${reference}`),
      ...(n > references.length ? [`    AND ${n - references.length} MORE`] : []),
    ]),
  ];
  const reasons = rejected.filings.flatMap((filing) =>
    filing.conditions.map(({ code, text }) => `  ${filing.reference} ${code} ${text}`),
  );
  return {
    event: 'notification',
    format,
    contentType: 'text/plain',
    application: APPLICATION,
    body: administrativeText([
      'PORTWAY SUMMARY OF A DOWNTIME',
      `GATE ${document.gate.toUpperCase()}${document.incidentNumber ? `  INCIDENT ${document.incidentNumber}` : ''}`,
      `FROM ${document.from}  TO ${document.to}`,
      ...list('HELD FOR YOU', held),
      ...list('PROCESSED', processed),
      ...list('REJECTED', rejected, rejected.remedy),
      ...reasons,
      ...list('TO BE SENT AGAIN', toBeSentAgain, toBeSentAgain.remedy),
      ...list('PROCESSED OUTSIDE', processedOutside, processedOutside.remedy),
      ...list('STILL WAITING', stillWaiting, stillWaiting.remedy),
      '',
      `ALL OF THEM: GET ${document.all}`,
    ]),
  };
};

const wrapped = (text: string): string[] => text.match(/.{1,72}(?:\s|$)/g)?.map((line) => line.trim()) ?? [];
