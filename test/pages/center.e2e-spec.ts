import { randomUUID } from 'node:crypto';
import { addDays, addMonths, formatEntryNumber } from '#kernel';
import { batch, cargoRelease, entrySummary, manifest309, portDay, voyageOf } from '../../tools/demo/filings';
import { eventually, Partner } from '../support';
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

const IMPORTER = '12-3456789';
const RUN = 1_630;

let pages: PagesUnderTest;
/** They wait for the Center. */
let entries: string[];
beforeAll(async () => {
  pages = await pagesUnderTest();
  entries = await summariesFiled();
});
afterAll(() => pages?.close());

const accountOf = (role: string) => pages.platform.demo.accounts.find((one) => one.role === role)!;
const ask = async (method: string, path: string, as: string, body?: object): Promise<any> => {
  const { accounts, services } = pages.platform.demo;
  const person = accounts.flatMap(({ people }) => people).find(({ caller }) => caller === as);
  const key = person?.apiKey ?? accountOf(as).apiKey;
  const answer = await fetch(services['cee'] + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect([path, answer.ok, answer.ok ? '' : await answer.text()]).toEqual([path, true, '']);
  return answer.json();
};

const SUMMARIES = 5;
/** Entries with their summaries, which wait for the Center. @returns their numbers */
const summariesFiled = async (): Promise<string[]> => {
  const partner = (role: string) => new Partner(pages.platform.gatewayUrl, pages.platform.demo, role);
  const [carrier, broker] = [partner('ocean-carrier'), partner('broker')];
  const voyage = voyageOf(RUN, 'MAEU', broker.filerCode, SUMMARIES);
  const numbers = voyage.shipments.map(({ filerCode, entryNumber }) => formatEntryNumber(filerCode, entryNumber));
  const answered = async (by: Partner, sent: Promise<{ body: { id: string } }>, application: string) => {
    const { body } = await sent;
    await eventually(
      async () => expect((await by.answersTo(body.id)).map((item) => item.application)).toContain(application),
      { within: 60_000 },
    );
  };
  await answered(carrier, carrier.x12(manifest309(voyage, RUN)), '355');
  const releases = voyage.shipments.map((ship) => cargoRelease(ship, IMPORTER, voyage.voyage));
  await answered(broker, broker.abi(batch('SE', broker.sender, broker.filerCode, releases)), 'SX');
  const summaries = voyage.shipments.map((ship) => entrySummary(ship, IMPORTER, voyage));
  await answered(broker, broker.abi(batch('AE', broker.sender, broker.filerCode, summaries)), 'AX');
  await eventually(
    async () => {
      const { items } = await ask('GET', '/work-items?limit=200', 'center-specialist');
      expect(items.map(({ entryNumber }: { entryNumber: string }) => entryNumber)).toEqual(
        expect.arrayContaining(numbers),
      );
    },
    { within: 60_000 },
  );
  return numbers;
};

test('a specialist takes the next entry, sees what was decided before beside it, and asks the importer, by keyboard alone; with the Centers dead the page keeps what it knows and says so', async () => {
  const page = await pages.open('/center', { as: 'center-specialist' });
  await page.getByRole('heading', { level: 1, name: 'Entries to review' }).waitFor();
  await page.getByRole('list', { name: 'Entries to review' }).getByRole('listitem').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-worklist');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize({ width: 1_280, height: 900 });

  await reach(page, page.getByRole('button', { name: 'Take the next entry' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Entry [A-Z0-9]{3}-\d{7}-\d$/ }).waitFor();
  await page.getByRole('heading', { name: 'Decided before' }).waitFor();
  await page.getByText(/^D. Nakamura has it/).waitFor();
  const itemId = page.url().split('/').at(-1)!;
  await reach(page, page.getByRole('button', { name: 'Ask for information (CF-28)' }));
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Ask for information (CF-28)' });
  await form.getByLabel('About').waitFor();
  await reach(page, form.getByRole('button', { name: 'Ask for information (CF-28)' }));
  await page.keyboard.press('Enter');
  await form.getByText('Fill this in.').first().waitFor();
  await page.keyboard.type('val');
  await reach(page, form.getByLabel('What you ask'));
  await page.keyboard.type('What was paid for the household articles, and to whom?');
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-entry');
  await reach(page, form.getByRole('button', { name: 'Ask for information (CF-28)' }));
  await page.keyboard.press('Enter');
  await page.getByText('It is issued. The importer and the filer are told.').waitFor();
  const { notices } = await ask('GET', `/work-items/${itemId}/notices`, 'center-specialist');
  expect(notices).toMatchObject([{ form: 'CF-28', about: 'value', state: 'issued' }]);
  await page.getByRole('link', { name: notices[0].actionNumber }).waitFor();
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.setViewportSize({ width: 1_280, height: 900 });

  await pages.platform.ctl('kill', 'cee');
  try {
    await reach(page, page.getByRole('button', { name: 'Give it to others' }));
    await page.keyboard.press('Enter');
    const reassign = page.getByRole('form', { name: 'Give it to others' });
    await reassign.getByLabel('Number of the team').fill('391');
    await reassign.getByLabel('Why').fill('Plastics');
    await reassign.getByRole('button', { name: 'Give it to others' }).press('Enter');
    await page.getByRole('alert').getByText('This part of Portway does not answer.').waitFor();
    await page
      .getByText(/^This is how it was at/)
      .first()
      .waitFor();
    await page.getByText('What was paid for').first().waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: notices[0].actionNumber }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'center-entry-stale');
  } finally {
    await pages.platform.ctl('start', 'cee');
  }
  await page.context().close();
});

