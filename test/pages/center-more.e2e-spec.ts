import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { addDays, localDate } from '#kernel';
import { EASTERN } from '#reference';
import { eventually } from '../support';
import { type Asked, askedOf, isSound } from '../support/asked';
import { filled, ordered, type PagesUnderTest, pagesUnderTest, picture, reach } from '../support/pages';
import { sharedDatabase } from '../support/real-servers';

const IMPORTERS = ['12-3456789', '98-7654321AB'];
/** By the clock of headquarters, which publishes rulings and runs pilots. */
const today = localDate(new Date(), EASTERN);

let pages: PagesUnderTest;
/** Of the Centers: for what no order does there, as time that has passed. */
let store: Client;
beforeAll(async () => {
  pages = await pagesUnderTest();
  store = new Client({ connectionString: await sharedDatabase('cee') });
  await store.connect();
});
afterAll(async () => {
  await store?.end();
  await pages?.close();
});

const asked: Asked = (...question) => askedOf(pages.platform.demo)(...question);
const accountOf = (role: string) => pages.platform.demo.accounts.find((one) => one.role === role)!;
/** Words that no other run has. */
const mark = (): string => randomUUID().slice(0, 8);
const settled = (page: Page): Promise<void> =>
  eventually(async () => expect(await page.locator('.pw-skeleton').count()).toBe(0), { within: 30_000 });

