import { type DowntimeScope, type GateView, tradeName, type Statement } from '#contracts';
import { EMPTY_STATEMENT, WHOLE_SCOPE } from '#statement';
import { type Announcing, maintains, maintenanceIn } from './maintenance.rules';
import { clearingText, gateText, lengthText, stateWord, whereText } from './public-words';

const WHOLE: DowntimeScope = { modules: [], channels: [], directions: [], modes: [], ports: [] };

test.each<[Partial<DowntimeScope>, string]>([
  [{}, 'all functions; all modes of transport; at all ports'],
  [
    { modules: ['entry'], modes: ['truck'], ports: ['2304'], channels: ['edi'], directions: ['inbound'] },
    'Cargo release and entry summary; EDI; filings; truck; at Laredo, Texas (2304)',
  ],
])('where %j holds is said as: %s', (scope, text) => {
  expect(whereText({ ...WHOLE, ...scope }).replace(/Laredo(, Texas)?/, 'Laredo, Texas')).toBe(text);
});

test.each([
  [1, '1 second'],
  [89, '89 seconds'],
  [90, '2 minutes'],
  [3_600, '60 minutes'],
  [7_200, '2 hours'],
  [12_060, '3 hours 21 minutes'],
  [180_000, '2 days 2 hours'],
  [172_800, '2 days'],
])('%d seconds are told as %s', (seconds, text) => {
  expect(lengthText(seconds)).toBe(text);
});

test('a time to clear is told with its reason where there is none', () => {
  expect(clearingText({ secondsToClear: 600, why: null })).toBe('about 10 minutes');
  expect(clearingText({ secondsToClear: null, why: 'grows' })).toBe('not known: more arrives than is answered');
});

test('components are called by what they do, and how they are is told in a word of the trade', () => {
  expect(['gateway', 'entry', 'entry-database', 'cee', 'account', 'broker'].map(tradeName)).toEqual([
    'Filing (gateway)',
    'Cargo release and entry summary',
    'Cargo release and entry summary',
    'Center assignment',
    'Accounts and sign-in',
    'Inner parts',
  ]);
  expect(['operational', 'down', 'partial', 'unknown'].map(stateWord)).toEqual([
    'working',
    'not processing',
    'partly working',
    'not known',
  ]);
});

test('a gate is told without names and without what operators wrote', () => {
  const gate: GateView = {
    module: 'entry',
    direction: 'inbound',
    state: 'STOPPED',
    since: '',
    changedBy: 'Smith',
    cause: 'secret',
    incidentNumber: 'IN-26-000001',
    held: 1,
    oldestSeconds: 1,
  };
  expect(gateText(gate)).toBe(
    'Filings are accepted and kept: do not resend. It was stopped by order, because of IN-26-000001.',
  );
  expect(gateText({ ...gate, changedBy: 'the platform' })).toBe(
    'Filings are accepted and kept: do not resend. It was stopped by itself, because nothing was processed.',
  );
  expect(gateText({ ...gate, direction: 'outbound' })).toContain('Answers are kept and given out later, in order.');
});

describe('Planned maintenance', () => {
  const window: Statement['windows'][number] = {
    functions: [],
    from: '2026-11-22T06:00:00Z',
    to: '2026-11-22T08:00:00Z',
    certainty: 'certain',
    interruption: 'whole window',
    breaks: null,
    lengths: [],
  };
  const announced = (statement: Partial<Statement>, more: Partial<Announcing> = {}): Announcing => ({
    reference: '26-000001',
    matter: '26-000001',
    title: 'Release',
    drill: false,
    words: null,
    announcedAt: '2026-11-20T00:00:00Z',
    endedAt: null,
    statement: {
      ...EMPTY_STATEMENT,
      kind: 'planned maintenance',
      confirmed: { ...WHOLE_SCOPE, modules: ['entry'] },
      windows: [window],
      ...statement,
    },
    ...more,
  });

  it('is a window whose beginning and end are known, of the modules that it names', () => {
    const [planned, ...others] = maintenanceIn([announced({})]);
    expect(others).toEqual([]);
    expect(planned).toMatchObject({
      from: '2026-11-22T06:00:00.000Z',
      to: '2026-11-22T08:00:00.000Z',
      scope: { modules: ['entry'] },
    });
    expect(['entry', 'entry-database', 'manifest'].map((component) => maintains(planned!, component))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each<[string, Partial<Statement>]>([
    ['an emergency', { kind: 'emergency maintenance' }],
    ['work on the certification environment', { confirmed: { ...WHOLE_SCOPE, environment: 'certification' } }],
    ['work that interrupts nothing', { windows: [{ ...window, interruption: 'none' }] }],
    ['a window whose end nobody knows', { windows: [{ ...window, to: null }] }],
  ])('is not %s', (_case, statement) => {
    expect(maintenanceIn([announced(statement)])).toEqual([]);
  });

  it('is told as it was announced last, and ends when it is called off', () => {
    const moved = announced(
      { windows: [{ ...window, from: '2026-11-23T06:00:00Z', to: '2026-11-23T08:00:00Z' }] },
      { reference: '26-000002', matter: 'IN-26-000001' },
    );
    const first = announced({}, { matter: 'IN-26-000001' });
    expect(maintenanceIn([moved, first])).toMatchObject([{ reference: '26-000002', from: '2026-11-23T06:00:00.000Z' }]);
    expect(maintenanceIn([announced({}, { endedAt: '2026-11-22T06:30:00.000Z' })])).toMatchObject([
      { to: '2026-11-22T06:30:00.000Z' },
    ]);
    expect(maintenanceIn([announced({}, { endedAt: '2026-11-21T00:00:00.000Z' })])).toEqual([]);
  });

  it('of a drill takes no time out of the uptime', () => {
    expect(maintains(maintenanceIn([announced({}, { drill: true })])[0]!, 'entry')).toBe(false);
  });
});
