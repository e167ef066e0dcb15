import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { Secrets } from '../infrastructure/secrets';
import { demoAccounts } from './accounts';
import { controlSocket, resolveUnits } from './control';
import { ROOT } from './home';
import { signSample } from './samples';
import { ago, statusTable, welcome } from './screen';
import { parseReplicas, planReplicas, SERVICES } from './services';
import { Unit, type Program } from './unit';

const secrets = (): Secrets => new Secrets(join(mkdtempSync(join(tmpdir(), 'portway-secrets-')), 'secrets.json'));

describe('replicas', () => {
  const known = SERVICES.map((service) => service.name);

  it('are read from a list of names and numbers', () => {
    expect(parseReplicas('entry=2, manifest=3', known)).toEqual({ entry: 2, manifest: 3 });
    expect(parseReplicas('', known)).toEqual({});
  });

  it.each([
    ['entri=2', /"entri", which is no service; there are: gateway, status/],
    ['entry', /"entry": write a number from 1 to 99, for example entry=2/],
    ['entry=0', /"entry=0"/],
    ['entry=-1', /"entry=-1"/],
  ])('refuse %s and say why', (text, reason) => {
    expect(() => parseReplicas(text, known)).toThrow(reason);
  });

  it('have a name that stays, and a wished port that is counted from the gateway, clear of everybody else', () => {
    expect(
      planReplicas(
        [
          { name: 'entry', offset: 4, givesWay: 10 },
          { name: 'status', offset: 5 },
        ],
        { entry: 2 },
      ),
    ).toEqual([
      { service: 'entry', name: 'entry-1', instance: 'entry-1', offset: 4, givesWay: 10 },
      { service: 'entry', name: 'entry-2', instance: 'entry-2', offset: 104, givesWay: 10 },
      { service: 'status', name: 'status', instance: 'status-1', offset: 5, givesWay: 0 },
    ]);
  });
});

describe('demo accounts', () => {
  it('stay the same in one data folder and differ between folders', () => {
    const kept = secrets();
    expect(demoAccounts(kept)).toEqual(demoAccounts(kept));
    expect(demoAccounts(kept)[0]?.apiKey).not.toBe(demoAccounts(secrets())[0]?.apiKey);
  });

  it('have passwords that fit the six positions of the A record', () => {
    const passwords = demoAccounts(secrets()).flatMap((account) => (account.abi ? [account.abi.password] : []));
    expect(passwords).toHaveLength(3);
    for (const password of passwords) expect(password).toMatch(/^[A-Z2-9]{6}$/);
  });

  it('speak for everyone who takes part in a downtime: two officers of one port, a port director, headquarters, trusted traders', () => {
    const accounts = demoAccounts(secrets());
    const of = (role: string) => accounts.find((account) => account.role === role);
    expect(of('second-officer')).toMatchObject({ kinds: ['officer'], ports: of('officer')?.ports });
    expect(of('second-officer')?.apiKey).not.toBe(of('officer')?.apiKey);
    const persons = ['officer', 'second-officer', 'port-director', 'headquarters'].map(
      (role) => of(role)?.apiKeyPerson,
    );
    expect(new Set(persons.filter(Boolean)).size).toBe(4);
    expect(of('port-director')).toMatchObject({ kinds: ['port director'], ports: ['2304', '2402'] });
    expect(of('headquarters')).toMatchObject({ kinds: ['headquarters'], ports: [] });
    expect(accounts.filter(({ trusted }) => trusted.length > 0).map(({ role }) => role)).toEqual([
      'importer',
      'truck-carrier',
    ]);
  });

  it("can send every sample batch of the partners' guides", () => {
    const accounts = demoAccounts(secrets());
    const folder = join(ROOT, 'docs', 'partners', 'samples');
    const batches = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .filter((text) => /^A.{13}\d{6}/.test(text));
    expect(batches.length).toBeGreaterThan(0);
    for (const batch of batches) {
      const signed = signSample(batch, accounts);
      const sender = accounts.find((account) => account.abi?.id === batch.slice(5, 8));
      expect(signed.slice(1, 5)).toBe(sender?.abi?.site);
      expect(signed.slice(8, 14)).toBe(sender?.abi?.password);
      expect(signed.slice(0, 8) + signed.slice(14)).toBe(batch.slice(0, 8) + batch.slice(14));
      for (const [, filer] of batch.matchAll(/^B.{6}(.{3})/gm)) expect(sender?.filerCodes).toContain(filer);
    }
  });

  it('do not sign a batch that comes from somebody else', () => {
    const foreign = 'A2704ZZZS3CRET031426     SE';
    expect(signSample(foreign, demoAccounts(secrets()))).toBe(foreign);
  });
});

