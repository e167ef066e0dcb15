import { getMetadataStorage } from 'class-validator';
import type { Schema } from './source';

type Class = new () => object;

/** What a rule of class-validator says in a schema. Rules that JSON Schema has no word for say nothing. */
const WORDS: Readonly<Record<string, (...constraints: never[]) => Schema>> = {
  isInt: () => ({ type: 'integer' }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  isIn: (values: readonly unknown[]) => ({ enum: [...values] }),
  matches: ({ source }: RegExp) => ({ pattern: source }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: (minLength: number) => ({ minLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  isLength: (minLength: number, maxLength: number) => ({ minLength, maxLength }),
  isUuid: () => ({ format: 'uuid' }),
  isIso8601: () => ({ format: 'date-time' }),
  isEmail: () => ({ format: 'email' }),
  arrayMaxSize: (maxItems: number) => ({ maxItems }),
  arrayMinSize: (minItems: number) => ({ minItems }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** The class of that name whose fields have rules. */
export const ruledClass = (name: string): Class | undefined => {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<Class, unknown>;
  };
  return [...validationMetadatas.keys()].find((type) => type.name === name);
};

/** A class's schema with the rules by which its fields are judged. */
export const constrained = (schema: Schema, type: Class | undefined): Schema => {
  if (!type || !schema.properties) return schema;
  const properties = { ...schema.properties };
  for (const { name, propertyName, constraints = [], each } of getMetadataStorage().getTargetValidationMetadatas(
    type,
    '',
    false,
    false,
  )) {
    const field = properties[propertyName];
    const said = name && WORDS[name]?.(...(constraints as never[]));
    if (!field || !said) continue;
    properties[propertyName] = each
      ? { ...field, items: { ...field.items, ...said } }
      : { ...field, ...fitting(field, said) };
  }
  return { ...schema, properties };
};

/** `null` stays allowed where the type allows it. */
const fitting = ({ type }: Schema, said: Schema): Schema =>
  said.type && Array.isArray(type) && type.includes('null') ? { ...said, type: [said.type as string, 'null'] } : said;
