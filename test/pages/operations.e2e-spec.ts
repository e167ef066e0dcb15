import { randomUUID } from 'node:crypto';
import { sampleRelease } from '../../apps/portal/src/try-it/sample-release';
import { type Asked, askedOf, isSound } from '../support/asked';
import { ordered, type PagesUnderTest, pagesUnderTest, picture, reach } from '../support/pages';

let pages: PagesUnderTest;
beforeAll(async () => {
  pages = await pagesUnderTest();
});
afterAll(() => pages?.close());

const asked: Asked = (...question) => askedOf(pages.platform.demo)(...question);

const GATE = 'Cargo release and summaries: filings in';
const stateOfGate = async (): Promise<string> =>
  (await asked('headquarters', 'gateway', '/officer/gates')).gates.find(
    ({ module, direction }: Record<string, string>) => module === 'entry' && direction === 'inbound',
  ).state;

test('headquarters stops a gate by keyboard, the broker reads that the filing is held, and it is answered after the gate opens', async () => {
  const page = await pages.open('/operations/gates', { as: 'headquarters' });
  const gate = page.getByRole('article', { name: GATE });
  await gate.getByText('Nothing waits.').waitFor();
  await reach(page, gate.getByRole('button', { name: 'Stop this gate…' }));
  await page.keyboard.press('Enter');
  await reach(page, gate.getByRole('button', { name: 'Stop the gate' }));
  await page.keyboard.press('Enter');
  await gate.getByText('Fill this in.').waitFor();
  await page.keyboard.type('A patch goes in');
  await page.keyboard.press('Enter');
  try {
    await page.getByText(`Stopped: ${GATE}`).waitFor();
    expect(await stateOfGate()).toBe('STOPPED');
    for (const release of [sampleRelease(), sampleRelease()])
      await asked('broker', 'gateway', '/filings/cargo-release', release);
    await gate.getByText('2 wait').waitFor();
    await gate.locator('summary', { hasText: 'See what waits' }).click();
    const waiting = gate.getByRole('row', { name: /Harbor Brokers/ });
    await waiting.first().waitFor();
    const onPaper = (await waiting.first().getByRole('rowheader').textContent())!.trim();
    await gate.getByRole('button', { name: 'Mark filings as done by hand…' }).click();
    await gate.getByRole('textbox', { name: 'Filings' }).fill(onPaper);
    await gate.getByLabel('Number of the decision on paper').fill('MD-26-2704-000017');
    await gate.getByLabel('Reason').first().fill('Released on paper at the gate');
    await gate.getByRole('button', { name: 'Mark them' }).click();
    await page.getByText(`${onPaper}: processed outside`).waitFor();
    await gate.getByText('1 waits').waitFor();
    await isSound(page);
    await picture(page, 'operations-gate-stopped');
    const mine = await pages.open('/status/mine', { as: 'broker' });
    await mine.getByRole('row', { name: /Held. Do not send again./ }).waitFor();
    await isSound(mine);
    await picture(mine, 'status-mine-held');
    await gate.getByRole('button', { name: 'Open this gate…' }).click();
    await gate.getByLabel('Reason').fill('The patch is in');
    await gate.getByRole('button', { name: 'Open the gate' }).click();
    await page.getByText(`Opening through a trial: ${GATE}`).waitFor();
    await gate.getByText('Nothing waits.').waitFor();
    await mine.getByText('Every filing of yours is answered.').waitFor();
    await mine.context().close();
  } finally {
    if ((await stateOfGate()) === 'STOPPED')
      await asked('headquarters', 'gateway', '/officer/gates', {
        module: 'entry',
        direction: 'inbound',
        order: 'resume',
        cause: 'The test is over',
      });
  }
  await page.context().close();
});

