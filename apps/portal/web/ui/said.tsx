import type { ReactNode } from 'react';
import type { Catalogue, Language, Text } from '../words/catalogue';
import { useLanguage } from '../words/language';
import { toldWords } from '../words/told';
import { toldFormIn } from '../words/told-forms';
import { onClock } from './when';

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
export function Said({ text, words, zone }: { text: string; words?: Words; zone?: string }): ReactNode {
  const { language } = useLanguage();
  const said = saidIn(language, text, words) ?? (language === 'en' ? undefined : toldFormIn(language, text));
  return said === undefined ? <span lang="en">{onClock(text, 'en', zone)}</span> : onClock(said, language, zone);
}
