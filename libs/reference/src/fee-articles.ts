import { entriesOf } from './effective';

/** class: headings or chapters that have articles of the fee */
const TABLE = `
053: 0102 0201 0202 0206 0210 1602
054: 0103 0203 0206 0209 0210 1601 1602
055: 0409 1702 2106
056: 30 42 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 94 95 96
057: 0810 0811 2007 2008 2009
079: 17 18 19 21
090: 0701 0710 0712 1105 2004 2005
102: 0805
103: 0709
104: 0807
105: 4407 4409
106: 0810 0811
107: 0804
108: 0804
109: 1007
110: 04 15 17 18 19 21 22 35
124: 0802
125: 0604 0602`;

/**
 * Headings of the articles that promotion fees are collected on, by accounting class. Within them the orders name single numbers, so a heading that is not
 * listed has none of them for certain. Source: 7 CFR parts 1150, 1205 to 1221, 1230, 1260, their tables of HTS numbers.
 */
const HEADINGS: ReadonlyMap<string, readonly string[]> = new Map(
  entriesOf(TABLE).map((entry) => {
    const [classCode = '', headings = ''] = entry.split(': ');
    return [classCode, headings.split(' ')];
  }),
);

/** Whether an article may have the fee of a class; undefined where the class is no promotion fee. */
export const mayHaveFee = (classCode: string, hts: string): boolean | undefined =>
  HEADINGS.get(classCode)?.some((start) => hts.startsWith(start));
