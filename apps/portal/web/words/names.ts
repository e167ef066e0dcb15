import type { Catalogue, Text } from './catalogue';
import { useWords } from './language';

/**
 * Says values of the API in plain words: `name('state', 'with the importer')` is the text `state_with the importer`. One without words is shown as it is.
 * `options('state', STATES)` are values to choose from.
 */
export function useNamesOf<T extends Readonly<Record<string, Text>>>(words: Catalogue<T>) {
  const say = useWords(words);
  const name = (group: string, value: string | null | undefined): string => {
    if (value === null || value === undefined) return '';
    const word = `${group}_${value}`;
    return word in words.en ? say(word) : value;
  };
  const options = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, text: name(group, value) }));
  return { name, options };
}
