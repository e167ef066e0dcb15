import { type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { ONE_LINE } from '#kernel';

/** An object with exactly these fields. A list that is not given is empty, and what may be unknown is null. */
export const Exactly = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
export const ListOf = <T extends TSchema>(schema: T) => Type.Array(schema, { default: [], maxItems: 500 });
export const Known = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()], { default: null });
export const Line = (minLength: number, maxLength: number) =>
  Type.String({ minLength, maxLength, pattern: ONE_LINE.source, description: 'one line of plain text' });
/** A name, a number or a title: never an instruction, which the model has its own fields for. */
export const Name = Line(1, 200);
export const PortCode = Type.String({ pattern: '^\\d{4}$', description: 'four digits of Schedule D' });
