/** Spaces and capitals make no other person. */
export const samePerson = (a: string, b: string): boolean => written(a) === written(b);

const written = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();
