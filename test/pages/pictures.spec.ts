import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES, picturesIndex, WRITES } from '../support/pages-pictures';

const MOST_BYTES = 200_000;
const MOST_OF_ALL_BYTES = 45_000_000;
/** Where the kind of colour stands in a PNG, and the kind of those with a palette. */
const [COLOUR_AT, PALETTE] = [25, 3];

test('pictures of pages have a palette and are small, so that whoever fetches Portway does not wait for them: `npm run pages` writes them so', () => {
  const files = globSync('*.png', { cwd: PICTURES });
  expect(files.length).toBeGreaterThan(0);
  const all = files.reduce((sum, file) => sum + statSync(join(PICTURES, file)).size, 0);
  expect(all).toBeLessThan(MOST_OF_ALL_BYTES);
  const wrong = files.filter((file) => {
    const png = readFileSync(join(PICTURES, file));
    return png[COLOUR_AT] !== PALETTE || png.length > MOST_BYTES;
  });
  expect(wrong).toEqual([]);
});

test('the list of the pictures names each, by page and state: `PORTWAY_PAGES=write` with this file writes it anew', () => {
  const list = join(PICTURES, 'README.md');
  const now = picturesIndex();
  if (WRITES) writeFileSync(list, now);
  expect(readFileSync(list, 'utf8')).toBe(now);
  const named = [...now.matchAll(/\]\(([^)]+\.png)\)/g)].map(([, file]) => file!);
  expect(globSync('*.png', { cwd: PICTURES }).filter((file) => !named.includes(file))).toEqual([]);
});
