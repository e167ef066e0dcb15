/** What changed between two versions of a summary, by JSON pointer; null where there was or is nothing. */
export interface Difference {
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where something stood in what was sent, and what was asked for: no part of what is declared. */
const NOT_DECLARED = ['records', 'recordIndex', 'action', 'correction', 'correctionReasons'];

const isParent = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null;

/** In the order of the fields; lines and other lists by their place. */
export const differencesOf = (before: unknown, after: unknown, at = ''): Difference[] => {
  if (!isParent(before) || !isParent(after) || Array.isArray(before) !== Array.isArray(after))
    return before === after ? [] : [{ at, before: before ?? null, after: after ?? null }];
  const [was, is] = [before, after] as Record<string, unknown>[];
  const names = [...new Set([...Object.keys(was!), ...Object.keys(is!)])];
  return names
    .filter((name) => !NOT_DECLARED.includes(name))
    .flatMap((name) => differencesOf(was![name] ?? null, is![name] ?? null, `${at}/${name}`));
};
