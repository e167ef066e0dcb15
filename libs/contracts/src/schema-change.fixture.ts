/** A JSON schema as TypeBox writes it, as far as it is looked at here. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
}

const ROAD = 'make it Type.Optional, or raise the version with a lift from the one before';
const RAISE =
  'raise the version with a lift from the one before: services of a build before this one then wait for a newer one';

/**
 * What may not change while a version stays the same, with what to do instead: messages of the frozen schema wait behind gates for today's build,
 * and in a rolling update builds of the frozen schema read what today's build says.
 */
export const breaksOf = (frozen: Schema, today: Schema, at = ''): string[] => {
  const place = at || '/';
  if (frozen.anyOf || today.anyOf) return breaksOfUnion(frozen.anyOf ?? [frozen], today.anyOf ?? [today], place);
  if (frozen.allOf || today.allOf) {
    if (frozen.allOf?.length !== today.allOf?.length) return [`${place} is put together differently: ${RAISE}`];
    return frozen.allOf!.flatMap((part, index) => breaksOf(part, today.allOf![index]!, at));
  }
  if (frozen.type !== today.type || frozen.const !== today.const)
    return [`${place} was ${wordOf(frozen)} and is ${wordOf(today)}: ${RAISE}`];
  if (frozen.type === 'array') return breaksOf(frozen.items ?? {}, today.items ?? {}, `${at}/0`);
  if (frozen.type !== 'object') return [];
  const [before, now] = [new Set(frozen.required), new Set(today.required)];
  const known = frozen.properties ?? {};
  return [
    ...[...now]
      .filter((field) => !before.has(field))
      .map((field) => `${at}/${field} is required, and was not: ${ROAD}`),
    ...[...before]
      .filter((field) => !now.has(field))
      .map((field) => `${at}/${field} may be left out, and was always there: ${RAISE}`),
    ...(frozen.additionalProperties === false
      ? Object.keys(today.properties ?? {})
          .filter((field) => !(field in known))
          .map((field) => `${at}/${field} is new where nothing more was allowed: ${RAISE}`)
      : []),
    ...Object.entries(today.properties ?? {}).flatMap(([field, schema]) =>
      known[field] ? breaksOf(known[field], schema, `${at}/${field}`) : [],
    ),
  ];
};

/** One of a few words, a shape or null, one of several shapes. */
const breaksOfUnion = (frozen: readonly Schema[], today: readonly Schema[], place: string): string[] => {
  const [before, now] = [plainOf(frozen), plainOf(today)];
  const [shapesBefore, shapesNow] = [frozen, today].map((all) => all.flatMap(flat).filter((one) => !isPlain(one))) as [
    Schema[],
    Schema[],
  ];
  return [
    ...[...now]
      .filter((word) => !before.has(word))
      .map((word) => `${place} may be ${word}, which was not known: ${RAISE}`),
    ...[...before]
      .filter((word) => !now.has(word))
      .map(
        (word) =>
          `${place} may no longer be ${word}, which messages on their way may say: take it in as before, or ${RAISE}`,
      ),
    ...(shapesBefore.length !== shapesNow.length
      ? [`${place} has another number of shapes: ${RAISE}`]
      : shapesBefore.flatMap((one, index) => breaksOf(one, shapesNow[index]!, place === '/' ? '' : place))),
  ];
};

const flat = (schema: Schema): readonly Schema[] => schema.anyOf?.flatMap(flat) ?? [schema];
const isPlain = (schema: Schema): boolean => schema.const !== undefined || schema.type === 'null';
const plainOf = (schemas: readonly Schema[]): Set<string> => new Set(schemas.flatMap(flat).filter(isPlain).map(wordOf));
const wordOf = ({ type, const: word }: Schema): string => (word === undefined ? String(type) : JSON.stringify(word));
