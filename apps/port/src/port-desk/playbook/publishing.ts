import { FormatRegistry, type Static, type TObject, Type } from '@sinclair/typebox';
import { TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { isCustomsDate, type FieldError } from '#kernel';
import { Problem } from '#service';
import { Overlay } from './overlay';
import { Closed, Line, Procedure } from './procedure/procedure';

FormatRegistry.Set('customs-date', isCustomsDate);

/** Who signs: only the person of the key. Which version the new one replaces (0: there was none), so that nobody overwrites what they have not read. */
const signed = { officer: Type.Optional(Line(80)), replaces: Type.Integer({ minimum: 0 }) };

export const NationalPublication = Closed({ ...signed, procedure: Procedure });
export const PortPublication = Closed({ ...signed, overlay: Overlay });

const ERRORS_TOLD = 20;

/** Judges the shape of a body. @throws Problem `not-valid` naming up to twenty fields by JSON pointer */
const reader = <S extends TObject>(schema: S): ((body: unknown) => Static<S>) => {
  const check: TypeCheck<S> = TypeCompiler.Compile(schema);
  return (body) => {
    if (check.Check(body)) return body;
    const errors = new Map<string, FieldError>();
    for (const { path, message, schema: wanted } of check.Errors(body)) {
      const hint = typeof wanted['description'] === 'string' ? ` (${wanted['description']})` : '';
      if (!errors.has(path)) errors.set(path, { at: path || '/', text: `${message}${hint}` });
      if (errors.size >= ERRORS_TOLD) break;
    }
    throw new Problem('not-valid', 'Some fields are missing, unknown or wrong.', [...errors.values()]);
  };
};

export const readNationalPublication = reader(NationalPublication);
export const readPortPublication = reader(PortPublication);
