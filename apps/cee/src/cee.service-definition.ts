import { Module } from '@nestjs/common';
import { AccessModule, admitCallers, asksForCertificates } from '#access';
import { CeeAccountUsed, CeeInteractionRecorded } from '#contracts';
import { needed, type ServiceDefinition } from '#service';
import { AccountAppealsController, AppealDecisionsController } from './appeals/appeals.controller';
import { AssignmentAppeals } from './appeals/assignment-appeals';
import { AccountAssignmentsController } from './account-view/account-assignments.controller';
import { AssignmentEntity } from './assignments/assignment.entity';
import { AssignmentsController } from './assignments/assignments.controller';
import { keepOfAccounts } from './account-view/accounts-kept';
import { ImporterAssignments } from './assignments/importer-assignments';
import { AuthorityController, DelegationOrdersController } from './authority/delegation-orders.controller';
import { AuthorityTelling } from './authority/authority-telling';
import { DelegationOrders } from './authority/delegation-orders';
import { AccountComplianceController, PatternChangesController } from './compliance/compliance.controller';
import { ComplianceRuns } from './compliance/compliance-runs';
import { ComplianceViews } from './compliance/compliance-view';
import { CaseReferrals } from './cases/case-referrals';
import {
  AllegationsController,
  CaseReferralsController,
  CenterCasesController,
  RecordedMarksController,
} from './cases/cases.controller';
import { CenterCases } from './cases/center-cases';
import { ReferralsAnsweredConsumer } from './cases/referrals-answered.consumer';
import { RecordedMarks } from './cases/recorded-marks';
import { CeeConfig } from './config/cee.config';
import { CentersController } from './centers/centers.controller';
import { ImportProjections } from './imports/import-projections';
import { Centers1763702000000 } from './migrations/1763702000000-centers';
import { PeopleOfCenters1764900100000 } from './migrations/1764900100000-people-of-centers';
import { DelegationOrders1764900110000 } from './migrations/1764900110000-delegation-orders';
import { AssignmentProposals1764900120000 } from './migrations/1764900120000-assignment-proposals';
import { AssignmentAppeals1764900130000 } from './migrations/1764900130000-assignment-appeals';
import { AssignmentFactors } from './proposals/assignment-factors';
import { AssignmentProposals } from './proposals/assignment-proposals';
import { ProposalRuns } from './proposals/proposal-runs';
import {
  AssignmentFactorsController,
  AssignmentProposalsController,
  ProposalRunsController,
} from './proposals/proposals.controller';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { Downtimes } from './downtimes/downtimes';
import { DowntimesOfCenters1764900200000 } from './migrations/1764900200000-downtimes-of-centers';
import { WorkItems1764900201000 } from './migrations/1764900201000-work-items';
import { SummaryDecisions1764900202000 } from './migrations/1764900202000-summary-decisions';
import { LiquidationOfEntries1765100200000 } from './migrations/1765100200000-liquidation-of-entries';
import { NoticesOfCenters1765100201000 } from './migrations/1765100201000-notices-of-centers';
import { CenterNotices } from './notices/center-notices';
import { NoticeAnswers } from './notices/notice-answers';
import { NoticeDocumentsConsumer } from './notices/notice-documents.consumer';
import { NoticeSteps } from './notices/notice-steps';
import { NoticeUpkeep } from './notices/notice-upkeep';
import { AccountNoticesController, ItemNoticesController, NoticesController } from './notices/notices.controller';
import { ListsOfProtests1765200110000 } from './migrations/1765200110000-lists-of-protests';
import { CountsOfWork1765200120000 } from './migrations/1765200120000-counts-of-work';
import { MergersOfAccounts1765200800000 } from './migrations/1765200800000-mergers-of-accounts';
import { ContentSentOnce1765200900000 } from './migrations/1765200900000-content-sent-once';
import { RunsThatAreEnded1765200901000 } from './migrations/1765200901000-runs-that-are-ended';
import { ProtestsCountedTogether1765201000000 } from './migrations/1765201000000-protests-counted-together';
import { GoodsThatTheLawExcludes1765201001000 } from './migrations/1765201001000-goods-that-the-law-excludes';
import { NamedDocuments } from './named-documents/named-documents';
import { CorrectionsOnWorkItems1765201004000 } from './migrations/1765201004000-corrections-on-work-items';
import { DetentionExtended1765202100000 } from './migrations/1765202100000-detention-extended';
import { NamedDocuments1765201003000 } from './migrations/1765201003000-named-documents';
import { OneQuestionOnce1765200100000 } from './migrations/1765200100000-one-question-once';
import { Compliance1765100600000 } from './migrations/1765100600000-compliance';
import { DrawbackClaimConsumer } from './drawback/drawback-claim.consumer';
import { DrawbackClaims } from './drawback/drawback-claims';
import { DrawbackClaimsController } from './drawback/drawback-claims.controller';
import { LiquidationConsumer } from './liquidation/liquidation.consumer';
import { LiquidationOrders } from './liquidation/liquidation-orders';
import { LiquidationOrdersController } from './liquidation/liquidation-orders.controller';
import { LiquidationOutcomes } from './liquidation/liquidation-outcomes';
import { CenterCases1765100610000 } from './migrations/1765100610000-center-cases';
import { DrawbackClaimsSeen1765200610000 } from './migrations/1765200610000-drawback-claims';
import { AuthorityTold1765100620000 } from './migrations/1765100620000-authority-told';
import { ReferralsToEnforcement1765200310000 } from './migrations/1765200310000-referrals-to-enforcement';
import { ReviewsController } from './reviews/reviews.controller';
import { SummaryReviews } from './reviews/summary-reviews';
import { AgencyPilots } from './agency-pilots/agency-pilots';
import { AgencyPilotsController } from './agency-pilots/agency-pilots.controller';
import { AgencyPilots1765100530000 } from './migrations/1765100530000-agency-pilots';
import { BenefitOrders } from './trusted-benefits/benefit-orders';
import { BenefitOrdersController, StandingsController } from './trusted-benefits/benefits.controller';
import { PeerFigures } from './trusted-service/peer-figures';
import { PeerFigures1765200202000 } from './migrations/1765200202000-peer-figures';
import { TrustedQueues } from './trusted-queues/trusted-queues';
import { QueuesOfStanding1765200201000 } from './migrations/1765200201000-queues-of-standing';
import { StandingUpkeep } from './trusted-benefits/standing-upkeep';
import {
  AccountParticipationsController,
  FormerStandingsController,
  ParticipationsController,
  StandingAppealsController,
  TrustedCriteriaController,
} from './trusted-traders/participations.controller';
import { Participations } from './trusted-traders/participations';
import { StandingAppeals } from './trusted-traders/standing-appeals';
import { TrustedService1765100510000 } from './migrations/1765100510000-trusted-service';
import { TrustedContacts } from './trusted-service/trusted-contacts';
import { TrustedRequests } from './trusted-service/trusted-requests';
import { TrustedRequestsController, TrustedServiceController } from './trusted-service/trusted-service.controller';
import { TrustedUpdates } from './trusted-service/trusted-updates';
import { SelectionsConsumer } from './trusted-service/selections.consumer';
import { TrustedTraders1765100500000 } from './migrations/1765100500000-trusted-traders';
import { AccountQuestions } from './account-questions/account-questions';
import {
  AccountQuestionsController,
  QuestionsToAccountController,
} from './account-questions/account-questions.controller';
import { CenterPagesController, PublicationsController } from './center-pages/center-pages.controller';
import { Publications } from './center-pages/publications';
import { HubQuestions } from './hub/hub-questions';
import { HubQuestionsController } from './hub/hub-questions.controller';
import { AccountQuestions1765100401000 } from './migrations/1765100401000-account-questions';
import { HubQuestions1765100402000 } from './migrations/1765100402000-hub-questions';
import { CenterPages1765100403000 } from './migrations/1765100403000-center-pages';
import { AnswerSearch } from './earlier-answers/answer-search';
import { DecisionSpread } from './earlier-answers/decision-spread';
import { Departures } from './departures/departures';
import { DeparturesController } from './departures/departures.controller';
import { DecisionSpreadController, EarlierAnswersController } from './earlier-answers/earlier-answers.controller';
import { EarlierAnswers1765100400000 } from './migrations/1765100400000-earlier-answers';
import { InternalAdvice } from './advice/internal-advice';
import { InternalAdviceController } from './advice/internal-advice.controller';
import { Protests1765100300000 } from './migrations/1765100300000-protests';
import { Rulings1765100310000 } from './migrations/1765100310000-rulings';
import { PenaltyInputs1765200410000 } from './migrations/1765200410000-penalty-inputs';
import { RecordsByAccount1765202100200 } from './migrations/1765202100200-records-by-account';
import { IndexesThatAreRead1765204300000 } from './migrations/1765204300000-indexes-that-are-read';
import { PortsThatDecide1765203300000 } from './migrations/1765203300000-ports-that-decide';
import { PenaltyInputs } from './penalty-inputs/penalty-inputs';
import { PenaltyInputsConsumer } from './penalty-inputs/penalty-inputs.consumer';
import { PenaltyInputsController } from './penalty-inputs/penalty-inputs.controller';
import { PowerOfAttorneyConsumer } from './powers/power-of-attorney.consumer';
import { ProtestDesk } from './protests/protest-desk';
import { ProtestHistory } from './protests/protest-history';
import { ProtestReview } from './protests/protest-review';
import { ProtestReviewController } from './protests/protest-review.controller';
import { Protests } from './protests/protests';
import { ProtestsAskedController } from './protests/protests-asked.controller';
import { ProtestsController } from './protests/protests.controller';
import { ProtestUpkeep } from './protests/protest-upkeep';
import { Rulings } from './rulings/rulings';
import { RulingCommentsController, RulingOrdersController, RulingsController } from './rulings/rulings.controller';
import { TeamsConsumer } from './teams/teams.consumer';
import { Absences } from './work/absences';
import { AbsencesController } from './work/absences.controller';
import { SummaryWorkConsumer } from './work/summary-work.consumer';
import { WorkController } from './work/work.controller';
import { WorkDesk } from './work/work-desk';
import { WorkCounts } from './work/work-counts';
import { WorkLists } from './work/work-lists';
import { WorkUpkeep } from './work/work-upkeep';

