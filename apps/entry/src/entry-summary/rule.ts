import type { Severity } from '#kernel';
import type { MendOf, RuleRow } from '../rule-book/rule-row';
import type {
  ComputedSummary,
  EntrySummary,
  Grouping,
  SummaryContext,
  SummaryLine,
  SummaryTariff,
} from '../summary-on-file/summary.model';
import { onLine, type Place } from './places';

/** What the rules know besides the filing: what is on file, and what is due by it. */
export interface RuleContext extends SummaryContext {
  readonly due: ComputedSummary;
}

export type SummaryMend = MendOf<EntrySummary, RuleContext>;

/** A place where a summary breaks a rule. `detail` is what the values at hand say more than the remedy. */
export interface SummaryFinding extends Place {
  readonly detail?: string;
}

/** A rule of the Entry Summary Create/Update guide (July 2026) and its error dictionary as a row, and where a summary breaks it. */
export interface SummaryRule<C extends string = string> extends RuleRow<C, EntrySummary, RuleContext> {
  /** Under which reference of an AX it is told (p. ESF-192). */
  readonly grouping: Grouping;
  /** Left out: it refuses the filing. */
  readonly severity?: Exclude<Severity, 'fatal'>;
  /** Left out: an add or replace. */
  readonly actions?: 'ADR' | 'D';
  /** Left out: an ordinary summary and a post summary correction alike. */
  readonly of?: 'ordinary' | 'correction';
  /** Sending the same again, unchanged, is right. */
  readonly resend?: true;
  readonly found: (summary: EntrySummary, context: RuleContext) => readonly SummaryFinding[];
}

/** True, or what the values at hand say more than the remedy. */
type Broken = boolean | string;
const NOTHING: readonly SummaryFinding[] = [];

const told = (broken: true | string, place: Place): SummaryFinding =>
  broken === true ? place : { ...place, detail: broken };

/** A rule about one field of the header; `at` is its place in the filing, such as `indicators/liveEntryIndicator`. */
export const ofHeader =
  (record: string, at: string, isBroken: (summary: EntrySummary, context: RuleContext) => Broken) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    const broken = isBroken(summary, context);
    if (broken === false) return NOTHING;
    const field = at.slice(at.lastIndexOf('/') + 1);
    const own = summary.records[record];
    if (own !== undefined) return [told(broken, { recordIndex: own, at: `/${at}`, field })];
    // Where the record itself lacks, it is told at the one that begins the summary.
    const missing = hasRecords(summary) ? ({ record: '10', grouping: 'SUMMRY' } as const) : {};
    return [told(broken, { ...missing, recordIndex: summary.records['10'] ?? null, at: `/${at}`, field })];
  };

/** A rule about lines: at the record of the line. */
export const ofLines =
  (
    field: string,
    isBroken: (line: SummaryLine, summary: EntrySummary, context: RuleContext, index: number) => Broken,
  ) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    let all: SummaryFinding[] | undefined;
    summary.lines.forEach((line, index) => {
      const broken = isBroken(line, summary, context, index);
      if (broken === false) return;
      const { recordIndex, at, lineNumber } = onLine(line, index);
      (all ??= []).push(told(broken, { recordIndex, at: `${at}/${field}`, field, lineNumber: lineNumber! }));
    });
    return all ?? NOTHING;
  };

/** A rule about the tariff numbers of lines: at the 50 record. */
export const ofTariffs =
  (
    field: keyof SummaryTariff,
    isBroken: (tariff: SummaryTariff, line: SummaryLine, summary: EntrySummary, context: RuleContext) => Broken,
  ) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    let all: SummaryFinding[] | undefined;
    summary.lines.forEach((line, index) => {
      line.tariffs.forEach((tariff, place) => {
        const broken = isBroken(tariff, line, summary, context);
        if (broken === false) return;
        const at = `/lines/${index}/tariffs/${place}/${field}`;
        const { recordIndex } = tariff;
        (all ??= []).push(told(broken, { recordIndex, at, field, lineNumber: line.lineNumber }));
      });
    });
    return all ?? NOTHING;
  };

interface Recorded {
  readonly recordIndex?: number | null;
}

/** A rule about records of the header that repeat, such as bonds: at the record of each. */
export const ofEach =
  <T extends Recorded>(
    list: string,
    of: (summary: EntrySummary) => readonly T[] | undefined,
    field: string,
    isBroken: (item: T, summary: EntrySummary, context: RuleContext, index: number, all: readonly T[]) => Broken,
  ) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    let all: SummaryFinding[] | undefined;
    const items = of(summary) ?? [];
    items.forEach((item, index) => {
      const broken = isBroken(item, summary, context, index, items);
      if (broken === false) return;
      const recordIndex = item.recordIndex ?? summary.records['10'] ?? null;
      (all ??= []).push(told(broken, { recordIndex, at: `/${list}/${index}/${field}`, field }));
    });
    return all ?? NOTHING;
  };

/** A rule about records of lines that repeat, such as parties of the article: at the record of each. */
export const ofEachOfLines =
  <T extends Recorded>(
    list: string,
    of: (line: SummaryLine) => readonly T[] | undefined,
    field: string,
    isBroken: (item: T, line: SummaryLine, summary: EntrySummary, context: RuleContext, index: number) => Broken,
  ) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    let all: SummaryFinding[] | undefined;
    summary.lines.forEach((line, place) =>
      of(line)?.forEach((item, index) => {
        const broken = isBroken(item, line, summary, context, index);
        if (broken === false) return;
        const recordIndex = item.recordIndex ?? line.recordIndex;
        const at = `/lines/${place}/${list}/${index}/${field}`;
        (all ??= []).push(told(broken, { recordIndex, at, field, lineNumber: line.lineNumber }));
      }),
    );
    return all ?? NOTHING;
  };

/** A filing with columns: in other formats that a key sends, the person behind it signs with the key. */
export const hasRecords = ({ records }: EntrySummary): boolean => records['10'] !== undefined;

export const typeIs =
  (...types: readonly string[]) =>
  ({ entryType }: EntrySummary): boolean =>
    types.includes(entryType ?? '');
