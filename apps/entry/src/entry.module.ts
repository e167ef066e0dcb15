import { Module } from '@nestjs/common';
import { AuthorityConsumer } from './authority/authority.consumer';
import { AuthorityRepository } from './authority/authority.repository';
import { BillConsumer } from './cargo-release/bill.consumer';
import { CargoReleaseConsumer } from './cargo-release/cargo-release.consumer';
import { CargoReleaseRepository } from './release/cargo-release.repository';
import { DecisionTimer } from './cargo-release/decision.timer';
import { ReleaseDesk } from './cargo-release/release-desk';
import { CenterDecisionConsumer } from './review/center-decision.consumer';
import { ReviewConsumer } from './review/review.consumer';
import { DeadlineRepository } from './deadlines/deadline.repository';
import { DeadlineTimer } from './deadlines/deadline.timer';
import { DowntimeConsumer } from './deadlines/downtime.consumer';
import { CapabilityConsumer } from './capabilities/capability.consumer';
import { DiscardedFilings } from './filing/discarded-filings';
import { ClaimsOnEntryRepository } from './claims-on-entry/claims-on-entry.repository';
import { ClaimController } from './drawback/claim.controller';
import { ClaimReader } from './drawback/claim.reader';
import { ClaimRepository } from './drawback/claim.repository';
import { DrawbackClaimConsumer } from './drawback/drawback-claim.consumer';
import { EntryRecordController } from './entry-record/entry-record.controller';
import { EntryRecordReader } from './entry-record/entry-record.reader';
import { DiscardedDecisions } from './entry-summary/discarded-decisions';
import { AnswerDeadlineTimer } from './entry-summary/answer-deadline.timer';
import { EntrySummaryConsumer } from './entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from './summary-on-file/entry-summary.repository';
import { SummaryReviewDesk } from './entry-summary/summary-review.desk';
import { TeamConsumer } from './entry-summary/team.consumer';
import { ImporterConsumer } from './importer/importer.consumer';
import { ImporterRepository } from './importer/importer.repository';
import { DiscardedOrders } from './liquidation/discarded-orders';
import { LiquidationDesk } from './liquidation/liquidation.desk';
import { LiquidationOrderConsumer } from './liquidation/liquidation-order.consumer';
import { LiquidationRepository } from './liquidation/liquidation.repository';
import { LiquidationRun } from './liquidation/liquidation.run';
import { NoticesReader } from './liquidation/notices.reader';
import { NoticesController } from './liquidation/notices.controller';
import { MissedDecisions } from './paper-decision/missed-decisions';
import { PaperDecisionConsumer } from './paper-decision/paper-decision.consumer';
import { PaperDecisionController } from './paper-decision/paper-decision.controller';
import { PaperDecisionDesk } from './paper-decision/paper-decision.desk';
import { SelectionController } from './selection/selection.controller';
import { SelectionRules } from './selection/selection-rules';
import { StandingConsumer } from './standing/standing.consumer';
import { PowerOfAttorneyConsumer } from './powers-of-attorney/power-of-attorney.consumer';
import { PaperDecisionFence } from './paper-standing/paper-decision.fence';
import { PaperDecisionRepository } from './paper-standing/paper-decision.repository';

@Module({
  controllers: [
    CargoReleaseConsumer,
    BillConsumer,
    ReviewConsumer,
    CenterDecisionConsumer,
    EntrySummaryConsumer,
    TeamConsumer,
    ImporterConsumer,
    AuthorityConsumer,
    PowerOfAttorneyConsumer,
    StandingConsumer,
    CapabilityConsumer,
    PaperDecisionConsumer,
    DowntimeConsumer,
    LiquidationOrderConsumer,
    DrawbackClaimConsumer,
    EntryRecordController,
    ClaimController,
    NoticesController,
    PaperDecisionController,
    SelectionController,
  ],
  providers: [
    CargoReleaseRepository,
    ReleaseDesk,
    DecisionTimer,
    EntrySummaryRepository,
    SummaryReviewDesk,
    AnswerDeadlineTimer,
    ImporterRepository,
    AuthorityRepository,
    EntryRecordReader,
    DiscardedFilings,
    DiscardedDecisions,
    LiquidationRepository,
    LiquidationDesk,
    LiquidationRun,
    NoticesReader,
    DiscardedOrders,
    ClaimRepository,
    ClaimsOnEntryRepository,
    ClaimReader,
    PaperDecisionRepository,
    PaperDecisionDesk,
    PaperDecisionFence,
    MissedDecisions,
    SelectionRules,
    DeadlineRepository,
    DeadlineTimer,
  ],
})
export class EntryModule {}