test('headquarters declares a drill for two ports, takes one out and ends it; with the port service dead the page shows what it knew and how old that is', async () => {
  const page = await pages.open('/operations/declare', { as: 'headquarters' });
  await page.getByText('This holds for the whole country.').waitFor();
  await page.getByRole('button', { name: 'Declare a downtime' }).click();
  await page.getByText('Choose at least one.').waitFor();
  await page.getByText('Cargo release and entry summary', { exact: true }).click();
  await page.getByText('Truck', { exact: true }).click();
  for (const port of ['2304', '2402']) {
    await page.getByLabel('Find a port by name or number').fill(port);
    await page
      .getByRole('button', { name: new RegExp(`\\(${port}\\)$`) })
      .first()
      .click();
  }
  await page.getByLabel('Hours from now until the expected end').fill('2');
  await page.getByLabel('Reason').fill('We practise');
  await page.getByText('This is a drill').click();
  await page.getByText('People are told and practise. No filing is held.').waitFor();
  await isSound(page);
  await picture(page, 'operations-declare');
  await page.getByRole('button', { name: 'Declare a drill' }).click();
  await page.getByRole('heading', { level: 1, name: /^Downtime / }).waitFor();
  const number = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.getByRole('button', { name: 'Take ports out…' }).click();
  await page.getByText('El Paso, TX (2402)', { exact: true }).click();
  const narrow = page.getByRole('form', { name: 'Take ports out…' });
  await narrow.getByLabel('Reason').fill('Only one port practises');
  await narrow.getByRole('button', { name: 'Take them out' }).click();
  await page.getByText(`Downtime ${number} holds for fewer ports.`).waitFor();
  await page.getByRole('button', { name: 'Put off the expected end…' }).click();
  const extend = page.getByRole('form', { name: 'Put off the expected end…' });
  await extend.getByLabel('Hours from now until the expected end').fill('5');
  await extend.getByLabel('Reason').fill('It takes longer');
  await extend.getByRole('button', { name: 'Put it off' }).click();
  await page.getByText(`Downtime ${number} has a new expected end.`).waitFor();
  await page.getByRole('button', { name: 'Add ports…' }).click();
  const widen = page.getByRole('form', { name: 'Add ports…' });
  await widen.getByLabel('Find a port by name or number').fill('2404');
  await widen
    .getByRole('button', { name: /\(2404\)$/ })
    .first()
    .click();
  await widen.getByLabel('Reason').fill('Fabens practises too');
  await widen.getByRole('button', { name: 'Add these ports' }).click();
  await page.getByText(`Downtime ${number} holds for more ports.`).waitFor();
  const { downtime } = await asked('headquarters', 'port', `/downtime/downtimes/${number}`);
  expect(downtime).toMatchObject({ drill: true, version: 4, confirmed: { ports: ['2304', '2404'] } });
  expect(Date.parse(downtime.expectedEnd) - Date.now()).toBeGreaterThan(4 * 3_600_000);
  await isSound(page);
  await picture(page, 'operations-downtime');
  await page.getByRole('link', { name: 'Downtimes', exact: true }).click();
  await page.getByRole('link', { name: `Downtime ${number}` }).waitFor();
  await picture(page, 'operations-downtimes');
  await page.getByRole('link', { name: `Downtime ${number}` }).click();
  await page.getByRole('button', { name: 'End the downtime…' }).click();
  const end = page.getByRole('form', { name: 'End the downtime…' });
  await end.getByLabel('Reason').fill('We have practised');
  await end.getByRole('button', { name: 'End it' }).click();
  await page.getByText(`Downtime ${number} is ended.`).waitFor();
  expect((await asked('headquarters', 'port', `/downtime/downtimes/${number}`)).downtime.state).toBe('revoked');
  await page.context().close();
});

