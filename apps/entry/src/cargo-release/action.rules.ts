import type { CargoReleaseFiled, Condition, EntryReviewOrdered, ReleaseDecision } from '#contracts';
import { isCustomsDate, type CustomsDate } from '#kernel';
import { dueOf } from '#reference';
import { stops } from '../paper-standing/paper-decision.rules';
import { portOf, withoutOrder } from './decision.rules';
import {
  againstFile,
  againstFileOfCancelled,
  againstManifest,
  notChanged,
  notEligible,
  type OnFile,
  withWhatStays,
} from './kind-on-file.rules';
import { movesInBond } from './arrival.rules';
import { isQuota } from '../release/under-quota';
import { faultOfRefusal, refusalReferences } from '../release/refusal.rules';
import { dayAt } from '../port-day/port-day';
import type { ExamFacts } from '../release/selection.model';
import type { EntryDispositionCode } from '../release/dispositions';
import { releaseCondition, type Place, type ReleaseConditionCode } from '../release/release-conditions';
import { manifestKey, releaseKey, type BillOnFile, type Release, type ReleaseContent } from '../release/release.model';

/** What an action makes of the entry, before the decision is taken anew. */
export type ActionResult =
  | { readonly kind: 'refused'; readonly conditions: Condition[] }
  | {
      readonly kind: 'done' | 'referred';
      readonly release: Release;
      /** Told besides what the new decision tells. */
      readonly dispositions: readonly EntryDispositionCode[];
      /** Told with them: why a request was refused. */
      readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
      /** What happened, for the history. */
      readonly event: string;
      /** Told to the filer with the acceptance. */
      readonly warnings?: readonly Condition[];
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
    agencies: null,
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
    ordered: {},
  };
}

/** The declaration with another content: criteria are applied anew; an exam or document that is asked for stays asked for. */
const replaced = (release: Release, content: ReleaseContent): Release => ({
  ...release,
  content,
  assessed: false,
  exam: release.exam === 'completed' ? 'none' : release.exam,
  documents: release.documents === 'received' ? 'none' : release.documents,
  told: toldAnew(release),
});

/** What is found of ports and parts is told again of other content. */
const toldAnew = ({ told }: Release): Release['told'] => ({
  ...told,
  portMismatch: false,
  ...(told.findings && { findings: told.findings.filter((code) => !OF_PORTS_AND_PARTS.includes(code)) }),
});
const OF_PORTS_AND_PARTS = ['75', '80', '81', '82', '83'];

/** Who filed last is answered: what is told from now on goes by the block of this filing, whatever becomes of its content. */
const heard = (release: Release, { processingPort, block }: CargoReleaseFiled): Release => {
  const { block: before, ...content } = release.content;
  if (JSON.stringify([content.processingPort, before]) === JSON.stringify([processingPort, block])) return release;
  return { ...release, content: { ...content, processingPort, ...(block && { block }) } };
};

/** U brings bill, manifest and port data, and what SE11 and the split code of SE10 say; everything else stays as it was. */
const updated = (old: ReleaseContent, filed: ReleaseContent): ReleaseContent => ({
  ...old,
  modeOfTransport: old.modeOfTransport ?? filed.modeOfTransport,
  plannedPortOfEntry: filed.plannedPortOfEntry ?? old.plannedPortOfEntry,
  portOfUnlading: filed.portOfUnlading ?? old.portOfUnlading,
  locationOfGoods: filed.locationOfGoods ?? old.locationOfGoods,
  conveyanceName: filed.conveyanceName ?? old.conveyanceName,
  voyage: filed.voyage ?? old.voyage,
  electedExamSite: filed.electedExamSite ?? old.electedExamSite,
  entryDateElection: filed.entryDateElection ?? old.entryDateElection,
  electedEntryDate: filed.electedEntryDate ?? old.electedEntryDate,
  splitShipment: filed.splitShipment ?? old.splitShipment,
  ...withWhatStays(old, filed),
  contactName: filed.contactName ?? old.contactName,
  contactPhone: filed.contactPhone ?? old.contactPhone,
  bills: filed.bills.length > 0 ? filed.bills : old.bills,
  references: [
    ...old.references.filter((r) => !filed.references.some(({ qualifier }) => qualifier === r.qualifier)),
    ...filed.references,
  ],
  ...indicatorsOf(filed),
  ...carriedAfter(old, filed),
});

