import type { ManualDecision } from '#contracts';
import type { PaperStanding, Release } from '../release/release.model';

/** A decision made by hand as this service keeps it. */
export interface PaperDecision {
  readonly decisionId: string;
  readonly controlNumber: string;
  readonly decision: ManualDecision;
  readonly decidedAt: string;
  readonly portCode: string;
  /** Null where the paper named no entry. */
  readonly entryKey: string | null;
  readonly billKeys: readonly string[];
  /** That it was taken back: it counts for nothing. */
  readonly voided: boolean;
}

/** Whether the same decisions stand. */
export const sameStanding = (a: PaperStanding | null, b: PaperStanding | null): boolean =>
  a?.decisionId === b?.decisionId && (a?.with ?? []).join() === (b?.with ?? []).join();

/** Whether a decision keeps goods from being released. */
export const stops = (standing: Pick<PaperStanding, 'decision'> | null): boolean =>
  standing?.decision === 'hold' || standing?.decision === 'refuse';

const STRICTEST: readonly ManualDecision[] = ['refuse', 'hold', 'exam', 'release'];

const isNewer = (a: PaperDecision, b: PaperDecision): boolean => {
  const [at, other] = [Date.parse(a.decidedAt), Date.parse(b.decidedAt)];
  return at === other ? a.controlNumber > b.controlNumber : at > other;
};
const newest = (decisions: readonly PaperDecision[]): PaperDecision | undefined =>
  decisions.reduce<PaperDecision | undefined>(
    (found, decision) => (found === undefined || isNewer(decision, found) ? decision : found),
    undefined,
  );

/**
 * What stands on paper about an entry, whatever order the decisions came in; null when nothing does. One that was taken back never stands.
 *
 * For each of its manifest bills the newest decision counts that names the bill or the entry. One bill that is held, refused or to be
 * examined keeps the whole entry; a release stands when every bill is released. A release that names an entry is for that one only;
 * a stop is for the goods, whichever entry they go under.
 */
export function standingOn(
  entryKey: string,
  billKeys: readonly string[],
  all: readonly PaperDecision[],
): PaperStanding | null {
  const decisions = all.filter(({ voided }) => !voided);
  const ofEntry = decisions.filter((decision) => decision.entryKey === entryKey);
  const perBill =
    billKeys.length === 0
      ? [newest(ofEntry)]
      : billKeys.map((key) =>
          newest(decisions.filter((decision) => decision.entryKey === entryKey || decision.billKeys.includes(key))),
        );
  const found = perBill.filter((decision) => decision !== undefined);
  const kept = found.filter(({ decision }) => decision !== 'release');
  const freed = found.filter(
    ({ decision, entryKey: named }) => decision === 'release' && (named === null || named === entryKey),
  );
  const weightiest = STRICTEST.map((kind) => kept.filter(({ decision }) => decision === kind)).find(
    (some) => some.length > 0,
  );
  const chosen = weightiest ? newest(weightiest) : freed.length === perBill.length ? newest(freed) : undefined;
  if (!chosen) return null;
  const { decisionId, controlNumber, decision, decidedAt, portCode } = chosen;
  const others =
    decision === 'release'
      ? [...new Set(freed.map((one) => one.decisionId))].filter((id) => id !== decisionId).sort()
      : [];
  return {
    decisionId,
    controlNumber,
    decision,
    decidedAt: new Date(decidedAt).toISOString(),
    portCode,
    ...(others.length > 0 && { with: others }),
  };
}

/** What the history says of a paper release that was taken back, or of a decision that newly stands on an entry; null of neither. */
export function paperNote(before: Release | null, after: Release): string | null {
  const { standing, paperRelease } = after;
  if (paperRelease?.takenBack && !before?.paperRelease?.takenBack) {
    return `the release on paper, ${paperRelease.controlNumber}, was taken back: the goods stay or come back until an officer frees them`;
  }
  if (standing === null || standing.decisionId === before?.standing?.decisionId) return null;
  const { decision, controlNumber } = standing;
  if (decision !== 'release') return `${decision} on paper, ${controlNumber}`;
  if (after.paperRelease) return `released on paper, ${controlNumber}`;
  return before?.state === 'release suspended'
    ? `freed on paper, ${controlNumber}; the release itself is electronic`
    : `conflict: released on paper, ${controlNumber}, after the electronic release`;
}

/** Whether the platform itself released the goods. */
export const isReleasedElectronically = ({ releasedAt, paperRelease, cancelled }: Release): boolean =>
  releasedAt !== null && paperRelease === null && !cancelled;
