import type { Contender } from './contender';
import { graphileWorker, graphileWorkerNamed } from './graphile-worker';
import { pgBoss, pgBossByKey, pgBossOneReader } from './pg-boss';
import { portway } from './portway';
import { tableQueue, tableQueueInOrder } from './table-queue';

/** Portway, and each peer as fast as its documents make it, and as it keeps order. */
export const CONTENDERS: readonly Contender[] = [
  portway,
  tableQueue,
  tableQueueInOrder,
  pgBoss,
  pgBossOneReader,
  pgBossByKey,
  graphileWorker,
  graphileWorkerNamed,
];

export const contenderOf = (name: string): Contender => CONTENDERS.find((each) => each.name === name)!;
