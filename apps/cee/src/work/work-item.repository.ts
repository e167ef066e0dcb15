import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { trustedImporters, type TrustedOn } from '../trusted-benefits/priority';
import { centerDay, type WorkItem } from './work-item';
import type { WorkItemEvent, WorkItemState } from './work-item.states';

type Reader = Pick<EntityManager, 'query'>;

const COLUMNS = {
  filer_code: ['text', 'filerCode'],
  entry_number: ['text', 'entryNumber'],
  account_id: ['uuid', 'accountId'],
  importer_identity: ['text', 'importerIdentity'],
  port_of_entry: ['text', 'portOfEntry'],
  mode_of_transport: ['text', 'modeOfTransport'],
  entry_type: ['text', 'entryType'],
  filed_on: ['date', 'filedOn'],
  timeliness: ['text', 'timeliness'],
  value_dollars: ['bigint', 'valueDollars'],
  duty_cents: ['bigint', 'dutyCents'],
  revision: ['int', 'revision'],
  reported_at: ['timestamptz', 'reportedAt'],
  control: ['text', 'control'],
  times_rejected: ['smallint', 'timesRejected'],
  rejected_on: ['date', 'rejectedOn'],
  resubmitted: ['boolean', 'resubmitted'],
  center_id: ['text', 'centerId'],
  team_number: ['text', 'teamNumber'],
  state: ['text', 'state'],
  due_date: ['date', 'dueDate'],
  priority: ['smallint', 'priority'],
  reasons: ['jsonb', 'reasons'],
  rank: ['int', 'rank'],
  judge_again_on: ['date', 'judgeAgainOn'],
  holder_id: ['uuid', 'holderId'],
  holder_name: ['text', 'holderName'],
  lease_until: ['timestamptz', 'leaseUntil'],
  reserved_for: ['uuid', 'reservedFor'],
  reserved_name: ['text', 'reservedName'],
  done_at: ['timestamptz', 'doneAt'],
  correction: ['jsonb', 'correction'],
} as const satisfies Record<string, readonly [string, keyof WorkItem]>;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const TYPES = Object.fromEntries(NAMES.map((name) => [name, COLUMNS[name][0]]));
const UPDATES = NAMES.filter((name) => !['filer_code', 'entry_number'].includes(name))
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');

const asRead = (name: keyof typeof COLUMNS): string => {
  const [type, field] = COLUMNS[name];
  const cast = type === 'date' ? '::text' : type === 'bigint' ? '::float8' : '';
  return `w.${name}${cast} AS "${field}"`;
};
/** Columns of a row called `w`. */
export const ITEM_COLUMNS = `w.id, ${NAMES.map(asRead).join(', ')}`;

type Key = Pick<WorkItem, 'filerCode' | 'entryNumber'>;
export const keyOf = ({ filerCode, entryNumber }: Key): string => `${filerCode}${entryNumber}`;

/** By filer code and entry number, locked in one order. */
export const lockItems = async (manager: EntityManager, keys: readonly Key[]): Promise<Map<string, WorkItem>> => {
  const rows: WorkItem[] = await manager.query(
    `SELECT ${ITEM_COLUMNS} FROM work_item w
       JOIN unnest($1::text[], $2::text[]) AS k (filer_code, entry_number) ON k.filer_code = w.filer_code AND k.entry_number = w.entry_number
      ORDER BY w.filer_code, w.entry_number FOR UPDATE OF w`,
    [keys.map(({ filerCode }) => filerCode), keys.map(({ entryNumber }) => entryNumber)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
};

/** @returns the id of each, by its key */
export const saveItems = async (
  manager: EntityManager,
  items: readonly Omit<WorkItem, 'id'>[],
): Promise<Map<string, string>> => {
  const rows = await insertRows(
    manager,
    'work_item',
    TYPES,
    [...items]
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      .map((item) =>
        Object.fromEntries(
          NAMES.map((name) => {
            const value: unknown = item[COLUMNS[name][1]];
            return [name, value instanceof Date ? value.toISOString() : value];
          }),
        ),
      ),
    `ON CONFLICT (filer_code, entry_number) DO UPDATE SET ${UPDATES}
     RETURNING id, filer_code AS "filerCode", entry_number AS "entryNumber"`,
  );
  return new Map((rows as (Key & { id: string })[]).map((row) => [keyOf(row), row.id]));
};

export interface Happened {
  readonly itemId: string;
  readonly event: WorkItemEvent;
  readonly state: WorkItemState;
  readonly by: string;
  readonly byId: string | null;
  readonly note: string | null;
}

/** In the order in which it happened. */
export const writeEvents = (manager: EntityManager, events: readonly Happened[], at: Date): Promise<unknown> =>
  insertRows(
    manager,
    'work_item_event',
    {
      ...{ item_id: 'bigint', event: 'text', state: 'text', by_name: 'text', by_id: 'uuid' },
      ...{ note: 'text', occurred_at: 'timestamptz' },
    },
    events.map(({ itemId, event, state, by, byId, note }) => ({
      ...{ item_id: itemId, event, state, by_name: by, by_id: byId, note },
      occurred_at: at.toISOString(),
    })),
  );

type Placed = Pick<WorkItem, 'importerIdentity' | 'portOfEntry' | 'modeOfTransport'>;

/** Of items, how their importers stand as trusted traders at port and mode of the entry on a day. */
export const trustedOn = async (
  manager: Reader,
  items: readonly Placed[],
  day: CustomsDate,
): Promise<(item: Placed) => TrustedOn | null> => {
  const trusted = await trustedImporters(
    manager,
    items.map(({ importerIdentity }) => importerIdentity),
    day,
  );
  return ({ importerIdentity, portOfEntry, modeOfTransport }) =>
    trusted(importerIdentity, { port: portOfEntry, mode: modeOfTransport });
};

/** The priority of open items of these importers is judged anew, by `WorkUpkeep`: their standing changed. */
export const judgeWorkOf = async ({ manager, now }: UnitOfWork, identities: readonly string[]): Promise<void> => {
  if (identities.length === 0) return;
  await manager.query(
    `UPDATE work_item SET judge_again_on = $2 WHERE state = 'open' AND importer_identity = ANY($1::text[])`,
    [identities, centerDay(now)],
  );
};
