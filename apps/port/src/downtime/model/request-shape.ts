import type { Static, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
import type { FieldError } from '#kernel';
import { Problem } from '#service';
import { timeFaults } from './time-faults.rules';

const ERRORS_TOLD = 20;

/** The body of a request, read by its schema. */
export class RequestShape<S extends TSchema> {
  private readonly check: TypeCheck<S>;

  constructor(readonly schema: S) {
    this.check = TypeCompiler.Compile(schema);
  }

  /** @throws Problem `not-valid` naming up to twenty fields by JSON pointer, also those with a day or a time that does not exist */
  read(body: unknown): Static<S> {
    // A list has methods by the names of some of our fields (`at`), which are no values of it.
    const whole = this.whole(body);
    const never = timeFaults(whole).slice(0, ERRORS_TOLD);
    if (never.length > 0) throw new Problem('not-valid', never[0]!.text, never);
    return whole;
  }

  /** With everything filled in that was left out. @throws Problem `not-valid` naming up to twenty fields by JSON pointer */
  whole(body: unknown): Static<S> {
    const whole: unknown = Array.isArray(body) ? body : Value.Default(this.schema, structuredClone(body ?? {}));
    if (this.check.Check(whole)) return whole;
    const errors = new Map<string, FieldError>();
    for (const { path, message, schema } of this.check.Errors(whole)) {
      const hint = typeof schema['description'] === 'string' ? ` (${schema['description']})` : '';
      if (!errors.has(path)) errors.set(path, { at: path || '/', text: `${message}${hint}` });
      if (errors.size >= ERRORS_TOLD) break;
    }
    throw new Problem('not-valid', 'Some fields are missing, unknown or wrong.', [...errors.values()]);
  }
}