/** People of Centers and of accounts are let in with nothing but this service's own database. */
const Accounts = AccessModule.of({
  cacheSeconds: () => 0,
  passwords: false,
  tells: CeeInteractionRecorded,
  tellsUse: CeeAccountUsed,
  also: keepOfAccounts,
});

@Module({
  imports: [Accounts],
  controllers: [
    CentersController,
    AssignmentsController,
    DelegationOrdersController,
    AuthorityController,
    ProposalRunsController,
    AssignmentProposalsController,
    AssignmentFactorsController,
    AccountAssignmentsController,
    AccountAppealsController,
    AppealDecisionsController,
    WorkController,
    ReviewsController,
    AbsencesController,
    TrustedCriteriaController,
    AccountParticipationsController,
    ParticipationsController,
    StandingAppealsController,
    FormerStandingsController,
    BenefitOrdersController,
    StandingsController,
    TrustedServiceController,
    TrustedRequestsController,
    AgencyPilotsController,
    EarlierAnswersController,
    DecisionSpreadController,
    DeparturesController,
    AccountQuestionsController,
    QuestionsToAccountController,
    HubQuestionsController,
    CenterPagesController,
    PublicationsController,
    TeamsConsumer,
    DowntimeConsumer,
    SummaryWorkConsumer,
    SelectionsConsumer,
    LiquidationConsumer,
    DrawbackClaimConsumer,
    DrawbackClaimsController,
    LiquidationOrdersController,
    ItemNoticesController,
    NoticesController,
    AccountNoticesController,
    NoticeDocumentsConsumer,
    PowerOfAttorneyConsumer,
    ProtestsController,
    ProtestsAskedController,
    ProtestReviewController,
    InternalAdviceController,
    RulingsController,
    RulingOrdersController,
    RulingCommentsController,
    AccountComplianceController,
    PatternChangesController,
    AllegationsController,
    CenterCasesController,
    CaseReferralsController,
    RecordedMarksController,
    PenaltyInputsController,
    PenaltyInputsConsumer,
    ReferralsAnsweredConsumer,
  ],
  providers: [
    ImporterAssignments,
    DelegationOrders,
    AuthorityTelling,
    ProposalRuns,
    AssignmentProposals,
    AssignmentFactors,
    ImportProjections,
    AssignmentAppeals,
    Downtimes,
    Absences,
    WorkDesk,
    WorkCounts,
    WorkLists,
    WorkUpkeep,
    SummaryReviews,
    Participations,
    StandingAppeals,
    BenefitOrders,
    StandingUpkeep,
    TrustedQueues,
    TrustedRequests,
    TrustedContacts,
    TrustedUpdates,
    PeerFigures,
    AgencyPilots,
    LiquidationOrders,
    LiquidationOutcomes,
    DrawbackClaims,
    CenterNotices,
    NoticeSteps,
    NoticeAnswers,
    NoticeUpkeep,
    NamedDocuments,
    AnswerSearch,
    DecisionSpread,
    Departures,
    AccountQuestions,
    HubQuestions,
    Publications,
    Protests,
    ProtestHistory,
    ProtestDesk,
    ProtestReview,
    ProtestUpkeep,
    Rulings,
    InternalAdvice,
    ComplianceRuns,
    ComplianceViews,
    CenterCases,
    CaseReferrals,
    RecordedMarks,
    PenaltyInputs,
  ],
})
export class CeeModule {}

