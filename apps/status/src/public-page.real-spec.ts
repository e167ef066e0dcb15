import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GateView } from '#contracts';
import { eventually, freshDatabaseOn, ownPostgres, realServers } from '../../../test/support';
import {
  aDowntime,
  anIncident,
  aNotice,
  gatewayStandIn,
  statusBench,
  type StatusBench,
  scopeOf,
} from './public-page.fixture';
import { CopyWriter } from './public-page/static-copy/copy-writer';
import { UptimeBook } from './public-page/uptime/uptime-book';

const GATE: GateView = {
  module: 'entry',
  direction: 'inbound',
  state: 'STOPPED',
  since: '2026-11-21T20:30:00.000Z',
  changedBy: 'Watch commander Smith',
  cause: 'ORA-600 at db-7.internal',
  incidentNumber: 'IN-26-000001',
  held: 600,
  oldestSeconds: 95,
};
let status: StatusBench;
let gateway: Server;
let gates: GateView[] = [GATE];

beforeAll(async () => {
  const standIn = await gatewayStandIn(() => ({
    gates,
    backlog: [
      { module: 'entry', unanswered: 600, oldestSeconds: 95, receivedPerSecond: 1, answeredPerSecond: 0 },
      { module: 'manifest', unanswered: 300, oldestSeconds: 70, receivedPerSecond: 5, answeredPerSecond: 15 },
    ],
  }));
  gateway = standIn.server;
  status = await statusBench(await realServers().freshDatabase('status'), { SERVICE_URLS: { gateway: standIn.url } });
});
afterAll(async () => {
  await status?.close();
  gateway?.closeAllConnections();
  gateway?.close();
});

/** Fails when the text is no well-formed XML, as far as tags, attributes and entities go. */
const wellFormed = (xml: string): string[] => {
  const open: string[] = [];
  const names: string[] = [];
  const rest = xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(
      /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g,
      (_tag, end: string, name: string, _attributes, alone: string) => {
        if (end) expect(open.pop()).toBe(name);
        else {
          names.push(name);
          if (!alone) open.push(name);
        }
        return '';
      },
    );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#\d+);)/);
  return names;
};
const shown = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

