import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { AnswerOf, OutagesRequest } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { UptimeRepository } from './uptime.repository';

export class OutagesQuery {
  @IsISO8601({ strict: true })
  from: string;

  @IsISO8601({ strict: true })
  to: string;
}

/** How long each component worked in a span of time, for the oversight report of the account service. */
@ApiExcludeController()
@Controller('operations/outages')
@UseGuards(OperationsGuard)
export class OutagesController {
  constructor(private readonly hours: UptimeRepository) {}

  @Get()
  outages(@Query() { from, to }: OutagesQuery): Promise<AnswerOf<typeof OutagesRequest>> {
    if (!this.hours.ready)
      throw new Problem('unavailable', 'The history cannot be read now: the database is away.', [], 5);
    return this.hours.between(new Date(from), new Date(to));
  }
}
