import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../tools/infrastructure/chromium';
import { ROOT } from '../../tools/platform/home';
import type { DemoFile } from '../../tools/platform/launch';
import { eventually } from './eventually';
import { PICTURES, picturesIndex, WIDTHS, WRITES } from './pages-pictures';
import { sharedPlatform, type SharedPlatform } from './platform';
import { CACHE_DIR } from './test-run';

/** Longer pages are cut off on their pictures, by width. */
const MOST_PX: Readonly<Record<number, number>> = { 1280: 2_600, 390: 3_400 };
const LEAST_PX = 900;
/** Of 100: no text or line looks another way. */
const COLOUR_QUALITY = 70;
const STEPS = 250;
const ROUNDS = 3;
const STEPS_AT_ONCE = 8;
/** Loading a page for the first time on a busy machine. */
const PATIENCE_MS = 60_000;

export interface Opened {
  /** Whose key opens the pages: a role or a person of the demo accounts. Absent: nobody is signed in. */
  readonly as?: string;
  /** Key of somebody who is not of the demo, instead. */
  readonly key?: string;
  readonly width?: number;
  readonly language?: 'en' | 'es';
}

/** The pages of the shared platform in a real Chromium, one browser for a test file. */
export interface PagesUnderTest {
  readonly platform: SharedPlatform;
  /** Origin of the pages. */
  readonly url: string;
  /** Opens an address in a window of its own, without anything of other windows. */
  open(path: string, options?: Opened): Promise<Page>;
  close(): Promise<void>;
}

export const pagesUnderTest = async (): Promise<PagesUnderTest> => {
  const platform = await sharedPlatform();
  const { executable, env } = await findChromium(CACHE_DIR, (line) => process.stderr.write(`  ${line}\n`));
  const browser: Browser = await chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env, ...WITH_THE_CLOCK_OF_THE_MACHINE } as Record<string, string>,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars', '--font-render-hinting=none'],
  });
  const toldTime = await timeAsHere(browser);
  const { portal: url } = platform.demo;
  return {
    platform,
    url,
    open: async (path, { as, key = as && keyOf(platform.demo, as), width = WIDTHS[0], language = 'en' } = {}) => {
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width, height: 900 },
        locale: language === 'es' ? 'es-US' : 'en-US',
        timezoneId: 'America/New_York',
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(PATIENCE_MS);
      if (toldTime) await context.addInitScript(toldTime);
      if (key) await signIn(context, url, key);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    close: async () => {
      await browser.close();
      if (WRITES) writeFileSync(join(PICTURES, 'README.md'), picturesIndex());
    },
  };
};

/** A browser that libfaketime tells the time (`npm test -- --clock`) looks for work without an end, so it goes by the machine's clock and its pages are told ours. */
const WITH_THE_CLOCK_OF_THE_MACHINE = process.env['FAKETIME'] ? { LD_PRELOAD: '' } : {};

/** A script that sets a page's clock by ours; none where both are the machine's. */
const timeAsHere = async (browser: Browser): Promise<string | undefined> => {
  if (!process.env['FAKETIME']) return undefined;
  const page = await browser.newPage();
  const ahead = Date.now() - (await page.evaluate<number>('Date.now()'));
  await page.close();
  return `{
    const now = Date.now;
    Date.now = () => now() + ${ahead};
    globalThis.Date = new Proxy(Date, {
      construct: (made, given, as) => Reflect.construct(made, given.length > 0 ? given : [made.now()], as),
      apply: (made) => new made(made.now()).toString(),
    });
  }`;
};

/** With the key of a demo account or person: how people sign in by themselves is tried once, in pages-sign-in. */
const signIn = async (context: BrowserContext, url: string, key: string): Promise<void> => {
  const answer = await context.request.post(`${url}/session/key`, {
    headers: { authorization: `Bearer ${key}`, origin: url, 'x-portway-page': '1' },
  });
  if (!answer.ok()) throw new Error(`The key opens no pages: ${answer.status()} ${await answer.text()}`);
};

const keyOf = ({ accounts }: DemoFile, as: string): string => {
  const account = accounts.find(({ role }) => role === as);
  const person = accounts.flatMap(({ people }) => people).find(({ caller }) => caller === as);
  const key = person?.apiKey ?? account?.apiKey;
  if (!key) throw new Error(`Nobody of the demo is ${as}.`);
  return key;
};

