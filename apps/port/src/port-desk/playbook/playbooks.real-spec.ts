import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { localDate } from '#kernel';
import { createDataSource } from '#persistence';
import { createLog, startService, type RunningService } from '#service';
import { eventually, freshDatabaseOn, migrated, ownPostgres, realServers } from '../../../../../test/support';
import { readAs, whatIsWrongWith } from '../../html/well-formed.fixture';
import { knownAccount } from '../../officers/officer.fixture';
import { PortConfig } from '../../config/port.config';
import { portService } from '../../port.service-definition';
import { FIRST_NATIONAL_VERSION } from './national/national-procedure';
import { overlayWith } from './overlay.fixture';
import type { Overlay } from './overlay';
import type { Procedure } from './procedure/procedure';

const NO_BROKER = 'amqp://127.0.0.1:1';
/** A day that has begun at headquarters and at every port of these tests. */
const TODAY = localDate(new Date(), 'America/Los_Angeles');
const truck = FIRST_NATIONAL_VERSION.truck;

const KEYS = {
  headquarters: 'key-of-headquarters',
  laredo: 'key-of-the-director-of-laredo',
  elPaso: 'key-of-the-director-of-el-paso',
  officer: 'key-of-an-officer',
  broker: 'key-of-a-broker',
};

const tables = (url: string): DataSource =>
  createDataSource({ url, applicationName: 'test', entities: [], migrations: [], poolSize: 2 });

/** The database with its tables and the accounts of this test. */
const prepared = async (url: string): Promise<DataSource> => {
  await migrated(url, portService);
  const source = await tables(url).initialize();
  await knownAccount(source, KEYS.headquarters, { kinds: ['headquarters'] }, 'Director of field operations');
  await knownAccount(
    source,
    KEYS.laredo,
    { kinds: ['officer', 'port director'], ports: ['2304'] },
    'Port director, in person',
  );
  await knownAccount(source, KEYS.elPaso, { kinds: ['port director'], ports: ['2402'] }, 'E. Paso');
  await knownAccount(source, KEYS.officer, { kinds: ['officer'], ports: ['2304'] }, 'K. Osei');
  await knownAccount(source, KEYS.broker, { kinds: ['broker'] });
  return source;
};

const start = (DATABASE_URL: string, INSTANCE = 'status-1'): Promise<RunningService> => {
  const config = Object.assign(new PortConfig(), {
    PORT: 0,
    HOST: '127.0.0.1',
    INSTANCE,
    OPERATIONS_TOKEN: 'operations-token-of-this-test',
    DATABASE_URL,
    AMQP_URL: NO_BROKER,
  });
  return startService(portService, config, createLog('port', INSTANCE, 'silent'));
};

interface Answer {
  readonly status: number;
  readonly body: any;
}

