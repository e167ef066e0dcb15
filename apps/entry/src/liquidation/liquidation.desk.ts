import { Injectable } from '@nestjs/common';
import {
  entrySubject,
  LiquidationChanged,
  type LiquidationEvent,
  type LiquidationOrdered,
  type LiquidationStep,
} from '#contracts';
import { FEDERAL_CALENDAR } from '#kernel';
import type { Cause, UnitOfWork } from '#messaging';
import type { EntrySummary, StoredSummary, SummaryChange } from '../summary-on-file/summary.model';
import { tellDecided } from '../interactions/decided';
import { dayAt } from '../port-day/port-day';
import { afterSummary, type Followed } from './following.rules';
import type { Happened, Liquidation } from './liquidation.model';
import { LiquidationRepository, portOrNull } from './liquidation.repository';
import { isOpen, saysOfHold, scheduleOf } from './liquidation.rules';

const RUN = 'The liquidation run';
const NOTHING_OWED = { dutyCents: 0, fees: [] };

/** By whom a step was taken, as the account's log names them; null for what follows from a filing. */
const actorOf = ({ event, order }: Happened): string | null =>
  order?.specialist ?? (event === 'liquidated' ? RUN : null);

const wordsOf = ({ event, order, after }: Happened): string => {
  if (event === 'liquidated' || event === 'reliquidated')
    return `${event}${after.deemed ? ' by operation of law' : ''}`;
  if (event === 'extended') return `liquidation extended to ${order?.until}`;
  const code = order?.code ?? null;
  return code === null ? `liquidation ${event}` : `liquidation ${event}: ${code}, ${saysOfHold.get(code)}`;
};

/** Carries on liquidations: keeps what happened, and tells it to the services, the filer and the account's log. */
@Injectable()
export class LiquidationDesk {
  constructor(private readonly liquidations: LiquidationRepository) {}

  /**
   * Lets liquidations follow their summaries, which are locked; answers them as they are then.
   *
   * @param changes by which the summaries became what they are, where they are at hand
   * @param withSummary takes steps that nobody but a Center hears, by entry: whoever gives it tells them with the summary, and they are not told here
   */
  async follow(
    unit: UnitOfWork,
    summaries: readonly StoredSummary[],
    causeOf: (key: string) => Cause,
    changes: readonly SummaryChange[] = [],
    withSummary?: Map<string, LiquidationStep>,
  ): Promise<Map<string, Liquidation>> {
    const { manager, now } = unit;
    const known = await this.liquidations.of(
      manager,
      summaries.map(({ key }) => key),
    );
    const behind = summaries.filter(({ key, revision }) => known.get(key)?.revision !== revision);
    const happened: Happened[] = [];
    const changed = new Map<string, Liquidation>();
    const filed = new Map(changes.map((change) => [change.after, change]));
    const atHand = behind.flatMap((summary) => filedNow(summary, filed.get(summary), now) ?? []);
    const has = new Set(atHand.map(({ summary }) => summary));
    const read = behind.filter((summary) => !has.has(summary));
    for (const followed of [...atHand, ...(await this.liquidations.followed(manager, read))]) {
      const { key } = followed.summary;
      const step = afterSummary(known.get(key), followed, now);
      if (!step) continue;
      const after = step.event === null ? step.after : { ...step.after, version: step.after.version + 1 };
      known.set(key, after);
      changed.set(key, after);
      const why = whyOf(changes.findLast((change) => change.after.key === key));
      if (step.event !== null) happened.push({ after, event: step.event, order: null, why });
    }
    await this.liquidations.save(manager, [...changed.values()]);
    await this.conclude(unit, happened, ({ after }) => causeOf(after.key), summaries, withSummary);
    return known;
  }

