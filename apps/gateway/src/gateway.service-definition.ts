import {
  admitCallers,
  asksForCertificates,
  PeopleSignIn1764800110000,
  StandingOnFile1765100700000,
  TermsOfKeys1764700100000,
} from '#access';
import { OPEN_BODY_BYTES, type ServiceDefinition } from '#service';
import { GatewayConfig } from './config/gateway.config';
import { GatewayModule } from './gateway.module';
import { AccountShares } from './edge/account-turns';
import { bodiesOf, readBodies } from './edge/bodies';
import { tellDispositionInHeader } from './edge/disposition-header';
import { countIntake } from './edge/intake-evidence';
import { Gateway1763700100000 } from './migrations/1763700100000-gateway';
import { GatewayUpkeep1763700200000 } from './migrations/1763700200000-gateway-upkeep';
import { Gate1763800400000 } from './migrations/1763800400000-gate';
import { Outbound1763800500000 } from './migrations/1763800500000-outbound';
import { DowntimeSummary1763800500001 } from './migrations/1763800500001-downtime-summary';
import { MailboxOrder1763801000000 } from './migrations/1763801000000-mailbox-order';
import { FilingOrder1763801100000 } from './migrations/1763801100000-filing-order';
import { ModuleProgress1763801150000 } from './migrations/1763801150000-module-progress';
import { JournalGoesOn1764300100000 } from './migrations/1764300100000-journal-goes-on';
import { NamesOfInterchanges1764300300000 } from './migrations/1764300300000-names-of-interchanges';
import { NamesOfEarlierInterchanges1764300300001 } from './migrations/1764300300001-names-of-earlier-interchanges';
import { AccountsByImporterNumber1764800210000 } from './migrations/1764800210000-accounts-by-importer-number';
import { ActivityTree1764710100000 } from './migrations/1764710100000-activity-tree';
import { ActivityHeads1764400200000 } from './migrations/1764400200000-activity-heads';
import { AbiPasswordLocks1764400200000 } from './migrations/1764400200000-abi-password-locks';
import { TransmissionPieces1764400200001 } from './migrations/1764400200001-transmission-pieces';
import { PersonsOfKeys1764500100000 } from './migrations/1764500100000-persons-of-keys';
import { SentWithFilings1764600900000 } from './migrations/1764600900000-sent-with-filings';
import { ModulesOfFilings1764601000000 } from './migrations/1764601000000-modules-of-filings';
import { ReplayPlaces1765200220000 } from './migrations/1765200220000-replay-places';
import { FilerSetUpsOnFile1765201610000 } from './migrations/1765201610000-filer-set-ups';
import { NotifyParties1765202500000 } from './migrations/1765202500000-notify-parties';
import { UnansweredByAccount1765205400000 } from './migrations/1765205400000-unanswered-by-account';
import { JournalByReceipt1765207000000 } from './migrations/1765207000000-journal-by-receipt';
import { LastAnswers1765201611000 } from './migrations/1765201611000-last-answers';
import { serveOpenApi } from './openapi.routes';

export const gateway: ServiceDefinition<GatewayConfig> = {
  name: 'gateway',
  config: GatewayConfig,
  module: GatewayModule,
  entities: [],
  migrations: [
    Gateway1763700100000,
    GatewayUpkeep1763700200000,
    Gate1763800400000,
    Outbound1763800500000,
    DowntimeSummary1763800500001,
    MailboxOrder1763801000000,
    FilingOrder1763801100000,
    ModuleProgress1763801150000,
    JournalGoesOn1764300100000,
    NamesOfInterchanges1764300300000,
    NamesOfEarlierInterchanges1764300300001,
    ActivityHeads1764400200000,
    AbiPasswordLocks1764400200000,
    TransmissionPieces1764400200001,
    PersonsOfKeys1764500100000,
    SentWithFilings1764600900000,
    ModulesOfFilings1764601000000,
    TermsOfKeys1764700100000,
    ActivityTree1764710100000,
    AccountsByImporterNumber1764800210000,
    PeopleSignIn1764800110000,
    StandingOnFile1765100700000,
    ReplayPlaces1765200220000,
    FilerSetUpsOnFile1765201610000,
    LastAnswers1765201611000,
    NotifyParties1765202500000,
    UnansweredByAccount1765205400000,
    JournalByReceipt1765207000000,
  ],
  appendOnly: ['activity_head', 'activity_tree_head'],
  // A request must be complete within a minute and a half: 100 MB at 10 Mbit/s.
  http: { requestTimeout: 90_000, bodyLimit: OPEN_BODY_BYTES },
  bodies: bodiesOf,
  bodyRoom: ({ BODY_BYTES }) => BODY_BYTES || undefined,
  clientCertificates: asksForCertificates,
  prepare: (app, config) => {
    const shares = app.get(AccountShares);
    admitCallers(app, ({ account }, reply) => shares.admit(account, reply));
    readBodies(app, config);
    tellDispositionInHeader(app);
    countIntake(app);
    serveOpenApi(app);
  },
};
