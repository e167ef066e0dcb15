/** A value that a JSON schema of ours allows, with everything that it may have: of a choice the first, of a list one. */
export const sampleOf = (schema: any, name = ''): any => {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf[0], name);
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, sampleOf(one, key)]));
  if (schema.type === 'array') return [sampleOf(schema.items, name)];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 0, 7);
  if (schema.format === 'date') return '2026-11-21';
  const candidates = [
    'Q',
    '1',
    'QQ',
    '12',
    'QQQ',
    'QQQQ',
    '1234',
    'OI',
    '3924104000',
    'B76-0324527-8',
    '2026-11-21',
    'QQQQQ',
    'EI',
  ];
  const pattern = schema.pattern ? new RegExp(schema.pattern) : /^/;
  const found = candidates.find(
    (one) => pattern.test(one) && one.length <= (schema.maxLength ?? 99) && one.length >= (schema.minLength ?? 0),
  );
  if (found === undefined) throw new Error(`${name}: no sample of ${schema.pattern}`);
  return found;
};
