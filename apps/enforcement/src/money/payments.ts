import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem, requireSameContent } from '#service';
import { dollars, owedOf } from '../cases/case.rules';
import { type CaseRow, lockCase } from '../cases/case-row';
import { takeStep } from '../cases/case-steps';
import { ENDED_BY_PAYMENT } from '../clocks/case-clock.rules';
import { endClocks } from '../clocks/case-clocks';
import { ordering } from '../people/asking-person';
import { type LateSummaryOption, optionOf } from '../late-summaries/late-summary-options';
import { type Acting, actingIn, partyOf } from '../petitions/acting';
import { keptDecision } from '../petitions/kept-decisions';
import { Petitions } from '../petitions/petitions';
import { tellMail } from '../petitions/telling';
import { demandedOf, demandMet } from '../sureties/surety-demand.rows';

export interface MoneyRow {
  readonly id: string;
  readonly place: number;
  readonly kind: 'payment' | 'deposit' | 'deposit applied' | 'deposit refunded' | 'refund' | 'cost bond';
  readonly offerId: string | null;
  readonly amountCents: number;
  readonly reference: string;
  readonly receivedOn: CustomsDate;
  readonly by: string;
  readonly recordedAt: Date;
}

export interface MoneyView {
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly owedCents: number;
  readonly paidCents: number;
  /** Deposits of offers that are neither applied nor refunded. */
  readonly suspenseCents: number;
  readonly entries: readonly MoneyRow[];
  /** What settles a claim for a late summary without a petition; null where there is no such option, or none any more. */
  readonly lateSummaryOption: LateSummaryOption | null;
}

export interface NewPayment {
  readonly id: string;
  readonly place: number | null;
  readonly amountCents: number;
  readonly reference: string;
  readonly receivedOn: CustomsDate;
}

