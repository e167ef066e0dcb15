import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SummaryReported } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { keepConduct } from '../compliance/conduct.repository';
import { countGoods } from '../imports/importer-goods.repository';
import { importerIdentity } from '../importer/importer-identity';
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
    const stored = await lockItems(
      manager,
      messages.map(({ data }) => data),
    );
    const items = new Map<string, Unsaved>(stored);
    const changed = new Set<string>();
    const happened: (Omit<Happened, 'itemId'> & { key: string })[] = [];
    for (const { data } of messages) {
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
  }
}
