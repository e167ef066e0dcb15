import type { GateSummary, ComponentSummary } from '../../summary/summary.board';
import { onTheWhole } from '../../summary/indicator.rules';
import { anIncident, aDowntime, aNotice, scopeOf } from '../../public-page.fixture';
import { EMPTY_BULLETIN, publicDowntime, publicIncident, publicNotice } from '../../said/public-records';
import { statusPage, type StatusPage } from './status-page';

const NOW = '2026-11-28T00:10:00.000Z';
const SINCE = '2026-11-28T00:00:00.000Z';
const DESK = { name: 'Help desk', phone: '202-555-0100', email: 'help@portway.example', hours: '24 hours a day' };
const NOBODY = { name: '', phone: '', email: '', hours: '' };

const component = (
  name: string,
  state: ComponentSummary['state'] = 'operational',
  more: Partial<ComponentSummary> = {},
): ComponentSummary => ({
  name,
  kind: name === 'broker' ? 'broker' : name.endsWith('-database') ? 'database' : 'module',
  state,
  reason: 'Nobody listens at its address for 50 s, and no replica is heard.',
  evidence: {},
  since: SINCE,
  stateAgeSeconds: 1,
  whatHappensToYourFilings: state === 'down' ? 'held, do not resend' : 'accepted, being processed',
  explanation: 'As it is.',
  backlog: ['manifest', 'entry'].includes(name)
    ? {
        unanswered: 0,
        oldestSeconds: null,
        receivedPerSecond: 1,
        answeredPerSecond: 1,
        secondsToClear: 0,
        noTimeBecause: 'nothing waits',
      }
    : null,
  said: null,
  ...more,
});
const MODULES = ['gateway', 'manifest', 'entry', 'cee', 'account', 'status', 'port'];
const gates = (state: 'FLOWING' | 'STOPPED', held = 0): GateSummary[] => [
  {
    module: 'manifest',
    direction: 'inbound',
    state: 'FLOWING',
    since: SINCE,
    incidentNumber: null,
    held: 0,
    oldestSeconds: null,
    explanation: '',
  },
  {
    module: 'entry',
    direction: 'inbound',
    state,
    since: SINCE,
    incidentNumber: null,
    held,
    oldestSeconds: null,
    explanation: '',
  },
];
const pageOf = (components: ComponentSummary[], own: GateSummary[], more: Partial<StatusPage> = {}): string => {
  const whole = onTheWhole({
    at: NOW,
    components: components.map(({ name, state, since, backlog }) => ({
      name,
      state,
      since,
      waiting: backlog?.unanswered ?? 0,
    })),
    gates: own,
    openIncidents: 0,
    downtimesInForce: 0,
    watched: (more.watches ?? []).map(({ component: name }) => name),
  });
  return statusPage({
    at: NOW,
    whole,
    components,
    gates: own,
    watches: [],
    bulletin: EMPTY_BULLETIN,
    uptime: { asOf: null, rule: '', components: [] },
    helpDesk: DESK,
    ...more,
  }).text;
};
const shown = (html: string): string =>
  html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

const well = (): string =>
  pageOf(
    [...MODULES.map((name) => component(name)), component('broker'), component('entry-database')],
    gates('FLOWING'),
  );
const outage = (more: Partial<StatusPage> = {}): string =>
  pageOf(
    [
      ...MODULES.map((name) => (name === 'entry' ? component('entry', 'down') : component(name))),
      component('broker'),
      component('entry-database', 'unknown'),
    ],
    gates('STOPPED', 1),
    more,
  );
const withIncident = (): string => {
  const ports = { modules: ['entry' as const], ports: ['2304', '2402'] };
  const incident = anIncident(
    'IN-26-000001',
    {
      title: 'Cargo release and entry summary: not processing',
      declaredBy: 'port director',
    },
    { confirmed: scopeOf(ports) },
  );
  const downtime = aDowntime('DT-26-000001', {
    incidentNumber: 'IN-26-000001',
    confirmed: scopeOf(ports),
    level: 'port',
    declaredBy: 'port director',
  });
  const standing = new Set(['entry']);
  return outage({
    bulletin: {
      ...EMPTY_BULLETIN,
      asOf: NOW,
      incidents: [publicIncident(incident, standing)],
      downtimes: [publicDowntime(downtime, standing)],
      notices: [publicNotice(aNotice('26-000001'))],
    },
  });
};

