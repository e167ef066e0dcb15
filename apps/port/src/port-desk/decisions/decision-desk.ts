import { Injectable } from '@nestjs/common';
import { timeOrderedId } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem } from '#service';
import { doerOf, type Officer, servesPort } from '../../officers/officer';
import { haveDeskAlone } from '../storage/desk-lock';
import { MatchQueue } from '../storage/match-queue';
import { CoveringDowntimes, filersOf } from './covering-downtimes';
import {
  type Doer,
  entryKeyOfPaper,
  hashOfRequest,
  type KnownHold,
  messageOf,
  type Paper,
  type RegisteredDecision,
} from './decision.model';
import { type DecisionBody, paperOf, type SecondOfficerBody } from './decision.requests';
import { holdText, judgeDecision, type Judgement, judgeSecondOfficer } from './decision.rules';
import { type DecisionEvent, type DecisionState, decisionStates } from './decision.states';
import { DecisionsRepository, THE_PLATFORM } from './decisions.repository';
import { DeskFactsReader } from './desk-facts';
import { deskPolicyOn } from './desk-policy';
import { type Claim, EntryClaim } from './entry-claim';

const CLAIM_AGAIN_AFTER_MS = 15_000;

/** Where officers decide by hand. Everything that must be alive for it is the port service's own database. */
@Injectable()
export class DecisionDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly decisions: DecisionsRepository,
    private readonly facts: DeskFactsReader,
    private readonly downtimes: CoveringDowntimes,
    private readonly queue: MatchQueue,
    private readonly entry: EntryClaim,
  ) {}

  /**
   * Decides. The same request again answers with the decision it made the first time.
   *
   * @throws Problem `not-valid` for what the paper lacks, `state-conflict` for what stands against the goods, `conflict` for the same
   *   key with other content, `not-authorized` at another port
   */
  async decide(officer: Officer, body: DecisionBody): Promise<{ decision: RegisteredDecision; made: boolean }> {
    const by = doerOf(officer);
    const paper = paperOf(body, by.person);
    const request = {
      idempotencyKey: body.idempotencyKey.toLowerCase(),
      hash: hashOfRequest({ ...body, idempotencyKey: null }, officer.accountId),
    };
    const downtime = await this.downtimes.at(paper.decidedAt, {
      port: paper.port,
      mode: paper.mode,
      drill: body.drill,
      number: body.downtimeNumber ?? null,
      filers: filersOf(paper),
    });
    const result = await this.transactions.run(async (unit) => {
      await haveDeskAlone(unit.manager);
      const before = await this.decisions.ofRequest(unit.manager, request.idempotencyKey);
      if (before) {
        if (before.hash !== request.hash)
          throw new Problem(
            'conflict',
            `Key ${request.idempotencyKey} made decision ${before.controlNumber} with other content.`,
          );
        const { hash: _, ...decision } = before;
        return { decision, made: false };
      }
      const { facts } = await this.facts.gather(unit.manager, {
        paper,
        officer,
        drill: body.drill,
        downtimeNumber: downtime?.number ?? null,
        now: unit.now,
      });
      const judgement = judgeDecision(facts);
      const overriding =
        judgement.refusals.length > 0 &&
        judgement.refusals.every(({ overridable }) => overridable) &&
        body.override !== undefined;
      if (judgement.refusals.length > 0 && !overriding) throw refusal(judgement);
      const registered = await this.register(unit, {
        paper,
        officer,
        by,
        request,
        drill: body.drill,
        downtimeNumber: downtime!.number,
        overrideReason: overriding ? body.override!.reason : null,
        holds: facts.holds,
      });
      return { decision: registered, made: true };
    });
    return { ...result, decision: await this.settled(result.decision) };
  }

  /** A second officer agrees to a release against a hold, or does not. */
  async second(officer: Officer, controlNumber: string, body: SecondOfficerBody): Promise<RegisteredDecision> {
    const waiting = await this.decisions.byNumber(controlNumber);
    if (!waiting) throw unknown(controlNumber);
    const by = doerOf(officer, body.officer);
    const decision = await this.transactions.run(async (unit) => {
      await haveDeskAlone(unit.manager);
      const decision = (await this.decisions.locked(unit.manager, waiting.id))!;
      if (decision.state !== 'awaiting second officer')
        throw new Problem(
          'state-conflict',
          `${decision.controlNumber} is ${decision.state}; it waits for no second officer.`,
        );
      if (decision.expiresAt! <= unit.now.toISOString())
        throw new Problem(
          'state-conflict',
          `${decision.controlNumber} waited until ${decision.expiresAt} and expired. Decide again.`,
        );
      const faults = judgeSecondOfficer(
        { ...by, role: officer.role, servesPort: servesPort(officer, decision.paper.port) },
        decision,
      );
      if (faults.length > 0)
        throw new Problem('not-authorized', 'You cannot be the second officer of this decision.', faults);
      const second = { ...by, role: officer.role, agree: body.agree, note: body.note, at: unit.now.toISOString() };
      const overridden = { ...decision, override: { ...decision.override!, second } };
      if (!body.agree)
        return this.decisions.change(
          unit,
          { ...overridden, state: stateAfter(decision.state, 'not agreed') },
          'not agreed',
          by,
          { note: body.note },
        );
      await this.stillPossible(unit, officer, decision);
      return this.takeEffect(unit, overridden, by, { note: body.note });
    });
    return this.settled(decision);
  }

  /** On a timer: ends what waited too long, and finishes claims that a stopped process left behind. */
  async tidyUp(now: Date): Promise<void> {
    const { expired, unclaimed } = await this.decisions.waiting(now, new Date(now.getTime() - CLAIM_AGAIN_AFTER_MS));
    for (const id of expired) {
      await this.transactions.run(async (unit) => {
        const decision = await this.decisions.locked(unit.manager, id);
        if (decision?.state !== 'awaiting second officer') return;
        await this.decisions.change(
          unit,
          { ...decision, state: stateAfter(decision.state, 'time is over') },
          'time is over',
          THE_PLATFORM,
          {},
        );
      });
    }
    for (const id of unclaimed) {
      const decision = await this.transactions.run(({ manager }) => this.decisions.locked(manager, id));
      const claim = decision && (await this.entry.claim(messageOf(decision)));
      // Nobody was told that the goods may go: without the entry service the officer's own repetition decides.
      if (claim && claim.kind !== 'unreachable') await this.conclude(decision, claim);
    }
  }

  private async register(
    unit: UnitOfWork,
    given: {
      paper: Paper;
      officer: Officer;
      by: ReturnType<typeof doerOf>;
      request: { idempotencyKey: string; hash: string };
      drill: boolean;
      downtimeNumber: string;
      overrideReason: string | null;
      holds: RegisteredDecision['knownHolds'];
    },
  ): Promise<RegisteredDecision> {
    const { paper, officer, by, drill, overrideReason } = given;
    const today = portLocalDate(unit.now, paper.port);
    const policy = deskPolicyOn(today);
    const event = overrideReason !== null ? 'hold must be overridden' : entering(paper, drill);
    const state = stateAfter('registered', event);
    const decision: RegisteredDecision = {
      id: timeOrderedId(),
      drill,
      state,
      version: 1,
      downtimeNumber: given.downtimeNumber,
      accountId: by.accountId,
      registeredBy: by.person,
      paper,
      knownHolds: given.holds,
      controlNumber: await this.decisions.nextControlNumber(
        unit.manager,
        drill ? 'DR' : 'MD',
        Number(today.slice(0, 4)),
        paper.port,
      ),
      override:
        overrideReason === null
          ? null
          : {
              reason: overrideReason,
              first: { accountId: officer.accountId, person: paper.officer, role: officer.role },
              second: null,
            },
      keyed: null,
      examResult: null,
      voiding: null,
      entryConfirmed: null,
      registeredAt: unit.now.toISOString(),
      expiresAt:
        overrideReason === null
          ? null
          : new Date(unit.now.getTime() + policy.secondOfficerMinutes * 60_000).toISOString(),
      effectiveAt: state === 'in effect' ? unit.now.toISOString() : null,
      electronicReleaseAt: null,
    };
    await this.decisions.insert(unit, decision, given.request, event, by);
    if (state === 'in effect') await this.announce(unit, decision);
    return decision;
  }

  /** What was no obstacle when the first officer decided may be one now; the holds that were overridden are none. */
  private async stillPossible(unit: UnitOfWork, officer: Officer, decision: RegisteredDecision): Promise<void> {
    const { paper, drill, downtimeNumber, knownHolds } = decision;
    const { facts } = await this.facts.gather(unit.manager, { paper, officer, drill, downtimeNumber, now: unit.now });
    const judgement = judgeDecision({ ...facts, holds: newHolds(facts.holds, knownHolds) });
    if (judgement.refusals.length > 0) throw refusal(judgement);
  }

  /** Ends a release that nobody was told of yet, and takes back at the entry service what it may have recorded. */
  private async giveWay(
    unit: UnitOfWork,
    decision: RegisteredDecision,
    holds: readonly KnownHold[],
  ): Promise<RegisteredDecision> {
    const event = 'a hold came before';
    const ended = await this.decisions.change(
      unit,
      { ...decision, state: stateAfter(decision.state, event) },
      event,
      THE_PLATFORM,
      { holds },
    );
    const voiding = {
      reason: holds.map(holdText).join('; '),
      officer: THE_PLATFORM.person,
      accountId: decision.accountId,
      at: unit.now.toISOString(),
    };
    await this.decisions.tell(unit, { ...ended, voiding });
    return ended;
  }

  private async takeEffect(
    unit: UnitOfWork,
    decision: RegisteredDecision,
    by: Doer,
    detail: object,
  ): Promise<RegisteredDecision> {
    const event = decision.state === 'being claimed' ? 'takes effect' : entering(decision.paper, decision.drill);
    const state = stateAfter(decision.state, event);
    const effectiveAt = state === 'in effect' ? unit.now.toISOString() : null;
    const changed = await this.decisions.change(unit, { ...decision, state, effectiveAt }, event, by, detail);
    if (state === 'in effect') await this.announce(unit, changed);
    return changed;
  }

  private async announce(unit: UnitOfWork, decision: RegisteredDecision): Promise<void> {
    await this.decisions.tell(unit, decision);
    await this.queue.mark(unit.manager, {
      billKeys: decision.paper.bills.map(({ billKey }) => billKey),
      entryKeys: [entryKeyOfPaper(decision.paper) ?? ''],
    });
  }

  /** Brings a release through its claim. While the entry service cannot be reached it takes effect without. */
  private async settled(decision: RegisteredDecision): Promise<RegisteredDecision> {
    if (decision.state !== 'being claimed') return decision;
    return this.conclude(decision, await this.entry.claim(messageOf(decision)));
  }

  private conclude({ id }: RegisteredDecision, claim: Claim): Promise<RegisteredDecision> {
    return this.transactions.run(async (unit) => {
      await haveDeskAlone(unit.manager);
      const decision = (await this.decisions.locked(unit.manager, id))!;
      if (decision.state !== 'being claimed') return decision;
      if (claim.kind === 'already released electronically') {
        const event = 'was released electronically';
        const refused = {
          ...decision,
          state: stateAfter(decision.state, event),
          electronicReleaseAt: claim.releasedAt,
        };
        return this.decisions.change(unit, refused, event, THE_PLATFORM, { releasedAt: claim.releasedAt });
      }
      const { facts } = await this.facts.gather(unit.manager, { ...decision, officer: null, now: unit.now });
      const holds = newHolds(facts.holds, decision.knownHolds);
      if (holds.length > 0) return this.giveWay(unit, decision, holds);
      return this.takeEffect(unit, { ...decision, entryConfirmed: claim.kind === 'recorded' }, THE_PLATFORM, {
        entryService: claim.kind,
      });
    });
  }
}