test('headquarters reads a notice as it will be read before issuing it, and lets an applicant in', async () => {
  const page = await pages.open('/operations/notices', { as: 'headquarters' });
  const title = `Practice on Sunday ${randomUUID().slice(0, 6)}`;
  await page.getByText('This is a drill').click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('From (Eastern time)').fill('2027-01-10T02:00');
  await page.getByLabel('Until (Eastern time)').fill('2027-01-10T04:00');
  await page.getByText('Ocean, rail, truck and air manifest', { exact: true }).click();
  const preview = page.locator('.pw-preview', { hasText: '10 January 2027 02:00' });
  await preview.waitFor();
  expect(await preview.textContent()).toContain(`DRILL: ${title}`);
  await isSound(page);
  await picture(page, 'operations-notice');
  await page.getByRole('button', { name: 'Issue the notice' }).click();
  await page.getByText(/^Notice DRILL-.* was issued\.$/).waitFor();
  const { notices } = await asked('headquarters', 'port', '/downtime/notices?limit=1&drills=true');
  expect(notices).toMatchObject([{ title: `DRILL: ${title}`, drill: true }]);
  const name = `Lakeside Imports ${randomUUID().slice(0, 6)}`;
  const { id, token } = await asked('broker', 'account', '/applications', {
    name,
    numbers: [{ kind: 'SCAC', value: 'LK' + letters() }],
    applicant: { name: 'Mia Lund', email: 'mia@lakeside.example' },
  });
  expect(token).toBeTruthy();
  await page
    .getByRole('navigation', { name: 'Operations' })
    .getByRole('link', { name: 'Accounts', exact: true })
    .click();
  const application = page.getByRole('article', { name });
  await application.waitFor();
  await isSound(page);
  await picture(page, 'operations-accounts');
  await application.getByRole('button', { name: 'Approve…' }).click();
  await application.getByLabel('Reason').first().fill('The numbers are those of the company');
  await application.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText(`Approved: ${name}`).waitFor();
  const { applications } = await asked('headquarters', 'account', '/applications?limit=100');
  expect(applications.find((one: { id: string }) => one.id === id)).toMatchObject({ state: 'approved' });
  for (const [place, file] of [
    ['Minutes to a downtime', 'operations-minutes'],
    ['New functions', 'operations-new-functions'],
    ['Drills', 'operations-drills'],
  ] as const) {
    await page.getByRole('link', { name: place }).click();
    await page.getByRole('heading', { level: 1, name: place }).waitFor();
    await page.locator('.pw-skeleton').first().waitFor({ state: 'detached' });
    await isSound(page);
    await picture(page, file);
  }
  await page.context().close();
});

