import { Module } from '@nestjs/common';
import { AuthorityConsumer } from './authority/authority.consumer';
import { AuthorityRepository } from './authority/authority.repository';
import { BondConsumer } from './bonds/bond.consumer';
import { BondController } from './bonds/bond.controller';
import { BondReader } from './bonds/bond.reader';
import { BondRepository } from './bonds/bond.repository';
import { ImporterBondsController } from './bonds/importer-bonds.controller';
import { BondCoverage } from './bonds/coverage';
import { InsufficientBonds } from './bonds/insufficient-bonds';
import { InsufficientBondsController } from './bonds/insufficient-bonds.controller';
import { SuretyStandings } from './bonds/surety-standing';
import { SuretyStandingController } from './bonds/surety-standing.controller';
import { BillConsumer } from './cargo-release/bill.consumer';
import { CargoReleaseConsumer } from './cargo-release/cargo-release.consumer';
import { CargoReleaseRepository } from './release/cargo-release.repository';
import { DecisionTimer } from './cargo-release/decision.timer';
import { ReleaseDesk } from './cargo-release/release-desk';
import { CenterDecisionConsumer } from './review/center-decision.consumer';
import { ReviewConsumer } from './review/review.consumer';
import { TariffFile } from './config/tariff-file';
import { DeadlineRepository } from './deadlines/deadline.repository';
import { DeadlineTimer } from './deadlines/deadline.timer';
import { DepositWatch } from './deposits/deposit-watch';
import { DowntimeConsumer } from './deadlines/downtime.consumer';
import { CapabilityConsumer } from './capabilities/capability.consumer';
import { DiscardedFilings } from './filing/discarded-filings';
import { ClaimsOnEntryRepository } from './claims-on-entry/claims-on-entry.repository';
import { ClaimController } from './drawback/claim.controller';
import { ClaimReader } from './drawback/claim.reader';
import { ClaimRepository } from './drawback/claim.repository';
import { DrawbackClaimConsumer } from './drawback/drawback-claim.consumer';
import { DutyQuestionController } from './duty-question/duty-question.controller';
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
import { FilerSetUpConsumer } from './statement-profiles/filer-set-up.consumer';
import { SummaryQueryController } from './summary-query/summary-query.controller';
import { SummaryQueryReader } from './summary-query/summary-query.reader';
import { TradeOrders } from './barred-goods/barred-goods';
import { TradeOrdersController } from './barred-goods/trade-orders.controller';
import { AdCvdCasesController } from './ad-cvd-cases/ad-cvd-cases.controller';
import { AdCvdCases } from './ad-cvd-cases/cases';
import { Quotas } from './quotas/quotas';
import { QuotasController } from './quotas/quotas.controller';
import { Facilities } from './facilities/facilities';
import { FacilitiesController } from './facilities/facilities.controller';
import { SelectionController } from './selection/selection.controller';
import { SelectionRules } from './selection/selection-rules';
import { StandingConsumer } from './standing/standing.consumer';
import { PowerOfAttorneyConsumer } from './powers-of-attorney/power-of-attorney.consumer';
import { PaperDecisionFence } from './paper-standing/paper-decision.fence';
import { AgencyDecisionConsumer } from './agency-desk/agency-decision.consumer';
import { AgencyLinesController } from './agency-desk/agency-lines.controller';
import { AgencyLinesReader } from './agency-desk/agency-lines.reader';
import { PaperDecisionRepository } from './paper-standing/paper-decision.repository';

@Module({
  controllers: [
    CargoReleaseConsumer,
    AgencyDecisionConsumer,
    AgencyLinesController,
    BillConsumer,
    ReviewConsumer,
    CenterDecisionConsumer,
    EntrySummaryConsumer,
    TeamConsumer,
    ImporterConsumer,
    AuthorityConsumer,
    FilerSetUpConsumer,
    PowerOfAttorneyConsumer,
    StandingConsumer,
    CapabilityConsumer,
    PaperDecisionConsumer,
    DowntimeConsumer,
    LiquidationOrderConsumer,
    DrawbackClaimConsumer,
    BondConsumer,
    BondController,
    ImporterBondsController,
    SummaryQueryController,
    DutyQuestionController,
    EntryRecordController,
    ClaimController,
    NoticesController,
    PaperDecisionController,
    SelectionController,
    TradeOrdersController,
    FacilitiesController,
    SuretyStandingController,
    InsufficientBondsController,
    AdCvdCasesController,
    QuotasController,
  ],
  providers: [
    TariffFile,
    CargoReleaseRepository,
    AgencyLinesReader,
    ReleaseDesk,
    DecisionTimer,
    EntrySummaryRepository,
    SummaryReviewDesk,
    AnswerDeadlineTimer,
    ImporterRepository,
    AuthorityRepository,
    EntryRecordReader,
    SummaryQueryReader,
    DiscardedFilings,
    DiscardedDecisions,
    LiquidationRepository,
    LiquidationDesk,
    LiquidationRun,
    NoticesReader,
    DiscardedOrders,
    BondRepository,
    BondReader,
    BondCoverage,
    ClaimRepository,
    ClaimsOnEntryRepository,
    ClaimReader,
    PaperDecisionRepository,
    PaperDecisionDesk,
    PaperDecisionFence,
    MissedDecisions,
    SelectionRules,
    TradeOrders,
    Facilities,
    SuretyStandings,
    InsufficientBonds,
    AdCvdCases,
    Quotas,
    DeadlineRepository,
    DeadlineTimer,
    DepositWatch,
  ],
})
export class EntryModule {}
