import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** Each message has an id of its own: a start that sends them again writes none twice. */
const MESSAGES = [
  {
    by: 'owner',
    id: '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5b01',
    text: 'Our supplier in Shanghai moves its moulds to a new plant in January. Does the assignment of our plastics to your Center change with that?',
    wantsAnswer: true,
  },
  {
    by: 'center-specialist',
    id: '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5b02',
    text: 'No: what counts is what you import. Send us the value of the moulds, please, because they are an assist (19 CFR 152.103(d)).',
    wantsAnswer: true,
  },
] as const;
const NOTE = {
  id: '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5b03',
  text: 'Compare with the values that were declared before 2026.',
};
const CONVERSATION_ID = '6f6d9a51-1f9c-4a55-9a0e-3f6f3c1f5b00';
const OFFICES = ['port 2704', 'Center CEE009'];

/**
 * The owner of the demo importer and its Center talk about the account, once, and the Center's specialist leaves a note that only CBP sees.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedConversation(account: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const people = accounts.flatMap((demo) => demo.people);
  const importer = accounts.find((demo) => demo.people.some(({ role }) => role === 'owner'));
  if (!importer) return '';
  if (!(await account.isItself())) return `the account service does not answer at ${account.url}`;
  const send = async (by: string, path: string, body: object): Promise<void> => {
    const { apiKey } = people.find(({ caller }) => caller === by)!;
    const response = await askPatiently(`${account.url}/conversations${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the account service answered ${response.status}: ${text.slice(0, 200)}`);
  };
  try {
    const subject = `account:${importer.id}`;
    await send('owner', '', { id: CONVERSATION_ID, subject, title: 'A new plant of our supplier', offices: OFFICES });
    for (const { by, ...message } of MESSAGES) await send(by, `/${CONVERSATION_ID}/messages`, message);
    await send('center-specialist', `/${CONVERSATION_ID}/notes`, NOTE);
    return '';
  } catch (error) {
    return messageOf(error);
  }
}