const today = portDay();
/** The first of these entries that nobody has taken, by its work item. */
const openItem = async (): Promise<{ itemId: number; entryNumber: string }> => {
  for (const entryNumber of entries) {
    const { items } = await ask('GET', `/work-items?entryNumber=${entryNumber}`, 'team-lead');
    if (items[0]?.state === 'open') return items[0];
  }
  throw new Error(`None of ${entries.join(', ')} is open.`);
};
/** Liquidated by the Center, for its protest. */
let liquidated: { itemId: number; entryNumber: string };

test('a specialist extends and suspends a liquidation, demands marking, and takes an action that leaves the fees as they were filed', async () => {
  // The Centers were dead a moment ago.
  liquidated = await eventually(openItem);
  const { itemId } = liquidated;
  const liquidation = () => ask('GET', `/work-items/${itemId}/liquidation`, 'center-specialist');
  const page = await pages.open(`/center/work/${itemId}`, { as: 'center-specialist' });
  await page.getByRole('button', { name: 'Take this entry' }).press('Enter');
  await page.getByText('D. Nakamura has it').waitFor();
  const { liquidation: before } = await eventually(async () => {
    const told = await liquidation();
    return told.liquidation !== null && told;
  });
  const orders = page.getByRole('region', { name: 'Liquidation' });
  const order = async (told: Record<string, string>, wanted: object): Promise<void> => {
    await ordered(orders, 'Extend or suspend the liquidation', told);
    await orders.getByText('The order is recorded.').waitFor();
    await eventually(async () => expect((await liquidation()).orders).toContainEqual(expect.objectContaining(wanted)), {
      within: 60_000,
    });
  };
  await order(
    {
      ...{ Order: 'Extend', Ground: 'Extension for the importer', Why: 'The importer asks for it' },
      'Last day': addMonths(addDays(today, 30), 12),
    },
    { order: 'extend', code: '50', outcome: 'carried out' },
  );
  await order(
    { Order: 'Suspend', Ground: 'Court case', Reference: 'CIT 26-00118', Why: 'The same goods are in court' },
    { order: 'suspend', code: '46', outcome: 'carried out' },
  );
  await order(
    { Order: 'End the suspension', Ground: 'Court case', Why: 'The court has decided' },
    { order: 'end suspension', outcome: 'carried out' },
  );

  const notices = page.getByRole('region', { name: 'Requests and notices on it' });
  await ordered(notices, 'Demand marking or redelivery (CF-4647)', {
    ...{ About: 'marking', 'What is demanded': 'Mark or redeliver them' },
    'Reasons, for the importer': 'The boxes do not say where they were made.',
  });
  await notices.getByText('It is issued. The importer and the filer are told.').waitFor();
  const form = await filled(notices, 'Propose an action (CF-29)', {
    ...{ About: 'rate of duty', Action: 'rate advance', 'Duty owed in the end': '530.00' },
    'Reasons, for the importer': 'The articles are of 3926, at 5.3 percent.',
    ...{ 'What is decided of the goods': '5.3%', Goods: `Drawer dividers of plastics ${itemId}` },
    'The action is taken at once, not proposed': true,
  });
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-notice-of-action');
  await form.getByRole('button', { name: 'Propose an action (CF-29)' }).press('Enter');
  await eventually(async () =>
    expect((await ask('GET', `/work-items/${itemId}/notices`, 'center-specialist')).notices).toMatchObject([
      { form: 'CF-4647', about: 'marking', state: 'issued' },
      { form: 'CF-29', about: 'rate', state: 'taken' },
    ]),
  );
  await eventually(
    async () =>
      expect((await liquidation()).liquidation).toMatchObject({
        state: 'liquidated',
        liquidated: { dutyCents: 53_000, fees: before.filed.fees },
      }),
    { within: 60_000 },
  );
  expect(before.filed.fees).not.toEqual([]);

  const [marking] = (await ask('GET', `/work-items/${itemId}/notices`, 'center-specialist')).notices;
  await ask('POST', `/notices/${marking.actionNumber}/answers`, 'owner', {
    ...{ id: randomUUID(), says: 'marked', text: 'Every box is marked now.\nSee the photographs.' },
  });
  // With the answer the entry is back with its team: who decides takes it.
  await page.reload();
  await page.getByRole('button', { name: 'Take this entry' }).press('Enter');
  await page.getByText('D. Nakamura has it').waitFor();
  await page.goto(`/center/notices/${marking.actionNumber}`);
  await page.getByText('Every box is marked now.').waitFor();
  await ordered(page, 'Decide on it', { Decision: 'The answer is enough', Why: 'The photographs show the marks' });
  await page.getByText('The decision is recorded.').waitFor();
  expect((await ask('GET', `/notices/${marking.actionNumber}`, 'center-specialist')).history.at(-1)).toMatchObject({
    event: 'found sufficient',
  });
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-notice');
  await page.context().close();
});

