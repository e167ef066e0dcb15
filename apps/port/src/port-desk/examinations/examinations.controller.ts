import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { For } from '#access';
import { Looking } from '../../officers/acting-officer';
import type { Looker } from '../../officers/officer';
import { portsAsked } from '../../officers/ports-asked';
import { type ExaminationDue, Examinations } from './examinations';

class PortQuery {
  @IsOptional() @IsString() port?: string;
}

/** What a port has to examine and to decide on. */
@ApiExcludeController()
@For('see', 'cargo at the desk')
@Controller('desk')
export class ExaminationsController {
  constructor(private readonly examinations: Examinations) {}

  /** Examinations and reviews that wait, high risk first, each with the reason of its place; the first five hundred, and how many there are. */
  @Get('examinations')
  due(@Looking() officer: Looker, @Query() { port }: PortQuery): Promise<{ count: number; due: ExaminationDue[] }> {
    return this.examinations.due(portsAsked(officer, port), new Date());
  }
}
