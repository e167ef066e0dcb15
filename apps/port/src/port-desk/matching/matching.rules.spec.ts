import { FilingHeld } from '#contracts';
import { bill, electronically, paper, release } from '../decisions/decision.fixture';
import type { Paper } from '../decisions/decision.model';
import {
  type Chain,
  conflictName,
  type ConflictKind,
  CONFLICTS,
  judgeChain,
  type PaperSide,
  type PictureSide,
} from './matching.rules';
import { chainEvent, chainStates, linkEvent, linkStates } from './matching.states';

const DUE = { bill: '2026-11-24', entry: '2026-11-25', summary: '2026-12-08' };
const side = (changes: Partial<PaperSide> = {}, onPaper: Partial<Paper> = {}): PaperSide => ({
  decisionId: '5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01',
  controlNumber: 'MD-26-2704-000017',
  paper: paper(onPaper),
  entryFollows: true,
  summaryFollows: true,
  otherReleases: [],
  answered: false,
  due: DUE,
  closing: null,
  ...changes,
});
const nothing: PictureSide = { bills: [], releases: [], summaries: [], held: [] };
const byPaper = {
  path: 'paper' as const,
  at: '2026-11-23T18:00:00.000Z',
  decisionId: '5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01',
  controlNumber: 'MD-26-2704-000017',
};
const whole: PictureSide = {
  bills: [bill()],
  releases: [release({ state: 'released', release: byPaper })],
  summaries: ['B7603245278'],
  held: [],
};
const TODAY = '2026-11-23';
const shape = ({ links }: Chain): string[] =>
  links.map(({ link, reference, state }) => `${link} ${reference}: ${state}`);
const kinds = ({ links }: Chain): ConflictKind[] => links.flatMap(({ conflicts }) => conflicts.map(({ kind }) => kind));
const part = { bills: [{ billKey: 'MAEU260000101', issuerScac: 'MAEU', quantity: 40 }] };

