import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { contentHash } from '#kernel';
import { Transactions } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem, requireSameContent } from '#service';
import { dollars, owedOf } from '../cases/case.rules';
import { type CaseRow, lockCase } from '../cases/case-row';
import { edgeOf } from '../cases/case.states';
import { takeStep } from '../cases/case-steps';
import { endClocks } from '../clocks/case-clocks';
import { ordering } from '../people/asking-person';
import { recordMoney } from './payments';
import { type Acting, actingIn, actingName, partyOf } from '../petitions/acting';
import { endPetitions } from '../petitions/case-ends';
import { REFUSALS } from '../petitions/petition.rules';
import { offerStates, type OfferState } from '../petitions/petition.states';
import { Petitions, refuse } from '../petitions/petitions';
import { tellActed, tellFiled, tellMail } from '../petitions/telling';

export interface NewOffer {
  readonly id: string;
  readonly place: number | null;
  /** The law under which it is made: 19 USC 1617. */
  readonly law: string | null;
  readonly amountCents: number;
  /** Number of the collection receipt. */
  readonly deposit: string | null;
  readonly reasons: string;
}

interface OfferRow {
  readonly id: string;
  readonly number: string;
  readonly caseId: string;
  readonly place: number;
  readonly state: OfferState;
  readonly law: string;
  readonly reasons: string;
  readonly amountCents: number;
  readonly deposit: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** In writing: why it was refused, or on which terms it was accepted. */
  readonly decision: string | null;
  readonly hash: string;
}
export type OfferView = Omit<OfferRow, 'hash'>;

const CITES = /19\s*U\.?\s?S\.?\s?C\.?\s*(§\s*)?1617\b|section\s+617\b/i;

const offerRows = async (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
): Promise<OfferRow[]> =>
  (
    await manager.query(
      `SELECT o.id, o.number, o.case_id AS "caseId", o.place, o.state, o.law, o.reasons, o.amount_cents AS "amountCents", o.deposit_reference AS deposit, o.made_by AS "madeBy",
         o.made_at AS "madeAt", o.decided_by AS "decidedBy", o.decided_at AS "decidedAt", o.decision, o.hash FROM offer_in_compromise o ${rest}`,
      [...values],
    )
  ).map((row: OfferRow) => ({ ...row, amountCents: Number(row.amountCents) }));

const viewOf = ({ hash: _hash, ...view }: OfferRow): OfferView => view;

/** Offers in compromise: with the law and the money, which is held in suspense until the offer is accepted in writing, or refunded (19 USC 1617; 19 CFR 161.5, 171.31, 171.32, 172.31 to 172.33). */
@Injectable()
export class Offers {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  async ofCase(asking: Asking, caseId: string): Promise<OfferView[]> {
    const { acting } = await this.petitions.seen(asking, caseId, new Date());
    const found = await offerRows(this.source.manager, 'WHERE o.case_id = $1 ORDER BY o.made_at, o.id', [caseId]);
    return found.filter(({ place }) => acting.ofCbp || acting.own.includes(place)).map(viewOf);
  }

