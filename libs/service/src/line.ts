import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';

/** One line of text for people. */
export const Line = (longest: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    Length(2, longest),
    Matches(/^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u, {
      message: '$property must be one line of text without spaces around it',
    }),
  ) as PropertyDecorator;
