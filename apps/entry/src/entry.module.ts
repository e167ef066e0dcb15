import { Module } from '@nestjs/common';
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
import { EntryRecordController } from './entry-record/entry-record.controller';
import { EntryRecordReader } from './entry-record/entry-record.reader';
import { DiscardedDecisions } from './entry-summary/discarded-decisions';
import { AnswerDeadlineTimer } from './entry-summary/answer-deadline.timer';
import { EntrySummaryConsumer } from './entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from './entry-summary/entry-summary.repository';
import { SummaryReviewDesk } from './entry-summary/summary-review.desk';
import { TeamConsumer } from './entry-summary/team.consumer';
import { ImporterConsumer } from './importer/importer.consumer';
import { ImporterRepository } from './importer/importer.repository';
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
    PowerOfAttorneyConsumer,
    StandingConsumer,
    CapabilityConsumer,
    PaperDecisionConsumer,
    DowntimeConsumer,
    EntryRecordController,
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
    EntryRecordReader,
    DiscardedFilings,
    DiscardedDecisions,
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
