import { Module } from '@nestjs/common';
import { needed, type ServiceDefinition } from '#service';
import { AccountsConsumer } from './assignments/accounts.consumer';
import { AssignmentEntity } from './assignments/assignment.entity';
import { AssignmentsController } from './assignments/assignments.controller';
import { ImporterAssignments } from './assignments/importer-assignments';
import { CeeConfig } from './config/cee.config';
import { CentersController } from './centers/centers.controller';
import { Centers1763702000000 } from './migrations/1763702000000-centers';
import { TeamsConsumer } from './teams/teams.consumer';

@Module({
  controllers: [CentersController, AssignmentsController, AccountsConsumer, TeamsConsumer],
  providers: [ImporterAssignments],
})
export class CeeModule {}

export const cee: ServiceDefinition<CeeConfig> = {
  name: 'cee',
  config: CeeConfig,
  module: CeeModule,
  entities: [AssignmentEntity],
  migrations: [Centers1763702000000],
  prepare: (_app, config) => needed(config, 'IMPORTER_DIGEST_KEY'),
};
