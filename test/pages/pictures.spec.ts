import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'docs', 'pages');
const MOST_BYTES = 200_000;
/** Where the kind of colour stands in a PNG, and the kind of those with a palette. */
const [COLOUR_AT, PALETTE] = [25, 3];

test('pictures of pages have a palette and are small, so that whoever fetches Portway does not wait for them: `npm run pages` writes them so', () => {
  const files = globSync('*.png', { cwd: FOLDER });
  expect(files.length).toBeGreaterThan(0);
  const wrong = files.filter((file) => {
    const png = readFileSync(join(FOLDER, file));
    return png[COLOUR_AT] !== PALETTE || png.length > MOST_BYTES;
  });
  expect(wrong).toEqual([]);
});