test('headquarters says what is new of an incident until it is over, sets minutes of a port, and says in a playbook whom to call, as the desk then reads', async () => {
  const title = `Practice of answers ${randomUUID().slice(0, 6)}`;
  const { incident } = await asked('headquarters', 'port', '/downtime/incidents', {
    ...{ title, drill: true, audience: ['ports'], notice: false },
    statement: { kind: 'slowdown', confirmed: { modules: ['cee'], ports: ['3310'] } },
  });
  const page = await pages.open('/operations', { as: 'headquarters' });
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const saysNew = async (event: string, remark: string): Promise<void> => {
    await page.getByRole('button', { name: 'Say what is new…' }).click();
    if (event) await page.getByLabel('What changed').selectOption({ label: event });
    await page.getByLabel('In your words').fill(remark);
    await page.getByText('Send no notice').click();
    await page.getByRole('button', { name: 'Say it' }).click();
    await page.getByText('It is on the status page.').waitFor();
    await page.getByText(remark).waitFor();
  };
  await saysNew('', 'Answers come, but late.');
  await saysNew('The cause is known', 'A list was too long.');
  await isSound(page);
  await picture(page, 'operations-incident');
  await saysNew('It is over: close the incident', 'The list is short again.');
  await page.getByRole('button', { name: 'Say what is new…' }).waitFor({ state: 'detached' });
  const { state, updates } = await asked('headquarters', 'port', `/downtime/incidents/${incident.number}`);
  expect([state, updates.map(({ remark }: { remark: string | null }) => remark)]).toEqual([
    'fixed',
    [null, 'Answers come, but late.', 'A list was too long.', 'The list is short again.'],
  ]);

  await page.getByRole('link', { name: 'Minutes to a downtime' }).click();
  await page.getByLabel('Find a port by name or number').fill('3310');
  await page
    .getByRole('button', { name: /\(3310\)$/ })
    .first()
    .click();
  await page.getByLabel('Port may declare after (minutes)').fill('45');
  await page.getByRole('button', { name: 'Set them' }).click();
  await page.getByRole('row', { name: /\(3310\), Truck.*45 minutes/ }).waitFor();

  await page.getByRole('link', { name: 'Playbooks' }).click();
  // The page before has the same field.
  await page.getByRole('heading', { name: 'Playbooks of ports' }).waitFor();
  await page.getByLabel('Find a port by name or number').fill('3310');
  await page
    .getByRole('button', { name: /\(3310\)$/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Change whom to call…' }).click();
  await page.getByRole('textbox', { name: 'Whom to call' }).fill('Watch commander: 406-555-0100, gate 3');
  await page.getByRole('textbox', { name: 'Reason' }).fill('A new telephone');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published. The desk of the port reads it now.').waitFor();
  await isSound(page);
  const { procedure, overlay } = await asked('officer', 'port', '/desk/playbooks/ports/3310/truck');
  expect(procedure.contacts).toEqual([{ what: 'Watch commander', how: '406-555-0100, gate 3' }]);
  expect(overlay.officer).toBe('J. Whitfield');
  await page.context().close();
});

test('a port director finds the playbook at the desk, says a step in the words of the port, and officers read it there', async () => {
  const page = await pages.open('/desk/playbook', { as: 'port-director' });
  await page.getByLabel('Port', { exact: true }).selectOption('2304');
  await reach(page, page.getByRole('link', { name: 'Change the playbook' }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Truck', exact: true }).click();
  const before = await asked('officer', 'port', '/desk/playbooks/ports/2304/truck');
  const { what } = before.procedure.steps.find(({ overridable }: { overridable: string }) => overridable === 'detail');
  const words = `Stop the truck at gate 3 ${randomUUID().slice(0, 6)}`;
  await ordered(
    page.getByRole('article', { name: what, exact: true }),
    'Change this step…',
    {
      'The step in the words of the port': words,
      'What the port adds': 'Gate 3 has the scale',
      Reason: 'Gate 1 is closed for works',
    },
    'Publish',
  );
  await page.getByText('Published. The desk of the port reads it now.').waitFor();
  await page.getByRole('article', { name: words }).getByText('In the words of the port').waitFor();
  await isSound(page);
  await picture(page, 'port-desk-playbook-changes');
  const { procedure, overlay } = await asked('officer', 'port', '/desk/playbooks/ports/2304/truck');
  expect(procedure.steps).toContainEqual(expect.objectContaining({ what: words, note: 'Gate 3 has the scale' }));
  expect(overlay).toMatchObject({ officer: 'M. Ortiz', document: { reason: 'Gate 1 is closed for works' } });
  await page.getByRole('link', { name: 'Back to the playbook' }).click();
  await page.getByRole('button', { name: 'Truck', exact: true }).click();
  await page.getByLabel('Steps of').selectOption('');
  await page.getByText(words).waitFor();
  await page.context().close();
  const officer = await pages.open('/desk/playbook/changes', { as: 'officer' });
  await officer.getByText('Port directors change the playbook of their own port', { exact: false }).waitFor();
  await officer.context().close();
});

test('who is not of headquarters is told so and can order nothing', async () => {
  const page = await pages.open('/operations/gates', { as: 'broker', language: 'es' });
  await page.getByText('No tiene permiso para esto.').waitFor();
  expect(await page.getByRole('link', { name: 'Operaciones' }).count()).toBe(0);
  await isSound(page);
  await page.context().close();
});

const letters = (): string => String.fromCharCode(...[0, 0].map(() => 65 + Math.floor(Math.random() * 26)));
