import { followUpLetters } from './follow-up.rules';
import type { UnmatchedDecision, UnmatchedLink } from './unmatched-work';

const filer = { kind: 'filer' as const, accountId: 'b-broker', name: 'Harbor Brokers' };
const link = (changes: Partial<UnmatchedLink>): UnmatchedLink => ({
  link: 'entry',
  reference: 'B76-0324527-8',
  state: 'expected',
  dueDate: '2026-11-25',
  conflicts: [],
  heldSince: null,
  owner: filer,
  ...changes,
});
const work = (...links: UnmatchedLink[]): UnmatchedDecision[] => [
  {
    controlNumber: 'MD-26-2704-000017',
    downtimeNumber: 'DT-26-000012',
    port: '2704',
    mode: 'vessel',
    decision: 'release',
    decidedAt: '2026-11-23T18:00:00Z',
    ageHours: 1,
    officer: 'R. Alvarez',
    state: 'open',
    dueDate: null,
    links,
  },
];
const over = { number: 'DT-26-000012', overdue: false };

describe('What accounts are told after a downtime', () => {
  test('what they must still file, by when, under which number', () => {
    expect(followUpLetters(over, work(link({})), [])).toEqual([
      {
        accountId: 'b-broker',
        text: 'Downtime DT-26-000012 is over. One filing of yours is still to come, under the number on the paper.',
        items: [
          {
            reference: 'B76-0324527-8',
            text: 'File the cargo release: release on paper under MD-26-2704-000017.',
            dueDate: '2026-11-25',
          },
        ],
      },
    ]);
  });

  test("nothing of what the gateway holds, of what is the port's own, and of what only differs", () => {
    const port = { kind: 'port' as const, accountId: null, name: 'Port 2704' };
    for (const changes of [
      { heldSince: '2026-11-23T17:00:00Z' },
      { owner: port },
      { state: 'conflict' as const, owner: null },
    ]) {
      expect(followUpLetters(over, work(link(changes)), [])).toEqual([]);
    }
    expect(followUpLetters(over, work(link({ state: 'missing', heldSince: '2026-11-23T17:00:00Z' })), [])).toHaveLength(
      1,
    );
  });

  test('how many of their filings were held and how many are on file, also when nothing is left to do', () => {
    expect(followUpLetters(over, [], [{ accountId: 'c-carrier', held: 12, onFile: 3 }])).toEqual([
      {
        accountId: 'c-carrier',
        items: [],
        text: 'Downtime DT-26-000012 is over. We held 12 of your filings; 3 are on file, the others are processed in the order received. Do not send them again. There is nothing left for you to file.',
      },
    ]);
  });

  test('a second time only who let a day pass, with all that is left', () => {
    const late = { ...over, overdue: true };
    expect(followUpLetters(late, work(link({})), [])).toEqual([]);
    const [letter] = followUpLetters(
      late,
      work(link({ state: 'missing' }), link({ link: 'summary', dueDate: '2026-12-08' })),
      [],
    );
    expect(letter!.items.map(({ text }) => text)).toEqual([
      expect.stringContaining('It is overdue.'),
      expect.not.stringContaining('overdue'),
    ]);
  });
});