describe('The status page', () => {
  it('tells everything in its HTML: headline, downtimes and where, incidents, what to do, backlogs with the time to clear, gates, notices, maintenance', async () => {
    await status.incident(
      anIncident(
        'IN-26-000001',
        { noticeNumbers: ['26-000001'] },
        { possible: scopeOf({ modules: ['entry'], ports: ['2402'] }) },
      ),
    );
    await status.downtime(aDowntime('DT-26-000001', { incidentNumber: 'IN-26-000001' }));
    await status.notice(aNotice('26-000001', { incidentNumber: 'IN-26-000001' }));
    const [from, to] = [Date.now() + 86_400_000, Date.now() + 90_000_000].map(
      (at) => `${new Date(at).toISOString().slice(0, 19)}Z`,
    );
    await status.notice(
      aNotice(
        '26-000002',
        { title: 'New release of the gateway' },
        {
          kind: 'planned maintenance',
          confirmed: scopeOf({ modules: ['gateway'] }),
          windows: [
            {
              functions: [],
              from: from!,
              to: to!,
              certainty: 'certain',
              interruption: 'whole window',
              breaks: null,
              lengths: [],
            },
          ],
        },
      ),
    );
    await eventually(
      async () => {
        const page = await status.text('/status', { accept: 'text/html' });
        expect(page.status).toBe(200);
        const text = shown(page.text);
        for (const fact of [
          'Cargo release and entry summary: not processing since 21 November 2026 15:30 ET (20:30 UTC); 600 filings wait; do not resend.',
          'Downtime DT-26-000001 in force',
          'Headquarters declared it',
          'Cargo release and entry summary; truck; at all ports; declared for Laredo by headquarters',
          'declared for Laredo and El Paso by headquarters',
          'Truck downtime procedure',
          'Entry summary: held, do not resend',
          'Entry is slow to answer (IN-26-000001)',
          'Since 21 November 2026 15:30 ET (20:30 UTC)',
          'What still works',
          'Truck manifest, Rail manifest',
          'What happens to your filings',
          'Cargo releases are accepted and kept, and processed afterwards.',
          'What to do next',
          'Do not resend what was sent.',
          'A repair is under way.',
          'partly working by incident IN-26-000001',
          'not known',
          'never',
          'about 30 seconds',
          'not known: nothing is processed now',
          '15 answered, 5 received a second',
          '600 filings , the oldest for 2 minutes',
          '26-000001',
          'Planned maintenance',
          'New release of the gateway',
          'Ahead',
          'Uptime',
          'not enough data',
        ])
          expect(text).toContain(fact);
      },
      { within: 20_000 },
    );
  });

  it('says the most urgent first, with headings in order, and keeps what the functions stand on closed', async () => {
    const { text } = await status.text('/status');
    const headings = [...text.matchAll(/<h2 id="([a-z]+)"/g)].map(([, id]) => id);
    expect(headings).toEqual(['incidents', 'functions', 'maintenance', 'notices', 'stay']);
    const levels = [...text.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    for (const [index, level] of levels.entries())
      expect([index, level - (levels[index - 1] ?? 0) <= 1]).toEqual([index, true]);
    // The broker of this test is not there.
    expect(text).toContain('<details id="inner-parts" class="pw-details"><summary>Inner parts: ');
    const functions = shown(text.slice(text.indexOf('<table'), text.indexOf('</table>')));
    expect(functions).toContain('Cargo release and entry summary');
    expect(functions).not.toMatch(/broker|database|gate |\bentry:|\bcee\b/i);
    expect(functions).toMatch(/partly working by incident IN-26-000001/);
  });

  it("names no person, no account and nothing of the platform's inside", async () => {
    await status.notice(aNotice('26-000004'));
    await eventually(async () => expect((await status.text('/status/notices/26-000004')).status).toBe(200));
    const all = await Promise.all(
      [
        '/',
        '/status/incidents/IN-26-000001',
        '/status/notices/26-000001',
        '/status/notices/26-000004.json',
        '/status/history',
        '/status/summary.json',
        '/status/flows.json',
        '/status/feed.atom',
      ].map((path) => status.text(path)),
    );
    for (const { status: code, text } of all) {
      expect(code).toBe(200);
      expect(text).not.toMatch(/Smith|0b5a1f0e-7d0e|ORA-600|db-7/);
    }
  });

  it('keeps what waits and moves of the last hour, for pictures, open to everybody', async () => {
    await eventually(async () => {
      const { everySeconds, components } = await status.json('/status/flows.json');
      expect(everySeconds).toBe(5);
      expect(components.find(({ component }: any) => component === 'status').readings).toContainEqual({
        ...{ at: expect.stringMatching(/Z$/), unanswered: null, waitSeconds: null },
        ...{ receivedPerSecond: null, answeredPerSecond: null, replyMs: null },
      });
    });
  });

  it('loads only its own files, which are kept for ever, runs no inline script, and is not shown in frames', async () => {
    const page = await status.text('/status');
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    );
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+="|\sstyle="|<style/);
    expect(page.text).toMatch(
      /<html lang="en">[\s\S]*<a class="usa-skipnav" href="#main-content">[\s\S]*<header[\s\S]*<nav[^>]*aria-label[\s\S]*<main id="main-content"[\s\S]*<h1[\s\S]*<footer/,
    );
    expect(page.text.match(/<h1/g)).toHaveLength(1);
    const files = [...page.text.matchAll(/(?:src|href)="(\/status\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files).toHaveLength(3);
    for (const path of files) {
      const file = await status.text(path);
      expect([path, file.status, file.headers.get('cache-control')]).toEqual([
        path,
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
    const fonts = files[0]!.replace('css/uswds.min.css', 'fonts/source-sans-pro/sourcesanspro-regular-webfont.woff2');
    expect((await status.text(fonts)).headers.get('content-type')).toBe('font/woff2');
    expect((await status.text(files[0]!.replace('css/uswds.min.css', '../../../package.json'))).status).toBe(404);
    expect((await status.text('/status', { 'if-none-match': '"x"' })).status).toBe(200);
  });

  it('shows hostile words as words, on every page and in the feed', async () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>&';
    await status.incident(
      anIncident('IN-26-000666', {
        title: evil,
        updates: [
          {
            at: new Date().toISOString(),
            state: 'identified',
            remark: evil,
            noticeNumber: null,
          },
        ],
      }),
    );
    await status.notice(aNotice('26-000666', { title: evil, text: `${evil}\n]]>` }));
    await eventually(async () => expect((await status.text('/status')).text).toContain('&lt;script&gt;alert(1)'));
    for (const path of [
      '/status',
      '/status/incidents/IN-26-000666',
      '/status/notices/26-000666',
      '/status/history',
      '/status/feed.atom',
    ]) {
      const { text } = await status.text(path);
      expect(text).toContain('&lt;script&gt;');
      expect(text).not.toMatch(/<script>|<img/);
    }
    wellFormed((await status.text('/status/feed.atom')).text);
    for (const path of ['/status/incidents/%3Cscript%3E', '/status/notices/..%2f..', '/status/notices/26-999999'])
      expect((await status.text(path)).status).toBe(404);
  });

  it('shows drills in a section of their own, which says that they are none of the real', async () => {
    await status.incident(anIncident('DRILL-IN-26-000001', { title: 'The gateway burns' }));
    await status.notice(aNotice('DRILL-26-000001'));
    const page = await eventually(async () => {
      const { text } = await status.text('/status');
      expect(text).toContain('The gateway burns');
      return text;
    });
    const [before, inDrills] = page.split('<section class="pw-drills"') as [string, string];
    expect(before).not.toMatch(/gateway burns|DRILL-/);
    expect(shown(inDrills)).toMatch(/this is only an exercise.*The gateway burns/);
    await eventually(async () => {
      const summary = await status.json('/status/summary.json');
      expect(summary.drills.incidents).toMatchObject([{ number: 'DRILL-IN-26-000001', drill: true }]);
      expect(summary.incidents.map(({ number }: { number: string }) => number)).not.toContain('DRILL-IN-26-000001');
    });
  });
});

describe('The same as data', () => {
  it('has the headline, the incidents, downtimes and maintenance, and the backlog of each module with the time to clear', async () => {
    await eventually(async () =>
      expect((await status.json('/status/summary.json')).maintenance).toMatchObject([{ reference: '26-000002' }]),
    );
    const summary = await status.json('/status/summary.json');
    expect(summary).toMatchObject({
      indicator: 'major',
      colour: 'red',
      words: expect.stringMatching(/^Cargo release and entry summary: not processing since .*; do not resend\.$/),
      incidents: expect.arrayContaining([expect.objectContaining({ number: 'IN-26-000001', everywhere: true })]),
      downtimes: [{ number: 'DT-26-000001', scope: { ports: ['2304', '2402'], modes: ['truck'] } }],
      maintenance: [{ reference: '26-000002' }],
      gates: [{ module: 'entry', direction: 'inbound', state: 'STOPPED', held: 600, incidentNumber: 'IN-26-000001' }],
    });
    const component = (name: string) => summary.components.find((one: { name: string }) => one.name === name);
    expect(component('manifest')).toMatchObject({
      state: 'unknown',
      stateAgeSeconds: null,
      backlog: {
        unanswered: 300,
        oldestSeconds: 70,
        receivedPerSecond: 5,
        answeredPerSecond: 15,
        secondsToClear: 30,
        noTimeBecause: null,
      },
    });
    expect(component('entry')).toMatchObject({
      whatHappensToYourFilings: 'held, do not resend',
      backlog: { secondsToClear: null, noTimeBecause: 'stopped' },
      said: { state: 'partial', incidentNumber: expect.stringMatching(/^IN-26/) },
    });
    expect(component('gateway')).toMatchObject({
      state: 'operational',
      stateAgeSeconds: expect.any(Number),
      backlog: null,
    });
  });

  it('gives badges that are pictures by themselves, and 304 to who has them', async () => {
    const whole = await status.text('/status/badge.svg');
    expect(whole.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(wellFormed(whole.text)[0]).toBe('svg');
    expect(whole.text).toContain('<title>Portway: partly down</title>');
    expect(whole.text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/http|url\(/);
    expect((await status.text('/status/components/gateway/badge.svg')).text).toContain(
      'Portway: Filing (gateway): working',
    );
    expect((await status.text('/status/badge.svg', { 'if-none-match': whole.headers.get('etag')! })).status).toBe(304);
    expect((await status.text('/status/components/customs/badge.svg')).status).toBe(404);
  });

  it('is fed as Atom, in which an incident keeps its id when it is updated', async () => {
    const feed = (await status.text('/status/feed.atom')).text;
    const names = wellFormed(feed);
    expect(names[0]).toBe('feed');
    const entryOf = (text: string, id: string) =>
      text.split('<entry>').find((entry) => entry.includes(`<id>${id}</id>`))!;
    const before = entryOf(feed, 'urn:portway:status:incident:IN-26-000001');
    const ids = [...feed.matchAll(/<id>([^<]+)<\/id>/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'urn:portway:status',
        'urn:portway:status:downtime:DT-26-000001',
        'urn:portway:status:notice:26-000001',
        expect.stringMatching(/^urn:portway:status:maintenance:26-000002:/),
      ]),
    );
    expect(feed).toContain('href="https://portway.example/status/notices/26-000001"');
    const [known] = await status.source.query(`SELECT data FROM told WHERE kind = 'incident' AND key = 'IN-26-000001'`);
    const changedAt = new Date(Date.now() + 1_000).toISOString();
    await status.incident({ ...known.data, version: 2, state: 'watching', changedAt });
    await eventually(async () => {
      const after = entryOf((await status.text('/status/feed.atom')).text, 'urn:portway:status:incident:IN-26-000001');
      expect(after).toContain(`<updated>${changedAt}</updated>`);
      expect(after.match(/<published>.*<\/published>/)![0]).toBe(before.match(/<published>.*<\/published>/)![0]);
    });
  });

  it('tells how much of the time each component was up, from samples of minutes, with maintenance and time without data told apart', async () => {
    const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 5 * 3_600_000;
    await status.source.query(
      `INSERT INTO component_sample (id, component, state, why, reason, evidence, observer, at)
       SELECT gen_random_uuid(), 'cee', CASE WHEN m BETWEEN 20 AND 34 THEN 'down' ELSE 'operational' END, 'minute', '', '{}', 'status-9', to_timestamp($1::float8 / 1000) + m * interval '1 minute'
         FROM generate_series(0, 59) m`,
      [hour],
    );
    const [from, to] = [40, 50].map((minute) => `${new Date(hour + minute * 60_000).toISOString().slice(0, 19)}Z`);
    await status.notice(
      aNotice(
        '26-000003',
        { title: 'A past window' },
        {
          kind: 'planned maintenance',
          confirmed: scopeOf({ modules: ['cee'] }),
          windows: [
            {
              functions: [],
              from: from!,
              to: to!,
              certainty: 'certain',
              interruption: 'whole window',
              breaks: null,
              lengths: [],
            },
          ],
        },
      ),
    );
    const book = status.service.app.get(UptimeBook, { strict: false });
    await eventually(
      async () => {
        await status.source.query('DELETE FROM component_hour WHERE hour = to_timestamp($1::float8 / 1000)', [hour]);
        await book.renew();
        const uptime = await status.json('/status/components/cee/uptime?window=24h');
        // 45 minutes up, 15 down, ten of the good ones in maintenance; two minutes of the last word's time.
        expect(uptime).toMatchObject({ window: '24h', time: { down: 900, maintenance: 600 } });
        expect(uptime.bars.find((bar: { from: string }) => Date.parse(bar.from) === hour)).toMatchObject({
          kind: 'down',
          percent: 70,
        });
      },
      { within: 20_000 },
    );
    expect(
      (await status.json('/status/uptime.json')).components.map(({ component }: { component: string }) => component),
    ).toEqual(expect.arrayContaining(['cee', 'gateway', 'entry-database']));
    expect(shown((await status.text('/status')).text)).toMatch(
      /not enough data: \d+ minutes of 24 hours , down 15 minutes, maintenance 10 minutes/,
    );
    expect((await status.text('/status/components/cee/uptime?window=1y')).status).toBe(422);
  });
});

describe('Who follows live', () => {
  const follow = (
    url: string,
    headers: Record<string, string> = {},
  ): Promise<{ response: IncomingMessage; text: () => string }> =>
    new Promise((resolve, reject) => {
      get(`${url}/status/events`, { headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        resolve({ response, text: () => text });
      }).on('error', reject);
    });

  it('hears a change at once, and coming back hears what was missed', async () => {
    const first = await follow(status.url);
    await eventually(() => expect(first.text()).toMatch(/event: summary\ndata: \{"indicator"/));
    await status.incident(anIncident('IN-26-000007'));
    await eventually(() => expect(first.text()).toMatch(/id: \S+\nevent: incident\ndata: .*IN-26-000007/));
    const last = [...first.text().matchAll(/id: (\S+)\n/g)].at(-1)![1]!;
    first.response.destroy();
    gates = [{ ...GATE, state: 'TRIAL' }];
    await status.notice(aNotice('26-000007'));
    await eventually(async () => {
      const again = await follow(status.url, { 'last-event-id': last });
      try {
        await eventually(() => expect(again.text()).toMatch(/event: notice\ndata: .*26-000007/), { within: 500 });
        expect(again.text()).toMatch(/event: summary\ndata: .*"TRIAL"/);
        expect(again.text()).not.toMatch(/event: incident\ndata: .*IN-26-000007/);
      } finally {
        again.response.destroy();
      }
    });
    const stranger = await follow(status.url, { 'last-event-id': 'another-12' });
    await eventually(() => expect(stranger.text()).toContain('event: summary'));
    stranger.response.destroy();
  });
});

test('with its database killed, broker and modules dead, the service goes on telling what it knew; with itself dead, the copy it left does', async () => {
  const postgres = await ownPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'portway-status-copy-'));
  const alone = await statusBench(await freshDatabaseOn(postgres.url, 'status'), {
    ...{ STATUS_STREAMS: 1, STATUS_COPY_FOLDER: folder },
  });
  try {
    await alone.incident(anIncident('IN-26-000099'));
    await alone.downtime(aDowntime('DT-26-000099'));
    await alone.notice(aNotice('26-000099'));
    await eventually(async () => expect((await alone.text('/status')).text).toContain('DT-26-000099'));
    await postgres.kill();
    await eventually(
      async () =>
        expect(
          (await alone.json('/status/summary.json')).components.find(
            (one: { name: string }) => one.name === 'status-database',
          ).state,
        ).toBe('down'),
      { within: 20_000 },
    );
    const page = await alone.text('/status');
    expect([
      page.status,
      ...['IN-26-000099', 'DT-26-000099', '26-000099'].map((fact) => page.text.includes(fact)),
    ]).toEqual([200, true, true, true]);
    for (const path of [
      '/',
      '/status/incidents/IN-26-000099',
      '/status/notices/26-000099',
      '/status/feed.atom',
      '/status/badge.svg',
      '/status/uptime.json',
    ])
      expect([path, (await alone.text(path)).status]).toEqual([path, 200]);
    const history = await alone.text('/status/history');
    expect([history.status, shown(history.text)]).toEqual([
      503,
      expect.stringContaining('The status of now is shown all the same'),
    ]);
    expect((await alone.post('/status/subscriptions', { kind: 'e-mail', address: 'a@example.com' })).status).toBe(503);
    const one = await new Promise<IncomingMessage>((resolve) => get(`${alone.url}/status/events`, resolve));
    const two = await alone.text('/status/events');
    expect([one.statusCode, two.status, two.headers.get('retry-after')]).toEqual([200, 503, '30']);
    // Nobody who follows keeps the service from ending.
    one.resume();
    const ended = once(one, 'end');
    await alone.service.app.get(CopyWriter, { strict: false }).write();
    await alone.close();
    await ended;
    const copied = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const copy = copied('index.html');
    for (const fact of ['IN-26-000099', 'DT-26-000099', '26-000099', 'This is a copy of the status page, made'])
      expect(copy).toContain(fact);
    expect(copied('status/index.html')).toBe(copy);
    // What is not in the folder is asked for where the live page is.
    const addresses = [...copy.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address!);
    expect(addresses).toContain('https://portway.example/status/incidents/IN-26-000099');
    for (const address of addresses.filter((one) => one.startsWith('/')))
      expect([address, existsSync(join(folder, address))]).toEqual([address, true]);
    expect(copy).toMatch(
      /http-equiv="content-security-policy" content="default-src &#39;none&#39;|http-equiv="content-security-policy" content="default-src 'none'/,
    );
    expect(JSON.parse(copied('status/summary.json'))).toMatchObject({ incidents: [{ number: 'IN-26-000099' }] });
    expect(JSON.parse(copied('status/flows.json'))).toMatchObject({ everySeconds: 5 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await alone.close();
    await postgres.stop();
  }
});
