import { randomUUID } from 'node:crypto';
import { dueOf, portLocalDate } from '#reference';
import type { Caller } from '../tools/documents/rights';
import { everyService, type EveryService } from './support/every-service';
import { DemoPenalty } from '../tools/demo/penalty';
import { seedEnforcement } from '../tools/platform/seed-enforcement';
import { eventually } from './support';

let all: EveryService;
beforeAll(async () => {
  all = await everyService();
});
afterAll(() => all?.close());

const call = async (service: string, method: string, path: string, caller: Caller, body?: object): Promise<any> => {
  const json = body && { type: 'application/json', text: JSON.stringify(body) };
  const answer = await all.call(service, method, path, caller, json);
  expect([method, path, answer.status < 300, answer.status < 300 ? '' : answer.text]).toEqual([method, path, true, '']);
  return JSON.parse(answer.text);
};

test("with enforcement dead a Center's referral is accepted and everything else goes on; the case is opened once, of that day, when it is back, and the Center is told its number", async () => {
  const target = `Handbags ${randomUUID()}`;
  const mark = {
    registration: `TMK ${randomUUID().slice(0, 8)}`,
    kind: 'trademark',
    mark: 'FINE TIME',
    headings: ['3924'],
  };
  await call('cee', 'POST', '/recorded-marks', 'headquarters', {
    ...{ ...mark, ownerName: 'Fine Time SA', ownerContact: 'legal@fine-time.example' },
    ...{ from: '2020-01-01', to: '2099-12-31' },
  });
  const opened = await call('cee', 'POST', '/center-cases', 'center-specialist', {
    ...{ id: randomUUID(), kind: 'intellectual property', subject: target, facts: 'Found by a laboratory.' },
    ...{ headings: ['3924'], port: '2704', registration: mark.registration, importer: '12-3456789' },
  });
  await all.stop('enforcement');
  const referral = {
    id: randomUUID(),
    kind: 'enforcement',
    port: '2704',
    target: 'B76-0324527-8',
    reason: 'Counterfeit',
  };
  await call('cee', 'POST', `/center-cases/${opened.id}/referrals`, 'center-specialist', referral);
  const day = portLocalDate(new Date(), '2704');
  const answer = { accept: true, why: 'Seize' };
  const accepted = await call('cee', 'POST', `/case-referrals/${referral.id}/answer`, 'officer', answer);
  expect(accepted).toMatchObject({ state: 'accepted', enforcementCase: null });
  await call('gateway', 'GET', '/mailbox', 'importer');
  await call('account', 'GET', '/accounts?search=Pacific', 'headquarters');

  await all.startAgain('enforcement');
  const known = await eventually(
    async () => {
      const { referrals } = await call('cee', 'GET', `/case-referrals?caseId=${opened.id}`, 'center-specialist');
      expect(referrals).toMatchObject([{ state: 'done', enforcementState: 'opened' }]);
      return referrals[0].enforcementCase as string;
    },
    { within: 30_000 },
  );
  const { cases } = await call('enforcement', 'GET', '/enforcement-cases?entry=B76-0324527-8', 'fpf-officer');
  expect(cases).toMatchObject([{ number: known, kind: 'seizure', subject: target, centerId: 'CEE009' }]);
  expect([day, portLocalDate(new Date(), '2704')]).toContain(cases[0].openedOn);
  const one = await call('enforcement', 'GET', `/enforcement-cases/${cases[0].id}`, 'fpf-officer');
  expect(one.parties).toMatchObject([
    { role: 'owner', accountId: all.accounts.find(({ role }) => role === 'importer')!.id },
  ]);
});