export const recordMoney = (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  money: Omit<MoneyRow, 'recordedAt'>,
  at: Date,
): Promise<unknown> =>
  manager.query(
    `INSERT INTO case_payment (id, case_id, place, kind, offer_id, amount_cents, reference, received_on, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[money.id, caseId, money.place, money.kind, money.offerId, money.amountCents, money.reference],
      ...[money.receivedOn, money.by, at],
    ],
  );

const moneyOf = async (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
): Promise<MoneyRow[]> =>
  (
    await manager.query(
      `SELECT id, place, kind, offer_id AS "offerId", amount_cents AS "amountCents", reference, received_on::text AS "receivedOn", by_name AS by, recorded_at AS "recordedAt"
         FROM case_payment WHERE ${rest} ORDER BY recorded_at, id`,
      [...values],
    )
  ).map((row: MoneyRow) => ({ ...row, amountCents: Number(row.amountCents) }));

/** Money of cases: what was paid is accord and satisfaction, and never bars a supplemental petition (19 CFR 171.23, 172.22, 172.41). */
@Injectable()
export class Payments {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  async ofCase(asking: Asking, caseId: string): Promise<MoneyView> {
    const { row, acting } = await this.petitions.seen(asking, caseId, new Date());
    const all = await moneyOf(this.source.manager, 'case_id = $1', [caseId]);
    const entries = all.filter(({ place }) => acting.ofCbp || acting.own.includes(place));
    const sum = (...kinds: MoneyRow['kind'][]): number =>
      entries.filter(({ kind }) => kinds.includes(kind)).reduce((cents, { amountCents }) => cents + amountCents, 0);
    return {
      ...{ assessedCents: row.assessedCents, mitigatedCents: row.mitigatedCents, paidCents: row.paidCents },
      owedCents: owedOf(row),
      suspenseCents: sum('deposit') - sum('deposit applied', 'deposit refunded'),
      entries,
      lateSummaryOption: await this.optionOf(row, acting),
    };
  }

  /** That of the party who asks; for CBP that of the first one. */
  private async optionOf(row: CaseRow, { parties, own }: Acting): Promise<LateSummaryOption | null> {
    const party = parties.find(({ place }) => own.includes(place)) ?? parties[0];
    return party ? optionOf(this.source.manager, row, party, new Date()) : null;
  }

  /**
   * An officer records what came in: all that is owed, no less and no more; of a surety also what is demanded of it, the rest being owed by its principal; or for a late summary the reduced amount that settles the claim without a petition. The mitigated amount is taken until the last day of the decision, by the day on which it came in.
   * The same again is the same payment.
   *
   * @throws Problem `not-valid` by field, `state-conflict`
   */
  record(asking: Asking, caseId: string, wanted: NewPayment): Promise<MoneyView> {
    const by = ordering(asking);
    return this.transactions
      .run(async (unit) => {
        const { manager, now } = unit;
        const locked = await lockCase(manager, caseId);
        const acting = await actingIn(manager, asking, locked, now);
        const { amountCents: amount, ...sent } = wanted;
        await requireSameContent(manager, 'payment', wanted.id, { ...sent, amount, caseId });
        const [same] = await moneyOf(manager, 'id = $1', [wanted.id]);
        if (same && same.amountCents === wanted.amountCents && same.reference === wanted.reference) return;
        if (same)
          throw new Problem('state-conflict', 'Another payment has this id.', [{ at: '/id', text: 'is taken' }]);
        const party = partyOf(acting, wanted.place);
        const wrong = (at: string, text: string): Problem =>
          new Problem('not-valid', 'Some fields are wrong.', [{ at, text }]);
        if (wanted.receivedOn > portLocalDate(now, locked.port))
          throw wrong('/receivedOn', `${wanted.receivedOn} is yet to come`);
        const { receivedOn } = wanted;
        const { row, goodUntil } = await keptDecision(manager, locked, party, { receivedOn, now });
        // It may have come in on the day after the last one, before anybody looked.
        if (goodUntil !== null && receivedOn > goodUntil && row.mitigatedCents !== row.assessedCents)
          throw new Problem(
            'state-conflict',
            `The decision was good until ${goodUntil} (${LIFE}): the full claim, ${dollars(row.assessedCents)}, is due.`,
          );
        const owed = owedOf(row);
        const option = await optionOf(manager, row, party, now);
        const takesOption = option !== null && wanted.amountCents === option.amountCents && owed !== option.amountCents;
        if (takesOption && (option.optionUntil === null || receivedOn > option.optionUntil))
          throw new Problem(
            'state-conflict',
            option.optionUntil === null
              ? `The demand of case ${row.number} was not mailed to ${party.name} yet: with its mailing the reduced amount may be paid.`
              : `The reduced amount of ${dollars(option.amountCents)} was taken until ${option.optionUntil}: ${dollars(owed)} is owed.`,
            [{ at: '/receivedOn', text: `is not within the time of the reduced amount` }],
          );
        if (owed === 0) throw new Problem('state-conflict', `Case ${row.number} is '${row.state}': nothing is owed.`);
        const demanded = await demandedOf(manager, caseId, party.place);
        const part = demanded !== null && demanded < owed ? demanded : null;
        const takesPart = !takesOption && wanted.amountCents === part;
        if (wanted.amountCents !== owed && !takesOption && !takesPart)
          throw wrong(
            '/amount',
            `is ${dollars(wanted.amountCents)}, but ${part === null ? '' : `${dollars(part)} is demanded of ${party.name} and `}${dollars(owed)} is owed`,
          );
        const kind = 'payment' as const;
        await recordMoney(manager, caseId, { ...wanted, place: party.place, kind, offerId: null, by }, now);
        const how = HOW[takesOption ? 'take option' : takesPart ? 'pay in part' : 'pay'];
        const after = await takeStep(unit, row, {
          ...{ step: how.step, by, amountCents: wanted.amountCents },
          why: `${dollars(wanted.amountCents)} received ${wanted.receivedOn}, ${wanted.reference}: ${how.why}`,
        });
        if (demanded !== null) await demandMet(manager, caseId, party.place);
        const ended = takesPart
          ? { clocks: ['petition of a surety'], place: party.place }
          : { clocks: ENDED_BY_PAYMENT, place: null };
        await endClocks(manager, caseId, ended, 'paid', now);
        tellMail(unit, after, await this.petitions.accountsOf(manager, row), {
          about: 'payment received',
          text: `USD ${dollars(wanted.amountCents)} received${how.says(after, party.name)}`,
        });
      })
      .then(() => this.ofCase(asking, caseId));
  }
}

/** What a payment does: the step, why it is taken, and what the parties are told after the amount. */
const HOW = {
  pay: {
    step: 'pay',
    why: 'accord and satisfaction',
    says: () => '; a supplemental petition is still taken in its time.',
  },
  'pay in part': {
    step: 'pay in part',
    why: 'what was demanded of the surety',
    says: (after: CaseRow, surety: string) =>
      ` of ${surety}: what was demanded of it; USD ${dollars(owedOf(after))} is still owed.`,
  },
  'take option': {
    step: 'take option',
    why: 'the reduced amount for a late summary, without a petition',
    says: () => ': the reduced amount, with which the claim is settled.',
  },
} as const;

const LIFE = '19 CFR 171.22, 172.21';