/**
 * A picture of a page at 1280 and 390 px, `docs/pages/NAME.WIDTH.png`. It is written by `npm run pages` only, and must be there otherwise: that it shows
 * the page as it is, people look at.
 */
export const picture = async (page: Page, name: string): Promise<void> => {
  const before = page.viewportSize()!;
  for (const width of WIDTHS) {
    const file = join(PICTURES, `${name}.${width}.png`);
    if (WRITES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.setViewportSize({ width, height: LEAST_PX });
      await page.evaluate('document.fonts.ready.then(() => undefined)');
      if (!name.endsWith('.loading')) await wholePage(page);
      // A window as high as the page: what stays at its edge stands at the end of the picture, and covers nothing.
      const height = await page.evaluate<number>('document.documentElement.scrollHeight');
      await page.setViewportSize({ width, height: Math.min(MOST_PX[width]!, Math.max(LEAST_PX, height)) });
      const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      writeFileSync(file, await small(taken));
    } else if (!existsSync(file)) throw new Error(`docs/pages/${name}.${width}.png is missing: \`npm run pages\``);
  }
  await page.setViewportSize(before);
};

/** What is fetched when it comes near is there. */
const wholePage = async (page: Page): Promise<void> => {
  for (const place of await page.locator('.pw-later').all())
    await place.scrollIntoViewIfNeeded({ timeout: 1_000 }).catch(() => undefined);
  await page.locator('.pw-later').first().waitFor({ state: 'detached', timeout: 10_000 });
  // A part that has come asks for its own.
  await eventually(async () => (await page.locator('.pw-skeleton').count()) === 0, { within: 10_000 }).catch(
    () => undefined,
  );
  await page.evaluate('window.scrollTo(0, 0)');
};

/** The same in at most 256 colours, a third of the bytes; the encoder is loaded where pictures are written only. */
const small = async (png: Buffer): Promise<Buffer> => {
  const { default: sharp } = await import('sharp');
  return sharp(png).png({ palette: true, quality: COLOUR_QUALITY, dither: 0, effort: 6 }).toBuffer();
};

