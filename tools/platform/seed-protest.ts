import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** Two rulings to search among; the protest cites the first. */
const RULINGS = [
  {
    ...{ id: '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5a01', number: 'HQ H300111', issuedOn: '2024-05-14', headings: ['3924'] },
    subject: 'Classification of food boxes of plastics with lids',
    text: 'Boxes of polypropylene with lids, in which food is kept and served, are tableware of heading 3924, and not other articles of heading 3926.',
    holder: 'Bay State Kitchen Supply Inc',
  },
  {
    ...{ id: '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5a02', number: 'NY N300222', issuedOn: '2025-02-03', headings: ['3926'] },
    subject: 'Classification of storage crates of plastics',
    text: 'Crates of polypropylene in which goods are stored and carried are other articles of heading 3926.',
  },
];
const PROTEST_ID = '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5a10';
const A_DAY_MS = 86_400_000;

/**
 * Headquarters enters two rulings, and the demo importer protests a liquidation, once: the protest waits for a Center, because nothing is on file of its entry.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedProtest(cee: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const importer = accounts.find(({ role }) => role === 'importer');
  const headquarters = accounts.find(({ role }) => role === 'headquarters');
  if (!importer || !headquarters) return '';
  if (!(await cee.isItself())) return `the cee service does not answer at ${cee.url}`;
  const ask = async (path: string, key: string, body?: object): Promise<number> => {
    const response = await askPatiently(`${cee.url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    });
    const text = await response.text();
    if (!response.ok && response.status !== 404)
      throw new Error(`the cee service answered ${response.status}: ${text.slice(0, 200)}`);
    return response.status;
  };
  try {
    for (const ruling of RULINGS) await ask('/rulings', headquarters.apiKey, ruling);
    if ((await ask(`/protests/${PROTEST_ID}`, importer.apiKey)) === 404)
      await ask('/protests', importer.apiKey, protestOf(importer));
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

const protestOf = ({ name, importerNumbers: [importerNumber] }: DemoAccount): object => ({
  ...{ id: PROTEST_ID, capacity: 'importer', decision: 'liquidation', drawback: 'none' },
  protestant: { name, address: '100 Harbor Plaza, Long Beach CA 90802', importerNumber },
  entries: [
    {
      ...{ entryNumber: 'B76-0324527-8', enteredOn: '2026-01-16' },
      decidedOn: new Date(Date.now() - 30 * A_DAY_MS).toISOString().slice(0, 10),
    },
  ],
  ...{ category: 'Household articles of plastics', merchandise: 'Food boxes of polypropylene, with lids' },
  objections: [
    { claim: 'Classified in 3926.90; 3924.10 is claimed', justification: 'HQ H300111 is about the same goods.' },
  ],
  rulings: ['HQ H300111'],
});
