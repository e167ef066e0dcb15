import { Module } from '@nestjs/common';
import { AbiController } from './abi/abi.controller';
import { AbiTransmissionReader } from './abi/abi-transmission';
import { AccessModule } from './access/access.module';
import { AbiPasswordLocks } from './access/abi-password-locks';
import { AbiSender } from './access/abi-sender';
import { AccountChangedConsumer } from './access/account-changed.consumer';
import { Accounts } from './access/accounts';
import { ApiKeyGuard } from './access/api-key.guard';
import { ActivityHeadsConsumer } from './activity-heads/activity-heads.consumer';
import { ActivityHeadsController, ActivityHeadsOperationsController } from './activity-heads/activity-heads.controller';
import { ActivityHeadsRepository } from './activity-heads/activity-heads.repository';
import { AnswerBook } from './answers/answer-book';
import { AskAfter } from './answers/ask-after';
import { FilingAnswersConsumer } from './answers/filing-answers.consumer';
import { NoticesConsumer } from './answers/notices.consumer';
import { AccountToldConsumer } from './downtime/account-told.consumer';
import { DowntimeSummaries } from './downtime/downtime-summaries';
import { DowntimeSummariesController } from './downtime/downtime-summaries.controller';
import { HeldFilingsRepository } from './downtime/held-filings.repository';
import { OutboundKeeper } from './downtime/outbound-keeper';
import { ProcessedOutside } from './downtime/processed-outside';
import { OutsideOfficerController, OutsideOperationsController } from './downtime/processed-outside.controller';
import { Treatments } from './downtime/treatments';
import { FilingDesk } from './filings/filing-desk';
import { FilingsController } from './filings/filings.controller';
import { GateModule } from './gate/gate.module';
import { Continuity } from './journal-copy/continuity';
import { JournalCopy } from './journal-copy/journal-copy';
import { Reread } from './journal-copy/reread';
import { Restoration } from './journal-copy/restoration';
import { Intake } from './intake/intake';
import { IntakeEvidence } from './intake/intake-evidence';
import { Journal } from './intake/journal';
import { ModulePressure } from './intake/module-pressure';
import { Reception } from './intake/receipt';
import { TransmissionStates } from './intake/transmission-state';
import { HeldMailRepository } from './mailbox/held-mail.repository';
import { MailboxController } from './mailbox/mailbox.controller';
import { MailboxRepository } from './mailbox/mailbox.repository';
import { OfficerController } from './officer/officer.controller';
import { Owners } from './reads/owners';
import { ReadsController } from './reads/reads.controller';
import { StatusPageController } from './status-page/status-page.controller';
import { StatusPass } from './status-page/status-pass';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher';
import { WebhookSender } from './webhooks/webhook-sender';
import { WebhooksController } from './webhooks/webhooks.controller';
import { WebhooksRepository } from './webhooks/webhooks.repository';
import { Retention } from './retention/retention';
import { ControlNumbers } from './x12/control-numbers';
import { NoticeAcknowledgements } from './x12/notice-acknowledgements';
import { RefusedNoticesController } from './x12/refused-notices.controller';
import { X12Controller } from './x12/x12.controller';
import { X12TransmissionReader } from './x12/x12-transmission';

@Module({
  imports: [AccessModule, GateModule],
  controllers: [
    AbiController,
    X12Controller,
    FilingsController,
    OfficerController,
    MailboxController,
    WebhooksController,
    ReadsController,
    StatusPageController,
    AccountChangedConsumer,
    FilingAnswersConsumer,
    NoticesConsumer,
    AccountToldConsumer,
    OutsideOperationsController,
    OutsideOfficerController,
    DowntimeSummariesController,
    RefusedNoticesController,
    ActivityHeadsConsumer,
    ActivityHeadsController,
    ActivityHeadsOperationsController,
  ],
  providers: [
    Accounts,
    ApiKeyGuard,
    AbiPasswordLocks,
    AbiSender,
    Intake,
    IntakeEvidence,
    Journal,
    ModulePressure,
    Reception,
    TransmissionStates,
    MailboxRepository,
    AbiTransmissionReader,
    X12TransmissionReader,
    ControlNumbers,
    NoticeAcknowledgements,
    FilingDesk,
    AnswerBook,
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
  ],
})
export class GatewayModule {}
