import { DataSource } from 'typeorm';
import { eventually, freshDatabaseOn, ownPostgres, realServers } from '../../../../test/support';
import { aDowntime, anIncident, aNotice, statusBench, type StatusBench } from '../public-page.fixture';

const numbers = (list: { number: string }[]): string[] => list.map(({ number }) => number);
const shown = async (status: StatusBench) => ({
  incidents: numbers((await status.json('/status/incidents.json')).incidents),
  downtimes: numbers((await status.json('/status/downtimes.json')).downtimes),
  notices: numbers((await status.json('/status/notices.json')).notices),
});
const code = async (status: StatusBench, path: string): Promise<number> => (await status.text(path)).status;

describe('What was declared', () => {
  it('is told from memory while the database is dead, what is declared meanwhile too, and is kept when it is back', async () => {
    const postgres = await ownPostgres();
    const url = await freshDatabaseOn(postgres.url, 'status');
    const status = await statusBench(url);
    try {
      status.incident(anIncident('IN-26-000001'));
      status.downtime(aDowntime('DT-26-000001'));
      status.notice(aNotice('26-000001'));
      const first = { incidents: ['IN-26-000001'], downtimes: ['DT-26-000001'], notices: ['26-000001'] };
      await eventually(async () => expect(await shown(status)).toEqual(first));
      const asked = jest.spyOn(status.service.app.get(DataSource), 'query');
      await shown(status);
      expect(asked.mock.calls.filter(([statement]) => statement.startsWith('SELECT data FROM told'))).toEqual([]);
      asked.mockRestore();
      for (const [path, answer] of [
        ['/status/incidents/%00.json', 400],
        ['/status/notices/%00.txt', 400],
        [`/status/notices/${'9'.repeat(90)}.json`, 404],
        ['/status/incidents.json?from=2026-11-01&to=2026-11-23T00:00:00Z', 200],
        ['/status/components/entry/history?before=2026-W05', 422],
      ] as const)
        expect([path.slice(0, 60), await code(status, path)]).toEqual([path.slice(0, 60), answer]);
      for (const from of ['2026-W05', '0000-01-01', '2026-13-01', '2026-11-23T00:00:00%2B20:00:00', 'yesterday'])
        expect([from, await code(status, `/status/incidents.json?from=${from}`)]).toEqual([from, 422]);

      await postgres.kill();
      await eventually(async () => expect(await code(status, '/status/incidents.json?from=2020-01-01')).toBe(503), {
        within: 20_000,
      });
      expect(await shown(status)).toEqual(first);
      expect((await status.json('/status/notices/26-000001.json')).text).toContain('Notice 26-000001');
      status.incident(anIncident('IN-26-000002', { openedAt: new Date().toISOString() }));
      const both = ['IN-26-000002', 'IN-26-000001'];
      await eventually(async () => expect((await shown(status)).incidents).toEqual(both));

      await postgres.start();
      await eventually(
        async () =>
          expect(numbers((await status.json('/status/incidents.json?from=2020-01-01')).incidents)).toEqual(both),
        { within: 30_000 },
      );
    } finally {
      await status.close();
      await postgres.stop();
    }
  });

  it('stands while the port service is away, says as of when, outlives a start, and goes on where that left off', async () => {
    const url = await realServers().freshDatabase('status');
    const status = await statusBench(url);
    try {
      status.incident(anIncident('IN-26-000001'));
      status.notice(aNotice('26-000001'));
      await eventually(async () => expect((await shown(status)).notices).toEqual(['26-000001']));
      status.port.away();
      const gone = new Date().toISOString();
      await eventually(async () => {
        const { saidAsOf, at } = await status.json('/status/summary.json');
        expect([saidAsOf <= gone, at > gone]).toEqual([true, true]);
      });
      // Another process of the status service, which never heard the port service itself.
      const other = await statusBench(url, { SERVICE_URLS: { port: 'http://127.0.0.1:1' } });
      try {
        await eventually(async () => expect((await shown(other)).incidents).toEqual(['IN-26-000001']));
        const { asOf } = await other.json('/status/notices.json');
        expect([asOf !== null, asOf <= gone]).toEqual([true, true]);
      } finally {
        await other.close();
      }
      status.incident(anIncident('IN-26-000001', { version: 2, state: 'fixed', closedAt: new Date().toISOString() }));
      await status.port.back();
      await eventually(async () => expect((await shown(status)).incidents).toEqual([]));
      expect((await status.json('/status/notices.json')).asOf > gone).toBe(true);
    } finally {
      await status.close();
    }
  });

  it('is read again from the beginning where the database of the port service was put back: what never happened there is not shown', async () => {
    const status = await statusBench(await realServers().freshDatabase('status'));
    try {
      status.incident(anIncident('IN-26-000001'));
      await eventually(async () =>
        expect(numbers((await status.json('/status/incidents.json?from=2020-01-01')).incidents)).toEqual([
          'IN-26-000001',
        ]),
      );
      status.port.putBack();
      status.incident(anIncident('IN-26-001001'));
      await eventually(async () => {
        expect((await shown(status)).incidents).toEqual(['IN-26-001001']);
        expect(numbers((await status.json('/status/incidents.json?from=2020-01-01')).incidents)).toEqual([
          'IN-26-001001',
        ]);
      });
    } finally {
      await status.close();
    }
  });

  it('is read again where the own database was put back: what it has forgotten is there again', async () => {
    const status = await statusBench(await realServers().freshDatabase('status'));
    const kept = async () => numbers((await status.json('/status/incidents.json?from=2020-01-01')).incidents).sort();
    try {
      status.incident(anIncident('IN-26-000001'));
      await eventually(async () => expect(await kept()).toEqual(['IN-26-000001']));
      await status.source.query(`DELETE FROM told`);
      await status.source.query(`UPDATE told_until SET at = at - interval '1 hour'`);
      status.incident(anIncident('IN-26-000002'));
      await eventually(async () => expect(await kept()).toEqual(['IN-26-000001', 'IN-26-000002']));
    } finally {
      await status.close();
    }
  });
});
