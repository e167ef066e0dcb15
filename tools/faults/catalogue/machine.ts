import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchPlatform } from '../../platform/launch';
import { SERVICES } from '../../platform/services';
import type { ServiceName } from '#contracts';
import type { Fault } from '../fault';
import { Clocks, SmallDisk } from '../machine';

const HOUR = 3_600;

/** So soon the page says what to do about a broker that does not come back by itself. */
const ADVICE_WITHIN_MS = 75_000;

const clockSet = (service: ServiceName, hours: 1 | -1): Fault => ({
  name: `${service}-clock-${hours < 0 ? 'back' : 'forward'}`,
  title: `the clock of ${service} is set ${hours < 0 ? 'back' : 'forward'} by an hour, and right again`,
  seconds: 25,
  named: [],
  needs: { clocks: true },
  missing: Clocks.missing,
  async begin(stage) {
    stage.clocks!.set(`${service}-1`, hours * HOUR);
    return async () => stage.clocks!.set(`${service}-1`, 0);
  },
});

export const MACHINE_FAULTS: readonly Fault[] = [
  ...(['gateway', 'manifest', 'entry', 'status', 'port'] as const).flatMap((service) => [
    clockSet(service, -1),
    clockSet(service, 1),
  ]),
  {
    name: 'disk-full',
    title:
      'the disk of the whole platform is full; when it has room again the broker is restarted, once the page says so',
    seconds: 25,
    named: ['broker', 'gateway', 'gateway-database', 'entry-database', 'manifest-database'],
    needs: { smallDisk: true },
    missing: SmallDisk.missing,
    answeredWithin: 60,
    async begin(stage) {
      stage.disk!.fill();
      return async () => {
        stage.disk!.free();
        await stage.restartBrokerIfTold(ADVICE_WITHIN_MS);
      };
    },
  },
  {
    name: 'another-entry-on-our-broker',
    title: 'the entry service of another platform is started with the address of our broker, and ours is started again',
    seconds: 10,
    named: [],
    async begin(stage) {
      const foreign = launchPlatform({
        home: join(stage.home, 'foreign'),
        port: 'any',
        services: SERVICES.filter(({ name }) => name === 'entry'),
        amqpUrl: stage.amqpUrl,
        cacheDir: stage.cacheDir,
      }).then(
        (platform) => platform,
        () => null,
      );
      await Promise.race([foreign, pause(20_000)]);
      await stage.kill('entry');
      await stage.start('entry');
      // That it does not even start is the best that can happen.
      return async () => void (await (await foreign)?.kill());
    },
  },
];
