import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { MenuPlace } from '../../apps/portal/web/app/menu';
import { ROOT } from '../../tools/platform/home';

const WEB = join(ROOT, 'apps', 'portal', 'web');
export const PICTURES = join(ROOT, 'docs', 'pages');
export const WIDTHS = [1_280, 390] as const;
/** `npm run pages`: pictures are written. */
export const WRITES = process.env['PORTWAY_PAGES'] === 'write';

/** What is read here of a page in the table of its area. */
interface Page {
  readonly path: string;
  readonly menu?: MenuPlace;
}
/** Every page of the router, as the tables of the areas have it. */
export const ROUTER_PAGES: readonly Page[] = globSync('pages/*/pages.ts', { cwd: WEB })
  .sort()
  .flatMap((file) => (require(join(WEB, file)) as { pages: readonly Page[] }).pages);
/** As the router has them: `/desk/case/$reference`. */
export const ADDRESSES: readonly string[] = ROUTER_PAGES.map(({ path }) => path);

/** What each page is seen in, and what the list calls it. */
const STATES = {
  loaded: 'with what the demo holds',
  empty: 'nothing there',
  loading: 'loading',
  stale: 'service away, known before',
  error: 'service away, nothing known',
  offline: 'no network',
} as const;
export type State = keyof typeof STATES;

/** `/account/$accountId/cases/$caseId`, loaded, is the picture `account-cases-one.loaded`. */
export const pictureOf = (path: string, state: State): string => {
  const parts = path.slice(1).split('/');
  const last = parts.length - 1;
  const named = parts.flatMap((part, at) => (part.startsWith('$') ? (at === last ? ['one'] : []) : [part]));
  return `${path === '/' ? 'front-door' : named.join('-')}.${state}`;
};

/** Of these the demo has none when it begins, or none that is shown at first: the tests of the area bring one about, whose picture it is. */
const SHOWN_ON_THE_WAY: Readonly<Record<string, string>> = {
  '/account/$accountId/bills/$key': 'account-bill',
  '/center/cases': 'center-cases',
  '/center/cases/$caseId': 'center-case',
  '/center/marks': 'center-marks',
  '/center/advice': 'center-advice',
  '/center/protests/$protestId': 'center-protest',
  '/desk/case/$reference': 'port-desk-case',
  '/desk/decisions/$controlNumber': 'port-desk-decision',
  '/file/sent/$channel/$id': 'file-answered',
  '/status/incidents/$number': 'status-incident',
  '/operations/downtimes/$number': 'operations-downtime',
  '/operations/incidents/$number': 'operations-incident',
  '/operations/worklist/$module/$messageId': 'operations-message',
  '/operations/drills/$id': 'operations-drill-run',
};
/** Pages of one thing of which the demo holds none. */
export const NOT_IN_THE_DEMO: readonly string[] = Object.keys(SHOWN_ON_THE_WAY).filter((path) => isOfOneThing(path));
/** Whether the walk through all pages takes a picture of it: not where another test takes one with something in it. */
export const isPictured = (path: string, state: State): boolean => state !== 'loaded' || !(path in SHOWN_ON_THE_WAY);

/** By its number: of such there is none with the number that is filled in. */
export function isOfOneThing(path: string): boolean {
  return /\$(?!accountId)/.test(path);
}

/** Names of the pictures that are there, without width. */
const pictures = (): readonly string[] =>
  globSync(`*.${WIDTHS[0]}.png`, { cwd: PICTURES })
    .map((file) => file.replace(/\.\d+\.png$/, ''))
    .sort();

const linksTo = (name: string): string => WIDTHS.map((width) => `[${width}](${name}.${width}.png)`).join(' ');

/** Whose menu has the page, or the page above it. */
const whoFinds = (path: string): string => {
  const above = ROUTER_PAGES.filter((page) => page.menu && (path === page.path || path.startsWith(`${page.path}/`)));
  const nearest = above.sort((one, other) => one.path.length - other.path.length).at(-1);
  return nearest?.menu?.roles?.join(', ') ?? 'everybody';
};

/** `docs/pages/README.md`: what pictures there are, by page and state. */
export const picturesIndex = (): string => {
  const there = pictures();
  const states = Object.keys(STATES) as State[];
  const rows = ADDRESSES.map((path) => {
    const seen = states.map((state) => (state === 'loaded' && SHOWN_ON_THE_WAY[path]) || pictureOf(path, state));
    return ['', `\`${path}\``, whoFinds(path), ...seen.map((name) => (there.includes(name) ? linksTo(name) : '')), '']
      .join(' | ')
      .trim();
  });
  const steps = there.filter((name) => !name.includes('.'));
  return `# Pictures of the pages

Each page 1280 and 390 px wide and in each of its states, as the tests see it in Chromium. \`npm run pages\` writes the pictures anew, and this list with them. Where a state has no picture the page has no such state, or the demo nothing to show in it; a long page is cut off below.

| page | who finds it | ${Object.values(STATES).join(' | ')} |
|---|---|${'---|'.repeat(states.length)}
${rows.join('\n')}

## On the way

What people see while they do something: forms that are filled in, and what came of an order.

| picture | 1280 and 390 px |
|---|---|
${steps.map((name) => `| ${name.replaceAll('-', ' ')} | ${linksTo(name)} |`).join('\n')}
`;
};
