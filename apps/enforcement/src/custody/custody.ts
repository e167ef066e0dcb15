import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, Looks } from '#access';
import { enforcementCaseSubject } from '#contracts';
import { contentHash } from '#kernel';
import { Transactions } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { type CaseRow, caseRows, lockCase, partiesOf } from '../cases/case-row';
import { noteInCase } from '../cases/case-steps';
import { FINAL_STATES } from '../cases/case.states';
import { ordering, requireServes } from '../people/asking-person';

export interface Hand {
  readonly handedBy: string;
  readonly takenBy: string;
  readonly location: string;
  /** On the property when it was handed over; null where it has none. */
  readonly seal: string | null;
  /** As it was found on arrival; null where it is the one that was on it. */
  readonly sealFound: string | null;
  readonly pieces: number;
  readonly why: string;
  /** Instant in UTC. */
  readonly at: string;
}

export interface NewProperty {
  readonly id: string;
  readonly description: string;
  readonly tariff: string | null;
  readonly unit: string;
  readonly valueCents: number | null;
  readonly seized: Omit<Hand, 'sealFound'>;
}

export interface HandView extends Hand {
  readonly hand: number;
  /** In what it differs from what the hand before had; null where it does not. */
  readonly discrepancy: string | null;
  readonly recordedBy: string;
}

export interface PropertyView {
  readonly id: string;
  readonly description: string;
  readonly tariff: string | null;
  readonly unit: string;
  readonly valueCents: number | null;
  readonly discrepancies: number;
  /** Who had it, from the seizure on; the last one has it. */
  readonly custody: HandView[];
}

/** In what a hand found property otherwise than the one before left it. */
const discrepancyOf = (
  before: Pick<Hand, 'seal' | 'pieces'>,
  { sealFound, pieces }: Pick<Hand, 'sealFound' | 'pieces'>,
): string | null => {
  const found = [
    ...(sealFound !== null && sealFound !== before.seal
      ? [`seal ${sealFound} was found where ${before.seal ?? 'none'} was put`]
      : []),
    ...(pieces === before.pieces ? [] : [`${pieces} were counted where ${before.pieces} were handed over`]),
  ];
  return found.length === 0 ? null : found.join('; ');
};

/** Seized property and the chain of who has it: each hand takes from the one before, nothing is changed afterwards, and what differs is told. */
@Injectable()
export class Custody {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly looks: Looks,
  ) {}

  /** Property of a case with its chain. @throws Problem */
  async ofCase(asking: Asking, id: string): Promise<PropertyView[]> {
    const { manager } = this.source;
    const [row] = await caseRows(manager, 'WHERE c.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no case ${id}.`);
    requireServes(asking, row);
    await this.looks.tell(asking, `seized property of case ${row.number}`, async () => [
      {
        accountIds: row.toldToParties
          ? (await partiesOf(manager, [id])).flatMap(({ accountId }) => accountId ?? [])
          : [],
        ...{ kind: 'enforcement case', subject: enforcementCaseSubject(row.number) },
      },
    ]);
    return propertyOf(manager, id);
  }

  /** Takes property into custody. The same again is the same property. @throws Problem */
  seize(asking: Asking, id: string, wanted: NewProperty): Promise<PropertyView[]> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const row = await lockCase(manager, id);
      requireServes(asking, row);
      requireSeizure(row);
      const { valueCents: value, ...sent } = wanted;
      await requireSameContent(manager, 'property', wanted.id, { ...sent, value, caseId: id });
      const hash = contentHash({ ...wanted, by });
      const [written] = await manager.query(
        `INSERT INTO seized_property (id, case_id, description, tariff, unit, value_cents, recorded_at, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO NOTHING RETURNING 1`,
        [wanted.id, id, wanted.description, wanted.tariff, wanted.unit, wanted.valueCents, now, hash],
      );
      if (!written) {
        const [same] = await manager.query(
          'SELECT 1 FROM seized_property WHERE id = $1 AND case_id = $2 AND hash = $3',
          [...[wanted.id, id, hash]],
        );
        if (!same)
          throw new Problem('state-conflict', 'Other property has this id.', [{ at: '/id', text: 'is taken' }]);
        return propertyOf(manager, id);
      }
      requirePast(wanted.seized.at, now, '/seized/at');
      await append(manager, wanted.id, 1, { ...wanted.seized, sealFound: null }, null, by, now);
      return propertyOf(manager, id);
    });
  }

  /**
   * Hands property on. The same again is the same hand.
   *
   * @param place of the hand in the chain, from 1 on: two hands at once are one, and the other a conflict
   * @throws Problem `state-conflict` for a gap
   */
  hand(asking: Asking, id: string, propertyId: string, place: number, wanted: Hand): Promise<PropertyView[]> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, id);
      requireServes(asking, row);
      const property = (await propertyOf(manager, id)).find((one) => one.id === propertyId);
      if (!property) throw new Problem('not-found', `Case ${row.number} has no property ${propertyId}.`);
      const last = property.custody.at(-1)!;
      if (place <= last.hand) {
        const { hand: _hand, discrepancy: _discrepancy, recordedBy, ...known } = property.custody[place - 1]!;
        if (
          recordedBy === by &&
          contentHash(known) === contentHash({ ...wanted, at: new Date(wanted.at).toISOString() })
        )
          return [property];
        throw new Problem('state-conflict', `${last.takenBy} has it by now: hand ${last.hand} of ${last.at}.`, [
          { at: '/hand', text: `the next is ${last.hand + 1}` },
        ]);
      }
      const errors = [
        ...(place === last.hand + 1 ? [] : [{ at: '/hand', text: `leaves a gap: the next is ${last.hand + 1}` }]),
        ...(wanted.handedBy === last.takenBy ? [] : [{ at: '/handedBy', text: `has it not: ${last.takenBy} has` }]),
        ...(new Date(wanted.at).toISOString() < last.at
          ? [{ at: '/at', text: `is before ${last.takenBy} had it, ${last.at}` }]
          : []),
      ];
      if (errors.length > 0) throw new Problem('not-valid', 'Custody has no gap.', errors);
      requirePast(wanted.at, now, '/at');
      const discrepancy = discrepancyOf(last, wanted);
      await append(manager, propertyId, place, wanted, discrepancy, by, now);
      if (discrepancy !== null)
        await noteInCase(unit, row, {
          ...{ step: 'custody discrepancy', by },
          why: `${property.description}, hand ${place}, ${wanted.takenBy}: ${discrepancy}`,
        });
      return (await propertyOf(manager, id)).filter((one) => one.id === propertyId);
    });
  }
}

