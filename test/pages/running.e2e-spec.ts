import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { AccountChanged, accountSubject } from '#contracts';
import { type Asked, askedOf, isSound } from '../support/asked';
import { eventually } from '../support/eventually';
import { ordered, type PagesUnderTest, pagesUnderTest, picture, reach } from '../support/pages';
import { sharedHome } from '../support/real-servers';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

/** Noon of a day so many days from now, as a field for day and time takes it. */
const easternDay = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T12:00`;

const asked: Asked = (...question) => askedOf(pages.platform.demo)(...question);

/** Puts messages of accounts that nobody has into the manifest service as they stand there when five attempts have failed. */
const setAside = async (error: string, count: number): Promise<string[]> => {
  const [unit] = await pages.platform.ctl('status', 'database');
  const password = readFileSync(join(await sharedHome(), 'database', 'password'), 'utf8').trim();
  const database = new Client(`postgres://portway:${password}@${unit!.address}/portway_manifest`);
  await database.connect();
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) {
    const accountId = randomUUID();
    const data = JSON.stringify({ ...AccountChanged.example, accountId, name: 'Nobody', scacs: [] });
    await database.query(
      `INSERT INTO inbox (message_id, lane, type, version, subject, correlation_id, hash, state, started, failed, published_at, error, data)
       VALUES ($1, 0, $2, $3, $4, $5, 'of the test', 'set aside', 5, 5, now(), $6, $7)`,
      [id, AccountChanged.type, AccountChanged.version, accountSubject(accountId), accountId, error, data],
    );
  }
  await database.end();
  return ids;
};

test('headquarters sees what waits in each part, has set-aside messages handled again and gives one up, under its own name; a dead part is shown as that', async () => {
  const error = `Carrier table ${randomUUID().slice(0, 6)} is locked`;
  const [first, second, third] = await setAside(error, 3);
  const page = await pages.open('/operations/modules', { as: 'headquarters' });
  const manifest = page.getByRole('article', { name: 'Ocean, rail, truck and air manifest' });
  await manifest.getByRole('link', { name: '3 messages' }).waitFor();
  await manifest.locator('summary', { hasText: 'Roads from here' }).click();
  await manifest.getByRole('row', { name: /^Filing \(gateway\) Nothing/ }).waitFor();
  await isSound(page);
  await picture(page, 'operations-modules');
  const accounts = page.getByRole('article', { name: 'Accounts and sign-in' });
  await accounts.locator('summary', { hasText: 'Roads from here' }).click();
  await ordered(
    accounts,
    'Send again…',
    {
      ...{
        To: 'Ocean, rail, truck and air manifest',
        'Everything since (Eastern time)': easternDay(-1),
        Reason: 'We compare',
      },
    },
    'Send it again',
  );
  await accounts
    .getByText(/^Accounts and sign-in sends Ocean, rail, truck and air manifest again what left since/)
    .waitFor();
  await isSound(page);
  await picture(page, 'operations-send-again');
  await reach(page, manifest.getByRole('link', { name: '3 messages' }));
  await page.keyboard.press('Enter');
  const list = page.getByRole('list', { name: 'Messages that wait for a person' });
  await list.getByRole('listitem').nth(2).waitFor();
  await page.getByLabel('Search').fill(second!);
  await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(1));
  await page.getByLabel('Search').fill('carrier locked');
  await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(3));
  await isSound(page);
  await picture(page, 'operations-worklist');
  await list.getByRole('link').first().click();
  await page.getByText('Nobody has decided about it yet.').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/operations/worklist/manifest/${first}`);
  await isSound(page);
  await picture(page, 'operations-message');
  await reach(page, page.getByRole('button', { name: 'Give it up…' }));
  await page.keyboard.press('Enter');
  await page.locator('form :focus').waitFor();
  await page.keyboard.type('The account was a test');
  await reach(page, page.getByRole('button', { name: 'Give it up', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByText('It was given up.').waitFor();
  await page.getByText('It has no effect. What was filed with it was answered as not processed.').waitFor();
  const given = await asked('headquarters', 'port', `/platform/worklist/manifest/${first}`);
  expect(given).toMatchObject({
    state: 'discarded',
    actions: [{ action: 'discarded', actor: 'J. Whitfield (CBP headquarters)', note: 'The account was a test' }],
  });
  await page.getByRole('link', { name: 'All that waits' }).click();
  await page.getByRole('button', { name: 'Handle all of these again…' }).click();
  await page.getByText('2 messages in the list are tried anew').waitFor();
  await page.getByLabel('Reason').fill('The lock is gone');
  await page.getByRole('button', { name: 'Handle them again', exact: true }).click();
  await page.getByText('2 of 2 ordered; 0 were decided before.').waitFor();
  await page.getByText('Nothing waits for a person.').waitFor();
  for (const id of [second, third])
    await eventually(async () =>
      expect(await asked('headquarters', 'port', `/platform/worklist/manifest/${id}`)).toMatchObject({
        state: 'done',
        actions: [{ action: 'retried', note: 'The lock is gone' }],
      }),
    );
  await pages.platform.ctl('kill', 'manifest');
  try {
    await page
      .getByText('Ocean, rail, truck and air manifest does not answer: what waits there is not in the list.')
      .waitFor();
    await page.getByRole('link', { name: 'What waits' }).click();
    await manifest.getByText('Does not answer').waitFor();
    await isSound(page);
    await picture(page, 'operations-modules-dead');
  } finally {
    await pages.platform.ctl('start', 'manifest');
  }
  await page.getByRole('link', { name: 'Deployments' }).click();
  const version = `2.4.${Date.now()}`;
  await page.getByRole('button', { name: 'Record a deployment…' }).click();
  await page.getByLabel('Part of Portway').selectOption('entry');
  await page.getByLabel('Version', { exact: false }).fill(version);
  await page.getByRole('button', { name: 'Record it' }).click();
  await page.getByText('The deployment is recorded.').waitFor();
  await page.getByText('Only what somebody reported').click();
  await page.getByText(version).waitFor();
  await isSound(page);
  await picture(page, 'operations-deployments');
  await page.context().close();
});

test('headquarters has an outage of history replayed on this platform, watches it and breaks it off', async () => {
  const { drills } = await asked('headquarters', 'port', '/platform/drills');
  const { title } = drills.find(({ name }: { name: string }) => name === 'k-line');
  const page = await pages.open('/operations/drills', { as: 'headquarters' });
  const drill = page.getByRole('article', { name: title });
  await drill.getByRole('button', { name: 'Run this drill…' }).click();
  await drill.getByText('It breaks this platform for real and mends it again').waitFor();
  await drill.getByLabel('Reason').fill('The yearly one');
  await drill.getByRole('button', { name: 'Run the drill', exact: true }).click();
  await page.getByRole('link', { name: 'The drill begins: watch it here' }).click();
  await page.getByText('Goes on', { exact: true }).waitFor();
  await page.getByRole('heading', { name: `Drill: ${title}` }).waitFor();
  await page.getByText('One second is').waitFor();
  await isSound(page);
  await picture(page, 'operations-drill-run');
  await page.getByRole('button', { name: 'Break it off…' }).click();
  await page.getByLabel('Reason').fill('We saw enough');
  await page.getByRole('button', { name: 'Break it off', exact: true }).click();
  await page.getByText('Broken off', { exact: true }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  const { run } = await asked('headquarters', 'port', `/platform/drills/runs/${id}`);
  expect(run).toMatchObject({ outage: 'k-line', by: 'J. Whitfield (CBP headquarters)', state: 'broken off' });
  await page.context().close();
});