  /** Keeps and tells what happened; the liquidations themselves are saved by whoever changed them. */
  async conclude(
    unit: UnitOfWork,
    happened: readonly Happened[],
    causeOf: (step: Happened) => Cause,
    summaries: readonly StoredSummary[],
    withSummary?: Map<string, LiquidationStep>,
  ): Promise<void> {
    if (happened.length === 0) return;
    const byKey = new Map(summaries.map((summary) => [summary.key, summary]));
    await this.liquidations.note(unit.manager, happened, unit.now);
    for (const step of happened) {
      const { after, event, order } = step;
      const summary = byKey.get(after.key);
      const cause = causeOf(step);
      if (withSummary && isOfCenters(event)) withSummary.set(after.key, stepOf(after, event));
      else tellLiquidation(unit, after, event, summary?.importerNumber ?? null, cause, order, null);
      const by = actorOf(step);
      if (by === null || event === 'set aside') continue;
      const number = { filerCode: after.key.slice(0, 3), entryNumber: after.key.slice(3) };
      tellDecided(
        unit,
        { ...number, decision: wordsOf(step), by, ports: after.portOfEntry ? [after.portOfEntry] : [], cause },
        after.accountId,
        order?.port === undefined ? (order?.centerId ?? null) : null,
      );
    }
  }
}

/** A summary whose content is at hand: filed with this change. Without an entry date of its own the release has it. */
const filedNow = (summary: StoredSummary, change: SummaryChange | undefined, now: Date): Followed | null => {
  const { content, computed } = change ?? {};
  if (!content?.entryDate) return null;
  const filedOn = dayAt(portOrNull(summary.portOfEntry), now);
  return { summary, content, computed: computed ?? null, filedOn, releaseDate: null };
};

const whyOf = (change: SummaryChange | undefined): string | null => (change ? `The summary was ${change.event}` : null);

/** Days by which an order or the run is judged, at the port of an entry. */
export const daysOf = ({ portOfEntry }: Pick<Liquidation, 'portOfEntry'>, now: Date) => {
  const today = dayAt(portOrNull(portOfEntry), now);
  return { today, noticeOn: FEDERAL_CALENDAR.onOrAfter(today), now: now.toISOString() };
};

/** That an entry is scheduled, or no more, only its Center hears. */
const isOfCenters = (event: LiquidationEvent): boolean => event === 'scheduled' || event === 'unscheduled';

const stepOf = (liquidation: Liquidation, event: LiquidationEvent): LiquidationStep => {
  const { version, entryType, entryDate, state, deemed, noticeOn, holds, filed, liquidated, changeCents } = liquidation;
  return {
    ...{ version, event, entryType, entryDate, state, scheduledFor: scheduleOf(liquidation), deemed, noticeOn },
    heldBy: holds.filter(isOpen).map(({ code, from, until, reference }) => ({ code, from, until, reference })),
    ...{ filed, liquidated, changeCents },
  };
};

/** Tells where a liquidation stands; `order` and `refusal` where it is the outcome of one. */
export const tellLiquidation = (
  unit: UnitOfWork,
  liquidation: Liquidation,
  event: LiquidationEvent,
  importerNumber: EntrySummary['importerNumber'],
  cause: Cause,
  order: LiquidationOrdered | null,
  refusal: string | null,
): void => {
  const { key, accountId, portOfEntry } = liquidation;
  const number = { filerCode: key.slice(0, 3), entryNumber: key.slice(3) };
  unit.publish(
    LiquidationChanged,
    entrySubject(number),
    {
      ...{ accountId, ...number, importerNumber, portOfEntry, ...stepOf(liquidation, event) },
      ...(order && { order: { orderId: order.orderId, refusal } }),
      occurredAt: unit.now.toISOString(),
    },
    cause,
  );
};

/** Tells a Center that its order was not carried out. What has no liquidation here is told as version 0, under the account that ordered. */
export const tellRefusal = (
  unit: UnitOfWork,
  order: LiquidationOrdered,
  liquidation: Liquidation | undefined,
  summary: StoredSummary | undefined,
  refusal: string,
  cause: Cause,
): void => {
  const { filerCode, entryNumber, accountId, occurredAt } = order;
  const day = occurredAt.slice(0, 10);
  const nothing: Liquidation = {
    ...{ key: `${filerCode}${entryNumber}`, accountId, revision: 0, version: 0, entryType: null, portOfEntry: null },
    ...{ entryDate: day, filedOn: day, onFile: false, state: 'not liquidated', holds: [], filed: NOTHING_OWED },
    ...{ liquidated: null, changeCents: null, deemed: false, noticeOn: null, liquidatedAt: null, byRun: false },
    decidedAt: null,
  };
  tellLiquidation(unit, liquidation ?? nothing, 'refused', summary?.importerNumber ?? null, cause, order, refusal);
};
