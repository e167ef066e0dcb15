import type { ServiceName } from '#contracts';
import { PORTAL } from '../../platform/services';
import { SERVICE_NAMES } from '../stage';
import type { Fault } from '../fault';

/** Of status and portal the status page says nothing: it is not there, or is there all the while. */
const named = (service: string): readonly string[] =>
  service === 'status' || service === PORTAL.name ? [] : [service];

const killed = (service: string): Fault => ({
  name: `${service}-killed`,
  title: `${service} is killed, and started when the time is over`,
  seconds: 15,
  named: named(service),
  async begin(stage) {
    await stage.kill(service);
    return () => stage.start(service);
  },
});

const frozen = (service: string): Fault => ({
  name: `${service}-frozen`,
  title: `${service} is frozen (SIGSTOP) and goes on`,
  seconds: 20,
  named: named(service),
  async begin(stage) {
    const pids = await stage.pidsOf(service);
    stage.freeze(pids);
    return async () => stage.thaw(pids);
  },
});

const oneOfTwo = (service: ServiceName, what: 'killed' | 'frozen'): Fault => ({
  name: `${service}-one-of-two-${what}`,
  title: `of two processes of ${service} one is ${what}`,
  seconds: 30,
  named: [],
  needs: { replicas: { [service]: 2 } },
  async begin(stage) {
    const replica = `${service}-1`;
    if (what === 'killed') {
      await stage.kill(replica);
      return () => stage.start(replica);
    }
    const pids = await stage.pidsOf(replica);
    stage.freeze(pids);
    return async () => stage.thaw(pids);
  },
});

export const PROCESS_FAULTS: readonly Fault[] = [
  { name: 'nothing', title: 'nothing happens', seconds: 15, named: [], begin: async () => async () => undefined },
  ...SERVICE_NAMES.map(killed),
  ...SERVICE_NAMES.map(frozen),
  killed(PORTAL.name),
  frozen(PORTAL.name),
  oneOfTwo('entry', 'killed'),
  oneOfTwo('entry', 'frozen'),
  oneOfTwo('manifest', 'frozen'),
  {
    name: 'port-frozen-while-entry-starts',
    title: 'port is frozen; entry is killed and started meanwhile, and frozen for 2 s afterwards',
    seconds: 20,
    named: [],
    async begin(stage) {
      const port = await stage.pidsOf('port');
      stage.freeze(port);
      await stage.kill('entry');
      await stage.start('entry');
      return async () => {
        stage.thaw(port);
        const entry = await stage.pidsOf('entry');
        stage.freeze(entry);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        stage.thaw(entry);
      };
    },
  },
];
