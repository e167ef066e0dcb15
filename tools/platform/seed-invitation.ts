import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** Whom the demo importer's owner invites; the e-mail lies in the folder `mail` of the data folder. */
const INVITED = {
  name: 'Noor Haddad',
  email: 'noor@importer.example',
  role: 'user',
  leaves: { documents: 'read', 'activity log': 'read' },
  why: 'Reads the documents of our shipments',
};

/**
 * The owner of the demo importer invites somebody by mail, once: whoever was invited before is not invited again, whatever became of it.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedInvitation(account: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const importer = accounts.find(({ people }) => people.some(({ role }) => role === 'owner'));
  const owner = importer?.people.find(({ role }) => role === 'owner');
  if (!importer || !owner) return '';
  if (!(await account.isItself())) return `the account service does not answer at ${account.url}`;
  const ask = async (body?: object): Promise<{ invitations?: { email: string }[] }> => {
    const response = await askPatiently(`${account.url}/accounts/${importer.id}/invitations`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${owner.apiKey}`, ...(body && { 'content-type': 'application/json' }) },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the account service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as { invitations?: { email: string }[] };
  };
  try {
    const { invitations = [] } = await ask();
    if (!invitations.some(({ email }) => email === INVITED.email)) await ask(INVITED);
    return '';
  } catch (error) {
    return messageOf(error);
  }
}
