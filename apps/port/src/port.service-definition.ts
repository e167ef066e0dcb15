import {
  admitCallers,
  asksForCertificates,
  PeopleSignIn1764800110000,
  StandingOnFile1765100700000,
  TermsOfKeys1764700100000,
} from '#access';
import type { ServiceDefinition } from '#service';
import { PortConfig } from './config/port.config';
import { Officers1763800000000 } from './migrations/1763800000000-officers';
import { Downtimes1763800100000 } from './migrations/1763800100000-downtimes';
import { LastKnownPicture1763800200000 } from './migrations/1763800200000-last-known-picture';
import { Playbooks1763800600000 } from './migrations/1763800600000-playbooks';
import { ManualDecisions1763800700000 } from './migrations/1763800700000-manual-decisions';
import { BillsBehindDecisions1763800900000 } from './migrations/1763800900000-bills-behind-decisions';
import { PersonsOfKeys1764500100000 } from './migrations/1764500100000-persons-of-keys';
import { ToldInOrder1764700000000 } from './migrations/1764700000000-told-in-order';
import { Examinations1765100720000 } from './migrations/1765100720000-examinations';
import { DowntimeListeners1765200911000 } from './migrations/1765200911000-downtime-listeners';
import { PictureByPort1765204900000 } from './migrations/1765204900000-picture-by-port';
import { BillsInBondByDestination1765205300000 } from './migrations/1765205300000-bills-in-bond-by-destination';
import { PortModule } from './port.module';

export const portService: ServiceDefinition<PortConfig> = {
  name: 'port',
  config: PortConfig,
  module: PortModule,
  entities: [],
  migrations: [
    Officers1763800000000,
    Downtimes1763800100000,
    LastKnownPicture1763800200000,
    Playbooks1763800600000,
    ManualDecisions1763800700000,
    BillsBehindDecisions1763800900000,
    PersonsOfKeys1764500100000,
    ToldInOrder1764700000000,
    TermsOfKeys1764700100000,
    PeopleSignIn1764800110000,
    Examinations1765100720000,
    StandingOnFile1765100700000,
    DowntimeListeners1765200911000,
    PictureByPort1765204900000,
    BillsInBondByDestination1765205300000,
  ],
  appendOnly: ['playbook_version', 'manual_decision_history', 'manual_decision_feed', 'decision_match_history'],
  clientCertificates: asksForCertificates,
  prepare: (app) => admitCallers(app),
};
