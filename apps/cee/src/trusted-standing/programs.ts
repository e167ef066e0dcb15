/** Programs of trusted traders: CTPAT (6 U.S.C. 961 to 973), and Trade Compliance for importers that it has validated. */
export const PROGRAMS = ['CTPAT', 'Trade Compliance'] as const;
export type Program = (typeof PROGRAMS)[number];
