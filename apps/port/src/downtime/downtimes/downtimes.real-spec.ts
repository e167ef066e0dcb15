import { DowntimeChanged, downtimeSubject } from '#contracts';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import type { RunningService } from '#service';
import { eventually, realServers } from '../../../../../test/support';
import { DowntimeBook } from '../book/downtime-book';
import { DETROIT, EL_PASO, LAREDO } from '../downtime.fixture';
import {
  type Declared,
  type Opened,
  call,
  codes,
  FILER,
  invoke,
  KEYS,
  migrated,
  PERSONS,
  start,
  TOKEN,
  told,
} from '../downtime-service.fixture';
import type { Downtime, Notice } from '../model/records';
import { DowntimeListeners } from './downtime-listeners';
import { overlaps } from '#statement';

describe('Downtimes', () => {
  let service: RunningService;
  let other: RunningService;
  let url: string;
  let database: DataSource;

  beforeAll(async () => {
    url = await migrated(await realServers().freshDatabase('port'));
    database = await createDataSource({
      url,
      applicationName: 'test',
      entities: [],
      migrations: [],
      poolSize: 2,
    }).initialize();
    [service, other] = await Promise.all([
      start({ DATABASE_URL: url, REMIND_AFTER_SECONDS: 2 }),
      start({ DATABASE_URL: url, REMIND_AFTER_SECONDS: 2 }),
    ]);
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
    await eventually(async () => expect((await fetch(`${other.url}/health/ready`)).status).toBe(200));
    // From here on nobody is new.
    await service.app.get(DowntimeListeners, { strict: false }).tell();
  });
  afterAll(async () => {
    await Promise.all([service?.close(), other?.close()]);
    await database?.destroy();
  });
  beforeEach(async () => {
    const inForce: { number: string }[] = await database.query(
      `SELECT number FROM downtime WHERE state = 'in force' AND part_of IS NULL`,
    );
    for (const { number } of inForce)
      await call(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${number}/revoke`, {
        reason: 'the next test begins',
      });
  });

  it('are declared by a port director for the own port: a notice goes out, other services are told, and officers of that port may act by hand', async () => {
    const book = service.app.get(DowntimeBook);
    const declared = await invoke(service, KEYS.laredo, {
      confirmed: { functions: ['truck manifest'], modes: ['truck'], ports: [LAREDO] },
      procedure: 'Truck, national version 1',
    });
    expect(declared.status).toBe(201);
    const { downtime, notice } = declared.body;
    expect(downtime).toMatchObject({
      version: 1,
      state: 'in force',
      level: 'port',
      change: 'invoked',
      early: { modes: ['truck'], reason: 'the queue reaches the bridge' },
      scope: { modules: ['manifest'], ports: [LAREDO] },
    });
    expect(notice.text).toContain('Laredo');
    expect(notice.text).toContain('Procedure: Truck, national version 1');
    expect(await book.coversNow({ port: LAREDO, mode: 'truck' })).toMatchObject({ number: downtime.number });
    expect(await book.coversNow({ port: LAREDO, mode: 'truck', drill: true })).toBeNull();
    expect(await book.coversNow({ port: EL_PASO, mode: 'truck' })).toBeNull();
    const rows = await database.query(`SELECT destination, data FROM outbox WHERE subject = $1 ORDER BY id`, [
      downtimeSubject(downtime.id),
    ]);
    expect(rows.map(({ destination }: { destination: string }) => destination).sort()).toEqual([
      'cee',
      'enforcement',
      'entry',
      'gateway',
    ]);
    expect(JSON.parse(rows[0].data)).toMatchObject({
      number: downtime.number,
      drill: false,
      scope: { modules: ['manifest'], ports: [LAREDO] },
      to: null,
    });
    const known = await told(service);
    expect(known.get(downtime.number)).toMatchObject({
      kind: 'downtime',
      record: { state: 'in force', level: 'port' },
    });
    expect(known.get(notice.number)).toMatchObject({ kind: 'notice', record: { text: notice.text } });
  });

  it("name who signed in, and are declared neither in the name of another nor with a key that is nobody's", async () => {
    const own = { confirmed: { modes: ['truck'], ports: [LAREDO] } };
    const another = await invoke(service, KEYS.laredo, { ...own, officer: 'Chief Novak' });
    expect(another).toMatchObject({
      status: 422,
      body: { errors: [{ at: '/officer', text: expect.stringContaining(PERSONS.laredo) }] },
    });
    expect(await invoke(service, KEYS.nameless, { ...own, officer: PERSONS.laredo })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('a key of your own') },
    });
    const { downtime } = (await invoke(service, KEYS.laredo, { ...own, officer: 'chief ruiz' })).body;
    expect(downtime).toMatchObject({
      invokedBy: { officer: 'Chief Ruiz (Port of Laredo)' },
      changedBy: { officer: 'Chief Ruiz (Port of Laredo)' },
    });
  });

  it('are refused with the rule and what to do: to an officer, for a foreign port, with gates, too early without a reason, and twice', async () => {
    const own = { confirmed: { ports: [LAREDO], modules: ['entry'] } };
    expect(codes(await invoke(service, KEYS.officer, own))).toEqual(['OFFICERS PROPOSE']);
    expect(codes(await invoke(service, KEYS.laredo, { confirmed: { ports: [EL_PASO] } }))).toEqual(['OWN PORTS ONLY']);
    expect(
      codes(await invoke(service, KEYS.laredo, { ...own, gateOrders: [{ module: 'entry', direction: 'inbound' }] })),
    ).toEqual(['GATES ARE NATIONAL']);
    expect(codes(await invoke(service, KEYS.laredo, { ...own, earlyReason: null }))).toEqual(['EARLY NEEDS A REASON']);
    const first = await invoke(service, KEYS.laredo, own);
    const again = await invoke(service, KEYS.laredo, {
      confirmed: { ports: [LAREDO], modules: ['entry'], modes: ['truck'] },
    });
    expect(again.status).toBe(409);
    expect(again.body.errors).toEqual([
      expect.objectContaining({
        code: 'ONE AT A TIME',
        text: expect.stringContaining(first.body.downtime.number) as unknown,
        remedy: expect.stringContaining('Widen') as unknown,
      }),
    ]);
    expect(
      codes(
        await call(service, KEYS.detroit, 'POST', `/downtime/downtimes/${first.body.downtime.number}/revoke`, {
          reason: 'not mine',
        }),
      ),
    ).toEqual(['OWN DECLARATION ONLY']);
    expect((await call(service, null, 'POST', '/downtime/downtimes', own)).status).toBe(401);
    expect((await invoke(service, KEYS.laredo, { ...own, workAround: 'call' })).body.errors).toEqual([
      expect.objectContaining({ at: '/workAround' }),
    ]);
  });

  it('of a port become part of the national one that covers them, keep their begin, and end with it', async () => {
    const began = new Date(Date.now() - 3 * 3_600_000).toISOString();
    const port = (
      await invoke(service, KEYS.laredo, {
        confirmed: { modules: ['manifest'], modes: ['truck'], ports: [LAREDO] },
        from: began,
        earlyReason: null,
      })
    ).body.downtime;
    expect(port.early).toBeNull();
    const national = (
      await invoke(service, KEYS.headquarters, {
        confirmed: { modules: ['manifest'], portGroups: ['land border'] },
        possible: { modules: ['manifest'] },
        gateOrders: [{ module: 'manifest', direction: 'inbound' }],
        relief: { paymentBusinessDays: 1 },
      })
    ).body;
    expect(national.downtime).toMatchObject({
      level: 'national',
      treatments: expect.arrayContaining([{ kind: 'manifest', disposition: 'held, do not resend' }]) as unknown,
    });
    expect(national.alsoChanged).toEqual([
      expect.objectContaining({
        number: port.number,
        partOf: national.downtime.number,
        from: began,
        change: 'reconciled',
        version: 2,
        relief: { paymentBusinessDays: 1, otherBusinessDays: 0 },
      }),
    ]);
    expect(national.notice.text).toContain('There is 1 more business day to pay.');
    expect(await service.app.get(DowntimeBook).coversNow({ port: LAREDO, mode: 'truck' })).toMatchObject({
      number: national.downtime.number,
    });
    expect(
      codes(await invoke(service, KEYS.detroit, { confirmed: { modules: ['manifest'], ports: [DETROIT] } })),
    ).toEqual(['ALREADY COVERED']);

    const narrowed = (
      await call<Declared>(
        service,
        KEYS.headquarters,
        'POST',
        `/downtime/downtimes/${national.downtime.number}/narrow`,
        {
          confirmed: { modules: ['manifest'], ports: [DETROIT] },
          reason: 'the south is well',
        },
      )
    ).body;
    expect(narrowed.alsoChanged).toEqual([
      expect.objectContaining({ number: port.number, partOf: null, change: 'parted', state: 'in force' }),
    ]);
    const widened = (
      await call<Declared>(
        service,
        KEYS.headquarters,
        'POST',
        `/downtime/downtimes/${national.downtime.number}/widen`,
        {
          confirmed: { modules: ['manifest'] },
          reason: 'it is everywhere',
        },
      )
    ).body;
    expect(widened.alsoChanged).toHaveLength(1);
    const extended = (
      await call<Declared>(
        service,
        KEYS.headquarters,
        'POST',
        `/downtime/downtimes/${national.downtime.number}/extend`,
        {
          expectedEnd: new Date(Date.now() + 3_600_000).toISOString(),
          reason: 'takes longer',
        },
      )
    ).body;
    expect(extended.downtime.expectedEnd).not.toBeNull();
    const revoked = (
      await call<Declared>(
        service,
        KEYS.headquarters,
        'POST',
        `/downtime/downtimes/${national.downtime.number}/revoke`,
        { reason: 'repaired' },
      )
    ).body;
    expect(revoked.downtime).toMatchObject({ state: 'revoked', version: 5 });
    expect(revoked.alsoChanged).toEqual([
      expect.objectContaining({ number: port.number, state: 'revoked', from: began }),
    ]);
    expect(revoked.notice.content.thread).toMatchObject({
      original: national.notice.number,
      previous: extended.notice.number,
    });
    expect(
      (
        await call<{ versions: Downtime[] }>(
          service,
          KEYS.officer,
          'GET',
          `/downtime/downtimes/${national.downtime.number}`,
        )
      ).body.versions.map(({ change }) => change),
    ).toEqual(['invoked', 'narrowed', 'widened', 'extended', 'revoked']);
    expect(
      codes(
        await call(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${national.downtime.number}/revoke`, {
          reason: 'again',
        }),
      ),
    ).toEqual(['STATE']);
    expect((await told(service)).get(extended.notice.number)).toMatchObject({
      record: { content: { thread: { next: revoked.notice.number } } },
    });
  });

  it('of one standing never overlap, and every number is used once and none is left out, however many declare at once at two replicas', async () => {
    const wanted = Array.from({ length: 24 }, (_, i) => ({
      confirmed: {
        modules: [['manifest', 'entry', 'cee'][i % 3]],
        modes: i % 2 ? ['truck'] : ['truck', 'rail'],
        ports: i % 4 ? [LAREDO] : [DETROIT],
      },
    }));
    const answers = await Promise.all(
      wanted.map((more, i) => invoke(i % 2 ? service : other, KEYS.headquarters, more)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(codes(answer)).toContain('ONE AT A TIME');
    const inForce = (await database.query(`SELECT data FROM downtime WHERE state = 'in force'`)).map(
      ({ data }: { data: Downtime }) => data,
    ) as Downtime[];
    for (const a of inForce)
      for (const b of inForce) if (a !== b) expect(overlaps(a.confirmed, b.confirmed)).toBe(false);
    for (const [table, pattern] of [
      ['notice', '^\\d'],
      ['downtime', '^DT'],
    ]) {
      const numbers: string[] = (
        await database.query(`SELECT number FROM ${table} WHERE number ~ $1 ORDER BY number`, [pattern])
      ).map(({ number }: { number: string }) => number);
      expect(numbers.map((number) => Number(number.slice(-6)))).toEqual(numbers.map((_, i) => i + 1));
    }
  });

  it('of a filer are declared by headquarters or by the filer itself, cover its own cargo only, and are not shown to the public', async () => {
    const body = { accountId: FILER, scacs: ['KKLU'], reason: 'our own systems were attacked', modes: ['vessel'] };
    const declared = (await call<Declared>(service, TOKEN, 'POST', '/operations/filer-downtimes', body)).body;
    expect(declared.downtime).toMatchObject({
      level: 'filer',
      filer: { accountId: FILER, scacs: ['KKLU'] },
      invokedBy: { role: 'filer' },
    });
    const book = service.app.get(DowntimeBook);
    expect(await book.coversNow({ port: DETROIT, mode: 'vessel' })).toBeNull();
    expect(await book.coversNow({ port: DETROIT, mode: 'vessel', scac: 'KKLU' })).toMatchObject({
      number: declared.downtime.number,
    });
    const known = await told(service);
    expect([known.get(declared.downtime.number), known.get(declared.notice.number)]).toEqual([undefined, undefined]);
    expect(codes(await invoke(service, KEYS.headquarters, { confirmed: {}, filer: { accountId: FILER } }))).toEqual([
      'ONE AT A TIME',
    ]);
    expect(
      codes(await invoke(service, KEYS.headquarters, { confirmed: {}, filer: { accountId: randomUUID() } })),
    ).toEqual(['KNOWN FILER']);
    expect(
      codes(await call(service, TOKEN, 'POST', '/operations/filer-downtimes', { ...body, scacs: ['MAEU'] })),
    ).toContain('KNOWN FILER');
    expect(
      (
        await call(service, TOKEN, 'POST', `/operations/filer-downtimes/${declared.downtime.number}/revoke`, {
          accountId: randomUUID(),
          reason: 'not mine',
        })
      ).status,
    ).toBe(404);
    expect(
      (
        await call<Declared>(service, TOKEN, 'POST', `/operations/filer-downtimes/${declared.downtime.number}/revoke`, {
          accountId: FILER,
          reason: 'back',
        })
      ).body.downtime.state,
    ).toBe('revoked');
  });

  it('of a port keep what headquarters ordered in them: its director works on with it, and takes none of it away', async () => {
    const change = (key: string, number: string, act: string, body: object) =>
      call<Declared>(service, key, 'POST', `/downtime/downtimes/${number}/${act}`, body);
    const both = { confirmed: { ports: [LAREDO], modules: ['manifest', 'entry'] }, reason: 'entry is hit too' };
    const { downtime } = (await invoke(service, KEYS.laredo, { confirmed: { ports: [LAREDO], modules: ['manifest'] } }))
      .body;
    const ordered = await change(KEYS.headquarters, downtime.number, 'widen', {
      ...both,
      gateOrders: [{ module: 'manifest', direction: 'inbound' }],
      relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    });
    expect(ordered.status).toBe(200);
    const less = { confirmed: { ports: [LAREDO], modules: ['manifest'] }, reason: 'entry works' };
    expect(codes(await change(KEYS.laredo, downtime.number, 'narrow', { ...less, gateOrders: [] }))).toEqual([
      'GATES ARE NATIONAL',
    ]);
    const none = { paymentBusinessDays: 0, otherBusinessDays: 0 };
    expect(codes(await change(KEYS.laredo, downtime.number, 'narrow', { ...less, relief: none }))).toEqual([
      'RELIEF IS NATIONAL',
    ]);
    const narrowed = await change(KEYS.laredo, downtime.number, 'narrow', less);
    expect(narrowed.body.downtime).toMatchObject({
      gateOrders: [{ module: 'manifest', direction: 'inbound' }],
      relief: { paymentBusinessDays: 1 },
    });
    expect(codes(await change(KEYS.laredo, downtime.number, 'revoke', { reason: 'all is well' }))).toEqual([
      'GATES ARE NATIONAL',
    ]);
    await change(KEYS.headquarters, downtime.number, 'narrow', { ...less, gateOrders: [] });
    expect(
      codes(await change(KEYS.laredo, downtime.number, 'revoke', { reason: 'all is well', relief: none })),
    ).toEqual(['RELIEF IS NATIONAL']);
    expect(
      (await change(KEYS.laredo, downtime.number, 'revoke', { reason: 'all is well' })).body.downtime,
    ).toMatchObject({
      state: 'revoked',
      relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    });
  });

  it('in a drill go the same road, are marked everywhere, and say nothing of live components', async () => {
    const incident = (
      await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', {
        drill: true,
        title: 'Exercise',
        statement: { kind: 'outage', confirmed: { modules: ['entry'] } },
      })
    ).body;
    const { downtime, notice } = (
      await invoke(service, KEYS.headquarters, {
        drill: true,
        incidentNumber: incident.incident.number,
        confirmed: { modules: ['entry'] },
        gateOrders: [{ module: 'entry', direction: 'inbound' }],
      })
    ).body;
    expect(
      [incident.incident.number, downtime.number, notice.number].every((number) => number.startsWith('DRILL-')),
    ).toBe(true);
    expect(notice.title).toContain('DRILL');
    expect(notice.text).toMatch(/^DRILL/);
    const [row] = await database.query('SELECT data FROM outbox WHERE subject = $1', [downtimeSubject(downtime.id)]);
    expect(JSON.parse(row.data).drill).toBe(true);
    const book = service.app.get(DowntimeBook);
    expect(book.componentImpacts().filter(({ component }) => component === 'entry')).toEqual([]);
    expect(await book.coversNow({ port: LAREDO, mode: 'truck' })).toBeNull();
    expect(await book.coversNow({ port: LAREDO, mode: 'truck', drill: true })).toMatchObject({
      number: downtime.number,
    });
    expect(
      codes(await invoke(service, KEYS.headquarters, { incidentNumber: incident.incident.number, confirmed: {} })),
    ).toEqual(['DRILLS AMONG THEMSELVES']);
    expect(
      (await call<{ notices: Notice[] }>(service, KEYS.officer, 'GET', '/downtime/notices')).body.notices.every(
        ({ drill }) => !drill,
      ),
    ).toBe(true);
    await call(service, KEYS.headquarters, 'POST', `/downtime/incidents/${incident.incident.number}/updates`, {
      event: 'withdraw',
    });
  });

  it('of before are told to a service that begins to listen, those in force and those that are over, once and as they stand', async () => {
    const one = (await invoke(service, KEYS.laredo, { confirmed: { ports: [LAREDO], modes: ['truck'] } })).body
      .downtime;
    await call(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${one.number}/revoke`, { reason: 'it works' });
    const listeners = service.app.get(DowntimeListeners, { strict: false });
    const heard = async (): Promise<DowntimeChanged[]> =>
      (
        await database.query(
          `SELECT data FROM outbox WHERE subject = $1 AND type = $2 AND destination = 'enforcement' ORDER BY id`,
          [downtimeSubject(one.id), DowntimeChanged.type],
        )
      ).map(({ data }: { data: string }) => JSON.parse(data));
    await listeners.tell();
    const before = await heard();
    expect(await listeners.tell()).toBe(0);
    await database.query(`DELETE FROM downtime_listener WHERE service = 'enforcement'`);
    const [{ count }] = await database.query('SELECT count(*)::int AS count FROM downtime');
    expect(await listeners.tell()).toBe(count);
    expect(await other.app.get(DowntimeListeners, { strict: false }).tell()).toBe(0);
    const after = await heard();
    expect(after.slice(before.length)).toEqual([before.at(-1)]);
    expect(after.at(-1)).toMatchObject({ version: 2, state: 'revoked' });
  });

  it('follow the thresholds that headquarters set for a port', async () => {
    const set = await call(service, KEYS.headquarters, 'POST', '/downtime/policy/thresholds', {
      port: DETROIT,
      mode: 'truck',
      watch: 0,
      portMayDeclare: 0,
      headquartersConsiders: 5,
    });
    expect(set.status).toBe(201);
    expect(
      (
        await call(service, KEYS.detroit, 'POST', '/downtime/policy/thresholds', {
          port: DETROIT,
          mode: 'truck',
          watch: 0,
          portMayDeclare: 0,
          headquartersConsiders: 5,
        })
      ).status,
    ).toBe(403);
    const { downtime } = (
      await invoke(service, KEYS.detroit, { confirmed: { ports: [DETROIT], modes: ['truck'] }, earlyReason: null })
    ).body;
    expect(downtime.early).toBeNull();
    const policy = await call<{ national: { mode: string; portMayDeclare: number }[] }>(
      service,
      KEYS.officer,
      'GET',
      '/downtime/policy/thresholds',
    );
    expect(policy.body.national).toContainEqual(expect.objectContaining({ mode: 'truck', portMayDeclare: 30 }));
  });
});
