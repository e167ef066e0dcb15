import { Injectable } from '@nestjs/common';
import type { ClaimResult, ManualDecisionMade } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';
import { requireSameFields } from '#service';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { manifestKeys, type Release } from '../release/release.model';
import { entryKeyOf, PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { isReleasedElectronically } from '../paper-standing/paper-decision.rules';

export interface PaperDecisionTaken {
  readonly decision: ManualDecisionMade;
  readonly cause: Cause;
}

/** Where every paper decision ends, however it comes: it is kept, and the entries it is about are decided anew. */
@Injectable()
export class PaperDecisionDesk {
  constructor(
    private readonly decisions: PaperDecisionRepository,
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
  ) {}

  /** Records decisions that were made or taken back, whatever was decided electronically meanwhile. What is known changes nothing. */
  async record(unit: UnitOfWork, told: readonly PaperDecisionTaken[]): Promise<void> {
    if (told.length === 0) return;
    const taken = eachOnce(told);
    const { manager, now } = unit;
    await this.decisions.whileNothingIsFiled(manager);
    const added = await this.decisions.store(
      manager,
      taken.map(({ decision }) => decision),
      now,
    );
    const fresh = taken.filter(({ decision }) => added.has(decision.decisionId));
    await this.decideAnew(unit, fresh, await this.lockEntries(unit, fresh));
  }

  /** Keeps decisions and decides nothing yet: `weigh` does, once all are kept that were made while this service was away. */
  async keep({ manager, now }: UnitOfWork, decisions: readonly ManualDecisionMade[]): Promise<void> {
    if (decisions.length === 0) return;
    await this.decisions.whileNothingIsFiled(manager);
    const taken = eachOnce(byThemselves(decisions));
    await this.decisions.store(
      manager,
      taken.map(({ decision }) => decision),
      now,
      false,
    );
  }

  /** Decides anew the entries of these decisions, unless that was done since. */
  async weigh(unit: UnitOfWork, kept: readonly Pick<ManualDecisionMade, 'decisionId'>[]): Promise<void> {
    await this.decisions.whileNothingIsFiled(unit.manager);
    const decisions = await this.decisions.markWeighed(
      unit.manager,
      kept.map(({ decisionId }) => decisionId),
    );
    const taken = byThemselves(decisions);
    await this.decideAnew(unit, taken, await this.lockEntries(unit, taken));
  }

  /**
   * Records a decision that is being made. A paper release is refused when the goods are released electronically already, so of a
   * paper and an electronic release at the same moment exactly one takes place.
   *
   * @throws Problem `state-conflict` for another decision under an id that is known: it is not recorded
   */
  async claim(unit: UnitOfWork, { decision, cause }: PaperDecisionTaken): Promise<ClaimResult> {
    const { manager, now } = unit;
    await this.decisions.whileNothingIsFiled(manager);
    const taken = [{ decision, cause }];
    const recorded: ClaimResult = { result: 'recorded', releasedAt: null };
    if (decision.voided) {
      await this.record(unit, taken);
      return recorded;
    }
    const known = await this.decisions.stored(manager, decision.decisionId);
    if (known) {
      // What was taken back since was the same decision before.
      requireSameFields('manual decision', { ...known, voided: undefined }, decision);
      return recorded;
    }
    const entries = await this.lockEntries(unit, taken);
    const released = decision.decision === 'release' ? [...entries.values()].find(isReleasedElectronically) : undefined;
    if (released) return { result: 'already released electronically', releasedAt: released.releasedAt };
    await this.decisions.store(manager, [decision], now);
    await this.decideAnew(unit, taken, entries);
    return recorded;
  }

  /** The entries on file that the decisions name, and those that name one of their bills. */
  private async lockEntries(
    { manager }: UnitOfWork,
    taken: readonly PaperDecisionTaken[],
  ): Promise<Map<string, Release>> {
    const named = taken.flatMap(({ decision }) => entryKeyOf(decision) ?? []);
    const ofBills = await this.releases.entriesOfBills(
      manager,
      taken.flatMap(({ decision }) => decision.billKeys),
    );
    return this.releases.lockReleases(manager, [...new Set([...named, ...ofBills])]);
  }

  private async decideAnew(
    unit: UnitOfWork,
    taken: readonly PaperDecisionTaken[],
    entries: ReadonlyMap<string, Release>,
  ): Promise<void> {
    const bills = await this.releases.billsOf(
      unit.manager,
      [...entries.values()].flatMap(({ content }) => manifestKeys(content)),
    );
    const happenings = [...entries.values()].map((release) => {
      const keys = manifestKeys(release.content);
      const about = taken.filter(
        ({ decision }) => entryKeyOf(decision) === release.key || decision.billKeys.some((key) => keys.includes(key)),
      );
      const { decision, cause } = about.at(-1) ?? taken.at(-1)!;
      const event = `paper decision ${decision.controlNumber}${decision.voided ? ' taken back' : ''}`;
      return { before: release, draft: release, event, officer: decision.officer, cause };
    });
    await this.desk.conclude(unit, happenings, bills);
  }
}

/** Decisions that no message brought. */
const byThemselves = (decisions: readonly ManualDecisionMade[]): PaperDecisionTaken[] =>
  decisions.map((decision) => ({ decision, cause: { correlationId: decision.decisionId } }));

/** Of several copies of a decision the one that says it was taken back. */
function eachOnce(told: readonly PaperDecisionTaken[]): PaperDecisionTaken[] {
  const kept = new Map<string, PaperDecisionTaken>();
  for (const one of told)
    if (!kept.get(one.decision.decisionId)?.decision.voided) kept.set(one.decision.decisionId, one);
  return [...kept.values()];
}
