import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { eventually } from '../../test/support/eventually';
import { ownFolder } from '../../test/support/real-servers';
import { join } from 'node:path';
import { ROOT } from './home';
import { NO_GRAFANA, NO_TRACES_VIEWER, Observers } from './observers';

const TRACE = '01963f2a00007abc800000000000002a';
const said: string[] = [];
const observers = new Observers({
  home: ownFolder('observed'),
  cacheDir: join(ROOT, '.portway', 'cache'),
  say: (line) => void said.push(line),
  find: () => undefined,
});
let service: Server;

beforeAll(async () => {
  const registry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Counter({ name: 'portway_filings_accepted_total', help: 'Filings', registers }).inc(3);
  const seconds = new Histogram({
    ...{ name: 'portway_accept_seconds', help: 'Acceptance', buckets: [0.1, 1] },
    ...{ enableExemplars: true, registers },
  });
  seconds.observe({ value: 0.3, exemplarLabels: { trace_id: TRACE } });
  service = createServer((_, response) => {
    void registry.metrics().then((text) => response.setHeader('content-type', registry.contentType).end(text));
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
});
afterAll(async () => {
  await observers.stop();
  service.closeAllConnections();
  service.close();
});

test('beside the platform Prometheus reads what services tell, examples of traces too, and judges all alerts; what else is missing is said with how to get it', async () => {
  expect(await observers.startTraces()).toEqual({});
  const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  await observers.watch([{ service: 'entry', address }]);
  expect(said).toEqual(expect.arrayContaining([NO_TRACES_VIEWER, NO_GRAFANA]));
  const [, prometheus] = /Prometheus is up at (\S+);/.exec(said.join('\n'))!;
  const asked = async (path: string): Promise<any> =>
    ((await (await fetch(`${prometheus}/api/v1/${path}`)).json()) as any).data;
  await eventually(
    async () => {
      const { result } = await asked('query?query=portway_filings_accepted_total');
      expect(result).toMatchObject([{ metric: { job: 'entry' }, value: [expect.anything(), '3'] }]);
      const until = Date.now() / 1_000;
      const examples = await asked(
        `query_exemplars?query=portway_accept_seconds_bucket&start=${until - 600}&end=${until + 60}`,
      );
      expect(examples).toMatchObject([{ exemplars: [{ labels: { trace_id: TRACE }, value: '0.3' }] }]);
      const { alerts } = await asked('alerts');
      // No other service is there.
      expect(alerts).toContainEqual(
        expect.objectContaining({ labels: expect.objectContaining({ alertname: 'ServiceDown', job: 'gateway' }) }),
      );
    },
    { within: 60_000 },
  );
});
