import { Module } from '@nestjs/common';
import {
  AdmittedGuard,
  admitCallers,
  asksForCertificates,
  ClientCertificates,
  Door,
  KeyHolders,
  Tokens,
  UseBook,
  Uses,
} from '#access';
import { LOG, type Log, MailSender, needed, type ServiceDefinition } from '#service';
import { AccountConfig } from './config/account.config';
import { AccountLife } from './account-life/account-life';
import { AccountLifeController } from './account-life/account-life.controller';
import { Applications } from './applications/applications';
import { ApplicantsController, VettingController } from './applications/applications.controller';
import { Applications1764750000000 } from './migrations/1764750000000-applications';
import { ActivityController } from './activity-log/activity.controller';
import { ActivityExport } from './activity-log/activity-export';
import { ActivityKeys } from './activity-log/activity-keys';
import { ActivityTree } from './activity-log/activity-tree';
import { ActivityTreeController } from './activity-log/activity-tree.controller';
import {
  AccountCapabilitiesController,
  CapabilitiesController,
  CapabilityUseController,
} from './capabilities/capabilities.controller';
import { CapabilityListeners } from './capabilities/capability-listeners';
import { CapabilityRegister } from './capabilities/capabilities';
import { AccountBonds } from './bonds/account-bonds';
import { AccountBondsConsumer, AccountBondsController } from './bonds/account-bonds.controller';
import { SignIns1765208500000 } from './migrations/1765208500000-sign-ins';
import { BondsOfAccounts1765202504000 } from './migrations/1765202504000-bonds-of-accounts';
import { SuretyAgents } from './surety-agents/surety-agents';
import { SuretyAgentsController } from './surety-agents/surety-agents.controller';
import { SuretyAgents1765202502000 } from './migrations/1765202502000-surety-agents';
import { AgencyCodes1765201400001 } from './migrations/1765201400001-agency-codes';
import { Capabilities1764800500000 } from './migrations/1764800500000-capabilities';
import { Suggestions1764800501000 } from './migrations/1764800501000-suggestions';
import { AbiPasswords } from './filer-set-up/abi-passwords';
import {
  FilerSetUpController,
  FilerSetUpOperationsController,
  SetUpChangesController,
} from './filer-set-up/filer-set-up.controller';
import { FilerSetUps } from './filer-set-up/filer-set-ups';
import { AskedOffices1765202300002 } from './migrations/1765202300002-asked-offices';
import { FilerSetUps1765201600000 } from './migrations/1765201600000-filer-set-ups';
import { Suggestions } from './suggestions/suggestions';
import {
  AccountSuggestionsController,
  PublicSuggestionsController,
  SuggestionsController,
} from './suggestions/suggestions.controller';
import { HeadSigner } from './activity-log/head-signer';
import { HeadWitness } from './activity-log/head-witness';
import { InteractionsConsumer } from './activity-log/interactions.consumer';
import { ActivityHolds } from './activity-log/activity-holds';
import { ActivityRetention } from './activity-log/activity-retention';
import { RetentionOfActivity1764800200001 } from './migrations/1764800200001-retention-of-activity';
import { OwnLooks } from './activity-log/own-looks';
import { documentBodies, readDocumentBodies } from './documents/document-bodies';
import { KnownDocumentsController } from './documents/known-documents.controller';
import { DamagedDocumentsController, DocumentsController } from './documents/documents.controller';
import { DocumentFormsController } from './documents/forms/document-forms.controller';
import { DocumentInspector } from './documents/checks/document-inspector';
import { VirusScanner } from './documents/checks/virus-scanner';
import { DocumentRegister } from './documents/register/document-register';
import { CenterNotices } from './documents/center-notices/center-notices';
import { CenterNoticesConsumer } from './documents/center-notices/center-notices.consumer';
import { CenterNotices1765100202000 } from './migrations/1765100202000-center-notices';
import { DocumentRequests } from './documents/requests/document-requests';
import { DocumentRequestsController } from './documents/requests/document-requests.controller';
import { DocumentScanning } from './documents/register/document-scanning';
import { DocumentScrubber } from './documents/storage/document-scrubber';
import { DocumentVault } from './documents/storage/document-vault';
import { DocumentMails } from './documents/mail/document-mails';
import { requireSafeMail } from './documents/mail/safe-mail';
import { MailListener } from './documents/mail/mail-listener';
import { PowersOverDocuments1764800300003 } from './migrations/1764800300003-powers-over-documents';
import { DocumentReferences1764800300002 } from './migrations/1764800300002-document-references';
import { DocumentMails1764800300001 } from './migrations/1764800300001-document-mails';
import { SearchesAndOldMails1764800800000 } from './migrations/1764800800000-searches-and-old-mails';
import { SealedPieces } from './documents/storage/sealed-pieces';
import { DocumentUploads } from './documents/uploads/document-uploads';
import { DocumentUploadsController } from './documents/uploads/document-uploads.controller';
import { DocumentUploads1764800300000 } from './migrations/1764800300000-document-uploads';
import { Accounts1763701000000 } from './migrations/1763701000000-accounts';
import { AccountListeners1764300300000 } from './migrations/1764300300000-account-listeners';
import { StandingFromCenters1765100520000 } from './migrations/1765100520000-standing-from-centers';
import { StandingsConsumer } from './trade-account/standings.consumer';
import { OfficersAndTrustedStanding1763800900000 } from './migrations/1763800900000-officers-and-trusted-standing';
import { SignedHeads1764400100000 } from './migrations/1764400100000-signed-heads';
import { PeopleAndKeys1764705000000 } from './migrations/1764705000000-people-and-keys';
import { ActivityTree1764710000000 } from './migrations/1764710000000-activity-tree';
import { PersonsOfKeys1764500100000 } from './migrations/1764500100000-persons-of-keys';
import { AccountKeys } from './keys/account-keys';
import { AccountKeysController } from './keys/account-keys.controller';
import { OwnKeyHolders } from './keys/own-key-holders';
import { People } from './people/people';
import { PeopleController } from './people/people.controller';
import { Invitations } from './invitations/invitations';
import { InvitationsController, InvitedController } from './invitations/invitations.controller';
import { AccountMails } from './mails/account-mails';
import { Invitations1764800600000 } from './migrations/1764800600000-invitations';
import { Acceptance, Credentials } from './sign-in/credentials';
import { StolenPasswords } from './sign-in/stolen-passwords';
import { AccountUsedConsumer, OwnUses } from './account-use/account-uses';
import { Inactivity } from './account-life/inactivity';
import { Reactivations } from './account-life/reactivations';
import { OwnReactivationsController, ReactivationsController } from './account-life/reactivations.controller';
import { AccountUse1764800600002 } from './migrations/1764800600002-account-use';
import { RefusedAnswers1764800600003 } from './migrations/1764800600003-refused-answers';
import { Passkeys } from './sign-in/passkeys';
import { PasskeysController } from './sign-in/passkeys.controller';
import { Passkeys1764800600001 } from './migrations/1764800600001-passkeys';
import { SignIns } from './sign-in/sign-ins';
import { SignInProvider } from './sign-in/sign-in-provider';
import {
  OwnAccountsController,
  ProviderController,
  SetUpLinksController,
  SignInController,
} from './sign-in/sign-in.controller';
import { SignIn1764800100000 } from './migrations/1764800100000-sign-in';
import { BondsOfRecords1764800890000 } from './migrations/1764800890000-bonds-of-records';
import { BondsInThePicture1764800900000 } from './migrations/1764800900000-bonds-in-the-picture';
import { NewestPapers1764801000000 } from './migrations/1764801000000-newest-papers';
import { MessagesInThePicture1764800400000 } from './migrations/1764800400000-messages-in-the-picture';
import { Picture1764730000000 } from './migrations/1764730000000-picture';
import { ConversationCasesConsumer } from './conversations/conversation-cases.consumer';
import { ConversationMailText } from './conversations/conversation-mail-text';
import { ConversationNotices } from './conversations/conversation-notices';
import { ConversationStreams } from './conversations/conversation-streams';
import { ConversationWriter } from './conversations/conversation-writer';
import { Conversations } from './conversations/conversations';
import { ConversationsController } from './conversations/conversations.controller';
import { MailAnswers } from './conversations/mail-answers';
import { Conversations1765200500000 } from './migrations/1765200500000-conversations';
import { ConversationCases1765200910000 } from './migrations/1765200910000-conversation-cases';
import { AnswersByMail } from './documents/mail/answers-by-mail';
import { PictureModule } from './picture/picture.module';
import { ViewCheck } from './picture/view-check';
import { PowersOfAttorney1764740000000 } from './migrations/1764740000000-powers-of-attorney';
import { NoticesOfPowers1764800200000 } from './migrations/1764800200000-notices-of-powers';
import { PowerReminders } from './powers-of-attorney/power-reminders';
import { PowersOfAttorney } from './powers-of-attorney/powers-of-attorney';
import { PowersOnPaperController } from './powers-of-attorney/powers-on-paper.controller';
import { PowersOfAttorneyController } from './powers-of-attorney/powers-of-attorney.controller';
import { Documents1764720000000 } from './migrations/1764720000000-documents';
import { DocumentRequests1764720100000 } from './migrations/1764720100000-document-requests';
import { OversightBook } from './oversight/oversight-book';
import { OversightController, OversightForCbpController } from './oversight/oversight.controller';
import { OversightReader } from './oversight/oversight.reader';
import { Oversight1764800701000 } from './migrations/1764800701000-oversight';
import { ReportNotices } from './reports/report-notices';
import { ReportRuns } from './reports/report-runs';
import { ReportSchedules } from './reports/report-schedules';
import { Reports } from './reports/reports';
import { ReportRunsController, ReportsController } from './reports/reports.controller';
import { ReportRuns1764800700000 } from './migrations/1764800700000-report-runs';
import { Reports1764800401000 } from './migrations/1764800401000-reports';
import { AccountsController } from './trade-account/accounts.controller';
import { NewListeners } from './new-listeners/new-listeners';
import {
  ApiKeyEntity,
  IdentifierEntity,
  PersonEntity,
  PersonRoleEntity,
  TradeAccountEntity,
} from './trade-account/trade-account.entity';
import { TradeAccounts } from './trade-account/trade-accounts';

