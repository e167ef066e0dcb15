import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import { askPatiently } from './ask-patiently';
import { demoPdf } from './demo-invoice';
import type { Known } from './seed';

const A_DAY_MS = 86_400_000;
const dayFromNow = (days: number): string => new Date(Date.now() + days * A_DAY_MS).toISOString().slice(0, 10);

/** The ids are fixed, so that what people did with it since stays as they left it. */
const idOf = (place: number): string => `3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d3${String(place).padStart(2, '0')}`;
const CTPAT_OF_IMPORTER = idOf(1);
const COMPLIANCE_OF_IMPORTER = idOf(2);
const CTPAT_OF_OCEAN_CARRIER = idOf(3);
const CTPAT_OF_TRUCK_CARRIER = idOf(4);
const PILOT = idOf(9);

/** The self-assessment that the demo importer sends in for Trade Compliance, each document one of its own. */
const ANSWERS: readonly (readonly [criterion: string, how: string, hasDocument: boolean])[] = [
  ['1.1', 'A compliance officer reports to the chief financial officer.', true],
  ['2.1', 'Risks were assessed in January, by product line.', true],
  ['3.1', 'Written controls for classification, value and origin.', true],
  ['3.2', 'Records are scanned and kept for seven years.', false],
  ['5.1', 'Thirty entries are tested each quarter.', true],
  ['5.2', 'Two prior disclosures were made and paid.', false],
  ['6.1', 'Suppliers are mapped down to the resin makers.', true],
  ['7.1', 'The broker has written instructions.', false],
];
const NOT_MET = '4.1';
const MANUAL = 'import-controls.pdf';
const MANUAL_LINES = [
  'PACIFIC HOME GOODS INC: CONTROLS OVER IMPORTS',
  '',
  '1. Who is responsible, and to whom they report',
  '2. Risks by product line: classification, value, origin',
  '3. Controls, and who carries them out',
  '4. Tests of each quarter, and what was corrected',
  'This manual is made up for the demo of Portway.',
];

interface Participation {
  readonly version: number;
  readonly state: string;
  readonly agreementVersion: string | null;
}

