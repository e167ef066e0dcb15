import { countsAs, onTheWhole, type Seen } from './indicator.rules';

const gate = (module: string, state: 'FLOWING' | 'TRIAL' | 'STOPPED', held = 0) =>
  ({ module, direction: 'inbound', state, since: '2026-11-28T00:00:05.000Z', held }) as const;
const seen = (states: Record<string, Seen['components'][number]['state']> = {}, more: Partial<Seen> = {}): Seen => ({
  components: Object.entries({
    gateway: 'operational',
    manifest: 'operational',
    entry: 'operational',
    cee: 'operational',
    broker: 'operational',
    status: 'operational',
    ...states,
  } as const).map(([name, state]) => ({ name, state, since: '2026-11-28T00:00:00.000Z', waiting: 0 })),
  gates: [gate('entry', 'FLOWING')],
  at: '2026-11-28T00:10:00.000Z',
  openIncidents: 0,
  downtimesInForce: 0,
  watched: [],
  ...more,
});

test.each<[string, Seen, string, string]>([
  ['everything works', seen(), 'none', 'green'],
  ['a module is slow', seen({ entry: 'slow' }), 'minor', 'yellow'],
  ['routing to Centers is down, which delays no release', seen({ cee: 'down' }), 'minor', 'yellow'],
  ['maintenance goes on', seen({ cee: 'maintenance' }), 'minor', 'yellow'],
  ['entry is down', seen({ entry: 'down' }), 'major', 'red'],
  ['entry cannot reach its database', seen({ 'entry-database': 'down' }), 'major', 'red'],
  ['entry works and its gate is stopped', seen({}, { gates: [gate('entry', 'STOPPED')] }), 'major', 'red'],
  ['a gate is on trial', seen({}, { gates: [gate('entry', 'TRIAL')] }), 'minor', 'yellow'],
  [
    'manifest and entry are both stopped',
    seen({ manifest: 'down' }, { gates: [gate('entry', 'STOPPED')] }),
    'critical',
    'red',
  ],
  ['the broker is down', seen({ broker: 'down' }), 'critical', 'red'],
  ['the gateway is down', seen({ gateway: 'down' }), 'critical', 'red'],
  ['a downtime is in force while everything seems to work', seen({}, { downtimesInForce: 1 }), 'major', 'red'],
  ['an incident is open', seen({}, { openIncidents: 1 }), 'minor', 'yellow'],
  [
    'nothing is known of anything',
    {
      ...seen(),
      components: [
        { name: 'gateway', state: 'unknown', since: '', waiting: 0 },
        { name: 'status', state: 'operational', since: '', waiting: 0 },
      ],
      gates: [],
    },
    'minor',
    'yellow',
  ],
])('when %s', (_case, what, indicator, colour) => {
  expect(onTheWhole(what)).toMatchObject({ indicator, colour });
});

test('the line tells partners what to do with their filings', () => {
  const told = (...given: Parameters<typeof seen>): string => onTheWhole(seen(...given)).headline;
  expect(told({ entry: 'down' }, { gates: [gate('entry', 'STOPPED', 1)] })).toBe(
    'Cargo release and entry summary: not processing since 19:00 ET (00:00 UTC); 1 filing waits; do not resend.',
  );
  expect(told({}, { gates: [gate('manifest', 'STOPPED', 600)] })).toBe(
    'Ocean, rail, truck and air manifest: not processing since 19:00 ET (00:00 UTC); 600 filings wait; do not resend.',
  );
  expect(told({ entry: 'down' })).toBe(
    'Cargo release and entry summary: not processing since 19:00 ET (00:00 UTC); do not resend.',
  );
  expect(told({ entry: 'down' }, { at: '2026-11-29T00:10:00.000Z' })).toContain(
    'since 27 November 2026 19:00 ET (00:00 UTC next day)',
  );
  expect(told({ broker: 'down' }, { gates: [gate('manifest', 'FLOWING', 2)] })).toMatch(
    /^All filings: not processing since .*; do not resend\.$/,
  );
  expect(told({ gateway: 'down' })).toBe(
    'Filing: nothing is accepted since 19:00 ET (00:00 UTC). What was acknowledged is kept; send anything else later.',
  );
  expect(told({ cee: 'slow', 'cee-database': 'slow' })).toBe('Filings are accepted; not as usual: Center assignment.');
});

test('what is worth watching is said while everything is green, and by nothing else that is said', () => {
  const told = (...given: Parameters<typeof seen>) => onTheWhole(seen(...given));
  expect(told({}, { watched: ['entry', 'entry'] })).toMatchObject({
    ...{ indicator: 'none', colour: 'green' },
    headline: 'Everything is operational. Worth watching: Cargo release and entry summary.',
  });
  expect(told({ entry: 'slow' }, { watched: ['entry'] }).headline).not.toContain('watching');
});

test('how many wait is in the headline only: what follows live hears of a change, not of each filing', () => {
  const words = [1, 2].map(
    (held) => onTheWhole(seen({ entry: 'down' }, { gates: [gate('entry', 'STOPPED', held)] })).words,
  );
  expect(words[0]).toBe(words[1]);
  expect(words[0]).not.toMatch(/waits?\b|\bentry:/);
});

test('planned maintenance of a module is no outage of it, but nothing hides that no filing is accepted', () => {
  expect(countsAs('entry', 'down', 'maintenance')).toBe('maintenance');
  expect(countsAs('gateway', 'down', 'maintenance')).toBe('down');
  expect(countsAs('entry', 'operational', 'partial')).toBe('partial');
  expect(countsAs('entry', 'slow', 'partial')).toBe('slow');
  expect(countsAs('entry', 'unknown', undefined)).toBe('unknown');
});
