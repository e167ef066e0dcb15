import { countsAs, onTheWhole, type Seen } from './indicator.rules';

const seen = (states: Record<string, Seen['components'][number]['state']> = {}, more: Partial<Seen> = {}): Seen => ({
  components: Object.entries({ gateway: 'operational', manifest: 'operational', entry: 'operational', cee: 'operational', broker: 'operational', status: 'operational', ...states } as const).map(
    ([name, state]) => ({ name, state }),
  ),
  gates: [{ module: 'entry', direction: 'inbound', state: 'FLOWING' }],
  openIncidents: 0, downtimesInForce: 0, ...more,
});
const gate = (module: string, state: 'FLOWING' | 'TRIAL' | 'STOPPED') => ({ module, direction: 'inbound', state }) as const;

test.each<[string, Seen, string, string]>([
  ['everything works', seen(), 'none', 'green'],
  ['a module is slow', seen({ entry: 'slow' }), 'minor', 'yellow'],
  ['routing to Centers is down, which delays no release', seen({ cee: 'down' }), 'minor', 'yellow'],
  ['maintenance goes on', seen({ cee: 'maintenance' }), 'minor', 'yellow'],
  ['entry is down', seen({ entry: 'down' }), 'major', 'red'],
  ['entry cannot reach its database', seen({ 'entry-database': 'down' }), 'major', 'red'],
  ['entry works and its gate is stopped', seen({}, { gates: [gate('entry', 'STOPPED')] }), 'major', 'red'],
  ['a gate is on trial', seen({}, { gates: [gate('entry', 'TRIAL')] }), 'minor', 'yellow'],
  ['manifest and entry are both stopped', seen({ manifest: 'down' }, { gates: [gate('entry', 'STOPPED')] }), 'critical', 'red'],
  ['the broker is down', seen({ broker: 'down' }), 'critical', 'red'],
  ['the gateway is down', seen({ gateway: 'down' }), 'critical', 'red'],
  ['a downtime is in force while everything seems to work', seen({}, { downtimesInForce: 1 }), 'major', 'red'],
  ['an incident is open', seen({}, { openIncidents: 1 }), 'minor', 'yellow'],
  ['nothing is known of anything', { ...seen(), components: [{ name: 'gateway', state: 'unknown' }, { name: 'status', state: 'operational' }], gates: [] }, 'minor', 'yellow'],
])('when %s', (_case, what, indicator, colour) => {
  expect(onTheWhole(what)).toMatchObject({ indicator, colour });
});

test('the line tells partners what to do with their filings', () => {
  expect(onTheWhole(seen({ entry: 'down' })).words).toBe('Partly down: filings for entry are accepted and kept, and processed later. Do not send again.');
  expect(onTheWhole(seen({ gateway: 'down' })).words).toContain('no filing is accepted now');
});

test('planned maintenance of a module is no outage of it, but nothing hides that no filing is accepted', () => {
  expect(countsAs('entry', 'down', 'maintenance')).toBe('maintenance');
  expect(countsAs('gateway', 'down', 'maintenance')).toBe('down');
  expect(countsAs('entry', 'operational', 'partial')).toBe('partial');
  expect(countsAs('entry', 'slow', 'partial')).toBe('slow');
  expect(countsAs('entry', 'unknown', undefined)).toBe('unknown');
});