@Module({
  imports: [PictureModule],
  controllers: [
    AccountsController,
    ActivityController,
    ActivityTreeController,
    InteractionsConsumer,
    StandingsConsumer,
    AccountLifeController,
    ApplicantsController,
    VettingController,
    DocumentsController,
    DamagedDocumentsController,
    KnownDocumentsController,
    DocumentFormsController,
    DocumentRequestsController,
    CenterNoticesConsumer,
    DocumentUploadsController,
    PeopleController,
    InvitationsController,
    InvitedController,
    AccountUsedConsumer,
    OwnReactivationsController,
    ReactivationsController,
    AccountKeysController,
    PowersOfAttorneyController,
    PowersOnPaperController,
    ProviderController,
    SignInController,
    PasskeysController,
    OwnAccountsController,
    SetUpLinksController,
    CapabilitiesController,
    CapabilityUseController,
    AccountCapabilitiesController,
    FilerSetUpController,
    SuretyAgentsController,
    AccountBondsController,
    AccountBondsConsumer,
    SetUpChangesController,
    FilerSetUpOperationsController,
    AccountSuggestionsController,
    SuggestionsController,
    PublicSuggestionsController,
    ReportsController,
    ReportRunsController,
    OversightController,
    OversightForCbpController,
    ConversationsController,
    ConversationCasesConsumer,
  ],
  providers: [
    { provide: KeyHolders, useClass: OwnKeyHolders },
    { provide: UseBook, useClass: OwnUses },
    Uses,
    Inactivity,
    Reactivations,
    AdmittedGuard,
    ClientCertificates,
    Door,
    Tokens,
    Credentials,
    StolenPasswords,
    Passkeys,
    Invitations,
    { provide: Acceptance, useExisting: Invitations },
    AccountMails,
    SignIns,
    SignInProvider,
    AccountLife,
    Applications,
    People,
    AccountKeys,
    TradeAccounts,
    NewListeners,
    ActivityKeys,
    HeadSigner,
    HeadWitness,
    ActivityTree,
    ActivityExport,
    OwnLooks,
    ActivityHolds,
    ActivityRetention,
    PowersOfAttorney,
    PowerReminders,
    DocumentInspector,
    VirusScanner,
    DocumentVault,
    DocumentRegister,
    DocumentRequests,
    CenterNotices,
    DocumentScanning,
    DocumentScrubber,
    SealedPieces,
    DocumentUploads,
    DocumentMails,
    MailListener,
    {
      provide: MailSender,
      inject: [AccountConfig, LOG],
      useFactory: ({ SMTP_URL, MAIL_OUTBOX }: AccountConfig, log: Log) => new MailSender(SMTP_URL, MAIL_OUTBOX, log),
    },
    CapabilityRegister,
    CapabilityListeners,
    FilerSetUps,
    SuretyAgents,
    AccountBonds,
    AbiPasswords,
    Suggestions,
    Reports,
    ReportNotices,
    ReportSchedules,
    ReportRuns,
    OversightReader,
    OversightBook,
    ViewCheck,
    Conversations,
    ConversationWriter,
    ConversationStreams,
    ConversationNotices,
    ConversationMailText,
    MailAnswers,
    { provide: AnswersByMail, useExisting: MailAnswers },
  ],
})
export class AccountModule {}

