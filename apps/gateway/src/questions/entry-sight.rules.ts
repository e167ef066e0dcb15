import { type Asking, may, type Relation } from '#access';
import type { DrawbackClaimOnFile, EntryOnFile } from '#contracts';
import { daysBetween, parseImporterNumber } from '#kernel';
import { PORTS, portLocalDate } from '#reference';

/** What is shown of an entry to who may see it at all. */
export interface Sight {
  /** What the filer declared: the lines and all else of the release and the summary as they were filed. */
  readonly declaration: boolean;
  /** How the goods were selected for examination: all of it, or after the decision that they were and in which way. Law enforcement sensitive. */
  readonly selection: 'all' | 'after the decision';
  /** The release of cargo at a land border from the day on which it happens; else it is not told before these many days have passed. */
  readonly releaseAtLandBorder: 'at once' | { readonly afterDays: number };
}

/** By how the entry stands to who asks. Source: Entry Summary Query guide, pp. ESQ-14 and ESQ-28. */
export const SIGHTS: Readonly<Record<Relation, Sight>> = {
  own: { declaration: true, selection: 'after the decision', releaseAtLandBorder: 'at once' },
  granted: { declaration: false, selection: 'after the decision', releaseAtLandBorder: { afterDays: 5 } },
  any: { declaration: true, selection: 'all', releaseAtLandBorder: 'at once' },
};

/** Modes of transport for which the release is not told at once: by rail, truck and what else crosses a land border. */
export const BORDER_MODES: readonly string[] = ['12', '20', '21', '30', '31', '32', '33', '34'];
/** The word for a release of which nothing is told yet, whatever became of it. */
export const NOT_PERMITTED = 'information not permitted';

const normal = (number: string | null | undefined): string | null => {
  const parsed = number ? parseImporterNumber(number) : null;
  return parsed?.ok ? parsed.value.text : null;
};

/**
 * How an entry stands to who asks for it; null when it does not exist for them. `own`: of a filer code of the account. `granted`: the account is the importer of
 * record, or has the importer's power of attorney to see.
 */
export const relationTo = (asking: Asking, filerCode: string, entry: EntryOnFile): Relation | null =>
  relationOf(
    asking,
    'entry',
    filerCode,
    [entry.summary?.importerNumber, entry.release?.filed.importer?.number],
    entry.seenBy,
  );

/** How a drawback claim stands to who asks for it, as an entry does: the claimant is in the importer's place. */
export const relationToClaim = (asking: Asking, filerCode: string, claim: DrawbackClaimOnFile): Relation | null =>
  relationOf(asking, 'claim for drawback', filerCode, [claim.claimantNumber], claim.seenBy);

const relationOf = (
  asking: Asking,
  record: 'entry' | 'claim for drawback',
  filerCode: string,
  ofWhom: readonly (string | null | undefined)[],
  seenBy: readonly string[] | undefined,
): Relation | null => {
  const { filerCodes, importerNumbers } = asking.account;
  const numbers = ofWhom.map(normal);
  const isImporter = importerNumbers.map(normal).some((number) => number !== null && numbers.includes(number));
  const isGranted = isImporter || filerCodes.some((code) => seenBy?.includes(code));
  const stands: Readonly<Record<Relation, boolean>> = {
    own: filerCodes.includes(filerCode),
    granted: isGranted,
    any: true,
  };
  return (
    (['own', 'any', 'granted'] as const).find((relation) => stands[relation] && may(asking, 'see', record, relation)) ??
    null
  );
};

type Release = NonNullable<EntryOnFile['release']>;

const crossesLandBorder = ({ filed: { modeOfTransport, plannedPortOfEntry } }: Release): boolean => {
  if (!BORDER_MODES.includes(modeOfTransport ?? '')) return false;
  const port = PORTS.get(plannedPortOfEntry ?? '');
  return port === undefined || port.landBorder !== undefined;
};

const isTooNew = (release: Release, days: number, now: Date): boolean => {
  const { releaseDate, filed } = release;
  if (releaseDate === null || !crossesLandBorder(release)) return false;
  const port = filed.plannedPortOfEntry ?? '';
  const today = PORTS.has(port) ? portLocalDate(now, port) : now.toISOString().slice(0, 10);
  return daysBetween(releaseDate, today) <= days;
};

/** What is said of a selection to who must not know by what goods are selected. */
const SAID = {
  criterion: 'Selected for examination',
  officer: 'Ordered by an officer',
  draw: 'Drawn at random',
  floor: 'Drawn at random',
} as const;

/** A release as it is shown to who is not CBP: nothing of its selection before the decision, and never by what criterion, rule or number. */
const withoutSensitive = (release: Release): Release => {
  const { selection, releasedAt, state } = release;
  if (releasedAt === null && state !== 'cancelled') return { ...release, selection: null, benefits: [] };
  if (!selection) return release;
  const { day, selectedBy } = selection;
  const reasons = selectedBy === null ? [] : [SAID[selectedBy]];
  const shown = selectedBy === 'floor' ? 'draw' : selectedBy;
  return { ...release, selection: { day, selectedBy: shown, reasons, risk: null, draw: null } };
};

const releaseShown = (whole: Release, { declaration, selection, releaseAtLandBorder }: Sight, now: Date): Release => {
  const release = selection === 'all' ? whole : withoutSensitive(whole);
  const { importer = null } = release.filed;
  const shown = declaration ? release : { ...release, filed: { importer }, agencyStatuses: null };
  if (releaseAtLandBorder === 'at once' || !isTooNew(release, releaseAtLandBorder.afterDays, now)) return shown;
  return {
    ...shown,
    ...{ state: NOT_PERMITTED, exam: NOT_PERMITTED, documents: NOT_PERMITTED, documentType: null, request: null },
    ...{
      releasedAt: null,
      releaseDate: null,
      releaseOrigin: null,
      paperRelease: null,
      standing: null,
      nextLookAt: null,
    },
    ...{ bills: [], history: [], selection: null, benefits: [], priority: null, examination: null, agencies: null },
    agencyStatuses: null,
  };
};

/** A deadline runs from the release, and would tell its day. */
const deadlineShown = <D>(deadline: D, release: EntryOnFile['release']): D | null =>
  release?.state === NOT_PERMITTED ? null : deadline;

const withoutLines = (computed: unknown): unknown => {
  if (typeof computed !== 'object' || computed === null) return computed;
  const { lines: _lines, ...sums } = computed as Record<string, unknown>;
  return sums;
};

/** An entry as it is shown in a relation, at an instant. */
export const entryShown = (entry: EntryOnFile, relation: Relation, now: Date): EntryOnFile => {
  const sight = SIGHTS[relation];
  const { seenBy: _seenBy, summary, ...rest } = entry;
  const release = entry.release && releaseShown(entry.release, sight, now);
  if (!summary || sight.declaration) return { ...rest, release, summary };
  return {
    ...rest,
    release,
    summary: {
      ...summary,
      deadline: deadlineShown(summary.deadline, release),
      history: summary.history.map(({ changes: _changes, ...step }) => ({
        ...{ ...step, filed: null, computed: withoutLines(step.computed) },
      })),
    },
  };
};
