import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem } from '#service';
import { dollars, owedOf } from '../cases/case.rules';
import { lockCase } from '../cases/case-row';
import { takeStep } from '../cases/case-steps';
import { clockRows, dueWith, endClocks } from '../clocks/case-clocks';
import { reliefsOf } from '../downtimes/downtimes';
import { ordering } from '../people/asking-person';
import { actingIn, partyOf } from '../petitions/acting';
import { Petitions } from '../petitions/petitions';
import { tellMail } from '../petitions/telling';

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
    };
  }

  /**
   * An officer records what came in: all that is owed, no less and no more. The mitigated amount is taken until the last day of the decision, by the day on which it came in.
   * The same again is the same payment.
   *
   * @throws Problem `not-valid` by field, `state-conflict`
   */
  record(asking: Asking, caseId: string, wanted: NewPayment): Promise<MoneyView> {
    const by = ordering(asking);
    return this.transactions
      .run(async (unit) => {
        const { manager, now } = unit;
        const row = await lockCase(manager, caseId);
        const acting = await actingIn(manager, asking, row, now);
        const [same] = await moneyOf(manager, 'id = $1', [wanted.id]);
        if (same && same.amountCents === wanted.amountCents && same.reference === wanted.reference) return;
        if (same)
          throw new Problem('state-conflict', 'Another payment has this id.', [{ at: '/id', text: 'is taken' }]);
        const party = partyOf(acting, wanted.place);
        const wrong = (at: string, text: string): Problem =>
          new Problem('not-valid', 'Some fields are wrong.', [{ at, text }]);
        if (wanted.receivedOn > portLocalDate(now, row.port))
          throw wrong('/receivedOn', `${wanted.receivedOn} is yet to come`);
        const [life] = await clockRows(
          manager,
          `WHERE k.case_id = $1 AND k.clock = 'life of a decision on a petition' AND k.ended_at IS NULL ORDER BY k.id LIMIT 1`,
          [caseId],
        );
        // It may have come in on the day after the last one, before anybody looked.
        if (life) {
          const { due } = dueWith(life, party.accountId, row.port, await reliefsOf(manager, now));
          if (wanted.receivedOn > due)
            throw new Problem(
              'state-conflict',
              `The decision was good until ${due} (${LIFE}): the full claim, ${dollars(row.assessedCents)}, is due.`,
            );
        }
        const owed = owedOf(row);
        if (wanted.amountCents !== owed)
          throw wrong('/amount', `is ${dollars(wanted.amountCents)}, but ${dollars(owed)} is owed`);
        const kind = 'payment' as const;
        await recordMoney(manager, caseId, { ...wanted, place: party.place, kind, offerId: null, by }, now);
        const after = await takeStep(unit, row, {
          ...{ step: 'pay', by, amountCents: wanted.amountCents },
          why: `${dollars(wanted.amountCents)} received ${wanted.receivedOn}, ${wanted.reference}: accord and satisfaction`,
        });
        await endClocks(manager, caseId, { clocks: [...ENDED_BY_PAYMENT], place: null }, 'paid', now);
        tellMail(unit, after, await this.petitions.accountsOf(manager, row), {
          ...{
            about: 'payment received',
            text: `USD ${dollars(wanted.amountCents)} received; a supplemental petition is still taken in its time.`,
          },
        });
      })
      .then(() => this.ofCase(asking, caseId));
  }
}

const LIFE = '19 CFR 171.22, 172.21';
const ENDED_BY_PAYMENT = [
  ...['life of a decision on a petition', 'petition against a seizure', 'petition against a penalty'],
  ...['petition against liquidated damages', 'petition of a surety', 'short petition'],
];
