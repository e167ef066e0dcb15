import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMON_PASSWORDS, commonPasswordFault } from './common-passwords';
import { passwordFault } from './password.rules';

const NOBODY = { name: '', email: '' };

test('at least 3,000 passwords that are long enough are known as common ones, also where no rule finds fault with them', () => {
  const long = readFileSync(COMMON_PASSWORDS, 'utf8')
    .split('\n')
    .filter(({ length }) => length >= 12 && length <= 200);
  expect(long.length).toBeGreaterThan(40_000);
  expect(long.slice(0, 3_000).filter((one) => !passwordFault(one, NOBODY)).length).toBeGreaterThan(1_000);
});

test.each(['motherfucker', 'sonyericsson', 'Sonyericsson', 'SONYERICSSON'])(
  'a common password is refused, in capitals or not (%s)',
  async (password) => {
    expect(await commonPasswordFault(password)).toMatchObject({
      at: '/password',
      text: expect.stringContaining('most'),
    });
  },
);

test.each([
  ['four words', 'a long and quiet harbor'],
  ['a common one with more behind it', 'sonyericsson of a quiet harbor'],
  ['the end of a common one', 'onyericsson'],
])('%s is no common password', async (_what, password) => {
  expect(await commonPasswordFault(password)).toBeNull();
});

test('a password is found wherever its line stands: first, last without an end of line, or across two pieces', async () => {
  const list = join(mkdtempSync(join(tmpdir(), 'common-')), 'list.txt');
  const lines = Array.from({ length: 20_000 }, (_, n) => `of-the-list-${n}`);
  writeFileSync(list, lines.join('\n'));
  // A file is read 64 KiB at a time: some line stands across the end of each piece.
  let from = 0;
  const across = lines.filter(({ length }) => {
    const at = from % 65_536;
    from += length + 1;
    return at + length > 65_536;
  });
  expect(across.length).toBeGreaterThan(0);
  for (const one of [lines[0]!, lines.at(-1)!, ...across])
    expect([one, await commonPasswordFault(one, list)]).toEqual([one, expect.anything()]);
});