test('an importer protests by form and asks for headquarters, which decides; the Center approves it and the entry is liquidated again', async () => {
  const { id } = accountOf('importer');
  const mine = await pages.open(`/account/${id}/protests`, { as: 'owner' });
  await mine.getByRole('heading', { level: 1, name: 'Protests' }).waitFor();
  const form = await filled(mine, 'File a protest', {
    'What you protest': 'A liquidation: value, classification, rate or amount',
    ...{ 'Entry number': liquidated.entryNumber, 'Date of entry': today, 'Date of the decision': today },
    ...{ 'Kind of goods': 'Household articles of plastics', 'The goods, in words': 'Drawer dividers of polypropylene' },
    ...{ 'What you claim': 'Classified in 3926.90; 3924.90 is claimed', Why: 'They are for the kitchen\nalone.' },
    'Address of who protests': '100 Harbor Plaza, Long Beach CA 90802',
    'Let headquarters look at it': true,
    'Why headquarters': 'A ruling on the same goods says otherwise',
    'Facts and arguments for headquarters': 'HQ H300111 is about the same goods.',
    'I declare: no earlier decision went against this claim, and none is asked for': true,
    'I declare: no court decided against this claim, and no case is open': true,
  });
  expect(await axeFindings(mine)).toEqual([]);
  await picture(mine, 'account-protest-form');
  await form.getByRole('button', { name: 'File a protest' }).press('Enter');
  await mine.getByRole('heading', { level: 1, name: /^Protest PR-/ }).waitFor();
  const protestId = mine.url().split('/').at(-1)!;
  const protest = async (): Promise<any> => (await ask('GET', `/protests/${protestId}`, 'center-specialist')).protest;
  // Where a line was begun anew a blank stands: the text is whole.
  expect(await protest()).toMatchObject({
    ...{ state: 'open', furtherReviewState: 'asked', centerId: 'CEE009' },
    objections: [{ justification: 'They are for the kitchen alone.' }],
  });
  await ordered(mine, 'Add an argument', { Argument: 'See also the picture in our catalogue.' });
  await mine.getByText('It is with the protest.').waitFor();
  expect(await axeFindings(mine)).toEqual([]);
  await picture(mine, 'account-protest');
  await mine.setViewportSize({ width: 390, height: 900 });
  expect(await fits(mine)).toBe(true);
  await mine.context().close();

  const page = await pages.open(`/center/protests/${protestId}`, { as: 'center-specialist' });
  await page.getByText('See also the picture in our catalogue.').waitFor();
  await page.getByRole('button', { name: 'Take this protest, or keep it longer' }).press('Enter');
  await page.getByText('It is yours now.').waitFor();
  await ordered(page, 'Answer the wish for further review', {
    ...{ Decision: 'Send it to headquarters', Why: 'A ruling is about the same goods' },
  });
  await page.getByText('The decision is recorded.').waitFor();
  expect(await protest()).toMatchObject({ furtherReviewState: 'forwarded' });
  const headquarters = await pages.open(`/center/protests/${protestId}`, { as: 'headquarters' });
  await ordered(headquarters, 'Decide for headquarters', {
    ...{ Decision: 'Approve', 'Number of the ruling': 'HQ H300111', Why: 'The ruling is about these goods' },
  });
  await headquarters.getByText('The decision is recorded.').waitFor();
  await headquarters.context().close();

  await page.reload();
  await page.getByRole('button', { name: 'Take this protest, or keep it longer' }).press('Enter');
  await page.getByText('It is yours now.').waitFor();
  const decide = await filled(page, 'Decide the protest', {
    ...{ Decision: 'Approved', [`Duty owed in the end on ${liquidated.entryNumber}`]: '340.00' },
    ...{ 'What the goods are by it': 'Classification', 'What they are': '3924.90', Why: 'They are tableware.' },
  });
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-protest');
  await decide.getByRole('button', { name: 'Decide the protest' }).press('Enter');
  await page.getByText('The decision is recorded.').waitFor();
  await page.getByText('It is decided. Nothing is left to do.').waitFor();
  await eventually(
    async () =>
      expect(await protest()).toMatchObject({
        state: 'approved',
        entries: [{ decision: 'approved', outcome: 'carried out', finally: { dutyCents: 34_000 } }],
      }),
    { within: 60_000 },
  );
  const { liquidation } = await ask('GET', `/work-items/${liquidated.itemId}/liquidation`, 'center-specialist');
  expect(liquidation).toMatchObject({ state: 'reliquidated', liquidated: { fees: liquidation.filed.fees } });
  await page.context().close();
});

