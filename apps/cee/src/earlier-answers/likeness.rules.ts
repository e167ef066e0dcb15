/** A word of a description, with the words that are written like it: each with the number of products that have it. */
export interface WordAsked {
  readonly word: string;
  readonly likes: readonly { readonly word: string; readonly products: number }[];
}

/** How many of the rarest words of a description are looked for where not all of them are there. */
const RAREST = 3;

const quoted = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const anyOf = ({ likes }: WordAsked): string => `(${likes.map(({ word }) => quoted(word)).join(' | ')})`;
const productsOf = ({ likes }: WordAsked): number => likes.reduce((sum, { products }) => sum + products, 0);

/**
 * Searches for products by their words, the narrowest first: all of the words; then two of the three rarest; then the rarest. Words that no product has are left out. As text of the
 * type `tsquery`. Which words are rare is known from counts, so that no search reads more than the list of a rare word.
 */
export const productSearches = (asked: readonly WordAsked[]): string[] => {
  const known = asked.filter(({ likes }) => likes.length > 0).sort((a, b) => productsOf(a) - productsOf(b));
  if (known.length === 0) return [];
  const all = known.map(anyOf).join(' & ');
  const rarest = known.slice(0, RAREST);
  const [first, second, third] = rarest.map(anyOf);
  const pairs = third
    ? [`${first} & ${second}`, `${first} & ${third}`, `${second} & ${third}`].map((pair) => `(${pair})`).join(' | ')
    : null;
  return [...new Set([all, pairs, first!].filter((search): search is string => search !== null))];
};

/** Why an earlier answer is shown, and how much it counts; points are added up. */
export const FOUND_BY = [
  { rule: 'same product', when: 'the goods are described in the same words', points: 50 },
  { rule: 'goods alike', when: 'parts of the words agree: one point for each percent of likeness', points: 100 },
  { rule: 'same account', when: 'it was asked of, or decided on, the account', points: 40 },
  { rule: 'same supplier', when: 'the manufacturer (MID) is the same', points: 25 },
  { rule: 'same heading', when: 'the tariff number has the same heading', points: 15 },
  { rule: 'words of the answer', when: 'all of the words stand in question or answer', points: 20 },
  { rule: 'ruling', when: 'it is a ruling in force', points: 10 },
] as const;
export type FoundBy = (typeof FOUND_BY)[number]['rule'];

export interface WhyFound {
  readonly rule: FoundBy;
  readonly points: number;
  readonly why: string;
}

const pointsOf = (rule: FoundBy): number => FOUND_BY.find((row) => row.rule === rule)!.points;

/** What is compared with what is looked for. */
export interface Compared {
  readonly isSameProduct: boolean;
  /** 0 to 1; null where no goods were described. */
  readonly likeness: number | null;
  readonly isSameAccount: boolean;
  readonly supplier: string | null;
  readonly heading: string | null;
  readonly hasWords: boolean;
  readonly isRuling: boolean;
}

/** Below this likeness of goods nothing is said of it. */
const LEAST_LIKENESS = 0.2;

/** Why an earlier answer fits what is looked for; empty where it does not. */
export const whyFound = (
  asked: { readonly supplier: string | null; readonly heading: string | null },
  found: Compared,
): WhyFound[] => {
  const why: WhyFound[] = [];
  const because = (rule: FoundBy, text: string, points = pointsOf(rule)): void =>
    void why.push({ rule, points, why: text });
  if (found.isSameProduct) because('same product', 'the goods are described in the same words');
  if (found.likeness !== null && found.likeness >= LEAST_LIKENESS) {
    const percent = Math.round(found.likeness * 100);
    because('goods alike', `the goods are ${percent} % alike`, Math.round((percent * pointsOf('goods alike')) / 100));
  }
  if (found.isSameAccount) because('same account', 'of the same account');
  if (asked.supplier !== null && found.supplier === asked.supplier)
    because('same supplier', `supplier ${asked.supplier}`);
  if (asked.heading !== null && found.heading === asked.heading) because('same heading', `heading ${asked.heading}`);
  if (found.hasWords) because('words of the answer', 'the words stand in question or answer');
  if (why.length > 0 && found.isRuling) because('ruling', 'a ruling in force');
  return why;
};
