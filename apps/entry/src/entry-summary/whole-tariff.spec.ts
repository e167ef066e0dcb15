import { tariffInUse, type ScheduleRow } from '#reference';
import { lineDuties } from './duty.rules';
import { line, tariff } from './summary.fixture';

/**
 * A second, small computation of duty beside that of the platform: in whole ten-millionths of a dollar, from the words of the rate, knowing no more
 * than percentages and amounts for a unit. A thousand lines drawn from the whole schedule must come to the same cent by both.
 */
const DAY = '2026-08-03';
const LINES = 1_000;
const SCALE = 10n ** 9n;

/** Numbers that follow each other by a fixed rule, so that the same lines are drawn on every day. */
function* draws(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield state / 2 ** 32;
  }
}

const scaled = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(9, '0').slice(0, 9));
};

const UNIT_OF: Readonly<Record<string, string>> = {
  ...{ kg: 'KG', liter: 'L', bbl: 'BBL', m2: 'M2', m3: 'M3', t: 'T', each: 'NO', head: 'NO', article: 'NO' },
  ...{ 'pr.': 'PRS', 'doz.': 'DOZ', gross: 'GR', 'pf.liter': 'PFL', 'clean kg': 'CYK', jewel: 'JWL' },
};

/** The rate that the words of a special column give to a program, such as `Free (AU,BH) 2% (JP)`. */
const wordsFor = (special: string, program: string): string | undefined =>
  special
    .split(')')
    .map((group) => group.split('('))
    .find(([, programs]) => programs?.split(',').some((each) => each.replace('*', '') === program))?.[0]
    ?.trim();

/** Duty in cents; undefined for wording this computation does not know. */
function simply(rate: string, value: number, quantityOf: (unit: string) => number | undefined): number | undefined {
  if (rate === 'Free') return 0;
  let sum = 0n;
  for (const term of rate.split('+').map((each) => each.trim())) {
    const percent = /^([\d.]+)%$/.exec(term);
    const cents = /^([\d.]+)(?:¢|\s?cents)\s?\/?\s?(.+)$/.exec(term);
    const dollars = /^\$([\d.]+)\s?\/?\s?(.+)$/.exec(term);
    if (percent) sum += (BigInt(value) * scaled(percent[1]!)) / 100n;
    else {
      const [, amount, word] = cents ?? dollars ?? [];
      const quantity = quantityOf(UNIT_OF[(word ?? '').toLowerCase()] ?? '');
      if (!amount || quantity === undefined) return undefined;
      sum += (BigInt(quantity) * scaled(amount)) / (cents ? 100n : 1n);
    }
  }
  return Number((sum * 100n + SCALE / 2n) / SCALE);
}

/** Where the goods come from, what is claimed for them, and the words of the schedule that then count. */
const COLUMNS: readonly (readonly [
  string,
  string,
  string | undefined,
  (row: ScheduleRow) => string | undefined,
  number,
])[] = [
  ['the general column', 'DE', undefined, ({ general }) => general, 960],
  [
    'the special column',
    'KR',
    'KR',
    ({ general, special }) => (general === 'Free' ? general : (wordsFor(special, 'KR') ?? general)),
    920,
  ],
  [
    'the special column of the Caribbean Basin',
    'JM',
    'E',
    ({ general, special }) => (general === 'Free' ? general : (wordsFor(special, 'E') ?? general)),
    960,
  ],
  ['column 2', 'BY', undefined, ({ columnTwo }) => columnTwo || undefined, 920],
];

test.each(COLUMNS)(
  'a thousand lines of %s of the whole schedule come to the same cent by a second computation',
  (_, origin, spi, wordsOf, atLeast) => {
    const rows = [...tariffInUse().rows()].filter(
      ({ number, from, to }) => number < '98' && from <= DAY && (to ?? DAY) >= DAY,
    );
    const next = draws(20_261_129);
    const draw = () => next.next().value as number;
    const differing: string[] = [];
    let compared = 0;
    for (let at = 0; at < LINES; at += 1) {
      const row = rows[Math.floor(draw() * rows.length)]!;
      const [suffix] = row.suffixes[0]!;
      const units = row.units[0]!.split(' ').filter((unit) => unit !== 'X');
      const value = Math.floor(10 ** (1 + draw() * 6));
      const quantities = units.map((unit) => ({ unit, quantity: Math.floor(10 ** (draw() * 5)) }));
      const words = wordsOf(row);
      const expected =
        words === undefined
          ? undefined
          : simply(words, value, (unit) => quantities.find((each) => each.unit === unit)?.quantity);
      const hts = row.number + (suffix === '*' ? '00' : suffix);
      const reported = quantities.map(({ unit, quantity }) => ({ unit, quantity: String(quantity) }));
      const [computed] = lineDuties(line('001', origin, [tariff(hts, value, reported, spi)]), DAY);
      if (expected === undefined) continue;
      compared += 1;
      if (!computed!.verified || computed!.dutyCents !== expected)
        differing.push(`${hts} ${words}: ${computed!.dutyCents} and not ${expected}`);
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(atLeast);
  },
);
