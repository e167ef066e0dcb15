import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { type FieldError } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem } from '#service';
import { dollars } from '../cases/case.rules';
import { type CaseRow } from '../cases/case-row';
import type { CaseStep } from '../cases/case.states';
import { takeStep } from '../cases/case-steps';
import { type CenterInputView, centerInputsOf } from '../center-input/center-inputs';
import { legalDue } from '../clocks/case-clock.rules';
import { endClocks, startClock } from '../clocks/case-clocks';
import type { Computation } from '../guidelines/guideline';
import { computed, factFaults, type GuidelineFacts } from '../guidelines/guidelines';
import { ordering } from '../people/asking-person';
import { actingIn } from '../petitions/acting';
import {
  movePetition,
  type Outcome,
  type PetitionRow,
  petitionRows,
  type Proposal,
  requireVersion,
} from '../petitions/petition.repository';
import { delegationOf, Petitions, type PetitionView } from '../petitions/petitions';
import { tellMail } from '../petitions/telling';

export interface DecisionAsked {
  readonly version: number;
  readonly outcome: Outcome;
  /** Of a mitigation. */
  readonly amountCents: number | null;
  readonly reasons: string;
  /** By which the guidelines are computed; null where none are. */
  readonly facts: GuidelineFacts | null;
  readonly departure: string | null;
  /** Why the Center is not waited for. */
  readonly notAwaited: string | null;
}

const STEP_OF: Readonly<Record<Outcome, CaseStep>> = {
  mitigated: 'decide',
  denied: 'decide',
  remitted: 'remit',
  cancelled: 'cancel',
};

const valid = (errors: readonly FieldError[]): void => {
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', [...errors]);
};