const call = async (
  service: RunningService,
  method: string,
  path: string,
  key?: string,
  body?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { ...(key && { 'x-api-key': key }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
  };
};

const national = (replaces: number, change: (procedure: Procedure) => void, effectiveFrom = TODAY): unknown => {
  const procedure = structuredClone(truck);
  procedure.effectiveFrom = effectiveFrom;
  change(procedure);
  return { replaces, procedure };
};
const ofPort = (replaces: number, overlay: Partial<Overlay>): unknown => ({
  replaces,
  overlay: overlayWith({ effectiveFrom: TODAY, ...overlay }),
});
const NATIONAL = '/desk/playbooks/national/truck';
const LAREDO = '/desk/playbooks/ports/2304/truck';

describe('Playbooks', () => {
  let source: DataSource;
  let service: RunningService;
  let second: RunningService;

  beforeAll(async () => {
    const url = await realServers().freshDatabase('port');
    source = await prepared(url);
    [service, second] = await Promise.all([start(url), start(url, 'status-2')]);
    await eventually(async () =>
      expect((await call(service, 'GET', NATIONAL, KEYS.officer)).body.readAt).toEqual(expect.any(String)),
    );
  });
  afterAll(async () => {
    await Promise.all([service.close(), second.close()]);
    await source.destroy();
  });

  it('begin with one stored national version of each mode, however many replicas started', async () => {
    const rows = await source.query(
      `SELECT mode, count(*)::int AS versions FROM playbook_version WHERE place = 'national' GROUP BY mode ORDER BY mode`,
    );
    expect(rows).toEqual(['air', 'air express', 'rail', 'truck', 'vessel'].map((mode) => ({ mode, versions: 1 })));
    const { body } = await call(service, 'GET', NATIONAL, KEYS.officer);
    expect(body.version).toMatchObject({ version: 1, officer: 'As delivered' });
    expect(body.procedure).toEqual(JSON.parse(JSON.stringify(truck)));
  });

  it('are read by officers only, and by nobody under a mode, port or version that does not exist', async () => {
    expect((await call(service, 'GET', NATIONAL)).status).toBe(401);
    expect((await call(service, 'GET', NATIONAL, KEYS.broker)).status).toBe(403);
    for (const path of [
      '/desk/playbooks/national/canoe',
      '/desk/playbooks/ports/0000/truck',
      `${NATIONAL}?version=99`,
      `${LAREDO}?version=99`,
    ]) {
      expect((await call(service, 'GET', path, KEYS.officer)).status).toBe(404);
    }
    expect((await call(service, 'GET', `${NATIONAL}?asOf=2026-02-30`, KEYS.officer)).body.errors).toEqual([
      { at: '/asOf', text: 'a day, YYYY-MM-DD' },
    ]);
    expect((await call(service, 'GET', '/desk/playbooks/national/air-express', KEYS.officer)).body.procedure.mode).toBe(
      'air express',
    );
  });

  it('of a port are published by its own director or headquarters, by nobody else', async () => {
    const body = ofPort(0, { changes: [{ step: 'scan', note: 'Lane 9 to the X-ray.' }] });
    expect((await call(service, 'PUT', LAREDO, KEYS.officer, body)).status).toBe(403);
    const refused = await call(service, 'PUT', LAREDO, KEYS.elPaso, body);
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining('2304 is not yours') } });
    expect(await source.query(`SELECT 1 FROM playbook_version WHERE place <> 'national'`)).toEqual([]);

    const another = await call(service, 'PUT', LAREDO, KEYS.laredo, { ...(body as object), officer: 'Somebody else' });
    expect(another).toMatchObject({
      status: 422,
      body: { errors: [{ at: '/officer', text: expect.stringContaining('Port director, in person') }] },
    });
    const published = await call(service, 'PUT', LAREDO, KEYS.laredo, body);
    expect(published).toMatchObject({
      status: 200,
      body: {
        overlay: { version: 1, nationalVersion: 1, officer: 'Port director, in person' },
        unfit: [],
        toReview: [],
      },
    });
    expect(
      (await call(service, 'PUT', '/desk/playbooks/ports/2402/truck', KEYS.headquarters, ofPort(0, {}))).status,
    ).toBe(200);
    const read = await call(service, 'GET', LAREDO, KEYS.officer);
    expect(read.body.procedure.steps.find((s: { id: string }) => s.id === 'scan')).toMatchObject({
      note: 'Lane 9 to the X-ray.',
      changed: ['note'],
    });
    await eventually(async () =>
      expect((await call(second, 'GET', LAREDO, KEYS.officer)).body.overlay).toMatchObject({ version: 1 }),
    );
  });

  it('of a port are refused with step and rule where the national version does not allow them', async () => {
    const refused = await call(
      service,
      'PUT',
      LAREDO,
      KEYS.laredo,
      ofPort(1, {
        changes: [
          { step: 'holds-first', what: 'Search if there is time.' },
          { step: 'scan', note: 'Lane 9' },
        ],
      }),
    );
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            at: '/overlay/changes/0/what',
            code: 'no',
            text: 'Step holds-first is marked "no": a port may change nothing of it, not what.',
          },
        ],
      },
    });
    expect(
      (await call(service, 'PUT', LAREDO, KEYS.laredo, { replaces: 1, overlay: { changes: 'none' } })).status,
    ).toBe(422);
    expect((await call(service, 'GET', LAREDO, KEYS.laredo)).body.versions).toHaveLength(1);
  });

  it('are not overwritten by who has not read the newest version', async () => {
    const again = await call(service, 'PUT', LAREDO, KEYS.laredo, ofPort(0, {}));
    expect(again).toMatchObject({
      status: 409,
      body: { detail: 'The newest version is 1, not 0: read it, and publish what replaces it.' },
    });
    const both = await Promise.all(
      [service, second].map((replica) =>
        call(
          replica,
          'PUT',
          LAREDO,
          KEYS.laredo,
          ofPort(1, { changes: [{ step: 'scan', note: 'Lane 8 to the X-ray.' }] }),
        ),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('of the nation are published by headquarters, whole and consistent, and say which ports must look again', async () => {
    const body = national(1, (p) => {
      p.steps.find(({ id }) => id === 'scan')!.overridable = 'no';
    });
    expect((await call(service, 'PUT', NATIONAL, KEYS.laredo, body)).status).toBe(403);
    const backwards = await call(
      service,
      'PUT',
      NATIONAL,
      KEYS.headquarters,
      national(1, (p) => void p.steps.reverse()),
    );
    expect(backwards).toMatchObject({
      status: 422,
      body: { errors: [expect.objectContaining({ at: '/procedure/steps/0' })] },
    });
    const otherMode = await call(service, 'PUT', '/desk/playbooks/national/rail', KEYS.headquarters, body);
    expect(otherMode.body.errors).toContainEqual({ at: '/procedure/mode', text: 'the address says rail' });

    const published = await call(service, 'PUT', NATIONAL, KEYS.headquarters, body);
    expect(published).toMatchObject({
      status: 200,
      body: {
        version: { version: 2 },
        portsToReview: [{ port: '2304', unfit: [{ part: 'scan', rule: 'no' }], toReview: [{ step: 'scan' }] }],
      },
    });
    const laredo = await call(service, 'GET', LAREDO, KEYS.laredo);
    expect(laredo.body).toMatchObject({
      national: { version: 2 },
      overlay: { version: 2, nationalVersion: 1 },
      unfit: [{ at: '/changes/0/note', part: 'scan' }],
    });
    expect(laredo.body.procedure.steps.find((s: { id: string }) => s.id === 'scan').note).toBeNull();
  });

  it('published for a later day stand from that day on', async () => {
    const published = await call(
      service,
      'PUT',
      NATIONAL,
      KEYS.headquarters,
      national(2, (p) => void (p.principle = 'From the year 2090 on.'), '2090-01-01'),
    );
    expect(published.status).toBe(200);
    expect((await call(service, 'GET', NATIONAL, KEYS.officer)).body).toMatchObject({
      version: { version: 2 },
      versions: [{ version: 1 }, { version: 2 }, { version: 3 }],
    });
    expect((await call(service, 'GET', `${NATIONAL}?asOf=2090-01-01`, KEYS.officer)).body).toMatchObject({
      version: { version: 3 },
      procedure: { principle: 'From the year 2090 on.' },
    });
    expect((await call(service, 'GET', `${LAREDO}?asOf=2090-01-01`, KEYS.officer)).body).toMatchObject({
      national: { version: 3 },
      overlay: { version: 2 },
    });
  });

  it('are compared version by version, for machines and for readers', async () => {
    const nations = await call(service, 'GET', `${NATIONAL}/diff?from=1&to=2`, KEYS.officer);
    expect(nations.body).toMatchObject({
      from: 1,
      to: 2,
      parts: [
        { part: 'steps', changed: [{ id: 'scan', fields: [{ field: 'overridable', from: 'add only', to: 'no' }] }] },
        { part: 'rest' },
      ],
    });
    expect(nations.body.text.split('\n')[0]).toBe('~ steps scan, overridable: "add only" -> "no"');
    await call(
      service,
      'PUT',
      LAREDO,
      KEYS.laredo,
      ofPort(2, { contacts: [{ what: 'Watch commander', how: '956-555-0100' }] }),
    );
    expect((await call(service, 'GET', `${LAREDO}/diff`, KEYS.officer)).body).toMatchObject({
      from: 2,
      to: 3,
      nationalVersion: 2,
      text: '+ contacts Watch commander: 956-555-0100',
    });
    expect((await call(service, 'GET', `${LAREDO}/diff?from=0`, KEYS.officer)).body).toMatchObject({
      from: 0,
      to: 3,
      text: '+ contacts Watch commander: 956-555-0100',
    });
    expect((await call(service, 'GET', `${LAREDO}/diff?from=one`, KEYS.officer)).status).toBe(422);
  });

  it('that were published are never altered in the database', async () => {
    await expect(
      source.query(`UPDATE playbook_version SET officer = 'somebody else' WHERE version = 1`),
    ).rejects.toThrow('permission denied');
    await expect(source.query('DELETE FROM playbook_version')).rejects.toThrow('permission denied');
  });

  it("are printed as sheets: the trade's for everyone, the officers' for officers, with versions, downtime and drill", async () => {
    const open = await call(service, 'GET', '/status/sheets/2304/truck/carrier');
    expect(open.status).toBe(200);
    expect(whatIsWrongWith(open.body)).toBeNull();
    expect(readAs(open.body)).toMatch(/National procedure version 2 of \S+ Port version 3 of .* Versions read/);
    expect(readAs(open.body)).toContain('Watch commander: 956-555-0100');
    expect((await call(service, 'GET', '/status/sheets/2304/truck/primary-officer')).status).toBe(404);
    expect((await call(service, 'GET', '/desk/sheets/2304/truck/primary-officer')).status).toBe(401);
    expect((await call(service, 'GET', '/desk/sheets/2304/truck/astronaut', KEYS.officer)).status).toBe(404);
    expect(
      readAs((await call(service, 'GET', '/desk/sheets/2304/truck/primary-officer', KEYS.officer)).body),
    ).toContain('Downtime: none in force');

    const declare = async (number: string, drill: boolean): Promise<void> => {
      const id = randomUUID();
      const scope = { modules: [], channels: [], directions: [], modes: ['truck'], ports: ['2304'] };
      const data = {
        id,
        number,
        version: 1,
        drill,
        state: 'in force',
        level: 'port',
        scope,
        filer: null,
        from: '2026-11-21T20:30:00.000Z',
        to: null,
      };
      await source.query(
        `INSERT INTO downtime (id, number, version, drill, state, level, data, from_at, changed_at) VALUES ($1, $2, 1, $3, 'in force', 'port', $4, now(), now())`,
        [id, number, drill, JSON.stringify(data)],
      );
    };
    await declare('DRILL-26-000001', true);
    await eventually(async () =>
      expect(readAs((await call(service, 'GET', '/status/sheets/2304/truck/broker')).body)).toContain(
        'DRILL - NO EFFECT ON LIVE CARGO',
      ),
    );
    await declare('DT-26-000012', false);
    await eventually(async () =>
      expect(readAs((await call(service, 'GET', '/status/sheets/2304/truck/broker')).body)).toContain(
        'Downtime: DT-26-000012',
      ),
    );
    expect(readAs((await call(service, 'GET', '/status/sheets/2402/truck/broker')).body)).toContain(
      'Downtime: none in force',
    );
  });
});

describe('Sheets without the database', () => {
  it('are printed from what was read before, and nothing can be published', async () => {
    const postgres = await ownPostgres();
    const url = await freshDatabaseOn(postgres.url, 'port');
    const source = await prepared(url);
    const service = await start(url);
    try {
      await eventually(async () =>
        expect((await call(service, 'GET', NATIONAL, KEYS.officer)).body.readAt).toEqual(expect.any(String)),
      );
      expect(
        (await call(service, 'PUT', LAREDO, KEYS.laredo, ofPort(0, { contacts: [{ what: 'Gate', how: '555-0100' }] })))
          .status,
      ).toBe(200);
      await source.destroy();
      await postgres.kill();
      await eventually(async () => expect((await call(service, 'GET', NATIONAL, KEYS.officer)).status).toBe(503));
      const sheet = await call(service, 'GET', '/status/sheets/2304/truck/carrier');
      expect(sheet.status).toBe(200);
      expect(readAs(sheet.body)).toContain('Port version 1');
      expect(readAs(sheet.body)).toContain('Gate: 555-0100');
      expect((await call(service, 'PUT', LAREDO, KEYS.laredo, ofPort(1, {}))).status).toBe(503);
    } finally {
      await service.close();
      await postgres.stop();
    }
  });

  it('that was never reached are printed from the national version as delivered, and say so', async () => {
    const service = await start('postgres://nobody@127.0.0.1:1/none');
    try {
      const sheet = await call(service, 'GET', '/status/sheets/2704/vessel/terminal-operator');
      expect(sheet.status).toBe(200);
      expect(readAs(sheet.body)).toContain('National procedure version 1');
      expect(readAs(sheet.body)).toContain('this is the procedure as delivered');
    } finally {
      await service.close();
    }
  });
});
