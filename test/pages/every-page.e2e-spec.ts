import { randomUUID } from 'node:crypto';
import type { Page, Request, Route } from 'playwright-core';
import { eventually } from '../support/eventually';
import { slowness } from '../support/machine-speed';
import {
  axeFindings,
  fits,
  largestPaint,
  outOfReach,
  type PagesUnderTest,
  pagesUnderTest,
  picture,
  scriptBytes,
  slowestAnswer,
} from '../support/pages';
import {
  ADDRESSES,
  isOfOneThing,
  isPictured,
  NOT_IN_THE_DEMO,
  pictureOf,
  type State,
  WRITES,
} from '../support/pages-pictures';

/** Who works in an area, by the beginning of its addresses; everybody elsewhere. */
const WHO: Readonly<Record<string, string>> = {
  file: 'broker',
  account: 'owner',
  desk: 'officer',
  center: 'center-director',
  cases: 'fpf-officer',
  operations: 'headquarters',
  'port-entries': 'officer',
  'sign-ins': 'owner',
};
const FIRST_PAGES = ['/', '/sign-in', '/status', '/file', '/account', '/desk', '/center', '/centers', '/cases'].concat([
  '/operations',
  '/developers',
]);
const whoIn = (path: string): string | undefined => (path === '/status/mine' ? 'broker' : WHO[path.split('/')[1]!]);

const NARROW_PX = 360;
const PHONE_PX = 390;
const FIRST_VIEW_BYTES = 200 * 1024;
const PAINT_MS = 2_000;
const ANSWER_MS = 200;
const ROWS = 100_000;

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const settled = async (page: Page): Promise<void> => {
  await page.locator('h1').first().waitFor();
  await page.locator('.pw-skeleton').first().waitFor({ state: 'detached' });
};

test.each(FIRST_PAGES)(
  'the first page %s is small, soon painted on a slow processor, fits a narrow phone, and every control is reached by keyboard',
  async (path) => {
    const page = await pages.open('about:blank', { as: whoIn(path), width: NARROW_PX });
    let painted = await largestPaint(page, path);
    await settled(page);
    const bytes = await scriptBytes(page);
    const seen = {
      ...{ wide: !(await fits(page)), outOfReach: await outOfReach(page), axe: await axeFindings(page) },
      tooManyBytes: bytes < FIRST_VIEW_BYTES ? 0 : bytes,
    };
    // Others may have the processor: the best of three tells what the page takes.
    const most = PAINT_MS * slowness();
    for (let more = 2; more > 0 && painted >= most; more--) painted = Math.min(painted, await largestPaint(page, path));
    expect({ ...seen, paintedLate: painted < most ? 0 : painted }).toEqual({
      ...{ wide: false, outOfReach: [], axe: [], tooManyBytes: 0, paintedLate: 0 },
    });
    await page.context().close();
  },
);

test('a log of 100,000 entries is scrolled to its end, searched and opened, and each key is answered within 200 ms', async () => {
  const { id } = pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  const page = await pages.open('about:blank', { as: 'owner' });
  const read = await page.context().request.get(`${pages.url}/api/account/activity?account=${id}&limit=1`);
  const { entries } = (await read.json()) as { entries: readonly object[] };
  const log = Array.from({ length: ROWS }, (_, at) => ({ ...entries[0], sequence: ROWS - at }));
  await page.route(/\/api\/account\/activity\?/, (route) => route.fulfill({ json: { entries: log, next: null } }));
  const details = page.getByRole('button', { name: 'Details and proof: entry 1', exact: true });
  const slowestOfAll = async (): Promise<number> => {
    await page.goto(`/account/${id}/activity`);
    await page.getByText(/^100,?000 are shown/).waitFor();
    return slowestAnswer(page, async () => {
      await page.getByLabel('Record').focus();
      await page.keyboard.type('entry:B76');
      await page.locator('h1').click();
      await page.keyboard.press('PageDown');
      // Rows are measured as they come into view, and the end moves until they are.
      await eventually(async () => {
        await page.keyboard.press('End');
        await details.waitFor({ timeout: 2_000 });
      });
      await details.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Check the proof here' }).waitFor();
    });
  };
  // Others may have the processor: the best of three tells what the page takes.
  let slowest = await slowestOfAll();
  for (let more = 2; more > 0 && slowest >= ANSWER_MS * slowness(); more--)
    slowest = Math.min(slowest, await slowestOfAll());
  expect(slowest).toBeLessThan(ANSWER_MS * slowness());
  expect(slowest).toBeGreaterThan(0);
  expect(await page.getByRole('listitem').count()).toBeLessThan(200);
  await page.context().close();
});