test('a Center opens a case, detains the goods and refers them to the port, whose officer answers beside the entries that no Center has', async () => {
  const page = await pages.open('/center/cases', { as: 'center-specialist' });
  await page.getByRole('heading', { level: 1, name: 'Cases of the Center' }).waitFor();
  await ordered(page, 'Open a case', {
    ...{ Kind: 'Import safety', 'The goods, in a line': 'Toy kitchens of plastics, 40 cartons' },
    ...{ 'What is known': 'The paint may hold lead.', 'Tariff headings': '3924', Port: '2704' },
    'Presented for examination on': today,
  });
  await page.getByRole('heading', { level: 1, name: /^Case IS-/ }).waitFor();
  const caseId = page.url().split('/').at(-1)!;
  await ordered(page, 'Take a step', { Step: 'Detain the goods', Why: 'The laboratory has a sample' });
  await page.getByText('It is recorded.').waitFor();
  await ordered(page, 'Refer it to a port', {
    ...{ 'What is asked for': 'Examination', 'On what': entries[0]!, Why: 'Look at the inner boxes' },
  });
  await page.getByText('The port has it.').waitFor();
  expect(await ask('GET', `/center-cases/${caseId}`, 'center-specialist')).toMatchObject({
    ...{ state: 'detained', clocks: expect.arrayContaining([expect.objectContaining({ daysLeft: 30 })]) },
    steps: ['admit', 'refuse admission'],
  });
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-case');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await page.getByRole('link', { name: 'Back to the cases' }).press('Enter');
  await page.getByText('Toy kitchens of plastics, 40 cartons').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  const officer = await pages.open('/port-entries', { as: 'officer' });
  await officer.getByRole('heading', { level: 1, name: 'Entries without a Center' }).waitFor();
  const { number } = await ask('GET', `/center-cases/${caseId}`, 'center-specialist');
  const referral = officer.getByRole('listitem').filter({ hasText: number });
  await referral.waitFor();
  await eventually(async () => expect(await officer.locator('.pw-skeleton').count()).toBe(0));
  expect(await axeFindings(officer)).toEqual([]);
  await picture(officer, 'port-entries');
  await officer.setViewportSize({ width: 390, height: 900 });
  expect(await fits(officer)).toBe(true);
  await ordered(referral, 'Answer it', { Decision: 'Accept', Why: 'Opened and looked at' });
  await officer.getByText('It is answered.').waitFor();
  await referral.waitFor({ state: 'detached' });
  expect((await ask('GET', `/case-referrals?caseId=${caseId}`, 'center-specialist')).referrals).toMatchObject([
    { state: 'done', answer: 'Opened and looked at', answeredBy: 'R. Alvarez' },
  ]);
  await officer.context().close();
  await page.context().close();
});

test('a second person agrees to decide otherwise than before, the Center gives its view on a penalty, and a team lead records who is absent', async () => {
  const goods = `Drawer dividers of plastics ${liquidated.itemId}`;
  const specialist = await pages.open('/center/departures', { as: 'center-specialist' });
  await ordered(specialist, 'Propose to decide otherwise', {
    ...{ 'What is decided': 'Rate of duty', 'The goods, in the words of the decision': goods },
    ...{ 'What is to be decided': '3.4%', Why: 'The ruling came after the decision' },
  });
  await specialist.getByText('It waits for a second person.').waitFor();
  await specialist.getByText(goods).waitFor();
  const { questions } = await ask('GET', '/penalty-inputs', 'center-specialist');
  await specialist.goto('/center/questions');
  const asked = specialist.getByRole('listitem').filter({ hasText: `Case ${questions[0].caseNumber}` });
  await ordered(asked.first(), 'Give the view of the Center', {
    ...{ 'What the Center says': 'Mitigate', Why: 'A first violation; the cause is mended.' },
  });
  await specialist.getByText('The officer has it.').waitFor();
  expect(await ask('GET', `/penalty-inputs/${questions[0].id}`, 'center-specialist')).toMatchObject({
    ...{ recommendation: 'mitigate', answeredBy: 'D. Nakamura' },
  });
  await specialist.context().close();

  const lead = await pages.open('/center/departures', { as: 'team-lead' });
  await lead.getByText(goods).waitFor();
  const card = lead.getByRole('listitem').filter({ hasText: goods });
  await filled(card, 'Approve or refuse it', { Decision: 'Approved', Why: 'The ruling binds' });
  expect(await axeFindings(lead)).toEqual([]);
  await picture(lead, 'center-departure');
  await card.getByRole('form').getByRole('button', { name: 'Approve or refuse it' }).press('Enter');
  await lead.getByText('It is decided.').waitFor();
  const { departures } = await ask('GET', '/departures?state=approved', 'team-lead');
  expect(departures).toContainEqual(expect.objectContaining({ goods, decidedBy: 'L. Fontaine', outcome: '3.4%' }));

  await lead.goto('/center/teams');
  await lead.getByRole('heading', { level: 1, name: 'How much each team has' }).waitFor();
  await ordered(lead, 'Record an absence', {
    ...{ 'Who is absent': 'D. Nakamura', From: addDays(today, 400), To: addDays(today, 404) },
    'Who stands in': 'L. Fontaine',
  });
  await lead.getByText('The absence is recorded.').waitFor();
  await lead.getByText('D. Nakamura is absent from').waitFor();
  expect((await ask('GET', '/absences', 'team-lead')).absences).toMatchObject([
    { name: 'D. Nakamura', standIn: 'L. Fontaine', recordedBy: 'L. Fontaine' },
  ]);
  expect(await axeFindings(lead)).toEqual([]);
  await picture(lead, 'center-absences');
  await ordered(lead.getByRole('listitem').filter({ hasText: 'D. Nakamura is absent from' }), 'End it now');
  await lead.getByText('The absence has ended.').waitFor();
  expect((await ask('GET', '/absences', 'team-lead')).absences).toEqual([]);
  await lead.context().close();
});