describe('The chain of a release on paper', () => {
  test('is open with nothing filed, and nothing is missing before its day is over', () => {
    const chain = judgeChain(side(), nothing, TODAY);
    expect(shape(chain)).toEqual([
      'bill MAEU260000101: expected',
      'entry B76-0324527-8: expected',
      'summary B76-0324527-8: expected',
    ]);
    expect(chain).toMatchObject({ state: 'open', nextLookOn: '2026-11-24', entryKeys: ['B7603245278'] });
    expect(shape(judgeChain(side(), nothing, '2026-11-24'))[0]).toBe('bill MAEU260000101: expected');
    expect(shape(judgeChain(side(), nothing, '2026-11-25')).slice(0, 2)).toEqual([
      'bill MAEU260000101: missing',
      'entry B76-0324527-8: expected',
    ]);
    expect(shape(judgeChain(side(), nothing, '2026-12-09'))).toEqual([
      'bill MAEU260000101: missing',
      'entry B76-0324527-8: missing',
      'summary B76-0324527-8: missing',
    ]);
  });

  test('misses nothing while the downtime lasts', () => {
    const during = side({ due: { ...DUE, bill: null, entry: null } });
    expect(shape(judgeChain(during, nothing, '2026-12-01'))).toEqual([
      'bill MAEU260000101: expected',
      'entry B76-0324527-8: expected',
      'summary B76-0324527-8: expected',
    ]);
  });

  test('is matched when bill, entry and summary are on file, also when they came late or before the paper', () => {
    expect(judgeChain(side(), whole, TODAY)).toMatchObject({ state: 'matched', nextLookOn: null });
    expect(judgeChain(side(), { ...whole, releases: [release()] }, '2027-01-04').state).toBe('matched');
  });

  test('is the same whatever the order in which the picture tells it', () => {
    const other = release({ entryNumber: '03245286' });
    const many: PictureSide = {
      ...whole,
      releases: [...whole.releases, other],
      summaries: ['B7603245286', 'B7603245278'],
    };
    const turned: PictureSide = {
      ...many,
      releases: [...many.releases].reverse(),
      summaries: [...many.summaries].reverse(),
    };
    expect(judgeChain(side(), turned, TODAY)).toEqual(judgeChain(side(), many, TODAY));
  });

  test('without an entry number is joined to every entry that names its bill', () => {
    const carrierOutage = side({}, { entry: null, exemption: 'entry to follow' });
    expect(shape(judgeChain(carrierOutage, nothing, TODAY))).toEqual([
      'bill MAEU260000101: expected',
      'entry null: expected',
      'summary null: expected',
    ]);
    const chain = judgeChain(carrierOutage, { ...nothing, bills: [bill()], releases: [release()] }, TODAY);
    expect(shape(chain)).toEqual([
      'bill MAEU260000101: matched',
      'entry B76-0324527-8: matched',
      'summary B76-0324527-8: expected',
    ]);
    expect(chain.entryKeys).toEqual(['B7603245278']);
    expect(judgeChain(carrierOutage, whole, TODAY).state).toBe('matched');
  });

  test('asks for no entry of goods that need none, and is still joined to one that is filed', () => {
    const inBond = side({ entryFollows: false, summaryFollows: false }, { entry: null, exemption: 'in-bond' });
    expect(judgeChain(inBond, { ...nothing, bills: [bill()] }, TODAY)).toMatchObject({
      state: 'matched',
      links: [{ link: 'bill' }],
    });
    expect(judgeChain(inBond, whole, TODAY).entryKeys).toEqual(['B7603245278']);
  });

  test('says that the gateway holds what is not on file yet', () => {
    const held = { ...FilingHeld.example, receivedAt: '2026-11-23T17:00:00Z' };
    const [billLink, entry] = judgeChain(side(), { ...nothing, held: [held] }, TODAY).links;
    expect([billLink!.heldSince, entry!.heldSince]).toEqual([null, '2026-11-23T17:00:00Z']);
    expect(judgeChain(side(), { ...whole, held: [held] }, TODAY).links[1]!.heldSince).toBeNull();
  });

  test('that was closed by hand stays closed, until there is a difference that was not known then', () => {
    const gone = { ...whole, bills: [bill({ deleted: true })] };
    const [first] = judgeChain(side(), gone, TODAY).links;
    const closed = side({ closing: { known: [conflictName(first!, first!.conflicts[0]!)] } });
    expect(judgeChain(closed, gone, TODAY).state).toBe('closed by hand');
    expect(judgeChain(closed, nothing, '2027-01-04').state).toBe('closed by hand');
    expect(judgeChain(closed, { ...gone, releases: [release({ state: 'cancelled' })] }, TODAY).state).toBe('conflict');
  });
});

/** For each conflict: what shows it, and the nearest thing that is none. */
const PAIRS: Record<
  ConflictKind,
  { side?: PaperSide; shows: PictureSide; not: { side?: PaperSide; picture: PictureSide } }