test('developers look through the APIs and try one, as who is signed in or with a key that they paste, and through the messages, in which axe finds nothing', async () => {
  const { apiKey } = pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  const page = await pages.open('/developers/api', { as: 'broker', width: NARROW_PX });
  await page.locator('.opblock-tag', { hasText: 'JSON filings' }).getByRole('button').click();
  const filings = page.locator('.opblock-get', { hasText: '/filings' }).first();
  await filings.locator('.opblock-summary-control').click();
  await filings.getByRole('button', { name: 'Try it out' }).click();
  const answered = async (): Promise<string> => {
    const answer = page.waitForResponse(/\/api\/gateway\/filings/);
    await filings.getByRole('button', { name: 'Execute' }).click();
    const { authorization = 'of the session' } = (await answer).request().headers();
    await filings.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor();
    return authorization;
  };
  expect(await answered()).toBe('of the session');
  // Before a key is pasted: what is sent stands in the answer, and with it the key.
  await picture(page, 'developers-api');
  await page.getByLabel('Your key').fill(apiKey);
  expect(await answered()).toBe(`Bearer ${apiKey}`);
  await page.locator('.opblock-post .opblock-summary-control').first().click();
  await page.locator('.opblock-post .responses-table').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await fits(page)).toBe(true);
  await page.goto('/developers/messages');
  await page.getByLabel('Find a message').fill('released');
  await page.locator('.pw-explorer button').first().click();
  await page.locator('.pw-explorer pre').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await fits(page)).toBe(true);
  await page.context().close();
});