describe('the screen after a start', () => {
  const accounts = demoAccounts(secrets());
  const demo = {
    gateway: 'http://g',
    status: 'http://s',
    port: 'http://localhost:8090',
    portal: 'http://localhost:8093',
    operationsToken: '',
    services: {},
    mail: null,
    samples: '',
    generatedAt: '',
  };

  it('shows the keys of the accounts that are open, and only the names of the others', () => {
    const open = accounts.filter(({ role }) => role === 'importer');
    const text = welcome({ ...demo, accounts: open }, '.portway', ['9 accounts'], ['broker', 'officer']);
    for (const { role, apiKey } of accounts) expect(text.includes(apiKey)).toBe(role === 'importer');
    expect(text).toContain('Not open yet, and tried again until they are: broker, officer');
    expect(text).not.toMatch(/Portway is up|Bearer/);
  });

  it('leads to what the gateway takes, and says that answers take a second', () => {
    const text = welcome({ ...demo, accounts }, '.portway', []);
    expect(text).toContain('http://g/docs');
    expect(text).toMatch(/port-director .* M\. Ortiz .* pk_demo_/);
    expect(text).toMatch(/http:\/\/g\/mailbox +\(they take a second\)/);
  });
});

describe('ctl', () => {
  const units = [
    { name: 'entry-1', service: 'entry' },
    { name: 'entry-2', service: 'entry' },
    { name: 'broker', service: 'broker' },
  ];

  it('takes a service with all its replicas, one replica, or everything', () => {
    expect(resolveUnits(units, 'entry')).toHaveLength(2);
    expect(resolveUnits(units, 'entry-2')).toEqual([units[1]]);
    expect(resolveUnits(units, 'all')).toEqual(units);
  });

  it('lists what there is when a name is missing or unknown', () => {
    expect(() => resolveUnits(units, undefined)).toThrow('Say which one: entry, entry-1, entry-2, broker or all.');
    expect(() => resolveUnits(units, 'x')).toThrow(
      'There is no "x" on this platform; there are: entry, entry-1, entry-2, broker and all.',
    );
  });

  it('finds the platform of a folder whose path is too long for a socket', () => {
    expect(controlSocket('/srv/portway')).toBe('/srv/portway/control.sock');
    const long = `/srv/${'deep/'.repeat(30)}portway`;
    expect(Buffer.byteLength(controlSocket(long))).toBeLessThan(100);
    expect(controlSocket(long)).toBe(controlSocket(`${long}/`));
  });

  it('shows a table a person can read', () => {
    const now = Date.parse('2026-11-21T15:00:00Z');
    const unit = { name: 'entry', service: 'entry', address: 'http://127.0.0.1:8084', restarts: 2 };
    const text = statusTable(
      [
        { ...unit, state: 'running', pid: 4711, since: '2026-11-21T14:00:00Z', ending: 'exit code 1' },
        { ...unit, name: 'cee', state: 'killed', pid: null, since: '2026-11-21T14:59:48Z', ending: 'ended by SIGKILL' },
      ],
      now,
    );
    expect(text.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['NAME', 'STATE', 'PID', 'ADDRESS', 'SINCE', 'RESTARTS'],
      ['entry', 'running', '4711', 'http://127.0.0.1:8084', '1 h 0 min', '2'],
      ['cee', 'killed', '-', 'http://127.0.0.1:8084', '12 s', '2', 'ended by SIGKILL'],
    ]);
    expect(ago('2026-11-21T14:57:00Z', now)).toBe('3 min');
  });
});

