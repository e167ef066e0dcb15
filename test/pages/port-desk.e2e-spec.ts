import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { manifest309, voyageOf } from '../../tools/demo/filings';
import { eventually, Partner } from '../support';
import {
  axeFindings,
  fits,
  type PagesUnderTest,
  pagesUnderTest,
  picture,
  reach,
  scriptBytes,
  typed,
} from '../support/pages';

let pages: PagesUnderTest;
const PORT = '2704';
const FIRST_VIEW_BYTES = 200 * 1024;
const [run, count] = [9_300, 4];
const voyage = voyageOf(run, 'MAEU', 'B76', count);
const [free, held, late, examined] = voyage.shipments.map(({ billKey }) => billKey) as [string, string, string, string];

const api = async (as: string, method: string, module: string, path: string, body?: unknown): Promise<any> => {
  const { apiKey } = pages.platform.demo.accounts.find(({ role }) => role === as)!;
  const answer = await fetch(`${pages.platform.urls[module]}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(content)}`);
  return content;
};
const cargo = async (billKey: string): Promise<any> =>
  (await api('officer', 'GET', 'port', `/desk/cargo?port=${PORT}`)).cargo.find((one: any) => one.billKey === billKey);
const decisionsOn = async (billKey: string): Promise<any[]> =>
  (await api('officer', 'GET', 'port', `/desk/decisions?port=${PORT}`)).decisions
    .filter(({ paper }: any) => paper.bills.some((bill: any) => bill.billKey === billKey))
    .reverse();
const hold = async (billKey: string): Promise<void> => {
  await api('officer', 'POST', 'gateway', `/officer/bills/${billKey}/holds`, { code: '1H', reason: 'Manifest review' });
  await eventually(async () => expect((await cargo(billKey)).holds).toMatchObject([{ code: '1H' }]), {
    within: 60_000,
  });
};
/** In every state: nothing for axe to find, and nothing wider than a phone. */
const isFit = async (page: Page, name: string): Promise<void> => {
  expect(await axeFindings(page)).toEqual([]);
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize(before);
  await picture(page, `port-desk-${name}`);
};
const scan = async (page: Page, text: string): Promise<void> => {
  await page.locator('h1').click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};
const release = async (page: Page): Promise<void> => {
  await page.locator('label[for=decision-release]').click();
  for (const label of await page.locator('label', { hasText: '(needed)' }).all()) await label.click();
  await page.getByLabel('No entry number because').selectOption('entry to follow');
};
/** Opens a page of the desk at the port of the demo. */
const openAt = async (path: string, as: string, width?: number): Promise<Page> => {
  const page = await pages.open(path, { as, ...(width && { width }) });
  await page.getByLabel('Port', { exact: true }).selectOption(PORT);
  return page;
};

beforeAll(async () => {
  pages = await pagesUnderTest();
  const carrier = new Partner(pages.platform.gatewayUrl, pages.platform.demo, 'ocean-carrier');
  expect((await carrier.x12(manifest309(voyage, run))).status).toBe(202);
  await eventually(async () => expect(await cargo(examined)).toBeDefined(), { within: 60_000 });
  await hold(held);
});
afterAll(() => pages?.close());

test('headquarters declares a downtime for a port at the desk; an officer proposes only', async () => {
  const page = await openAt('/desk/downtime', 'headquarters');
  await page.getByText(/No downtime is in force at/).waitFor();
  await page.getByText(/^Declare a downtime for/).click();
  await page.getByText('Vessel', { exact: true }).click();
  await page.getByText('Truck', { exact: true }).click();
  await page.getByLabel('What does not work').fill('No answer from cargo release');
  await page.getByLabel(/why so early/).fill('Two ships wait at the pier');
  await isFit(page, 'declare');
  await page.getByRole('button', { name: 'Declare it' }).click();
  await page.getByText(/is in force\./).waitFor();
  await isFit(page, 'downtime');
  await page.context().close();
  const officers = await openAt('/desk/downtime', 'officer');
  await officers.getByRole('heading', { name: 'Propose a downtime' }).waitFor();
  expect(await officers.getByRole('button', { name: 'End the downtime' }).count()).toBe(0);
  await officers.context().close();
});

