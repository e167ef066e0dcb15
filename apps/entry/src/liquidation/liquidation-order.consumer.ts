import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { LiquidationOrdered } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { ENTRY_TYPES } from '#reference';
import { ClaimsOnEntryRepository } from '../claims-on-entry/claims-on-entry.repository';
import { againstOrder } from '../claims-on-entry/claims-on-entry.rules';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import type { StoredSummary } from '../summary-on-file/summary.model';
import { dayAt } from '../port-day/port-day';
import { releaseKey } from '../release/release.model';
import { daysOf, LiquidationDesk, tellLiquidation, tellRefusal } from './liquidation.desk';
import type { Happened, Liquidation } from './liquidation.model';
import { type JudgedOrder, LiquidationRepository, portOrNull } from './liquidation.repository';
import { afterOrder, eventOf } from './liquidation.rules';

/** What was decided by a Center that need not have the summary: its authority is that of the protest or case. */
const BY_OWN_AUTHORITY: readonly LiquidationOrdered['basis'][] = ['protest', 'evasion case'];

/** Why an order is not judged at all, or null. */
const refusalOf = (
  { centerId, port, basis }: LiquidationOrdered,
  summary: StoredSummary | undefined,
  liquidation: Liquidation | undefined,
): string | null => {
  if (!summary || summary.state === 'deleted') return 'NO SUMMARY IS ON FILE';
  if (port !== undefined) {
    if (summary.portOfEntry !== port) return 'ENTRY OF ANOTHER PORT';
  } else if (summary.centerId !== centerId && !BY_OWN_AUTHORITY.includes(basis)) return 'SUMMARY OF ANOTHER CENTER';
  if (liquidation) return null;
  const types = [...ENTRY_TYPES.values()].filter(
    ({ liquidation: when, filings }) => when === 'none' && filings.includes('AE'),
  );
  return `ENTRIES OF TYPES ${types.map(({ code }) => code).join(' ')} ARE NOT LIQUIDATED`;
};

/** What Centers, and ports where they decide, order about liquidations. Each order is judged once, by the instant at which it was given; the Center hears what became of it as often as it asks. */
@Controller()
export class LiquidationOrderConsumer {
  constructor(
    private readonly summaries: EntrySummaryRepository,
    private readonly liquidations: LiquidationRepository,
    private readonly desk: LiquidationDesk,
    private readonly claims: ClaimsOnEntryRepository,
  ) {}

  @EventPattern<string>(LiquidationOrdered.type, { batch: true })
  async take(@Payload() messages: Received<LiquidationOrdered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const keyOf = ({ filerCode, entryNumber }: LiquidationOrdered): string => releaseKey(filerCode, entryNumber);
    const causes = new Map(messages.map((message) => [message.data.orderId, message]));
    const keys = messages.map(({ data }) => keyOf(data));
    const stored = await this.summaries.lock(manager, keys);
    const firstOf = (key: string) => messages[keys.indexOf(key)]!;
    const standing = await this.desk.follow(unit, [...stored.values()], firstOf);
    const judged = await this.liquidations.judged(manager, [...causes.keys()]);
    const claims = await this.claims.of(
      manager,
      messages.filter(({ data }) => data.finally !== null).map(({ data }) => keyOf(data)),
    );
    const keeping: JudgedOrder[] = [];
    const happened: Happened[] = [];
    const changed = new Set<string>();
    for (const message of messages) {
      const order = message.data;
      const key = keyOf(order);
      const [summary, liquidation] = [stored.get(key), standing.get(key)];
      const before = judged.get(order.orderId);
      if (before !== undefined) {
        // Of the first time it is told what it made; of every other what is known of it.
        if (before !== null) tellRefusal(unit, order, liquidation, summary, before, message);
        else if (liquidation)
          tellLiquidation(unit, liquidation, eventOf(order), summary?.importerNumber ?? null, message, order, null);
        continue;
      }
      const refuse = (refusal: string): void => {
        judged.set(order.orderId, refusal);
        keeping.push({ order, refusal });
        tellRefusal(unit, order, liquidation, summary, refusal, message);
      };
      const refusal = refusalOf(order, summary, liquidation);
      if (refusal !== null || !liquidation) {
        refuse(refusal ?? '');
        continue;
      }
      const claimed = claims.get(key);
      const against = claimed && order.finally && againstOrder(claimed, order.finally);
      if (against) {
        refuse(against);
        continue;
      }
      const orderedOn = dayAt(portOrNull(liquidation.portOfEntry), new Date(order.occurredAt));
      const outcome = afterOrder(liquidation, order, { ...daysOf(liquidation, now), orderedOn });
      if ('refusal' in outcome) {
        refuse(outcome.refusal);
        continue;
      }
      let { version } = liquidation;
      if (outcome.setAside) {
        const after = { ...outcome.setAside, version: (version += 1) };
        happened.push({ after, event: 'set aside', order: null, why: `Order ${order.orderId} was given before` });
      }
      const after = { ...outcome.after, version: version + 1 };
      happened.push({ after, event: eventOf(order), order, why: null });
      judged.set(order.orderId, null);
      keeping.push({ order, refusal: null });
      standing.set(key, after);
      changed.add(key);
    }
    await this.liquidations.save(
      manager,
      [...changed].map((key) => standing.get(key)!),
    );
    await this.liquidations.keep(manager, keeping, now);
    const causeOf = ({ after, order }: Happened) =>
      (order ? causes.get(order.orderId) : undefined) ?? firstOf(after.key);
    await this.desk.conclude(unit, happened, causeOf, [...stored.values()]);
  }
}
