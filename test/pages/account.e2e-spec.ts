import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pdf } from '../../apps/account/src/documents/checks/evil-documents.fixture';
import { batch, cargoRelease, manifest309, voyageOf } from '../../tools/demo/filings';
import { eventually, Partner } from '../support';
import { axeFindings, fits, type PagesUnderTest, pagesUnderTest, picture, reach } from '../support/pages';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const RUN = 7_600;
const IMPORTER = '12-3456789';
/** As somebody's own software would ask. */
const asked = (service: string, path: string, key: string): Promise<Response> =>
  fetch(pages.platform.demo.services[service] + path, { headers: { authorization: `Bearer ${key}` } });
const accountOf = (role: string) => pages.platform.demo.accounts.find((one) => one.role === role)!;
const keyOf = (caller: string): string =>
  pages.platform.demo.accounts.flatMap(({ people }) => people).find((one) => one.caller === caller)!.apiKey;
const partner = (role: string): Partner => new Partner(pages.platform.gatewayUrl, pages.platform.demo, role);

/** Somebody's order by his or her own software. */
const order = async (service: string, path: string, key: string, body: unknown): Promise<any> => {
  const answer = await fetch(pages.platform.demo.services[service] + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
};
const told = async (service: string, path: string, key: string): Promise<any> =>
  (await asked(service, path, key)).json();

/** As the browser of the tests, in New York, has it typed. */
const easternMinute = (at: Date): string =>
  at.toLocaleString('sv-SE', { timeZone: 'America/New_York' }).slice(0, 16).replace(' ', 'T');

let filed: Promise<{ entryNumber: string; printed: string }> | undefined;
/** An entry of the broker with its bill, filed once for all that is tried here. */
const anEntry = (): NonNullable<typeof filed> =>
  (filed ??= (async () => {
    const [broker, carrier] = [partner('broker'), partner('ocean-carrier')];
    const voyage = voyageOf(RUN, 'MAEU', broker.filerCode, 1);
    const { entryNumber } = voyage.shipments[0]!;
    await carrier.x12(manifest309(voyage, RUN));
    await broker.abi(
      batch('SE', broker.sender, broker.filerCode, [cargoRelease(voyage.shipments[0]!, IMPORTER, voyage.voyage)]),
    );
    const printed = `${broker.filerCode}-${entryNumber.slice(0, 7)}-${entryNumber.slice(7)}`;
    await eventually(
      async () =>
        expect(
          await told('account', `/accounts/${broker.account.id}/records?reference=${printed}`, broker.account.apiKey),
        ).toMatchObject({ records: [{ reference: printed }] }),
      { within: 60_000 },
    );
    return { entryNumber, printed };
  })());

test('a broker finds an entry among its filings, reads its life, and proves in the browser what the log has of it', async () => {
  const broker = partner('broker');
  const { entryNumber, printed } = await anEntry();
  const page = await pages.open('/account', { as: 'broker' });
  await page.getByRole('heading', { level: 1, name: 'Overview of all ports' }).waitFor();
  await page.getByRole('heading', { name: 'By port' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-overview');
  await reach(page, page.getByRole('link', { name: 'Filings', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Filings' }).waitFor();
  await reach(page, page.getByLabel('Number'));
  await page.keyboard.type(printed);
  await page.keyboard.press('Enter');
  await page.getByText('1 is shown.', { exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-filings');
  await reach(page, page.getByRole('link', { name: printed }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `Entry ${printed}` }).waitFor();
  const { release } = (await broker.get(`/entries/${broker.filerCode}/${entryNumber}`)).body;
  await page.getByRole('heading', { name: 'Every step' }).waitFor();
  expect(await page.locator('.pw-life__step').count()).toBe(release.history.length);
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-entry');

  await reach(page, page.getByRole('link', { name: 'What the activity log has of it' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Activity log' }).waitFor();
  await page
    .getByRole('button', { name: /^Details and proof: entry/ })
    .first()
    .waitFor();
  // The tree is signed now and then: what was recorded first is in it.
  await reach(page, page.getByRole('button', { name: 'Show all' }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Details and proof: entry 1', exact: true }).waitFor();
  await reach(page, page.getByRole('button', { name: /^Details and proof: entry/ }).first());
  await page.keyboard.press('Enter');
  await reach(page, page.getByRole('button', { name: 'Check the proof here' }));
  await eventually(
    async () => {
      await page.keyboard.press('Enter');
      await page.getByText('This entry is proven.').waitFor({ timeout: 5_000 });
    },
    { within: 60_000 },
  );
  await page.getByText('The tree is signed by a key of Portway.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.context().close();
});

test('who reads Spanish reads states, steps and dispositions in Spanish, and hears what is in English as English', async () => {
  const { id } = accountOf('broker');
  const { entryNumber, printed } = await anEntry();
  const page = await pages.open(`/account/${id}/entries/B76${entryNumber}`, { as: 'broker', language: 'es' });
  await page.getByRole('heading', { level: 1, name: `Entrada ${printed}` }).waitFor();
  await page.getByText('93 Conocimiento registrado').first().waitFor();
  await page.getByText('97 Admisible').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-entry-es');
  await page.getByRole('link', { name: 'Lo que hay en el registro de actividad' }).click();
  await page.getByText('Recibido de usted:').first().waitFor();
  expect(await page.locator('.pw-row__name [lang=en], .pw-card [lang=en]').count()).toBeGreaterThan(0);
  await page.context().close();
});

test('a broker answers what CBP asks of it, with a document and in words, and takes an answer out of its mailbox', async () => {
  const { id, apiKey } = accountOf('broker');
  const { printed } = await anEntry();
  const { actionNumber } = await order('account', '/document-requests', accountOf('officer').apiKey, {
    kind: 'UC1',
    entryNumber: printed,
    remarks: ['COMMERCIAL INVOICE OF LINE 1'],
  });
  const page = await pages.open(`/account/${id}/requests`, { as: 'broker' });
  const file = page.getByLabel(`Hand in a document for ${actionNumber}`, { exact: true }).last();
  await file.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-requests');
  const name = `invoice-${Date.now()}.pdf`;
  await file.setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf(`INVOICE ${name}`) });
  await page.locator('form', { has: file }).getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByText(`${name} was handed in.`).waitFor();
  await eventually(
    async () => expect((await told('account', `/document-requests/${actionNumber}`, apiKey)).state).toBe('answered'),
    { within: 20_000 },
  );
  const { documents } = await told('account', `/documents?accountId=${id}&subject=request:${actionNumber}`, apiKey);
  expect(documents.map((one: { name: string }) => one.name)).toEqual([name]);

  const ask = page.getByRole('button', { name: /^Answer RI/ }).first();
  const notice = (await ask.textContent())!.replace('Answer ', '');
  await ask.click();
  await page.getByLabel('Your answer').selectOption('answered');
  await page.getByLabel('In your words').fill('The contract is handed in. No moulds were given.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('Your answer was sent.').waitFor();
  expect((await told('cee', `/notices/${notice}`, apiKey)).answers.at(-1)).toMatchObject({
    says: 'answered',
    text: 'The contract is handed in. No moulds were given.',
  });

  await page.getByRole('link', { name: 'Mailbox', exact: true }).click();
  const show = page.getByRole('button', { name: /^Show the message/ }).first();
  await reach(page, show);
  const number = (await show.textContent())!.replace(/\D/g, '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Close the message ${number}` }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize({ width: 1_280, height: 900 });
  await picture(page, 'account-mailbox');
  await page.getByRole('button', { name: `Take ${number} out of the mailbox` }).click();
  await page.getByText('It cannot be put back.').waitFor();
  await page.getByRole('button', { name: 'Take it out', exact: true }).click();
  await page.getByText(`${number} was taken out of the mailbox.`).waitFor();
  const { entries } = await told('gateway', `/mailbox?after=${Number(number) - 1}`, apiKey);
  expect(entries.map((one: { id: number }) => String(one.id))).not.toContain(number);
  await page.context().close();
});

test('an owner answers a question, talks with CBP, invites somebody and takes it back, and ends a role', async () => {
  const { id } = accountOf('importer');
  const owner = keyOf('owner');
  const question = await order('cee', '/account-questions', keyOf('center-specialist'), {
    ...{ id: randomUUID(), accountId: id, kind: 'origin', goods: `housewares ${Date.now()}` },
    text: 'Where are the housewares molded?',
  });
  const page = await pages.open(`/account/${id}/requests`, { as: 'owner' });
  await page.getByRole('button', { name: `Answer ${question.number}` }).click();
  await page.getByLabel('In your words').fill('In Bremerhaven.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('Your answer was sent.').waitFor();
  const { questions } = await told('cee', `/accounts/${id}/questions`, owner);
  expect(questions.find((one: { id: string }) => one.id === question.id)).toMatchObject({
    state: 'answered',
    answer: 'In Bremerhaven.',
  });

  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  const write = async (title: string, text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Write to CBP' }).click();
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.pw-talk').getByText(text).waitFor();
  };
  await write('Our new warehouse', 'We move to Houston in May.');
  const { conversations } = await told('account', `/conversations?subject=account:${id}`, owner);
  const path = `/conversations/${conversations[0].id}/messages`;
  await order('account', path, keyOf('account-manager'), { id: randomUUID(), text: 'To which port of entry?' });
  await page.locator('.pw-talk').getByText('To which port of entry?').waitFor();
  const { owed } = await told('account', `/conversations/${conversations[0].id}`, owner);
  const dayText = new Date(owed.until).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
  await page.getByText(`You are to answer until ${dayText}`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-conversation');
  await page.getByLabel('Message', { exact: true }).fill('To 5301.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.pw-talk').getByText('To 5301.').waitFor();
  await page.getByRole('link', { name: 'Back to the messages' }).click();
  // There is one conversation about an account: whoever writes about it again is in that one.
  await write('One thing more', 'Thank you.');
  const { messages } = await told('account', path, owner);
  expect(messages.slice(-4).map(({ text }: { text: string }) => text)).toEqual([
    'We move to Houston in May.',
    'To which port of entry?',
    'To 5301.',
    'Thank you.',
  ]);

  const email = `sam.okafor.${Date.now()}@pacific-home.example`;
  await order('account', `/accounts/${id}/people`, owner, {
    ...{ name: 'Rosa Lind', email: `rosa.${email}`, role: 'user', leaves: { documents: 'read' }, why: 'For the audit' },
  });
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Sam Okafor');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('group', { name: 'May read and write' }).getByText('Documents', { exact: true }).click();
  await page.getByLabel('Reason').fill('Keeps our documents');
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-invite');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText(`${email} is invited.`).waitFor();
  const invitation = async (): Promise<any> =>
    (await told('account', `/accounts/${id}/invitations`, owner)).invitations.find(
      (one: { email: string }) => one.email === email,
    );
  expect(await invitation()).toMatchObject({ state: 'invited', role: 'user', leaves: { documents: 'write' } });
  await page.getByRole('button', { name: 'Take back the invitation of Sam Okafor' }).click();
  await page.getByLabel('Reason').fill('Works elsewhere');
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await page.getByText('The invitation was taken back.').waitFor();
  expect((await invitation()).state).toBe('withdrawn');

  await page.getByRole('button', { name: 'End the role of Rosa Lind' }).click();
  await page.getByText('Rosa Lind gets in no more', { exact: false }).waitFor();
  await page.getByLabel('Reason').fill('The audit is over');
  await page.getByRole('button', { name: 'End it', exact: true }).click();
  await page.getByText('The role of Rosa Lind ended.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const { roles } = await told('account', `/accounts/${id}/people`, owner);
  expect(roles.find((one: any) => one.person.email === `rosa.${email}`)).toMatchObject({ endWhy: 'The audit is over' });
  await page.context().close();
});

test('a broker has answers pushed to its program, sends again what did not arrive, and has all pushed since a time', async () => {
  const { id, apiKey } = accountOf('broker');
  let status = 500;
  const pushed: string[] = [];
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        if (status === 200) pushed.push(Buffer.concat(parts).toString());
        response.writeHead(status).end();
      });
  }).listen(0, '127.0.0.1');
  try {
    await once(receiver, 'listening');
    const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/answers`;
    const page = await pages.open(`/account/${id}/webhooks`, { as: 'broker' });
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Address').fill(address);
    await page.getByRole('button', { name: 'Add it' }).click();
    const secret = await page.locator('.pw-secret').textContent();
    const card = page.locator('.pw-card', { hasText: address });
    await card.waitFor();
    const since = new Date(Date.now() - 60_000);
    const broker = partner('broker');
    const { voyage, shipments } = voyageOf(RUN, 'MAEU', broker.filerCode, 2);
    await broker.abi(batch('SE', broker.sender, broker.filerCode, [cargoRelease(shipments[1]!, IMPORTER, voyage)]));
    await card.getByText('500').first().waitFor({ timeout: 60_000 });
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('.pw-secret').evaluate((shown) => {
      shown.textContent = 'whsec_shown_this_once';
    });
    await picture(page, 'account-webhook');
    status = 200;
    await card
      .getByRole('button', { name: /^Send again: delivery/ })
      .first()
      .click();
    await card.getByText('It is sent again.').waitFor();
    await eventually(() => pushed.length > 0, { within: 30_000 });
    await card.getByText('Arrived').first().waitFor({ timeout: 30_000 });
    await page.reload();
    await card.waitFor();
    expect(await page.content()).not.toContain(secret);
    await card.getByRole('button', { name: 'Recover since…' }).click();
    await card.locator('input[type=datetime-local]').fill(easternMinute(since));
    await card.getByRole('button', { name: 'Push it again' }).click();
    await card.getByText(/deliver(y is|ies are) on (its|their) way\./).waitFor();
    await card.getByRole('button', { name: 'End this webhook' }).click();
    await card.getByRole('button', { name: 'End it', exact: true }).click();
    await page.getByText('The webhook ended.').waitFor();
    expect((await told('gateway', '/webhooks', apiKey)).webhooks).not.toContainEqual(
      expect.objectContaining({ url: address, active: true }),
    );
    await page.context().close();
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});

test('an owner asks for a change of the set-up of a filer code and takes it back, and sees bonds as the register has them', async () => {
  const { id } = accountOf('surety');
  const owner = keyOf('surety-owner');
  const page = await pages.open(`/account/${id}/filer`, { as: 'surety-owner' });
  await page.getByRole('button', { name: 'Ask for a change of S36' }).click();
  await page.getByLabel('Ports of local permits').fill('2704 5301');
  await page.getByLabel('Reason').fill('We open an office in Houston');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText('CBP was asked.').waitFor();
  const changes = async (): Promise<any[]> => (await told('account', `/accounts/${id}/filer-set-ups`, owner)).changes;
  expect((await changes()).some(({ state, why }) => state === 'asked for' && /Houston/.test(why))).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-filer');
  await page.getByRole('button', { name: 'Take it back' }).first().click();
  await page.getByLabel('Reason').last().fill('Not this year');
  await page.getByRole('button', { name: 'Take it back now' }).click();
  await page.getByText('It was taken back.').waitFor();
  expect((await changes()).every(({ state }) => state !== 'asked for')).toBe(true);

  const { bonds } = await told('account', `/accounts/${id}/bonds`, owner);
  await page.getByRole('link', { name: 'Bonds', exact: true }).click();
  await page.getByText(`Bond ${bonds[0].number}`).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-bonds');
  await page.context().close();
});

test('an owner changes the ABI password by the one that was, which opens nothing from then on', async () => {
  const { operationsToken } = pages.platform.demo;
  const [id, apiKey, filer] = [
    randomUUID(),
    `pk_demo_${randomUUID()}`,
    `Y${Date.now().toString(36).slice(-2).toUpperCase()}`,
  ];
  await order('account', '/operations/accounts', operationsToken, {
    ...{ id, name: `Quay Brokers ${filer}`, kinds: ['broker'], importerNumbers: [], filerCodes: [filer], scacs: [] },
    ...{ suretyCodes: [], ports: [], trusted: [], abi: { site: '2704', id: filer, password: 'FIRST1' } },
    people: [{ name: 'Rosa Lind', email: `${id}@quay.example`, role: 'owner', leaves: null, center: null, apiKey }],
  });
  const page = await eventually(() => pages.open(`/account/${id}/filer`, { key: apiKey }), { within: 30_000 });
  const change = async (current: string, wanted: string): Promise<void> => {
    await page.getByRole('button', { name: 'Change the password' }).press('Enter');
    await page.getByLabel('Password now').fill(current);
    await page.getByLabel('New password').fill(wanted);
    await page.getByRole('button', { name: 'Change it', exact: true }).press('Enter');
  };
  await change('WRONG1', 'NEXT22');
  await page.getByRole('alert').getByText('The current password is not right.', { exact: false }).waitFor();
  await page.getByLabel('Password now').fill('FIRST1');
  await page.getByRole('button', { name: 'Change it', exact: true }).press('Enter');
  await page.getByText('The password was changed.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const again = await fetch(`${pages.platform.demo.services['account']}/accounts/${id}/abi-password`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ current: 'FIRST1', wanted: 'THIRD3' }),
  });
  expect(again.status).toBe(403);
  await page.goto(`/account/${id}/activity`);
  await page
    .getByText(/^ABI password changed/)
    .first()
    .waitFor();
  const log = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  const lines = readFileSync(await (await log).path(), 'utf8')
    .trim()
    .split('\n');
  expect([lines[0], lines.some((line) => line.includes('ABI password changed'))]).toEqual([
    expect.stringContaining('previousHash'),
    true,
  ]);
  await page.context().close();
});

test('an owner makes a key that is shown once and opens the account, and ends it', async () => {
  const { id } = accountOf('importer');
  const page = await pages.open(`/account/${id}/keys`, { as: 'owner' });
  await reach(page, page.getByRole('button', { name: 'New key' }));
  await page.keyboard.press('Enter');
  await page.locator('form :focus').waitFor();
  await page.keyboard.type('nightly reports');
  await page.keyboard.press('Enter');
  const key = await page.locator('.pw-secret').textContent();
  expect((await asked('account', `/accounts/${id}`, key!)).status).toBe(200);
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('.pw-secret').evaluate((shown) => {
    shown.textContent = 'pk_shown_this_once';
  });
  await picture(page, 'account-key-once');
  await page.reload();
  await page.getByRole('button', { name: 'Replace nightly reports' }).click();
  await page.getByText('The old one still works for a day.').waitFor();
  await page.getByRole('button', { name: 'Replace it', exact: true }).click();
  const replacing = await page.locator('.pw-secret').textContent();
  for (const one of [key!, replacing!]) expect((await asked('account', `/accounts/${id}`, one)).status).toBe(200);
  await page.reload();
  const end = page.getByRole('button', { name: 'End nightly reports' }).last();
  await end.waitFor();
  expect(await page.locator('.pw-secret').count()).toBe(0);
  await end.click();
  await page.getByText('Every program that uses this key gets in no more, at once. It cannot be undone.').waitFor();
  await reach(page, page.getByRole('button', { name: 'End the key' }));
  await page.keyboard.press('Enter');
  await page.getByText('nightly reports works no more.').waitFor();
  // Of the key and the one in its place: the one that was ended.
  await eventually(
    async () => {
      const answers = await Promise.all([key!, replacing!].map((one) => asked('account', `/accounts/${id}`, one)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
    },
    { within: 20_000 },
  );
  await page.context().close();
});

test('an owner gives a broker a power of attorney, takes it back, hands in a document and has a report made', async () => {
  const { id } = accountOf('importer');
  const page = await pages.open(`/account/${id}/powers`, { as: 'owner' });
  await page.getByRole('button', { name: 'Give a power of attorney' }).click();
  await page.getByLabel('Filer code').fill('S36');
  await page.getByLabel('First day').fill('2099-01-01');
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-power');
  await page.getByRole('button', { name: 'Give it', exact: true }).click();
  await page.getByText('The power of attorney was given.').waitFor();
  await page.getByRole('button', { name: 'Take it back from S36' }).first().click();
  await page.getByLabel('Reason').last().fill('We work with one broker');
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await page.getByText('Taken back by', { exact: false }).first().waitFor();
  const { powers } = (await (await asked('account', `/accounts/${id}/powers-of-attorney`, keyOf('owner'))).json()) as {
    powers: { filerCode: string; revokedAt: string | null }[];
  };
  expect(powers.filter(({ filerCode, revokedAt }) => filerCode === 'S36' && revokedAt).length).toBeGreaterThan(0);

  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  const name = `invoice-${Date.now()}.pdf`;
  await page
    .getByLabel('Hand in a document', { exact: true })
    .last()
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf(`INVOICE ${name}`) });
  await page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByText(`${name} was handed in.`).waitFor();
  const fetched = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  expect((await fetched).suggestedFilename()).toBe(name);
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-documents');

  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await page.getByRole('button', { name: 'New report' }).click();
  const report = `All entries ${Date.now()}`;
  await page.getByLabel('Name of the report').fill(report);
  await page.getByRole('button', { name: 'Save the report' }).click();
  await page.getByRole('button', { name: `Make “${report}”`, exact: true }).click();
  await page.getByRole('button', { name: 'Make it now' }).click();
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: `Download ${report}` }).click();
  await file;
  await page.getByRole('button', { name: `Make “${report}” again and again` }).click();
  await page.getByLabel('How often').selectOption('weekly');
  await page.getByLabel('On which business day of it').fill('2');
  await page.getByLabel('By the clock of').selectOption('America/Chicago');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.getByText('It is made by itself from now on, next on', { exact: false }).waitFor();
  const schedules = async (): Promise<any[]> =>
    (await told('account', `/accounts/${id}/report-schedules`, keyOf('owner'))).schedules.filter(
      ({ name: of }: { name: string }) => of === report,
    );
  expect(await schedules()).toMatchObject([
    { every: 'weekly', businessDay: 2, timeOfDay: '06:00', timeZone: 'America/Chicago', state: 'active' },
  ]);
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-reports');
  await page.getByRole('button', { name: `End it for “${report}”` }).click();
  await page.getByRole('button', { name: 'End it', exact: true }).click();
  await page.getByText('It is no longer made by itself.', { exact: true }).waitFor();
  expect(await schedules()).toEqual([]);
  await page.context().close();
});

test('an account manager of CBP sees the account as it sees itself, may change nothing there, and the account reads in its log who looked', async () => {
  const { id, name } = accountOf('importer');
  const page = await pages.open('/account', { as: 'account-manager' });
  await page.getByLabel('Name or number').fill('Pacific Home');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name }).click();
  await page.getByText(`You see ${name} as it sees itself.`).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Overview of all ports' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'account-as-cbp');
  await page.getByRole('link', { name: 'Powers of attorney', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Powers of attorney' }).waitFor();
  expect(await page.getByRole('button', { name: 'Give a power of attorney' }).count()).toBe(0);
  await page.context().close();
  await eventually(
    async () =>
      expect(
        await (await asked('account', `/activity?account=${id}&person=P. Lindqvist`, keyOf('owner'))).text(),
      ).toContain('P. Lindqvist'),
    { within: 20_000 },
  );
});
