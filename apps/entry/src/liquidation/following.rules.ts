import type { CustomsDate } from '#kernel';
import { ENTRY_TYPES } from '#reference';
import type { ComputedSummary, EntrySummary, StoredSummary } from '../summary-on-file/summary.model';
import type { Happened, Hold, Liquidation, Owed } from './liquidation.model';
import { isOpen, scheduleOf } from './liquidation.rules';

/** What a liquidation follows of a summary. */
export interface Followed {
  readonly summary: Pick<StoredSummary, 'key' | 'accountId' | 'revision' | 'state' | 'portOfEntry'>;
  readonly content: EntrySummary;
  readonly computed: ComputedSummary | null;
  /** On which its content was filed, by the clock of the port. */
  readonly filedOn: CustomsDate;
  readonly releaseDate: CustomsDate | null;
}

const AD = '44';
const CVD = '43';
const BOTH = '45';

/** An entry with antidumping or countervailing duty is suspended from the day it is filed (19 CFR 159.12(c)); by which cases, CATAIR says (53-record). */
const suspensionByType = ({ entryType, lines, carried }: EntrySummary): string | null => {
  if (!ENTRY_TYPES.get(entryType ?? '')?.adcvd) return null;
  const cases = [
    ...lines.flatMap(({ adCvdCases = [] }) => adCvdCases.map(({ caseNumber }) => caseNumber)),
    // As a build kept them that read no case.
    ...(carried ?? []).flatMap(({ record, fields }) => (record === '53' ? [fields['caseNumber'] ?? ''] : [])),
  ];
  const [ad, cvd] = ['A', 'C'].map((letter) => cases.some((number) => number.startsWith(letter)));
  return ad === cvd ? BOTH : ad ? AD : CVD;
};

export const owedOf = (computed: ComputedSummary | null): Owed => ({
  dutyCents: computed?.dutyCents ?? 0,
  fees: (computed?.feesByClass ?? []).map(({ classCode, cents }) => ({ class: classCode, cents })),
  ...(computed?.declared && { declared: computed.declared }),
});

/** Suspensions by the entry type, begun and ended as it says now; what an order ended stays ended. */
const holdsByType = (holds: readonly Hold[], code: string | null, day: CustomsDate, now: string): readonly Hold[] => {
  const kept = holds.map((hold) =>
    hold.orderId === null && isOpen(hold) && hold.code !== code
      ? { ...hold, ended: { on: day, at: now, byOrder: false } }
      : hold,
  );
  const known = kept.some((hold) => hold.code === code && (isOpen(hold) || hold.ended!.byOrder));
  if (code === null || known) return kept;
  return [...kept, { code, from: day, until: null, reference: null, orderedAt: now, orderId: null, ended: null }];
};

const eventBetween = (before: Liquidation | undefined, after: Liquidation): Happened['event'] => {
  if (!after.onFile) return 'unscheduled';
  const open = (liquidation: Liquidation | undefined): number => liquidation?.holds.filter(isOpen).length ?? 0;
  if (open(after) > open(before)) return 'suspended';
  return open(after) < open(before) ? 'suspension ended' : 'scheduled';
};

/**
 * A liquidation as it follows from the summary on file, and what happened to it; null where the entry type is not liquidated, or nothing follows.
 *
 * @param now of the change, by which a suspension begins or ends
 */
export const afterSummary = (
  before: Liquidation | undefined,
  { summary, content, computed, filedOn, releaseDate }: Followed,
  now: Date,
): { readonly after: Liquidation; readonly event: Happened['event'] | null } | null => {
  const type = ENTRY_TYPES.get(content.entryType ?? '');
  const liquidates = type !== undefined && type.liquidation !== 'none';
  const onFile = summary.state === 'accepted' && liquidates;
  if (!before && !onFile) return null;
  const { key, accountId, revision, portOfEntry } = summary;
  const entryDate = content.entryDate ?? releaseDate ?? filedOn;
  const fresh = {
    state: 'not liquidated',
    liquidated: null,
    changeCents: null,
    deemed: false,
    noticeOn: null,
  } as const;
  const base: Liquidation = before ?? {
    ...{ key, accountId, revision, version: 0, entryType: null, portOfEntry, entryDate, filedOn, onFile: false },
    ...{ ...fresh, holds: [], filed: owedOf(null), liquidatedAt: null, byRun: false, decidedAt: null },
  };
  // What was liquidated is not changed by what is filed or decided on the summary.
  if (base.state !== 'not liquidated') return { after: { ...base, revision }, event: null };
  const after: Liquidation = {
    ...base,
    ...{ accountId, revision, portOfEntry, onFile },
    ...(onFile && {
      ...{ entryType: content.entryType, entryDate, filedOn, filed: owedOf(computed) },
      holds: holdsByType(base.holds, suspensionByType(content), filedOn, now.toISOString()),
    }),
  };
  const same =
    before !== undefined &&
    after.onFile === before.onFile &&
    after.holds.every((hold, index) => before.holds[index]?.ended === hold.ended) &&
    scheduleOf(after) === scheduleOf(before) &&
    JSON.stringify(after.filed) === JSON.stringify(before.filed);
  return { after, event: same ? null : eventBetween(before, after) };
};
