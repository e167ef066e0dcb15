import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DowntimeChannel, DowntimeChanged, type DowntimeModule } from '#contracts';
import { type CustomsDate, localDate, type Relief } from '#kernel';
import { insertRows, storedShape } from '#persistence';
import { EASTERN } from '#reference';
import { keptFrom, reliefOf } from '#statement';

export const storedDowntime = storedShape<DowntimeChanged>({
  name: 'downtime.data',
  version: DowntimeChanged.version,
  lifts: DowntimeChanged.lifts,
});

/** Ways on which the trade brings something to CBP, and what is passed on each: whose downtime keeps somebody from doing what its clock is for. */
const WAYS = {
  /** Protests and what belongs to them, appeals, requests for review: addresses of this service. */
  'at the Center': { modules: ['cee'], channels: ['api', 'portal'] },
  /** Summaries: at the gateway, in any format. */
  'by filing': { modules: ['entry', 'gateway'], channels: ['edi', 'api'] },
  /** Answers to notices: in words at the Center, with documents and in the filer's format elsewhere. */
  'by either': { modules: ['cee', 'entry', 'gateway', 'account'], channels: ['edi', 'api', 'portal'] },
} as const satisfies Record<string, { modules: readonly DowntimeModule[]; channels: readonly DowntimeChannel[] }>;

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
   * What relieves an account that has to send CBP something. A downtime of what it must pass for that kept it from it; one for some modes of transport only did not.
   *
   * @param dayAt the day of an instant by the clock of the place where it is due; without it, by that of headquarters
   */
  reliefsFor(
    manager: Pick<EntityManager, 'query'>,
    now: Date,
    way: keyof typeof WAYS,
    dayAt?: (port: string | null, at: Date) => CustomsDate,
  ): Promise<(to: { accountId: string; port: string | null }) => Relief[]> {
    return reliefsFor(manager, now, way, dayAt);
  }
}

/** The same for who reads within a transaction of its own. */
export const reliefsFor = async (
  manager: Pick<EntityManager, 'query'>,
  now: Date,
  way: keyof typeof WAYS,
  dayAt: (port: string | null, at: Date) => CustomsDate = (_port, at) => localDate(at, EASTERN),
): Promise<(to: { accountId: string; port: string | null }) => Relief[]> => {
  const rows: { data: unknown }[] = await manager.query('SELECT data FROM downtime ORDER BY downtime_id');
  const all = rows.map(({ data }) => storedDowntime.read(data));
  return ({ accountId, port }) =>
    all
      .filter((downtime) => keptFrom(downtime, { accountId, port, modes: [], ...WAYS[way] }))
      .map((downtime) => reliefOf(downtime, (at) => dayAt(port, at), now));
};
