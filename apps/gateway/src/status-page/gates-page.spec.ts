import { gatesPage, sayingsOf } from './gates-page';

const KNOWN = {
  at: '2026-11-21T20:31:00.000Z',
  databaseReachable: true,
  backlog: [{ module: 'entry', unanswered: 21, oldestSeconds: 4 }],
  gates: [
    {
      module: 'entry',
      direction: 'inbound',
      state: 'STOPPED',
      since: '2026-11-21T20:30:00.000Z',
      changedBy: 'Smith',
      cause: 'secret',
      incidentNumber: null,
      held: 20,
      oldestSeconds: 4,
    },
    {
      module: 'manifest',
      direction: 'outbound',
      state: 'FLOWING',
      since: '2026-11-20T00:00:00.000Z',
      changedBy: 'Smith',
      cause: 'secret',
      incidentNumber: null,
      held: 0,
      oldestSeconds: null,
    },
  ],
} as const;

test('the gateway says by itself what becomes of filings at each gate, without names and causes', () => {
  const known = { ...KNOWN, backlog: [...KNOWN.backlog], gates: [...KNOWN.gates] };
  expect(sayingsOf(known)).toEqual([
    'Cargo release and entry summary: filings are kept since 21 November 2026 15:30 ET (20:30 UTC), 20 wait; held, do not resend.',
    'Ocean, rail, truck and air manifest: answers are given out as they come.',
    'Cargo release and entry summary: 21 filings wait for their answer.',
  ]);
  const page = gatesPage(known);
  expect(page).toContain('What is acknowledged is kept and needs no second sending.');
  expect(page).toContain('<time datetime="2026-11-21T20:31:00.000Z">21 November 2026 15:31 ET (20:31 UTC)</time>');
  expect(page).not.toMatch(/Smith|secret|gate/i);
});

test('with its own database away it does not say that filing goes on', () => {
  const page = gatesPage({ at: KNOWN.at, databaseReachable: false, backlog: [], gates: [] });
  expect(page).toContain('no filing is accepted now');
  expect(page).toContain('Nothing is known of them at this moment.');
});
