import type { PublicRecords } from '#contracts';
import type { RunningService } from '#service';
import { eventually, realServers } from '../../../../../test/support';
import { DowntimeBook } from '../book/downtime-book';
import { EL_PASO, LAREDO } from '../downtime.fixture';
import { type Answer, type Opened, call, codes, KEYS, migrated, start, TOKEN, told } from '../downtime-service.fixture';
import type { Incident, Notice } from '../model/records';

describe('Incidents', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await start({
      DATABASE_URL: await migrated(await realServers().freshDatabase('port')),
      REMIND_AFTER_SECONDS: 1,
    });
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  });
  afterAll(() => service?.close());

  it('show what was deployed before them, the same module first, and end with a notice that closes the thread', async () => {
    const deploy = (module: string, at: string): Promise<Answer<unknown>> =>
      call(service, TOKEN, 'POST', '/operations/deployments', { module, version: '4.2', at, note: 'new edits' });
    await deploy('manifest', new Date(Date.now() - 2 * 86_400_000).toISOString());
    await deploy('cee', new Date(Date.now() - 3_600_000).toISOString());
    await deploy('manifest', new Date(Date.now() - 9 * 86_400_000).toISOString());
    const opened = await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', {
      title: 'Manifests are missing at the ports',
      audience: ['truck carriers'],
      statement: {
        kind: 'outage',
        confirmed: { modules: ['manifest'], ports: [LAREDO, EL_PASO] },
        possible: { portGroups: ['land border'] },
      },
    });
    expect(opened.status).toBe(201);
    const { incident } = opened.body;
    expect(
      incident.recentDeployments
        .filter(({ source }) => source === 'reported')
        .map(({ module, sameModule }) => [module, sameModule]),
    ).toEqual([
      ['manifest', true],
      ['cee', false],
    ]);
    expect(service.app.get(DowntimeBook).componentImpacts()).toContainEqual(
      expect.objectContaining({ component: 'manifest', state: 'partial', incidentNumber: incident.number }),
    );
    const update = (body: object): Promise<Answer<Opened>> =>
      call(service, KEYS.headquarters, 'POST', `/downtime/incidents/${incident.number}/updates`, body);
    expect(codes(await update({}))).toEqual(['SOMETHING NEW']);
    expect(codes(await update({ event: 'recur' }))).toEqual(['STATE']);
    await update({
      event: 'identify',
      statement: { ...incident.statement, cause: { what: 'deployment', name: 'manifest 4.2' } },
    });
    const fixed = await update({ event: 'fix', remark: 'The deployment was taken back.' });
    expect(fixed.body.incident).toMatchObject({
      state: 'fixed',
      statement: { stage: 'resolved', cause: { name: 'manifest 4.2' } },
    });
    expect(fixed.body.notice!.text).toContain('The deployment was taken back.');
    expect(fixed.body.notice!.content.thread.original).toBe(opened.body.notice!.number);
    expect(codes(await update({ remark: 'once more' }))).toEqual(['STATE']);
    expect((await told(service)).get(incident.number)).toMatchObject({
      record: { state: 'fixed', closedAt: fixed.body.incident.closedAt },
    });
  });

  it('without news for too long are recorded as overdue, again and again, until there is news', async () => {
    const { incident } = (
      await call<Opened>(service, KEYS.laredo, 'POST', '/downtime/incidents', {
        title: 'Slow',
        statement: { kind: 'slowdown', confirmed: { ports: [LAREDO], modules: ['cee'] } },
      })
    ).body;
    const read = async (): Promise<Incident> =>
      (await call<Incident>(service, KEYS.officer, 'GET', `/downtime/incidents/${incident.number}`)).body;
    await eventually(async () => expect((await read()).reminders.length).toBeGreaterThanOrEqual(2));
    const { reminders } = await read();
    expect(new Set(reminders).size).toBe(reminders.length);
    await call(service, KEYS.laredo, 'POST', `/downtime/incidents/${incident.number}/updates`, { event: 'fix' });
    expect((await read()).closedAt).not.toBeNull();
  });

  it('are not needed to announce new edits: headquarters issues a notice, and nobody else does', async () => {
    const body = {
      title: 'Values are edited',
      audience: ['ABI'],
      statement: {
        kind: 'edit change',
        stage: 'in force',
        confirmed: { functions: ['cargo release'] },
        editChanges: [{ functions: ['cargo release'], codes: ['119'], edit: 'value' }],
      },
    };
    expect((await call(service, KEYS.laredo, 'POST', '/downtime/notices', body)).status).toBe(403);
    const preview = '/downtime/notices/preview';
    expect((await call(service, KEYS.laredo, 'POST', preview, body)).status).toBe(403);
    const seen = await call<{ text: string }>(service, KEYS.headquarters, 'POST', preview, { ...body, drill: true });
    expect(seen.body.text).toContain('Cargo release, value: rejection 119.');
    expect(seen.body.text).toContain('DRILL: Values are edited');
    const issued = await call<Notice>(service, KEYS.headquarters, 'POST', '/downtime/notices', body);
    expect(issued.body.drill).toBe(false);
    expect(issued.body).toMatchObject({
      occasion: 'announcement',
      incidentNumber: null,
      content: { thread: { original: null, previous: null } },
    });
    expect(issued.body.text).toContain('Cargo release, value: rejection 119.');
    const page = (
      await call<{ notices: { number: string }[] }>(service, KEYS.officer, 'GET', '/downtime/notices?limit=1')
    ).body;
    expect(page.notices.map(({ number }) => number)).toEqual([issued.body.number]);
    const older = (
      await call<{ notices: { number: string }[] }>(
        service,
        KEYS.officer,
        'GET',
        `/downtime/notices?limit=1&before=${issued.body.number}`,
      )
    ).body;
    expect(older.notices[0]?.number).not.toBe(issued.body.number);
  });

  it('yield to what a person says of a component, until that expires', async () => {
    const set = (key: string): Promise<Answer<unknown>> =>
      call(service, key, 'POST', '/downtime/components/account/override', {
        state: 'maintenance',
        reason: 'keys are renewed',
        minutes: 5,
      });
    expect((await set(KEYS.laredo)).status).toBe(403);
    expect((await set(KEYS.headquarters)).status).toBe(200);
    const book = service.app.get(DowntimeBook);
    expect(book.componentImpacts()).toContainEqual(
      expect.objectContaining({
        component: 'account',
        state: 'maintenance',
        source: 'person',
        incidentNumber: null,
      }),
    );
    const { body } = await call<PublicRecords>(service, TOKEN, 'GET', '/operations/public-records');
    expect(body.records.filter(({ kind }) => kind === 'override')).toMatchObject([
      { record: { component: 'account', state: 'maintenance' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('Watch commander');
    expect(
      book.componentImpacts(new Date(Date.now() + 6 * 60_000)).filter(({ component }) => component === 'account'),
    ).toEqual([]);
  });
});
