import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

const ACTOR = 'Demo operator';
/** Executive Order 14066: oil, gas and coal of the Russian Federation; nothing of the demo is of it. */
const TRADE_ORDER = {
  ...{ headings: ['2701', '2709', '2710', '2711'], origins: ['RU'], reason: 'Executive Order 14066' },
  ...{ from: '2022-04-22', to: null, actor: ACTOR },
};
const FACILITIES = [
  { firmsCode: 'Y258', name: 'Harbor Container Terminal', type: '02', ports: ['2704', '2709'], from: '2020-01-01' },
  { firmsCode: 'W777', name: 'Harbor Bonded Stores', type: '04', ports: ['2704', '2709'], from: '2020-01-01' },
];
const LIMITS = [{ surety: '036', active: true, underwritingDollars: 50_000_000, from: '2025-07-01' }];

/**
 * What operators load into entry: a trade order, facilities behind FIRMS codes, what the demo surety may sign for. The same again changes nothing.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedRegisters(entry: Known, token: string): Promise<string> {
  if (!(await entry.isItself())) return `the entry service does not answer at ${entry.url}`;
  for (const [path, body] of [
    ['trade-orders', TRADE_ORDER],
    ['facilities', { facilities: FACILITIES, actor: ACTOR }],
    ['sureties', { sureties: LIMITS, actor: ACTOR }],
  ] as const) {
    const reason = await send(`${entry.url}/operations/${path}`, token, body);
    if (typeof reason === 'string') return reason;
  }
  return '';
}

/**
 * The demo surety names its agent: itself, where it has named nobody yet.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedSuretyAgent(account: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const surety = accounts.find(({ role }) => role === 'surety');
  if (!surety) return '';
  if (!(await account.isItself())) return `the account service does not answer at ${account.url}`;
  const url = `${account.url}/accounts/${surety.id}/surety-agents`;
  const key = surety.people.find(({ role }) => role === 'owner')!.apiKey;
  const known = await send(url, key);
  // A platform that was set up before its surety had an owner goes on without.
  if (known === NOT_KNOWN) return '';
  if (typeof known === 'string') return known;
  if (known.agents.length > 0) return '';
  const agents = [{ agent: '036-00-0001', filerCode: surety.filerCodes[0], from: '2020-01-01' }];
  const named = await send(url, key, { agents, why: 'Of the demo' });
  return typeof named === 'string' ? named : '';
}

const NOT_KNOWN = 'the key is not known';
/** The answer, or why there is none. */
const send = async (url: string, key: string, body?: object): Promise<any> => {
  try {
    const response = await askPatiently(url, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    });
    const text = await response.text();
    if (response.status === 401) return NOT_KNOWN;
    return response.ok
      ? JSON.parse(text)
      : `${new URL(url).pathname} answered ${response.status}: ${text.slice(0, 200)}`;
  } catch (error) {
    return `${new URL(url).pathname} does not answer (${messageOf(error)})`;
  }
};
