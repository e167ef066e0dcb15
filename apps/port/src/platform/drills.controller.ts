import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsString, Length, MaxLength } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { actingPerson } from '#service';
import { type DrillFromHistory, DrillOrders, type DrillRun, type DrillRunInFull } from './drill-orders';

export class StopOfDrill {
  @IsString()
  @Length(3, 300)
  reason: string;
}

export class DrillOrder extends StopOfDrill {
  /** Its name in the list. */
  @IsString()
  @MaxLength(60)
  outage: string;
}

const nameOf = ({ person, account }: Asking): string => `${actingPerson(person)} (${account.name})`;

/** Drills from history, for headquarters: real outages replayed on a platform of trials, and what each run showed. */
@Controller('platform/drills')
@For('see', 'drill from history')
export class DrillsController {
  constructor(private readonly orders: DrillOrders) {}

  /** The drills that can be run, and the newest runs. `drills` is null where this installation runs none by order. */
  @Get()
  async list(): Promise<{ drills: readonly DrillFromHistory[] | null; runs: DrillRun[] }> {
    return { drills: await this.orders.drills(), runs: await this.orders.runs() };
  }

  /** A run with its verdict and the last of what it told. */
  @Get('runs/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<DrillRunInFull> {
    return this.orders.one(id);
  }

  /** Has a drill run: it breaks this platform for real and mends it again. */
  @Post()
  @Does('change', 'drill from history')
  order(@Asker() asking: Asking, @Body() { outage, reason }: DrillOrder): Promise<DrillRun> {
    return this.orders.order(outage, reason, nameOf(asking));
  }

  /** Breaks a run off: what it broke is mended, and what it declared is ended. */
  @Post('runs/:id/stop')
  @Does('change', 'drill from history')
  @HttpCode(200)
  stop(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: StopOfDrill,
  ): Promise<DrillRun> {
    return this.orders.breakOff(id, reason, nameOf(asking));
  }
}
