import { centsTyped } from './money';

/** What somebody typed as an amount, as the services take it, `1234.50`; null for nothing, as it stands where it is no amount. */
export const amountTyped = (text: string): string | null => {
  const cents = centsTyped(text);
  return text === '' ? null : cents === null ? text : (cents / 100).toFixed(2);
};
