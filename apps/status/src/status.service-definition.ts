import type { ServiceDefinition } from '#service';
import { StatusConfig } from './config/status.config';
import { ComponentHistory1763710000000 } from './migrations/1763710000000-component-history';
import { PublicPage1763800300000 } from './migrations/1763800300000-public-page';
import { ToldByPort1764700000000 } from './migrations/1764700000000-told-by-port';
import { ActivityTree1764800240000 } from './migrations/1764800240000-activity-tree';
import { StatusModule } from './status.module';

export const statusService: ServiceDefinition<StatusConfig> = {
  name: 'status',
  config: StatusConfig,
  module: StatusModule,
  entities: [],
  migrations: [
    ComponentHistory1763710000000,
    PublicPage1763800300000,
    ToldByPort1764700000000,
    ActivityTree1764800240000,
  ],
  appendOnly: ['activity_tree_head'],
};
