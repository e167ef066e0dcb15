import { Module } from '@nestjs/common';
import { AccessModule, admitCallers } from '#access';
import { CeeInteractionRecorded } from '#contracts';
import { needed, type ServiceDefinition } from '#service';
import { AccountsConsumer } from './assignments/accounts.consumer';
import { AssignmentEntity } from './assignments/assignment.entity';
import { AssignmentsController } from './assignments/assignments.controller';
import { ImporterAssignments } from './assignments/importer-assignments';
import { CeeConfig } from './config/cee.config';
import { CentersController } from './centers/centers.controller';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { Downtimes } from './downtimes/downtimes';
import { Centers1763702000000 } from './migrations/1763702000000-centers';
import { PeopleOfCenters1764900200000 } from './migrations/1764900200000-people-of-centers';
import { WorkItems1764900201000 } from './migrations/1764900201000-work-items';
import { SummaryDecisions1764900202000 } from './migrations/1764900202000-summary-decisions';
import { ReviewsController } from './reviews/reviews.controller';
import { SummaryReviews } from './reviews/summary-reviews';
import { TeamsConsumer } from './teams/teams.consumer';
import { Absences } from './work/absences';
import { AbsencesController } from './work/absences.controller';
import { SummaryWorkConsumer } from './work/summary-work.consumer';
import { WorkController } from './work/work.controller';
import { WorkDesk } from './work/work-desk';
import { WorkLists } from './work/work-lists';
import { WorkUpkeep } from './work/work-upkeep';

/** People of the Centers are let in with nothing but cee's own database. */
const Accounts = AccessModule.of(
  { cacheSeconds: () => 0, passwords: false, tells: CeeInteractionRecorded },
  AccountsConsumer,
);

@Module({
  imports: [Accounts],
  controllers: [
    CentersController,
    AssignmentsController,
    TeamsConsumer,
    DowntimeConsumer,
    SummaryWorkConsumer,
    WorkController,
    ReviewsController,
    AbsencesController,
  ],
  providers: [ImporterAssignments, Downtimes, Absences, WorkDesk, WorkLists, WorkUpkeep, SummaryReviews],
})
export class CeeModule {}

export const cee: ServiceDefinition<CeeConfig> = {
  name: 'cee',
  config: CeeConfig,
  module: CeeModule,
  entities: [AssignmentEntity],
  migrations: [
    Centers1763702000000,
    PeopleOfCenters1764900200000,
    WorkItems1764900201000,
    SummaryDecisions1764900202000,
  ],
  appendOnly: ['work_item_event'],
  prepare: (app, config) => {
    needed(config, 'IMPORTER_DIGEST_KEY');
    admitCallers(app);
  },
};