/** A notice of action that is taken at once liquidates the entry, on the same goods alike. */
const liquidatedNow = async (): Promise<{ itemId: number; entryNumber: string }> => {
  const { itemId, entryNumber } = await openItem();
  const liquidation = async () =>
    (await ask('GET', `/work-items/${itemId}/liquidation`, 'center-specialist')).liquidation;
  await ask('POST', `/work-items/${itemId}/takes`, 'center-specialist', {});
  const { fees } = (await eventually(async () => (await liquidation()) ?? false)).filed;
  await ask('POST', `/work-items/${itemId}/notices`, 'center-specialist', {
    ...{ id: randomUUID(), form: 'CF-29', taken: true, about: 'rate', action: 'rate advance', outcome: '5.3%' },
    ...{ question: 'The articles are of 3926.', product: `Shelf liners of plastics ${itemId}` },
    finally: { dutyCents: 53_000, fees },
  });
  await eventually(async () => expect(await liquidation()).toMatchObject({ state: 'liquidated' }), { within: 60_000 });
  return { itemId, entryNumber };
};

/** Numbers of rulings that no other run has. */
const rulingNumber = (): string => `HQ H${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}`;

test('a specialist asks headquarters on a protest of two entries, headquarters answers by a ruling, and the protest is decided by it entry by entry; what cargo release refused is ordered again', async () => {
  const [one, two] = [await liquidatedNow(), await liquidatedNow()];
  const id = randomUUID();
  const { number } = await ask('POST', '/protests', 'owner', {
    ...{ id, capacity: 'importer', decision: 'liquidation', category: 'Shelf liners', drawback: 'none' },
    ...{
      merchandise: 'Shelf liners of polyethylene',
      objections: [{ claim: '3924.90', justification: 'Of the kitchen.' }],
    },
    protestant: { name: 'Pacific Home Goods Inc', address: '100 Harbor Plaza', importerNumber: IMPORTER },
    entries: [one, two].map(({ entryNumber }) => ({ entryNumber, enteredOn: today, decidedOn: today })),
  });
  const protest = async (): Promise<any> => (await ask('GET', `/protests/${id}`, 'center-specialist')).protest;
  const page = await pages.open(`/center/protests/${id}`, { as: 'center-specialist' });
  await ordered(page, 'Ask headquarters', { 'The question': 'Are liners of shelves\nhousehold articles of 3924?' });
  await page.getByText('Headquarters has the question.').waitFor();
  await page.getByText('Suspended', { exact: true }).first().waitFor();
  expect(await protest()).toMatchObject({ state: 'suspended' });

  const ruling = rulingNumber();
  const hq = await pages.open('/center/advice', { as: 'headquarters' });
  const question = hq.getByRole('listitem').filter({ hasText: number });
  const answer = await filled(question, 'Answer it', {
    'The answer, in a sentence or two': 'They are household articles of 3924.',
    ...{ 'Number of the ruling': ruling, 'Day of issue': today, 'What it is about, in a line': 'Shelf liners' },
    ...{ 'Tariff numbers': '3924.90', Text: 'Shelf liners of Pacific Home Goods Inc\nare of heading 3924.' },
    ...{ 'Issued to': 'Pacific Home Goods Inc', 'Words that the public does not see': 'Pacific Home Goods Inc' },
  });
  expect(await axeFindings(hq)).toEqual([]);
  await picture(hq, 'center-advice');
  await answer.getByRole('button', { name: 'Answer it' }).press('Enter');
  await hq.getByText('The question is answered.').waitFor();
  await hq.getByRole('button', { name: 'Answered', exact: true }).press('Enter');
  await hq.getByRole('link', { name: ruling }).press('Enter');
  await hq.getByRole('heading', { level: 1, name: `Ruling ${ruling}` }).waitFor();
  await hq.getByRole('heading', { name: 'For CBP and who holds it' }).waitFor();
  await hq.getByText(number).waitFor();
  await hq.context().close();

  await page.reload();
  await page.getByRole('button', { name: 'Take this protest, or keep it longer' }).press('Enter');
  await page.getByText('It is yours now.').waitFor();
  const decide = await filled(page, 'Decide the protest', {
    Decision: 'Decide entry by entry',
    [`Decision on ${one.entryNumber}`]: 'Approved',
    [`Decision on ${two.entryNumber}`]: 'Denied',
    [`Duty owed in the end on ${one.entryNumber}`]: '340.00',
    [`Fees owed in the end on ${one.entryNumber}`]: '499 27.23\n499 1.00',
    ...{ 'What the goods are by it': 'Documents', Why: 'The ruling is about these goods.' },
  });
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'center-protest-by-entry');
  await decide.getByRole('button', { name: 'Decide the protest' }).press('Enter');
  await page.getByText('The decision is recorded.').waitFor();
  const outcomes = async (): Promise<object[]> => (await protest()).entries;
  await eventually(
    async () =>
      expect(await outcomes()).toMatchObject([
        { decision: 'approved', outcome: 'refused', refusal: 'CLASS 499 STANDS TWICE' },
        { decision: 'denied', outcome: null },
      ]),
    { within: 60_000 },
  );
  await page.reload();
  await ordered(page, `Order the liquidation of ${one.entryNumber} again`, {
    ...{ 'Fees owed in the end': '499 27.23', Why: 'The fee stood twice' },
  });
  await page.getByText('The order is recorded.').waitFor();
  await eventually(
    async () => expect(await outcomes()).toMatchObject([{ outcome: 'carried out' }, { decision: 'denied' }]),
    { within: 60_000 },
  );
  expect(await protest()).toMatchObject({ state: 'denied in part' });
  await page.context().close();
});

