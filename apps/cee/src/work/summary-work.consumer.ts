import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type LiquidationChanged, SummaryReported } from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { keepConduct } from '../compliance/conduct.repository';
import { countGoods } from '../imports/importer-goods.repository';
import { importerIdentity } from '../importer/importer-identity';
import { keepLiquidations } from '../entry-liquidations/liquidations-kept';
import { assignTeams, questionIn } from '../teams/teams';
import { tellOutcomes } from './decision-outcomes';
import { centerDay, judged, type WorkItem } from './work-item';
import { type Happened, keyOf, lockItems, saveItems, trustedOn, writeEvents } from './work-item.repository';
import { afterReport } from './summary-work.rules';

type Unsaved = Omit<WorkItem, 'id'>;
const ENTRY_SERVICE = 'the entry service';

/** Every summary that is given to a Center is a work item of its team, and stays what the entry service says of it; its lines are counted, and what was found in it. */
@Controller()
export class SummaryWorkConsumer {
  @EventPattern<string>(SummaryReported.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<SummaryReported>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const today = centerDay(now);
    const teams = await teamsAsked(unit, messages);
    const stored = await lockItems(
      manager,
      messages.map(({ data }) => data),
    );
    const items = new Map<string, Unsaved>(stored);
    const changed = new Set<string>();
    const happened: (Omit<Happened, 'itemId'> & { key: string })[] = [];
    for (const message of messages) {
      const data = { ...message.data, ...teams.get(message) };
      const key = keyOf(data);
      const identity = data.importerNumber === null ? null : importerIdentity(data.importerNumber);
      const after = afterReport(items.get(key), data, identity, centerDay(new Date(data.occurredAt)));
      if (!after) continue;
      items.set(key, after.item);
      changed.add(key);
      for (const event of after.events)
        happened.push({ key, event, state: after.item.state, by: ENTRY_SERVICE, byId: null, note: null });
    }
    await tellOutcomes(
      manager,
      messages.flatMap(({ data }) => data.decision ?? []),
      now,
    );
    const saving = [...changed].map((key) => items.get(key)!);
    const trusted = await trustedOn(manager, saving, today);
    const ids = await saveItems(
      manager,
      saving.map((item) => judged(item, trusted(item), today)),
    );
    await writeEvents(
      manager,
      happened.map(({ key, ...event }) => ({ ...event, itemId: ids.get(key)! })),
      now,
    );
    const reports = messages.map(({ data }) => data);
    await countGoods(manager, reports);
    await keepConduct(manager, reports);
    await keepLiquidations(unit, reports.flatMap(liquidationIn));
  }
}

/** Center and team of the summaries that need one, as they are decided now. */
const teamsAsked = async (
  unit: UnitOfWork,
  messages: readonly Received<SummaryReported>[],
): Promise<Map<unknown, Pick<SummaryReported, 'centerId' | 'teamNumber'>>> => {
  const questions = messages.flatMap((message) => questionIn(message.data, message) ?? []);
  const decisions = await assignTeams(unit, questions, true);
  return new Map(
    questions.map(({ cause }, at) => {
      const { centerId, teamNumber } = decisions[at]!;
      return [cause, { centerId, teamNumber }];
    }),
  );
};

/** What the filing did to the liquidation of the entry. */
const liquidationIn = (report: SummaryReported): LiquidationChanged[] => {
  const { accountId, filerCode, entryNumber, importerNumber, portOfEntry, occurredAt, liquidation } = report;
  return liquidation
    ? [{ accountId, filerCode, entryNumber, importerNumber, portOfEntry, occurredAt, ...liquidation }]
    : [];
};