/** @throws Problem `state-conflict` */
const requireSeizure = (row: CaseRow): void => {
  if (row.kind !== 'seizure' || FINAL_STATES.includes(row.state))
    throw new Problem('state-conflict', `Case ${row.number} is no open seizure: ${row.kind}, ${row.state}.`);
};

/** @throws Problem `not-valid` */
const requirePast = (at: string, now: Date, field: string): void => {
  if (new Date(at) > now)
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at: field, text: `${at} is yet to come` }]);
};

const append = (
  manager: EntityManager,
  propertyId: string,
  place: number,
  { handedBy, takenBy, location, seal, sealFound, pieces, why, at }: Hand,
  discrepancy: string | null,
  by: string,
  now: Date,
): Promise<unknown> =>
  manager.query(
    `INSERT INTO custody_transfer (property_id, place, from_name, to_name, location, seal, seal_found, quantity, reason, discrepancy, transferred_at, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [propertyId, place, handedBy, takenBy, location, seal, sealFound, pieces, why, discrepancy, new Date(at), by, now],
  );

const propertyOf = async (manager: Pick<EntityManager, 'query'>, caseId: string): Promise<PropertyView[]> => {
  const properties: (Omit<PropertyView, 'custody' | 'discrepancies' | 'valueCents'> & { valueCents: string | null })[] =
    await manager.query(
      `SELECT id, description, tariff, unit, value_cents AS "valueCents" FROM seized_property WHERE case_id = $1 ORDER BY recorded_at, id`,
      [caseId],
    );
  const hands: (Omit<HandView, 'at' | 'pieces'> & { propertyId: string; at: Date; pieces: string })[] =
    await manager.query(
      `SELECT t.property_id AS "propertyId", t.place AS hand, t.from_name AS "handedBy", t.to_name AS "takenBy", t.location, t.seal, t.seal_found AS "sealFound", t.quantity AS pieces,
              t.reason AS why, t.discrepancy, t.transferred_at AS at, t.recorded_by AS "recordedBy"
       FROM custody_transfer t JOIN seized_property p ON p.id = t.property_id WHERE p.case_id = $1 ORDER BY t.property_id, t.place`,
      [caseId],
    );
  return properties.map(({ valueCents, ...property }) => {
    const custody = hands
      .filter(({ propertyId }) => propertyId === property.id)
      .map(({ propertyId: _property, at, pieces, ...hand }) => ({
        ...hand,
        pieces: Number(pieces),
        at: at.toISOString(),
      }));
    return {
      ...property,
      valueCents: valueCents === null ? null : Number(valueCents),
      discrepancies: custody.filter(({ discrepancy }) => discrepancy !== null).length,
      custody,
    };
  });
};
