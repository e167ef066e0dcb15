import type { CargoReleaseFiled, Condition, ReleaseDecision } from '#contracts';
import { daysBetween, type CustomsDate } from '#kernel';
import { portOf, withoutOrder } from './decision.rules';
import type { ExamFacts } from '../release/selection.model';
import type { EntryDispositionCode } from '../release/dispositions';
import { releaseCondition, type Place, type ReleaseConditionCode } from '../release/release-conditions';
import { manifestKey, releaseKey, type BillOnFile, type Release, type ReleaseContent } from '../release/release.model';

/** Calendar days after release in which U is taken. Source: Cargo Release guide v40, p. SE-25. */
const UPDATE_DAYS = 15;

/** What an action makes of the entry, before the decision is taken anew. */
export type ActionResult =
  | { readonly kind: 'refused'; readonly conditions: Condition[] }
  | {
      readonly kind: 'done' | 'referred';
      readonly release: Release;
      /** Told besides what the new decision tells. */
      readonly dispositions: readonly EntryDispositionCode[];
      /** What happened, for the history. */
      readonly event: string;
    };

export const contentOf = ({
  origin: _origin,
  accountFilerCodes: _codes,
  records: _records,
  reading: _reading,
  ...content
}: CargoReleaseFiled): ReleaseContent => content;

export function newRelease(filing: CargoReleaseFiled, now: Date): Release {
  return {
    key: releaseKey(filing.filerCode, filing.entryNumber),
    accountId: filing.origin.accountId,
    content: contentOf(filing),
    state: 'awaiting bill',
    version: 0,
    exam: 'none',
    documents: 'none',
    documentType: null,
    assessed: false,
    selection: null,
    request: null,
    requested: null,
    cancelled: false,
    filedAt: now.toISOString(),
    releasedAt: null,
    releaseDate: null,
    releaseOrigin: null,
    paperRelease: null,
    standing: null,
    told: { bills: {}, portMismatch: false, waitedDays: 0 },
    lookAgainAt: null,
  };
}

/** The declaration with another content: criteria are applied anew; an exam or document that is asked for stays asked for. */
const replaced = (release: Release, content: ReleaseContent): Release => ({
  ...release,
  content,
  assessed: false,
  exam: release.exam === 'completed' ? 'none' : release.exam,
  documents: release.documents === 'received' ? 'none' : release.documents,
  told: { ...release.told, portMismatch: false },
});

/** U brings bill, manifest and port data; everything else stays as it was. */
const updated = (old: ReleaseContent, filed: ReleaseContent): ReleaseContent => ({
  ...old,
  plannedPortOfEntry: filed.plannedPortOfEntry ?? old.plannedPortOfEntry,
  portOfUnlading: filed.portOfUnlading ?? old.portOfUnlading,
  locationOfGoods: filed.locationOfGoods ?? old.locationOfGoods,
  conveyanceName: filed.conveyanceName ?? old.conveyanceName,
  voyage: filed.voyage ?? old.voyage,
  contactName: filed.contactName ?? old.contactName,
  contactPhone: filed.contactPhone ?? old.contactPhone,
  bills: filed.bills.length > 0 ? filed.bills : old.bills,
  references: [
    ...old.references.filter((r) => !filed.references.some(({ qualifier }) => qualifier === r.qualifier)),
    ...filed.references,
  ],
  ...carriedAfter(old, filed),
});

/** Each record of an update stands for the one it brings anew; what is carried of others stays. */
const carriedAfter = (old: ReleaseContent, filed: ReleaseContent): Pick<ReleaseContent, 'carried'> => {
  const records = new Set(filed.carried?.map(({ record }) => record));
  const carried = [...(old.carried ?? []).filter(({ record }) => !records.has(record)), ...(filed.carried ?? [])];
  return carried.length > 0 ? { carried } : {};
};

/** A cancellation brings nothing but documents that speak for it. */
const withDocuments = (release: Release, { references }: ReleaseContent): Release => {
  const named = references.filter(({ qualifier }) => qualifier === 'DIS');
  if (named.length === 0) return release;
  return { ...release, content: { ...release.content, references: [...release.content.references, ...named] } };
};

/** A bill of the entry is on the manifest, or CBP has the entry under review: from then on CBP decides on changes. */
export function needsReview(release: Release, bills: ReadonlyMap<string, BillOnFile>): boolean {
  const isOnFile = (key: string | null) => key !== null && bills.get(key)?.deleted === false;
  const underReview = release.exam === 'required' || release.documents === 'required' || release.request !== null;
  return (
    underReview || release.releasedAt !== null || release.content.bills.some((bill) => isOnFile(manifestKey(bill)))
  );
}

/**
 * What A, R, U and D do to the entry on file. R and D take effect at once before any bill match while CBP reviews nothing; later they
 * are requests that CBP decides. R ends with the release, U fifteen days after it. Source: guide v40, pp. SE-23..25, SE-32.
 */
