import { randomUUID } from 'node:crypto';
import { addDays } from '#kernel';
import { portDay } from '../../tools/demo/filings';
import { eventually } from '../support';
import {
  axeFindings,
  filled,
  fits,
  ordered,
  type PagesUnderTest,
  pagesUnderTest,
  picture,
  reach,
  typed,
} from '../support/pages';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const ask = async (method: string, path: string, as: string, body?: object, of = 'enforcement'): Promise<any> => {
  const { accounts, services } = pages.platform.demo;
  const person = accounts.flatMap(({ people }) => people).find(({ caller }) => caller === as);
  const key = person?.apiKey ?? accounts.find(({ role }) => role === as)!.apiKey;
  const answer = await fetch(services[of] + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect([path, answer.ok, answer.ok ? '' : await answer.text()]).toEqual([path, true, '']);
  return answer.json();
};

/** A demand for liquidated damages that was mailed. */
const demanded = async (): Promise<{ id: string; number: string }> => {
  const id = randomUUID();
  const importer = pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  const opened = await ask('POST', '/enforcement-cases', 'fpf-officer', {
    ...{ id, law: '19 USC 1623', event: { kind: 'missing deposit', reference: `T-${id.slice(0, 8).toUpperCase()}` } },
    ...{ port: '2704', subject: 'The deposit came three days late', facts: 'It came after the ten working days.' },
    ...{ violationOn: '2026-01-30', assessed: '4100.00' },
    parties: [{ role: 'principal', name: importer.name, importer: importer.importerNumbers[0] }],
  });
  const path = `/enforcement-cases/${id}`;
  const { number, version } = await ask('POST', `${path}/steps`, 'fpf-officer', {
    ...{ step: 'issue notice', version: opened.version, why: 'The deposit is late' },
  });
  await ask('POST', `${path}/mailings`, 'fpf-officer', {
    ...{ version, mailedOn: portDay(), how: 'certified mail' },
    proofs: [{ servedNotice: `${number}-01`, reference: '9407 2000 01' }],
  });
  return { id, number };
};

/** A seizure of which its owner was given notice. */
const seized = async (): Promise<{ id: string }> => {
  const id = randomUUID();
  const opened = await ask('POST', '/enforcement-cases', 'fpf-officer', {
    ...{ id, law: '19 USC 1526', event: { kind: 'found at a port', reference: `T-${id.slice(0, 8).toUpperCase()}` } },
    ...{ port: '2704', subject: 'Handbags that bear a counterfeit mark', facts: 'Found in an examination.' },
    ...{ violationOn: portDay(), involvementOn: portDay(), value: '12000.00', assessed: '0' },
    parties: [{ role: 'owner', name: 'Ana Ruiz' }],
  });
  const path = `/enforcement-cases/${id}`;
  const { number, version } = await ask('POST', `${path}/steps`, 'fpf-officer', {
    ...{ step: 'issue notice', version: opened.version, why: 'The marks are false' },
  });
  await ask('POST', `${path}/mailings`, 'fpf-officer', {
    ...{ version, mailedOn: portDay(), how: 'certified mail' },
    proofs: [{ servedNotice: `${number}-01`, reference: '9407 2000 02' }],
  });
  return { id };
};

/** One of these, and a petition against it. */
const petitioned = async (): Promise<{ id: string; number: string; petitionId: string }> => {
  const { id, number } = await demanded();
  const petitionId = randomUUID();
  await ask('POST', `/enforcement-cases/${id}/petitions`, 'fpf-officer', {
    ...{ id: petitionId, place: 1, happenedOn: '2026-01-30', happenedAt: 'Los Angeles', receivedOn: portDay() },
    ...{ facts: 'Our bank was closed for a storm.', signedBy: 'Maya Chen', capacity: 'officer of the petitioner' },
    copies: 2,
  });
  return { id, number, petitionId };
};

test('an FP&F officer sees what ends when, computes the amount by the guidelines and decides a petition, by keyboard alone; with the cases dead the page keeps what it knows and says so', async () => {
  const { id, number, petitionId } = await petitioned();
  const page = await pages.open('/cases', { as: 'fpf-officer' });
  await page.getByRole('heading', { level: 1, name: 'Penalty cases' }).waitFor();
  await typed(page, page.getByLabel('Find by case or entry number'), number);
  const link = page.getByRole('list', { name: 'Cases' }).getByRole('link', { name: number });
  await link.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'cases');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize({ width: 1_280, height: 900 });
  await reach(page, link);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `Case ${number}` }).waitFor();
  await page.getByRole('heading', { name: 'What ends when' }).waitFor();
  await eventually(async () => expect(await page.locator('.pw-skeleton').count()).toBe(0));

  await reach(page, page.getByRole('button', { name: 'Compute the amount' }));
  await page.keyboard.press('Enter');
  const help = page.getByRole('form', { name: 'Compute the amount' });
  await typed(page, help.getByLabel('Guideline'), 'Late entry');
  await typed(page, help.getByLabel('Duty, taxes and fees that came late'), '2050.00');
  await typed(page, help.getByLabel('Days late'), '3');
  await page.keyboard.press('Enter');
  await page.getByText(/^\$[\d,.]+ is suggested, between/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'case');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize({ width: 1_280, height: 900 });

  await page.goto(`/cases/${id}/petitions/${petitionId}`);
  await page.getByRole('heading', { level: 1, name: /^Petition / }).waitFor();
  await reach(page, page.getByRole('button', { name: 'Decide the petition' }));
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Decide the petition' });
  await typed(page, form.getByLabel('Decision'), 'Denied');
  await typed(page, form.getByLabel('Reasons, for the parties'), 'A storm does not keep from paying electronically.');
  const awaited = form.getByLabel('Why the Center is not awaited');
  if (await awaited.isVisible()) await typed(page, awaited, 'The facts are plain');
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'case-petition');
  await reach(page, form.getByRole('button', { name: 'Decide the petition' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The decision' }).waitFor();
  expect(await ask('GET', `/petitions/${petitionId}`, 'fpf-officer')).toMatchObject({
    state: 'decided',
    decision: { outcome: 'denied', amountCents: 410_000 },
  });

  await pages.platform.ctl('kill', 'enforcement');
  try {
    await page.getByRole('link', { name: 'Back to the case' }).press('Enter');
    await page
      .getByText(/^This is how it was at/)
      .first()
      .waitFor();
    await page.getByText('The deposit came three days late').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'case-stale');
  } finally {
    await pages.platform.ctl('start', 'enforcement');
  }
  await page.context().close();
});

