import { type Asking, may, type Relation } from '#access';
import type { SummaryTold } from '#contracts';
import { daysBetween, parseImporterNumber } from '#kernel';
import { PORTS, portLocalDate } from '#reference';
import { BORDER_MODES, SIGHTS } from './entry-sight.rules';

/** What is told of a summary to who asks, with how it stands to them. */
export interface SummaryShown extends Omit<SummaryTold, 'seenBy' | 'suretyAgents' | 'release'> {
  /** Who asks filed it. */
  readonly isOwner: boolean;
  /** `released` is null while nothing may be told of it (pp. ESQ-28). */
  readonly release:
    | (Omit<NonNullable<SummaryTold['release']>, 'released'> & { readonly released: boolean | null })
    | null;
}

const normal = (number: string | null): string | null => {
  const parsed = number === null ? null : parseImporterNumber(number);
  return parsed?.ok ? parsed.value.text : null;
};

/**
 * How a summary stands to who asks for it; null when it is not for them. `own`: its filer. `granted`: its importer and who has its power of attorney, a surety under
 * whose bond it is, and that surety's agents (Entry Summary Query, May 2026, p. ESQ-14).
 */
export const relationToSummary = (asking: Asking, told: SummaryTold): Relation | null => {
  const { filerCodes, importerNumbers, suretyCodes = [] } = asking.account;
  const importer = normal(told.importerNumber);
  const isImporter = importer !== null && importerNumbers.some((number) => normal(number) === importer);
  const isSurety = told.bonds.some(({ suretyCode }) => suretyCode !== null && suretyCodes.includes(suretyCode));
  const isNamed = filerCodes.some((code) => told.seenBy.includes(code) || told.suretyAgents.includes(code));
  const stands: Readonly<Record<Relation, boolean>> = {
    own: filerCodes.includes(told.filerCode),
    granted: isImporter || isSurety || isNamed,
    any: true,
  };
  return (
    (['own', 'any', 'granted'] as const).find(
      (relation) => stands[relation] && may(asking, 'see', 'question on a summary', relation),
    ) ?? null
  );
};

type Release = NonNullable<SummaryTold['release']>;

const isTooNew = ({ releaseDate, portOfEntry, modeOfTransport }: Release, days: number, now: Date): boolean => {
  const port = PORTS.get(portOfEntry ?? '');
  const atBorder =
    BORDER_MODES.includes(modeOfTransport ?? '') && (port === undefined || port.landBorder !== undefined);
  if (releaseDate === null || !atBorder) return false;
  const today = port ? portLocalDate(now, portOfEntry!) : now.toISOString().slice(0, 10);
  return daysBetween(releaseDate, today) <= days;
};

/** A summary as it is shown in a relation, at an instant: what was declared to its filer and to CBP alone. */
export const summaryShown = (
  { seenBy: _seenBy, suretyAgents: _agents, content, release, ...told }: SummaryTold,
  relation: Relation,
  now: Date,
): SummaryShown => {
  const { declaration, releaseAtLandBorder } = SIGHTS[relation];
  const hidden = release && releaseAtLandBorder !== 'at once' && isTooNew(release, releaseAtLandBorder.afterDays, now);
  return {
    ...told,
    isOwner: relation === 'own',
    release: hidden ? { ...release, released: null, releaseDate: null } : release,
    ...(declaration && content !== undefined && { content }),
  };
};
