import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DowntimeChanged } from '#contracts';
import { localDate, type Relief } from '#kernel';
import { insertRows, storedShape } from '#persistence';
import { EASTERN } from '#reference';
import { keptFrom, reliefOf } from '#statement';

export const storedDowntime = storedShape<DowntimeChanged>({
  name: 'downtime.data',
  version: DowntimeChanged.version,
  lifts: DowntimeChanged.lifts,
});

/** Downtimes as they stand: they stop the clocks of the trade. */
@Injectable()
export class Downtimes {
  /** Keeps what is newer than what is known. */
  async store(manager: EntityManager, downtimes: readonly DowntimeChanged[]): Promise<void> {
    const newest = new Map<string, DowntimeChanged>();
    for (const downtime of downtimes)
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
  }

  /**
   * What relieves an account that has to send CBP something, by the clock of headquarters. A downtime of the modules that it must pass, filing or handing in, kept it from it;
   * one for some modes of transport only did not.
   */
  async reliefsFor(
    manager: Pick<EntityManager, 'query'>,
    now: Date,
  ): Promise<(to: { accountId: string; port: string | null }) => Relief[]> {
    const rows: { data: unknown }[] = await manager.query('SELECT data FROM downtime ORDER BY downtime_id');
    const all = rows.map(({ data }) => storedDowntime.read(data));
    return ({ accountId, port }) =>
      all
        .filter((downtime) =>
          keptFrom(downtime, {
            ...{ accountId, port, modes: [] },
            ...{ modules: ['entry', 'gateway', 'account'], channels: ['edi', 'api'] },
          }),
        )
        .map((downtime) => reliefOf(downtime, (at) => localDate(at, EASTERN), now));
  }
}
