import type { TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';

/** Finds the first reason why something does not have this shape: its place and what is wrong there; null when it has. Compiled at the first look. */
export const faultFinder = (schema: TSchema): ((data: unknown) => string | null) => {
  let check: TypeCheck<TSchema> | undefined;
  return (data) => {
    check ??= TypeCompiler.Compile(schema);
    if (check.Check(data)) return null;
    const first = check.Errors(data).First();
    return first ? `${first.path || '/'}: ${first.message}` : 'does not match its contract';
  };
};