test('an FP&F officer opens a seizure by form, keeps who has the goods, and writes a note inside CBP; the owner petitions by form and sees nothing of the note; a demand is paid', async () => {
  const importer = pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  const today = portDay();
  const page = await pages.open('/cases', { as: 'fpf-officer' });
  await page.getByRole('heading', { level: 1, name: 'Penalty cases' }).waitFor();
  const opens = await filled(page, 'Open a case', {
    ...{ Law: '19 USC 1526: seizure of goods with a false mark', 'How it was found': 'Found at a port' },
    ...{ 'Number on record there': `T-${randomUUID().slice(0, 8).toUpperCase()}`, Port: '2704' },
    'The goods or the act, in a line': 'Headphones that bear a counterfeit mark',
    'Facts: date, place and what was done': 'Found in an examination.\n120 pieces bore the mark.',
    ...{ 'Day of the violation or breach': today, 'Domestic value of the goods': '24,000.00' },
    ...{ 'Amount assessed': '0', 'Against whom: name': importer.name },
    'Importer number': importer.importerNumbers[0]!,
  });
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'case-open');
  await opens.getByRole('button', { name: 'Open a case' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Case FP-/ }).waitFor();
  const id = page.url().split('/').at(-1)!;
  const path = `/enforcement-cases/${id}`;
  expect(await ask('GET', path, 'fpf-officer')).toMatchObject({
    ...{ state: 'opened', kind: 'seizure', valueCents: 2_400_000 },
    facts: 'Found in an examination. 120 pieces bore the mark.',
  });

  const custody = page.getByRole('region', { name: 'Property in custody' });
  await ordered(custody, 'Take property into custody', {
    ...{ 'What it is': 'Headphones', Pieces: '120', 'Seized from': importer.name, 'Taken by': 'G. Romano' },
    ...{ 'Where it is kept': 'Vault, Long Beach', 'Seal that was put on it': 'SL-0099', Why: 'Seized' },
  });
  await custody.getByText('It is recorded.').waitFor();
  await ordered(custody, 'Hand it on', {
    ...{ 'Taken by': 'K. Osei', 'Where it goes': 'Laboratory, Los Angeles', Pieces: '118', Why: 'To be tested' },
  });
  await custody.getByText('1 difference was found.').waitFor();
  expect((await ask('GET', `${path}/property`, 'fpf-officer')).property).toMatchObject([
    {
      discrepancies: 1,
      custody: [
        { takenBy: 'G. Romano', pieces: 120 },
        { takenBy: 'K. Osei', pieces: 118 },
      ],
    },
  ]);

  await ordered(page, 'Take a step', { Step: 'Issue the notice', Why: 'The laboratory says so' });
  await page.getByText('Notice issued').first().waitFor();
  await ordered(page, 'Note that the notice was mailed', {
    ...{ 'Mailed on': today, How: 'Certified mail', [`Proof of mailing to ${importer.name}`]: '9407 3000 01' },
  });
  const clock = page.getByRole('listitem').filter({ hasText: 'Time to petition against the seizure' });
  await clock.waitFor();
  await ordered(clock, 'Give more time', { 'New last day': addDays(today, 75), Why: 'The owner is abroad' });
  await clock.getByText('It is recorded.').waitFor();
  expect((await ask('GET', `${path}/clocks`, 'fpf-officer')).clocks).toContainEqual(
    expect.objectContaining({ extendedTo: addDays(today, 75), extendedWhy: 'The owner is abroad' }),
  );

  const conversation = page.getByRole('region', { name: 'Conversation with the parties' });
  await ordered(conversation, 'Open a conversation', { 'What it is about': 'Papers of the license' });
  await ordered(conversation, 'Write a message', { Message: 'Please send the license of the mark.' });
  await conversation.getByText('Please send the license of the mark.').waitFor();
  const inside = conversation.getByRole('region', { name: 'Notes inside CBP' });
  await ordered(inside, 'Write a note inside CBP', { Note: 'The same importer had watches last year.' });
  await inside.getByText('The note is kept.').waitFor();
  await inside.getByText('The same importer had watches last year.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'case-seizure');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);

  const owner = await pages.open(`/account/${importer.id}/cases`, { as: 'owner' });
  const { number } = await ask('GET', path, 'fpf-officer');
  await owner.getByRole('link', { name: number }).waitFor();
  expect(await axeFindings(owner)).toEqual([]);
  await picture(owner, 'account-cases');
  await owner.getByRole('link', { name: number }).press('Enter');
  await owner.getByRole('heading', { level: 1, name: `Case ${number}` }).waitFor();
  const petition = await filled(owner, 'File a petition', {
    ...{ 'What was seized': '120 headphones', 'Where it happened': 'Los Angeles', 'Signed by': 'Maya Chen' },
    'Your reasons: what happened, and why you ask for relief': 'We bought them from a licensed maker.',
    'Your interest in the goods, and its proof': 'We are the owner; see the invoice.',
    'Who signs as': 'an officer of the party',
  });
  expect(await axeFindings(owner)).toEqual([]);
  await picture(owner, 'account-case');
  await owner.setViewportSize({ width: 390, height: 900 });
  expect(await fits(owner)).toBe(true);
  await petition.getByRole('button', { name: 'File a petition' }).press('Enter');
  await owner.getByText('The petition is filed.').waitFor();
  await owner.getByText('We bought them from a licensed maker.').waitFor();
  expect((await ask('GET', `${path}/petitions`, 'fpf-officer')).petitions).toMatchObject([
    { state: 'pending', filedBy: expect.stringContaining('Maya Chen'), contents: { property: '120 headphones' } },
  ]);
  const { conversations } = await ask('GET', `/conversations?subject=case:${number}`, 'owner', undefined, 'account');
  await owner.goto(`/account/${importer.id}/messages/${conversations[0].id}`);
  await owner.getByText('Please send the license of the mark.').waitFor();
  expect(await owner.getByText('watches last year').count()).toBe(0);
  await owner.context().close();

  const demand = await demanded();
  await page.goto(`/cases/${demand.id}`);
  await ordered(page.getByRole('region', { name: 'Money' }), 'Record a payment', {
    ...{ 'Who paid': importer.name, 'Number of the receipt': 'CR-26-0099', 'Received on': today },
  });
  await page.getByText('$0.00 is owed now').waitFor();
  expect(await ask('GET', `/enforcement-cases/${demand.id}`, 'fpf-officer')).toMatchObject({
    ...{ state: 'paid', paidCents: 410_000, owedCents: 0 },
  });
  await page.context().close();
});

