import { DRAWBACK_OFFICES, DRAWBACK_PROVISIONS } from '#reference';
import { claimConditionTable } from './claim-conditions';

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The tables of the partner document on drawback, by the name they carry there. */
export const drawbackPartnerTables = (): Readonly<Record<string, string>> => ({
  'drawback conditions': claimConditionTable(),
  'drawback provisions': table(
    ['code', 'provision', 'goods', 'claimed of what was paid'],
    [...DRAWBACK_PROVISIONS.values()].map(({ code, name, goods, full }) => [
      code,
      name,
      goods,
      full ? '100 %' : '99 %',
    ]),
  ),
  'drawback offices': table(
    ['port', 'office'],
    [...DRAWBACK_OFFICES].map(([port, { name }]) => [port, name]),
  ),
});
