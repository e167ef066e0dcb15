import { Injectable } from '@nestjs/common';
import { entrySubject, ReleaseStatusChanged, SelectionMade } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';
import { fullImporterNumber } from '../importer/importer.repository';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { paperNote, standingOn } from '../paper-standing/paper-decision.rules';
import { CargoReleaseRepository, type ReleaseChange } from '../release/cargo-release.repository';
import { decide, portOf } from './decision.rules';
import type { EntryDispositionCode } from '../release/dispositions';
import { releaseStatus } from './release-status.message';
import type { ExamFacts } from '../release/selection.model';
import { groundsOfScreening } from '../selection/screening-grounds';
import { isTold, selectionMade } from '../selection/selection.message';
import { documentReferencesOf, manifestKeys, type BillOnFile, type Release } from '../release/release.model';

/** Something that happened to an entry, before the decision on it is taken anew. */
export interface Happening {
  readonly before: Release | null;
  readonly draft: Release;
  /** What happened, for the history. */
  readonly event: string;
  readonly byAccount?: string;
  readonly officer?: string;
  readonly note?: string | null;
  /** Told besides what the decision tells. */
  readonly dispositions?: readonly EntryDispositionCode[];
  /** What an officer said of the examination. */
  readonly examined?: { readonly facts: ExamFacts | null; readonly note: string | null };
  readonly cause: Cause;
  /** When the gateway took the filing that made it happen. */
  readonly acceptedAt?: string;
}

/** Where every change of a cargo release ends: the decision is taken, kept with its history, and told. */
@Injectable()
export class ReleaseDesk {
  constructor(
    private readonly releases: CargoReleaseRepository,
    private readonly decisions: PaperDecisionRepository,
  ) {}

  /**
   * @param bills what is on file of all bills of these entries
   * @returns how many entries changed
   */
  async conclude(
    unit: UnitOfWork,
    happenings: readonly Happening[],
    bills: ReadonlyMap<string, BillOnFile>,
  ): Promise<number> {
    if (happenings.length === 0) return 0;
    const { manager, now } = unit;
    const contents = happenings.map(({ draft }) => draft);
    const numberOf = ({ content }: Release): string | null =>
      content.importer?.number ? fullImporterNumber(content.importer.number) : null;
    const { criteria, standings, ...grounds } = await groundsOfScreening(
      manager,
      contents.map(numberOf).filter((number) => number !== null),
      now,
    );
    const onPaper = await this.decisions.decisionsOn(
      manager,
      contents.map(({ key }) => key),
      contents.flatMap(({ content }) => manifestKeys(content)),
    );
    const takenBack = new Set(onPaper.filter(({ voided }) => voided).map(({ decisionId }) => decisionId));
    const changes: ReleaseChange[] = [];
    for (const {
      before,
      draft,
      event,
      byAccount,
      officer,
      note,
      dispositions = [],
      examined,
      cause,
      acceptedAt = null,
    } of happenings) {
      const importer = numberOf(draft);
      const paper = onPaper.length === 0 ? null : standingOn(draft.key, manifestKeys(draft.content), onPaper);
      const decision = decide(before, draft, {
        bills,
        criteria,
        importer,
        screening: { ...grounds, standings: (importer && standings.get(importer)) || [] },
        examined,
        paper,
        takenBack,
        now,
      });
      if (!decision.changed) continue;
      const { release: after } = decision;
      const told = [...dispositions, ...decision.entry];
      changes.push({
        before,
        after,
        port: portOf(after, bills),
        event: {
          event,
          byAccount: byAccount ?? null,
          officer: officer ?? null,
          note: [note, paperNote(before, after)].filter(Boolean).join('; ') || null,
          entryDispositions: told,
          billDispositions: [...decision.bills].map(([key, code]) => `${key}:${code}`),
        },
      });
      const weighedAnew = before?.standing?.decisionId !== after.standing?.decisionId;
      const namesDocuments = namesOthers(before, after);
      if (
        namesDocuments ||
        told.length > 0 ||
        decision.bills.size > 0 ||
        before?.state !== after.state ||
        weighedAnew
      ) {
        unit.publish(
          ReleaseStatusChanged,
          entrySubject(after.content),
          releaseStatus(decision, told, bills, now, acceptedAt),
          cause,
        );
      }
      if (isTold(before, after))
        unit.publish(
          SelectionMade,
          entrySubject(after.content),
          selectionMade(after, portOf(after, bills), now),
          cause,
        );
    }
    await this.releases.save(manager, changes, now);
    return changes.length;
  }
}

/** Whether a release names documents that it did not name before. */
const namesOthers = (before: Release | null, after: Release): boolean => {
  const known = before ? documentReferencesOf(before) : [];
  return documentReferencesOf(after).some((reference) => !known.includes(reference));
};
