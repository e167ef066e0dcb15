import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { contentHash, type FieldError, formatEntryNumber, formatMoney } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem, requireSameContent, requireSameFields } from '#service';
import { keepProtestOf } from './protest-conduct';
import { type LiquidationOutcome, LiquidationOutcomes } from '../liquidation/liquidation-outcomes';
import { LiquidationOrders } from '../liquidation/liquidation-orders';
import { type NewAnswer, outcomeFault, recordAnswers } from '../earlier-answers/earlier-answers';
import { comparedOutcome, isCompared, type QuestionKind } from '../earlier-answers/question-kinds.table';
import { centerDay } from '../work/work-item';
import { type Official, officialOf } from '../people/center-people';
import { heldBy, lockedAt } from './protest-desk';
import { ProtestUpkeep } from './protest-upkeep';
import {
  entryRows,
  lockProtest,
  noteOf,
  onFileOf,
  protestRows,
  type ProtestRow,
  protestView,
  type ProtestView,
  replace,
  say,
} from './protest.repository';
import { decisionOf, type EntryDecided } from './protest.rules';
import type { ProtestEvent } from './protest.states';
import { cite } from './protests';

export const DECISIONS = ['approved', 'by entry', 'denied', 'not protestable'] as const;

/** What goods are by a decision. */
export interface Holding {
  readonly kind: QuestionKind;
  readonly goods: string;
  readonly supplier: string | null;
  /** In the form of the kind; null for a kind whose decisions are not compared. */
  readonly outcome: string | null;
}

const holdingFaults = (holdings: readonly Holding[]): FieldError[] =>
  holdings.flatMap(({ kind, outcome }, index) => {
    const at = `/holdings/${index}/outcome`;
    if (!isCompared(kind)) return outcome === null ? [] : [{ at, text: `is not for ${kind}: nothing is compared` }];
    if (outcome === null) return [{ at, text: `is missing: what the goods are (${kind})` }];
    return comparedOutcome(kind, outcome) === null ? [{ at, text: outcomeFault(kind, outcome) }] : [];
  });

export interface ProtestDecision {
  readonly id: string;
  readonly decision: (typeof DECISIONS)[number];
  /** For `approved` and `by entry`: each entry that was protested in time. */
  readonly entries: readonly EntryDecided[];
  /** What the goods are by it; of an approval of a liquidation one at least. */
  readonly holdings: readonly Holding[];
  readonly reason: string;
  readonly rulings: readonly string[];
}

export const GROUNDS = ['court case', 'other case', 'other protest'] as const;
const ADVICE = 'internal advice';
/** As CBP's messages name the Center of an importer that is assigned to none. */
const ASSIGNMENT_PENDING = 'PNDING';

export interface Suspension {
  readonly id: string;
  readonly ground: string;
  readonly reference: string;
  readonly why: string;
}

export const REVIEW_OUTCOMES = { approve: 'approved', 'approve in part': 'approved in part', deny: 'denied' } as const;
export type ReviewOutcome = keyof typeof REVIEW_OUTCOMES;

/** What a decision is called for people, and the event it is in the life of the protest. */
const EVENTS = {
  approved: { event: 'approved', word: 'approved' },
  'approved in part': { event: 'approved in part', word: 'denied in part' },
  denied: { event: 'denied', word: 'denied' },
  'not protestable': { event: 'found not protestable', word: 'not protestable' },
} as const satisfies Record<string, { event: ProtestEvent; word: string }>;

/** Protests as CBP reviews them: by the Center that has it, and by headquarters where further review is given. What an approved one changes is ordered from the entry service. */
@Injectable()
export class ProtestReview {
  constructor(
    private readonly transactions: Transactions,
    private readonly orders: LiquidationOrders,
    private readonly upkeep: ProtestUpkeep,
    outcomes: LiquidationOutcomes,
  ) {
    outcomes.follow('protest', (unit, became) => this.became(unit, became));
  }

