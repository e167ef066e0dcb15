import { BOND_ACTIVITIES, BOND_TRANSACTIONS, BOND_WAIVER_REASONS, SUFFICIENCY } from '#reference';
import { BOND_FINALS, bondConditionTable } from './bond-conditions';

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The tables of the partner document on bonds, by the name they carry there. */
export const bondPartnerTables = (): Readonly<Record<string, string>> => ({
  'bond conditions': bondConditionTable(),
  'bond dispositions': table(
    ['asked for', 'code', 'text'],
    Object.entries(BOND_FINALS).map(([action, [code, text]]) => [action, code, text]),
  ),
  'bond activities': table(
    ['code', 'activity', 'bond types'],
    [...BOND_ACTIVITIES.values()].map(({ code, name, types }) => [code, name, types.join(', ')]),
  ),
  'bond transactions': table(
    ['code', 'what the bond secures', 'activities'],
    [...BOND_TRANSACTIONS.values()].map(({ code, name, activities }) => [code, name, activities.join(', ')]),
  ),
  'bond waivers': table(['code', 'reason'], [...BOND_WAIVER_REASONS]),
  'bond amounts': table(
    ['type', 'of', 'percent', 'at the least', 'rounded up to', 'source'],
    (['8', '9'] as const).flatMap((type) =>
      SUFFICIENCY[type].map(({ percent, leastDollars, steps, source }) => [
        type,
        type === '8' ? 'duties and fees of twelve months' : 'value of the goods',
        String(percent),
        `$${leastDollars}`,
        steps.map(({ to, by }) => (to === Infinity ? `$${by}` : `$${by} up to $${to}`)).join(', then '),
        source,
      ]),
    ),
  ),
});
