import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from 'sass';

const WEB = join(__dirname, '..', '..', 'apps', 'portal', 'web');
const sheets = globSync('{ui/_*,pages/*/*}.scss', { cwd: WEB });
const sources = globSync('{app,offline,pages,ui}/**/*.{ts,tsx}', { cwd: WEB }).map((file) => ({
  file,
  text: readFileSync(join(WEB, file), 'utf8'),
}));
const code = sources.map(({ text }) => text).join('\n');

const CLASS = /\.(pw-\w+(?:-{1,2}\w+)*)/g;
const selectorsOf = (file: string): string[] =>
  [
    ...compile(join(WEB, file))
      .css.replace(/@charset[^;]+;/, '')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .matchAll(/([^{}]+)\{/g),
  ]
    .flatMap(([, selectors]) => selectors!.split(','))
    .map((selector) => selector.trim())
    .filter((selector) => !selector.startsWith('@'));
const styled = sheets.flatMap((file) =>
  selectorsOf(file).flatMap((selector) => {
    const classes = [...selector.matchAll(CLASS)].map(([, name]) => name!);
    return classes.map((name, at) => ({ file, selector, name, isFirst: at === 0 }));
  }),
);
/** Where a style is at home: a part of all pages, or those of one area. */
const homes = new Map<string, Set<string>>();
for (const { file, name, isFirst } of styled)
  if (isFirst) homes.set(name, new Set([...(homes.get(name) ?? []), dirname(file)]));

/** `pw-how`, `pw-how--down`, and `pw-how--` where the rest is chosen as the page runs. */
const usedIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w.-])pw-\w+(?:-{1,2}\w+)*(?:--(?=\$\{))?/g)].map(([name]) => name);
const used = new Set(usedIn(code));
const isUsed = (name: string): boolean => used.has(name) || used.has(name.replace(/--.*$/, '--'));
const isStyled = (name: string): boolean =>
  styled.some((one) => (name.endsWith('--') ? one.name.startsWith(name) : one.name === name));

test('every style of ours that a page names is there, and every style that is there is named by a page', () => {
  expect([...used].filter((name) => !isStyled(name))).toEqual([]);
  expect([...new Set(styled.map(({ name }) => name))].filter((name) => !isUsed(name))).toEqual([]);
  expect(styled.length).toBeGreaterThan(300);
});

test('one name stands for one thing: no two areas style it, and what all pages have is changed within an area only', () => {
  const twice = [...homes].filter(([, places]) => places.size > 1).map(([name, places]) => [name, ...places]);
  expect(twice).toEqual([]);
});

test('a page takes styles of its own area and those of all pages', () => {
  const foreign = sources.flatMap(({ file, text }) =>
    [...new Set(usedIn(text))].flatMap((name) => {
      const [home] = homes.get(name.replace(/--.*$/, '')) ?? [];
      return !home || home === 'ui' || home === dirname(file) || file.startsWith(`${home}/`) ? [] : [[file, name]];
    }),
  );
  expect(foreign).toEqual([]);
});

test('of the U.S. Web Design System a page loads what pages use', () => {
  const theme = readFileSync(join(WEB, 'ui', 'theme.scss'), 'utf8');
  const loaded = [...theme.matchAll(/@forward '(usa-[\w-]+)'/g)].map(([, name]) => name!);
  expect(loaded.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  expect(loaded.length).toBeGreaterThan(10);
});
