import { gatesPage, sayingsOf } from './gates-page';

const KNOWN = {
  at: '2026-11-21T20:31:00.000Z', databaseReachable: true, backlog: [{ module: 'entry', unanswered: 21, oldestSeconds: 4 }],
  gates: [
    { module: 'entry', direction: 'inbound', state: 'STOPPED', since: '2026-11-21T20:30:00.000Z', changedBy: 'Smith', cause: 'secret', incidentNumber: null, held: 20, oldestSeconds: 4 },
    { module: 'manifest', direction: 'outbound', state: 'FLOWING', since: '2026-11-20T00:00:00.000Z', changedBy: 'Smith', cause: 'secret', incidentNumber: null, held: 0, oldestSeconds: null },
  ],
} as const;

test('the gateway says by itself what becomes of filings at each gate, without names and causes', () => {
  const known = { ...KNOWN, backlog: [...KNOWN.backlog], gates: [...KNOWN.gates] };
  expect(sayingsOf(known)).toEqual([
    'Filings for entry are kept and not handed on: held, do not resend, since 2026-11-21T20:30:00.000Z, 20 waiting.', 'Answers of manifest are handed on as they come.',
    '21 filings wait for an answer of entry.',
  ]);
  const page = gatesPage(known);
  expect(page).toContain('What is acknowledged is kept and needs no second sending.');
  expect(page).not.toMatch(/Smith|secret/);
});

test('with its own database away it does not say that filing goes on', () => {
  const page = gatesPage({ at: KNOWN.at, databaseReachable: false, backlog: [], gates: [] });
  expect(page).toContain('no filing is accepted now');
  expect(page).toContain('Nothing is known of them at this moment.');
});
