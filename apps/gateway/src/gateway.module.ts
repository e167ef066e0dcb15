import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { AccountUsed, InteractionRecorded } from '#contracts';
import type { GatewayConfig } from './config/gateway.config';
import { SharesModule } from './shares.module';
import { AbiController } from './reception/abi.controller';
import { AbiTransmissionReader } from './formats/abi/abi-transmission';
import { AbiPasswordLocks } from './formats/abi/abi-password-locks';
import { AbiSender } from './formats/abi/abi-sender';
import { ActivityHeadsConsumer } from './activity-heads/activity-heads.consumer';
import { ActivityTreeConsumer } from './activity-heads/activity-tree.consumer';
import { ActivityTreeRepository } from './activity-heads/activity-tree.repository';
import {
  ActivityHeadsController,
  ActivityHeadsOperationsController,
  ActivityTreeOperationsController,
} from './reception/activity-heads.controller';
import { ActivityHeadsRepository } from './activity-heads/activity-heads.repository';
import { AnswerBook } from './answers/answer-book';
import { LargeAnswers } from './answers/large-answers';
import { AskAfter } from './recovery/ask-after';
import { FilingAnswersConsumer } from './answers/filing-answers.consumer';
import { NoticesConsumer } from './answers/notices.consumer';
import { ReportToldConsumer } from './answers/report-told.consumer';
import { SetUpToldConsumer } from './answers/set-up-told.consumer';
import { FilerSetUpChangedConsumer } from './filer-set-ups/filer-set-up-changed.consumer';
import { FilerSetUps } from './filer-set-ups/filer-set-ups';
import { AbiQuestions } from './formats/abi/abi-questions';
import { AbiSummaryQuestions } from './formats/abi/abi-summary-questions';
import { LastAnswers } from './questions/last-answers';
import { OwnersOrAway } from './questions/owners-or-away';
import { Questions } from './questions/questions';
import { SummaryQuestions } from './questions/summary-questions';
import { QuestionsController } from './reception/questions.controller';
import { DutyQuestionController } from './reception/duty-question.controller';
import { SummaryQuestionsController } from './reception/summary-questions.controller';
import { SuggestionAnsweredConsumer } from './answers/suggestion-answered.consumer';
import { AccountToldConsumer } from './downtime/account-told.consumer';
import { DowntimeSummaries } from './downtime/downtime-summaries';
import { DowntimeSummariesController } from './reception/downtime-summaries.controller';
import { HeldFilingsRepository } from './downtime/held-filings.repository';
import { OutboundKeeper } from './mailbox/outbound-keeper';
import { ProcessedOutside } from './downtime/processed-outside';
import { OutsideOfficerController, OutsideOperationsController } from './reception/processed-outside.controller';
import { Treatments } from './gate/treatments';
import { FilingTimes } from './filing/filing-times';
import { FilingDesk } from './reception/filing-desk';
import { FilingsController } from './reception/filings.controller';
import { GateModule } from './gate.module';
import { Continuity } from './journal/continuity';
import { JournalCopy } from './journal/journal-copy';
import { Reread } from './recovery/reread';
import { Restoration } from './recovery/restoration';
import { Intake } from './intake/intake';
import { IntakeEvidence } from './edge/intake-evidence';
import { Journal } from './intake/journal';
import { ModulePressure } from './gate/module-pressure';
import { Reception } from './reception/receipt';
import { TransmissionStates } from './reception/transmission-state';
import { UnansweredFilingsReader } from './reception/unanswered-filings';
import { HeldMailRepository } from './mailbox/held-mail.repository';
import { MailboxController } from './reception/mailbox.controller';
import { MailboxRepository } from './mailbox/mailbox.repository';
import { AgencyController } from './reception/agency.controller';
import { OfficerController } from './reception/officer.controller';
import { Owners } from './questions/owners';
import { LiquidationsController } from './reception/liquidations.controller';
import { BondsController } from './reception/bonds.controller';
import { ReadsController } from './reception/reads.controller';
import { StatusPageController } from './reception/status-page.controller';
import { StatusPass } from './status-page/status-pass';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher';
import { WebhookSender } from './webhooks/webhook-sender';
import { WebhooksController } from './reception/webhooks.controller';
import { WebhooksRepository } from './webhooks/webhooks.repository';
import { Retention } from './retention/retention';
import { ControlNumbers } from './formats/x12/control-numbers';
import { NoticeAcknowledgements } from './intake/notice-acknowledgements';
import { RefusedNoticesController } from './reception/refused-notices.controller';
import { X12Controller } from './reception/x12.controller';
import { X12TransmissionReader } from './formats/x12/x12-transmission';

/** Who is let in is known from here alone: a copy of every account, with the digests of its ABI passwords. */
const AccountsOfGateway = AccessModule.of({
  cacheSeconds: (config) => (config as GatewayConfig).KEY_CACHE_SECONDS,
  passwords: true,
  tells: InteractionRecorded,
  tellsUse: AccountUsed,
});

@Module({
  imports: [AccountsOfGateway, SharesModule, GateModule],
  controllers: [
    AbiController,
    X12Controller,
    FilingsController,
    OfficerController,
    MailboxController,
    WebhooksController,
    ReadsController,
    BondsController,
    LiquidationsController,
    StatusPageController,
    FilingAnswersConsumer,
    NoticesConsumer,
    AccountToldConsumer,
    SuggestionAnsweredConsumer,
    SetUpToldConsumer,
    QuestionsController,
    SummaryQuestionsController,
    DutyQuestionController,
    FilerSetUpChangedConsumer,
    ReportToldConsumer,
    OutsideOperationsController,
    AgencyController,
    OutsideOfficerController,
    DowntimeSummariesController,
    RefusedNoticesController,
    ActivityHeadsConsumer,
    ActivityTreeConsumer,
    ActivityHeadsController,
    ActivityHeadsOperationsController,
    ActivityTreeOperationsController,
  ],
  providers: [
    AbiPasswordLocks,
    FilerSetUps,
    LastAnswers,
    OwnersOrAway,
    Questions,
    SummaryQuestions,
    AbiSummaryQuestions,
    AbiQuestions,
    AbiSender,
    Intake,
    IntakeEvidence,
    Journal,
    ModulePressure,
    Reception,
    TransmissionStates,
    UnansweredFilingsReader,
    MailboxRepository,
    AbiTransmissionReader,
    X12TransmissionReader,
    ControlNumbers,
    NoticeAcknowledgements,
    FilingDesk,
    FilingTimes,
    AnswerBook,
    LargeAnswers,
    Owners,
    StatusPass,
    WebhooksRepository,
    WebhookSender,
    WebhookDispatcher,
    Retention,
    AskAfter,
    Continuity,
    JournalCopy,
    Reread,
    Restoration,
    Treatments,
    HeldMailRepository,
    OutboundKeeper,
    ProcessedOutside,
    HeldFilingsRepository,
    DowntimeSummaries,
    ActivityHeadsRepository,
    ActivityTreeRepository,
  ],
})
export class GatewayModule {}
