import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { isCustomsDate } from '#kernel';
import { isCountry, isPort, MODES_OF_TRANSPORT } from '#reference';
import { OperationsGuard, Problem, RowNumber } from '#service';
import { type DrawsOfDay, type RuleView, SelectionRules } from './selection-rules';
import { DRAWN_FROM } from '../release/selection.model';

const Codes =
  (pattern: RegExp, what: string): PropertyDecorator =>
  (target, key) => {
    IsOptional()(target, key);
    IsArray()(target, key);
    ArrayNotEmpty()(target, key);
    Matches(pattern, { each: true, message: `${String(key)} must be ${what}` })(target, key as string);
  };

class RuleOrder {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** For everybody, trusted traders too. */
  @IsOptional()
  @IsBoolean()
  floor = false;

  /** All where they are left out; so with modes, origins and headings. */
  @Codes(/^\d{4}$/, 'port codes, such as 2704')
  ports: string[] | null = null;

  @Codes(/^\d{2}$/, 'codes of modes of transport, such as 11')
  modes: string[] | null = null;

  @Codes(/^[A-Z]{2}$/, 'countries, such as CN')
  origins: string[] | null = null;

  @Codes(/^\d{2,10}$/, 'first digits of tariff numbers, two to ten')
  headings: string[] | null = null;

  /** Exams in 10,000 entries. */
  @IsInt()
  @Min(0)
  @Max(DRAWN_FROM)
  rate: number;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reason: string;

  /** First day, `YYYY-MM-DD`: today or later. */
  @IsString()
  from: string;

  @IsOptional()
  @IsString()
  to: string | null = null;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  actor: string;
}

class RuleEnd {
  /** Last day, `YYYY-MM-DD`: yesterday or later. */
  @IsString()
  to: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  actor: string;
}

class DrawsQuery {
  @IsOptional()
  @Matches(/^([A-Z0-9]{3}\d{8})?$/, { message: 'afterEntry must be the `next` of the page before' })
  afterEntry = '';
}

type Fault = { at: string; text: string };
const unknownIn = (at: string, codes: readonly string[] | null, isKnown: (code: string) => boolean): Fault[] =>
  (codes ?? []).flatMap((code, n) => (isKnown(code) ? [] : [{ at: `/${at}/${n}`, text: `'${code}' is not known` }]));
const notADay = (at: string, day: string): Fault[] =>
  isCustomsDate(day) ? [] : [{ at: `/${at}`, text: `'${day}' is not a day, YYYY-MM-DD` }];

/** For operators: the rules by which entries are drawn for examination, and the draws of days that are over, for who audits them. */
@ApiExcludeController()
@Controller('operations/selection')
@UseGuards(OperationsGuard)
export class SelectionController {
  constructor(private readonly rules: SelectionRules) {}

  /** Every rule, ended ones included. */
  @Get('rules')
  async list(): Promise<{ rules: RuleView[] }> {
    return { rules: await this.rules.all() };
  }

  /** Makes a rule that begins today or later. */
  @Post('rules')
  add(@Body() order: RuleOrder): Promise<RuleView> {
    const { ports, modes, origins, from, to } = order;
    const today = new Date().toISOString().slice(0, 10);
    const errors = [
      ...unknownIn('ports', ports, isPort),
      ...unknownIn('modes', modes, (mode) => MODES_OF_TRANSPORT.has(mode)),
      ...unknownIn('origins', origins, isCountry),
      ...notADay('from', from),
      ...(to === null ? [] : notADay('to', to)),
    ];
    if (errors.length === 0 && from < today)
      errors.push({ at: '/from', text: `is before today, ${today}: what was drawn stays as it was drawn` });
    if (errors.length === 0 && to !== null && to < from) errors.push({ at: '/to', text: `is before ${from}` });
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    return this.rules.add(order);
  }

  /** Ends a rule with a day, yesterday or later. */
  @Post('rules/:id/end')
  @HttpCode(200)
  end(@Param('id', RowNumber) id: number, @Body() { to, actor }: RuleEnd): Promise<RuleView> {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const errors = notADay('to', to);
    if (errors.length === 0 && to < yesterday) errors.push({ at: '/to', text: `is before yesterday, ${yesterday}` });
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    return this.rules.end(id, to, actor);
  }

  /** The seed of a day and every draw with it, found again. */
  @Get('days/:day')
  draws(@Param('day') day: string, @Query() { afterEntry }: DrawsQuery): Promise<DrawsOfDay> {
    const errors = notADay('day', day);
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    return this.rules.drawn(day, afterEntry, new Date());
  }
}