test('a petition that came on paper is entered, an offer on paper is refused, and headquarters accepts the one that the party makes by form', async () => {
  const { id, number } = await demanded();
  const importer = pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
  const path = `/enforcement-cases/${id}`;
  const page = await pages.open(`/cases/${id}`, { as: 'fpf-officer' });
  await ordered(page, 'Enter a petition that came on paper', {
    ...{ 'Came in on': portDay(), 'Where it happened': 'Los Angeles', 'Signed by': 'Maya Chen' },
    'Your reasons: what happened, and why you ask for relief': 'Our bank was closed for a storm.',
    'Who signs as': 'an officer of the party',
  });
  await page.getByText('The petition is filed.').waitFor();
  await page.getByText('Our bank was closed for a storm.').waitFor();
  expect((await ask('GET', `${path}/petitions`, 'fpf-officer')).petitions).toMatchObject([
    { state: 'pending', receivedOn: portDay(), contents: { signedBy: 'Maya Chen' } },
  ]);
  const money = page.getByRole('region', { name: 'Money' });
  await ordered(money, 'Enter an offer that came on paper', {
    ...{ 'For which party': importer.name, 'Amount offered': '400.00', 'Receipt of the deposit': `CR-${number}` },
    Reasons: 'A first delay of three days.',
  });
  await money.getByText('The offer is entered.').waitFor();
  const ofPaper = money.getByRole('listitem').filter({ hasText: 'A first delay of three days.' });
  await ordered(ofPaper, 'Decide the offer', { Decision: 'Refuse', Why: 'It is a tenth of what is due' });
  await page.getByText('It is recorded.').waitFor();
  await ofPaper.getByText('Refused', { exact: true }).waitFor();

  const owner = await pages.open(`/account/${importer.id}/cases/${id}`, { as: 'owner', width: 390 });
  await ordered(owner, 'Offer to settle', {
    ...{ 'Amount offered': '1,500.00', 'Receipt of the deposit': `CR2-${number}`, Reasons: 'We deposit now by wire.' },
  });
  await owner.getByText('We deposit now by wire.').waitFor();
  expect([await axeFindings(owner), await fits(owner)]).toEqual([[], true]);
  await owner.context().close();
  await page.context().close();

  const hq = await pages.open(`/cases/${id}`, { as: 'headquarters' });
  const offer = hq.getByRole('listitem').filter({ hasText: 'We deposit now by wire.' });
  await filled(offer, 'Decide the offer', { Decision: 'Accept', Why: 'The delay was short' });
  expect(await axeFindings(hq)).toEqual([]);
  await picture(hq, 'case-offer');
  await offer.getByRole('form').getByRole('button', { name: 'Decide the offer' }).press('Enter');
  await hq.getByText('It is recorded.').waitFor();
  expect(await ask('GET', path, 'fpf-officer')).toMatchObject({ state: 'paid', paidCents: 150_000, owedCents: 0 });
  await hq.context().close();
});

