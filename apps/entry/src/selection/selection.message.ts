import type { Examination, SelectionMade } from '#contracts';
import type { Static } from '@sinclair/typebox';
import type { Release } from '../release/release.model';
import { examAvoided } from './selection.rules';

const HOUR_MS = 3_600_000;

/** The examination of a release as it is told and shown; null where there was none. */
export const examinationOf = ({
  told,
  selection,
}: Pick<Release, 'told' | 'selection'>): Static<typeof Examination> | null => {
  const { examination } = told;
  if (!examination) return null;
  const { site = null, begunAt = null, hours = null } = selection?.examination ?? {};
  const { orderedAt, endedAt } = examination;
  const took =
    endedAt === null
      ? null
      : Math.round(((Date.parse(endedAt) - Date.parse(begunAt ?? orderedAt)) / HOUR_MS) * 10) / 10;
  return { orderedAt, site, begunAt, endedAt, hours: endedAt === null ? null : (hours ?? Math.max(0, took ?? 0)) };
};

/** Whether the other services are to hear how an entry was selected: of a trusted importer, or selected at all, and not as it was before. */
export const isTold = (before: Release | null, { selection, told }: Release): boolean =>
  selection !== null &&
  (selection.by !== null || selection.trustedAccountId !== null) &&
  (JSON.stringify(before?.selection ?? null) !== JSON.stringify(selection) ||
    JSON.stringify(before?.told.examination ?? null) !== JSON.stringify(told.examination ?? null));

/** @param release one that has a selection */
export function selectionMade(release: Release, portOfEntry: string | null, now: Date): SelectionMade {
  const { content } = release;
  const selection = release.selection!;
  return {
    accountId: release.accountId,
    filerCode: content.filerCode,
    entryNumber: content.entryNumber,
    version: release.version,
    importerNumber: content.importer?.number ?? null,
    trustedAccountId: selection.trustedAccountId,
    portOfEntry,
    modeOfTransport: content.modeOfTransport,
    day: selection.day,
    selectedBy: selection.by,
    reasons: [...selection.reasons],
    risk: selection.risk,
    rate: selection.draw?.rate ?? 0,
    drawnAt: selection.draw?.drawnAt ?? 0,
    examAvoided: examAvoided(selection),
    benefits: [...selection.benefits],
    ...(selection.pilots && { pilots: [...selection.pilots] }),
    examination: examinationOf(release),
    occurredAt: now.toISOString(),
  };
}
