import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { addDays, localDate } from '#kernel';
import { EASTERN } from '#reference';
import { criteriaOn } from '../../apps/cee/src/trusted-traders/programs.data';
import { portDay } from '../../tools/demo/filings';
import { demoInvoice } from '../../tools/platform/demo-invoice';
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
} from '../support/pages';

interface Holder {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly user: string;
}

/** By the clock of headquarters, by which a standing holds. */
const today = localDate(new Date(), EASTERN);
let pages: PagesUnderTest;
/** Applies to CTPAT, and is certified and validated. */
let holder: Holder;
/** Is in CTPAT with tier 2 since before the platform. */
let member: Holder;
beforeAll(async () => {
  pages = await pagesUnderTest();
  holder = await newAccount('Cedar Home Imports');
  member = await newAccount('Birch Lane Goods');
  await ask('POST', '/operations/trusted-participations', pages.platform.demo.operationsToken, {
    ...{ id: randomUUID(), accountId: member.id, program: 'CTPAT', tier: 2, from: '2024-03-01' },
    ...{ source: 'Certificate of before the platform', actor: 'this test' },
  });
});
afterAll(() => pages?.close());

const importerOfDemo = () => pages.platform.demo.accounts.find(({ role }) => role === 'importer')!;
const keyOf = (as: string): string => {
  const { accounts } = pages.platform.demo;
  const person = accounts.flatMap(({ people }) => people).find(({ caller }) => caller === as);
  return person?.apiKey ?? accounts.find(({ role }) => role === as)?.apiKey ?? as;
};
/** Asks as somebody of the demo, or with a key. */
const ask = async (method: string, path: string, as: string, body?: object, of = 'cee'): Promise<any> => {
  const answer = await fetch(pages.platform.demo.services[of] + path, {
    method,
    headers: { authorization: `Bearer ${keyOf(as)}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect([path, answer.ok, answer.ok ? '' : text]).toEqual([path, true, '']);
  return text ? JSON.parse(text) : null;
};

/** An importer with an owner and a user, known to the Centers. */
const newAccount = async (called: string): Promise<Holder> => {
  const [id, owner, user] = [randomUUID(), `pk_demo_${randomUUID()}`, `pk_demo_${randomUUID()}`];
  const name = `${called} ${id.slice(0, 4)}`;
  const person = { leaves: null, center: null };
  await ask(
    'POST',
    '/operations/accounts',
    pages.platform.demo.operationsToken,
    {
      ...{ id, name, kinds: ['importer'], importerNumbers: [], filerCodes: [], scacs: [], suretyCodes: [] },
      ...{ ports: [], trusted: [], abi: null },
      people: [
        { ...person, name: 'Rosa Lind', email: `owner@${id}.example`, role: 'owner', apiKey: owner },
        {
          ...person,
          leaves: { account: 'read' },
          name: 'Tim Boyle',
          email: `user@${id}.example`,
          role: 'user',
          apiKey: user,
        },
      ],
    },
    'account',
  );
  await eventually(() => ask('GET', `/accounts/${id}/trusted-standing`, owner));
  return { id, name, owner, user };
};

const looksRight = async (page: Page, name?: string): Promise<void> => {
  await eventually(async () => expect(await page.locator('.pw-skeleton').count()).toBe(0));
  expect(await axeFindings(page)).toEqual([]);
  if (name) await picture(page, name);
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize(before);
};

/** The participation of one of the two. */
const participationOf = async ({ id, owner }: Holder): Promise<any> =>
  (await ask('GET', `/accounts/${id}/trusted-participations`, owner)).participations.at(-1);

test('an owner applies by keyboard alone: signs the agreement, answers with a document, is told what is missing, and sends the application in', async () => {
  const upload = await fetch(`${pages.platform.demo.services['account']}/documents?name=pest-procedure.pdf`, {
    method: 'POST',
    headers: { authorization: `Bearer ${holder.owner}`, 'content-type': 'application/pdf' },
    body: new Uint8Array(demoInvoice()),
  });
  expect(upload.status).toBe(201);
  const { document } = (await upload.json()) as { document: { id: string } };
  const page = await pages.open(`/account/${holder.id}`, { key: holder.owner });
  await page.getByRole('link', { name: 'Trusted trader', exact: true }).press('Enter');
  await page.getByText('The account is in no program of trusted traders now.').waitFor();
  await reach(page, page.getByRole('button', { name: 'Apply to a program' }));
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: 'Apply to a program' }).getByLabel('Program').waitFor();
  await looksRight(page, 'trusted-apply');
  await page
    .getByRole('form', { name: 'Apply to a program' })
    .getByRole('button', { name: 'Apply to a program' })
    .press('Enter');
  await page.getByRole('heading', { level: 1, name: /^CTPAT \(supply chain security\) TT-/ }).waitFor();

  await ordered(page, 'Send the application in');
  await page.getByRole('alert').getByText('is not signed').waitFor();
  await page.getByRole('button', { name: 'Not now' }).press('Enter');
  await ordered(page, 'Sign the agreement');
  await page.getByText('The agreement is signed.').waitFor();

  await page.getByText('Agricultural security: 0 of 1 answered').press('Enter');
  await ordered(page, 'Answer: Agricultural security', {
    '8.1 Written procedures against pests, with wood packaging by ISPM 15': 'Met',
    'How, or why not (8.1)': 'Procedure 8 of the manual: pallets are stamped, and inspected.',
    'pest-procedure.pdf': true,
  });
  await page.getByText('The answers are kept.').waitFor();
  await page.getByText('Agricultural security: 1 of 1 answered').waitFor();
  const one = await participationOf(holder);
  expect(one).toMatchObject({
    ...{ state: 'preparing', agreementVersion: 'CTPAT-2020' },
    answers: [{ criterion: '8.1', answer: 'met', documents: [document.id] }],
  });
  const rest = criteriaOn('CTPAT', today)!.criteria.filter(({ code }) => code !== '8.1');
  await ask('POST', `/accounts/${holder.id}/trusted-participations/${one.id}/answers`, holder.owner, {
    answers: rest.map(({ code, evidence }) => ({
      ...{ criterion: code, answer: code === '3.4' ? 'not met' : 'met', how: `By procedure ${code} of the manual.` },
      documents: evidence && code !== '3.4' ? [document.id] : [],
    })),
  });
  await page.reload();
  await page.getByText('34 of 34 questions answered').waitFor();
  await page.getByText('Risk assessment: 3 of 3 answered').press('Enter');
  await looksRight(page, 'trusted-application');
  await ordered(page, 'Send the application in');
  await page.getByText('The application is sent in.').waitFor();
  await page.getByText('CBP decides on the application by').waitFor();
  expect((await participationOf(holder)).state).toBe('submitted');
  await page.context().close();
});

test('the Center gives the application back with an action, the owner does it, the director certifies; a visit is planned and reported, and a tier given', async () => {
  const { id, number } = await participationOf(holder);
  const specialist = await pages.open('/center', { as: 'center-specialist' });
  await specialist.getByRole('link', { name: 'Trusted traders' }).press('Enter');
  await specialist.getByLabel('Find by number or name').fill(holder.name.toLowerCase());
  await specialist.getByRole('link', { name: holder.name }).press('Enter');
  await specialist.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
  await specialist.getByText('Team leads, the director of the Center and headquarters decide.').waitFor();
  const back = await filled(specialist, 'Give the application back', {
    Why: 'Seals are checked, and nobody writes it down',
    'Action 1: criterion': '6.3 Seals are verified: view, number, tug, twist',
    'Action 1: what is to be done': 'Write down each check of a seal',
    'Action 1: last day': addDays(today, 30),
  });
  await looksRight(specialist, 'trusted-review');
  await back.getByRole('button', { name: 'Give the application back' }).press('Enter');
  await specialist.getByText('The application is given back.').waitFor();

  const owner = await pages.open(`/account/${holder.id}/trusted/${id}`, { key: holder.owner });
  await owner.getByText('1 action is to be done').waitFor();
  await ordered(owner, 'Say what was done (6.3)', { 'What was done': 'A form of two lines for each container' });
  await owner.getByText('CBP is told what was done.').waitFor();
  await ordered(owner, 'Send the application in');
  await owner.getByText('The application is sent in.').waitFor();

  await specialist.reload();
  await ordered(specialist, 'Judge what was done (6.3)', { Judgement: 'Accept it', Why: 'The forms were shown' });
  await specialist.getByText('It is recorded.').waitFor();
  const director = await pages.open(`/center/trusted/${id}`, { as: 'center-director' });
  await ordered(director, 'Decide', { Decision: 'Certify (tier 1 in CTPAT)', Why: 'All musts are met' });
  await director.getByText('The decision is recorded, and the account is told.').waitFor();
  expect(await participationOf(holder)).toMatchObject({ state: 'in force', tier: 1 });

  await specialist.reload();
  await ordered(specialist, 'Plan a visit', {
    ...{ 'Day of the visit': portDay(), 'Place of business': '9 Cedar Lane, Tacoma' },
  });
  await specialist.getByText('The visit is planned, and the account is told.').waitFor();
  await ordered(specialist, 'Report on the visit of 9 Cedar Lane, Tacoma', {
    'Held on': today,
    Conclusion: 'All as it was described',
    'Finding 1: criterion': '9.1 Offices and yards have barriers or deterrents against unauthorized access',
    'Finding 1: what was found': 'The fence was mended',
    'Action 1: criterion': '9.3 Lighting and cameras where goods are handled and stored',
    'Action 1: what is to be done': 'A lamp at dock 4',
    'Action 1: last day': addDays(today, 60),
  });
  await specialist.getByText('The report is kept.').waitFor();
  await specialist.getByText('Criterion 9.1: The fence was mended').waitFor();
  await director.reload();
  const decides = await filled(director, 'Decide', {
    Decision: 'Validate with a tier',
    Tier: '2: validated',
    Why: 'The visit confirmed it',
  });
  await looksRight(director, 'trusted-decision');
  await decides.getByRole('button', { name: 'Decide' }).press('Enter');
  await director.getByText('The decision is recorded, and the account is told.').waitFor();
  expect(await participationOf(holder)).toMatchObject({
    ...{ state: 'in force', tier: 2, visits: [{ conclusion: 'All as it was described' }] },
    actions: [{ criterion: '6.3' }, { criterion: '9.3' }],
  });
  await owner.goto(`/account/${holder.id}/trusted`);
  await owner.getByText('CTPAT (supply chain security), tier 2').waitFor();
  await looksRight(owner, 'trusted-standing');
  for (const page of [owner, specialist, director]) await page.context().close();
});

test('what the account asks is answered in time: a question, a certification for many entries that is granted and revoked, a request taken back; contacts are named', async () => {
  const owner = await pages.open(`/account/${member.id}/trusted-requests`, { key: member.owner });
  const question = `Does our ruling hold for lids, too? ${member.name}`;
  await ordered(owner, 'Ask CBP', { 'What it is': 'A question', 'In your words': question });
  await owner.getByText('It is asked. You see the day for its answer below.').waitFor();
  await ordered(owner, 'Ask CBP', { 'What it is': 'A problem', 'In your words': 'A container waits without reason.' });
  const problem = owner.getByRole('listitem').filter({ hasText: 'A container waits without reason.' });
  await problem.waitFor();
  await ordered(owner, 'Ask CBP', {
    'What it is': 'One certification for many entries',
    'In your words': 'Our containers are examined next door.',
    'Which certification': 'Transfer to an exam location',
    Goods: '3924, 3926',
    Ports: '2704',
    'First day': today,
    'Last day': addDays(today, 300),
  });
  await owner.getByText('Transfer to an exam location: 3924, 3926').waitFor();
  const { requests } = await ask('GET', `/accounts/${member.id}/trusted-requests`, member.owner);
  const [blanket, trouble, asked] = requests as { number: string }[];
  await ordered(problem, `Take the request back (${trouble!.number})`);
  await owner.getByText('The request is taken back.').waitFor();
  await looksRight(owner, 'trusted-requests');

  const specialist = await pages.open('/center/trusted-requests', { as: 'center-specialist' });
  await specialist.getByRole('listitem').filter({ hasText: question }).waitFor();
  await looksRight(specialist, 'trusted-open-requests');
  await ordered(specialist, `Answer ${asked!.number}`, { Answer: 'Yes, for lids of the same plastic.' });
  await specialist.getByText('The answer is sent.').waitFor();
  await ordered(specialist, `Answer ${blanket!.number}`, { Certification: 'Grant it', Answer: 'For a year.' });
  await specialist.getByText('The answer is sent.').waitFor();
  await eventually(async () =>
    expect((await ask('GET', `/accounts/${member.id}/trusted-requests`, member.owner)).requests).toMatchObject([
      { kind: 'blanket certification', granted: true, goods: ['3924', '3926'], ports: ['2704'] },
      { kind: 'problem', state: 'withdrawn' },
      { kind: 'question', state: 'answered', answer: 'Yes, for lids of the same plastic.' },
    ]),
  );
  const { id } = await participationOf(member);
  await specialist.goto(`/center/trusted/${id}`);
  await ordered(specialist, `Revoke ${blanket!.number}`, { Why: 'The station was closed' });
  await specialist.getByText('The certification is revoked.').waitFor();
  await specialist.context().close();

  const manager = await pages.open(`/center/trusted/${id}`, { as: 'account-manager' });
  await ordered(manager, 'Name a contact', { As: 'Account manager', Who: 'P. Lindqvist' });
  await manager.getByText('The contact is named.').waitFor();
  await ordered(manager, 'Name a contact', { As: 'Security specialist', Who: 'D. Nakamura, CEE009' });
  await eventually(async () =>
    expect((await ask('GET', `/accounts/${member.id}/trusted-contacts`, member.owner)).contacts).toMatchObject([
      { role: 'account manager', name: 'P. Lindqvist' },
      { role: 'security specialist', name: 'D. Nakamura' },
    ]),
  );
  await manager.context().close();
  await owner.goto(`/account/${member.id}/trusted-year`);
  await owner.getByRole('heading', { name: 'How CBP kept its days' }).waitFor();
  await owner.context().close();
});

test('a suspension is appealed against by form and headquarters grants it; the owner leaves in the end', async () => {
  const { id } = await participationOf(member);
  const director = await pages.open(`/center/trusted/${id}`, { as: 'center-director' });
  await ordered(director, 'Decide', { Decision: 'Suspend', Why: 'A container came without a seal' });
  await director.getByText('The decision is recorded, and the account is told.').waitFor();
  await director.context().close();

  const owner = await pages.open(`/account/${member.id}/trusted/${id}`, { key: member.owner });
  await owner.getByText('An appeal is possible until').waitFor();
  const appeal = await filled(owner, 'Appeal to headquarters', {
    'Why the decision is wrong': 'The carrier cut the seal, and says so in its letter.',
  });
  await looksRight(owner, 'trusted-suspended');
  await appeal.getByRole('button', { name: 'Appeal to headquarters' }).press('Enter');
  await owner.getByText('The appeal is filed.').waitFor();
  const { number } = (await participationOf(member)).appeals[0];

  const hq = await pages.open('/center/trusted-appeals', { as: 'headquarters' });
  const waiting = hq.getByRole('listitem').filter({ hasText: number });
  const decides = await filled(waiting, `Decide appeal ${number}`, {
    Decision: 'Grant it',
    Why: 'The letter of the carrier shows it',
  });
  await looksRight(hq, 'trusted-appeals');
  await decides.getByRole('button', { name: `Decide appeal ${number}` }).press('Enter');
  await hq.getByText('The appeal is decided, and the account is told.').waitFor();
  expect(await participationOf(member)).toMatchObject({ state: 'in force', tier: 2, appeals: [{ state: 'granted' }] });
  await hq.context().close();

  await owner.reload();
  await ordered(owner, 'Leave the program', { Why: 'We do not import any more' });
  await owner.getByText('It is withdrawn.').waitFor();
  expect((await participationOf(member)).state).toBe('withdrawn');
  await owner.context().close();
});

test('headquarters withholds a benefit at a port for some days and ends the order; it tells standings again; others read why', async () => {
  const page = await pages.open('/center/trusted-benefits', { as: 'headquarters' });
  await page.getByRole('list', { name: 'Benefits' }).getByRole('listitem').first().waitFor();
  const reason = `Works at the exam station ${randomUUID().slice(0, 8)}`;
  const order = await filled(page, 'Give or withhold a benefit', {
    ...{ 'What the order does': 'Withhold a benefit', Benefit: 'Exams where you prefer', Ports: '3901' },
    ...{ 'First day': addDays(today, 400), 'Last day': addDays(today, 410), Why: reason },
  });
  await looksRight(page, 'trusted-benefits');
  await order.getByRole('button', { name: 'Give or withhold a benefit' }).press('Enter');
  await page.getByText('The order is recorded.').waitFor();
  const card = page.getByRole('listitem').filter({ hasText: reason });
  await ordered(card, 'End this order', { 'Last day': addDays(today, 405), Why: 'They are done sooner' });
  await card.getByText('Ended by J. Whitfield').waitFor();
  const { orders } = await ask('GET', '/benefit-orders', 'headquarters');
  expect(orders.find((one: { reason: string }) => one.reason === reason)).toMatchObject({
    ...{ effect: 'withhold', benefit: 'preferred exam location', program: null, ports: ['3901'], tiers: null },
    to: addDays(today, 405),
  });
  await ordered(page, 'Tell all standings again', { Why: 'A new part listens' });
  await page.getByText(/standings? (is|are) told again/).waitFor();
  await page.context().close();
  const auditor = await pages.open('/center/trusted-benefits', { as: 'auditor' });
  await auditor.getByText('Headquarters gives and withholds benefits. You may read the orders.').waitFor();
  await auditor.context().close();
});

test('at first look the demo shows each side something: the list of the Center by program and state, the standing of the importer, its year', async () => {
  const list = await pages.open('/center/trusted', { as: 'center-director' });
  const found = list.getByRole('list', { name: 'Trusted traders' });
  await found.getByRole('link', { name: importerOfDemo().name }).first().waitFor();
  await looksRight(list, 'trusted-list');
  await list.getByLabel('State', { exact: true }).selectOption('suspended');
  await found.getByRole('link', { name: 'Northern Crossing Trucking' }).waitFor();
  await eventually(async () => expect(await found.getByText('In force').count()).toBe(0));
  await list.getByLabel('State', { exact: true }).selectOption('');
  await list.getByLabel('Program', { exact: true }).selectOption('Trade Compliance');
  await eventually(async () => expect(await found.getByText(/^CTPAT/).count()).toBe(0));
  await found.getByRole('link', { name: importerOfDemo().name }).first().press('Enter');
  await list.getByText('4.1 What changes in rules or goods reaches those who declare').first().waitFor();
  await looksRight(list);
  await list.context().close();
  const owner = await pages.open(`/account/${importerOfDemo().id}/trusted`, { as: 'owner' });
  await owner.getByText('Account manager').first().waitFor();
  await looksRight(owner, 'trusted-demo');
  await owner.getByRole('link', { name: 'What it brought' }).press('Enter');
  await owner.getByRole('heading', { name: `In ${today.slice(0, 4)}` }).waitFor();
  await looksRight(owner, 'trusted-year');
  await owner.context().close();
});

test('who may not act is told who may, in both languages; with the Centers dead the page says what was known and when', async () => {
  const user = await pages.open(`/account/${member.id}/trusted`, { key: member.user, language: 'es', width: 390 });
  await user.getByText('Usted puede leer esto. Solicita y firma el titular de la cuenta o su apoderado.').waitFor();
  expect(await user.getByRole('button', { name: 'Solicitar entrar en un programa' }).count()).toBe(0);
  await looksRight(user);
  const { id } = await participationOf(member);
  const officer = await pages.open(`/center/trusted/${id}`, { as: 'officer' });
  await officer.getByText('You may read this. Specialists of the Center review', { exact: false }).waitFor();
  expect(await officer.getByRole('button', { name: 'Decide', exact: true }).count()).toBe(0);
  const broker = await pages.open('/center/trusted', { as: 'broker' });
  await broker.getByText('You have no right to this.').first().waitFor();
  await looksRight(broker);
  await broker.context().close();

  await pages.platform.ctl('kill', 'cee');
  try {
    await user.evaluate('history.pushState(null, "", location.pathname + "-requests")');
    await user.getByText('Esta parte de Portway no responde.').first().waitFor();
    await user.evaluate('history.back()');
    await user
      .getByText(/^Así estaba/)
      .first()
      // What was read in the last seconds is asked for again within a minute.
      .waitFor({ timeout: 90_000 });
    await looksRight(user, 'trusted-stale');
  } finally {
    await pages.platform.ctl('start', 'cee');
  }
  for (const page of [user, officer]) await page.context().close();
});