  /**
   * By who has the protest. The same again is the same decision; of two at the same instant one takes effect.
   *
   * @throws Problem
   */
  async decide(asking: Asking, id: string, order: ProtestDecision): Promise<ProtestView> {
    const who = officialOf(asking);
    // What the law decided by itself is not decided again, also where the platform was away on the day.
    await this.upkeep.deemOne(id);
    return this.transactions.run(async (unit) => {
      const hash = contentHash({ ...order, by: who.personId });
      const before = await lockProtest(unit.manager, id);
      await requireSameContent(unit.manager, 'decision on a protest', order.id, { ...order, protestId: id });
      if (before.decision_id === order.id && before.decision_hash === hash)
        return protestView(unit.manager, before, unit.now);
      const [other] = await unit.manager.query('SELECT number FROM protest WHERE decision_id = $1 AND id <> $2', [
        order.id,
        id,
      ]);
      if (other)
        throw new Problem('state-conflict', `A decision of ${other.number} has this id.`, [
          { at: '/id', text: 'is taken' },
        ]);
      const row = await heldBy(unit, who, id);
      const outcome = await this.judge(unit.manager, row, order);
      const { event, word } = EVENTS[outcome];
      await noteOf(unit, row, event, who.name, order.reason);
      await unit.manager.query(
        `UPDATE protest SET decision_id = $2, decision_hash = $3, decided_by = $4, decided_at = $5, decided_on = $6, reason = $7 WHERE id = $1`,
        [id, order.id, hash, who.name, unit.now, centerDay(unit.now), order.reason],
      );
      await cite(unit.manager, id, order.rulings, 'CBP');
      const after = await replace(unit, id);
      await this.carryOut(unit, asking, who, after, order);
      await keepProtestOf(unit, row);
      await recordAnswers(unit, [
        {
          source: { kind: 'protest', id, number: row.number },
          ...{ stage: 'decision', kind: 'other', accountId: row.account_id, supplier: null },
          ...{ goods: row.contents.merchandise, tariff: null, outcome: null, port: null, centerId: row.center_id },
          ...{ text: `${word}: ${order.reason}`, day: centerDay(unit.now) },
          by: { name: who.name, personId: who.personId },
        },
        ...(await this.holdingsOf(unit, after, who, order)),
      ]);
      const court = outcome === 'approved' ? null : courtUntil(await protestView(unit.manager, after, unit.now));
      await say(unit, after, {
        ...{ kind: 'decided', by: who.name, disposition: word, what: `decided a protest, ${word}: ${order.reason}` },
        tell: {
          text: `${word}: ${order.reason}${court === null ? '' : `. The Court of International Trade is open until ${court} (19 CFR 174.31)`}`,
          dueDate: court,
        },
      });
      return protestView(unit.manager, after, unit.now);
    });
  }

