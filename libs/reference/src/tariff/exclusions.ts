/** numbers of exclusions | numbers they exclude from */
const TABLE = `
05 06 07 08 10 11 14 19 50 52 58 60 62|01
12 17 20 54 59 61 63 70|02
13 18 35 41 43 45|03
33 34 36 37 38 40 46 48 56 64|03 04
39 42 44 47 49 51 53 55 57 65|15
66 67 69|01 02 03 04 15
68|01 02 03 15
09|03 04`;

/**
 * Product exclusions from section 301 and what they exclude from, as the headings of 9903.88.01 to .04, .15, 9903.91.03 and 9903.92.10 name them. The days of each
 * stand with its number in the schedule: those of its heading, else the first day of what it excludes from to the day on which its notice says it expires, that day
 * with it. Which products are excluded is told in words of U.S. note 20 and is not held. 9903.88.09 had the rate of before 10 May 2019 for goods exported by then.
 */
const EXCLUSIONS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...TABLE.trim()
    .split('\n')
    .flatMap((row) => {
      const [exclusions = '', from = ''] = row.split('|');
      const numbers = from.split(' ').map((end) => `990388${end}`);
      return exclusions.split(' ').map((end) => [`990388${end}`, numbers] as const);
    }),
  ['99039109', ['99039210']],
  ['99039110', ['99039103']],
]);

/** The numbers that an exclusion takes goods out of; undefined for a number that is no exclusion. */
export const exclusionsFrom = (number: string): readonly string[] | undefined => EXCLUSIONS.get(number);
