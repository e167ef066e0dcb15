import { CORRECTION_REASONS, ENTRY_TYPES, LIQUIDATION_HOLDS } from '#reference';

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The tables of the partner document on liquidation, by the name they carry there. */
export const liquidationPartnerTables = (): Readonly<Record<string, string>> => ({
  'liquidated types': table(
    ['entry type', 'text', 'liquidated'],
    [...ENTRY_TYPES.values()]
      .filter(({ filings }) => filings.includes('AE'))
      .map(({ code, text, liquidation, adcvd }) => [
        code,
        text,
        adcvd ? 'suspended when it is filed' : liquidation === 'none' ? 'no' : liquidation,
      ]),
  ),
  holds: table(
    ['code', 'kind', 'about'],
    LIQUIDATION_HOLDS.map(({ code, kind, says }) => [code, kind, says]),
  ),
  'correction reasons': table(
    ['code', 'of', 'changed'],
    CORRECTION_REASONS.map(({ code, level, says }) => [code, level, says]),
  ),
});