  /** Orders again what the entry service refused, by anybody of the Center. The same id again changes nothing. */
  orderAgain(
    asking: Asking,
    id: string,
    order: {
      readonly id: string;
      readonly entryNumber: string;
      readonly finally: NonNullable<EntryDecided['finally']>;
      readonly reason: string;
    },
  ): Promise<ProtestView> {
    const who = officialOf(asking);
    return this.transactions.run(async (unit) => {
      const row = await lockedAt(unit, who, id);
      await requireSameContent(unit.manager, 'reliquidation', order.id, { ...order, protest: id });
      const entries = await entryRows(unit.manager, [id]);
      const entry = entries.find(
        ({ filer_code, entry_number }) => formatEntryNumber(filer_code, entry_number) === order.entryNumber,
      );
      if (!entry)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/entryNumber', text: 'is not an entry of this protest' },
        ]);
      if (entry.order_id === order.id) return protestView(unit.manager, row, unit.now);
      if (entry.outcome !== 'refused')
        throw new Problem(
          'state-conflict',
          `The reliquidation of ${order.entryNumber} was not refused: it is '${entry.outcome ?? 'not ordered'}'.`,
        );
      await unit.manager.query(
        `INSERT INTO protest_event (protest_id, event, state, by_name, note, occurred_at) VALUES ($1, 'ordered again', $2, $3, $4, $5)`,
        [id, row.state, who.name, `${order.entryNumber}: ${order.reason}`, unit.now],
      );
      await this.reliquidate(unit, asking, who, row, {
        ...{ orderId: order.id, place: entry.place, filerCode: entry.filer_code, entryNumber: entry.entry_number },
        ...{ finally: order.finally, reason: order.reason },
      });
      return protestView(unit.manager, row, unit.now);
    });
  }

  /** Waits for a court, another case or another protest. The same id again changes nothing. No clock of the law stops for it. */
  suspend(asking: Asking, id: string, suspension: Suspension): Promise<ProtestView> {
    const who = officialOf(asking);
    return this.transactions.run(async (unit) => {
      const row = await lockedAt(unit, who, id);
      await requireSameContent(unit.manager, 'suspension', suspension.id, { ...suspension, protest: id });
      await suspendWithin(unit, row, suspension, 'suspended', who.name);
      return protestView(unit.manager, await lockProtest(unit.manager, id), unit.now);
    });
  }

  endSuspension(asking: Asking, id: string, suspensionId: string): Promise<ProtestView> {
    const who = officialOf(asking);
    return this.transactions.run(async (unit) => {
      const row = await lockedAt(unit, who, id);
      const [found] = await unit.manager.query(
        'SELECT ground FROM protest_suspension WHERE id = $1 AND protest_id = $2',
        [suspensionId, id],
      );
      if (!found) throw new Problem('not-found', `Protest ${row.number} has no suspension ${suspensionId}.`);
      if (found.ground === ADVICE)
        throw new Problem(
          'state-conflict',
          'Headquarters ends it with its answer, or who asked takes the question back.',
        );
      await endWithin(unit, row, suspensionId, who.name);
      return protestView(unit.manager, await lockProtest(unit.manager, id), unit.now);
    });
  }

  /** Sets an application for further review aside, or forwards the protest to headquarters (19 CFR 174.26). */
  judgeApplication(
    asking: Asking,
    id: string,
    { decision, why }: { readonly decision: 'forwarded' | 'set aside'; readonly why: string },
  ): Promise<ProtestView> {
    const who = officialOf(asking);
    return this.transactions.run(async (unit) => {
      const row = await heldBy(unit, who, id);
      if (row.further_review_state === 'none')
        throw new Problem('state-conflict', `Nobody applied for further review of ${row.number}.`);
      if (row.further_review_state !== 'asked')
        throw new Problem('state-conflict', `Further review of ${row.number} was ${row.further_review_state} already.`);
      await noteOf(unit, row, decision === 'forwarded' ? 'forwarded' : 'further review set aside', who.name, why);
      await unit.manager.query(
        `UPDATE protest SET further_review_state = $2${decision === 'forwarded' ? ', holder_id = NULL, holder_name = NULL, lease_until = NULL' : ''} WHERE id = $1`,
        [id, decision],
      );
      const after = await replace(unit, id);
      await say(unit, after, {
        ...{ kind: 'decided', by: who.name, disposition: decision },
        what:
          decision === 'forwarded'
            ? `forwarded a protest to headquarters: ${why}`
            : `set further review of a protest aside: ${why}`,
        tell: {
          text: decision === 'forwarded' ? `forwarded to headquarters: ${why}` : `further review was set aside: ${why}`,
          dueDate: null,
        },
      });
      return protestView(unit.manager, after, unit.now);
    });
  }

  /** Headquarters decides by a ruling; the Center then disposes of the protest in accord with it (19 CFR 174.27). */
  review(
    id: string,
    { outcome, ruling, reason }: { readonly outcome: ReviewOutcome; readonly ruling: string; readonly reason: string },
    by: string,
  ): Promise<ProtestView> {
    return this.transactions.run(async (unit) => {
      const row = await lockProtest(unit.manager, id);
      const { review } = row;
      if (review?.outcome === outcome && review.ruling === ruling && review.by === by)
        return protestView(unit.manager, row, unit.now);
      await requireRulings(unit.manager, '/ruling', [ruling], false);
      await noteOf(unit, row, 'reviewed', by, `${outcome}, ${ruling}: ${reason}`);
      await unit.manager.query(`UPDATE protest SET review = $2, further_review_state = 'reviewed' WHERE id = $1`, [
        id,
        JSON.stringify({ outcome, ruling, reason, by }),
      ]);
      await cite(unit.manager, id, [ruling], 'CBP');
      const after = await replace(unit, id);
      await say(unit, after, {
        ...{ kind: 'decided', by, disposition: 'reviewed', what: `reviewed a protest by ruling ${ruling}: ${outcome}` },
        tell: {
          text: `headquarters decided by ruling ${ruling}: ${outcome}. The Center carries it out`,
          dueDate: null,
        },
      });
      return protestView(unit.manager, after, unit.now);
    });
  }

  private async judge(manager: EntityManager, row: ProtestRow, order: ProtestDecision): Promise<keyof typeof EVENTS> {
    const errors: FieldError[] = [];
    const isByEntry = order.decision === 'approved' || order.decision === 'by entry';
    let outcome: keyof typeof EVENTS = order.decision === 'not protestable' ? 'not protestable' : 'denied';
    // What was protested too late nobody decides on: neither does a further review.
    let inTime: keyof typeof EVENTS = outcome;
    if (!isByEntry && order.entries.length > 0)
      errors.push({ at: '/entries', text: `is for a decision by entry: '${order.decision}' is about all of them` });
    if (isByEntry) {
      const entries = await entryRows(manager, [row.id]);
      const onFile = await onFileOf(
        manager,
        entries.map(({ filer_code, entry_number }) => ({ filerCode: filer_code, entryNumber: entry_number })),
      );
      const judged = decisionOf(
        order.entries,
        entries.map((entry, index) => ({
          entryNumber: formatEntryNumber(entry.filer_code, entry.entry_number),
          ...{ timely: entry.timely, lines: entry.lines, liquidated: onFile[index]!.liquidation?.liquidated ?? null },
        })),
        row.protested === 'liquidation',
      );
      errors.push(...judged.faults);
      outcome = judged.outcome;
      inTime = judged.inTime;
      if (inTime !== 'denied' && row.protested === 'liquidation' && order.holdings.length === 0)
        errors.push({
          ...{ at: '/holdings', text: 'is missing: an approval says what the goods are by it' },
          remedy: 'Name kind, goods and outcome, such as classification, the goods in words, and 3924.10.',
        });
      if (order.decision === 'approved' && order.entries.some(({ decision }) => decision === 'denied'))
        errors.push({ at: '/decision', text: "denies an entry: that is a decision 'by entry'" });
    }
    errors.push(...holdingFaults(order.holdings));
    errors.push(...(await rulingFaults(manager, '/rulings', order.rulings, true)));
    errors.push(...(await this.bindingFaults(manager, row, order)));
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    if (row.further_review_state === 'asked' && inTime !== 'approved')
      throw new Problem(
        'state-conflict',
        'Further review is asked for, and would be cut off: forward it to headquarters or set it aside first (19 CFR 174.26).',
      );
    if (row.review !== null && REVIEW_OUTCOMES[row.review.outcome as ReviewOutcome] !== inTime)
      throw new Problem(
        'state-conflict',
        `Headquarters decided by ruling ${row.review.ruling} to ${row.review.outcome}: the protest is disposed of in accord with it (19 CFR 174.27).`,
      );
    return outcome;
  }

  /** What the goods are by a decision: it binds later ones, as what a review of a summary finds does. */
  private async holdingsOf(
    { manager, now }: UnitOfWork,
    row: ProtestRow,
    { name, personId }: Official,
    { holdings, reason }: ProtestDecision,
  ): Promise<NewAnswer[]> {
    if (holdings.length === 0) return [];
    const [owner]: { id: string }[] = await manager.query(
      'SELECT account_id AS id FROM importer_account WHERE importer_identity = $1 ORDER BY account_id LIMIT 1',
      [row.protestant_identity],
    );
    const [entry] = await entryRows(manager, [row.id]);
    return holdings.map(({ kind, goods, supplier, outcome }, at) => ({
      source: { kind: 'protest', id: row.id, number: row.number, part: at + 1 },
      ...{ stage: 'decision', kind, accountId: owner?.id ?? row.account_id, supplier, goods, outcome, text: reason },
      tariff: kind === 'classification' ? outcome : null,
      ...{ port: entry?.port ?? null, centerId: row.center_id, day: centerDay(now), by: { name, personId } },
    }));
  }

  /** What headquarters answered about this protest binds: a decision names it. */
  private async bindingFaults(
    manager: EntityManager,
    row: ProtestRow,
    { rulings }: ProtestDecision,
  ): Promise<FieldError[]> {
    const advice: { number: string; ruling: string }[] = await manager.query(
      `SELECT number, ruling_number AS ruling FROM internal_advice WHERE protest_id = $1 AND state = 'answered' ORDER BY number`,
      [row.id],
    );
    const binding = [
      ...advice.map(({ number, ruling }) => ({ what: `internal advice ${number}`, ruling })),
      ...(row.review === null ? [] : [{ what: 'the further review', ruling: row.review.ruling }]),
    ];
    return binding
      .filter(({ ruling }) => !rulings.includes(ruling))
      .map(({ what, ruling }) => ({ at: '/rulings', text: `does not name ${ruling}: ${what} binds this decision` }));
  }

  private async carryOut(
    unit: UnitOfWork,
    asking: Asking,
    who: Official,
    row: ProtestRow,
    order: ProtestDecision,
  ): Promise<void> {
    const entries = await entryRows(unit.manager, [row.id]);
    for (const entry of entries) {
      if (!entry.timely) continue;
      const text = formatEntryNumber(entry.filer_code, entry.entry_number);
      const decided = order.entries.find(({ entryNumber }) => entryNumber === text);
      await unit.manager.query(
        'UPDATE protest_entry SET decided = $3, decided_lines = $4 WHERE protest_id = $1 AND place = $2',
        [row.id, entry.place, decided?.decision ?? 'denied', decided?.lines ?? []],
      );
      if (decided?.decision === 'approved' && decided.finally !== null)
        await this.reliquidate(unit, asking, who, row, {
          ...{
            orderId: randomUUID(),
            place: entry.place,
            filerCode: entry.filer_code,
            entryNumber: entry.entry_number,
          },
          ...{ finally: decided.finally, reason: order.reason },
        });
    }
  }

  private async reliquidate(
    unit: UnitOfWork,
    asking: Asking,
    who: Official,
    row: ProtestRow,
    order: {
      readonly orderId: string;
      readonly place: number;
      readonly filerCode: string;
      readonly entryNumber: string;
      readonly finally: NonNullable<EntryDecided['finally']>;
      readonly reason: string;
    },
  ): Promise<void> {
    const owed = { ...order.finally, fees: [...order.finally.fees] };
    await unit.manager.query(
      `UPDATE protest_entry SET finally = $3, order_id = $4, outcome = 'waits', refusal = NULL WHERE protest_id = $1 AND place = $2`,
      [row.id, order.place, JSON.stringify(owed), order.orderId],
    );
    await this.orders.order(unit, {
      ...{ id: order.orderId, filerCode: order.filerCode, entryNumber: order.entryNumber, order: 'reliquidate' },
      ...{ code: null, until: null, finally: owed, basis: 'protest', reference: row.number, reason: order.reason },
      by: { ...who, center: row.center_id ?? ASSIGNMENT_PENDING },
      ...{ teamNumber: row.team_number, accountId: asking.account.accountId },
    });
  }

  /** What the entry service made of reliquidations. */
  private async became(unit: UnitOfWork, outcomes: readonly LiquidationOutcome[]): Promise<void> {
    for (const { orderId, refusal, liquidation } of outcomes) {
      const [[entry]]: [{ protest_id: string; filer_code: string; entry_number: string }[], number] =
        await unit.manager.query(
          `UPDATE protest_entry SET outcome = $2, refusal = $3 WHERE order_id = $1 AND outcome = 'waits' RETURNING protest_id, filer_code, entry_number`,
          [orderId, refusal === null ? 'carried out' : 'refused', refusal],
        );
      if (!entry) continue;
      const [row] = await protestRows(unit.manager, 'WHERE p.id = $1', [entry.protest_id]);
      const number = formatEntryNumber(entry.filer_code, entry.entry_number);
      const cents = liquidation.changeCents ?? 0;
      const text =
        refusal === null
          ? `entry ${number} was reliquidated on ${liquidation.noticeOn}: ${cents === 0 ? 'nothing changes' : `$${formatMoney(BigInt(Math.abs(cents)))} ${cents < 0 ? 'less' : 'more'} is owed`}`
          : `entry ${number} was not reliquidated yet: ${refusal}. The Center looks at it`;
      await say(unit, row!, {
        ...{ kind: 'decided', by: null, disposition: refusal === null ? 'reliquidated' : 'refused' },
        what: `heard of a protest that ${text}`,
        tell: { text, dueDate: null },
      });
    }
  }
}

