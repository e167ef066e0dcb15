import { Module } from '@nestjs/common';
import { DowntimeBook } from './downtime/book/downtime-book';
import { ComponentSightings } from './sightings/component-sightings';
import { PublicRecordsController } from './told/public-records.controller';
import { DeploymentLog } from './downtime/deployments/deployment-log';
import { DeploymentsController } from './downtime/deployments/deployments.controller';
import { DowntimeDeclarations } from './downtime/downtimes/downtime-declarations';
import { DowntimeListeners } from './downtime/downtimes/downtime-listeners';
import { DowntimesController } from './downtime/downtimes/downtimes.controller';
import { DowntimesRepository } from './downtime/downtimes/downtimes.repository';
import { FilerDowntimesController } from './downtime/downtimes/filer-downtimes.controller';
import { ComponentOverrides } from './downtime/incidents/component-overrides';
import { IncidentLog } from './downtime/incidents/incident-log';
import { IncidentsController } from './downtime/incidents/incidents.controller';
import { IncidentsRepository } from './downtime/incidents/incidents.repository';
import { ReminderTimer } from './downtime/incidents/reminder.timer';
import { NoticeIssuing } from './downtime/notices/notice-issuing';
import { NoticesController } from './downtime/notices/notices.controller';
import { ProposalDesk } from './downtime/proposals/proposal-desk';
import { ProposalWatch } from './downtime/proposals/proposal-watch.timer';
import { ProposalsController } from './downtime/proposals/proposals.controller';
import { ProposalsRepository } from './downtime/proposals/proposals.repository';
import { PortThresholds } from './downtime/thresholds/port-thresholds';
import { ThresholdsController } from './downtime/thresholds/thresholds.controller';

/** Incidents, downtimes and notices: what is declared, by whom, for what, and what the trade is told. */
@Module({
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
    ComponentSightings,
    DowntimeBook,
    IncidentsRepository,
    IncidentLog,
    ReminderTimer,
    ComponentOverrides,
    NoticeIssuing,
    DowntimesRepository,
    DowntimeDeclarations,
    DowntimeListeners,
    PortThresholds,
    DeploymentLog,
    ProposalsRepository,
    ProposalWatch,
    ProposalDesk,
  ],
  exports: [DowntimeBook, ComponentSightings, DeploymentLog],
})
export class DowntimeModule {}