describe('a supervised program', () => {
  function fake(): { launch: () => Promise<Program>; programs: { end: () => void }[]; fail: { next?: Error } } {
    const programs: { end: () => void }[] = [];
    const fail: { next?: Error } = {};
    const launch = async (): Promise<Program> => {
      if (fail.next) throw fail.next;
      let pid: number | undefined = 100 + programs.length;
      let end!: () => void;
      const exited = new Promise<void>(
        (resolve) =>
          (end = () => {
            pid = undefined;
            resolve();
          }),
      );
      programs.push({ end });
      return {
        get pid() {
          return pid;
        },
        exited,
        ending: 'exit code 1',
        stop: async () => end(),
        kill: async () => end(),
      };
    };
    return { launch, programs, fail };
  }

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('that answers late runs from then on; that answers no longer is not said to run', async () => {
    const { launch } = fake();
    let answers = false;
    const slow = async (): Promise<Program> => {
      const program = await launch();
      return {
        ...program,
        get pid() {
          return program.pid;
        },
        live: Promise.resolve(false),
        answers: async () => answers,
      };
    };
    const unit = new Unit('entry', 'entry', '', slow);
    expect(await unit.start()).toBe(false);
    await jest.advanceTimersByTimeAsync(40 * 60_000);
    expect(unit.status.state).toBe('starting');
    expect(statusTable([unit.status])).toContain('has not answered for 40 min');
    answers = true;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(unit.status.state).toBe('running');
    answers = false;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(unit.status.state).toBe('running');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(unit.status.state).toBe('silent');
    answers = true;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(unit.status.state).toBe('running');
    await unit.stop();
  });

  it('is started again after ever longer pauses while it keeps falling over', async () => {
    const { launch, programs } = fake();
    const unit = new Unit('entry', 'entry', '', launch);
    await unit.start();
    for (const pause of [500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
      const before = programs.length;
      programs.at(-1)!.end();
      await jest.advanceTimersByTimeAsync(pause - 1);
      expect(programs).toHaveLength(before);
      expect(unit.status.state).toBe('waiting');
      await jest.advanceTimersByTimeAsync(1);
      expect(programs).toHaveLength(before + 1);
    }
    expect(unit.status.restarts).toBe(7);
  });

  it('is forgiven what lies more than a minute back', async () => {
    const { launch, programs } = fake();
    const unit = new Unit('entry', 'entry', '', launch);
    await unit.start();
    programs.at(-1)!.end();
    await jest.advanceTimersByTimeAsync(500);
    await jest.advanceTimersByTimeAsync(61_000);
    programs.at(-1)!.end();
    await jest.advanceTimersByTimeAsync(500);
    expect(programs).toHaveLength(3);
  });

  it.each(['stop', 'kill'] as const)('stays down after a %s until it is started', async (action) => {
    const { launch, programs } = fake();
    const unit = new Unit('entry', 'entry', '', launch);
    await unit.start();
    await unit[action]();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(programs).toHaveLength(1);
    expect(unit.status).toMatchObject({ state: action === 'stop' ? 'stopped' : 'killed', pid: null, restarts: 0 });
    await unit.start();
    expect(unit.status).toMatchObject({ state: 'running', pid: 101 });
  });

  it('is not started a second time while it runs', async () => {
    const { launch, programs } = fake();
    const unit = new Unit('entry', 'entry', '', launch);
    await Promise.all([unit.start(), unit.start()]);
    expect(programs).toHaveLength(1);
  });

  it('is tried again later when it cannot be started at all', async () => {
    const { launch, programs, fail } = fake();
    const said: string[] = [];
    const unit = new Unit('broker', 'broker', '', launch, (line) => said.push(line));
    await unit.start();
    fail.next = new Error('RabbitMQ did not start: no disk');
    programs.at(-1)!.end();
    await jest.advanceTimersByTimeAsync(500);
    expect(said.at(-1)).toBe('broker: RabbitMQ did not start: no disk');
    expect(unit.status.state).toBe('waiting');
    delete fail.next;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(unit.status.state).toBe('running');
  });
});