const courtUntil = ({ clocks }: ProtestView): string | null =>
  clocks.find(({ clock }) => clock === 'court action')?.dueDate ?? null;

/** @param several whether each is named by its place in a list */
const rulingFaults = async (
  manager: EntityManager,
  at: string,
  numbers: readonly string[],
  several: boolean,
): Promise<FieldError[]> => {
  const rows: { number: string }[] = await manager.query('SELECT number FROM ruling WHERE number = ANY($1)', [numbers]);
  const known = new Set(rows.map(({ number }) => number));
  return numbers.flatMap((number, index) =>
    known.has(number) ? [] : [{ at: several ? `${at}/${index}` : at, text: `there is no ruling ${number}` }],
  );
};

/** @throws Problem `not-valid` */
export const requireRulings = async (
  manager: EntityManager,
  at: string,
  numbers: readonly string[],
  several = true,
): Promise<void> => {
  const errors = await rulingFaults(manager, at, numbers, several);
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
};

/** Within the transaction of what it follows from. The same id again changes nothing. */
export const suspendWithin = async (
  unit: UnitOfWork,
  row: ProtestRow,
  { id, ground, reference, why }: Suspension,
  event: 'suspended' | 'advice asked',
  by: string,
): Promise<void> => {
  const [same] = await unit.manager.query(
    'SELECT protest_id AS "protestId", ground, reference, why FROM protest_suspension WHERE id = $1',
    [id],
  );
  if (same) return requireSameFields('suspension', same, { protestId: row.id, ground, reference, why });
  await noteOf(unit, row, event, by, `${ground} ${reference}: ${why}`);
  await unit.manager.query(
    'INSERT INTO protest_suspension (id, protest_id, ground, reference, why, suspended_by, suspended_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, row.id, ground, reference, why, by, unit.now],
  );
  await unit.manager.query(
    'UPDATE protest SET holder_id = NULL, holder_name = NULL, lease_until = NULL WHERE id = $1',
    [row.id],
  );
  await say(unit, row, {
    ...{ kind: 'decided', by, disposition: 'suspended', what: `suspended a protest for ${ground} ${reference}` },
    tell: { text: `suspended for ${ground} ${reference}: ${why}`, dueDate: null },
  });
};

