import { Injectable } from '@nestjs/common';
import { entrySubject, ReleaseStatusChanged, SelectionMade } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { barredGoods } from '../barred-goods/barred-goods';
import { barredAmong, type BarredGoods } from '../barred-goods/barred-goods.rules';
import { agencyStatuses } from '../agency-data/agency-reviews';
import { fullImporterNumber } from '../importer/importer.repository';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { type PaperDecision, paperNote, standingOn } from '../paper-standing/paper-decision.rules';
import { CargoReleaseRepository, type ReleaseChange } from '../release/cargo-release.repository';
import { type Decision, decide, portOf } from './decision.rules';
import { enteredTogether } from './entered-together';
import type { Happening } from './happening';
import type { Measure } from '../release/entered.rules';
import { releaseStatus } from './release-status.message';
import { isQuota } from '../release/under-quota';
import { activeSummaries } from '../summary-on-file/active-summaries';
import { groundsOfScreening } from '../selection/screening-grounds';
import { isTold, selectionMade } from '../selection/selection.message';
import { dayAt } from '../port-day/port-day';
import { documentReferencesOf, manifestKeys, type BillOnFile, type Release } from '../release/release.model';

/** Where every change of a cargo release ends: the decision is taken, kept with its history, and told. */
@Injectable()
export class ReleaseDesk {
  constructor(
    private readonly releases: CargoReleaseRepository,
    private readonly decisions: PaperDecisionRepository,
  ) {}

  /**
   * @param known what is on file of all bills of these entries
   * @param locked the bills whose rows are locked already
   * @returns how many entries changed
   */
  async conclude(
    unit: UnitOfWork,
    happened: readonly Happening[],
    known: ReadonlyMap<string, BillOnFile>,
    locked: readonly string[] = [],
  ): Promise<number> {
    if (happened.length === 0) return 0;
    const { manager, now } = unit;
    const together = await enteredTogether(
      manager,
      { releases: this.releases, decisions: this.decisions },
      happened,
      known,
      locked,
    );
    const { happenings, bills, onPaper, exceeded } = together;
    const contents = happenings.map(({ draft }) => draft);
    const numberOf = ({ content }: Release): string | null =>
      content.importer?.number ? fullImporterNumber(content.importer.number) : null;
    const { criteria, standings, ...grounds } = await groundsOfScreening(
      manager,
      contents.map(numberOf).filter((number) => number !== null),
      now,
    );
    const takenBack = new Set(onPaper.filter(({ voided }) => voided).map(({ decisionId }) => decisionId));
    const summaries = await activeSummaries(
      manager,
      happenings.filter(needsSummary).map(({ draft }) => draft.key),
    );
    const barred = await barredGoods(manager);
    const changes: ReleaseChange[] = [];
    for (const {
      before,
      draft,
      event,
      byAccount,
      officer,
      note,
      dispositions = [],
      references = [],
      examined,
      cause,
      acceptedAt = null,
    } of happenings.map((one) => unlessBarred(one, barred, portOf(one.draft, bills), now))) {
      const importer = numberOf(draft);
      const paper =
        onPaper.length === 0
          ? null
          : standingOn(draft.key, manifestKeys(draft.content), countingFor(draft, onPaper, exceeded));
      const decision = decide(before, draft, {
        bills,
        exceeded,
        criteria,
        importer,
        screening: { ...grounds, standings: (importer && standings.get(importer)) || [] },
        examined,
        overridden: event === 'exam overridden',
        summaries,
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
          note:
            [note, refusalNote(references), paperNote(before, after), ...notesOf(decision, exceeded)]
              .filter(Boolean)
              .join('; ') || null,
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
        weighedAnew ||
        agencyStatuses(after, before).length > 0
      ) {
        unit.publish(
          ReleaseStatusChanged,
          entrySubject(after.content),
          releaseStatus(decision, told, bills, now, { acceptedAt, references, before }),
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

/** An entry on file that is not released, and whose goods a trade order bars meanwhile, is cancelled (CSMS 70050970). */
const unlessBarred = (
  happening: Happening,
  barred: readonly BarredGoods[],
  port: string | null,
  now: Date,
): Happening => {
  const { before, draft } = happening;
  if (barred.length === 0 || before === null || draft.cancelled || draft.releasedAt !== null) return happening;
  const order = barredAmong(barred, draft.content.lines, dayAt(port, now));
  if (order === null) return happening;
  const note = [happening.note, order.reason].filter(Boolean).join('; ');
  return {
    ...happening,
    draft: { ...draft, cancelled: true, request: null, requested: null },
    event: 'cancelled: goods are barred',
    note,
  };
};

/** Whether its summary counts for how an entry stands: for its quota, and where its port is another than before. */
const needsSummary = ({ before, draft }: Happening): boolean =>
  isQuota(draft.content) || (before !== null && before.content.plannedPortOfEntry !== draft.content.plannedPortOfEntry);

const refusalNote = (references: NonNullable<Happening['references']>): string | null =>
  references.length > 0 ? references.map(({ qualifier, value }) => `${qualifier} ${value}`).join(', ') : null;

/**
 * The paper decisions that count for an entry. A release on paper that names only a bill is for whatever is entered of it; once that is more than
 * there is, it is not known whose goods left: it stands for those entries that it released before.
 */
const countingFor = (
  { key, paperRelease }: Release,
  onPaper: readonly PaperDecision[],
  exceeded: ReadonlyMap<string, Measure>,
): readonly PaperDecision[] =>
  exceeded.size === 0
    ? onPaper
    : onPaper.filter(
        ({ decisionId, decision, entryKey, billKeys }) =>
          decision !== 'release' ||
          entryKey === key ||
          [paperRelease?.decisionId, ...(paperRelease?.with ?? [])].includes(decisionId) ||
          !billKeys.some((bill) => (exceeded.get(bill)?.entries ?? 0) > 1),
      );

/** How much is entered of a bill where the filer is newly told that it is too much. */
const notesOf = ({ bills }: Decision, exceeded: ReadonlyMap<string, Measure>): string[] =>
  [...bills].flatMap(([bill, code]) => {
    const measure = code === '58' ? exceeded.get(bill) : undefined;
    return measure ? [`${bill}: ${measure.entered} entered of ${measure.of}`] : [];
  });

/** Whether a release names documents that it did not name before. */
const namesOthers = (before: Release | null, after: Release): boolean => {
  const known = before ? documentReferencesOf(before) : [];
  return documentReferencesOf(after).some((reference) => !known.includes(reference));
};