test('with the account service dead who wants to sign in is told so on a page', async () => {
  await pages.platform.ctl('kill', 'account');
  try {
    const page = await pages.open('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).first().click();
    await page.getByText('Nobody can sign in just now.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'sign-in-away');
    await page.context().close();
  } finally {
    await pages.platform.ctl('start', 'account');
  }
});

/** With what an address names filled in: an account of the demo, and of all else something that is not there. */
const nowhere = (path: string): string => {
  const { id } = pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  const known: Readonly<Record<string, string>> = {
    accountId: id,
    kind: 'entry-summary',
    channel: 'abi',
    key: 'B7600000000',
    reference: 'B76-0000000-0',
    number: 'DT-26-999999',
    controlNumber: 'MD-26-2704-999999',
    actionNumber: '0000000',
  };
  return path.replace(/\$(\w+)/g, (_, name: string) => known[name] ?? randomUUID());
};

/** Goes to a page as a link does, within the window. */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate<void>(`if (location.pathname !== ${JSON.stringify(path)}) {
    document.querySelector('#page-title')?.setAttribute('data-left', '');
    history.pushState(null, '', ${JSON.stringify(path)});
  }`);
/** The text of the page that was gone to, once nothing of it is still loading and it holds; null where that does not come. */
const textOnce = (page: Page, holds: (text: string) => boolean, within: number): Promise<string | null> =>
  eventually(
    async () => {
      const text = await page.evaluate<string>(`(() => {
        const main = document.querySelector('main');
        const isThere = document.querySelector('#page-title:not([data-left])') && !main.querySelector('.pw-skeleton');
        return isThere ? main.innerText : '';
      })()`);
      return text !== '' && holds(text) ? text : false;
    },
    { within },
  ).catch(() => null);

const AWAY = 'This part of Portway does not answer.';
const AGE = /This is how it was at .* ago\./;
const WHAT_TO_DO = /It is asked for again by itself|It is asked again by itself|You can go on/;
const OFFLINE = 'You are offline.';
const BROKEN = 'This page broke';

/** Pages that ask a module, by the beginning of their addresses; the last that fits tells of which it is. Null: none has to answer before something is chosen, typed or sent. */
const MODULE_OF: readonly (readonly [path: string, module: string | null])[] = [
  ['/', 'status'],
  ['/status', 'status'],
  ...(['/status/subscribe', '/sign-in', '/developers', '/file', '/operations/declare'] as const).map(
    (path) => [path, null] as const,
  ),
  ...(['/status/mine', '/file/sent', '/operations/gates'] as const).map((path) => [path, 'gateway'] as const),
  ['/account', 'account'],
  ['/sign-ins', 'account'],
  ...(['entries', 'bills', 'mailbox', 'webhooks'] as const).map(
    (part) => [`/account/$accountId/${part}`, 'gateway'] as const,
  ),
  ...(['protests', 'center', 'trusted', 'trusted-requests', 'trusted-pilots', 'trusted-year'] as const).map(
    (part) => [`/account/$accountId/${part}`, 'cee'] as const,
  ),
  ['/account/$accountId/cases', 'enforcement'],
  ...(['/desk', '/operations'] as const).map((path) => [path, 'port'] as const),
  ...(['/desk/unsent', '/desk/playbook/changes', '/operations/playbooks'] as const).map(
    (path) => [path, null] as const,
  ),
  ...(['/operations/accounts', '/operations/capabilities'] as const).map((path) => [path, 'account'] as const),
  ...(['/center', '/port-entries', '/rulings'] as const).map((path) => [path, 'cee'] as const),
  // What the Centers publish any cache may show for a minute, a browser's too.
  ['/centers', null],
  ['/cases', 'enforcement'],
];
const moduleOf = (path: string): string | null => {
  const fits = MODULE_OF.filter(([own]) => path === own || path.startsWith(`${own}/`));
  const last = fits.sort(([one], [other]) => one.length - other.length).at(-1);
  if (!last) throw new Error(`Which module ${path} asks is missing here.`);
  return last[1];
};

/** To the trade the list of accounts is its own account. */
const walkerTo = (path: string): string | undefined => (path === '/account' ? 'headquarters' : whoIn(path));
/** From which page a link leads to one thing, where that is not the list that its address begins with. */
const LED_FROM: Readonly<Record<string, string>> = {
  '/account/$accountId/entries/$key': '/account/$accountId/filings',
  '/account/$accountId/bills/$key': '/account/$accountId/filings',
  '/cases/$caseId/petitions/$petitionId': '/cases/$caseId',
  '/center/work/$itemId': '/center',
  '/desk/case/$reference': '/desk',
  '/file/form/$kind': '/file',
  '/status/incidents/$number': '/status/history',
  '/operations/downtimes/$number': '/operations',
  '/operations/incidents/$number': '/operations',
};
/** A port of the demo, where cargo is. */
const PORT = '2704';
/** How many of a list are looked into for what is below them. */
const LOOKED_INTO = 8;
const AT_ONCE = 3;
const WITHIN_MS = 10_000;
/** With pictures to write. */
const LONGEST_MS = 900_000;

/** What the requests of a page to modules are, while they are not answered. */
const asked = new WeakMap<Page, Set<Request>>();
const isToModule = (request: Request): boolean =>
  request.url().includes('/api/') && request.resourceType() !== 'eventsource';
/** Once every module has answered all that the page asked. */
const calm = (page: Page): Promise<void> =>
  eventually(
    async () => {
      const isBusy = (): boolean => asked.get(page)!.size > 0;
      // What is asked for after something was answered is asked for when that is shown.
      if (!isBusy()) await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
      expect(isBusy()).toBe(false);
    },
    { within: 30_000 },
  );

/** How modules answer a window: as they do, not yet, or as if they had nothing of what is listed. */
const answers = new WeakMap<Page, { way: 'as they do' | 'not yet' | 'empty'; go: () => void; gone: Promise<void> }>();
const nothingIn = (answer: unknown): unknown => {
  if (Array.isArray(answer)) return [];
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, name === 'next' ? null : Array.isArray(value) ? [] : value]),
  );
};
/** What stands around every page is answered always: who looks, and how the system is. */
const AROUND = /\/api\/(account\/me|status\/status\/summary\.json|port\/desk\/officer)\b/;
const answer = async (page: Page, route: Route): Promise<void> => {
  const request = route.request();
  const now = answers.get(page)!;
  if (!isToModule(request) || request.method() !== 'GET' || AROUND.test(request.url())) return route.continue();
  if (now.way === 'not yet') await now.gone;
  if (answers.get(page)!.way !== 'empty') return route.continue();
  const response = await route.fetch();
  const isJson = response.ok() && /json/.test(response.headers()['content-type'] ?? '');
  return isJson ? route.fulfill({ response, json: nothingIn(await response.json()) }) : route.fulfill({ response });
};
const answerFrom = (page: Page, way: 'as they do' | 'not yet' | 'empty'): void => {
  answers.get(page)?.go();
  let go = (): void => undefined;
  const gone = new Promise<void>((done) => (go = done));
  answers.set(page, { way, go, gone });
};

