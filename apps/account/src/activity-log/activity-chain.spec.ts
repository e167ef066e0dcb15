import { InteractionRecorded } from '#contracts';
import { CHAIN_START, chained, ChainHead, chainFault, entriesOf } from './activity-chain.rules';

const entries = entriesOf({
  ...InteractionRecorded.example,
  items: [...InteractionRecorded.example.items, ...InteractionRecorded.example.items],
});
const log = () => chained(entries, new Map<string, ChainHead>(), '2026-11-21T14:05:10.000Z');

describe('the chain of an activity log', () => {
  test('an interaction about two filings becomes two entries, one about none becomes one', () => {
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      filingId: InteractionRecorded.example.items[0]!.filingId,
      subject: 'entry:B76-03245278',
    });
    expect(entriesOf({ ...InteractionRecorded.example, items: [] })).toEqual([
      expect.objectContaining({ filingId: null, subject: null }),
    ]);
  });
  test('entries continue each other from the start of the chain', () => {
    const [first, second] = log();
    expect(first!.previousHash).toBe(CHAIN_START.hash);
    expect(second!.previousHash).toBe(first!.hash);
    expect(chainFault(first!, CHAIN_START)).toBeNull();
    expect(chainFault(second!, first!)).toBeNull();
  });
  test('a changed entry, a missing one and one from elsewhere are told apart', () => {
    const [first, second] = log();
    expect(chainFault({ ...first!, summary: 'nothing happened' }, CHAIN_START)).toBe(
      'entry 1 is not what was recorded',
    );
    expect(chainFault(second!, CHAIN_START)).toBe('entry 1 is missing');
    expect(chainFault({ ...second!, previousHash: CHAIN_START.hash }, first!)).toBe(
      'entry 2 does not continue entry 1',
    );
  });
  test('each account has a chain of its own', () => {
    const other = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b11';
    const placed = chained([entries[0]!, { ...entries[1]!, accountId: other }], new Map(), '2026-11-21T14:05:10.000Z');
    expect(placed.map((e) => [e.sequence, e.previousHash])).toEqual([
      [1, CHAIN_START.hash],
      [1, CHAIN_START.hash],
    ]);
  });
});
