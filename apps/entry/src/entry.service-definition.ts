import { CapabilitiesOnFile1764800520000, StandingOnFile1765100700000 } from '#access';
import type { ServiceDefinition } from '#service';
import { EntryConfig } from './config/entry.config';
import { EntryModule } from './entry.module';
import { CargoRelease1763715000000 } from './migrations/1763715000000-cargo-release';
import { EntrySummary1763715000001 } from './migrations/1763715000001-entry-summary';
import { SummaryReview1763715000002 } from './migrations/1763715000002-summary-review';
import { Downtime1763800800000 } from './migrations/1763800800000-downtime';
import { DrawbackClaims1765200600000 } from './migrations/1765200600000-drawback-claims';
import { Liquidation1765100100000 } from './migrations/1765100100000-liquidation';
import { PostSummaryCorrections1765100200000 } from './migrations/1765100200000-post-summary-corrections';
import { Selection1765100701000 } from './migrations/1765100701000-selection';
import { EnteredQuantities1765200700000 } from './migrations/1765200700000-entered-quantities';
import { PowersOfAttorneyOnFile1764740100000 } from './migrations/1764740100000-powers-of-attorney';
import { QueueOfDecisions1765200200000 } from './migrations/1765200200000-queue-of-decisions';
import { AuthorityOfCenters1765100630000 } from './migrations/1765100630000-authority-of-centers';

export const entryService: ServiceDefinition<EntryConfig> = {
  name: 'entry',
  config: EntryConfig,
  module: EntryModule,
  entities: [],
  migrations: [
    CargoRelease1763715000000,
    EntrySummary1763715000001,
    SummaryReview1763715000002,
    Downtime1763800800000,
    PowersOfAttorneyOnFile1764740100000,
    CapabilitiesOnFile1764800520000,
    Liquidation1765100100000,
    PostSummaryCorrections1765100200000,
    AuthorityOfCenters1765100630000,
    StandingOnFile1765100700000,
    Selection1765100701000,
    EnteredQuantities1765200700000,
    QueueOfDecisions1765200200000,
    DrawbackClaims1765200600000,
  ],
  appendOnly: [
    'cargo_release_event',
    'entry_summary_version',
    'drawback_claim_version',
    'liquidation_event',
    'liquidation_order',
    'liquidation_notice',
  ],
};
