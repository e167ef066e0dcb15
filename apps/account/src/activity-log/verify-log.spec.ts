import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InteractionRecorded, keyIdOf, publicKeyText, signHead, signTreeHead } from '#contracts';
import { chained, type ChainedEntry, type ChainHead, entriesOf } from './activity-chain.rules';
import {
  completeHash,
  completeNodes,
  consistencyPath,
  inclusionPath,
  leafHash,
  type LeafRange,
  rangeHash,
} from './merkle-tree.rules';

const { privateKey } = generateKeyPairSync('ed25519');
const SIGNED_AT = '2026-11-21T15:00:00.000Z';
const accountId = InteractionRecorded.example.accountId;
const other = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b11';

const logOf = (summaries: readonly string[]): ChainedEntry[] =>
  chained(
    summaries.flatMap((summary, at) =>
      entriesOf({
        ...InteractionRecorded.example,
        accountId: at % 3 === 2 ? other : accountId,
        summary,
        items: [],
        ...(at % 2 === 1 && { person: 'K. Osei', port: '2704' }),
      }),
    ),
    new Map<string, ChainHead>(),
    '2026-11-21T14:05:10.000Z',
  );
const SUMMARIES = Array.from({ length: 23 }, (_, at) => `happened ${at}`);

interface Line {
  [member: string]: any;
}

/** The export of the account's log as whoever holds this history and this key would make it. */
const exportOf = (all: readonly ChainedEntry[], key: KeyObject = privateKey, since = 0): Line[] => {
  const leaves = all.map(({ hash }) => leafHash(Buffer.from(hash, 'hex')));
  const hex = (range: LeafRange): string =>
    rangeHash(
      completeNodes(range).map(({ level, position }) =>
        completeHash(leaves.slice(position * 2 ** level, (position + 1) * 2 ** level)),
      ),
    ).toString('hex');
  const size = all.length;
  const own = all.filter((entry) => entry.accountId === accountId);
  const last = own.at(-1)!;
  return [
    {
      export: 'portway activity log',
      version: 1,
      accountId,
      selection: null,
      treeHead: signTreeHead({ size, rootHash: hex({ from: 0, to: size }), signedAt: SIGNED_AT }, key),
      consistency: since > 0 ? { earlier: since, path: consistencyPath(since, size).map(hex) } : null,
      keys: [{ keyId: keyIdOf(privateKey), algorithm: 'Ed25519', publicKey: publicKeyText(privateKey) }],
    },
    ...own.map((entry) => {
      const leaf = all.indexOf(entry);
      return { entry, leaf, path: inclusionPath(leaf, size).map(hex) };
    }),
    {
      end: true,
      entries: own.length,
      accountHead: signHead({ accountId, sequence: last.sequence, hash: last.hash, signedAt: SIGNED_AT }, key),
    },
  ];
};

const directory = mkdtempSync(join(tmpdir(), 'verify-log-'));
afterAll(() => rmSync(directory, { recursive: true }));

const verdict = (lines: readonly Line[] | string, ...heads: object[]): [number | null, string] => {
  const files = heads.map((head, at) => {
    const file = join(directory, `head-${at}.json`);
    writeFileSync(file, JSON.stringify(head));
    return ['--head', file];
  });
  const input = typeof lines === 'string' ? lines : lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(__dirname, '../../../../tools/verify-log.cjs'), '-', ...files.flat()],
    {
      input,
    },
  );
  return [status, String(stdout)];
};
const notIntact = (reason: string) => [1, expect.stringContaining(reason)];
const whole = logOf(SUMMARIES);
const rewritten = logOf(SUMMARIES.with(3, 'nothing happened'));

