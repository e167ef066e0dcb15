import { Module } from '@nestjs/common';
import { OfficersModule } from '../officers/officers.module';
import { ComponentWatchModule } from '../watch/component-watch.module';
import { DowntimeBook } from './book/downtime-book';
import { PublicRecordsController } from './book/public-records.controller';
import { DeploymentLog } from './deployments/deployment-log';
import { DeploymentsController } from './deployments/deployments.controller';
import { DowntimeDeclarations } from './downtimes/downtime-declarations';
import { DowntimesController } from './downtimes/downtimes.controller';
import { DowntimesRepository } from './downtimes/downtimes.repository';
import { FilerDowntimesController } from './downtimes/filer-downtimes.controller';
import { ComponentOverrides } from './incidents/component-overrides';
import { IncidentLog } from './incidents/incident-log';
import { IncidentsController } from './incidents/incidents.controller';
import { IncidentsRepository } from './incidents/incidents.repository';
import { ReminderTimer } from './incidents/reminder.timer';
import { NoticeIssuing } from './notices/notice-issuing';
import { NoticesController } from './notices/notices.controller';
import { ProposalDesk } from './proposals/proposal-desk';
import { ProposalWatch } from './proposals/proposal-watch.timer';
import { ProposalsController } from './proposals/proposals.controller';
import { ProposalsRepository } from './proposals/proposals.repository';
import { PortThresholds } from './thresholds/port-thresholds';
import { ThresholdsController } from './thresholds/thresholds.controller';

/** Incidents, downtimes and notices: what is declared, by whom, for what, and what the trade is told. */
@Module({
  imports: [OfficersModule, ComponentWatchModule],
  controllers: [
    PublicRecordsController,
    IncidentsController,
    DowntimesController,
    FilerDowntimesController,
    NoticesController,
    ProposalsController,
    ThresholdsController,
    DeploymentsController,
  ],
  providers: [
    DowntimeBook,
    IncidentsRepository,
    IncidentLog,
    ReminderTimer,
    ComponentOverrides,
    NoticeIssuing,
    DowntimesRepository,
    DowntimeDeclarations,
    PortThresholds,
    DeploymentLog,
    ProposalsRepository,
    ProposalWatch,
    ProposalDesk,
  ],
  exports: [DowntimeBook],
})
export class DowntimeModule {}
