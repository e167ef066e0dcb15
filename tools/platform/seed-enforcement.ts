import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

const LATE_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e001';
const SEIZURE_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e002';
const PETITION_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e004';
const DECIDED_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e005';
const DECIDED_PETITION_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e006';
const PAYMENT_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e007';
const PROPERTY_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e003';

const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** For the Center's answer; a platform without one is decided on its silence. */
const CENTER_WITHIN_MS = 15_000;

/**
 * One demand for liquidated damages that was mailed to the demo importer and its surety, with a petition on which the Center is asked; one that was petitioned against, with the
 * Center's input, decided, served and paid; and one seizure that waits for its notice. Once, whatever became of them since.
 *
 * @param cee null where the platform has none
 * @returns '' when that is done, else the reason why not
 */
export async function seedEnforcement(
  enforcement: Known,
  cee: Known | null,
  accounts: readonly DemoAccount[],
): Promise<string> {
  const officer = accounts.flatMap(({ people }) => people).find(({ role }) => role === 'FP&F officer');
  const importer = accounts.find(({ role }) => role === 'importer');
  if (!officer || !importer) return '';
  if (!(await enforcement.isItself())) return `the enforcement service does not answer at ${enforcement.url}`;
  const specialist = accounts
    .flatMap(({ people }) => people)
    .find(({ role, center }) => role === 'Center specialist' && center === 'CEE009');
  const ask = async (name: string, url: string, key: string, body?: object): Promise<any> => {
    const response = await askPatiently(url, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    });
    const text = await response.text();
    // What people did with it since is theirs.
    if (response.status === 409) return null;
    if (!response.ok) throw new Error(`the ${name} service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const post = (path: string, body: object): Promise<any> =>
    ask('enforcement', enforcement.url + path, officer.apiKey, body);
  const read = (path: string): Promise<any> => ask('enforcement', enforcement.url + path, officer.apiKey);
  /** The Center's answer to the question on a case, which comes to it as a message. @returns whether it was given */
  const centerAnswers = async (caseNumber: string): Promise<boolean> => {
    if (!cee || !specialist || !(await cee.isItself())) return false;
    for (const until = Date.now() + CENTER_WITHIN_MS; Date.now() < until; await pause(250)) {
      const { questions } = await ask('cee', `${cee.url}/penalty-inputs?limit=200`, specialist.apiKey);
      const asked = questions.find((question: { caseNumber: string }) => question.caseNumber === caseNumber);
      if (!asked) continue;
      await ask('cee', `${cee.url}/penalty-inputs/${asked.id}/answer`, specialist.apiKey, {
        recommendation: 'mitigate',
        answer: 'A first violation of an importer that files in time; the cause is found and mended.',
      });
      break;
    }
    for (const until = Date.now() + CENTER_WITHIN_MS; Date.now() < until; await pause(250)) {
      const { centerInput } = await read(`/petitions/${DECIDED_PETITION_ID}`);
      if (centerInput[0]?.answeredAt) return true;
    }
    return false;
  };
  const [importerNumber = null] = importer.importerNumbers;
  const mail = async (path: string, reference: string): Promise<void> => {
    const { version } = await read(path);
    const { notices } = await read(`${path}/notices`);
    const waiting = notices.filter(({ mailedOn }: { mailedOn: string | null }) => mailedOn === null);
    if (waiting.length === 0) return;
    await post(`${path}/mailings`, {
      ...{ version, mailedOn: portDay(), how: 'certified mail' },
      proofs: waiting.map(({ number }: { number: string }) => ({
        servedNotice: number,
        reference: `${reference} ${number.slice(-2)}`,
      })),
    });
  };
  /** A case from its demand to its payment; broken off, it goes on where it was. */
  const seedDecided = async (): Promise<void> => {
    const path = `/enforcement-cases/${DECIDED_ID}`;
    const opened = await post('/enforcement-cases', {
      ...{ id: DECIDED_ID, law: '19 USC 1623', port: '2704' },
      event: { kind: 'missing deposit', reference: 'DEMO-0003' },
      subject: 'Estimated duties came two days late',
      facts: 'The estimated duties of an entry summary were deposited two days after the ten working days.',
      ...{ violationOn: '2026-02-06', value: '18400.00', assessed: '18710.00' },
      parties: [
        { role: 'principal', importer: importerNumber, name: importer.name },
        { role: 'surety', suretyCode: '001', bondNumber: '26B000017' },
      ],
    });
    const state = async (): Promise<string> => (await read(path)).state;
    if (opened?.state === 'opened')
      await post(`${path}/steps`, { step: 'issue notice', version: opened.version, why: 'The deposit is late' });
    const { number } = await read(path);
    if ((await state()) === 'noticed') {
      await mail(path, '9407 1001');
      await post(`${path}/petitions`, {
        ...{ id: DECIDED_PETITION_ID, place: 1, happenedOn: '2026-02-06', happenedAt: 'Los Angeles', askCenter: true },
        facts: 'Our bank was closed for a storm; the deposit was made on the day it opened.',
        ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner', receivedOn: portDay(), copies: 2 },
      });
    }
    if ((await state()) === 'petitioned') {
      const heard = await centerAnswers(number);
      const facts = { guideline: 'late summary', withheld: '310.00', daysLate: 2 };
      const { suggested } = await post(`${path}/guideline`, facts);
      const { version } = await read(`/petitions/${DECIDED_PETITION_ID}`);
      await post(`/petitions/${DECIDED_PETITION_ID}/decision`, {
        ...{ version, outcome: 'mitigated', amount: suggested, reasons: 'A first violation, as the Center says too' },
        ...{ facts, notAwaited: heard ? null : 'No Center answers on this platform' },
      });
    }
    if ((await state()) !== 'decided') return;
    await mail(path, '9407 1002');
    const { owedCents } = await read(path);
    await post(`${path}/payments`, {
      ...{ id: PAYMENT_ID, place: 1, amount: (owedCents / 100).toFixed(2), reference: 'CR-26-0003' },
      receivedOn: portDay(),
    });
  };
  try {
    const late = await post('/enforcement-cases', {
      ...{ id: LATE_ID, law: '19 USC 1623', port: '2704', event: { kind: 'missing deposit', reference: 'DEMO-0001' } },
      subject: 'Entry summary B76-0324527-8 was filed late, without its deposit',
      facts:
        'The summary was filed after the ten working days of 19 CFR 142.12(b), and no estimated duties came with it.',
      ...{ violationOn: '2026-01-30', value: '25000.00', assessed: '25967.85', entries: ['B76-0324527-8'] },
      parties: [
        { role: 'principal', importer: importerNumber, name: importer.name },
        { role: 'surety', suretyCode: '001', bondNumber: '26B000017' },
      ],
    });
    if (late?.state === 'opened') {
      const { number, version } = await post(`/enforcement-cases/${LATE_ID}/steps`, {
        ...{ step: 'issue notice', version: late.version, why: 'Summary and deposit are late' },
      });
      await post(`/enforcement-cases/${LATE_ID}/mailings`, {
        ...{ version, mailedOn: portDay(), how: 'certified mail' },
        proofs: ['01', '02'].map((place) => ({ servedNotice: `${number}-${place}`, reference: `9407 1000 ${place}` })),
      });
    }
    await post(`/enforcement-cases/${LATE_ID}/petitions`, {
      ...{ id: PETITION_ID, place: 1, happenedOn: '2026-01-30', happenedAt: 'Los Angeles', askCenter: true },
      facts: 'Our software vendor was down for two days; the summary and the deposit were sent on the next.',
      ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner', receivedOn: portDay(), copies: 2 },
    });
    await seedDecided();
    await post('/enforcement-cases', {
      ...{
        id: SEIZURE_ID,
        law: '19 USC 1526',
        port: '2704',
        event: { kind: 'found at a port', reference: 'DEMO-0002' },
      },
      subject: 'Watches that bear a counterfeit mark',
      facts:
        'In the examination of bill MAEU260000101 at Los Angeles 120 watches bore a mark that is recorded with CBP, and its owner did not license them.',
      ...{ violationOn: dayBefore(3), involvementOn: dayBefore(3), value: '60000.00', assessed: '0' },
      parties: [
        { role: 'owner', importer: importerNumber, name: importer.name },
        { role: 'interested', name: 'Fine Time SA', address: 'Rue du Lac 4, Geneva' },
      ],
    });
    await post(`/enforcement-cases/${SEIZURE_ID}/property`, {
      ...{ id: PROPERTY_ID, description: 'Wrist watches', tariff: '9102', unit: 'PCS', value: '60000.00' },
      seized: {
        ...{ handedBy: importer.name, takenBy: 'K. Osei', location: 'Seized property vault, Long Beach' },
        ...{ seal: 'SL-0042', pieces: 120, why: 'Seized', at: `${dayBefore(3)}T15:00:00Z` },
      },
    });
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

/** Today by the clock of Los Angeles, where the cases are. */
const portDay = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date());