describe('npm run verify-log', () => {
  test('an export as it was made is intact, also compared with heads that were kept', () => {
    const earlier = exportOf(whole.slice(0, 9));
    expect(verdict(exportOf(whole))).toEqual([0, expect.stringContaining('The log is intact')]);
    expect(verdict(exportOf(whole, privateKey, 9), earlier[0]!['treeHead'], earlier.at(-1)!['accountHead'])).toEqual([
      0,
      expect.stringContaining('Nothing was changed before the heads you kept'),
    ]);
  });
  test.each<[string, (lines: Line[]) => Line[], string]>([
    [
      'a changed entry',
      (lines) => lines.with(3, { ...lines[3]!, entry: { ...lines[3]!['entry'], summary: 'nothing happened' } }),
      'entry 3 is not what was recorded',
    ],
    [
      'an entry with a person who was not there',
      (lines) => lines.with(2, { ...lines[2]!, entry: { ...lines[2]!['entry'], person: 'J. Doe' } }),
      'entry 2 is not what was recorded',
    ],
    [
      'a member that nobody recorded',
      (lines) => lines.with(2, { ...lines[2]!, entry: { ...lines[2]!['entry'], note: 'innocent' } }),
      'a member that was not recorded: note',
    ],
    ['a deleted entry', (lines) => lines.toSpliced(4, 1), 'entry 4 is missing'],
    ['entries in another order', (lines) => lines.with(3, lines[4]!).with(4, lines[3]!), 'entry 3 is missing'],
    ['an entry twice', (lines) => lines.toSpliced(4, 0, lines[3]!), 'reordered or repeated'],
    ['an export that breaks off', (lines) => lines.slice(0, -4), 'it was truncated behind entry'],
    ['a log without its last entries', (lines) => lines.toSpliced(-3, 2), 'the export was made with'],
    [
      'a log without its last entries and a count to fit',
      (lines) => [...lines.slice(0, -3), { ...lines.at(-1)!, entries: lines.length - 4 }],
      'the log was truncated',
    ],
    [
      'an entry in the place of another',
      (lines) => lines.with(2, { ...lines[2]!, leaf: lines[3]!['leaf'] }),
      'entry 2 is not in the tree',
    ],
    [
      'a root that was not signed',
      (lines) => lines.with(0, { ...lines[0]!, treeHead: { ...lines[0]!['treeHead'], rootHash: '0'.repeat(64) } }),
      'the signature of the head of the tree is forged',
    ],
    [
      'a head signed by another key under the name of the right one',
      (lines) => {
        const forged = exportOf(whole, generateKeyPairSync('ed25519').privateKey)[0]!['treeHead'];
        return lines.with(0, { ...lines[0]!, treeHead: { ...forged, keyId: keyIdOf(privateKey) } });
      },
      'the signature of the head of the tree is forged',
    ],
  ])('%s is found and named', (_, tampered, reason) => {
    expect(verdict(tampered(exportOf(whole)))).toEqual(notIntact(reason));
  });
  test('a last line that was cut off is found', () => {
    const text = exportOf(whole)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
    expect(verdict(text.slice(0, -40))).toEqual(notIntact('is cut off or is no JSON'));
  });
  test('an older copy that was put back is found by whoever kept a head of the tree or of the log', () => {
    const [kept, old] = [exportOf(whole), exportOf(whole.slice(0, 9))];
    expect(verdict(old, kept[0]!['treeHead'])).toEqual(notIntact('this is an older copy'));
    expect(verdict(old, kept.at(-1)!['accountHead'])).toEqual(notIntact('this is an older copy'));
  });
  test('a history that was rewritten and signed anew with the right key is found by whoever kept a head', () => {
    const kept = exportOf(whole.slice(0, 9));
    expect(verdict(exportOf(rewritten))[0]).toBe(0);
    expect(verdict(exportOf(rewritten, privateKey, 9), kept[0]!['treeHead'])).toEqual(
      notIntact('the tree was rewritten since the head you kept'),
    );
    expect(verdict(exportOf(rewritten), kept.at(-1)!['accountHead'])).toEqual(notIntact('the log was rewritten'));
  });
  test('the document of the status page is a head: its newest one is compared', () => {
    const earlier = exportOf(whole.slice(0, 9))[0]!['treeHead'];
    const page = { asOf: SIGNED_AT, head: earlier, earlier: [], keys: [] };
    expect(verdict(exportOf(whole, privateKey, 9), page)).toEqual([
      0,
      expect.stringContaining('Nothing was changed before the head you kept'),
    ]);
    expect(verdict(exportOf(rewritten, privateKey, 9), page)).toEqual(notIntact('the tree was rewritten'));
    expect(verdict(exportOf(whole), { ...page, head: null })).toEqual([
      2,
      expect.stringContaining('has no signed head'),
    ]);
  });
  test('an entry that was removed by policy keeps its place; one that claims it too early, in no tree or with words is found', () => {
    const without = (change: object = {}, line: object = {}) =>
      exportOf(whole).map((each) => {
        if (each['entry']?.sequence !== 4) return each;
        const { accountId: account, sequence, recordedAt, previousHash, hash } = each['entry'] as ChainedEntry;
        const left = { accountId: account, sequence, recordedAt, previousHash, hash };
        return { ...each, entry: { ...left, removedAt: '2041-11-29T10:00:00.000Z', ...change }, ...line };
      });
    expect(verdict(without())).toEqual([0, expect.stringContaining('removed by policy on 2041-11-29')]);
    expect(verdict(without({ removedAt: '2029-11-29T10:00:00.000Z' }))).toEqual(
      notIntact('before its 5 years were over'),
    );
    expect(verdict(without({ hash: whole[0]!.hash }))).toEqual(notIntact('is not in the tree'));
    expect(verdict(without({ summary: 'nothing happened' }))).toEqual(notIntact('a member that was not recorded'));
    expect(verdict(without({}, { leaf: null, path: null }))).toEqual(notIntact('is in no tree that was signed'));
  });
  test('what cannot be compared is said, never taken for intact', () => {
    const kept = exportOf(whole.slice(0, 9))[0]!['treeHead'];
    expect(verdict(exportOf(whole), kept)).toEqual([2, expect.stringContaining('ask for it with since=9')]);
    expect(verdict('')).toEqual([2, expect.stringContaining('the export is empty')]);
    expect(verdict('{"a":1}\n')).toEqual([2, expect.stringContaining('no export of an activity log')]);
  });
});
