import type { TransactionTreatment } from '#contracts';
import { type DrillFiling, isAcknowledged, isRefusal, type Ledger, saidToResend, type Sending } from './ledger';
import type { Halted } from './outage';

/** A manual release, and what became of its electronic side. */
export interface PaperRelease {
  readonly controlNumber: string;
  readonly reference: string;
  /** Bill, entry and summary have been filed and agree with the paper. */
  readonly matched: boolean;
  /** What of the chain is not matched, in words. */
  readonly open: string;
}

/** Instants of the drill in epoch milliseconds; null: it did not happen. */
export interface Moments {
  readonly fault: number;
  /** The public status says so. */
  readonly publicly: number | null;
  /** The downtime is in force and its notice is published. */
  readonly told: number | null;
  readonly mended: number;
  /** Everything that had been acknowledged before is answered. */
  readonly cleared: number | null;
}

export interface DrillRecord {
  readonly ledger: Pick<Ledger, 'filings' | 'answers' | 'releasesTold'>;
  readonly paper: readonly PaperRelease[];
  /** Entries whose summary is on file as late: all were filed in time. */
  readonly late: readonly string[];
  /** Whether the public status has to tell of it; a filer's own outage is told to the ports only. */
  readonly isPublic: boolean;
  /** Whether ports released on paper; a drill that is about no cargo has none. */
  readonly toPaper: boolean;
  /** What became of cases, where the drill is about them. */
  readonly cases: readonly VerdictRow[];
  readonly moments: Moments;
  /** What had been ordered to be told of filings while the gates were shut by order; empty otherwise. */
  readonly treatments: readonly TransactionTreatment[];
  /** When the gate of a module was seen shut: from the first to the last look in a row. */
  readonly shut: readonly Shut[];
  readonly history: { readonly toldAfterMinutes: number | null; readonly clearingRatio: number | null };
}

export interface Shut {
  readonly module: Halted;
  readonly from: number;
  readonly to: number;
}

export interface VerdictRow {
  readonly what: string;
  readonly measured: string;
  /** What was promised; '' where a figure is only told. */
  readonly promised: string;
  readonly kept: boolean;
}

/** What is seen of a gate, and what the process that acknowledges knows of it, is up to a second old. */
const GRACE_MS = 1_500;

/** Acknowledged, and no answer has come to any of its acknowledgements. */
export const lostFilings = ({ filings, answers }: DrillRecord['ledger']): DrillFiling[] =>
  filings.filter(({ sendings }) => {
    const acknowledged = sendings.filter(isAcknowledged);
    return acknowledged.length > 0 && acknowledged.every(({ transmissionId }) => !answers.has(transmissionId));
  });

/** Answers that came more than once to one acknowledgement, and releases that were told more than once of one entry. */
export const duplicates = ({ answers, releasesTold }: DrillRecord['ledger']): number =>
  [...answers.values()].reduce((sum, { length }) => sum + length - 1, 0) +
  [...releasesTold.values()].reduce((sum, times) => sum + times - 1, 0);

/** Filings that took effect more than once: two transmissions of one filing, neither known as the repeat of the other. */
export const doubledFilings = ({ filings }: DrillRecord['ledger']): DrillFiling[] =>
  filings.filter(
    ({ sendings }) => sendings.filter((sending) => isAcknowledged(sending) && sending.repeats === null).length > 1,
  );

const whileShut = ({ at, saidAt }: Sending, module: Halted, shut: readonly Shut[]): boolean =>
  shut.some((gate) => gate.module === module && gate.from + GRACE_MS <= at && saidAt <= gate.to - GRACE_MS);

/** What partners were told that was not so, one sentence each. */
export const toldWrongly = ({
  ledger: { filings, answers },
  treatments,
  shut,
}: Pick<DrillRecord, 'ledger' | 'treatments' | 'shut'>): string[] => {
  const wrong: string[] = [];
  for (const { kind, module, reference, sendings } of filings) {
    const own = new Set(sendings.filter(isAcknowledged).map(({ transmissionId }) => transmissionId));
    const say = (text: string): void => void wrong.push(`${kind} ${reference}: ${text}`);
    for (const sending of sendings) {
      const { transmissionId, disposition, repeats, http } = sending;
      if (isAcknowledged(sending) && !answers.has(sending.transmissionId))
        say(`acknowledged as "${disposition}" and never answered`);
      if (repeats !== null && !own.has(repeats)) say('the platform had kept what it had not acknowledged');
      if (
        transmissionId !== null &&
        saidToResend(sending) &&
        answers.get(transmissionId)?.some(({ accepted }) => accepted)
      )
        say(`told "${disposition}" and processed all the same`);
      if (isRefusal(sending) && disposition !== 'rejected')
        say(`answered ${http} without saying whether to send again (${disposition ?? 'nothing'})`);
      if (http === null || repeats !== null || !whileShut(sending, module, shut)) continue;
      const due = treatments.find((treatment) => treatment.kind === kind)?.disposition ?? 'held, do not resend';
      if (disposition !== due) say(`told "${disposition}" while the gate was shut and "${due}" in force`);
    }
  }
  return wrong;
};