/** Decisions on petitions: by an FP&F officer within the delegation, by two where it says so, else by headquarters; that no violation occurred by any (19 CFR 171.11, 171.12, 172.11, 172.12). */
@Injectable()
export class PetitionDecisions {
  constructor(
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  /** What the guidelines come to for a case. @throws Problem `not-valid` by field */
  async compute(asking: Asking, caseId: string, facts: GuidelineFacts): Promise<Computation> {
    const { row } = await this.petitions.seen(asking, caseId, new Date());
    return this.computationOf(row, facts, '');
  }

  /** Decides, or proposes where a second officer must agree. Two at once: the first decides, the other is told. @throws Problem */
  decide(asking: Asking, id: string, asked: DecisionAsked): Promise<PetitionView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { petition, row } = await this.petitions.lock(manager, id);
      const acting = await actingIn(manager, asking, row, now);
      await requireVersion(manager, petition, asked.version);
      const inputs = await centerInputsOf(manager, row, now);
      this.requireHeard(asked, inputs, row, now);
      const proposal = this.proposalOf(row, asked, by);
      const day = portLocalDate(petition.filedAt, row.port);
      const { decider, why } = delegationOf(row, petition.kind, day);
      const isHeadquarters = asking.viewers.includes('headquarters');
      if (!isHeadquarters && asked.outcome !== 'cancelled') {
        if (decider === 'headquarters' || petition.state === 'at headquarters')
          throw new Problem(
            'not-authorized',
            `Petition ${petition.number} is for headquarters: ${why}. Cancel it where no violation occurred.`,
          );
        if (decider === 'two officers' && petition.state === 'pending') {
          const moved = await movePetition(unit, petition, 'propose', { by, why: asked.reasons, proposal });
          return this.petitions.viewOf(manager, moved, row, acting, now);
        }
        if (petition.state === 'awaiting a second officer')
          throw new Problem(
            'state-conflict',
            `${petition.proposal!.by} proposed to decide: a second officer agrees or does not.`,
          );
      }
      const after = await this.carryOut(unit, petition, row, proposal, null, inputs);
      return this.petitions.viewOf(manager, after.petition, after.row, acting, now);
    });
  }

  /** A second officer agrees, and by that decides; or does not, and the petition is pending again. @throws Problem */
  agree(
    asking: Asking,
    id: string,
    { version, agrees, why }: { readonly version: number; readonly agrees: boolean; readonly why: string },
  ): Promise<PetitionView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { petition, row } = await this.petitions.lock(manager, id);
      const acting = await actingIn(manager, asking, row, now);
      await requireVersion(manager, petition, version);
      const { proposal } = petition;
      if (proposal === null)
        throw new Problem('state-conflict', `Petition ${petition.number} is '${petition.state}': nothing is proposed.`);
      if (proposal.by === by) throw new Problem('not-authorized', `${by} proposed it: a second officer must agree.`);
      if (!agrees) {
        const moved = await movePetition(unit, petition, 'disagree', { by, why });
        return this.petitions.viewOf(manager, moved, row, acting, now);
      }
      const inputs = await centerInputsOf(manager, row, now);
      const after = await this.carryOut(unit, petition, row, proposal, by, inputs);
      return this.petitions.viewOf(manager, after.petition, after.row, acting, now);
    });
  }

  private computationOf(row: CaseRow, facts: GuidelineFacts, at: string): Computation {
    valid(factFaults(facts).map((fault) => ({ ...fault, at: at + fault.at })));
    return computed(facts, { assessedCents: BigInt(row.assessedCents), day: row.violationOn });
  }

  private proposalOf(
    row: CaseRow,
    { outcome, amountCents, reasons, facts, departure }: DecisionAsked,
    by: string,
  ): Proposal {
    const errors: FieldError[] = [];
    if (outcome === 'mitigated') {
      if (amountCents === null) errors.push({ at: '/amount', text: 'is missing: what is to be paid' });
      else if (amountCents >= row.assessedCents || amountCents === 0)
        errors.push({
          at: '/amount',
          text: `must be more than 0.00 and less than the claim, ${dollars(row.assessedCents)}: else it is remitted or denied`,
        });
    } else if (amountCents !== null) errors.push({ at: '/amount', text: `is for a mitigation, not for '${outcome}'` });
    valid(errors);
    const computation = facts === null ? null : this.computationOf(row, facts, '/facts');
    const decided = outcome === 'mitigated' ? amountCents! : outcome === 'denied' ? row.assessedCents : 0;
    if (computation && departure === null && outcome !== 'cancelled') {
      const [least, most] = [computation.atLeast, computation.atMost].map((text) => Number(text.replace('.', '')));
      if (decided < least! || decided > most!)
        valid([
          {
            at: '/departure',
            text: `is missing: ${dollars(decided)} is not within ${computation.atLeast} to ${computation.atMost}, to which the guidelines come; say why it departs from them`,
          },
        ]);
    }
    return { outcome, amountCents: decided, reasons, departure, computation, by };
  }

  private requireHeard(
    { outcome, notAwaited }: DecisionAsked,
    inputs: readonly CenterInputView[],
    { port }: CaseRow,
    now: Date,
  ): void {
    const today = portLocalDate(now, port);
    const open = inputs.find(({ answeredAt, due }) => answeredAt === null && today <= due);
    if (!open || notAwaited !== null || outcome === 'cancelled') return;
    throw new Problem('state-conflict', `The Center was asked on ${open.askedOn}: ${open.says}.`, [
      { at: '/notAwaited', text: 'is missing: why the Center is not waited for' },
    ]);
  }

  /** A decision is on the case: all petitions of it that were open are decided by it. */
  private async carryOut(
    unit: UnitOfWork,
    petition: PetitionRow,
    row: CaseRow,
    proposal: Proposal,
    second: string | null,
    inputs: readonly CenterInputView[],
  ): Promise<{ petition: PetitionRow; row: CaseRow }> {
    const { manager, now } = unit;
    const { outcome, amountCents, reasons, by } = proposal;
    const day = portLocalDate(now, row.port);
    const owing = outcome === 'mitigated' && row.kind !== 'seizure' ? 'life of a decision on a petition' : null;
    const goodUntil = outcome === 'mitigated' ? legalDue('life of a decision on a petition', day) : null;
    const open = await petitionRows(
      manager,
      `WHERE p.case_id = $1 AND p.state NOT IN ('decided', 'withdrawn', 'ended') FOR UPDATE`,
      [row.id],
    );
    const advised = open.find(({ state }) => state === 'advice asked');
    if (advised && outcome !== 'cancelled')
      throw new Problem(
        'state-conflict',
        `Headquarters was asked for advice on ${advised.number}: nothing is decided until it answers (19 CFR 171.14, 172.14).`,
      );
    let own = petition;
    for (const one of open) {
      const moved = await this.decideOne(unit, one, proposal, { second, day, goodUntil, inputs });
      if (one.id === petition.id) own = moved;
    }
    const why =
      `${petition.number} ${outcome}${outcome === 'mitigated' ? ` to ${dollars(amountCents)}` : ''}: ${reasons}`.slice(
        0,
        500,
      );
    // What was forfeited stays so where its proceeds are not restored, or in part.
    const stays = petition.kind === 'petition for proceeds' && STEP_OF[outcome] === 'decide';
    const after = stays
      ? row
      : await takeStep(unit, row, {
          ...{ step: STEP_OF[outcome], why, by: second === null ? by : `${by}, ${second}` },
          amountCents: STEP_OF[outcome] === 'decide' ? amountCents : null,
        });
    await endClocks(
      manager,
      row.id,
      { clocks: ['life of a decision on a petition', 'supplemental petition'], place: null },
      `${petition.number} decided`,
      now,
    );
    if (STEP_OF[outcome] === 'decide' && !stays) {
      const clocks = [
        'supplemental petition' as const,
        ...(outcome === 'mitigated' ? ['life of a decision on a petition' as const] : []),
      ];
      for (const place of new Set(open.map((one) => one.place)))
        for (const clock of clocks) await startClock(manager, { caseId: row.id, place, clock, start: day });
    }
    const told =
      outcome === 'mitigated'
        ? `USD ${dollars(amountCents)} is to be paid by ${goodUntil}, else the full claim is due`
        : outcome;
    tellMail(unit, after, await this.petitions.accountsOf(manager, row), {
      ...{ about: 'decision on a petition', text: `petition ${petition.number}: ${told}. ${reasons}` },
      dueDate: owing === null ? null : goodUntil,
    });
    return { petition: own, row: after };
  }

  private async decideOne(
    unit: UnitOfWork,
    petition: PetitionRow,
    { outcome, amountCents, reasons, departure, computation, by }: Proposal,
    {
      second,
      day,
      goodUntil,
      inputs,
    }: { second: string | null; day: string; goodUntil: string | null; inputs: readonly CenterInputView[] },
  ): Promise<PetitionRow> {
    const { manager, now } = unit;
    // That no violation occurred is decided in whatever state it is.
    const reachable: PetitionRow =
      petition.state === 'advice asked'
        ? await movePetition(unit, petition, 'give advice', { by, why: 'decided without it' })
        : petition;
    const moved = await movePetition(unit, reachable, 'decide', { by: second ?? by, why: reasons });
    await (manager as EntityManager).query(
      `INSERT INTO petition_decision (petition_id, case_id, outcome, amount_cents, reasons, departure, computation, center_input, by_name, agreed_by, decided_on, good_until, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[petition.id, petition.caseId, outcome, amountCents, reasons, departure],
        ...[
          computation === null ? null : JSON.stringify(computation),
          JSON.stringify(inputs.map(heard)),
          by,
          second,
          day,
          goodUntil,
          now,
        ],
      ],
    );
    return moved;
  }
}

/** What is kept of a Center's input with a decision: the answer, or the silence, and how the account did. */
const heard = ({
  id,
  because,
  askedOn,
  due,
  centerId,
  receivedAt,
  pattern,
  answeredAt,
  answeredBy,
  recommendation,
  answer,
  says,
}: CenterInputView) => ({
  ...{ id, because, askedOn, due, centerId, receivedAt, pattern, answeredAt, answeredBy, recommendation, answer, says },
});
