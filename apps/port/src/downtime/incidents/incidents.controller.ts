import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Does, For } from '#access';
import { Takes } from '#service';
import { ActingOfficer } from '../../officers/acting-officer';
import type { Officer } from '../../officers/officer';
import { refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import type { ComponentImpact } from '#statement';
import type { Incident } from '../model/records';
import { componentOverride, ComponentOverrides } from './component-overrides';
import { actorOf } from '../model/actor';
import { IncidentLog, type IncidentResult } from './incident-log';
import { incidentNews, incidentReport } from './incident-report';

/** Incidents, for officers. */
@Controller('downtime')
@For('see', 'incident')
export class IncidentsController {
  constructor(
    private readonly log: IncidentLog,
    private readonly book: DowntimeBook,
    private readonly overrides: ComponentOverrides,
  ) {}

  /** Incidents that are open. */
  @Get('incidents')
  async open(): Promise<{ incidents: Incident[] }> {
    return { incidents: await this.book.openIncidents() };
  }

  /** With its updates, its reminders and the deployments before it. */
  @Get('incidents/:number')
  async one(@Param('number') number: string): Promise<Incident> {
    const incident = await this.book.incident(number);
    refuseIf([!incident && { rule: 'KNOWN NUMBER', at: '', detail: number }]);
    return incident!;
  }

  /** Opens an incident. */
  @Post('incidents')
  @Does('change', 'incident')
  @Takes(incidentReport.schema, 'What is the matter, and where')
  report(@ActingOfficer() officer: Officer, @Body() body: unknown): Promise<IncidentResult> {
    return this.log.open(officer, incidentReport.read(body));
  }

  /** Says what is new about an incident, or that it is over. */
  @Post('incidents/:number/updates')
  @Does('change', 'incident')
  @Takes(incidentNews.schema, 'What is new')
  update(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<IncidentResult> {
    return this.log.update(officer, number, incidentNews.read(body));
  }

  /** Says of a component what is not seen by looking at it. */
  @Post('components/:name/override')
  @Does('change', 'component state')
  @HttpCode(200)
  @Takes(componentOverride.schema, 'The state and until when')
  override(
    @ActingOfficer() officer: Officer,
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<ComponentImpact> {
    const wanted = componentOverride.read(body);
    return this.overrides.set(actorOf(officer, wanted.officer), name, wanted);
  }
}