test('headquarters issues a ruling, the public reads it in Spanish without names, a company comments on a change of it, and the change is given up', async () => {
  const number = rulingNumber();
  const hq = await pages.open('/rulings', { as: 'headquarters' });
  await ordered(hq, 'Issue a ruling', {
    ...{
      'Number of the ruling': number,
      'Day of issue': '2019-05-02',
      'What it is about, in a line': `Trays, ${number}`,
    },
    ...{
      'Tariff numbers': '3924.10',
      Text: 'Harbor Housewares Ltd asks. Trays are of 3924.',
      'Issued to': 'Harbor Housewares',
    },
    'Words that the public does not see': 'Harbor Housewares Ltd',
  });
  await hq.getByText('The ruling is issued.').waitFor();
  await hq.getByRole('link', { name: number }).press('Enter');
  await hq.getByText('Harbor Housewares Ltd asks. Trays are of 3924.').waitFor();
  await ordered(hq, 'Modify or revoke it', { 'What is to happen': 'Revoke it', Why: 'A later ruling says more' });
  await hq.getByRole('heading', { name: 'It is to be revoked' }).waitFor();

  const everybody = await pages.open('/rulings', { language: 'es', width: 390 });
  await everybody.getByLabel('Palabras').fill('trays');
  await everybody.getByLabel('El número arancelario empieza por').fill('3924.1');
  await everybody.getByRole('link', { name: number }).waitFor();
  expect([await axeFindings(everybody), await fits(everybody)]).toEqual([[], true]);
  await picture(everybody, 'rulings');
  await reach(everybody, everybody.getByRole('link', { name: number }));
  await everybody.keyboard.press('Enter');
  await everybody.getByText('[confidential] asks. Trays are of 3924.').waitFor();
  await everybody.getByRole('heading', { name: 'Se va a revocar' }).waitFor();
  expect([await axeFindings(everybody), await fits(everybody)]).toEqual([[], true]);
  expect(await everybody.getByText('Harbor Housewares').count()).toBe(0);
  await everybody.context().close();

  const owner = await pages.open(`/rulings/${number}`, { as: 'owner' });
  await ordered(owner, 'Comment on it', { 'Your comment': 'We import such trays by this ruling.' });
  await owner.getByText('We import such trays by this ruling.').waitFor();
  await owner.context().close();
  await hq.reload();
  await hq.getByText('We import such trays by this ruling.').waitFor();
  expect(await axeFindings(hq)).toEqual([]);
  await picture(hq, 'ruling');
  await ordered(hq, 'Publish the change');
  await hq
    .getByRole('alert')
    .getByText(/^Comments are taken until/)
    .waitFor();
  await ordered(hq, 'Give the change up');
  await hq.getByText('The change is given up.').waitFor();
  expect(await ask('GET', `/rulings/${number}`, 'headquarters')).toMatchObject({
    ...{ state: 'in force', changes: [{ kind: 'revocation', state: 'dropped' }] },
  });
  await hq.context().close();
});