export function applyFiling(
  filing: CargoReleaseFiled,
  existing: Release | null,
  bills: ReadonlyMap<string, BillOnFile>,
  now: Date,
  today: CustomsDate,
): ActionResult {
  const at: Place = { record: 'SE10', recordIndex: filing.records.SE10, at: '/entryNumber', field: 'entryNumber' };
  const refuse = (code: ReleaseConditionCode): ActionResult => ({
    kind: 'refused',
    conditions: [releaseCondition(code, at)],
  });
  const { action } = filing;
  if (action === 'A')
    return existing
      ? refuse('007')
      : { kind: 'done', release: newRelease(filing, now), dispositions: [], event: 'filed' };
  if (!existing) return refuse('008');
  if (existing.cancelled) return refuse('P70');
  if (existing.request) return refuse('P71');

  const mine: Release = { ...existing, accountId: filing.origin.accountId };
  const content = contentOf(filing);
  if (action === 'U') {
    if (existing.releaseDate && daysBetween(existing.releaseDate, today) > UPDATE_DAYS) return refuse('P73');
    const next = updated(existing.content, content);
    return {
      kind: 'done',
      release: { ...mine, content: next, told: { ...mine.told, portMismatch: false } },
      dispositions: [],
      event: 'updated',
    };
  }
  const review = needsReview(existing, bills);
  if (action === 'R') {
    if (existing.releasedAt) return refuse('P72');
    if (filing.entryType !== existing.content.entryType) return refuse('210');
    if (review)
      return {
        kind: 'referred',
        release: { ...mine, request: 'correction', requested: content },
        dispositions: [],
        event: 'correction requested',
      };
    return { kind: 'done', release: replaced(mine, content), dispositions: ['88'], event: 'replaced' };
  }
  const leaving = withDocuments(mine, content);
  if (review)
    return {
      kind: 'referred',
      release: { ...leaving, request: 'cancellation' },
      dispositions: [],
      event: 'cancellation requested',
    };
  return { kind: 'done', release: { ...leaving, cancelled: true }, dispositions: [], event: 'cancelled' };
}

/** What an officer said of an examination, and the note for the file. */
interface Examined {
  readonly facts: Omit<ExamFacts, 'siteReason'> | null;
  readonly note: string | null;
}

const faultOfExam = (
  { content, told }: Release,
  { site, begunAt }: NonNullable<Examined['facts']>,
  note: string | null,
  now: Date,
): ReleaseConditionCode | null => {
  const elected = content.electedExamSite;
  if (site !== null && elected !== null && site !== elected && !note?.trim()) return 'P84';
  if (begunAt === null) return null;
  const ordered = told.examination?.endedAt === null ? Date.parse(told.examination.orderedAt) : -Infinity;
  const began = Date.parse(begunAt);
  return began >= ordered && began <= now.getTime() ? null : 'P85';
};

/**
 * What a CBP officer's decision does to the entry on file.
 *
 * @param ports those the officer serves
 * @param said of an examination that is ordered or completed
 */
export function applyReview(
  decision: ReleaseDecision,
  ports: readonly string[],
  existing: Release | null,
  bills: ReadonlyMap<string, BillOnFile>,
  said: Examined = { facts: null, note: null },
  now = new Date(),
): ActionResult {
  const refuse = (code: ReleaseConditionCode): ActionResult => ({
    kind: 'refused',
    conditions: [releaseCondition(code, null)],
  });
  if (!existing) return refuse('008');
  if (!ports.includes(portOf(existing, bills) ?? '')) return refuse('P81');
  if (existing.cancelled) return refuse('P70');
  const fault = said.facts && faultOfExam(existing, said.facts, said.note, now);
  if (fault) return refuse(fault);
  const done = (change: Partial<Release>, dispositions: EntryDispositionCode[] = []): ActionResult => ({
    kind: 'done',
    release: { ...existing, ...change },
    dispositions,
    event: decision,
  });
  const closed = { request: null, requested: null };
  switch (decision) {
    case 'exam ordered':
      return {
        kind: 'done',
        release: withoutOrder({ ...existing, exam: 'required' }),
        dispositions: [],
        event: decision,
      };
    case 'exam completed':
      return existing.exam === 'required' ? done({ exam: 'completed' }) : refuse('P80');
    case 'documents required':
      return done({ documents: 'required' });
    case 'documents received':
      return existing.documents === 'required' ? done({ documents: 'received' }) : refuse('P80');
    case 'correction accepted':
      if (existing.request !== 'correction' || !existing.requested) return refuse('P80');
      return {
        kind: 'done',
        release: { ...replaced(existing, existing.requested), ...closed },
        dispositions: ['88'],
        event: decision,
      };
    case 'correction refused':
      return existing.request === 'correction' ? done(closed, ['86']) : refuse('P80');
    case 'cancellation accepted':
      return existing.request === 'cancellation' ? done({ ...closed, cancelled: true }) : refuse('P80');
    case 'cancellation refused':
      return existing.request === 'cancellation' ? done(closed, ['87']) : refuse('P80');
  }
}
