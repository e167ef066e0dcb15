import { DataSource } from 'typeorm';
import { eventually, freshDatabaseOn, ownPostgres } from '../../../../../test/support';
import { DowntimeBook } from './downtime-book';
import { LAREDO } from '../downtime.fixture';
import { type Opened, call, invoke, KEYS, migrated, start } from '../downtime-service.fixture';

describe('The book of downtimes', () => {
  it('goes on telling what is open, in force and new when the database is dead, and says of what it cannot read that it cannot', async () => {
    const postgres = await ownPostgres();
    const service = await start({ DATABASE_URL: await migrated(await freshDatabaseOn(postgres.url, 'status')) });
    try {
      await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
      const { incident } = (
        await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', {
          title: 'No answers',
          statement: { kind: 'outage', confirmed: { modules: ['entry'] } },
        })
      ).body;
      const { downtime, notice } = (
        await invoke(service, KEYS.headquarters, { confirmed: { modules: ['entry'] }, incidentNumber: incident.number })
      ).body;
      const asked = jest.spyOn(service.app.get(DataSource), 'query');
      expect(await service.app.get(DowntimeBook).notices({ limit: 50 })).toHaveLength(2);
      expect(asked.mock.calls.filter(([statement]) => statement.includes('FROM notice WHERE'))).toEqual([]);
      asked.mockRestore();
      for (const [path, status] of [
        ['/status/incidents/%00.json', 400],
        ['/status/notices/%00.txt', 400],
        [`/status/notices/${'9'.repeat(90)}.json`, 404],
      ] as const)
        expect([path.slice(0, 30), (await call(service, null, 'GET', path)).status]).toEqual([
          path.slice(0, 30),
          status,
        ]);
      for (const from of ['2026-W05', '0000-01-01', '2026-13-01', '2026-11-23T00:00:00%2B20:00:00', 'yesterday'])
        expect([from, (await call(service, null, 'GET', `/status/incidents.json?from=${from}`)).status]).toEqual([
          from,
          422,
        ]);
      expect((await call(service, null, 'GET', '/status/components/entry/history?before=2026-W05')).status).toBe(422);
      expect(
        (await call(service, null, 'GET', '/status/incidents.json?from=2026-11-01&to=2026-11-23T00:00:00Z')).status,
      ).toBe(200);
      await postgres.kill();
      await eventually(
        async () => expect((await call(service, KEYS.headquarters, 'GET', '/downtime/downtimes')).status).toBe(503),
        { within: 20_000 },
      );
      const read = async <T>(path: string): Promise<T> => {
        const answer = await call<T>(service, null, 'GET', path);
        expect(answer.status).toBe(200);
        return answer.body;
      };
      expect(
        (await read<{ incidents: { number: string }[] }>('/status/incidents.json')).incidents.map(
          ({ number }) => number,
        ),
      ).toEqual([incident.number]);
      expect(
        (await read<{ downtimes: { number: string }[] }>('/status/downtimes.json')).downtimes.map(
          ({ number }) => number,
        ),
      ).toEqual([downtime.number]);
      expect((await read<{ notices: { number: string }[] }>('/status/notices.json')).notices[0]!.number).toBe(
        notice.number,
      );
      expect((await read<{ text: string }>(`/status/notices/${notice.number}.json`)).text).toBe(notice.text);
      expect(
        await service.app.get(DowntimeBook).coversNow({ port: LAREDO, mode: 'truck', module: 'entry' }),
      ).toMatchObject({ number: downtime.number });
      expect((await call(service, null, 'GET', '/status/incidents.json?from=2020-01-01T00:00:00Z')).status).toBe(503);
    } finally {
      await service.close();
      await postgres.stop();
    }
  });
});