/** Ends one ground of a suspension; with the last the protest is open again. Again changes nothing. */
export const endWithin = async (unit: UnitOfWork, row: ProtestRow, suspensionId: string, by: string): Promise<void> => {
  const { manager, now } = unit;
  const [ended]: [{ ground: string; reference: string }[], number] = await manager.query(
    'UPDATE protest_suspension SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL RETURNING ground, reference',
    [suspensionId, by, now],
  );
  // Decided meanwhile, by law: then it waits for nothing any more.
  if (ended.length === 0 || row.state !== 'suspended') return;
  const [{ left }] = await manager.query(
    'SELECT count(*)::int AS left FROM protest_suspension WHERE protest_id = $1 AND ended_at IS NULL',
    [row.id],
  );
  const { ground, reference } = ended[0]!;
  await noteOf(unit, row, left > 0 ? 'one ground over' : 'resumed', by, `${ground} ${reference}`);
  await say(unit, row, {
    ...{ kind: 'decided', by, disposition: left > 0 ? 'suspended' : 'resumed' },
    what: `ended the suspension of a protest for ${ground} ${reference}`,
    tell: {
      text: `no longer suspended for ${ground} ${reference}${left > 0 ? `, still for ${left} more` : ''}`,
      dueDate: null,
    },
  });
};
