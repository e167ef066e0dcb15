import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { ROOT } from '../../tools/platform/home';
import { portDay } from '../../tools/demo/filings';
import { freshSample, signSample } from '../../tools/platform/samples';
import { axeFindings, fits, type PagesUnderTest, pagesUnderTest, picture, reach } from '../support/pages';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const ANSWER_MS = 60_000;
const sample = (name: string): string =>
  signSample(
    freshSample(
      readFileSync(join(ROOT, 'docs', 'partners', 'samples', name), 'latin1'),
      portDay(),
      randomInt(100_000, 400_000),
    ),
    pages.platform.demo.accounts,
  );
const found = async (page: Page): Promise<void> => {
  expect(await axeFindings(page)).toEqual([]);
  expect(await fits(page)).toBe(true);
};
/** What the gateway says of it, to who filed it. */
const stateOf = async (page: Page): Promise<any> => {
  const [, channel, id] = /sent\/(\w+)\/([0-9a-f-]+)/.exec(page.url())!;
  const path = channel === 'json' ? 'filings' : channel;
  return (await page.context().request.get(`${pages.url}/api/gateway/${path}/${id}`)).json();
};

test('a filer drops a CATAIR file with a fault, is shown record and columns with the remedy, corrects it there and is accepted', async () => {
  const page = await pages.open('/file', { as: 'broker' });
  await page.getByRole('heading', { level: 1, name: 'File by hand' }).waitFor();
  await found(page);
  await picture(page, 'file');
  await reach(page, page.getByRole('link', { name: 'Drop a file' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'File from a file' }).waitFor();
  await found(page);
  await picture(page, 'file-upload');
  const good = sample('cargo-release.abi');
  const at = good.split('\n').findIndex((one) => one.startsWith('SE10'));
  const wrong = good
    .split('\n')
    .map((one, place) => (place === at ? `${one.slice(0, 39)}00000X0000${one.slice(49)}` : one));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'release.abi', mimeType: 'text/plain', buffer: Buffer.from(wrong.join('\n'), 'latin1') });
  await reach(page, page.getByRole('button', { name: 'Send it' }));
  await page.keyboard.press('Enter');
  await page.getByText('What to do:').first().waitFor({ timeout: ANSWER_MS });
  await found(page);
  await picture(page, 'file-upload-refused');
  await reach(page, page.getByRole('button', { name: new RegExp(`Go there.*Record ${at + 1}$`) }).first());
  await page.keyboard.press('Enter');
  const record = page.getByLabel(`Record ${at + 1}`, { exact: true });
  await record.fill(good.split('\n')[at]!.trimEnd());
  await reach(page, page.getByRole('button', { name: 'Send it again' }));
  await page.keyboard.press('Enter');
  await page.getByText('Accepted', { exact: true }).waitFor({ timeout: ANSWER_MS });
  await page.context().close();
});

/** What the form of a summary asks first, from a sample. */
const fillIn = async (page: Page, body: any): Promise<void> => {
  await page.locator('#f-entryNumber').fill(body.entryNumber);
  for (const name of [
    'portOfEntry',
    'portOfUnlading',
    'importerNumber',
    'consigneeNumber',
    'entryDate',
    'importDate',
    'estimatedArrival',
    'carrier',
    'conveyanceName',
    'stateOfDestinationCode',
  ])
    await page.locator(`#f-${name}`).fill(body[name]);
  await page.locator('#f-bond-surety').fill(body.bond.surety);
  const [bill] = body.bills;
  await page.locator('#f-bills-0-issuer').fill(bill.issuer);
  await page.locator('#f-bills-0-number').fill(bill.number);
  const [line] = body.lines;
  for (const name of [
    'countryOfOrigin',
    'countryOfExport',
    'exportDate',
    'description',
    'grossWeightKg',
    'manufacturerId',
    'foreignPortOfLadingCode',
  ])
    await page.locator(`#f-lines-0-${name}`).fill(line[name]);
  await page.locator('#f-lines-0-chargesDollars').fill(String(line.chargesDollars));
  for (const place of [0, 1])
    await page
      .locator(`#f-lines-0-articleParties-${place}-articlePartyIdentifier`)
      .fill(line.articleParties[place].articlePartyIdentifier);
  await page.locator('#f-lines-0-tariffs-0-hts').fill(line.tariffs[0].hts);
  await page.locator('#f-lines-0-tariffs-0-valueDollars').fill('10000');
  await page.locator('#f-lines-0-tariffs-0-quantities-0-quantity').fill('400');
  await page.locator('#f-lines-0-tariffs-0-quantities-0-unit').fill('NO');
  await page.getByRole('button', { name: 'Add: Quantities' }).click();
  await page.locator('#f-lines-0-tariffs-0-quantities-1-quantity').fill('500');
  await page.locator('#f-lines-0-tariffs-0-quantities-1-unit').fill('KG');
};