describe('questions to accounts', () => {
  const goods = `Colanders of steel ${mark()}`;
  const chosen = async (page: Page): Promise<void> => {
    await page.getByLabel('Which account').fill('Pacific Home');
    await page.getByRole('button', { name: 'Pacific Home Goods Inc' }).press('Enter');
    await page.getByText('Account: Pacific Home Goods Inc').waitFor();
  };
  const cardOf = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text }).first();

  test('a specialist asks an account by keyboard alone, an officer asks the same, and both read the one answer that the account gives to both', async () => {
    const page = await pages.open('/center/account-questions', { as: 'center-specialist' });
    await page.getByRole('heading', { level: 1, name: 'Questions to accounts' }).waitFor();
    await reach(page, page.getByLabel('Which account'));
    await page.keyboard.type('12-3456789');
    const found = page.getByRole('button', { name: 'Pacific Home Goods Inc' });
    await found.waitFor();
    await reach(page, found);
    await page.keyboard.press('Enter');
    await reach(page, page.getByRole('button', { name: 'Ask the account' }));
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'Ask the account' });
    await form.getByLabel('About').waitFor();
    await page.keyboard.type('Val');
    await reach(page, form.getByLabel(/^Goods/));
    await page.keyboard.type(goods);
    await reach(page, form.getByLabel('What you ask'));
    await page.keyboard.type('Are moulds given to the maker part of the price?');
    await reach(page, form.getByRole('button', { name: 'Ask the account' }));
    await page.keyboard.press('Enter');
    await page.getByText('The account is asked.').waitFor();
    await cardOf(page, goods).getByText('D. Nakamura, CEE009').waitFor();
    await page.getByRole('button', { name: 'Choose another account' }).press('Enter');

    const officer = await pages.open('/port-entries', { as: 'officer', width: 390 });
    await officer.getByRole('link', { name: 'Questions to accounts' }).press('Enter');
    await officer.getByRole('heading', { level: 1, name: 'Questions to accounts' }).waitFor();
    const card = cardOf(officer, goods);
    await card.getByRole('link', { name: 'Pacific Home Goods Inc' }).waitFor();
    expect(await card.getByRole('button', { name: 'Take it back' }).count()).toBe(0);
    await ordered(card, 'Ask the same', { 'What you ask': 'Who pays for the moulds?', Port: '2704' });
    await officer.getByText('It was asked already: you have joined, and read the answer.').waitFor();
    await card.getByText('R. Alvarez, 2704').waitFor();

    await page.reload();
    await cardOf(page, goods).getByText('Who pays for the moulds?').waitFor();
    await settled(page);
    await isSound(page);
    await picture(page, 'center-account-questions');

    const { id } = accountOf('importer');
    const owner = await pages.open(`/account/${id}/requests`, { as: 'owner' });
    const own = cardOf(owner, goods);
    await own.getByText('Are moulds given to the maker part of the price?').waitFor();
    await own.getByText('Who pays for the moulds?').waitFor();
    await own.getByText('· value ·').waitFor();
    const [{ number }] = (await asked('owner', 'cee', `/accounts/${id}/questions?limit=1`)).questions;
    await ordered(
      own,
      `Answer ${number}`,
      { 'In your words': 'We pay for them, on top of the price.' },
      'Send the answer',
    );
    await owner.getByText('Your answer was sent.').waitFor();
    await owner.context().close();

    for (const reader of [page, officer]) {
      await reader.reload();
      await reader.getByRole('button', { name: 'Answered', exact: true }).press('Enter');
      const read = cardOf(reader, goods);
      await read.getByText('Answer, by Maya Chen').waitFor();
      await read.getByText('We pay for them, on top of the price.').waitFor();
    }
    await officer.context().close();
    await page.context().close();
  });

  test('what an account answered otherwise is written down by who asked, what is not needed any more is taken back, and who may not ask reads why', async () => {
    const [told, dropped] = [`Ladles of steel ${mark()}`, `Sieves of steel ${mark()}`];
    const page = await pages.open('/center/account-questions', { as: 'team-lead' });
    await chosen(page);
    for (const one of [told, dropped]) {
      await ordered(page, 'Ask the account', { About: 'Origin', Goods: one, 'What you ask': 'Where are they made?' });
      await cardOf(page, one).waitFor();
    }
    await ordered(cardOf(page, told), 'Write down the answer', { Answer: 'In Portugal, by the certificate of 3 May.' });
    await page.getByText('The answer is written down.').waitFor();
    await cardOf(page, told).waitFor({ state: 'detached' });
    await ordered(cardOf(page, dropped), 'Take it back');
    await page.getByText('You ask it no more.').waitFor();
    await cardOf(page, dropped).waitFor({ state: 'detached' });
    const { questions } = await asked('auditor', 'cee', '/account-questions?limit=2');
    expect(questions).toMatchObject([
      { goods: dropped, state: 'withdrawn', accountName: 'Pacific Home Goods Inc' },
      {
        goods: told,
        state: 'answered',
        answeredBy: 'L. Fontaine',
        answer: 'In Portugal, by the certificate of 3 May.',
      },
    ]);
    // The same is not asked twice without a reason.
    const again = { About: 'Origin', Goods: told, 'What you ask': 'Where are they made?' };
    const form = await filled(page, 'Ask the account', again);
    await form.getByRole('button', { name: 'Ask the account' }).press('Enter');
    await page
      .getByRole('alert')
      .getByText(/^It was answered before/)
      .waitFor();
    await form.getByLabel('Why it is asked again').fill('The maker changed in June');
    await form.getByRole('button', { name: 'Ask the account' }).press('Enter');
    await cardOf(page, told).getByText('Asked again: The maker changed in June').waitFor();
    await page.context().close();

    const manager = await pages.open('/center/account-questions', { as: 'account-manager', width: 390 });
    await manager.getByText('People of Centers and officers of ports ask.').waitFor();
    await cardOf(manager, told).waitFor();
    expect(await manager.getByRole('button', { name: 'Ask the same' }).count()).toBe(0);
    await manager.context().close();
  });
});