const AXE = readFileSync(join(ROOT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** What axe finds wrong in the page as it is now, or in a part of it; one line each. */
export const axeFindings = async (page: Page, within = 'html'): Promise<string[]> => {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(AXE);
  return page.evaluate(async (part) => {
    // What it looks at is the same: all else is told in short, and sheets of styles are not read anew for rules that it has not on.
    const { violations } = await (
      globalThis as unknown as { axe: { run: (part: string, options: object) => Promise<{ violations: Violation[] }> } }
    ).axe.run(part, { resultTypes: ['violations'], preload: { assets: ['media'] } });
    interface Violation {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  }, within);
};

/** Goes to an element with the Tab key alone. @throws where it is not reached */
export const reach = async (page: Page, element: Locator): Promise<void> => {
  for (let step = 0; step < STEPS; step += STEPS_AT_ONCE) {
    // Where it has the focus the key does nothing more: it may be pressed on without looking after each time.
    const isThere = await element.evaluate((one) => {
      const { activeElement } = one.ownerDocument;
      const stay = (event: { readonly key: string; preventDefault(): void }): void => {
        if (event.key === 'Tab' && one.ownerDocument.activeElement === one) event.preventDefault();
      };
      const view = one.ownerDocument.defaultView as unknown as Window & { stay?: typeof stay };
      if (view.stay) one.ownerDocument.removeEventListener('keydown', view.stay, true);
      view.stay = stay;
      if (activeElement !== one) one.ownerDocument.addEventListener('keydown', stay, true);
      return activeElement === one;
    });
    if (isThere) return;
    for (let more = 0; more < STEPS_AT_ONCE; more++) await page.keyboard.press('Tab');
  }
  throw new Error(`${String(element)} is not reached within ${STEPS} steps of the Tab key.`);
};
interface Window {
  readonly document: unknown;
}

/** Fills in a field with the keyboard alone; a choice by the words that it is offered with. */
export const typed = async (page: Page, field: Locator, text: string): Promise<void> => {
  await reach(page, field);
  await page.keyboard.type(text);
};

/** What a page or a part of it has: forms and buttons are looked for in it. */
type Place = Pick<Page, 'getByRole'>;

/**
 * Opens the form that orders something and fills in what it asks for, by its labels: a choice by its text, `true` ticks.
 *
 * @returns the form, not sent yet
 */
export const filled = async (
  place: Place,
  title: string,
  told: Readonly<Record<string, string | true>>,
): Promise<Locator> => {
  const form = place.getByRole('form', { name: title, exact: true });
  // What came of the order before takes the focus: what is pressed at that instant is not heard.
  for (let presses = 0; presses < 3 && !(await form.isVisible()); presses += 1) {
    await place.getByRole('button', { name: title, exact: true }).press('Enter');
    await form.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
  for (const [label, value] of Object.entries(told)) {
    const field = form.getByLabel(
      new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*(\\(may be left empty\\)\\s*)?$`),
    );
    if (value === true) await field.press('Space');
    else if ((await field.evaluate((one) => one.tagName)) === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
  }
  return form;
};

/** Orders something by its form, with the keyboard. `submit` where the button of the form is named otherwise than the form. */
export const ordered = async (
  place: Place,
  title: string,
  told: Readonly<Record<string, string | true>> = {},
  submit = title,
): Promise<void> => {
  const form = await filled(place, title, told);
  await form.getByRole('button', { name: submit, exact: true }).press('Enter');
};

/** Whether nothing is wider than the window, once charts have taken its width. */
export const fits = (page: Page): Promise<boolean> =>
  eventually(
    () => page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    {
      within: 3_000,
    },
  ).catch(() => false);

/** Compressed bytes of script that the page has loaded until now. */
export const scriptBytes = (page: Page): Promise<number> =>
  page.evaluate(
    "performance.getEntriesByType('resource').filter(({ name }) => /\\.js$/.test(new URL(name).pathname)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)",
  );

/** Does something in a page on a processor that is so many times slower. */
export const slowed = async <T>(page: Page, act: () => Promise<T>, slower = 4): Promise<T> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  try {
    return await act();
  } finally {
    await session.detach();
  }
};

/** Milliseconds until the largest thing of a page was painted, on a slow processor. */
export const largestPaint = (page: Page, path: string): Promise<number> =>
  slowed(page, async () => {
    await page.goto(path);
    return page.evaluate<number>(
      "new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))",
    );
  });

/** Milliseconds from what somebody pressed or typed to the picture that answers it, the slowest of all that is done. */
export const slowestAnswer = async (page: Page, act: () => Promise<void>): Promise<number> => {
  await page.evaluate(
    'globalThis.answers = []; new PerformanceObserver((list) => answers.push(...list.getEntries().filter(({ interactionId }) => interactionId > 0).map(({ duration }) => duration))).observe({ type: "event", durationThreshold: 16 })',
  );
  await act();
  return page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(Math.max(0, ...answers)), 100)))',
  );
};

/** What of a page cannot be reached with the Tab key, one line each. */
export const outOfReach = async (page: Page): Promise<string[]> => {
  // From the top, wherever it was: what had the focus last would else be where Tab goes on.
  await page.evaluate(`{
    const top = document.createElement('span');
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
  }`);
  await page.evaluate(NOTE_FOCUS);
  // Again: what is fetched when it comes near, or came while others were gone through, is there in the next round.
  for (let round = 1; round <= ROUNDS; round++) {
    await page.evaluate('{ first = undefined; isRound = false }');
    for (let step = 0; step < 2 * STEPS; step += STEPS_AT_ONCE) {
      for (let more = 0; more < STEPS_AT_ONCE; more++) await page.keyboard.press('Tab');
      if (await page.evaluate<boolean>('isRound')) break;
    }
    await page.locator('.pw-skeleton').first().waitFor({ state: 'detached' });
    const left = await page.evaluate<string[]>(NOT_REACHED);
    if (left.length === 0 || round === ROUNDS) return left;
  }
  return [];
};
/** Notes what gets the focus, and when it has gone round: past the end the key begins with the first again. */
const NOTE_FOCUS = `{
  globalThis.reached = new Set();
  globalThis.first = undefined;
  globalThis.isRound = false;
  document.addEventListener('focusin', ({ target }) => {
    isRound ||= target === first;
    reached.add(target);
    first ??= target;
  });
}`;
const NOT_REACHED = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter((one) => one.checkVisibility() && !one.disabled && one.type !== 'radio' && one.type !== 'hidden' && one.tabIndex >= 0 && !reached.has(one))
  .map((one) => one.outerHTML.slice(0, 160))`;
