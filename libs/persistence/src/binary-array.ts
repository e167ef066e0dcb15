/** Types that are long as a rule, their numbers in pg_type, and what stands before each value in binary: of jsonb its version. */
const ELEMENTS: Readonly<Record<string, { readonly type: number; readonly before: Buffer }>> = {
  text: { type: 25, before: Buffer.alloc(0) },
  json: { type: 114, before: Buffer.alloc(0) },
  jsonb: { type: 3802, before: Buffer.of(1) },
  bytea: { type: 17, before: Buffer.alloc(0) },
};

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/**
 * A column of long values as PostgreSQL reads arrays in binary (`array_recv`): written as text each value would be escaped here and read character by
 * character there. Columns of other types, and what is no list of texts or bytes, are given back as they came.
 *
 * @param type of the elements; of `json` and `jsonb` the values are JSON text
 */
export const binaryArray = (type: string, values: readonly unknown[]): Buffer | readonly unknown[] => {
  const element = ELEMENTS[type];
  if (element === undefined || !values.every(isPlain)) return values;
  const { before } = element;
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : before.length + Buffer.byteLength(value)));
  const array = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), HEADER_BYTES));
  // One dimension from 1 on, and whether any element is null.
  const header = [1, values.includes(null) ? 1 : 0, element.type, values.length, 1];
  let at = 0;
  for (const each of header) at = array.writeInt32BE(each, at);
  values.forEach((value, place) => {
    const length = lengths[place]!;
    at = array.writeInt32BE(length, at);
    if (value === null) return;
    before.copy(array, at);
    if (typeof value === 'string') array.write(value, at + before.length);
    else value.copy(array, at + before.length);
    at += length;
  });
  return array;
};

const isPlain = (value: unknown): value is string | Buffer | null =>
  value === null || typeof value === 'string' || Buffer.isBuffer(value);
