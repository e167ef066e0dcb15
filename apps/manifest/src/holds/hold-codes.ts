/** Holds that officers place on bills, each with the status code its carrier is told and the one of its removal (CAMIR Appendix D). */
export interface HoldCode {
  readonly code: string;
  readonly removal: string;
  readonly authority: string;
  readonly meaning: string;
}

export const HOLD_CODES: readonly HoldCode[] = [
  { code: '1H', removal: '1I', authority: 'CBP', meaning: 'Hold at the port of discharge' },
  { code: '2H', removal: '2I', authority: 'CBP Agriculture', meaning: 'Agriculture hold at the port of discharge' },
  {
    code: '3H',
    removal: '3I',
    authority: 'Partner agency',
    meaning: 'Hold for another agency at the port of discharge',
  },
  {
    code: '7H',
    removal: '7I',
    authority: 'CBP',
    meaning: 'Non-intrusive examination ordered; removed when it is complete',
  },
];

export const holdCode = (code: string): HoldCode | undefined => HOLD_CODES.find((hold) => hold.code === code);

/** The hold codes as a Markdown table for the partner documents. */
export const holdCodeTable = (): string =>
  [
    '| placed | removed | by | meaning |',
    '|---|---|---|---|',
    ...HOLD_CODES.map((h) => `| ${h.code} | ${h.removal} | ${h.authority} | ${h.meaning} |`),
  ].join('\n');
