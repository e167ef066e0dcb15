import { appCode } from '../support/browser';
import {
  axeFindings,
  fits,
  largestPaint,
  type PagesUnderTest,
  pagesUnderTest,
  picture,
  reach,
  scriptBytes,
} from '../support/pages';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const FIRST_VIEW_BYTES = 200 * 1024;
const PAINT_MS = 2_000;

test('the first page says what Portway is and how it is, in English and in Spanish, and axe finds nothing in it', async () => {
  const page = await pages.open('/');
  await page.getByRole('heading', { level: 1, name: 'Cargo keeps moving' }).waitFor();
  await page.getByRole('table').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await fits(page)).toBe(true);
  await picture(page, 'front-door');
  await reach(page, page.getByRole('button', { name: 'Español' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'La carga sigue su camino' }).waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('es');
  await page.context().close();
});

test('the first view loads less than 200 KB of script, and its largest part is painted within two seconds on a slow processor', async () => {
  const page = await pages.open('/');
  await page.getByRole('table').waitFor();
  expect(await scriptBytes(page)).toBeLessThan(FIRST_VIEW_BYTES);
  expect(await largestPaint(page, '/')).toBeLessThan(PAINT_MS);
  await page.context().close();
});

test('nothing of another host is asked, and no script or style stands in the page', async () => {
  const page = await pages.open('about:blank');
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  page.on('console', (message) => said.push(message.text()));
  const answer = await page.goto('/');
  await page.getByRole('table').waitFor();
  expect([...new Set(asked)]).toEqual([pages.url]);
  expect(said.filter((text) => /Content Security Policy/i.test(text))).toEqual([]);
  expect(answer!.headers()['content-security-policy']).toMatch(
    /default-src 'none'; script-src 'self'; style-src 'self'/,
  );
  await page.context().close();
});

test('a visitor without an account files a sample, by keyboard, and sees it answered', async () => {
  const page = await pages.open('/');
  await reach(page, page.getByRole('button', { name: 'File a sample' }));
  await page.keyboard.press('Enter');
  await page.getByText(/The answer came .* after it was filed/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'front-door-tried');
  await page.context().close();
});

test('a person signs in at the account service, is named on every page, and is signed out everywhere', async () => {
  const person = pages.platform.demo.person!;
  const page = await pages.open('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in' }).first().click();
  await page.getByLabel(/e-mail/i).fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await page.locator('input[name=code]').fill(appCode(person.secret, 1));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${pages.url}/`);
  await page.locator('.pw-who summary', { hasText: person.name }).click();
  const [cookie] = (await page.context().cookies(pages.url)).filter(({ name }) => name === 'portway');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Where you are signed in' }).click();
  await page.getByRole('heading', { name: 'This browser' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('.pw-who summary', { hasText: person.name }).click();
  const ended = page.waitForResponse(/\/session\/end-everywhere$/);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  expect((await ended).ok()).toBe(true);
  // In a window of its own: this one is on its way to the provider, to sign out there too.
  const again = await page.context().newPage();
  await again.goto('/');
  await again.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  await page.context().close();
});

test('an order under the cookie of who signed in is taken from pages of the portal only', async () => {
  const page = await pages.open('/', { as: 'broker' });
  const order = (headers: Record<string, string>) =>
    page.context().request.post(`${pages.url}/api/gateway/mailbox/ack`, { headers, data: '' });
  const ours = { origin: pages.url, 'x-portway-page': '1' };
  expect((await order({ ...ours, origin: 'https://elsewhere.example' })).status()).toBe(403);
  expect((await order({ origin: pages.url })).status()).toBe(403);
  expect((await order(ours)).status()).not.toBe(403);
  expect((await page.context().request.get(`${pages.url}/api/gateway/operations/vitals`)).status()).toBe(404);
  expect((await page.context().request.get(`${pages.url}/api/manifest/health/live`)).status()).toBe(404);
  await page.context().close();
});