describe('assignment', () => {
  test('a director records what places importers elsewhere, orders a run whose progress is shown to its end, and ends what was found', async () => {
    const why = `One family owns both ${mark()}`;
    const page = await pages.open('/center/assignment', { as: 'center-director' });
    await page.getByRole('heading', { level: 1, name: 'Which Center an account belongs to' }).waitFor();
    const found = page.getByRole('region', { name: 'What CBP found of importers' });
    await ordered(found, 'Record what was found', {
      ...{ 'What was found': 'They belong together', 'Importer numbers': IMPORTERS[0]!, Why: why },
    });
    // One alone belongs to nobody.
    await found
      .getByRole('alert')
      .getByText(/must be two or more/)
      .waitFor();
    const form = found.getByRole('form', { name: 'Record what was found' });
    await form.getByLabel('Importer numbers').fill(IMPORTERS.join('\n'));
    await form.getByRole('button', { name: 'Record what was found' }).press('Enter');
    await found.getByText('It is recorded.').waitFor();
    const card = found.getByRole('listitem').filter({ hasText: why });
    await card.getByText('2 importers').waitFor();
    await card.getByText('Found by S. Abara,').waitFor();

    const runs = page.getByRole('region', { name: 'Runs over all importers' });
    await ordered(runs, 'Propose anew for all importers');
    await runs.getByText('The run is ordered. It is shown below.').waitFor();
    const newest = runs.getByRole('list').getByRole('listitem').first();
    await newest.getByText('Done', { exact: true }).waitFor();
    await newest.getByText('Ordered by S. Abara,').waitFor();
    const [run] = (await asked('center-director', 'cee', '/proposal-runs')).runs;
    expect(run).toMatchObject({ state: 'done', percent: 100, orderedBy: 'S. Abara' });
    await newest.getByText(`${run.importersDone} of ${run.importers} importers`).waitFor();
    await isSound(page);
    await picture(page, 'center-assignment-runs');

    await ordered(card, 'End it', { Why: 'They were sold' });
    await page.getByText('It has ended.').waitFor();
    await found
      .getByText(/findings? that ha(s|ve) ended/)
      .first()
      .press('Enter');
    await card.getByText('Ended by S. Abara,').waitFor();
    const { factors } = await asked('center-director', 'cee', '/assignment-factors');
    expect(factors.find((one: { why: string }) => one.why === why)).toMatchObject({ endedBy: 'S. Abara' });
    await page.context().close();
  });

  test('what the goods are meant for places an importer at a team of that Center only, and who orders for one Center moves nobody to another', async () => {
    const why = `For cars ${mark()}`;
    const page = await pages.open('/center/assignment', { as: 'headquarters' });
    await page.getByLabel('Center', { exact: true }).selectOption('CEE009');
    const found = page.getByRole('region', { name: 'What CBP found of importers' });
    const form = await filled(found, 'Record what was found', {
      'What was found': 'What the goods are meant for',
      ...{ 'Importer numbers': IMPORTERS[1]!, Team: '391', Why: why },
    });
    await form.getByLabel('Center').selectOption('CEE003');
    await form.getByRole('button', { name: 'Record what was found' }).press('Enter');
    await found
      .getByRole('alert')
      .getByText(/is not a team of CEE003/)
      .waitFor();
    await form.getByLabel('Team').fill('871');
    await form.getByRole('button', { name: 'Record what was found' }).press('Enter');
    const card = found.getByRole('listitem').filter({ hasText: why });
    await card.getByText('To CEE003, team 871').waitFor();

    const specialist = await pages.open('/center/assignment', { as: 'center-specialist', width: 390 });
    const theirs = specialist.getByRole('listitem').filter({ hasText: why });
    await ordered(theirs, 'End it', { Why: 'They are not' });
    await theirs
      .getByRole('alert')
      .getByText(/You serve CEE009; this is for CEE003/)
      .waitFor();
    await specialist.context().close();
    await ordered(card, 'End it', { Why: 'They are for the house' });
    await page.getByText('It has ended.').waitFor();
    await page.context().close();
  });

  test('a specialist measures all importers anew, and a run that does not come to its end is ended by headquarters alone, with a reason', async () => {
    const page = await pages.open('/center/uniformity', { as: 'center-specialist' });
    const runs = page.getByRole('region', { name: 'Runs over all importers' });
    await ordered(runs, 'Measure all importers anew');
    await runs.getByText('The run is ordered. It is shown below.').waitFor();
    const newest = runs.getByRole('list').getByRole('listitem').first();
    await newest.getByText('Ordered by D. Nakamura,').waitFor();
    await newest.getByText('Done', { exact: true }).waitFor();

    await heldRun(async (release) => {
      await page.reload();
      await newest.getByText('At work', { exact: true }).waitFor();
      await newest.getByRole('progressbar', { name: 'How far it is' }).waitFor();
      expect(await runs.getByRole('button', { name: 'End this run' }).count()).toBe(0);
      // Two are not at work at a time.
      await ordered(runs, 'Measure all importers anew');
      await runs
        .getByRole('alert')
        .getByText(/is at work/)
        .waitFor();

      const hq = await pages.open('/center/uniformity', { as: 'headquarters' });
      await hq.getByLabel('Center', { exact: true }).selectOption('CEE009');
      const theirs = hq.getByRole('region', { name: 'Runs over all importers' });
      await theirs.getByText('At work', { exact: true }).waitFor();
      await settled(hq);
      await isSound(hq);
      await picture(hq, 'center-run-at-work');
      await ordered(theirs, 'End this run', { Why: 'It stands still since this morning' });
      await release();
      await hq.getByText('The run has ended.').waitFor();
      await theirs.getByText('J. Whitfield ended it: It stands still since this morning').waitFor();
      await hq.context().close();
    });
    const [ended] = (await asked('headquarters', 'cee', '/compliance-runs')).runs;
    expect(ended).toMatchObject({ state: 'ended', endedBy: 'J. Whitfield' });
    await page.context().close();
  });

  /** A run on which nothing goes on: what works on runs leaves alone one that another holds. */
  const heldRun = async (look: (release: () => Promise<void>) => Promise<void>): Promise<void> => {
    let isHeld = false;
    const release = async (): Promise<void> => {
      if (isHeld) await store.query('COMMIT');
      isHeld = false;
    };
    try {
      await eventually(
        async () => {
          const { rows } = await store.query(
            `INSERT INTO compliance_run (id, as_of, state, importers, ordered_by, ordered_at)
             SELECT gen_random_uuid(), $1, 'running', count(*), 'D. Nakamura', now() FROM importer_on_record RETURNING id`,
            [today],
          );
          await store.query('BEGIN');
          isHeld = true;
          const held = await store.query(
            `SELECT id FROM compliance_run WHERE id = $1 AND state = 'running' AND importers_done = 0 FOR UPDATE`,
            [rows[0].id],
          );
          // Somebody was at work on it before it was held.
          if (held.rows.length === 0) await release();
          expect(held.rows.length).toBe(1);
        },
        { within: 30_000 },
      );
      await look(release);
    } finally {
      await release();
    }
  };
});