export interface Clearing {
  /** Acknowledged before the fault was mended and answered after. */
  readonly backlog: number;
  readonly seconds: number;
  /** How many times as fast as filings arrived it was worked off, the arriving ones included. */
  readonly ratio: number;
}

/** @param waiting filings that waited when the fault was mended */
export const clearingOf = (waiting: number, arrivalsPerSecond: number, mended: number, cleared: number): Clearing => {
  const seconds = Math.max(0.1, (cleared - mended) / 1_000);
  const arrived = arrivalsPerSecond * seconds;
  return { backlog: waiting, seconds, ratio: arrived === 0 ? Infinity : (waiting + arrived) / arrived };
};

const seconds = (from: number, to: number | null): string =>
  to === null ? 'never' : `${((to - from) / 1_000).toFixed(1)} s`;
const minutes = (from: number, to: number | null): string =>
  to === null ? 'never' : ((to - from) / 60_000).toFixed(2);

export interface Measured {
  readonly clearing: Clearing | null;
  readonly arrivalsPerSecond: number;
}

/** The table at the end. A drill has passed when every promise in it is kept. */
export const verdictOf = (record: DrillRecord, { clearing, arrivalsPerSecond }: Measured): VerdictRow[] => {
  const { ledger, paper, moments, history } = record;
  const sendings = ledger.filings.flatMap((filing) => filing.sendings);
  const accepted = ledger.filings.filter((filing) => filing.sendings.some(isAcknowledged));
  const promise = (what: string, measured: number, promised: number): VerdictRow => ({
    what,
    measured: String(measured),
    promised: String(promised),
    kept: measured === promised,
  });
  const figure = (what: string, measured: string, promised = '', kept = true): VerdictRow => ({
    what,
    measured,
    promised,
    kept,
  });
  const unmatched = paper.filter(({ matched }) => !matched);
  const twice = paper.filter(({ open }) => open.includes('conflict'));
  const rejected = sendings.filter(
    (sending) =>
      isRefusal(sending) ||
      (isAcknowledged(sending) && ledger.answers.get(sending.transmissionId)?.some((answer) => !answer.accepted)),
  );
  return [
    figure('filings accepted', String(accepted.length), 'some', accepted.length > 0),
    figure('  sent twice on purpose', String(sendings.filter(({ onPurpose }) => onPurpose).length)),
    figure('  sent again because told so', String(sendings.filter(saidToResend).length)),
    promise('filings not accepted in the end', ledger.filings.length - accepted.length, 0),
    promise('rejected for their content', rejected.length, 0),
    promise('lost', lostFilings(ledger).length, 0),
    promise('duplicated (answers, releases, effects)', duplicates(ledger) + doubledFilings(ledger).length, 0),
    promise('told wrongly', toldWrongly(record).length, 0),
    ...(record.isPublic
      ? [figure('fault to public status', seconds(moments.fault, moments.publicly), 'seen', moments.publicly !== null)]
      : []),
    figure(
      'fault to ports told, in minutes',
      minutes(moments.fault, moments.told),
      history.toldAfterMinutes === null ? 'told' : `under ${history.toldAfterMinutes} (history)`,
      moments.told !== null && (moments.told - moments.fault) / 60_000 < (history.toldAfterMinutes ?? Infinity),
    ),
    ...(record.toPaper
      ? [
          figure('manual releases', String(paper.length), 'some', paper.length > 0),
          promise('  not matched', unmatched.length, 0),
          promise('  in conflict with what was filed', twice.length, 0),
        ]
      : []),
    ...record.cases,
    promise('late by our fault', record.late.length, 0),
    figure('filings arriving', `${arrivalsPerSecond.toFixed(1)}/s`),
    figure('waiting when it was mended', clearing === null ? 'unknown' : String(clearing.backlog)),
    figure(
      'time to clear the backlog',
      clearing === null ? 'never' : `${clearing.seconds.toFixed(1)} s`,
      'cleared',
      clearing !== null,
    ),
    figure(
      'cleared at so many times the arrival',
      clearing === null ? '-' : `${Number.isFinite(clearing.ratio) ? clearing.ratio.toFixed(1) : 'all'}x`,
      history.clearingRatio === null ? '' : `over ${history.clearingRatio}x (history)`,
      clearing !== null && clearing.ratio > (history.clearingRatio ?? 0),
    ),
  ];
};

export const passed = (rows: readonly VerdictRow[]): boolean => rows.every(({ kept }) => kept);