/** Windows by who looks and for what: one that comes to know everything, one that is answered otherwise, one that never knew what it asks for. */
type Look = 'whole' | 'otherwise' | 'new';
const windows = new Map<string, Promise<Page>>();
const windowOf = (look: Look, who: string | undefined): Promise<Page> => {
  const open = async (): Promise<Page> => {
    const page = await pages.open('/developers', { as: who, width: PHONE_PX });
    await page.evaluate(`localStorage.setItem('portway.desk.port', '${PORT}')`);
    const open = new Set<Request>();
    asked.set(page, open);
    page.on('request', (request) => isToModule(request) && open.add(request));
    for (const over of ['requestfinished', 'requestfailed'] as const)
      page.on(over as 'requestfinished', (request) => open.delete(request));
    if (look === 'otherwise') {
      answerFrom(page, 'as they do');
      // Whoever goes on to another page does not wait for what this one asked.
      await page.route('**/api/**', (route) => answer(page, route).catch(() => undefined));
    }
    return page;
  };
  const name = `${look} ${who}`;
  if (!windows.has(name)) windows.set(name, open());
  return windows.get(name)!;
};

/** Does what is to be done, a few at once. */
const inLanes = async (lanes: readonly (() => Promise<void>)[]): Promise<void> => {
  const left = [...lanes];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
};

/** The pages of a module as one person sees them, in each state; what is wrong is noted. */
class Walk {
  /** Of which pages something was read. */
  readonly known = new Set<string>();
  private readonly addresses = new Map<string, string>();

  constructor(
    readonly who: string | undefined,
    private readonly paths: readonly string[],
    private readonly faults: string[],
  ) {}

  /** With what the demo holds. */
  async loaded(): Promise<void> {
    const page = await windowOf('whole', this.who);
    for (const path of this.paths) {
      const [address] = await this.leadingTo(page, path);
      if (!address) {
        if (!NOT_IN_THE_DEMO.includes(path)) this.faults.push(`${path}: no link leads to one that the demo has`);
        continue;
      }
      this.addresses.set(path, address);
      await goTo(page, address);
      if ((await textOnce(page, () => true, 30_000)) === null) this.faults.push(`${path} does not show anything`);
      await calm(page);
      await textOnce(page, () => true, WITHIN_MS);
      if ((await page.locator('.pw-known').count()) > 0) this.known.add(path);
      if (!NOT_IN_THE_DEMO.includes(path)) await this.judge(page, path, 'loaded');
    }
  }

  /** While no module has answered, and where what they answer is that there is nothing. */
  async loadingAndEmpty(): Promise<void> {
    const page = await windowOf('otherwise', this.who);
    for (const path of this.paths) {
      answerFrom(page, 'not yet');
      await goTo(page, nowhere(path));
      if (await isLoading(page)) await this.judge(page, path, 'loading');
      answerFrom(page, 'empty');
      const text = await textOnce(page, () => true, 30_000);
      await calm(page);
      await textOnce(page, () => true, WITHIN_MS);
      if (text === null) this.faults.push(`${path} does not show anything where there is nothing`);
      else if (text.includes(BROKEN)) this.faults.push(`${path} breaks where there is nothing`);
      else if (isOfOneThing(path) || (await page.locator('main .pw-empty').count()) > 0)
        await this.judge(page, path, 'empty');
    }
    answerFrom(page, 'as they do');
  }

  /** With its module dead and something known. */
  async stale(module: string): Promise<void> {
    const page = await windowOf('whole', this.who);
    for (const path of this.paths) {
      const text = await this.away(page, path);
      if (text === null) this.faults.push(`${path} does not say that the ${module} service is away`);
      else if (!WHAT_TO_DO.test(text)) this.faults.push(`${path} does not say what to do`);
      else if (this.known.has(path) && !AGE.test(text)) this.faults.push(`${path} does not say how old it is`);
      if (text !== null && this.known.has(path) && !NOT_IN_THE_DEMO.includes(path))
        await this.judge(page, path, 'stale');
    }
  }

  /** With its module dead for somebody who never saw the page. */
  async error(module: string): Promise<void> {
    const page = await windowOf('new', this.who);
    for (const path of this.paths) {
      // All that it asks is in which accounts one works, and that every page has asked.
      if (path === '/account') continue;
      const text = await this.away(page, path);
      if (text === null) this.faults.push(`${path} does not say to whom it is new that the ${module} service is away`);
      else if (!WHAT_TO_DO.test(text)) this.faults.push(`${path} does not say what to do to whom it is new`);
      if (text !== null) await this.judge(page, path, 'error');
    }
  }

  /** Without a network. */
  async offline(): Promise<void> {
    const page = await windowOf('whole', this.who);
    await page.context().setOffline(true);
    try {
      for (const path of this.paths) {
        await goTo(page, this.addresses.get(path) ?? nowhere(path));
        const text = await textOnce(page, (now) => now.includes(OFFLINE), WITHIN_MS);
        if (text === null) this.faults.push(`${path} does not say that there is no network`);
        else await this.judge(page, path, 'offline');
      }
    } finally {
      await page.context().setOffline(false);
    }
  }

