/** What a question is the same by, beside its kind. */
type SameBy = 'product' | 'account' | 'supplier';

/**
 * What people of the Centers ask and decide, and by what two questions of a kind are the same one: the tariff number of a product is one for everybody who imports it, what was paid
 * for it is not. Kinds without an outcome that can be compared have none.
 */
export const QUESTION_KINDS = [
  { kind: 'classification', sameBy: ['product'], outcome: 'a tariff number; the first eight digits are compared' },
  { kind: 'value', sameBy: ['product', 'account', 'supplier'], outcome: 'a basis of appraisement, in words' },
  { kind: 'rate', sameBy: ['product', 'supplier'], outcome: 'a rate of duty: `5.3%`, `$0.15/kg`, `free`' },
  { kind: 'origin', sameBy: ['product', 'supplier'], outcome: 'a country, two letters (ISO 3166-1)' },
  { kind: 'marking', sameBy: ['product'], outcome: 'what the marking must be, in words' },
  { kind: 'admissibility', sameBy: ['product'], outcome: 'whether it may enter, in words' },
  { kind: 'AD/CVD', sameBy: ['product', 'supplier'], outcome: 'a case number, or that none applies' },
  { kind: 'preference', sameBy: ['product', 'account', 'supplier'], outcome: 'a program, or that none applies' },
  { kind: 'documents', sameBy: ['product', 'account'], outcome: null },
  { kind: 'other', sameBy: ['product', 'account'], outcome: null },
] as const satisfies readonly { kind: string; sameBy: readonly SameBy[]; outcome: string | null }[];
export type QuestionKind = (typeof QUESTION_KINDS)[number]['kind'];
export const KIND_NAMES = QUESTION_KINDS.map(({ kind }) => kind) as QuestionKind[];

const kindNamed = (name: QuestionKind) => QUESTION_KINDS.find(({ kind }) => kind === name)!;

/** Whether decisions of the kind are compared: of the others a product has no answer that could differ. */
export const isCompared = (kind: QuestionKind): boolean => kindNamed(kind).outcome !== null;

/**
 * What questions of a kind are told apart by; null where nothing says of which product it is, so that nothing is compared.
 *
 * @param productId of the product described; null where none was
 */
export const subjectOf = (
  kind: QuestionKind,
  {
    productId,
    accountId,
    supplier,
  }: { readonly productId: string | null; readonly accountId: string | null; readonly supplier: string | null },
): string | null => {
  if (productId === null) return null;
  const by: readonly SameBy[] = kindNamed(kind).sameBy;
  return [
    `product ${productId}`,
    ...(by.includes('account') ? [`account ${accountId ?? 'none'}`] : []),
    ...(by.includes('supplier') ? [`supplier ${supplier ?? 'none'}`] : []),
  ].join(', ');
};

const TARIFF_DIGITS = 8;

/** A tariff number as it is written: `3924.10.40`. */
const dotted = (digits: string): string =>
  digits.replace(/^(\d{4})(\d{2})?(\d{2})?$/, (_, heading, six, eight) =>
    [heading, six, eight].filter(Boolean).join('.'),
  );

/** An outcome in the form in which outcomes of the kind are compared; null where it is none of the kind. */
export const comparedOutcome = (kind: QuestionKind, text: string): string | null => {
  const plain = text.trim().replace(/\s+/g, ' ');
  if (kind === 'classification') {
    const digits = plain.replaceAll('.', '');
    return /^(?:\d{4}|\d{6}|\d{8}|\d{10})$/.test(digits) ? dotted(digits.slice(0, TARIFF_DIGITS)) : null;
  }
  if (kind === 'rate') {
    const rate = plain
      .toLowerCase()
      .replace(/\s*(?:%|percent\b)/g, '%')
      .replace(/(\.\d*?)0+(?!\d)/g, '$1')
      .replace(/\.(?!\d)/g, '');
    return /\d/.test(rate) || rate === 'free' ? rate : null;
  }
  if (kind === 'origin') return /^[a-z]{2}$/i.test(plain) ? plain.toUpperCase() : null;
  return plain === '' ? null : plain.toLowerCase();
};

/**
 * Of decisions in force, rulings and then the newest first, those that bind: none that came after departed from them.
 * A vaguer decision after a finer one departs from nothing, so both bind.
 */
export const bindingOf = <D extends { readonly outcome: string }>(kind: QuestionKind, decisions: readonly D[]): D[] =>
  decisions.filter(
    ({ outcome }, at) => !decisions.slice(0, at).some((after) => contradicts(kind, after.outcome, outcome)),
  );

/** Whether two outcomes of a kind, in the form in which they are compared, contradict each other. A tariff number agrees with a longer one that begins with it: it says less. */
export const contradicts = (kind: QuestionKind, one: string, other: string): boolean =>
  kind === 'classification' ? !one.startsWith(other) && !other.startsWith(one) : one !== other;
