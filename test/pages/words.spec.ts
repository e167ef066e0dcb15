import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

/** Of public pages; those of officers and partners keep it too. */
const GRADE = 9;

interface Words {
  readonly en: Readonly<Record<string, unknown>>;
  readonly es: Readonly<Record<string, unknown>>;
}

const WEB = join(__dirname, '..', '..', 'apps', 'portal', 'web');
const files = globSync('{words/{common,dispositions,ordering,parts,told,remedies}.ts,pages/*/*words.ts}', { cwd: WEB });

const cataloguesOf = (file: string): Words[] =>
  Object.values(require(join(WEB, file)) as Record<string, Words>).filter(
    (one) => one !== null && typeof one === 'object' && 'en' in one && 'es' in one,
  );

/** Names, codes and words that both languages write alike. */
const ALIKE =
  /^(Portway|English|Español|[A-Z0-9 .,:/-]{1,12}|No|Total|API|JSON|CSV|Excel|[Ee]rror|Manual|Factor|Normal)?$/;

const textsOf = (words: Readonly<Record<string, unknown>>): [name: string, text: string][] =>
  Object.entries(words).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[name, value]]
      : Object.entries(value as Record<string, string>).map(([form, text]): [string, string] => [
          `${name} (${form})`,
          text,
        ]),
  );
const withoutGaps = (text: string): string => text.replace(/\{\w+\}|:/g, '').trim();
const gaps = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe.each(files)('the words of %s', (file) => {
  const catalogues = cataloguesOf(file);
  const pairs = catalogues.flatMap(({ en, es }) => {
    const spanish = new Map(textsOf(es));
    return textsOf(en).map(([name, text]) => ({ name, english: text, spanish: spanish.get(name) ?? '' }));
  });

  it('are there in English and Spanish, each name in both', () => {
    expect(catalogues.length).toBeGreaterThan(0);
    for (const { en, es } of catalogues)
      expect(textsOf(es).map(([name]) => name)).toEqual(textsOf(en).map(([name]) => name));
  });

  it('say something, and leave the same gaps to be filled', () => {
    const odd = pairs.filter(
      ({ english, spanish }) => !english.trim() || !spanish.trim() || gaps(english).join() !== gaps(spanish).join(),
    );
    expect(odd).toEqual([]);
  });

  it('are translated: no English text stands for a Spanish one', () => {
    expect(
      pairs
        .filter(({ english, spanish }) => english === spanish && !ALIKE.test(withoutGaps(english)))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

test('no page has words of its own in it: each sentence comes from a catalogue', () => {
  const spoken = globSync('{app,ui,pages}/**/*.tsx', { cwd: WEB }).flatMap((file) =>
    [...readFileSync(join(WEB, file), 'utf8').matchAll(/>\s*([A-Z][a-z]+ [a-z][^<>{}=;]*)</g)].map(
      ([, text]) => `${file}: ${text}`,
    ),
  );
  expect(spoken).toEqual([]);
});

/** Years of school that whoever reads needs (Flesch and Kincaid), over all sentences. */
const gradeOf = (texts: readonly string[]): number => {
  const sentences = texts.flatMap((text) =>
    [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment),
  );
  const words = sentences.flatMap((sentence) => sentence.match(/[A-Za-z][A-Za-z'’-]*/g) ?? []);
  return fleschKincaid({
    sentence: sentences.length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + syllable(word), 0),
  });
};

const sentencesOf = (file: string): string[] =>
  cataloguesOf(file)
    .flatMap(({ en }) => textsOf(en).map(([, text]) => text.replace(/\{\w+\}/g, 'it')))
    .filter((text) => /[.?!]$/.test(text));

test.each(files.filter((file) => sentencesOf(file).length > 0))(
  'the English sentences of %s are read with nine years of school',
  (file) => expect(gradeOf(sentencesOf(file))).toBeLessThanOrEqual(GRADE),
);
