import { centsTyped } from '../../ui/money';

/** What an entry owes: cents of duty, and of fees by their accounting class. */
export interface Owed {
  readonly dutyCents: number;
  readonly fees: readonly { readonly class: string; readonly cents: number }[];
}

/** As one types amounts; an amount that is none is told by the module as its own field. */
const typedCents = (text: string): number => centsTyped(text) ?? -1;

/** What was filled in of it; null where the duty was left empty. */
export const owedTyped = (told: Readonly<Record<string, string>>, of = ''): Owed | null => {
  const duty = told[`duty${of}`] ?? '';
  if (duty === '') return null;
  return {
    dutyCents: typedCents(duty),
    fees: (told[`fees${of}`] ?? '')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([kind = '', amount = '']) => (kind ? [{ class: kind, cents: typedCents(amount) }] : [])),
  };
};
