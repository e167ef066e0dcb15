import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** What stands on the page of the demo Center. The ids are fixed, so that nothing is published again by the next start. */
const PUBLISHED = [
  {
    id: '7b2f4a10-51a3-4c56-9a1e-26110000d001',
    ...{ kind: 'contact', topic: 'who answers', day: '2026-11-02', title: 'How to reach us' },
    text: 'Ask by question to the Center, at any time.\nTeam 391, plastics and rubber; team 681, stone, ceramics and glass.\nBuffalo, weekdays 8 to 18 Eastern time.',
  },
  {
    id: '7b2f4a10-51a3-4c56-9a1e-26110000d002',
    ...{ kind: 'industry notice', topic: 'household plastics', day: '2026-11-16', title: 'Lunch boxes of plastics' },
    text: 'Lunch boxes of plastics are household articles of heading 3924. Insulated ones are looked at one by one.',
  },
];

/** What the demo importer asked, and was answered and everybody may read. */
const ASKED = {
  id: '7b2f4a10-51a3-4c56-9a1e-26110000d003',
  ...{ topic: 'household plastics', heading: '3924', kind: 'classification', goods: 'Colanders of plastics' },
  text: 'We import colanders of plastics from two makers. Is there one heading for both?',
};
const ANSWER = 'Yes: colanders of plastics are kitchenware of 3924.10, whoever made them.';
const FOR_EVERYBODY = {
  title: 'Are colanders of plastics kitchenware?',
  text: 'Colanders of plastics are kitchenware of 3924.10, whoever made them.',
};

/** What the Center and a port both ask the demo importer: one question. */
const QUESTION = {
  kind: 'value',
  goods: 'Colanders of plastics',
  text: 'Are moulds given to the maker part of the price?',
};

/**
 * The demo Center publishes, is asked and answers, and asks; once, whatever became of it since.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedCenters(cee: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const people = accounts.flatMap((account) => account.people);
  const specialist = people.find(({ role, center }) => role === 'Center specialist' && center !== null);
  const importer = accounts.find((account) => account.people.some(({ role }) => role === 'owner'));
  const owner = importer?.people.find(({ role }) => role === 'owner');
  const officer = accounts.find(({ role }) => role === 'officer');
  if (!specialist || !importer || !owner || !officer) return '';
  if (!(await cee.isItself())) return `the cee service does not answer at ${cee.url}`;
  const post = async (path: string, key: string, body: object): Promise<{ state?: string }> => {
    const response = await askPatiently(`${cee.url}${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
    const text = await response.text();
    // What people did with it since is theirs.
    if (response.status === 409) return {};
    if (!response.ok) throw new Error(`the cee service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as { state?: string };
  };
  try {
    for (const publication of PUBLISHED)
      await post('/center-pages/publications', specialist.apiKey, {
        ...publication,
        center: specialist.center,
        why: 'For the demo',
      });
    const { state } = await post('/hub-questions', owner.apiKey, { ...ASKED, center: specialist.center });
    const at = `/hub-questions/${ASKED.id}`;
    if (state === 'asked') {
      await post(`${at}/answer`, specialist.apiKey, { answer: ANSWER });
      await post(`${at}/publication`, specialist.apiKey, FOR_EVERYBODY);
    }
    const question = { ...QUESTION, accountId: importer.id };
    await post('/account-questions', specialist.apiKey, { ...question, id: '7b2f4a10-51a3-4c56-9a1e-26110000d004' });
    await post('/account-questions', officer.apiKey, {
      ...question,
      id: '7b2f4a10-51a3-4c56-9a1e-26110000d005',
      port: officer.ports[0],
    });
    return '';
  } catch (error) {
    return messageOf(error);
  }
}
