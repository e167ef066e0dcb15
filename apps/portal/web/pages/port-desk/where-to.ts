const ENTRY = /^[A-Z0-9]{3}-?\d{7}-?\d$/;
const CONTROL_NUMBER = /^(MD|DR)-\d{2}-\d{4}-\d{6}$/;

/** The page that a whole number opens at once; null for what must be searched for. Digits alone are searched for: they may be a person's number, which stands in no address. */
export const pageOf = (text: string, billKeys: readonly string[]): string | null => {
  if (CONTROL_NUMBER.test(text)) return `/desk/decisions/${text}`;
  const isEntry = ENTRY.test(text) && !/^\d{9}$/.test(text.replace(/-/g, ''));
  return isEntry || billKeys.includes(text) ? `/desk/case/${encodeURIComponent(text)}` : null;
};
