import { Module } from '@nestjs/common';
import { AccessModule, admitCallers } from '#access';
import { CeeAccountUsed, CeeInteractionRecorded } from '#contracts';
import { needed, type ServiceDefinition } from '#service';
import { AccountAppealsController, AppealDecisionsController } from './appeals/appeals.controller';
import { AssignmentAppeals } from './appeals/assignment-appeals';
import { AccountAssignmentsController } from './account-view/account-assignments.controller';
import { AssignmentEntity } from './assignments/assignment.entity';
import { AssignmentsController } from './assignments/assignments.controller';
import { keepOfAccounts } from './account-view/accounts-kept';
import { ImporterAssignments } from './assignments/importer-assignments';
import { AuthorityController, DelegationOrdersController } from './authority/delegation-orders.controller';
import { AuthorityTelling } from './authority/authority-telling';
import { DelegationOrders } from './authority/delegation-orders';
import { AccountComplianceController, PatternChangesController } from './compliance/compliance.controller';
import { ComplianceRuns } from './compliance/compliance-runs';
import { ComplianceViews } from './compliance/compliance-view';
import { CaseReferrals } from './cases/case-referrals';
import {
  AllegationsController,
  CaseReferralsController,
  CenterCasesController,
  RecordedMarksController,
} from './cases/cases.controller';
import { CenterCases } from './cases/center-cases';
import { HoldAnsweredConsumer } from './cases/hold-answered.consumer';
import { RecordedMarks } from './cases/recorded-marks';
import { CeeConfig } from './config/cee.config';
import { CentersController } from './centers/centers.controller';
import { ImportProjections } from './imports/import-projections';
import { Centers1763702000000 } from './migrations/1763702000000-centers';
import { PeopleOfCenters1764900100000 } from './migrations/1764900100000-people-of-centers';
import { DelegationOrders1764900110000 } from './migrations/1764900110000-delegation-orders';
import { AssignmentProposals1764900120000 } from './migrations/1764900120000-assignment-proposals';
import { AssignmentAppeals1764900130000 } from './migrations/1764900130000-assignment-appeals';
import { AssignmentFactors } from './proposals/assignment-factors';
import { AssignmentProposals } from './proposals/assignment-proposals';
import { ProposalRuns } from './proposals/proposal-runs';
import {
  AssignmentFactorsController,
  AssignmentProposalsController,
  ProposalRunsController,
} from './proposals/proposals.controller';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { Downtimes } from './downtimes/downtimes';
import { DowntimesOfCenters1764900200000 } from './migrations/1764900200000-downtimes-of-centers';
import { WorkItems1764900201000 } from './migrations/1764900201000-work-items';
import { SummaryDecisions1764900202000 } from './migrations/1764900202000-summary-decisions';
import { Compliance1765100600000 } from './migrations/1765100600000-compliance';
import { LiquidationOfEntries1765100200000 } from './migrations/1765100200000-liquidation-of-entries';
import { LiquidationConsumer } from './liquidation/liquidation.consumer';
import { LiquidationOrders } from './liquidation/liquidation-orders';
import { LiquidationOrdersController } from './liquidation/liquidation-orders.controller';
import { LiquidationOutcomes } from './liquidation/liquidation-outcomes';
import { CenterCases1765100610000 } from './migrations/1765100610000-center-cases';
import { AuthorityTold1765100620000 } from './migrations/1765100620000-authority-told';
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

/** People of Centers and of accounts are let in with nothing but this service's own database. */
const Accounts = AccessModule.of({
  cacheSeconds: () => 0,
  passwords: false,
  tells: CeeInteractionRecorded,
  tellsUse: CeeAccountUsed,
  also: keepOfAccounts,
});

@Module({
  imports: [Accounts],
  controllers: [
    CentersController,
    AssignmentsController,
    DelegationOrdersController,
    AuthorityController,
    ProposalRunsController,
    AssignmentProposalsController,
    AssignmentFactorsController,
    AccountAssignmentsController,
    AccountAppealsController,
    AppealDecisionsController,
    WorkController,
    ReviewsController,
    AbsencesController,
    AccountComplianceController,
    PatternChangesController,
    AllegationsController,
    CenterCasesController,
    CaseReferralsController,
    RecordedMarksController,
    HoldAnsweredConsumer,
    TeamsConsumer,
    DowntimeConsumer,
    SummaryWorkConsumer,
    LiquidationConsumer,
    LiquidationOrdersController,
  ],
  providers: [
    ImporterAssignments,
    DelegationOrders,
    AuthorityTelling,
    ProposalRuns,
    AssignmentProposals,
    AssignmentFactors,
    ImportProjections,
    AssignmentAppeals,
    Downtimes,
    Absences,
    WorkDesk,
    WorkLists,
    WorkUpkeep,
    SummaryReviews,
    ComplianceRuns,
    ComplianceViews,
    CenterCases,
    CaseReferrals,
    RecordedMarks,
    LiquidationOrders,
    LiquidationOutcomes,
  ],
})
export class CeeModule {}

export const cee: ServiceDefinition<CeeConfig> = {
  name: 'cee',
  config: CeeConfig,
  module: CeeModule,
  entities: [AssignmentEntity],
  migrations: [
    Centers1763702000000,
    PeopleOfCenters1764900100000,
    DelegationOrders1764900110000,
    AssignmentProposals1764900120000,
    AssignmentAppeals1764900130000,
    DowntimesOfCenters1764900200000,
    WorkItems1764900201000,
    SummaryDecisions1764900202000,
    Compliance1765100600000,
    CenterCases1765100610000,
    AuthorityTold1765100620000,
    LiquidationOfEntries1765100200000,
  ],
  appendOnly: ['delegation_readiness', 'delegation_event', 'work_item_event', 'case_event'],
  prepare: (app, config) => {
    needed(config, 'IMPORTER_DIGEST_KEY');
    admitCallers(app);
  },
};
