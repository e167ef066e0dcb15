import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/**
 * A field of a query that is a whole number in decimal digits, from `least` to `most`. Anything else is refused by name; what is larger than
 * a number can be told apart by (2^53 - 1) too, because it would otherwise become another one.
 */
export const WholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value)),
    IsInt(),
    Min(least),
    Max(most),
  );