test('a filer fills in a summary, sees duty and fees come about step by step, takes them over and is answered', async () => {
  const page = await pages.open('/file/form/entry-summary', { as: 'broker' });
  const body = JSON.parse(sample('entry-summary.json'));
  await page.locator('#f-entryNumber').fill('B76-0000000-9');
  await page.keyboard.press('Tab');
  await page.getByText('The last digit does not fit.').waitFor();
  await fillIn(page, body);
  await reach(page, page.getByRole('button', { name: 'Work out duty and fees' }));
  await page.keyboard.press('Enter');
  await page.getByText('10000 × 0.034 = 340.000').waitFor({ timeout: ANSWER_MS });
  await page.getByRole('button', { name: 'Put these amounts into the form' }).click();
  expect(await page.locator('#f-lines-0-tariffs-0-dutyCents').inputValue()).toBe('340.00');
  await found(page);
  await picture(page, 'file-summary');
  await page.getByRole('button', { name: 'File it' }).click();
  await page.waitForURL(/\/file\/sent\/json\//);
  await page.getByRole('heading', { name: 'What was found' }).waitFor({ timeout: ANSWER_MS });
  await page.getByText('Accepted', { exact: true }).waitFor();
  await found(page);
  await picture(page, 'file-answered');
  const { counts, filings } = await stateOf(page);
  expect([counts, filings[0].conditions.filter(({ severity }: any) => severity === 'fatal')]).toEqual([
    { filings: 1, unanswered: 0, rejected: 0 },
    [],
  ]);
  await page.context().close();
});

test('a carrier fills in a manifest by keyboard, is told what is missing before anything is sent, and its bill is on file', async () => {
  const page = await pages.open('/file', { as: 'ocean-carrier' });
  const { conveyance, ports } = JSON.parse(sample('manifest.json'));
  const [{ bills, ...port }] = ports;
  const [bill] = bills;
  await reach(page, page.getByRole('link', { name: /^Begin.*Manifest$/ }));
  await page.keyboard.press('Enter');
  const type = async (id: string, value: string): Promise<void> => {
    await reach(page, page.locator(`#f-${id}`));
    await page.keyboard.insertText(value);
  };
  for (const name of ['carrier', 'voyage', 'name', 'vesselCode']) await type(`conveyance-${name}`, conveyance[name]);
  await type('ports-0-port', port.port);
  await page.locator('#f-ports-0-estimatedArrival').fill(port.estimatedArrival);
  for (const name of ['issuer', 'quantity', 'weight', 'ladingPort'])
    await type(`ports-0-bills-0-${name}`, String(bill[name]));
  for (const at of [0, 1])
    for (const name of ['name', 'city', 'country'])
      await type(`ports-0-bills-0-parties-${at}-${name}`, bill.parties[at][name]);
  await type('ports-0-bills-0-cargo-0-quantity', String(bill.quantity));
  await type('ports-0-bills-0-cargo-0-description', bill.cargo[0].description);
  const file = page.getByRole('button', { name: 'File it' });
  await reach(page, file);
  await page.keyboard.press('Enter');
  await page.getByText('1 field is wrong').waitFor();
  await found(page);
  await picture(page, 'file-manifest');
  await type('ports-0-bills-0-number', bill.number);
  await reach(page, file);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/file\/sent\/json\//);
  await page.getByText('Accepted', { exact: true }).waitFor({ timeout: ANSWER_MS });
  const onFile = await page.context().request.get(`${pages.url}/api/gateway/bills/${bill.issuer}${bill.number}`);
  expect(await onFile.json()).toMatchObject({ portCode: port.port, quantity: bill.quantity, holds: [] });
  const { id } = pages.platform.demo.accounts.find(({ role }) => role === 'ocean-carrier')!;
  await page.goto(`${pages.url}/account/${id}/bills/${bill.issuer}${bill.number}`);
  await page.getByRole('heading', { name: 'How it stands' }).waitFor();
  await page.getByRole('heading', { level: 1, name: new RegExp(bill.number) }).waitFor();
  await found(page);
  await picture(page, 'account-bill');
  await page.context().close();
});

/** A body as rows of a sheet: the first items of all lists in the first row, the second in the second. */
const sheetOf = (body: Record<string, any>, key: string): string[][] => {
  const cells: Record<string, string>[] = [];
  const put = (at: number, path: string, value: any): void => {
    if (value === null || typeof value !== 'object') (cells[at] ??= {})[path] = String(value);
    else if (!Array.isArray(value))
      for (const [name, one] of Object.entries(value)) put(at, path ? `${path}.${name}` : name, one);
    else if (typeof value[0] === 'object') for (const [place, one] of value.entries()) put(at + place, path, one);
    else put(at, path, value.join(','));
  };
  put(0, '', body);
  const columns = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  return [columns, ...cells.map((row) => columns.map((name) => (name === key ? body[key] : (row[name] ?? ''))))];
};

test('a filer who reads Spanish drops a spreadsheet, sees the error at its cell and in Spanish what to do, corrects it there and is accepted', async () => {
  const page = await pages.open('/file/upload', { as: 'broker', language: 'es' });
  const body = JSON.parse(sample('cargo-release.json'));
  const rows = sheetOf({ ...body, portOfEntry: '9999' }, 'entryNumber');
  const column = rows[0]!.indexOf('portOfEntry');
  await page.locator('input[type=file]').setInputFiles({
    name: 'cargo-release.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await writeXlsx({ sheets: [{ name: 'Filings', rows }] })),
  });
  await reach(page, page.getByRole('button', { name: 'Enviar', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByText('Use un puerto de entrada de Schedule D.').first().waitFor({ timeout: ANSWER_MS });
  expect(await page.locator('[lang=en]', { hasText: 'PORT OF ENTRY UNKNOWN' }).count()).toBeGreaterThan(0);
  await found(page);
  await picture(page, 'file-sheet-refused');
  await reach(page, page.getByRole('button', { name: /^Ir allí.*Fila 2, columna portOfEntry$/ }));
  await page.keyboard.press('Enter');
  const cell = page.locator(`#cell-1-${column}`);
  expect([await cell.getAttribute('aria-invalid'), await cell.inputValue()]).toEqual(['true', '9999']);
  await cell.fill(body.portOfEntry);
  await reach(page, page.getByRole('button', { name: 'Enviar de nuevo' }));
  await page.keyboard.press('Enter');
  await page.getByText('Aceptado', { exact: true }).waitFor({ timeout: ANSWER_MS });
  expect(await page.locator('[aria-invalid=true]').count()).toBe(0);
  await page.context().close();
});

test('while cargo release is dead a release by file is held, the filer is told not to send it again, and it is answered when it is back', async () => {
  const page = await pages.open('/file/form/entry-summary', { as: 'broker' });
  await page.locator('#f-entryNumber').waitFor();
  await pages.platform.ctl('kill', 'entry');
  try {
    await fillIn(page, JSON.parse(sample('entry-summary.json')));
    await page.getByRole('button', { name: 'Work out duty and fees' }).click();
    await page.getByText('The duty cannot be worked out just now.').waitFor({ timeout: ANSWER_MS });
    await page.goto('/file/upload');
    const name = 'cargo-release.json';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(sample(name)) });
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('Held: do not resend').waitFor({ timeout: ANSWER_MS });
    await page.getByText('Do not send it again.').waitFor();
    await found(page);
    await picture(page, 'file-held');
  } finally {
    await pages.platform.ctl('start', 'entry');
  }
  await page.getByText('Accepted', { exact: true }).waitFor({ timeout: ANSWER_MS });
  await page.context().close();
});
