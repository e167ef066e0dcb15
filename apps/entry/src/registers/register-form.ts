import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { isCustomsDate } from '#kernel';
import { isCountry } from '#reference';
import { Problem } from '#service';

/** What the orders by which operators keep registers have in common: who orders, a list of rows, and the days on which a row counts. */

/** So many rows come at once at most. */
const ROWS_AT_MOST = 1_000;

/** An order says who gives it: it stands with what is recorded, and in the log. */
export class Ordered {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  actor: string;
}

/** The rows of an order, one to a thousand. */
export const Rows = (of: new () => object): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(ROWS_AT_MOST),
    ValidateNested({ each: true }),
    Type(() => of),
  );

/** First and last day, `YYYY-MM-DD`. */
interface Days {
  readonly from: string;
  /** Null: it counts until further notice. */
  readonly to: string | null;
}

/** A first day, and a last one where it is known. */
export const FirstDay = (): PropertyDecorator => applyDecorators(IsString());
export const LastDay = (): PropertyDecorator => applyDecorators(IsOptional(), IsString());

/** First digits of tariff numbers, one or more. */
export const Headings = (least: number): PropertyDecorator => {
  const words = least === 2 ? 'two' : 'four';
  return applyDecorators(
    IsArray(),
    Matches(new RegExp(`^\\d{${least},10}$`), {
      each: true,
      message: `headings must be first digits of tariff numbers, ${words} to ten`,
    }),
  );
};

export interface Fault {
  /** JSON pointer. */
  readonly at: string;
  readonly text: string;
}

export const notADay = (at: string, day: string | null): Fault[] =>
  day === null || isCustomsDate(day) ? [] : [{ at, text: `'${day}' is not a day, YYYY-MM-DD` }];

/** @param within pointer of what has the days; empty where the order itself has them */
export const faultsOfDays = ({ from, to }: Days, within = ''): Fault[] => {
  const faults = [...notADay(`${within}/from`, from), ...notADay(`${within}/to`, to)];
  if (faults.length === 0 && to !== null && to < from) return [{ at: `${within}/to`, text: `is before ${from}` }];
  return faults;
};

/** @param at pointer of the code, or of the list with the place behind it */
export const notACountry = (at: string, code: string): Fault[] =>
  isCountry(code) ? [] : [{ at, text: `'${code}' is not known` }];

/** @throws Problem `not-valid` with every fault */
export const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', [...faults]);
};
