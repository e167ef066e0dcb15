/** Languages of the pages. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text, or one for a single thing and one for several (`{count}` chooses). `{name}` is filled in. */
export type Text = string | { readonly one: string; readonly other: string };

type Texts = Readonly<Record<string, Text>>;
type SameNames<T extends Texts> = { readonly [K in keyof T]: T[K] extends string ? string : Text };

/** The words of one area in every language. */
export interface Catalogue<T extends Texts> {
  readonly en: T;
  readonly es: SameNames<T>;
}

/** The words of an area: the compiler asks for each text in each language. */
export const catalogue = <const T extends Texts>(words: Catalogue<T>): Catalogue<T> => words;

export type Fill = Readonly<Record<string, string | number>>;

/** A text with what it is about filled in. */
export const filled = (text: Text, language: Language, fill: Fill = {}): string => {
  const chosen =
    typeof text === 'string'
      ? text
      : text[new Intl.PluralRules(language).select(Number(fill['count'] ?? 0)) === 'one' ? 'one' : 'other'];
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = fill[name];
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(language) : value;
  });
};