/**
 * What waits for the Center and for the trade in the programs of trusted traders: an application to be judged, a visit, a carrier that was certified and one that is suspended, a question, a problem,
 * a pilot with an agency, and who the demo importer talks to. Each once, whatever became of it since.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedTrusted(
  at: { readonly cee: Known; readonly account: Known },
  token: string,
  accounts: readonly DemoAccount[],
): Promise<string> {
  const { cee, account } = at;
  const people = accounts.flatMap((account) => account.people);
  const keyOf = (role: string): string | undefined => people.find((one) => one.role === role)?.apiKey;
  const [importer, ocean, truck] = ['importer', 'ocean-carrier', 'truck-carrier'].map((role) =>
    accounts.find((one) => one.role === role),
  );
  const [owner, specialist, director, manager, headquarters] = [
    importer?.people.find(({ role }) => role === 'owner')?.apiKey,
    ...['Center specialist', 'Center director', 'account manager'].map(keyOf),
    accounts.find(({ role }) => role === 'headquarters')?.apiKey,
  ];
  if (!importer || !ocean || !truck || !owner || !specialist || !director || !manager || !headquarters)
    return 'not everybody is among the demo accounts';
  if (!(await cee.isItself())) return `the cee service does not answer at ${cee.url}`;
  if (!(await account.isItself())) return `the account service does not answer at ${account.url}`;
  const ask = async <T>(method: 'GET' | 'POST', path: string, key: string, body?: object): Promise<T | null> => {
    const response = await askPatiently(`${cee.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // What people did with it since is theirs.
    if (response.status === 409) return null;
    if (!response.ok) throw new Error(`the cee service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  };
  const takeOver = (id: string, of: DemoAccount, days: number): Promise<Participation | null> =>
    ask('POST', '/operations/trusted-participations', token, {
      ...{ id, accountId: of.id, program: 'CTPAT', tier: 1, from: dayFromNow(-days) },
      ...{ source: 'Certificate of before the platform', actor: of.name },
    });
  const own = `/accounts/${importer.id}`;
  try {
    const before = await ask<{ participations: { id: string; visits: object[] }[] }>(
      ...(['GET', `${own}/trusted-participations`, owner] as const),
    );
    const known = (id: string): boolean => before!.participations.some((one) => one.id === id);

    await takeOver(CTPAT_OF_OCEAN_CARRIER, ocean, 200);
    const carrier = await takeOver(CTPAT_OF_TRUCK_CARRIER, truck, 300);
    // In force as it was taken over: nobody has decided on it since.
    if (carrier?.state === 'in force' && carrier.version === 2)
      await ask('POST', `/trusted-participations/${CTPAT_OF_TRUCK_CARRIER}/decision`, director, {
        ...{ decision: 'suspended', version: carrier.version, why: 'Two trailers crossed without a seal' },
        actions: [
          {
            ...{ id: idOf(5), criterion: '6.3', due: dayFromNow(45) },
            what: 'Each seal is verified by view, number, tug and twist, and that is written down',
          },
        ],
      });

    if (!known(COMPLIANCE_OF_IMPORTER)) {
      const one = `${own}/trusted-participations/${COMPLIANCE_OF_IMPORTER}`;
      const documentId = await manualOf(account, importer.id, owner);
      const opened = await ask('POST', `${own}/trusted-participations`, owner, {
        ...{ id: COMPLIANCE_OF_IMPORTER, program: 'Trade Compliance' },
      });
      if (opened) {
        await ask('POST', `${one}/agreement`, owner, { version: 'MOU-2022' });
        await ask('POST', `${one}/answers`, owner, {
          answers: [
            ...ANSWERS.map(([criterion, how, hasDocument]) => ({
              ...{ criterion, answer: 'met', how, documents: hasDocument ? [documentId] : [] },
            })),
            { criterion: NOT_MET, answer: 'not met', how: 'A newsletter for those who declare begins in March.' },
          ],
        });
        await ask('POST', `${one}/submission`, owner);
      }
    }
    if (before!.participations.find(({ id }) => id === CTPAT_OF_IMPORTER)?.visits.length === 0)
      await ask('POST', `/trusted-participations/${CTPAT_OF_IMPORTER}/visits`, specialist, {
        ...{ id: idOf(6), plannedFor: dayFromNow(30), place: '100 Harbor Plaza, Long Beach CA 90802' },
      });

    for (const request of [
      {
        ...{ id: idOf(7), kind: 'question', reference: 'HQ H300111' },
        text: 'Does the ruling on food boxes also hold for boxes with a lid of another plastic?',
      },
      {
        ...{ id: idOf(8), kind: 'problem', reference: null },
        text: 'Two of our containers wait for an exam that was called off. Whom can the terminal ask?',
      },
    ])
      await ask('POST', `${own}/trusted-requests`, owner, request);

    await pilotWith(ask, importer.id, headquarters, specialist);

    const { contacts } = (await ask<{ contacts: object[] }>('GET', `${own}/trusted-contacts`, owner))!;
    if (contacts.length > 0) return '';
    const named = await ask<{ people: { role: string; personId: string }[] }>(
      ...(['GET', `${own}/trusted-contacts/people`, manager] as const),
    );
    for (const role of ['account manager', 'security specialist']) {
      const person = named!.people.find((one) => one.role === role);
      if (person) await ask('POST', `${own}/trusted-contacts`, manager, { role, personId: person.personId });
    }
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

type Ask = <T>(method: 'GET' | 'POST', path: string, key: string, body?: object) => Promise<T | null>;

/** A pilot with an agency that runs, of which a Center has said how it goes and the importer not yet. */
const pilotWith = async (ask: Ask, accountId: string, headquarters: string, specialist: string): Promise<void> => {
  const proposed = await ask<{ state: string }>('POST', '/agency-pilots', headquarters, {
    ...{ id: PILOT, agency: 'FDA', title: 'Laboratory answers for food contact plastics', accounts: [accountId] },
    benefits: [{ benefit: 'An answer of the laboratory within a day', from: dayFromNow(0), to: dayFromNow(180) }],
  });
  if (proposed?.state !== 'proposed') return;
  await ask('POST', `/agency-pilots/${PILOT}/decision`, headquarters, {
    ...{ decision: 'started', why: 'Agreed with the agency' },
  });
  await ask('POST', `/agency-pilots/${PILOT}/ratings`, specialist, {
    ...{ rating: 4, comment: 'Answers come the next morning; two came late.' },
  });
};

/** The manual that the answers name, handed in where it is not there. @returns its id @throws Error */
const manualOf = async (account: Known, accountId: string, key: string): Promise<string> => {
  const ask = async <T>(path: string, content?: Buffer): Promise<T> => {
    const response = await askPatiently(`${account.url}${path}`, {
      ...(content && { method: 'POST', body: new Uint8Array(content) }),
      headers: { authorization: `Bearer ${key}`, ...(content && { 'content-type': 'application/pdf' }) },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the account service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  };
  const { documents } = await ask<{ documents: { id: string; name: string }[] }>(`/documents?accountId=${accountId}`);
  const known = documents.find(({ name }) => name === MANUAL);
  if (known) return known.id;
  return (await ask<{ document: { id: string } }>(`/documents?name=${MANUAL}`, demoPdf(MANUAL_LINES))).document.id;
};