test('an officer sees holds first, scans a bill anywhere on the page, releases it and has the control number on the packet', async () => {
  const page = await openAt('/desk', 'officer', 390);
  await page
    .getByRole('list', { name: /bills? held/ })
    .getByRole('link', { name: held })
    .waitFor();
  expect(await scriptBytes(page)).toBeLessThan(FIRST_VIEW_BYTES);
  await isFit(page, 'port');
  await scan(page, free);
  await page.getByRole('heading', { level: 1, name: free }).waitFor();
  await page.getByText('No hold is known').waitFor();
  await isFit(page, 'case');
  await release(page);
  await isFit(page, 'decide');
  await page.getByRole('button', { name: 'Register the release' }).click();
  const number = await page.locator('.pw-number').textContent();
  expect(number).toMatch(/^MD-\d\d-2704-\d{6}$/);
  expect(await decisionsOn(free)).toMatchObject([{ controlNumber: number, state: 'in effect' }]);
  await page.getByRole('heading', { name: 'What happened to it' }).waitFor();
  await page.getByText('Commercial or pro-forma invoice').waitFor();
  await isFit(page, 'decision');
  const packet = await page.context().request.get(
    await page
      .getByRole('link', { name: 'Print the packet' })
      .getAttribute('href')
      .then((href) => `${pages.url}${href}`),
  );
  expect(await packet.text()).toMatch(new RegExp(`<svg[\\s\\S]*${number}`));
  await page.getByRole('link', { name: 'Decisions' }).click();
  await page.getByLabel('Find in the register').fill(free);
  await page.getByRole('link', { name: number! }).waitFor();
  await isFit(page, 'register');
  await page.context().close();

  const hq = await openAt(`/desk/decisions/${number}`, 'headquarters');
  await hq.getByRole('button', { name: 'Void this decision' }).press('Enter');
  await hq.getByLabel('Why', { exact: true }).fill('The bill was of another ship');
  await hq.getByRole('button', { name: 'Void it' }).press('Enter');
  await hq.getByText('It counts for nothing any more.').first().waitFor();
  await hq.getByText('J. Whitfield: The bill was of another ship').waitFor();
  expect(await decisionsOn(free)).toMatchObject([{ controlNumber: number, state: 'void' }]);
  await isFit(hq, 'void');
  await hq.context().close();
});

test('a held bill is released by two officers only, with the keyboard alone', async () => {
  const page = await openAt('/desk', 'officer');
  await page
    .getByRole('list', { name: /bills? held/ })
    .getByRole('link', { name: held })
    .waitFor();
  await typed(page, page.getByRole('searchbox', { name: 'Scan or type' }), held.toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByText(/Do not release: 1 hold/).waitFor();
  await isFit(page, 'case-held');
  await reach(page, page.locator('#decision-release'));
  await page.keyboard.press('Space');
  for (const box of await page.getByRole('checkbox', { name: /needed/ }).all()) {
    await reach(page, box);
    await page.keyboard.press('Space');
  }
  await typed(page, page.getByLabel('No entry number because'), 'the');
  await typed(page, page.getByLabel('Why it may go in spite of the hold'), 'Certificate shown at the dock');
  await reach(page, page.getByRole('button', { name: 'Ask a second officer' }));
  await page.keyboard.press('Enter');
  const number = (await page.locator('.pw-number').textContent())!;
  await page.getByText('Another officer of the port has to agree').waitFor();
  await page.context().close();
  const second = await openAt(`/desk/decisions/${number}`, 'second-officer');
  await typed(second, second.getByLabel('What you checked'), 'Certificate checked');
  await isFit(second, 'second-officer');
  await reach(second, second.getByRole('button', { name: 'I agree' }));
  await second.keyboard.press('Enter');
  await second.getByText('The goods may go.').waitFor();
  expect(await decisionsOn(held)).toMatchObject([{ state: 'in effect', override: { second: { person: 'K. Osei' } } }]);
  await second.context().close();
});

test('with the network gone the kept picture is read and decisions are typed; they are sent once and in order when it is back, and a conflict shows both sides', async () => {
  const page = await openAt('/desk', 'officer');
  await page.getByText(late).waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.goto('/desk/playbook');
  await page.getByRole('heading', { name: /^Vessel at/ }).waitFor();
  await isFit(page, 'playbook');
  await pages.platform.ctl('kill', 'portal');
  try {
    await page.context().setOffline(true);
    await page.goto('/desk');
    await page.getByText(late).waitFor();
    await page.getByText(/This is how it was at .* ago/).waitFor();
    await isFit(page, 'offline');
    expect(await plainTextsKept(page)).toEqual({ texts: [], extractable: [false] });

    await scan(page, late);
    await page.getByText('No hold was known then').waitFor();
    await release(page);
    await isFit(page, 'offline-decide');
    await page.getByRole('button', { name: 'Register the release' }).click();
    await page.getByText('Your decision is kept on this device.').waitFor();
    await page.goto(`/desk/case/${examined}`);
    await page.locator('label[for=decision-exam]').click();
    await page.getByLabel('Reason', { exact: true }).fill('Seal broken');
    await page.getByRole('button', { name: 'Register the examination' }).click();
    await page.getByText('Your decision is kept on this device.').waitFor();
    await isFit(page, 'kept');
    // Meanwhile, where nobody at the dock can hear of it.
    await hold(late);
  } finally {
    await pages.platform.ctl('start', 'portal');
    await page.context().setOffline(false);
  }
  await page.getByText('1 decision that you typed was not taken.').waitFor({ timeout: 60_000 });
  // It is said as soon as the first is refused; the second is sent after it.
  await eventually(async () =>
    expect(await decisionsOn(examined)).toMatchObject([{ paper: { decision: 'exam', reason: 'Seal broken' } }]),
  );
  expect(await decisionsOn(late)).toEqual([]);
  await page.getByRole('link', { name: 'See what is not sent' }).click();
  await page.getByRole('heading', { name: 'What you decided' }).waitFor();
  await page
    .getByText(/1H, Manifest review/)
    .first()
    .waitFor();
  await isFit(page, 'conflict');
  await page.getByRole('button', { name: 'Give it up' }).click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.getByRole('heading', { name: 'What you decided' }).waitFor({ state: 'detached' });
  await page.locator('.pw-who summary').click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate('indexedDB.databases().then((all) => all.map(({ name }) => name))')).not.toContain(
    'portway-desk',
  );
  await page.context().close();
});

