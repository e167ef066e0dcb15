import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';

const LATE_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e001';
const SEIZURE_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e002';
const PETITION_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e004';
const PROPERTY_ID = '8c1d5e20-62b4-4d67-8b2f-26110000e003';

const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/**
 * One demand for liquidated damages that was mailed to the demo importer and its surety, with a petition on which the Center is asked, and one seizure that waits for its notice; once, whatever became of them since.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedEnforcement(enforcement: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const officer = accounts.flatMap(({ people }) => people).find(({ role }) => role === 'FP&F officer');
  const importer = accounts.find(({ role }) => role === 'importer');
  if (!officer || !importer) return '';
  if (!(await enforcement.isItself())) return `the enforcement service does not answer at ${enforcement.url}`;
  const post = async (path: string, body: object): Promise<any> => {
    const response = await fetch(`${enforcement.url}${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) },
      headers: { authorization: `Bearer ${officer.apiKey}`, 'content-type': 'application/json' },
    });
    const text = await response.text();
    // What people did with it since is theirs.
    if (response.status === 409) return null;
    if (!response.ok) throw new Error(`the enforcement service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const [importerNumber = null] = importer.importerNumbers;
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
