import { OutagesRequest } from '#contracts';
import { handlerBench, type HandlerBench } from '../../../../../test/support/handler-bench';
import { statusService } from '../../status.service-definition';
import { UptimeRepository } from './uptime.repository';

let bench: HandlerBench;
beforeAll(async () => {
  bench = await handlerBench({ ...statusService, entities: statusService.entities as Function[] });
});
afterAll(() => bench?.close());

test('the outages of a quarter are its counted hours, what nobody saw of it, and how often each component went down', async () => {
  const { source } = bench;
  const hour = (at: string, component: string, down: number) =>
    source.query(
      `INSERT INTO component_hour (component, hour, operational, slow, down, unknown, maintenance) VALUES ($1, $2, $3, 0, $4, 0, 0)`,
      [component, at, 3_600_000 - down, down],
    );
  await hour('2026-09-30T23:00:00Z', 'entry', 3_600_000);
  await hour('2026-10-01T00:00:00Z', 'entry', 600_000);
  await hour('2026-10-01T01:00:00Z', 'entry', 0);
  await hour('2026-10-01T01:00:00Z', 'cee', 0);
  await hour('2027-01-01T00:00:00Z', 'entry', 3_600_000);
  const change = (observer: string, at: string, state: string) =>
    source.query(
      `INSERT INTO component_sample (id, component, state, why, reason, evidence, observer, at) VALUES (gen_random_uuid(), 'entry', $1, 'change', 'x', '{}', $2, $3)`,
      [state, observer, at],
    );
  for (const observer of ['status-1', 'status-2']) await change(observer, '2026-10-01T00:10:00Z', 'down');
  await change('status-1', '2026-10-01T00:15:00Z', 'operational');
  await change('status-1', '2026-10-01T00:30:00Z', 'down');
  await change('status-1', '2027-01-01T00:10:00Z', 'down');
  const repository = new UptimeRepository(source);
  const answer = await repository.between(new Date('2026-10-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z'));
  expect(OutagesRequest.faultOf(answer)).toBeNull();
  expect(answer).toEqual({
    countedTo: '2026-10-01T02:00:00.000Z',
    components: [
      { component: 'cee', operational: 3_600, slow: 0, down: 0, unknown: 3_600, maintenance: 0, outages: 0 },
      { component: 'entry', operational: 6_600, slow: 0, down: 600, unknown: 0, maintenance: 0, outages: 2 },
    ],
  });
  expect(await repository.between(new Date('2025-01-01T00:00:00Z'), new Date('2025-04-01T00:00:00Z'))).toEqual({
    countedTo: null,
    components: [],
  });
});
