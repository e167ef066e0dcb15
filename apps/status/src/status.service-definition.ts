import type { ServiceDefinition } from '#service';
import { admitOfficers } from './officers/officer.guard';
import { ComponentHistory1763710000000 } from './migrations/1763710000000-component-history';
import { Officers1763800000000 } from './migrations/1763800000000-officers';
import { Downtimes1763800100000 } from './migrations/1763800100000-downtimes';
import { LastKnownPicture1763800200000 } from './migrations/1763800200000-last-known-picture';
import { PublicPage1763800300000 } from './migrations/1763800300000-public-page';
import { Playbooks1763800600000 } from './migrations/1763800600000-playbooks';
import { ManualDecisions1763800700000 } from './migrations/1763800700000-manual-decisions';
import { BillsBehindDecisions1763800900000 } from './migrations/1763800900000-bills-behind-decisions';
import { PersonsOfKeys1764500100000 } from './migrations/1764500100000-persons-of-keys';
import { StatusConfig } from './config/status.config';
import { StatusModule } from './status.module';

export const statusService: ServiceDefinition<StatusConfig> = {
  name: 'status',
  config: StatusConfig,
  module: StatusModule,
  entities: [],
  migrations: [
    ComponentHistory1763710000000,
    Officers1763800000000,
    Downtimes1763800100000,
    LastKnownPicture1763800200000,
    PublicPage1763800300000,
    Playbooks1763800600000,
    ManualDecisions1763800700000,
    BillsBehindDecisions1763800900000,
    PersonsOfKeys1764500100000,
  ],
  appendOnly: ['playbook_version', 'manual_decision_history', 'manual_decision_feed', 'decision_match_history'],
  prepare: admitOfficers,
};
