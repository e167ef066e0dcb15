import { CapabilitiesOnFile1764800520000, StandingOnFile1765100700000 } from '#access';
import type { ServiceDefinition } from '#service';
import { EntryConfig } from './config/entry.config';
import { EntryModule } from './entry.module';
import { CargoRelease1763715000000 } from './migrations/1763715000000-cargo-release';
import { EntrySummary1763715000001 } from './migrations/1763715000001-entry-summary';
import { SummaryReview1763715000002 } from './migrations/1763715000002-summary-review';
import { EstimatedDeposits1765201101000 } from './migrations/1765201101000-estimated-deposits';
import { Downtime1763800800000 } from './migrations/1763800800000-downtime';
import { SummariesDeletedLater1765202300001 } from './migrations/1765202300001-summaries-deleted-later';
import { Bonds1765201500000 } from './migrations/1765201500000-bonds';
import { DrawbackClaims1765200600000 } from './migrations/1765200600000-drawback-claims';
import { Liquidation1765100100000 } from './migrations/1765100100000-liquidation';
import { PostSummaryCorrections1765100200000 } from './migrations/1765100200000-post-summary-corrections';
import { Selection1765100701000 } from './migrations/1765100701000-selection';
import { StatusInFull1765201700000 } from './migrations/1765201700000-status-in-full';
import { AgencyReviews1765201400000 } from './migrations/1765201400000-agency-reviews';
import { SuretyAgentsOnFile1765202503000 } from './migrations/1765202503000-surety-agents';
import { EnteredQuantities1765200700000 } from './migrations/1765200700000-entered-quantities';
import { BarredGoodsAndFacilities1765202401000 } from './migrations/1765202401000-barred-goods-and-facilities';
import { FilersOnFile1765202400000 } from './migrations/1765202400000-filers-on-file';
import { PowersOfAttorneyOnFile1764740100000 } from './migrations/1764740100000-powers-of-attorney';
import { QueueOfDecisions1765200200000 } from './migrations/1765200200000-queue-of-decisions';
import { AuthorityOfCenters1765100630000 } from './migrations/1765100630000-authority-of-centers';
import { RecordsByAccount1765202100100 } from './migrations/1765202100100-records-by-account';
import { AdCvdCases1765203800000 } from './migrations/1765203800000-ad-cvd-cases';
import { DeclarationsOfImporters1765204500000 } from './migrations/1765204500000-declarations-of-importers';
import { DecisionsWeighed1765210000000 } from './migrations/1765210000000-decisions-weighed';
import { Quotas1765203800001 } from './migrations/1765203800001-quotas';
import { RoomForTeams1765204200000 } from './migrations/1765204200000-room-for-teams';
import { ConsolidatedReleases1765202800000 } from './migrations/1765202800000-consolidated-releases';
import { LargeValues1765203600000 } from './migrations/1765203600000-large-values';
import { BondsFoundInsufficient1765203500001 } from './migrations/1765203500001-bonds-found-insufficient';
import { StandingOfSureties1765203500000 } from './migrations/1765203500000-standing-of-sureties';
import { StatementProfiles1765203700001 } from './migrations/1765203700001-statement-profiles';
import { SummaryQueries1765203700000 } from './migrations/1765203700000-summary-queries';

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
    StatusInFull1765201700000,
    QueueOfDecisions1765200200000,
    DrawbackClaims1765200600000,
    EstimatedDeposits1765201101000,
    Bonds1765201500000,
    AgencyReviews1765201400000,
    RecordsByAccount1765202100100,
    SummariesDeletedLater1765202300001,
    FilersOnFile1765202400000,
    BarredGoodsAndFacilities1765202401000,
    SuretyAgentsOnFile1765202503000,
    ConsolidatedReleases1765202800000,
    LargeValues1765203600000,
    StandingOfSureties1765203500000,
    BondsFoundInsufficient1765203500001,
    SummaryQueries1765203700000,
    StatementProfiles1765203700001,
    AdCvdCases1765203800000,
    Quotas1765203800001,
    RoomForTeams1765204200000,
    DeclarationsOfImporters1765204500000,
    DecisionsWeighed1765210000000,
  ],
  appendOnly: [
    'cargo_release_event',
    'entry_summary_version',
    'drawback_claim_version',
    'bond_version',
    'liquidation_event',
    'liquidation_order',
    'liquidation_notice',
    'ad_cvd_case_period',
    'non_reimbursement_declaration',
  ],
};
