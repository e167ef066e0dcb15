import type { RulingOrder } from '../../api/cee';
import { type Field, linesOf, listOf } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { rulingWords } from './words';

type Told = Readonly<Record<string, string>>;

/** What a ruling has, asked for in one way wherever one is issued. */
export const useRulingFields = (): Field[] => {
  const say = useWords(rulingWords);
  return [
    { name: 'number', label: say('number'), hint: say('numberHint'), most: 12 },
    { name: 'issuedOn', label: say('day'), kind: 'date' },
    { name: 'subject', label: say('subject'), most: 300 },
    { name: 'headings', label: say('headings'), hint: say('headingsHint'), optional: true },
    { name: 'text', label: say('text'), kind: 'area', most: 100_000 },
    { name: 'holder', label: say('holderName'), hint: say('holderHint'), optional: true, most: 100 },
    { name: 'confidential', label: say('names'), hint: say('namesHint'), kind: 'area', optional: true },
  ];
};

/** The ruling that was typed into these fields. */
export const rulingTyped = (told: Told, id: string): RulingOrder => ({
  ...{ id, number: told['number']!.toUpperCase(), issuedOn: told['issuedOn']!, subject: told['subject']! },
  headings: listOf(told['headings'] ?? '').map((one) => one.replaceAll('.', '')),
  ...{ text: told['text']!, holder: told['holder'] || null },
  confidential: linesOf(told['confidential'] ?? '').map((one) => one.trim()),
});

/** Digits of the tariff as they are printed: `3924.10.2000`. */
export const tariffText = (digits: string): string =>
  [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join('.');
