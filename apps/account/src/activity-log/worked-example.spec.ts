import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headKeys, isSigned, type SignedHead } from '#contracts';
import { CHAIN_START, type ChainedEntry, chainFault, HASHED_FIELDS } from './activity-chain.rules';

const guide = readFileSync(join(__dirname, '../../../../docs/partners/accounts.md'), 'utf8');
const block = (language: string): string =>
  new RegExp(`\\\`\\\`\\\`${language}\\n([\\s\\S]*?)\\\`\\\`\\\``).exec(guide)![1]!;

interface Example {
  entries: ChainedEntry[];
  heads: SignedHead[];
  keys: { keyId: string; algorithm: string; publicKey: string }[];
}
const example = (): Example => JSON.parse(block('json')) as Example;
const program = block('js').replace(/^import \{(.*)\} from 'node:crypto';$/m, 'const {$1} = crypto;');
const faultOf = new Function('crypto', 'Buffer', `${program}; return faultOf;`)(crypto, Buffer) as (
  log: Example,
) => string | null;

describe('the worked example for partners', () => {
  test('is a log as the platform writes it, with a head as the platform signs it', () => {
    const { entries, heads, keys } = example();
    expect([chainFault(entries[0]!, CHAIN_START), chainFault(entries[1]!, entries[0]!)]).toEqual([null, null]);
    expect(isSigned(heads[0]!, headKeys(keys[0]!.publicKey))).toBe(true);
    for (const field of HASHED_FIELDS) expect(program).toContain(`'${field}'`);
  });
  test('finds nothing wrong with that log', () => {
    expect(faultOf(example())).toBeNull();
  });
  test.each<[string, (log: Example) => void, string]>([
    [
      'an entry that was changed',
      ({ entries }) => Object.assign(entries[0]!, { summary: 'nothing was ever filed' }),
      'entry 1 is not what was recorded',
    ],
    [
      'an entry that is gone from the end',
      ({ entries }) => entries.pop(),
      'entry 2 is not the one that was signed at 2026-11-21T14:15:00.000Z',
    ],
    ['an entry that is gone from the beginning', ({ entries }) => entries.shift(), 'entry 1 is not what was recorded'],
    [
      'a head that was changed',
      ({ heads }) => Object.assign(heads[0]!, { sequence: 1 }),
      'the head of entry 1 is not signed by a key you know',
    ],
    [
      'a head of a key that is not known',
      ({ keys }) => keys.pop(),
      'the head of entry 2 is not signed by a key you know',
    ],
  ])('names %s', (_what, change, fault) => {
    const log = example();
    change(log);
    expect(faultOf(log)).toBe(fault);
  });
  test('names a log that was written anew with hashes that fit', () => {
    const log = example();
    let before = CHAIN_START.hash;
    for (const entry of log.entries) {
      const text = JSON.stringify(HASHED_FIELDS.map((field) => (field === 'summary' ? 'rewritten' : entry[field])));
      Object.assign(entry, {
        summary: 'rewritten',
        previousHash: before,
        hash: (before = crypto.createHash('sha256').update(before).update(text).digest('hex')),
      });
    }
    expect(faultOf(log)).toBe('entry 2 is not the one that was signed at 2026-11-21T14:15:00.000Z');
  });
});