export const cee: ServiceDefinition<CeeConfig> = {
  name: 'cee',
  config: CeeConfig,
  module: CeeModule,
  entities: [AssignmentEntity],
  migrations: [
    Centers1763702000000,
    PeopleOfCenters1764900100000,
    DelegationOrders1764900110000,
    AssignmentProposals1764900120000,
    AssignmentAppeals1764900130000,
    DowntimesOfCenters1764900200000,
    WorkItems1764900201000,
    SummaryDecisions1764900202000,
    TrustedTraders1765100500000,
    TrustedService1765100510000,
    AgencyPilots1765100530000,
    LiquidationOfEntries1765100200000,
    NoticesOfCenters1765100201000,
    EarlierAnswers1765100400000,
    AccountQuestions1765100401000,
    HubQuestions1765100402000,
    CenterPages1765100403000,
    Protests1765100300000,
    Rulings1765100310000,
    Compliance1765100600000,
    CenterCases1765100610000,
    AuthorityTold1765100620000,
    QueuesOfStanding1765200201000,
    PeerFigures1765200202000,
    ReferralsToEnforcement1765200310000,
    PenaltyInputs1765200410000,
    DrawbackClaimsSeen1765200610000,
    OneQuestionOnce1765200100000,
    ListsOfProtests1765200110000,
    CountsOfWork1765200120000,
    MergersOfAccounts1765200800000,
    ContentSentOnce1765200900000,
    RunsThatAreEnded1765200901000,
    ProtestsCountedTogether1765201000000,
    GoodsThatTheLawExcludes1765201001000,
    NamedDocuments1765201003000,
    CorrectionsOnWorkItems1765201004000,
    DetentionExtended1765202100000,
    RecordsByAccount1765202100200,
    PortsThatDecide1765203300000,
    IndexesThatAreRead1765204300000,
  ],
  appendOnly: [
    'trusted_event',
    'delegation_readiness',
    'delegation_event',
    'work_item_event',
    'center_notice_answer',
    'center_notice_event',
    'hub_question_event',
    'publication_version',
    'protest_event',
    'case_event',
  ],
  clientCertificates: asksForCertificates,
  prepare: (app, config) => {
    needed(config, 'IMPORTER_DIGEST_KEY');
    admitCallers(app);
  },
};
