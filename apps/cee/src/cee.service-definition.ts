import { Module } from '@nestjs/common';
import { AccessModule, admitCallers } from '#access';
import { CeeAccountUsed, CeeInteractionRecorded } from '#contracts';
import { needed, type ServiceDefinition } from '#service';
import { AccountAppealsController, AppealDecisionsController } from './appeals/appeals.controller';
import { AssignmentAppeals } from './appeals/assignment-appeals';
import { AccountAssignmentsController } from './account-view/account-assignments.controller';
import { AssignmentEntity } from './assignments/assignment.entity';
import { AssignmentsController } from './assignments/assignments.controller';
import { keepImporterAccounts } from './assignments/importer-accounts.repository';
import { ImporterAssignments } from './assignments/importer-assignments';
import { AuthorityController, DelegationOrdersController } from './authority/delegation-orders.controller';
import { DelegationOrders } from './authority/delegation-orders';
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
import { TeamsConsumer } from './teams/teams.consumer';

/** People of Centers and of accounts are let in with nothing but this service's own database. */
const Accounts = AccessModule.of({
  cacheSeconds: () => 0,
  passwords: false,
  tells: CeeInteractionRecorded,
  tellsUse: CeeAccountUsed,
  also: keepImporterAccounts,
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
    TeamsConsumer,
  ],
  providers: [
    ImporterAssignments,
    DelegationOrders,
    ProposalRuns,
    AssignmentProposals,
    AssignmentFactors,
    ImportProjections,
    AssignmentAppeals,
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
  ],
  appendOnly: ['delegation_readiness', 'delegation_event'],
  prepare: (app, config) => {
    needed(config, 'IMPORTER_DIGEST_KEY');
    admitCallers(app);
  },
};