test('a director records a mark and renews it, and an officer of a port finds it by its owner', async () => {
  const registration = `TMK ${randomUUID().slice(0, 8).toUpperCase()}`;
  const director = await pages.open('/center/marks', { as: 'center-director' });
  await ordered(director, 'Record a mark', {
    ...{ 'Number of the record': registration, Kind: 'Trademark', 'The mark': 'TIDEWATER', Goods: '9102, 8517' },
    ...{ Owner: `Tidewater ${registration}`, 'Address and e-mail for notices': 'legal@tidewater.example' },
    ...{ 'First day': '2020-01-01', 'Last day': '2030-12-31' },
  });
  await director.getByText('The mark is recorded.').waitFor();
  await director.getByLabel('Mark, owner or number').fill(registration.toLowerCase());
  const card = director.getByRole('listitem').filter({ hasText: registration });
  await ordered(card, 'Renew or correct it', { Goods: '9102', 'Last day': '2040-12-31' });
  await card.getByText('It is recorded anew.').waitFor();
  await director.context().close();

  const officer = await pages.open('/port-entries', { as: 'officer', width: 390 });
  await officer.getByRole('link', { name: 'Recorded marks' }).press('Enter');
  await officer.getByRole('heading', { level: 1, name: 'Recorded marks' }).waitFor();
  await officer.getByLabel('Mark, owner or number').fill(`tidewater ${registration}`);
  await officer.getByText('Dec 31, 2040').waitFor();
  expect([await officer.getByRole('listitem').filter({ hasText: registration }).count(), await fits(officer)]).toEqual([
    1,
    true,
  ]);
  expect(await axeFindings(officer)).toEqual([]);
  expect(await officer.getByRole('button', { name: 'Record a mark' }).count()).toBe(0);
  await picture(officer, 'center-marks');
  await officer.context().close();
});