  /** The same again is the same offer. @throws Problem */
  make(asking: Asking, caseId: string, wanted: NewOffer): Promise<{ fresh: boolean; offer: OfferView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, caseId);
      const acting = await actingIn(manager, asking, row, now);
      const hash = contentHash({ ...wanted, caseId, account: asking.account.accountId });
      const { amountCents: amount, ...sent } = wanted;
      await requireSameContent(manager, 'offer', wanted.id, { ...sent, amount, caseId });
      const [same] = await offerRows(manager, 'WHERE o.id = $1', [wanted.id]);
      if (same?.hash === hash) return { fresh: false, offer: viewOf(same) };
      if (same) throw new Problem('state-conflict', 'Another offer has this id.', [{ at: '/id', text: 'is taken' }]);
      const party = partyOf(acting, wanted.place);
      if (wanted.law === null || !CITES.test(wanted.law)) throw missing('no law cited', '/law');
      if (wanted.deposit === null) throw missing('no deposit', '/deposit');
      if (wanted.amountCents <= 0 || wanted.amountCents >= row.assessedCents)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/amount', text: `must be more than 0.00 and less than the claim, ${dollars(row.assessedCents)}` },
        ]);
      if (row.state === 'referred to Justice') refuse('at Justice', '/law', 'It is made to the Department of Justice.');
      if (!edgeOf(row.kind, row.state, 'accept offer'))
        refuse('case is over', '/law', `Case ${row.number} is '${row.state}'.`);
      requireOwed(row);
      const [pending] = await offerRows(manager, `WHERE o.case_id = $1 AND o.place = $2 AND o.state = 'pending'`, [
        caseId,
        party.place,
      ]);
      if (pending) throw new Problem('state-conflict', `Offer ${pending.number} of this party is pending.`);
      const by = acting.ofCbp ? ordering(asking) : actingName(asking);
      const day = portLocalDate(now, row.port);
      const [{ at }] = await manager.query(`SELECT nextval('offer_number')::int AS at`);
      const number = `OC-${day.slice(2, 4)}-${String(at).padStart(6, '0')}`;
      await manager.query(
        `INSERT INTO offer_in_compromise (id, number, case_id, place, state, law, reasons, amount_cents, deposit_reference, made_by, made_at, hash)
         VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7, $8, $9, $10, $11)`,
        [
          wanted.id,
          number,
          caseId,
          party.place,
          wanted.law,
          wanted.reasons,
          wanted.amountCents,
          wanted.deposit,
          by,
          now,
          hash,
        ],
      );
      await recordMoney(
        manager,
        caseId,
        {
          ...{
            id: randomUUID(),
            place: party.place,
            kind: 'deposit',
            offerId: wanted.id,
            amountCents: wanted.amountCents,
          },
          ...{ reference: wanted.deposit, receivedOn: day, by },
        },
        now,
      );
      tellFiled(unit, row, party.accountId, {
        by,
        what: `offered USD ${dollars(wanted.amountCents)} in compromise (${number})`,
      });
      return { fresh: true, offer: viewOf((await offerRows(manager, 'WHERE o.id = $1', [wanted.id]))[0]!) };
    });
  }

  /** Accepted in writing by headquarters, refused by an officer, taken back by who made it. @throws Problem */
  settle(asking: Asking, id: string, event: 'accept' | 'refuse' | 'withdraw', why: string): Promise<OfferView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const [found] = await offerRows(manager, 'WHERE o.id = $1', [id]);
      if (!found) throw new Problem('not-found', `There is no offer ${id}.`);
      const row = await lockCase(manager, found.caseId);
      const acting = await actingIn(manager, asking, row, now);
      if (!acting.ofCbp && !acting.own.includes(found.place))
        throw new Problem('not-found', `There is no offer ${id} of yours.`);
      requireMay(asking, acting, event);
      const by = acting.ofCbp ? ordering(asking) : actingName(asking);
      const [offer] = (await offerRows(manager, 'WHERE o.id = $1', [id])) as [OfferRow];
      const next = offerStates.next(offer.state, event);
      if (!next.ok) {
        if (offer.decidedBy === by && offer.decision === why) return viewOf(offer);
        throw new Problem(
          'state-conflict',
          `Offer ${offer.number} was ${offer.state} by ${offer.decidedBy} (${offer.decision}).`,
        );
      }
      if (event === 'accept') requireOwed(row);
      await manager.query(
        'UPDATE offer_in_compromise SET state = $2, decided_by = $3, decided_at = $4, decision = $5 WHERE id = $1',
        [...[id, next.value, by, now, why]],
      );
      const money = {
        id: randomUUID(),
        place: offer.place,
        offerId: id,
        amountCents: offer.amountCents,
        reference: offer.deposit,
        by,
      };
      const receivedOn = portLocalDate(now, row.port);
      const kind = event === 'accept' ? ('deposit applied' as const) : ('deposit refunded' as const);
      await recordMoney(manager, row.id, { ...money, kind, receivedOn }, now);
      const { accountId } = acting.parties.find(({ place }) => place === offer.place)!;
      if (event === 'accept') {
        await endPetitions(unit, row.id, `offer ${offer.number} accepted`, by);
        await endClocks(manager, row.id, { clocks: ALL, place: null }, `offer ${offer.number} accepted`, now);
        const why500 = `${offer.number}: ${dollars(offer.amountCents)} under ${offer.law}: ${why}`.slice(0, 500);
        await takeStep(unit, row, { step: 'accept offer', by, why: why500, amountCents: offer.amountCents });
      } else if (event === 'refuse') {
        if (accountId !== null) tellActed(unit, row, [accountId], { by, what: `refused offer ${offer.number}` });
      } else tellFiled(unit, row, accountId, { by, what: `withdrew offer ${offer.number}`, kind: 'withdrawn' });
      if (accountId !== null && event !== 'withdraw')
        tellMail(unit, row, [accountId], {
          about: 'offer in compromise',
          text: `offer ${offer.number} of USD ${dollars(offer.amountCents)} was ${next.value}${event === 'refuse' ? '; the deposit is refunded' : ''}: ${why}`,
        });
      return viewOf((await offerRows(manager, 'WHERE o.id = $1', [id]))[0]!);
    });
  }
}

const ALL = [
  ...[
    'petition against a seizure',
    'petition against a penalty',
    'petition against liquidated damages',
    'petition of a surety',
  ],
  ...['short petition', 'life of a decision on a petition', 'supplemental petition'],
];

/** Of what is paid there is nothing to compromise. @throws Problem `state-conflict` */
const requireOwed = (row: CaseRow): void => {
  if (owedOf(row) === 0) throw new Problem('state-conflict', `Case ${row.number} is '${row.state}': nothing is owed.`);
};

const missing = (refusal: 'no law cited' | 'no deposit', at: string): Problem => {
  const { code, says, rule } = REFUSALS[refusal];
  return new Problem('not-valid', 'Some fields are wrong.', [{ at, text: `${says} (${rule})`, code }]);
};

const requireMay = (asking: Asking, { ofCbp }: Acting, event: 'accept' | 'refuse' | 'withdraw'): void => {
  if (event === 'accept' && !asking.viewers.includes('headquarters'))
    throw new Problem('not-authorized', 'Headquarters accepts offers in compromise (19 CFR 172.32).');
  if (event === 'withdraw' && ofCbp) throw new Problem('not-authorized', 'Who made an offer takes it back.');
};
