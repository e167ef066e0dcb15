import type { EntityManager } from 'typeorm';
import { DowntimeChanged } from '#contracts';
import type { Relief } from '#kernel';
import { insertRows, storedShape } from '#persistence';
import { portLocalDate } from '#reference';
import { keptFrom, reliefOf } from '#statement';

export const storedDowntime = storedShape<DowntimeChanged>({
  name: 'downtime.data',
  version: DowntimeChanged.version,
  lifts: DowntimeChanged.lifts,
});

/** Keeps downtimes as they stand; what is older than what is known changes nothing. */
export const keepDowntimes = async (manager: EntityManager, told: readonly DowntimeChanged[]): Promise<void> => {
  const newest = new Map<string, DowntimeChanged>();
  for (const downtime of told)
    if ((newest.get(downtime.downtimeId)?.version ?? 0) < downtime.version) newest.set(downtime.downtimeId, downtime);
  await insertRows(
    manager,
    'downtime',
    { downtime_id: 'uuid', version: 'int', data: 'json' },
    [...newest.values()]
      .sort((a, b) => (a.downtimeId < b.downtimeId ? -1 : 1))
      .map((data) => ({ downtime_id: data.downtimeId, version: data.version, data: storedDowntime.write(data) })),
    `ON CONFLICT (downtime_id) DO UPDATE SET version = excluded.version, data = excluded.data WHERE downtime.version < excluded.version`,
  );
};

export type ReliefFor = (of: { readonly accountId: string | null; readonly port: string }) => Relief[];

/** What relieves a party that has to petition or pay at a port: petitions are filed at this service itself. A party without an account files on paper: a downtime keeps it from nothing. */
export const reliefsOf = async (manager: Pick<EntityManager, 'query'>, now: Date): Promise<ReliefFor> => {
  const rows: { data: unknown }[] = await manager.query('SELECT data FROM downtime ORDER BY downtime_id');
  const all = rows.map(({ data }) => storedDowntime.read(data));
  return ({ accountId, port }) =>
    accountId === null
      ? []
      : all
          .filter((downtime) =>
            keptFrom(downtime, {
              ...{ accountId, port, modes: [], modules: ['enforcement'], channels: ['api'] },
            }),
          )
          .map((downtime) => reliefOf(downtime, (at) => portLocalDate(at, port), now));
};
