import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { Line, Problem } from '#service';
import { centsOf } from '../cases/case.rules';
import { Custody, type PropertyView } from './custody';

const SEAL = /^[A-Z0-9-]{2,20}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

export class SeizureHand {
  /** Who had it. */
  @Line(120)
  handedBy: string;

  /** Who has it from now on. */
  @Line(120)
  takenBy: string;

  @Line(200)
  location: string;

  /** That was put on it, or is on it. */
  @IsOptional()
  @Matches(SEAL)
  seal: string | null = null;

  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  pieces: number;

  @Line(300)
  why: string;

  /** Instant in UTC, such as `2026-11-27T15:00:00Z`. */
  @Matches(INSTANT)
  at: string;
}

export class CustodyHand extends SeizureHand {
  /** Its place in the chain, from 1 on. */
  @IsInt()
  @Min(2)
  @Max(100_000)
  hand: number;

  /** The seal as it was found, where it is another than the one that was put. */
  @IsOptional()
  @Matches(SEAL)
  sealFound: string | null = null;
}

export class SeizedPropertyOrder {
  /** Made by who sends it: the same again is the same property. */
  @IsUUID()
  id: string;

  @Line(300)
  description: string;

  @IsOptional()
  @Matches(/^\d{4,10}$/)
  tariff: string | null = null;

  @Matches(/^[A-Z]{1,4}$/)
  unit: string;

  /** Domestic value in dollars and cents. */
  @IsOptional()
  @IsString()
  value: string | null = null;

  /** From whom it was seized, and who took it. */
  @ValidateNested()
  @Type(() => SeizureHand)
  seized: SeizureHand;
}

/** @throws Problem `not-valid` for an instant that is none */
const requireInstant = (at: string, text: string): void => {
  if (Number.isNaN(Date.parse(text)))
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at, text: `'${text}' is no instant` }]);
};

/** Seized property of a case and the chain of who has it. */
@Controller('enforcement-cases/:id/property')
@For('see', 'seized property')
export class CustodyController {
  constructor(private readonly custody: Custody) {}

  /** What was seized, and who had it from then on. */
  @Get()
  async list(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<{ property: PropertyView[] }> {
    return { property: await this.custody.ofCase(asking, id) };
  }

  /** Takes property into custody. The same again is the same property. */
  @Post()
  @Does('change', 'seized property')
  @HttpCode(200)
  async seize(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { value, seized, ...order }: SeizedPropertyOrder,
  ): Promise<{ property: PropertyView[] }> {
    const cents = value === null ? null : centsOf(value);
    if (cents !== null && typeof cents !== 'number')
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/value', text: cents.problem }]);
    requireInstant('/seized/at', seized.at);
    return { property: await this.custody.seize(asking, id, { ...order, valueCents: cents, seized: { ...seized } }) };
  }

  /** Hands it on: from who has it, with the seal and the pieces as they were found. The same again is the same hand; a gap is refused. */
  @Post(':propertyId/custody')
  @Does('change', 'seized property')
  @HttpCode(200)
  async hand(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('propertyId', ParseUUIDPipe) propertyId: string,
    @Body() { hand, ...order }: CustodyHand,
  ): Promise<{ property: PropertyView[] }> {
    requireInstant('/at', order.at);
    return { property: await this.custody.hand(asking, id, propertyId, hand, order) };
  }
}