  /** What a page shows once it says that its module is away. What was read in the last five seconds, also by what stands around every page, is not asked for again: then the page is gone to once more. */
  private async away(page: Page, path: string): Promise<string | null> {
    let text: string | null = null;
    for (let times = 0; times < 3 && text === null; times++) {
      if (times > 0) {
        await goTo(page, '/developers');
        await textOnce(page, () => true, WITHIN_MS);
      }
      await goTo(page, this.addresses.get(path) ?? nowhere(path));
      text = await textOnce(page, (now) => now.includes(AWAY), 6_000);
    }
    return text;
  }

  /** Where links lead that are to be seen: the addresses of a page. */
  private async leadingTo(page: Page, path: string): Promise<string[]> {
    if (!isOfOneThing(path)) return [nowhere(path)];
    const from = LED_FROM[path] ?? path.replace(/(?:\/\$(?!accountId)\w+)+$/, '');
    const filled = nowhere(path.replace(/\$(?!accountId)/g, ':')).replace(/:\w+/g, '[^/?]+');
    const pattern = new RegExp(`^${filled}$`);
    for (const list of (await this.leadingTo(page, from)).slice(0, LOOKED_INTO)) {
      await goTo(page, list);
      await textOnce(page, () => true, WITHIN_MS);
      await calm(page);
      await textOnce(page, () => true, WITHIN_MS);
      const links = await page.evaluate<string[]>(
        "[...document.querySelectorAll('main a[href]')].map((link) => link.getAttribute('href'))",
      );
      const found = links.filter((link) => pattern.test(link));
      if (found.length > 0) return [...new Set(found)];
    }
    return [];
  }

  private async judge(page: Page, path: string, state: State): Promise<void> {
    // What stands around the page is the same in every state.
    for (const finding of await axeFindings(page, state === 'loaded' ? 'html' : 'main'))
      this.faults.push(`${path}, ${state}: ${finding}`);
    if (!(await fits(page))) this.faults.push(`${path}, ${state}: is wider than the window`);
    // Of a page that is new there is none until somebody has looked at it.
    if (WRITES && isPictured(path, state)) await picture(page, pictureOf(path, state));
  }
}

/** Whether the page that was gone to is there, without what it asked for. */
const isLoading = (page: Page): Promise<boolean> =>
  eventually(
    () =>
      page.evaluate<boolean>(
        "!document.querySelector('#page-title[data-left]') && document.querySelector('main .pw-skeleton') !== null",
      ),
    { within: 1_500 },
  ).catch(() => false);

const walksOf = (module: string | null, faults: string[]): Walk[] => {
  const paths = ADDRESSES.filter((path) => moduleOf(path) === module);
  return [...new Set(paths.map(walkerTo))].map(
    (who) =>
      new Walk(
        who,
        paths.filter((path) => walkerTo(path) === who),
        faults,
      ),
  );
};

test.each([...new Set(ADDRESSES.map(moduleOf))].filter((module) => module !== null))(
  'each page that asks the %s service is whole for everybody, also while it loads, where there is nothing, and with the service dead: then it says what is known, how old that is and what to do',
  async (module) => {
    const faults: string[] = [];
    const walks = walksOf(module, faults);
    await inLanes(walks.flatMap((walk) => [() => walk.loaded(), () => walk.loadingAndEmpty()]));
    // Nobody can sign in while the account service is dead.
    for (const { who } of walks) await windowOf('new', who);
    await pages.platform.ctl('kill', module);
    try {
      await inLanes([
        ...walks.map((walk) => () => walk.error(module)),
        ...walks.map((walk) => () => walk.stale(module)),
      ]);
    } finally {
      await pages.platform.ctl('start', module);
    }
    for (const walk of walks) if (walk.who === 'officer' && module === 'port') await walk.offline();
    expect(faults).toEqual([]);
    expect(walks.some(({ known }) => known.size > 0)).toBe(true);
  },
  LONGEST_MS,
);

test(
  'each page that asks nobody before something is chosen, typed or sent is whole for everybody',
  async () => {
    const faults: string[] = [];
    await inLanes(walksOf(null, faults).map((walk) => () => walk.loaded()));
    expect(faults).toEqual([]);
    expect(ADDRESSES.length).toBeGreaterThan(60);
  },
  LONGEST_MS,
);
