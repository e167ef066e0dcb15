import { Foreseen } from '../tools/infrastructure/failure';

/** What may be said after the name of a scenario. */
export interface Options {
  /** Where all figures are written as data. */
  readonly json?: string;
  /** How many filings, messages or entries, where another number than usual is meant. */
  readonly entries?: number;
  readonly statements: boolean;
  /** Only what has this word in its name. */
  readonly road?: string;
  /** The part of a business day that is measured. */
  readonly share: number;
  readonly lowValue: boolean;
  /** Entries that are put on file before all is measured once more. */
  readonly stored?: number;
  /** Whether the figures go into the history in docs/developers. */
  readonly keep: boolean;
}

const SHARE = 0.01;
const WITH_VALUE = {
  '--json': { form: /./, say: 'Say where: npm run bench -- --json FILE' },
  '--entries': { form: /^[1-9]\d{2,7}$/, say: 'Say how many, 100 at least: npm run bench -- log --entries 10000000' },
  '--road': { form: /./, say: 'Say which: npm run bench -- cost --road CATAIR' },
  '--share': { form: /^(0\.\d+|1)$/, say: 'Say which part of the day: npm run bench -- day --share 0.01' },
  '--stored': { form: /^[1-9]\d{3,7}$/, say: 'Say how many entries: npm run bench -- cost --stored 1000000' },
} as const;
const ALONE = ['--statements', '--low-value', '--keep'];

/** @throws Foreseen where an option is unknown or lacks what it needs */
export const readOptions = (words: readonly string[]): { scenario: string | undefined; options: Options } => {
  const values: Partial<Record<keyof typeof WITH_VALUE, string>> = {};
  const alone = new Set<string>();
  let scenario: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word in WITH_VALUE) {
      const option = word as keyof typeof WITH_VALUE;
      const value = words[(at += 1)] ?? '';
      if (!WITH_VALUE[option].form.test(value)) throw new Foreseen(WITH_VALUE[option].say);
      values[option] = value;
    } else if (ALONE.includes(word)) alone.add(word);
    else if (word.startsWith('--') || scenario !== undefined)
      throw new Foreseen(`The benchmark knows no "${word}": ${[...Object.keys(WITH_VALUE), ...ALONE].join(', ')}.`);
    else scenario = word;
  }
  const number = (option: keyof typeof WITH_VALUE): number | undefined =>
    values[option] === undefined ? undefined : Number(values[option]);
  return {
    scenario,
    options: {
      json: values['--json'],
      entries: number('--entries'),
      statements: alone.has('--statements'),
      road: values['--road'],
      share: number('--share') ?? SHARE,
      lowValue: alone.has('--low-value'),
      stored: number('--stored'),
      keep: alone.has('--keep'),
    },
  };
};
