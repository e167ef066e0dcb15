import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { type FieldError } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { type ClockName, portLocalDate } from '#reference';
import { Problem } from '#service';
import { dollars } from '../cases/case.rules';
import { type CaseRow } from '../cases/case-row';
import type { CaseStep } from '../cases/case.states';
import { findPaid, takeStep } from '../cases/case-steps';
import { type CenterInputView, centerInputsOf } from '../center-input/center-inputs';
import { endClocks } from '../clocks/case-clocks';
import type { Computation } from '../guidelines/guideline';
import { computed, factFaults, type GuidelineFacts } from '../guidelines/guidelines';
import { CaseNotices } from '../notices/case-notices';
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

const LIFE = 'life of a decision on a petition' as const;
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
    private readonly notices: CaseNotices,
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
        const before = row.mitigatedCents ?? row.assessedCents;
        if (petition.kind === 'supplemental petition' && proposal.amountCents >= before)
          throw new Problem(
            'not-authorized',
            `Petition ${petition.number} is supplemental and would get no further relief than ${dollars(before)}: refer it to headquarters (19 CFR 171.62(a), 172.42(a)).`,
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
    const decided =
      outcome === 'mitigated' ? amountCents! : outcome === 'denied' ? (row.mitigatedCents ?? row.assessedCents) : 0;
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
    // What was forfeited stays so where its proceeds are not restored, or in part.
    const stays = petition.kind === 'petition for proceeds' && STEP_OF[outcome] === 'decide';
    // What was paid before may be all that is due; what is more goes back with the step.
    const covered = STEP_OF[outcome] === 'decide' && !stays && row.paidCents > 0 && row.paidCents >= amountCents;
    const owes =
      outcome === 'mitigated' || (outcome === 'denied' && (row.kind !== 'seizure' || row.mitigatedCents !== null));
    const times: ClockName[] = [
      ...(owes && !covered && !stays ? [LIFE] : []),
      ...(STEP_OF[outcome] === 'decide' && !stays ? (['supplemental petition'] as const) : []),
    ];
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
      // What a Center said about one party, and what was computed from its facts, is no other party's to read.
      const ofOwn = one.id === petition.id ? proposal : { ...proposal, computation: null, departure: null };
      const heardOf = inputs.filter(({ petitionId }) => petitionId === one.id);
      const moved = await this.decideOne(unit, one, ofOwn, { second, day, inputs: heardOf });
      if (one.id === petition.id) own = moved;
    }
    const why =
      `${petition.number} ${outcome}${outcome === 'mitigated' ? ` to ${dollars(amountCents)}` : ''}: ${reasons}`.slice(
        0,
        500,
      );
    const stepped = stays
      ? row
      : await takeStep(unit, row, {
          ...{ step: STEP_OF[outcome], why, by: second === null ? by : `${by}, ${second}` },
          amountCents: STEP_OF[outcome] === 'decide' ? amountCents : null,
        });
    const after = covered ? await findPaid(unit, stepped, petition.number) : stepped;
    // The amount that counts is of the case; the time to petition again of each party that petitioned.
    await endClocks(manager, row.id, { clocks: [LIFE], place: null }, `${petition.number} decided`, now);
    for (const one of open) {
      const again = { clocks: ['supplemental petition'], place: one.place };
      await endClocks(manager, row.id, again, `${petition.number} decided`, now);
      await this.notices.issueDecision(unit, after, {
        ...{ petitionId: one.id, place: one.place, petitionNumber: one.number, outcome, amountCents, reasons },
        ...{ decidedOn: day, times, officer: by },
      });
    }
    // Who did not petition now was notified of the claim all the same, and hears what becomes of it at the same time (19 CFR 172.1).
    const others = await this.notices.notifiedBut(
      manager,
      row.id,
      open.map(({ place }) => place),
    );
    for (const place of others)
      await this.notices.issueDecision(unit, after, {
        ...{ petitionId: petition.id, place, petitionNumber: petition.number, outcome, amountCents, reasons },
        ...{ decidedOn: day, times: times.filter((clock) => clock === LIFE), officer: by },
      });
    const told =
      times.length > 0
        ? `${outcome}${times.includes(LIFE) ? `: USD ${dollars(amountCents)} is to be paid` : ''}. Its times begin when its notice is mailed`
        : outcome;
    tellMail(unit, after, await this.petitions.accountsOf(manager, row), {
      about: 'decision on a petition',
      text: `petition ${petition.number}: ${told}. ${reasons}`,
    });
    return { petition: own, row: after };
  }

  private async decideOne(
    unit: UnitOfWork,
    petition: PetitionRow,
    { outcome, amountCents, reasons, departure, computation, by }: Proposal,
    { second, day, inputs }: { second: string | null; day: string; inputs: readonly CenterInputView[] },
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
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, $12)`,
      [
        ...[petition.id, petition.caseId, outcome, amountCents, reasons, departure],
        ...[
          computation === null ? null : JSON.stringify(computation),
          JSON.stringify(inputs.map(heard)),
          by,
          second,
          day,
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
