import type { UnitOfWork } from '#messaging';
import { reviewDue } from './priority.rules';
import { centerDay, judged, type WorkItem } from './work-item';
import { ITEM_COLUMNS, saveItems, trustedOn, writeEvents } from './work-item.repository';
import { workItemStates, type WorkItemEvent } from './work-item.states';

/** What a request or notice of the Center means for the item of its entry: while it waits for an answer the item is off the worklist, and comes back by itself. That of a port moves no work of a Center. */
export type NoticeEvent = WorkItemEvent &
  ('notice issued' | 'notice answered' | 'notice overdue' | 'notice refused' | 'notice settled' | 'the port acted');

/** Nothing happens to an item in a state in which a notice changes nothing. */
export const noteOnItem = async (
  { manager, now }: UnitOfWork,
  itemId: string,
  event: NoticeEvent,
  by: { readonly name: string; readonly personId: string | null },
  note: string,
): Promise<void> => {
  const [item]: WorkItem[] = await manager.query(`SELECT ${ITEM_COLUMNS} FROM work_item w WHERE w.id = $1 FOR UPDATE`, [
    itemId,
  ]);
  const next = item && workItemStates.next(item.state, event);
  if (!item || !next?.ok) return;
  const state = next.value;
  const today = centerDay(now);
  const after: WorkItem = {
    ...{ ...item, state },
    ...(state !== 'taken' && { holderId: null, holderName: null, leaseUntil: null }),
    ...(state === 'open' && { dueDate: reviewDue(item.entryType, item.filedOn), doneAt: null }),
    ...(state === 'with the importer' && { dueDate: null, doneAt: null }),
  };
  const trusted = await trustedOn(manager, [item], today);
  const { id: _id, ...unsaved } = judged(after, trusted(item), today);
  await saveItems(manager, [unsaved]);
  await writeEvents(manager, [{ itemId, event, state, by: by.name, byId: by.personId, note }], now);
};
