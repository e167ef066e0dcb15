import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault';
import { databaseOf, type Stage } from '../stage';

const BROKER = ['broker'];

/** Consumers stand still for as long as their gates do not notice: what is filed meanwhile is in the broker and nowhere else. */
const fillQueues = async (stage: Stage): Promise<void> => {
  for (const service of ['entry', 'manifest']) await stage.kill(service);
  await pause(3_000);
};
const emptyQueues = async (stage: Stage): Promise<void> => {
  await Promise.all(['entry', 'manifest'].map((service) => stage.start(service)));
};

const alarm = (name: string, title: string, set: readonly string[], unset: readonly string[]): Fault => ({
  name,
  title,
  seconds: 30,
  named: BROKER,
  async begin(stage) {
    await stage.rabbitctl(...set);
    return async () => void (await stage.rabbitctl(...unset));
  },
});

export const BROKER_FAULTS: readonly Fault[] = [
  {
    name: 'broker-killed',
    title: 'the broker is killed, and started when the time is over',
    seconds: 15,
    named: BROKER,
    async begin(stage) {
      await stage.kill('broker');
      return () => stage.start('broker');
    },
  },
  {
    name: 'broker-frozen',
    title: 'the broker is frozen and goes on',
    seconds: 25,
    named: BROKER,
    async begin(stage) {
      const pids = await stage.pidsOf('broker');
      stage.freeze(pids);
      return async () => stage.thaw(pids);
    },
  },
  {
    name: 'broker-wiped',
    title: 'the broker loses its disk with several seconds of messages on it',
    seconds: 2,
    named: [],
    async begin(stage) {
      const frozen = [...(await stage.pidsOf('entry')), ...(await stage.pidsOf('manifest'))];
      stage.freeze(frozen);
      await pause(6_000);
      await stage.kill('broker');
      stage.wipeBroker();
      return async () => {
        await stage.start('broker');
        stage.thaw(frozen);
      };
    },
  },
  {
    name: 'queue-purged',
    title: 'every queue of entry and manifest is purged with messages in it',
    seconds: 0,
    named: [],
    async begin(stage) {
      await fillQueues(stage);
      await stage.purgeQueues(['entry', 'manifest']);
      return () => emptyQueues(stage);
    },
  },
  {
    name: 'queue-deleted',
    title: 'one queue of entry is deleted',
    seconds: 10,
    named: [],
    async begin(stage) {
      await stage.deleteQueues('entry', 1);
      return async () => undefined;
    },
  },
  {
    name: 'gateway-queue-deleted',
    title: 'every queue of the gateway is deleted',
    seconds: 10,
    named: [],
    async begin(stage) {
      await stage.deleteQueues('gateway');
      return async () => undefined;
    },
  },
  {
    name: 'queue-dead',
    title: 'the broker cannot serve two queues of entry any more and closes every connection',
    seconds: 0,
    named: [],
    async begin(stage) {
      await stage.stopQueues('entry', 2);
      await stage.rabbitctl('close_all_connections', 'queue dead');
      return async () => undefined;
    },
  },
  {
    name: 'connections-closed',
    title: 'the broker closes all connections five times',
    seconds: 0,
    named: [],
    async begin(stage) {
      for (let time = 0; time < 5; time += 1) {
        await stage.rabbitctl('close_all_connections', 'maintenance');
        await pause(2_000);
      }
      return async () => undefined;
    },
  },
  {
    name: 'permissions-revoked',
    title: 'the broker lets the platform do nothing',
    seconds: 25,
    named: BROKER,
    async begin(stage) {
      await stage.revokePermissions();
      return () => stage.giveBackPermissions();
    },
  },
  alarm(
    'memory-alarm',
    'the broker is short of memory and takes nothing',
    ['set_vm_memory_high_watermark', '0.000001'],
    ['set_vm_memory_high_watermark', '0.4'],
  ),
  alarm(
    'disk-alarm',
    'the broker is short of disk and takes nothing',
    ['set_disk_free_limit', '900000GB'],
    ['set_disk_free_limit', '50MB'],
  ),
  {
    name: 'broker-wiped-databases-read-only',
    title: 'the broker loses its disk while the databases of entry and manifest are read-only',
    seconds: 25,
    named: [...BROKER, 'entry', 'manifest'],
    async begin(stage) {
      const databases = ['entry', 'manifest'].map(databaseOf);
      for (const database of databases)
        await stage.sql(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
      await stage.endSessions(databases);
      await stage.kill('broker');
      stage.wipeBroker();
      await stage.start('broker');
      return async () => {
        for (const database of databases)
          await stage.sql(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
        await stage.endSessions(databases);
      };
    },
  },
];