test('an account as a whole names it, says how much of its entries had something found as a share that can be, month by month, and by which steps each is worth a penalty', async () => {
  const { id } = accountOf('importer');
  const page = await pages.open(`/center/accounts/${id}`, { as: 'center-specialist' });
  await page.getByRole('heading', { level: 1, name: 'Pacific Home Goods Inc' }).waitFor();
  const { kinds, entries } = await asked('center-specialist', 'cee', `/accounts/${id}/compliance`);
  const late = kinds.find(({ kind }: { kind: string }) => kind === 'late');
  expect([late.slips > 0, late.entryShare <= 10_000]).toEqual([true, true]);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Late', exact: true }) });
  await row.getByText(`${((late.slips / entries) * 100).toFixed(1)} %`, { exact: true }).waitFor();

  const slips = page.getByRole('region', { name: 'What was found, one by one' });
  const slip = slips.getByRole('listitem').filter({ hasText: 'Late' }).first();
  await slip.getByText('Step by step').press('Enter');
  await slip.getByText(/entries in twelve months; no pattern up to/).waitFor();
  await slip.getByText('By the rule:').waitFor();
  const trend = page.getByRole('region', { name: 'Month by month' });
  await trend.scrollIntoViewIfNeeded();
  await trend.getByRole('table').waitFor();
  await page
    .getByRole('region', { name: 'Questions to it' })
    .getByRole('button', { name: 'Ask the account' })
    .waitFor();
  await settled(page);
  await isSound(page);
  await picture(page, 'center-account');
  await page.context().close();
});

