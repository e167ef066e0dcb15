import type { Goods } from '#contracts';
import { isChapter98, isChapter99 } from '#reference';

interface Line {
  readonly countryOfOrigin: string | null;
  readonly tariffs: readonly { readonly hts: string | null; readonly valueDollars: number | null }[];
}

/**
 * Lines by chapter of the tariff and country of origin, in that order. A line counts by the number that classifies its goods: those of chapters 98
 * and 99 only add to another. A line without a number is in none.
 *
 * @param dutyCents duty of each line, by its place
 */
export function goodsOf(lines: readonly Line[], dutyCents: readonly number[] = []): Goods[] {
  const found = new Map<string, Goods>();
  lines.forEach(({ countryOfOrigin, tariffs }, index) => {
    const numbered = tariffs.flatMap(({ hts }) => (hts !== null && /^\d{2}/.test(hts) ? [hts] : []));
    const classifying = numbered.find((hts) => !isChapter98(hts) && !isChapter99(hts)) ?? numbered[0];
    if (classifying === undefined) return;
    const chapter = classifying.slice(0, 2);
    const key = `${chapter} ${countryOfOrigin ?? ''}`;
    const before = found.get(key);
    const value = tariffs.reduce((sum, { valueDollars }) => sum + (valueDollars ?? 0), 0);
    found.set(key, {
      chapter,
      countryOfOrigin,
      valueDollars: (before?.valueDollars ?? 0) + value,
      dutyCents: (before?.dutyCents ?? 0) + (dutyCents[index] ?? 0),
    });
  });
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, goods]) => goods);
}
