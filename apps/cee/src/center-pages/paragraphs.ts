import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';

/** Plain text for everybody to read, in lines. */
export const Paragraphs = (longest: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    Length(2, longest),
    Matches(/^[^\s\p{C}](?:(?:[^\p{C}]|\n)*[^\s\p{C}])?$/u, {
      message: '$property must be plain text in lines, without spaces around it',
    }),
  ) as PropertyDecorator;