test('an early warning is told on a green page, with since when, and that nothing is wrong yet', () => {
  const watches = [
    { component: 'entry', kind: 'waits grow', words: 'Answers take about 20 s.', slowInSeconds: null, since: SINCE },
  ] as const;
  const text = shown(
    pageOf(
      MODULES.map((name) => component(name)),
      gates('FLOWING'),
      { watches },
    ),
  );
  expect(text).toContain('Worth watching Nothing is wrong yet. File as always.');
  expect(text).toContain('Cargo release and entry summary: Answers take about 20 s. Seen since');
  expect(text).toContain('Everything is operational. Worth watching: Cargo release and entry summary.');
  expect(shown(well())).not.toContain('Worth watching');
  const beside = shown(
    pageOf(
      MODULES.map((name) => component(name, name === 'gateway' ? 'down' : 'operational')),
      gates('FLOWING'),
      { watches },
    ),
  );
  expect(beside).toContain('Worth watching');
  expect(beside).not.toContain('File as always');
});

test('an outage is told in the first three lines, before any list or table: what, since when, what to do; what works; whom to call', () => {
  const main = outage().split('<div id="live">')[1]!;
  const lines = [...main.matchAll(/<(h1|p|ul|ol|table|dl)\b[^>]*>([\s\S]*?)<\/\1>/g)]
    .slice(0, 3)
    .map(([, tag, inner]) => [tag, shown(inner!)]);
  expect(lines).toEqual([
    [
      'h1',
      'Cargo release and entry summary: not processing since 19:00 ET (00:00 UTC); 1 filing waits; do not resend.',
    ],
    ['p', 'All filings are accepted. Works as usual: Ocean, rail, truck and air manifest.'],
    ['p', 'Who to call: Help desk, 202-555-0100 , help@portway.example (24 hours a day).'],
  ]);
});

test('nobody is named to call where no help desk is configured', () => {
  expect(
    outage({ helpDesk: NOBODY }) + outage({ helpDesk: { ...NOBODY, name: 'Help desk', hours: 'always' } }),
  ).not.toMatch(/Who to call|pw-call/);
});

test('on a good day the page is short: a headline, a line for each function, and what is folded', () => {
  const text = well();
  expect(text.match(/<h2/g)).toHaveLength(2);
  expect(text.match(/<tr>/g)).toHaveLength(MODULES.length + 1);
  expect(text).not.toMatch(/<details[^>]* open/);
  expect(shown(text.split('<main')[1]!.split('<details')[0]!).split(' ').length).toBeLessThan(80);
});

test('no word of the software is shown: functions have the names of the trade, and what they stand on is folded and not opened by itself', () => {
  const text = withIncident();
  expect(shown(text)).not.toMatch(
    /\b(cee|gates?|broker|database|replicas?|queue|inbound|outbound|entry:|FLOWING|STOPPED)\b/,
  );
  expect(shown(text)).not.toContain('Nobody listens');
  expect(text).toContain(
    '<details id="inner-parts" class="pw-details"><summary>Inner parts: 1 of 2 not working as usual',
  );
  expect(text).not.toMatch(/<details[^>]* open/);
});

test('each thing is said once: a downtime stands with its incident, and the table does not repeat what the incident tells', () => {
  const text = shown(withIncident());
  for (const once of [
    'Downtime DT-26-000001 in force',
    'declared for Laredo and El Paso by their port director',
    'Cargo releases are accepted and kept, and processed afterwards',
    'Do not resend what was sent',
  ])
    expect([once, text.split(once).length]).toEqual([once, 2]);
});

test('where it is so is told apart from where it is declared, and an outage of all ports is told by one clock', () => {
  const text = shown(withIncident());
  expect(text).toContain(
    'Since 21 November 2026 15:30 ET (20:30 UTC) : Cargo release and entry summary; all modes of transport; at all ports; declared for Laredo and El Paso by their port director.',
  );
  expect(text).not.toContain('It may also come to');
});

test('every instant is in one element, on one clock, with UTC beside it and one date', () => {
  const text = withIncident();
  const times = [...text.matchAll(/<time datetime="([^"]+)">([^<]+)<\/time>/g)].map(([, , words]) => words!);
  expect(times.length).toBeGreaterThan(3);
  for (const words of times)
    expect(words).toMatch(/^\d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d [A-Z]{2,4} \(\d\d:\d\d UTC( next day)?\)$/);
  // Outside of them no other clock is named.
  expect(
    shown(text.replace(/<time[^>]*>[^<]*<\/time>/g, '').replace(/<footer[\s\S]*/, '')).match(/\d\d:\d\d [A-Z]+/g),
  ).toEqual(['19:00 ET', '00:00 UTC']);
  expect(shown(text)).toContain('Times are Eastern (ET), with UTC beside them');
});

test('what was declared is told with its age where the port service was not heard lately, and without a word of it on every other day', () => {
  const said = (asOf: string | null): string => shown(outage({ bulletin: { ...EMPTY_BULLETIN, asOf } }));
  expect(said(NOW)).not.toMatch(/told as of|notices cannot be read/);
  expect(said(null)).toContain('Incidents and notices cannot be read now.');
  expect(said(new Date(Date.parse(NOW) - 3_600_000).toISOString())).toMatch(
    /Incidents and notices are told as of .* ET .*: what was declared since cannot be read now\./,
  );
});
