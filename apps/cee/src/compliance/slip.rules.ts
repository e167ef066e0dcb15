import type { SummaryReported } from '#contracts';
import type { CustomsDate } from '#kernel';
import { monthOf } from '../imports/goods.rules';

/** What goes wrong with an entry, by kind; an entry has each at most once. */
export const SLIP_KINDS = [
  'late',
  'rejected',
  'classification',
  'value',
  'origin',
  'documents',
  'preference',
  'other',
] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

/** What CBP did with an entry, or was asked to, by kind; an entry has each at most once. Not a slip by itself: a protest is a right, and a request asks. */
export const EVENT_KINDS = [
  'request for information',
  'notice of action',
  'marking notice',
  'raised at liquidation',
  'lowered at liquidation',
  'protest filed',
  'protest approved',
  'protest denied',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Those of them that say that something was wrong: whose pattern is tested for a change as that of slips is. */
export const FOUND_KINDS: readonly EventKind[] = ['notice of action', 'marking notice', 'raised at liquidation'];

/** By the codes with which a Center rejects a summary; what is not here is `other`. */
const BY_CODE: Readonly<Record<string, SlipKind>> = {
  R01: 'classification',
  R02: 'value',
  R03: 'origin',
  R04: 'documents',
  R05: 'preference',
};
export const kindOfCode = (code: string): SlipKind => BY_CODE[code] ?? 'other';

export interface Slip {
  readonly kind: SlipKind | EventKind;
  readonly foundOn: CustomsDate;
  /** Duty that was declared when it was found. */
  readonly declaredCents: number;
  /** By how much the duty was wrong; of a late summary, the duty that came late. Null until the summary was sent again. */
  readonly effectCents: number | null;
}

/** An entry as far as its importer's compliance is concerned. */
export interface EntryConduct {
  readonly importerNumber: string;
  readonly version: number;
  readonly toldAt: Date;
  /** Of the entry date. */
  readonly month: CustomsDate;
  /** False once it was deleted. */
  readonly counted: boolean;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly slips: readonly Slip[];
}

/**
 * What a report makes of an entry; null for one that tells nothing new, or of an entry without importer.
 *
 * @param codes of the findings of the Center's decision that it tells the outcome of
 * @param day of the report, by the clock of the Centers
 */
export const afterReport = (
  before: EntryConduct | undefined,
  report: SummaryReported,
  codes: readonly string[],
  day: CustomsDate,
): EntryConduct | null => {
  const { version, state, filed, occurredAt } = report;
  const toldAt = new Date(occurredAt);
  if (before && (version < before.version || (version === before.version && toldAt <= before.toldAt))) return null;
  const importerNumber = report.importerNumber ?? before?.importerNumber;
  if (importerNumber === undefined) return null;
  const later = !before || version > before.version;
  const dutyCents = filed?.dutyCents ?? before?.dutyCents ?? 0;
  const slips = new Map((before?.slips ?? []).map((slip) => [slip.kind, slip]));
  if (filed && later)
    for (const slip of slips.values())
      if (slip.effectCents === null)
        slips.set(slip.kind, { ...slip, effectCents: Math.abs(dutyCents - slip.declaredCents) });
  const find = (kind: SlipKind, effectCents: number | null): void => {
    const known = slips.get(kind);
    slips.set(kind, {
      ...{ kind, foundOn: known?.foundOn ?? day, declaredCents: known?.declaredCents ?? dutyCents, effectCents },
    });
  };
  if (filed?.timeliness === 'late') find('late', dutyCents);
  if (state === 'rejected' && later)
    for (const kind of new Set<SlipKind>(['rejected', ...codes.map(kindOfCode)])) find(kind, null);
  return {
    ...{ importerNumber, version, toldAt, counted: state !== 'deleted', dutyCents },
    month: filed ? monthOf(filed.imports?.entryDate ?? filed.filedOn) : (before?.month ?? monthOf(day)),
    valueDollars: filed?.valueDollars ?? before?.valueDollars ?? 0,
    slips: [...slips.values()],
  };
};
