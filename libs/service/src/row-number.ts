import { Injectable, type PipeTransform } from '@nestjs/common';
import { Problem } from './problem';

/** The greatest `int` of PostgreSQL. */
const MOST = 2 ** 31 - 1;

/**
 * The number of a row in an address, as it was written or already read as a number.
 *
 * @throws Problem `not-found` for what no row can have
 */
@Injectable()
export class RowNumber implements PipeTransform<string | number, number> {
  transform(given: string | number): number {
    const text = String(given);
    const number = Number(text);
    if (/^\d{1,10}$/.test(text) && number <= MOST) return number;
    throw new Problem('not-found', `Nothing has the number '${text.slice(0, 20)}'.`);
  }
}
