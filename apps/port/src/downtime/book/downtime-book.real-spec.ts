import { eventually, freshDatabaseOn, ownPostgres } from '../../../../../test/support';
import { DowntimeBook } from './downtime-book';
import { LAREDO } from '../downtime.fixture';
import { type Opened, call, invoke, KEYS, migrated, start, TOKEN } from '../downtime-service.fixture';

describe('The book of downtimes', () => {
  it('goes on telling what is open and in force when the database is dead, and says of what it cannot read that it cannot', async () => {
    const postgres = await ownPostgres();
    const service = await start({ DATABASE_URL: await migrated(await freshDatabaseOn(postgres.url, 'port')) });
    try {
      await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
      const { incident } = (
        await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', {
          title: 'No answers',
          statement: { kind: 'outage', confirmed: { modules: ['entry'] } },
        })
      ).body;
      const { downtime } = (
        await invoke(service, KEYS.headquarters, { confirmed: { modules: ['entry'] }, incidentNumber: incident.number })
      ).body;
      await postgres.kill();
      await eventually(
        async () => expect((await call(service, KEYS.headquarters, 'GET', '/downtime/downtimes')).status).toBe(503),
        { within: 20_000 },
      );
      const book = service.app.get(DowntimeBook);
      expect((await book.openIncidents()).map(({ number }) => number)).toEqual([incident.number]);
      expect((await book.downtimesInForce()).map(({ number }) => number)).toEqual([downtime.number]);
      expect((await book.incident(incident.number))?.title).toBe('No answers');
      expect((await call(service, TOKEN, 'GET', '/operations/public-records')).status).toBe(503);
      expect(await book.coversNow({ port: LAREDO, mode: 'truck', module: 'entry' })).toMatchObject({
        number: downtime.number,
      });
      await expect(book.downtime('DT-20-000001')).rejects.toThrow();
    } finally {
      await service.close();
      await postgres.stop();
    }
  });
});
