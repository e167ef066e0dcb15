import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CustomsDate, isCustomsDate, localDate } from '#kernel';
import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/**
 * The day on which a platform first started: from then on its register of bonds is asked, for the demo surety files a bond then and no bond can be of an earlier day. It is kept in the folder of the platform, so
 * that a later start asks of the same days.
 */
export const bondsLookedUpFrom = (home: string, now = new Date()): CustomsDate => {
  const file = join(home, 'bonds-looked-up-from');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (isCustomsDate(kept)) return kept;
  const today = localDate(now, CLOCK);
  writeFileSync(file, `${today}\n`);
  return today;
};
const CLOCK = 'America/New_York';
const PATIENCE_MS = 60_000;

/**
 * The demo surety files a continuous bond of the demo importer, under each of its numbers, once.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedBonds(gateway: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const [surety, importer] = ['surety', 'importer'].map((wanted) => accounts.find(({ role }) => role === wanted));
  if (!surety || !importer) return '';
  if (!(await gateway.isItself())) return `the gateway does not answer at ${gateway.url}`;
  const ask = async (path: string, body?: object): Promise<any> => {
    const response = await askPatiently(`${gateway.url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${surety.apiKey}`,
        ...(body && { 'content-type': 'application/json' }),
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the gateway answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const covered = async (): Promise<boolean> =>
    (await ask('/bonds?limit=200')).bonds.some((bond: any) => bond.type === '8' && bond.state === 'active');
  try {
    if (await covered()) return '';
    await ask('/filings/bond', continuousBond(surety, importer));
    for (const deadline = Date.now() + PATIENCE_MS; !(await covered()); await pause(250))
      if (Date.now() > deadline) return 'the bond was not taken in time';
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

const continuousBond = ({ suretyCodes }: DemoAccount, { importerNumbers: [first, ...others] }: DemoAccount): object => {
  const today = localDate(new Date(), CLOCK);
  return {
    ...{ action: 'add', type: 'continuous', activityCode: '1', amountDollars: 100_000 },
    ...{ executedOn: today, effectiveOn: today, suretyReference: 'DEMO' },
    principal: { numberType: 'EI', number: first },
    coPrincipals: others.map((number) => ({ numberType: 'EI', number })),
    surety: { code: suretyCodes[0], agent: '036-00-0001' },
  };
};