test('while the account service is dead an officer who is signed in works on', async () => {
  const page = await openAt('/desk', 'officer');
  await page.getByText(late).waitFor();
  await pages.platform.ctl('kill', 'account');
  try {
    await page.reload();
    await page.getByRole('searchbox').fill(voyage.voyage);
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Found' }).getByText(late).waitFor();
    await isFit(page, 'found');
  } finally {
    await pages.platform.ctl('start', 'account');
  }
  await page.getByRole('searchbox').fill('');
  await page.getByText(late).waitFor();
  await page.goto('/desk/unmatched');
  await page.getByRole('heading', { name: /not matched/ }).waitFor();
  await isFit(page, 'unmatched');
  await page.context().close();
});

test('headquarters ends the downtime at the desk, and who has no right to the desk is told so', async () => {
  const page = await openAt('/desk/downtime', 'headquarters');
  await page.getByText('End it', { exact: true }).click();
  const form = page.locator('form', { has: page.getByRole('button', { name: 'End the downtime' }) });
  await form.getByLabel('Reason').fill('Cargo release answers again');
  await form.getByRole('button', { name: 'End the downtime' }).click();
  await page.getByText(/No downtime is in force at/).waitFor();
  await isFit(page, 'no-downtime');
  await page.context().close();
  const broker = await pages.open('/desk', { as: 'broker', language: 'es' });
  await broker.getByText('No tiene permiso para esto.').waitFor();
  await isFit(broker, 'no-right');
  await broker.context().close();
  const nobody = await pages.open('/desk');
  await nobody.getByText('Sign in to work at the desk.').waitFor();
  await isFit(nobody, 'signed-out');
  await nobody.context().close();
});

/** What of the desk's store can be read as it is, and whether its keys can be taken out. */
const plainTextsKept = (page: Page): Promise<{ texts: string[]; extractable: boolean[] }> =>
  page.evaluate(
    async (bills) => {
      const answer = <T>(asked: { result: T; onsuccess: unknown }): Promise<T> =>
        new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
      const { indexedDB, TextDecoder, sessionStorage } = globalThis as any;
      const database: any = await answer(indexedDB.open('portway-desk'));
      const texts: string[] = [JSON.stringify({ ...sessionStorage })];
      const extractable: boolean[] = [];
      for (const name of database.objectStoreNames)
        for (const one of (await answer(database.transaction(name).objectStore(name).getAll())) as any[])
          if (name === 'key') extractable.push(one.extractable);
          else texts.push(JSON.stringify(one) + (one.sealed ? new TextDecoder().decode(one.sealed) : ''));
      database.close();
      return { texts: texts.filter((text) => bills.some((bill) => text.includes(bill))), extractable };
    },
    [free, held, late, examined],
  );