/** A security filing stays on file until it is replaced or deleted itself. */
const existingSecurityFiling = (
  { securityFiling }: ReleaseContent,
  { action }: CargoReleaseFiled,
): Pick<ReleaseContent, 'securityFiling'> => (securityFiling && action === 'R' ? { securityFiling } : {});

/** What SE13 says besides the contact and the reason, where it says it. */
const indicatorsOf = (filed: ReleaseContent): Partial<ReleaseContent> => {
  const { documentImageIndicator, multipleDispositionsIndicator, splitShipmentIndicator } = filed;
  return {
    ...(documentImageIndicator && { documentImageIndicator }),
    ...(multipleDispositionsIndicator && { multipleDispositionsIndicator }),
    ...(splitShipmentIndicator && { splitShipmentIndicator }),
  };
};

/** Each record of an update stands for the one it brings anew; what is carried of others stays. */
const carriedAfter = (old: ReleaseContent, filed: ReleaseContent): Pick<ReleaseContent, 'carried'> => {
  const records = new Set(filed.carried?.map(({ record }) => record));
  const carried = [...(old.carried ?? []).filter(({ record }) => !records.has(record)), ...(filed.carried ?? [])];
  return carried.length > 0 ? { carried } : {};
};

/** A cancellation brings nothing but documents that speak for it, and its indicators. */
const withDocuments = (release: Release, filed: ReleaseContent): Release => {
  const named = filed.references.filter(({ qualifier }) => qualifier === 'DIS');
  const indicators = indicatorsOf(filed);
  if (named.length === 0 && Object.keys(indicators).length === 0) return release;
  const references = [...release.content.references, ...named];
  return { ...release, content: { ...release.content, ...indicators, references } };
};

/** CBP has the entry under review: it asks for an examination or a document, decides on a request, or holds the goods. */
const isUnderReview = (release: Release, onFile: readonly BillOnFile[]): boolean =>
  release.exam === 'required' ||
  release.documents === 'required' ||
  release.request !== null ||
  onFile.some(({ holds }) => holds.length > 0) ||
  stops(release.standing);

const billsOnFile = ({ content }: Release, bills: ReadonlyMap<string, BillOnFile>): BillOnFile[] =>
  content.bills.flatMap((bill) => {
    const onFile = bills.get(manifestKey(bill) ?? '');
    return onFile && !onFile.deleted ? [onFile] : [];
  });

/** Whether a person decides on a replacement: under review, or once goods arrived (guide p. SE-23). A bill on file alone is no reason: it stands in the list for D only (p. SE-24). */
const replacementNeedsReview = (release: Release, bills: ReadonlyMap<string, BillOnFile>): boolean => {
  const onFile = billsOnFile(release, bills);
  return isUnderReview(release, onFile) || onFile.some(({ arrivedAt }) => arrivedAt !== null);
};

/** Whether a person decides on a cancellation: under review, once a bill is on file, or after the release (guide p. SE-24). */
const cancellationNeedsReview = (release: Release, bills: ReadonlyMap<string, BillOnFile>): boolean => {
  const onFile = billsOnFile(release, bills);
  return isUnderReview(release, onFile) || onFile.length > 0 || release.releasedAt !== null;
};

/**
 * What A, R, U and D do to the entry on file. R takes effect at once before the goods arrive, D before any bill match, each while CBP reviews nothing; later they
 * are requests that CBP decides. R ends with the release, U fifteen days after it. Source: guide v40, pp. SE-23..25, SE-32.
 *
 * @param onFile what is on file beside the entry; null where nobody asks
 */
