import type { FieldError } from '#kernel';

/** No message of any guide is half as deep; a program that goes through values by calling itself is safe to here. */
const DEEPEST = 64;

/** Why nothing can have this address, path and query as they came; null when something may. */
export const faultOfAddress = (url: string): string | null => {
  let text: string;
  try {
    text = decodeURIComponent(url);
  } catch {
    return 'A percent sign in the address is not followed by two hexadecimal digits, or those of it are no UTF-8: write %25 for the sign itself.';
  }
  return text.includes('\0') ? 'The address holds a NUL character (%00), which is in no number or name of ours.' : null;
};

/** The names that a query gives more than once: each of ours has one value. */
export const namedTwice = (query: Record<string, unknown>): FieldError[] =>
  Object.entries(query)
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => ({ at: `/${escaped(name)}`, text: 'is given more than once' }));

/** The first value of a body that nothing here can keep: a text with a NUL, which no database takes, or what is nested too deeply. */
export const faultOfBody = (body: unknown, depth = 0): FieldError | null => {
  if (typeof body === 'string')
    return body.includes('\0') ? { at: '', text: 'holds a NUL character: leave it out' } : null;
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return null;
  if (depth === DEEPEST) return { at: '', text: `is nested more than ${DEEPEST} levels deep` };
  // Without a list of all names and values: a body may have millions.
  if (Array.isArray(body)) {
    for (let place = 0; place < body.length; place++) {
      const fault = faultOfBody(body[place], depth + 1);
      if (fault) return under(String(place), fault);
    }
    return null;
  }
  for (const name in body) {
    const fault = name.includes('\0')
      ? { at: '', text: 'has a name that holds a NUL character: leave it out' }
      : faultOfBody((body as Record<string, unknown>)[name], depth + 1);
    if (fault) return under(name, fault);
  }
  return null;
};

const under = (name: string, { at, text }: FieldError): FieldError => ({ at: `/${escaped(name)}${at}`, text });

/** RFC 6901. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
