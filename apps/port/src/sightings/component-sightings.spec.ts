import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ComponentStates } from '#contracts';
import { Colleagues, createLog, RecurringWork } from '#service';
import { eventually } from '../../../../test/support/eventually';
import { PortConfig } from '../config/port.config';
import { ComponentSightings } from './component-sightings';

const LOOKED_AT = '2026-11-21T20:30:00.000Z';
const SAID: ComponentStates = {
  at: LOOKED_AT,
  components: [
    { name: 'entry', kind: 'module', state: 'down', since: LOOKED_AT, reason: 'it is dead', evidence: {} },
    { name: 'status', kind: 'module', state: 'operational', since: LOOKED_AT, reason: '', evidence: {} },
  ],
  gates: [],
  standing: ['entry'],
  processes: [],
};

const seenBy = (status: string | undefined): { seen: ComponentSightings; work: RecurringWork } => {
  const config = Object.assign(new PortConfig(), { SERVICE_URLS: status ? { status } : {}, OPERATIONS_TOKEN: 'token' });
  const log = createLog('port', 'test', 'fatal');
  const work = new RecurringWork(log, { ownsLane: () => true });
  return { seen: new ComponentSightings(config, new Colleagues('port', undefined, config), log, work), work };
};

afterEach(() => void jest.restoreAllMocks());

test('what the status service said last stands while it says nothing, with its age; after ten seconds it is down itself', async () => {
  const status = createServer((_, response) => response.end(JSON.stringify(SAID)));
  await new Promise<void>((resolve) => {
    status.listen(0, '127.0.0.1', resolve);
  });
  const { seen, work } = seenBy(`http://127.0.0.1:${(status.address() as AddressInfo).port}`);
  work.onApplicationBootstrap();
  try {
    await eventually(() => expect(seen.asOf).toBe(LOOKED_AT));
    expect(seen.components).toEqual(SAID.components);
    status.close();
    status.closeAllConnections();
    const later = performance.now() + 11_000;
    jest.spyOn(performance, 'now').mockReturnValue(later);
    expect([seen.asOf, [...seen.standing]]).toEqual([LOOKED_AT, ['entry']]);
    expect(seen.components).toEqual([
      SAID.components[0],
      expect.objectContaining({
        name: 'status',
        state: 'down',
        since: LOOKED_AT,
        reason: `The status service does not answer. What is known of the others is as of ${LOOKED_AT.slice(0, 10)} ${LOOKED_AT.slice(11, 16)} UTC.`,
      }),
    ]);
  } finally {
    jest.restoreAllMocks();
    await work.onApplicationShutdown();
  }
});

test('where nobody said where the status service is, nothing is seen and nobody is called down', async () => {
  const { seen, work } = seenBy(undefined);
  work.onApplicationBootstrap();
  jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
  expect([seen.components, seen.gates, seen.asOf, seen.standing.size]).toEqual([[], [], null, 0]);
  await work.onApplicationShutdown();
});