/** An importer of its own, at CEE009: what becomes of it touches no other test. @returns its number, and the key of its owner */
const importerOfCenter = async () => {
  const { operationsToken, services } = pages.platform.demo;
  const [id, key] = [randomUUID(), `pk_demo_${randomUUID()}`];
  const number = `${String(10 + Math.floor(Math.random() * 85))}-${String(Date.now()).slice(-7)}`;
  const order = async (service: string, path: string, body: object): Promise<void> => {
    const { ok, status } = await fetch(services[service] + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${operationsToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([path, ok, status]).toEqual([path, true, status]);
  };
  await order('account', '/operations/accounts', {
    ...{ id, name: `Quay Wheels ${number}`, kinds: ['importer'], importerNumbers: [number], filerCodes: [], scacs: [] },
    ...{ ports: [], people: [{ name: 'Rosa Lind', email: `${id}@quay.example`, role: 'owner', apiKey: key }] },
  });
  await order('cee', '/operations/assignments', {
    ...{ importer: number, center: 'CEE009', team: '391', from: '2026-01-01', source: 'predominant goods' },
    actor: 'T. Okafor',
  });
  await eventually(
    async () => {
      const headers = { authorization: `Bearer ${key}` };
      const answer = await fetch(`${services['cee']}/accounts/${id}/assignments`, { headers });
      const { assignments } = (await answer.json()) as { assignments: object[] };
      expect(assignments).toMatchObject([{ importerNumber: number, centerId: 'CEE009' }]);
    },
    { within: 60_000 },
  );
  return { id, key, number };
};

test('an importer appeals against its Center; headquarters grants it from a day on, and prepares, orders and takes back that a Center decides for volunteers', async () => {
  const { id, key, number } = await importerOfCenter();
  const owner = await eventually(() => pages.open(`/account/${id}/center`, { key }), { within: 30_000 });
  await owner.getByText(`${number}: CEE009, team 391, from`).waitFor();
  const appeal = await filled(owner, 'Appeal against your Center', {
    ...{ 'All your importer numbers, each with its bond': `${number} 991234560`, 'How long you import': 'Not yet' },
    ...{ Reasons: 'Our goods are parts of vehicles.', 'What you expect to import in a year': '8708 40 120000' },
  });
  await appeal.getByLabel('Center you want').selectOption('CEE003');
  await appeal.getByRole('button', { name: 'Appeal against your Center' }).press('Enter');
  await owner.getByText('The appeal is filed.').waitFor();

  const hq = await pages.open('/center/assignment', { as: 'headquarters' });
  await hq.getByLabel('Center', { exact: true }).selectOption('CEE003');
  const card = hq.getByRole('listitem').filter({ hasText: number });
  await card.getByRole('link', { name: `Quay Wheels ${number}` }).waitFor();
  const first = addDays(today, 40);
  const decide = await filled(card, 'Decide the appeal', {
    ...{ Decision: 'Granted', From: today, 'Number of the team': '871', Why: 'They are parts of vehicles' },
  });
  await decide.getByRole('button', { name: 'Decide the appeal' }).press('Enter');
  await card.getByRole('alert').waitFor();
  await decide.getByLabel('From').fill(first);
  expect(await axeFindings(hq)).toEqual([]);
  await picture(hq, 'center-appeal');
  await decide.getByRole('button', { name: 'Decide the appeal' }).press('Enter');
  await hq.getByText('The decision is recorded.').waitFor();
  await owner.reload();
  await owner.getByText(`${number}: CEE003, team 871, from`).waitFor();
  await owner.getByText(`${number}: CEE009, team 391, from`).waitFor();
  await owner.getByText('J. Whitfield: They are parts of vehicles').waitFor();
  expect([await axeFindings(owner), await fits(owner)]).toEqual([[], true]);
  await picture(owner, 'account-center');
  await owner.context().close();

  const source = `Trial of refunds ${randomUUID().slice(0, 6)}`;
  await hq.goto('/center/authority');
  await ordered(hq, 'Prepare an order', {
    ...{ Phase: 'Test with volunteers', 'Refunds before liquidation': true, Volunteers: IMPORTER },
    ...{ 'The Center decides from': addDays(today, 40), 'People needed': '10', 'Trial cases needed': '50' },
    ...{ 'Of a hundred, as expected': '95', Source: source },
  });
  await hq.getByText('The order is prepared.').waitFor();
  const one = hq.getByRole('listitem').filter({ hasText: source });
  const readiness = { People: '10', 'Trial cases': '60', 'As expected': '58', Note: 'Everybody is there' };
  await ordered(one, 'Record people and trial', { ...readiness, People: '8', Note: 'Two are in training' });
  await one.getByText('Not ready.').waitFor();
  await ordered(one, 'Record people and trial', readiness);
  await one.getByText('Ready', { exact: true }).waitFor();
  await ordered(one, 'Decide: go or no-go', { Decision: 'Go', Why: 'All is there' });
  await one.getByText('Ordered', { exact: true }).waitFor();
  expect(await axeFindings(hq)).toEqual([]);
  await picture(hq, 'center-authority-ordered');
  await ordered(one, 'Give the functions back to the ports', { Why: 'The volunteers wait' });
  await hq.getByText('The decision is recorded.').waitFor();
  await eventually(async () => {
    const { orders } = await ask('GET', '/delegation-orders?center=CEE003', 'headquarters');
    const order = orders.find((each: { source: string }) => each.source === source);
    expect([order.state, order.events.map(({ event }: { event: string }) => event)]).toEqual([
      ...['rolled back', ['prepared', 'go', 'rollback']],
    ]);
  });
  await hq.context().close();
});

test('every page of the Center shows what there is or says that there is nothing, and fits a phone', async () => {
  const page = await pages.open('/center/notices', { as: 'center-director', width: 390 });
  for (const [path, title] of [
    ['notices', 'Requests and notices'],
    ['protests', 'Protests to decide'],
    ['questions', 'Questions to the Center'],
    ['cases', 'Cases of the Center'],
    ['departures', 'Decide otherwise than before'],
    ['assignment', 'Which Center an account belongs to'],
    ['teams', 'How much each team has'],
    ['uniformity', 'Are the same goods decided alike?'],
    ['authority', 'What the Center decides'],
  ] as const) {
    await page.goto(`/center/${path}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await eventually(async () => expect(await page.locator('.pw-skeleton').count()).toBe(0));
    expect([path, await axeFindings(page), await fits(page)]).toEqual([path, [], true]);
    expect([path, await page.getByRole('alert').count()]).toEqual([path, 0]);
    await picture(page, `center-${path}`);
  }
  await page.context().close();
});

test('the public finds what a Center published without signing in, in Spanish, and what changed in it', async () => {
  const published = await ask('POST', '/center-pages/publications', 'center-director', {
    ...{ id: randomUUID(), center: 'CEE009', kind: 'frequently asked', topic: 'Household articles' },
    ...{ day: new Date().toISOString().slice(0, 10), title: `How are bottles classified? ${randomUUID().slice(0, 4)}` },
    ...{ text: 'Bottles of plastics for the table are of heading 3924.', why: 'It is asked often' },
  });
  await ask('POST', `/center-pages/publications/${published.id}/versions`, 'center-director', {
    ...{ version: 1, title: published.title, why: 'More of it' },
    text: 'Bottles of plastics for the table are of heading 3924; those to carry goods are of 3923.',
  });
  const page = await pages.open('/centers', { language: 'es' });
  await page.getByRole('heading', { level: 1, name: 'Los Centros' }).waitFor();
  await page.getByLabel('Palabras').fill('bottles');
  await page.getByRole('link', { name: published.title }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await picture(page, 'centers');
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await fits(page)).toBe(true);
  await reach(page, page.getByRole('link', { name: published.title }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: published.title }).waitFor();
  await page.getByText('Qué cambió').waitFor();
  await page.locator('details', { hasText: 'Versión 2,' }).locator('summary').press('Enter');
  await page.locator('ins').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});