test('what npm start opens is there once: a demand that was mailed and petitioned against, one that was decided with what the Center says, served and paid, and a seizure that waits for its notice', async () => {
  const known = (service: string) => ({ url: all.services[service]!.url, isItself: () => Promise.resolve(true) });
  for (let n = 0; n < 2; n += 1)
    expect(await seedEnforcement(known('enforcement'), known('cee'), all.accounts)).toBe('');
  const { cases } = await call('enforcement', 'GET', '/enforcement-cases', 'importer');
  const late = cases.find(({ assessedCents }: { assessedCents: number }) => assessedCents === 2_596_785);
  expect(late).toMatchObject({ kind: 'liquidated damages', state: 'petitioned' });
  const [{ id: paid }] = (await call('enforcement', 'GET', '/enforcement-cases?state=paid', 'importer')).cases;
  const decided = await call('enforcement', 'GET', `/enforcement-cases/${paid}`, 'fpf-officer');
  expect(decided).toMatchObject({ assessedCents: 1_871_000, mitigatedCents: 10_100, paidCents: 10_100, owedCents: 0 });
  const { petitions } = await call('enforcement', 'GET', `/enforcement-cases/${paid}/petitions`, 'importer');
  expect(petitions).toMatchObject([
    { decision: { outcome: 'mitigated', centerInput: [{ recommendation: 'mitigate', pattern: {} }] } },
  ]);
  const { notices } = await call('enforcement', 'GET', `/enforcement-cases/${paid}/notices`, 'fpf-officer');
  expect(notices.map(({ form, party, mailedOn }: any) => [form, party.role, mailedOn !== null])).toEqual(
    ['demand for liquidated damages', 'decision on a petition'].flatMap((form) => [
      [form, 'principal', true],
      [form, 'surety', true],
    ]),
  );
  await eventually(async () => {
    const { entries } = await call('gateway', 'GET', '/mailbox', 'importer');
    expect(JSON.stringify(entries)).toMatch(/demand[- ]for[- ]liquidated[- ]damages/);
  });
  const { cases: all2704 } = await call(
    'enforcement',
    'GET',
    '/enforcement-cases?port=2704&kind=seizure',
    'fpf-officer',
  );
  const [seizure] = all2704.filter(({ subject }: { subject: string }) => subject.startsWith('Watches'));
  const { property } = await call('enforcement', 'GET', `/enforcement-cases/${seizure.id}/property`, 'fpf-officer');
  expect(property).toMatchObject([{ description: 'Wrist watches', custody: [{ hand: 1, takenBy: 'K. Osei' }] }]);
});

test('with cee dead a petition is taken and the Center asked; that the question arrived is not claimed before cee is back and says so', async () => {
  const id = randomUUID();
  const importer = all.accounts.find(({ role }) => role === 'importer')!;
  await call('enforcement', 'POST', '/enforcement-cases', 'fpf-officer', {
    ...{ id, law: '19 USC 1623', event: { kind: 'missing deposit', reference: `T-${id.slice(0, 8).toUpperCase()}` } },
    ...{ port: '2704', subject: 'No deposit came', facts: 'No deposit came with the summary.' },
    ...{ violationOn: '2026-01-30', assessed: '100.00' },
    parties: [{ role: 'principal', name: 'Pacific Home Goods', accountId: importer.id }],
  });
  const issue = { step: 'issue notice', version: 1, why: 'No deposit' };
  const { number } = await call('enforcement', 'POST', `/enforcement-cases/${id}/steps`, 'fpf-officer', issue);
  await call('enforcement', 'POST', `/enforcement-cases/${id}/mailings`, 'fpf-officer', {
    ...{ version: 2, mailedOn: portLocalDate(new Date(), '2704'), how: 'certified mail' },
    proofs: [{ servedNotice: `${number}-01`, reference: '9407' }],
  });
  await all.stop('cee');
  const petition = {
    ...{
      id: randomUUID(),
      happenedOn: '2026-01-30',
      happenedAt: 'Los Angeles',
      facts: 'It was sent.',
      askCenter: true,
    },
    ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner' },
  };
  const filed = await call('enforcement', 'POST', `/enforcement-cases/${id}/petitions`, 'importer', petition);
  expect(filed.centerInput).toMatchObject([{ receivedAt: null, says: expect.stringContaining('is not known') }]);
  await all.startAgain('cee');
  await eventually(
    async () => {
      const { centerInput } = await call('enforcement', 'GET', `/petitions/${petition.id}`, 'importer');
      expect(centerInput[0]).toMatchObject({ receivedAt: expect.any(String), pattern: { kinds: expect.any(Array) } });
    },
    { within: 30_000 },
  );
});

test('what npm run demo shows of a demand is true: mailed with its time, petitioned by the importer, decided by the steps of the guideline, and good from the mailing of that decision on', async () => {
  const penalty = new DemoPenalty(all.services['enforcement']!.url, all.accounts);
  const { number, dueOn, rule } = await penalty.demand('B76-0324527-8');
  expect([number, rule]).toEqual([expect.stringMatching(/^FP-/), '19 CFR 172.3(b)']);
  expect(dueOn > portLocalDate(new Date(), '2704')).toBe(true);
  expect(await penalty.petition()).toMatchObject({ decider: 'one officer' });
  const { steps, owed, goodUntil } = await penalty.decide();
  expect(goodUntil).toBe(
    dueOf('life of a decision on a petition', { start: portLocalDate(new Date(), '2704') }).dueDate,
  );
  expect([steps.length > 1, owed]).toEqual([true, expect.stringMatching(/^\d+\.\d\d$/)]);
});
