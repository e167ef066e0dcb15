import { catalogue, filled, type Language } from './catalogue';
import { partWords } from './parts';

/** Sentences that modules tell in English with names, numbers and instants in them, from the narrowest to the widest. */
export const formWords = catalogue({
  en: {
    notAccepted: 'Filing: nothing is accepted since {at}. What was acknowledged is kept; send anything else later.',
    oneWaits: '{parts}: not processing since {at}; 1 filing waits; do not resend.',
    manyWait: '{parts}: not processing since {at}; {number} filings wait; do not resend.',
    waits: '{parts}: not processing since {at}; do not resend.',
    unwell: 'Filings are accepted; not as usual: {parts}.',
    watched: 'Everything is operational. Worth watching: {parts}.',
    silentSince: 'This part does not answer: {parts}. It last did at {at}.',
    silent: 'This part does not answer: {parts}.',
  },
  es: {
    notAccepted:
      'Presentaciones: no se recibe nada desde {at}. Lo que se confirmó está guardado; envíe lo demás más tarde.',
    oneWaits: '{parts}: no se tramita nada desde {at}; 1 presentación espera; no la envíe de nuevo.',
    manyWait: '{parts}: no se tramita nada desde {at}; {number} presentaciones esperan; no las envíe de nuevo.',
    waits: '{parts}: no se tramita nada desde {at}; no envíe nada de nuevo.',
    unwell: 'Se reciben presentaciones; no como siempre: {parts}.',
    watched: 'Todo funciona. A observar: {parts}.',
    silentSince: 'Esta parte no responde: {parts}. Respondió por última vez: {at}.',
    silent: 'Esta parte no responde: {parts}.',
  },
});

type Form = keyof typeof formWords.en;
/** English is left as it came. */
type Foreign = Exclude<Language, 'en'>;

const MONTHS = /\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g;
const THE_DAY = { es: 'el ' } as const;
const AND = { es: ' y ' } as const;

/** A day as the services write it, `21 November 2026`, in the language. */
const dayIn = (language: Foreign, text: string): string =>
  text.replace(
    MONTHS,
    (day) =>
      THE_DAY[language] +
      new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day} UTC`)),
  );

const PARTS = Object.entries(partWords.en).sort(([, a], [, b]) => b.length - a.length) as [
  keyof typeof partWords.en,
  string,
][];

const NAMES = new RegExp(PARTS.map(([, english]) => english.replace(/[()]/g, '\\$&')).join('|'), 'g');

/** Names of parts in a list, each in the language. */
const partsIn = (language: Foreign, text: string): string =>
  text
    .replace(NAMES, (english) => partWords[language][PARTS.find(([, one]) => one === english)![0]])
    .replace(/ and (?=\p{Lu})/gu, AND[language]);

const FORMS = (Object.entries(formWords.en) as [Form, string][]).map(([name, english]): [Form, RegExp] => [
  name,
  new RegExp(
    `^${english.replace(/[.;:]/g, '\\$&').replace(/\{(\w+)\}/g, (_whole, of: string) => `(?<${of}>${of === 'number' ? '\\d+' : '.+?'})`)}$`,
  ),
]);

/** What a module told in English, in a language; undefined where no form fits. */
export const toldFormIn = (language: Foreign, text: string): string | undefined => {
  for (const [name, form] of FORMS) {
    const found = form.exec(text)?.groups;
    if (found)
      return filled(formWords[language][name], language, {
        ...found,
        ...(found['parts'] && { parts: partsIn(language, found['parts']) }),
        ...(found['at'] && { at: dayIn(language, found['at']) }),
      });
  }
  return undefined;
};
