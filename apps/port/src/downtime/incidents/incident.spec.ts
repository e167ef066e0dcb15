import { incident, LAREDO, scope } from '../downtime.fixture';
import { EMPTY_STATEMENT, impactsOf, incidentWords } from '#statement';
import type { Statement } from '#contracts';
import { mostSuspicious } from '../deployments/suspicion.rules';
import { overdueSince } from './reminder.rules';

const NOW = new Date('2026-11-20T13:00:00.000Z');
const says = (more: Partial<Statement>): Statement => ({ ...EMPTY_STATEMENT, ...more });

describe('What an incident says of components', () => {
  it('is that a module is down, or partly where only some ports or functions are hit', () => {
    expect(impactsOf([incident({ statement: says({ confirmed: scope({ modules: ['entry'] }) }) })], NOW)).toEqual([
      expect.objectContaining({ component: 'entry', state: 'down', incidentNumber: 'IN-26-000001' }),
    ]);
    expect(
      impactsOf([incident({ statement: says({ confirmed: scope({ modules: ['entry'], ports: [LAREDO] }) }) })], NOW),
    ).toEqual([expect.objectContaining({ state: 'partial' })]);
  });

  it('is nothing where it is a drill, is fixed, or is about certification', () => {
    const statement = says({ confirmed: scope({ modules: ['entry'] }) });
    expect(
      impactsOf([incident({ statement, drill: true }), incident({ statement, closedAt: NOW.toISOString() })], NOW),
    ).toEqual([]);
    expect(
      impactsOf(
        [incident({ statement: says({ confirmed: scope({ modules: ['entry'], environment: 'certification' }) }) })],
        NOW,
      ),
    ).toEqual([]);
  });

  it('is maintenance only while its window is open', () => {
    const window = {
      functions: [],
      from: '2026-11-20T12:30:00Z',
      to: '2026-11-20T14:00:00Z',
      certainty: 'certain',
      interruption: 'whole window',
      breaks: null,
      lengths: [],
    } as const;
    const planned = incident({
      statement: says({
        kind: 'planned maintenance',
        confirmed: scope({ modules: ['entry'] }),
        windows: [{ ...window, functions: [], lengths: [] }],
      }),
    });
    expect(impactsOf([planned], NOW)).toEqual([expect.objectContaining({ state: 'maintenance' })]);
    expect(impactsOf([planned], new Date('2026-11-20T14:00:01Z'))).toEqual([]);
  });

  it('is the worst that several say', () => {
    const slow = incident({
      number: 'IN-26-000002',
      statement: says({ kind: 'slowdown', confirmed: scope({ modules: ['entry'] }) }),
    });
    expect(impactsOf([slow, incident({ statement: says({ confirmed: scope({ modules: ['entry'] }) }) })], NOW)).toEqual(
      [expect.objectContaining({ state: 'down' })],
    );
  });
});

describe('The words of an incident', () => {
  it('come from its statement: since when, what works, what happens, what to do', () => {
    const words = incidentWords(
      says({
        confirmed: scope({ modules: ['entry'] }),
        windows: [
          {
            functions: [],
            from: '2026-11-20T11:00:00Z',
            to: null,
            certainty: 'certain',
            interruption: 'whole window',
            breaks: null,
            lengths: [],
          },
        ],
        instructions: [
          {
            functions: ['cargo release'],
            messages: [],
            which: null,
            becomes: 'held and processed after',
            certain: true,
            processedAt: null,
            acts: [{ do: 'do not resend', by: 'everybody', force: 'must' }],
          },
        ],
      }),
      '2026-11-20T12:00:00.000Z',
    );
    expect(words.knownIssuesSince).toBe('20 November 2026 06:00 ET (11:00 UTC)');
    expect(words.beganAt).toBe('2026-11-20T11:00:00.000Z');
    expect(words.whatStillWorks).toEqual([
      'Truck manifest',
      'Rail manifest',
      'Ocean manifest',
      'Air manifest',
      'Arrivals',
      'Holds on bills',
    ]);
    expect(words.whatHappensToYourTransactions).toEqual([
      { transactions: 'Cargo releases', what: 'are accepted and kept, and processed afterwards' },
    ]);
    expect(words.whatToDoNext).toEqual(['Do not resend what was sent.']);
  });
});

describe('A reminder', () => {
  it('is due when an open incident had no news for half an hour, and every half hour again', () => {
    expect(overdueSince(incident(), 1_800, new Date('2026-11-20T12:29:59Z'))).toBeNull();
    expect(overdueSince(incident(), 1_800, new Date('2026-11-20T12:31:00Z'))).toBe('2026-11-20T12:30:00.000Z');
    expect(
      overdueSince(incident({ reminders: ['2026-11-20T12:30:00.000Z'] }), 1_800, new Date('2026-11-20T12:59:00Z')),
    ).toBeNull();
    expect(
      overdueSince(incident({ reminders: ['2026-11-20T12:30:00.000Z'] }), 1_800, new Date('2026-11-20T13:00:00Z')),
    ).toBe('2026-11-20T13:00:00.000Z');
  });

  it('is not due for what is fixed, nor for what is announced and has not begun', () => {
    expect(overdueSince(incident({ closedAt: NOW.toISOString() }), 1_800, NOW)).toBeNull();
    const window = {
      functions: [],
      from: '2026-11-21T12:00:00Z',
      to: null,
      certainty: 'certain' as const,
      interruption: 'whole window' as const,
      breaks: null,
      lengths: [],
    };
    expect(
      overdueSince(incident({ statement: says({ stage: 'expected', windows: [window] }) }), 1_800, NOW),
    ).toBeNull();
  });
});

describe('Deployments before an incident', () => {
  it('stand with the same module first, then the same port, then the newest', () => {
    const deployment = { id: '', version: '1', note: null, ports: [] as string[], source: 'reported' as const };
    const list = [
      { ...deployment, module: 'cee', at: '2026-11-20T11:00:00Z' },
      { ...deployment, module: 'manifest', at: '2026-11-17T11:00:00Z' },
      { ...deployment, module: 'gateway', at: '2026-11-18T11:00:00Z', ports: [LAREDO] },
      { ...deployment, module: 'manifest', at: '2026-11-20T11:30:00Z', source: 'process started' as const },
    ];
    expect(mostSuspicious(list, ['manifest'], [LAREDO]).map(({ module, source }) => [module, source])).toEqual([
      ['manifest', 'reported'],
      ['manifest', 'process started'],
      ['gateway', 'reported'],
      ['cee', 'reported'],
    ]);
  });
});