/** Holds that were not known when it was decided. An entry that is still on hold is so since its last message, and is no new hold. */
const newHolds = (holds: readonly KnownHold[], known: readonly KnownHold[]): KnownHold[] => {
  const name = ({ source, reference, code, since }: KnownHold): string =>
    `${source} ${reference} ${code} ${source === 'release state' ? '' : since}`;
  const before = new Set(known.map(name));
  return holds.filter((hold) => !before.has(name(hold)));
};

/** A drill is told to nobody, so nobody is asked either. */
const entering = (paper: Paper, drill: boolean): DecisionEvent =>
  paper.decision === 'release' && !drill ? 'release' : 'takes effect';

const stateAfter = (state: DecisionState, event: DecisionEvent): DecisionState => {
  const next = decisionStates.next(state, event);
  if (!next.ok) throw new Problem('state-conflict', next.problem);
  return next.value;
};

/** What stands against the goods is a conflict; what only the paper or the officer lacks can be put right. */
const refusal = ({ refusals }: Judgement): Problem => {
  const errors = refusals.map(({ at, code, text }) => ({ at, code, text }));
  const codes = errors.map(({ code = '' }) => code);
  if (codes.includes('D01')) return new Problem('not-authorized', 'This is decided by officers of the port.', errors);
  if (codes.some((code) => ['D02', 'D03', 'D04', 'D05'].includes(code))) {
    const remedy =
      codes.length === 1 && codes[0] === 'D03'
        ? 'A second officer may agree to an override: send it again with `override` and its reason.'
        : undefined;
    return new Problem(
      'state-conflict',
      errors[0]!.text,
      errors.map((error) => (error.code === 'D03' && remedy ? { ...error, remedy } : error)),
    );
  }
  return new Problem('not-valid', 'The decision cannot be registered as it is.', errors);
};

export const unknown = (controlNumber: string): Problem =>
  new Problem('not-found', `No decision has the control number ${controlNumber}.`);