describe('publishing', () => {
  test('a director publishes on the page of the Center what names nobody, corrects it with what changed marked, and takes it off again', async () => {
    const title = `Are bread boxes household articles? ${mark()}`;
    const page = await pages.open('/centers', { as: 'center-director' });
    const form = await filled(page, 'Publish on the page of a Center', {
      ...{
        'What it is': 'Often asked',
        Topic: 'household articles',
        Title: title,
        'Why it is published': 'Asked often',
      },
      Text: 'Pacific Home Goods asked.\nBread boxes of plastics are of heading 3924.',
    });
    await form.getByLabel('On the page of').selectOption('CEE009');
    await form.getByRole('button', { name: 'Publish on the page of a Center' }).press('Enter');
    await page
      .getByRole('alert')
      .getByText(/names an account \(Pacific Home Goods Inc\)/)
      .waitFor();
    await isSound(page);
    await picture(page, 'centers-publish');
    await form.getByLabel('Text').fill('Bread boxes of plastics are of heading 3924.');
    await form.getByRole('button', { name: 'Publish on the page of a Center' }).press('Enter');
    await page.getByText('Everybody can read it:').getByRole('link', { name: title }).press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();

    await ordered(page, 'Publish a further version', {
      ...{ Text: 'Bread boxes of plastics and of wood are of headings 3924 and 4419.', 'Why it changes': 'Wood too' },
    });
    await page.getByText('The new version is published.').waitFor();
    await page.locator('details', { hasText: 'Version 2,' }).locator('summary').press('Enter');
    await page.locator('ins', { hasText: 'and of wood' }).waitFor();
    await isSound(page);
    await picture(page, 'center-publication');
    const address = new URL(page.url()).pathname;
    const everybody = await pages.open(address);
    await everybody.getByText('Bread boxes of plastics and of wood are of headings 3924 and 4419.').waitFor();
    expect(await everybody.getByRole('button', { name: 'Publish a further version' }).count()).toBe(0);
    await everybody.context().close();

    await ordered(page, 'Take it off the page', { 'Why it changes': 'A ruling says it' });
    await page.getByText('It is off the page.').waitFor();
    const gone = await pages.open(address);
    await gone
      .getByRole('alert')
      .getByText(/what was withdrawn is not shown any more/)
      .waitFor();
    await gone.context().close();
    await page.context().close();
  });

  test('what an importer asked its Center is answered, published without names, and read by everybody in Spanish pages', async () => {
    const [topic, title] = [`bottles ${mark()}`, `Of which heading are bottles? ${mark()}`];
    const { id } = accountOf('importer');
    const owner = await pages.open(`/account/${id}/center`, { as: 'owner' });
    await ordered(owner, 'Ask your Center', {
      ...{ About: 'Classification', Topic: topic, 'Tariff heading': '3924' },
      'Your question': 'Of which heading are bottles of plastics for the table?',
    });
    await owner.getByText('The Center has your question.').waitFor();
    const theirs = owner.getByRole('listitem').filter({ hasText: topic });
    await theirs.getByText('CEE009,').waitFor();
    await settled(owner);
    await isSound(owner);
    await picture(owner, 'account-center-questions');
    const page = await pages.open('/center/questions', { as: 'center-specialist' });
    const card = page.getByRole('listitem').filter({ hasText: topic });
    await ordered(card, 'Answer it', { Answer: 'Bottles for the table are of 3924.' });
    await page.getByText('The answer is sent.').waitFor();
    await page.getByRole('button', { name: 'Answered', exact: true }).press('Enter');
    await ordered(card, 'Publish it without names', { Title: title, Text: 'Bottles for the table are of 3924.' });
    await page.getByText('It is published.').waitFor();
    await page.getByRole('button', { name: 'Published', exact: true }).press('Enter');
    await card.getByRole('link', { name: 'Read what is published' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await owner.reload();
    await owner.getByRole('button', { name: 'Answered for everybody' }).press('Enter');
    await theirs.getByText('Bottles for the table are of 3924.').waitFor();
    await theirs.getByRole('link', { name: 'Read it as everybody reads it' }).waitFor();
    await owner.context().close();
    const everybody = await pages.open(new URL(page.url()).pathname, { language: 'es', width: 390 });
    await everybody.getByRole('heading', { level: 1, name: title }).waitFor();
    await everybody.getByText('Pregunta frecuente').waitFor();
    expect(await everybody.getByText('Pacific Home').count()).toBe(0);
    await everybody.context().close();
    await page.context().close();
  });
});

test('the final notice of a change of a ruling is refused on the last day of comments, and published the day after: in effect 60 days later, for everybody to read', async () => {
  const number = `HQ H${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}`;
  await asked('headquarters', 'cee', '/rulings', {
    ...{ id: randomUUID(), number, issuedOn: '2018-03-01', subject: `Bowls of steel, ${number}`, headings: ['7323'] },
    text: 'Bowls of steel are of 7323.',
  });
  const page = await pages.open(`/rulings/${number}`, { as: 'headquarters' });
  await ordered(page, 'Modify or revoke it', { 'What is to happen': 'Revoke it', Why: 'The court decided otherwise' });
  await page.getByRole('heading', { name: 'It is to be revoked' }).waitFor();
  const [change] = (await asked('headquarters', 'cee', `/rulings/${number}`)).changes;
  const commented = { id: randomUUID(), comment: 'We import such bowls by this ruling.' };
  await asked('owner', 'cee', `/rulings/${encodeURIComponent(number)}/changes/${change.id}/comments`, commented);

  /** As if it had been proposed so long ago that comments were taken until a day. */
  const commentsUntil = async (day: string): Promise<void> => {
    const { rowCount } = await store.query(
      `UPDATE ruling_change SET proposed_on = proposed_on - (comments_until - $2::date), ordered_at = ordered_at - make_interval(days => comments_until - $2::date),
         comments_until = $2::date WHERE id = $1 AND state = 'proposed'`,
      [change.id, day],
    );
    expect(rowCount).toBe(1);
  };
  await commentsUntil(today);
  await page.reload();
  await ordered(page, 'Publish the change');
  await page
    .getByRole('alert')
    .getByText(/^Comments are taken until/)
    .waitFor();
  await commentsUntil(addDays(today, -1));
  await page
    .getByRole('form', { name: 'Publish the change' })
    .getByRole('button', { name: 'Publish the change' })
    .press('Enter');
  await page.getByText('The change is published.').waitFor();
  await page.getByRole('heading', { name: 'It is revoked' }).waitFor();
  const effective = addDays(today, 60);
  expect(await asked('headquarters', 'cee', `/rulings/${number}`)).toMatchObject({
    ...{ state: 'in force', changes: [{ state: 'published', publishedOn: today, effectiveOn: effective }] },
  });
  await page.getByText('We import such bowls by this ruling.').waitFor();
  await isSound(page);
  await picture(page, 'ruling-revoked');
  await page.context().close();

  const everybody = await pages.open(`/rulings/${number}`, { language: 'es', width: 390 });
  await everybody.locator(`time[datetime="${effective}"]`).waitFor();
  await isSound(everybody);
  await everybody.context().close();
  // On the day of its effect it is revoked.
  await store.query('UPDATE ruling_change SET effective_on = $2 WHERE id = $1', [change.id, today]);
  const later = await pages.open(`/rulings/${number}`);
  await later.getByText('Revoked', { exact: true }).waitFor();
  await later.context().close();
});

test('headquarters proposes a pilot with an agency for trusted traders and starts it, a Center and an importer say how it goes, its exams are measured, and it ends', async () => {
  const title = `Fewer samples of kitchenware ${mark()}`;
  const page = await pages.open('/center/pilots', { as: 'headquarters' });
  await page.getByRole('heading', { level: 1, name: 'Pilots with agencies' }).waitFor();
  await page.getByText('First choose the trusted traders that take part.').waitFor();
  await page.getByLabel('Trusted trader').fill('Summit Customs');
  await page.getByText('No account fits.').waitFor();
  await page.getByLabel('Trusted trader').fill('Pacific Home');
  await page.getByRole('button', { name: 'Pacific Home Goods Inc' }).press('Enter');
  const form = await filled(page, 'Propose a pilot for them', {
    ...{ Agency: 'Food and Drug Administration', 'What it is about, in a line': title, Ports: '2704, 2709' },
    'Benefit 1: what the agency gives': 'One sample in ten',
    'Benefit 1: what it does here': 'Fewer exams',
    'Benefit 1: exams in 10,000 entries': '50',
    'Benefit 2: what the agency gives': 'An answer of the laboratory within a day',
    'Benefit 2: last day': addDays(today, 180),
  });
  await isSound(page);
  await picture(page, 'center-pilot-proposed');
  await form.getByRole('button', { name: 'Propose a pilot for them' }).press('Enter');
  await page.getByText('The pilot is proposed.').waitFor();
  const card = page.getByRole('listitem').filter({ hasText: title });
  await card.getByText('One sample in ten: Fewer exams, 50 in 10,000 entries').waitFor();
  await ordered(card, 'Decide on it', { Decision: 'Start it', Why: 'The agency agreed' });
  await page.getByText('It is decided.').waitFor();
  await card.getByText('Running', { exact: true }).waitFor();

  const specialist = await pages.open('/center/pilots', { as: 'center-specialist', width: 390 });
  const theirs = specialist.getByRole('listitem').filter({ hasText: title });
  await specialist.getByText('Headquarters proposes and decides.').waitFor();
  expect(await theirs.getByRole('button', { name: 'Decide on it' }).count()).toBe(0);
  await ordered(theirs, 'Say how it goes', { Rating: '4, well', 'In words': 'Samples come back within a day.' });
  await theirs.getByText('The rating is recorded.').waitFor();
  await theirs.getByText('4.0 of 5').waitFor();
  await specialist.context().close();
  const pilot = async (): Promise<any> =>
    (await asked('headquarters', 'cee', '/agency-pilots')).pilots.find((one: { title: string }) => one.title === title);
  const { id } = await pilot();
  const importer = await pages.open(`/account/${accountOf('importer').id}/trusted-pilots`, { as: 'owner', width: 390 });
  const ours = importer.getByRole('listitem').filter({ hasText: title });
  await ours.getByText('4.0 of 5').waitFor();
  expect(await ours.getByText('Samples come back within a day.').count()).toBe(0);
  await ordered(ours, 'Say how it goes', { Rating: '5, very well', 'In words': 'Our goods wait no more.' });
  await ours.getByText('5, very well: Our goods wait no more.').waitFor();
  await isSound(importer);
  await picture(importer, 'account-pilots');
  await importer.context().close();
  expect(await pilot()).toMatchObject({ ofCenters: 4, ofImporters: 5, score: 4.5, participants: 1, state: 'running' });

  // What cargo release selected the day before, and today at another port than the pilot's.
  await selections(addDays(today, -1), '2704', 8, 2);
  await selections(today, '2709', 20, 1);
  await selections(today, '5301', 5, 5);
  const { before, during } = await asked('headquarters', 'cee', `/agency-pilots/${id}/results`);
  expect([before.exams >= 2, during.entries >= 20]).toEqual([true, true]);
  await page.reload();
  await card.getByText('5.0 of 5').waitFor();
  await card.getByText('4, well: Samples come back within a day.').waitFor();
  await card.getByText('5, very well: Our goods wait no more.').waitFor();
  // Results are fetched when somebody comes to them, the orders are below.
  await card.getByRole('button', { name: 'Decide on it' }).scrollIntoViewIfNeeded();
  for (const [time, measure] of [
    ['Before', before],
    ['During', during],
  ] as const) {
    const row = card.getByRole('row').filter({ has: page.getByRole('rowheader', { name: time }) });
    await row.getByText((measure.examRate / 100).toFixed(2), { exact: true }).waitFor();
    await row.getByText(String(measure.entries), { exact: true }).first().waitFor();
  }
  await card.locator('svg .recharts-bar-rectangle').first().waitFor();
  await isSound(page);
  await picture(page, 'center-pilots');
  await ordered(card, 'Decide on it', { Decision: 'End it', Why: 'The half year is over' });
  await card.getByText('Ended', { exact: true }).waitFor();
  expect(await pilot()).toMatchObject({ state: 'ended', to: today, decidedWhy: 'The half year is over' });
  await page.context().close();
});

/** Entries of the importer that cargo release told the Centers of, of which some were examined for six hours. */
const selections = async (day: string, port: string, entries: number, exams: number): Promise<void> => {
  await store.query(
    `INSERT INTO trusted_selection (entry, version, account_id, port, mode, day, exam, avoided, rate, drawn_at, hours)
     SELECT gen_random_uuid()::text, 1, $1, $2, 'vessel', $3, at <= $5, false, 100, 1, CASE WHEN at <= $5 THEN 6 END FROM generate_series(1, $4::int) AS at`,
    [accountOf('importer').id, port, day, entries, exams],
  );
};

describe('what was shown as a code, or not said', () => {
  test('the decision that is protested and how its time began are said in words', async () => {
    const { protests } = await asked('headquarters', 'cee', '/protests?limit=100');
    const one = protests.find(({ protested }: { protested: string }) => protested === 'liquidation');
    const page = await pages.open(`/center/protests/${one.id}`, { as: 'headquarters' });
    await page.getByText('A liquidation: value, classification, rate or amount').waitFor();
    await page
      .getByText(/The time began with the (day that the protestant names|notice that is on file)/)
      .first()
      .waitFor();
    await page.context().close();
  });

  test('with the gateway dead the page of an entry says that importer, lines and documents cannot be looked up, and keeps what was known of them', async () => {
    const { items } = await asked('team-lead', 'cee', '/work-items?limit=1');
    const path = `/center/work/${items[0].itemId}`;
    const known = await pages.open(path, { as: 'team-lead' });
    await known.getByText('12-3456789').first().waitFor();
    await pages.platform.ctl('kill', 'gateway');
    try {
      const fresh = await pages.open(path, { as: 'team-lead' });
      await fresh.getByText('Importer, lines and documents cannot be looked up now.').waitFor();
      await fresh.getByText('They are asked for again by themselves. All else here is as it stands.').waitFor();
      await fresh.getByText('12-3456789').first().waitFor({ state: 'hidden' });
      await isSound(fresh);
      await picture(fresh, 'center-entry-gateway-away');
      await fresh.context().close();
      await known.reload();
      await known.getByText('What is shown of them is what was known before.').waitFor();
      await known.getByText('12-3456789').first().waitFor();
    } finally {
      await pages.platform.ctl('start', 'gateway');
    }
    await known.context().close();
  });
});
