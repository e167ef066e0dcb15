/** Cents as people read them: `$1,234.56`. */
export const dollarsOf = (cents: number, language: string): string => inDollars(cents / 100, language, 2);

/** Whole dollars: `$1,234`. */
export const wholeDollars = (dollars: number, language: string): string => inDollars(dollars, language, 0);

const inDollars = (dollars: number, language: string, digits: number): string =>
  new Intl.NumberFormat(language === 'es' ? 'es-US' : 'en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(dollars);

/** What somebody typed, `1,234.5`, as whole cents; null where it is no amount. */
export const centsTyped = (text: string): number | null => {
  const found = /^\$?\s*(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '').trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
};