> = {
  'released electronically too': {
    shows: { ...whole, releases: [release({ state: 'released', release: electronically('2026-11-23T17:00:00Z') })] },
    not: {
      picture: {
        ...whole,
        releases: [release({ state: 'release suspended', release: electronically('2026-11-23T17:00:00Z') })],
      },
    },
  },
  'released electronically in spite of it': {
    side: side({}, { decision: 'hold', reason: 'Seal broken' }),
    shows: { ...whole, releases: [release({ state: 'released', release: electronically('2026-11-23T18:00:01Z') })] },
    not: {
      side: side({ answered: true }, { decision: 'hold', reason: 'Seal broken' }),
      picture: {
        ...whole,
        releases: [release({ state: 'released', release: electronically('2026-11-23T18:00:01Z') })],
      },
    },
  },
  'two paper releases of one bill': {
    side: side(
      {
        otherReleases: [
          {
            controlNumber: 'MD-26-2704-000003',
            entryKey: null,
            bills: [{ billKey: 'MAEU260000101', issuerScac: 'MAEU', quantity: 61 }],
          },
        ],
      },
      part,
    ),
    shows: { ...whole, releases: [] },
    not: {
      side: side(
        {
          otherReleases: [
            {
              controlNumber: 'MD-26-2704-000003',
              entryKey: null,
              bills: [{ billKey: 'MAEU260000101', issuerScac: 'MAEU', quantity: 60 }],
            },
          ],
        },
        part,
      ),
      picture: { ...whole, releases: [] },
    },
  },
  'entry cancelled': {
    shows: { ...whole, releases: [release({ state: 'cancelled' })] },
    not: { picture: { ...whole, releases: [release({ state: 'hold' })] } },
  },
  'bill deleted': {
    shows: { ...whole, bills: [bill({ deleted: true })] },
    not: { picture: { ...whole, bills: [bill({ change: 'amended', version: 2 })] } },
  },
  'port differs': {
    shows: { ...whole, bills: [bill({ portCode: '2709' })] },
    not: { picture: { ...whole, releases: [release({ portOfEntry: null })] } },
  },
  'importer differs': {
    shows: { ...whole, releases: [release({ importerNumber: '98-7654321' })] },
    not: { picture: { ...whole, releases: [release({ importerNumber: '12-345678900' })] } },
  },
  'quantity differs': {
    side: side({}, part),
    shows: whole,
    not: {
      side: side({}, { bills: [{ billKey: 'MAEU260000101', issuerScac: 'MAEU', quantity: 100 }] }),
      picture: whole,
    },
  },
};

describe('A conflict', () => {
  test('of every kind has its pair', () => expect(Object.keys(PAIRS).sort()).toEqual([...CONFLICTS].sort()));
  test.each(Object.entries(PAIRS))(
    '%s: named where it is one, and only there',
    (kind, { side: given = side(), shows, not }) => {
      expect(judgeChain(given, shows, TODAY)).toMatchObject({ state: 'conflict' });
      expect(kinds(judgeChain(given, shows, TODAY))).toEqual([kind]);
      expect(kinds(judgeChain(not.side ?? given, not.picture, TODAY))).toEqual([]);
    },
  );
  test('of an electronic release is one before the paper as well as after it', () => {
    for (const at of ['2026-11-23T17:59:00Z', '2026-11-30T09:00:00Z']) {
      expect(
        kinds(
          judgeChain(
            side(),
            { ...whole, releases: [release({ state: 'released', release: electronically(at) })] },
            TODAY,
          ),
        ),
      ).toEqual(['released electronically too']);
    }
  });
  test('is shown also by an entry under another number that names the whole bill, but not by a cancelled one', () => {
    const other = release({
      entryNumber: '03245286',
      state: 'released',
      release: electronically('2026-11-24T09:00:00Z'),
    });
    expect(kinds(judgeChain(side(), { ...whole, releases: [...whole.releases, other] }, TODAY))).toEqual([
      'released electronically too',
    ]);
    expect(
      judgeChain(side(), { ...whole, releases: [...whole.releases, { ...other, state: 'cancelled' }] }, TODAY).state,
    ).toBe('matched');
  });
});

describe('A hold, exam or refusal on paper', () => {
  test('expects no entry, and an electronic release before it is no conflict', () => {
    const hold = side({}, { decision: 'hold', reason: 'Seal broken' });
    expect(shape(judgeChain(hold, nothing, TODAY))).toEqual(['bill MAEU260000101: expected']);
    expect(
      judgeChain(
        hold,
        { ...whole, releases: [release({ state: 'released', release: electronically('2026-11-23T17:00:00Z') })] },
        TODAY,
      ).state,
    ).toBe('matched');
  });
});

test('the tables of links and chains are sound, and name what happened between any two looks', () => {
  expect([linkStates.faults(), chainStates.faults()]).toEqual([[], []]);
  for (const from of linkStates.states)
    for (const to of linkStates.states) if (from !== to) expect(linkEvent(from, to)).not.toBeNull();
  expect(chainEvent('matched', 'conflict')).toBe('a difference');
});
