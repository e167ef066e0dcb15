import { axeFindings, fits, type PagesUnderTest, pagesUnderTest, picture, reach } from '../support/pages';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const asHeadquarters = async (method: string, path: string, body?: object): Promise<any> => {
  const { accounts, services } = pages.platform.demo;
  const { apiKey } = accounts.find(({ role }) => role === 'headquarters')!;
  const answer = await fetch(services['port'] + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect([path, answer.ok]).toEqual([path, true]);
  return answer.json();
};
const SCOPE = { functions: [], channels: [], directions: [], portGroups: [], users: [] };

test('on a good day the public reads that everything works, looks up a port, and goes on to history by keyboard', async () => {
  const page = await pages.open('/status');
  await page.getByRole('heading', { level: 1, name: 'What works now' }).waitFor();
  const row = page.getByRole('row', { name: /Cargo release and entry summary/ });
  await row.getByText('Works').waitFor();
  await row.getByText('As always').waitFor();
  // The charts are fetched when somebody comes near them.
  await page.locator('#charts').scrollIntoViewIfNeeded();
  await page.getByRole('figure').first().waitFor();
  await page.getByText('No port is in downtime.').waitFor();
  await reach(page, page.getByLabel('Find a port by name or number'));
  await page.keyboard.type('laredo');
  await page.getByText('Laredo, TX (2304): No downtime').waitFor();
  await page.getByLabel('Find a port by name or number').fill('');
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'status-good-day');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await reach(page, page.getByRole('link', { name: 'Look back' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Incidents of the last thirteen months/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});

test('while cargo release is dead and a port is in downtime, the page says so by itself, what becomes of filings, and where on a map', async () => {
  const page = await pages.open('/status');
  await page.getByRole('row', { name: /Cargo release and entry summary/ }).waitFor();
  await pages.platform.ctl('kill', 'entry');
  const { incident } = await asHeadquarters('POST', '/downtime/incidents', {
    ...{ title: 'Cargo release does not answer', drill: false, audience: ['ABI'], notice: false },
    statement: {
      kind: 'outage',
      confirmed: { ...SCOPE, modules: ['entry'], modes: ['truck'], ports: ['2304', '2402'] },
    },
  });
  const { downtime } = await asHeadquarters('POST', '/downtime/downtimes', {
    confirmed: { ...SCOPE, modules: ['entry'], modes: ['truck'], ports: ['2304', '2402'] },
    reason: 'Cargo release does not answer',
  });
  try {
    await page.getByText('Filings of some kinds wait. What you sent is kept: do not send it again.').waitFor();
    const row = page.getByRole('row', { name: /Cargo release and entry summary/ });
    await row.getByText('Down').waitFor();
    await row.getByText('Kept. Do not send again.').waitFor();
    await page.getByRole('heading', { name: `Downtime ${downtime.number}` }).waitFor();
    const texas = page.getByRole('button', { name: 'Texas: 2 ports in downtime' });
    await reach(page, texas);
    await page.keyboard.press('Enter');
    await page.getByText(`Laredo, TX (2304): ${downtime.number}`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'status-outage');
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await fits(page)).toBe(true);
  } finally {
    await pages.platform.ctl('start', 'entry');
    await asHeadquarters('POST', `/downtime/downtimes/${downtime.number}/revoke`, { reason: 'It answers again' });
    await asHeadquarters('POST', `/downtime/incidents/${incident.number}/updates`, {
      ...{ event: 'fix', notice: false, remark: 'It answers again.' },
    });
  }
  await page.getByText('No port is in downtime.').waitFor();
  await page.getByRole('link', { name: 'Look back' }).click();
  await page.getByRole('heading', { level: 1, name: /Incidents of the last thirteen months/ }).waitFor();
  await page.locator('main a[href^="/status/incidents/"]').first().click();
  await page.waitForURL(/\/status\/incidents\//);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'status-incident');
  await page.context().close();
});

test('who asks to be told about a port fills the form by keyboard, hears what is wrong beside it, and is told what comes next', async () => {
  const page = await pages.open('/status/subscribe', { language: 'es' });
  await page.getByRole('heading', { level: 1, name: 'Reciba un aviso cuando algo cambie' }).waitFor();
  await reach(page, page.getByRole('button', { name: 'Pedir avisos' }));
  await page.keyboard.press('Enter');
  await page.getByText('Escriba una dirección de correo.').waitFor();
  await page.getByLabel('Dirección de correo').fill('port.watcher@example.com');
  await page.getByLabel('Busque un puerto por nombre o número').fill('2304');
  await page.getByRole('button', { name: 'Laredo, TX (2304)' }).click();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'status-subscribe');
  await page.getByRole('button', { name: 'Pedir avisos' }).press('Enter');
  await page.getByText('Enviamos un correo a port.watcher@example.com.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});