export function applyFiling(
  filing: CargoReleaseFiled,
  existing: Release | null,
  bills: ReadonlyMap<string, BillOnFile>,
  now: Date,
  today: CustomsDate,
  onFile: OnFile | null = null,
): ActionResult {
  const at: Place = { record: 'SE10', recordIndex: filing.records.SE10, at: '/entryNumber', field: 'entryNumber' };
  const refuse = (code: ReleaseConditionCode): ActionResult => ({
    kind: 'refused',
    conditions: [releaseCondition(code, at)],
  });
  const { action } = filing;
  const parts = [...notEligible(filing, bills), ...againstManifest(filing, bills, existing)];
  if (parts.length > 0) return { kind: 'refused', conditions: parts };
  if (action === 'A')
    return existing
      ? refuse('007')
      : { kind: 'done', release: newRelease(filing, now), dispositions: [], event: 'filed' };
  if (!existing) return refuse('008');
  if (existing.cancelled) return refuse('P70');
  if (existing.request) return refuse('P71');

  const mine: Release = { ...heard(existing, filing), accountId: filing.origin.accountId };
  const content = { ...existingSecurityFiling(existing.content, filing), ...contentOf(filing) };
  const stopped =
    action === 'D' ? againstFileOfCancelled(filing, existing) : onFile ? againstFile(filing, existing, onFile) : [];
  if (stopped.length > 0) return { kind: 'refused', conditions: stopped };
  if (action === 'U') {
    const { releaseDate } = existing;
    if (releaseDate && dueOf('update of a release', { start: releaseDate }).dueDate < today) return refuse('P73');
    const next = updated(mine.content, content);
    return {
      kind: 'done',
      release: { ...mine, content: next, told: toldAnew(mine) },
      dispositions: [],
      event: 'updated',
      warnings: notChanged(filing, existing),
    };
  }
  if (action === 'R') {
    if (existing.releasedAt) return refuse('P72');
    if (existing.ordered.quota !== undefined) return refuse('211');
    if (filing.entryType !== existing.content.entryType) return refuse('210');
    if (replacementNeedsReview(existing, bills))
      return {
        kind: 'referred',
        release: { ...mine, request: 'correction', requested: content },
        dispositions: [],
        event: 'correction requested',
      };
    return { kind: 'done', release: replaced(mine, content), dispositions: ['88'], event: 'replaced' };
  }
  const leaving = withDocuments(mine, content);
  if (cancellationNeedsReview(existing, bills))
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
  { refusal, day }: Pick<EntryReviewOrdered, 'refusal' | 'day'> = {},
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
  const refused = (request: NonNullable<Release['request']>, code: EntryDispositionCode): ActionResult => {
    const wrong = faultOfRefusal(request, refusal);
    if (wrong) return { kind: 'refused', conditions: [releaseCondition('PX2', null, wrong)] };
    return {
      kind: 'done',
      release: { ...existing, ...closed },
      dispositions: [code],
      references: refusalReferences(refusal!),
      event: decision,
    };
  };
  const ordered = (change: Partial<Release['ordered']>): ActionResult =>
    done({ ordered: Object.fromEntries(Object.entries({ ...existing.ordered, ...change }).filter(([, v]) => v)) });
  const today = dayAt(portOf(existing, bills), now);
  const named = day ?? today;
  const isPast = isCustomsDate(named) && named <= today;
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
      return existing.request === 'correction' ? refused('correction', '86') : refuse('P80');
    case 'cancellation accepted':
      return existing.request === 'cancellation' ? done({ ...closed, cancelled: true }) : refuse('P80');
    case 'cancellation refused':
      return existing.request === 'cancellation' ? refused('cancellation', '87') : refuse('P80');
    case 'cancellation announced':
      if (existing.releasedAt !== null || existing.ordered.cancelsOn !== undefined) return refuse('P80');
      return ordered({ cancelsOn: dueOf('announced cancellation', { start: today }).dueDate });
    case 'cancellation called off':
      if (existing.ordered.cancelsOn === undefined) return refuse('P80');
      return ordered({ cancelsOn: undefined });
    case 'exam overridden':
      return existing.exam === 'required' ? done({ exam: 'completed' }) : refuse('P80');
    case 'in-bond arrived':
      if (existing.releasedAt !== null || !movesInBond({ release: existing, bills })) return refuse('P80');
      return isPast ? ordered({ inBondArrivedOn: named }) : refuse('PX1');
    case 'quota accepted':
    case 'quota reserved':
    case 'quota rejected':
      if (existing.releasedAt !== null || !isQuota(existing.content)) return refuse('P80');
      return ordered({ quota: QUOTA[decision] });
    case 'release date updated':
      if (existing.releasedAt === null) return refuse('P80');
      return isPast ? done({ releaseDate: named, releaseOrigin: '09' }, ['22']) : refuse('PX1');
    case 'release date removed':
      if (existing.state !== 'release suspended' || !isUnderReview(existing, billsOnFile(existing, bills)))
        return refuse('P80');
      return done({ releasedAt: null, releaseDate: null, releaseOrigin: '99', paperRelease: null }, ['22']);
  }
}

const QUOTA = { 'quota accepted': 'accepted', 'quota reserved': 'reserved', 'quota rejected': 'rejected' } as const;