export const account: ServiceDefinition<AccountConfig> = {
  name: 'account',
  config: AccountConfig,
  module: AccountModule,
  entities: [TradeAccountEntity, IdentifierEntity, ApiKeyEntity, PersonEntity, PersonRoleEntity],
  migrations: [
    Accounts1763701000000,
    OfficersAndTrustedStanding1763800900000,
    AccountListeners1764300300000,
    SignedHeads1764400100000,
    PersonsOfKeys1764500100000,
    PeopleAndKeys1764705000000,
    ActivityTree1764710000000,
    Documents1764720000000,
    DocumentRequests1764720100000,
    Picture1764730000000,
    PowersOfAttorney1764740000000,
    Applications1764750000000,
    DocumentUploads1764800300000,
    DocumentMails1764800300001,
    DocumentReferences1764800300002,
    PowersOverDocuments1764800300003,
    NoticesOfPowers1764800200000,
    RetentionOfActivity1764800200001,
    SignIn1764800100000,
    Capabilities1764800500000,
    Suggestions1764800501000,
    MessagesInThePicture1764800400000,
    Reports1764800401000,
    SearchesAndOldMails1764800800000,
    ReportRuns1764800700000,
    Oversight1764800701000,
    Invitations1764800600000,
    Passkeys1764800600001,
    AccountUse1764800600002,
    BondsOfRecords1764800890000,
    RefusedAnswers1764800600003,
    BondsInThePicture1764800900000,
    NewestPapers1764801000000,
    StandingFromCenters1765100520000,
    CenterNotices1765100202000,
    Conversations1765200500000,
    ConversationCases1765200910000,
    FilerSetUps1765201600000,
    AskedOffices1765202300002,
    AgencyCodes1765201400001,
    SuretyAgents1765202502000,
    BondsOfAccounts1765202504000,
    SignIns1765208500000,
  ],
  appendOnly: [
    'activity',
    'activity_removed',
    'activity_leaf',
    'activity_node',
    'activity_tree_head',
    'power_of_attorney',
    'power_of_attorney_revocation',
    'power_of_attorney_reminder',
    'oversight_published',
    'conversation_message',
    'conversation_mention',
    'conversation_document',
    'conversation_note',
    'conversation_note_mention',
  ],
  bodies: documentBodies,
  clientCertificates: asksForCertificates,
  prepare: (app, config) => {
    needed(config, 'ACTIVITY_SIGNING_KEY');
    admitCallers(app);
    readDocumentBodies(app, config);
    requireSafeMail(config);
  },
};
