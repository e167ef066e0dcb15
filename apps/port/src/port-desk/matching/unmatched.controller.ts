import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Does, For } from '#access';
import { Problem } from '#service';
import { type Looker, type Officer, doerOf, servesPort } from '../../officers/officer';
import { ActingOfficer, Looking } from '../../officers/acting-officer';
import { ONE_LINE } from '#kernel';
import { portsAsked } from '../../officers/ports-asked';
import { type DeskAlarm, DeskAlarmsRepository } from './desk-alarms.repository';
import { type UnmatchedDecision, UnmatchedWork } from './unmatched-work';

export class PortQuery {
  @IsOptional() @IsString() port?: string;
}

export class AlarmsQuery extends PortQuery {
  @IsIn(['open', 'all']) show: 'open' | 'all' = 'open';
}

export class CloseBody {
  @IsOptional() @IsString() @MinLength(2) @MaxLength(100) @Matches(ONE_LINE) officer?: string;
  @IsString() @MinLength(10) @MaxLength(500) @Matches(ONE_LINE) reason: string;
}

export class AcknowledgeBody {
  @IsOptional() @IsString() @MinLength(2) @MaxLength(100) @Matches(ONE_LINE) officer?: string;
  @IsString() @MinLength(2) @MaxLength(500) @Matches(ONE_LINE) note: string;
}

/** What is left to do after a downtime. */
@ApiExcludeController()
@For('see', 'decision on paper')
@Controller('desk')
export class UnmatchedController {
  constructor(
    private readonly work: UnmatchedWork,
    private readonly alarms: DeskAlarmsRepository,
  ) {}

  /** Holds that hit goods already released, then conflicts, then the oldest. */
  @Get('unmatched')
  async unmatched(
    @Looking() officer: Looker,
    @Query() { port }: PortQuery,
  ): Promise<{ alarms: DeskAlarm[]; decisions: UnmatchedDecision[] }> {
    const ports = portsAsked(officer, port);
    const [alarms, decisions] = await Promise.all([
      this.alarms.list(ports, false),
      this.work.list({ ports, downtimeNumber: null }, new Date()),
    ]);
    return { alarms, decisions };
  }

  /** Closes a decision for which no electronic filing will come. */
  @Post('unmatched/:controlNumber/close')
  @Does('change', 'decision on paper')
  @HttpCode(204)
  async close(
    @ActingOfficer() officer: Officer,
    @Param('controlNumber') controlNumber: string,
    @Body() body: CloseBody,
  ): Promise<void> {
    return this.work.close(officer, controlNumber, {
      person: doerOf(officer, body.officer).person,
      reason: body.reason,
    });
  }

  /** Alarms that are open, or all. */
  @Get('alarms')
  async listAlarms(@Looking() officer: Looker, @Query() { port, show }: AlarmsQuery): Promise<{ alarms: DeskAlarm[] }> {
    return { alarms: await this.alarms.list(portsAsked(officer, port), show === 'all') };
  }

  /** Takes an alarm into one's own hands. */
  @Post('alarms/:id/acknowledge')
  @Does('change', 'decision on paper')
  @HttpCode(200)
  async acknowledge(
    @ActingOfficer() officer: Officer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AcknowledgeBody,
  ): Promise<DeskAlarm> {
    const alarm = await this.alarms.byId(id);
    if (!alarm) throw new Problem('not-found', `There is no alarm ${id}.`);
    if (!servesPort(officer, alarm.port)) throw new Problem('not-authorized', `You do not serve port ${alarm.port}.`);
    const { accountId, person } = doerOf(officer, body.officer);
    await this.alarms.acknowledge(id, { by: person, accountId, note: body.note, at: new Date().toISOString() });
    return (await this.alarms.byId(id))!;
  }
}
