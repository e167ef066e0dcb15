import type { ReactNode } from 'react';
import type { Catalogue, Language, Text } from '../words/catalogue';
import { useLanguage } from '../words/language';
import { toldWords } from '../words/told';

type Words = Catalogue<Readonly<Record<string, Text>>>;

const names = new WeakMap<Words, ReadonlyMap<string, string>>();
const namesIn = (words: Words): ReadonlyMap<string, string> => {
  const known = names.get(words) ?? new Map(Object.entries(words.en).map(([name, text]) => [String(text), name]));
  names.set(words, known);
  return known;
};

/** What a module told in English, in a language; undefined where the catalogue does not have it as it came. */
export const saidIn = (language: Language, text: string, words: Words = toldWords): string | undefined => {
  const name = namesIn(words).get(text);
  return name === undefined ? undefined : String(words[language][name]);
};

/** What a module tells in English: in the language of the page where the catalogue has it, else as it came and marked as English. */
export function Said({ text, words }: { text: string; words?: Words }): ReactNode {
  const { language } = useLanguage();
  return saidIn(language, text, words) ?? <span lang="en">{text}</span>;
}
