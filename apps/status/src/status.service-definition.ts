import type { ServiceDefinition } from '#service';
import { ComponentHistory1763710000000 } from './migrations/1763710000000-component-history';
import { StatusConfig } from './status.config';
import { StatusModule } from './status.module';

export const statusService: ServiceDefinition<StatusConfig> = {
  name: 'status',
  config: StatusConfig,
  module: StatusModule,
  entities: [],
  migrations: [ComponentHistory1763710000000],
};