test('a seizure that nobody petitions against is published, and a claim with its cost bond brings it to court', async () => {
  const { id } = await seized();
  const page = await pages.open(`/cases/${id}`, { as: 'fpf-officer' });
  await ordered(page, 'Take a step', { Step: 'Begin forfeiture', Why: 'Nobody petitioned' });
  const custody = page.getByRole('region', { name: 'Property in custody' });
  await ordered(custody, 'Note that the seizure was published', { 'First published on': portDay() });
  await page.getByRole('listitem').filter({ hasText: 'Time to claim the goods' }).waitFor();
  const claim = await filled(custody, 'Record a claim to the goods', {
    ...{ 'For which party': 'Ana Ruiz', 'Amount of the cost bond': '250.00', 'Number of the receipt': 'CB-26-0001' },
    'Came in on': portDay(),
  });
  await claim.getByRole('button', { name: 'Record a claim to the goods' }).press('Enter');
  await custody
    .getByRole('alert')
    .getByText(/1,?200\.00/)
    .first()
    .waitFor();
  await claim.getByLabel('Amount of the cost bond').fill('1,200.00');
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'case-claim');
  await claim.getByRole('button', { name: 'Record a claim to the goods' }).press('Enter');
  await page.getByText('With the Department of Justice').first().waitFor();
  expect((await ask('GET', `/enforcement-cases/${id}`, 'fpf-officer')).state).toBe('referred to Justice');
  await page.context().close();
});

test('who has no right to the cases is told so, in plain words', async () => {
  const page = await pages.open('/cases', { as: 'center-specialist', language: 'es', width: 390 });
  await page.getByRole('heading', { level: 1, name: 'Casos de sanción' }).waitFor();
  await eventually(async () => expect(await page.locator('.pw-skeleton').count()).toBe(0));
  expect(await axeFindings(page)).toEqual([]);
  expect(await fits(page)).toBe(true);
  await page.context().close();
});
