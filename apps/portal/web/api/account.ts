/** Made from the OpenAPI document of account by `npm run generate`. */

export type AccountBond = {
  readonly standing: 'principal' | 'surety';
  readonly state: 'active' | 'substituted' | 'superseded' | 'terminated' | 'termination scheduled' | 'void';
  readonly number: string;
  readonly type: '8' | '9';
  readonly version: number;
  readonly occurredAt: string;
  readonly designation: string;
  readonly activityCode: string;
  readonly amountDollars: number;
  readonly executedOn: string;
  readonly effectiveOn: string | null;
  readonly terminatesOn: string | null;
  readonly transaction: { readonly type: string; readonly id: string; readonly entryType: string | null } | null;
  readonly sureties: readonly {
    readonly role: 'co-surety' | 'reinsurer' | 'surety';
    readonly code: string;
    readonly liabilityDollars: number | null;
  }[];
  readonly principalName: string | null;
};

export type AccountLifeReveal = { readonly why: string };

export type AccountOfPerson = { readonly accountId: string; readonly name: string; readonly roles: readonly string[] };

export type AccountPicture = {
  readonly accountId: string;
  readonly asOf: string;
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  readonly importer: RolePicture;
  readonly filer: RolePicture;
  readonly carrier: RolePicture;
  readonly papers: readonly PaperFigures[];
  readonly notYetKnown: readonly NotYetKnown[];
};

export type AccountView = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kinds: readonly string[];
  readonly active: boolean;
  readonly left: { readonly as: string; readonly why: string | null; readonly mergedInto: string | null } | null;
  readonly importerNumbers: readonly string[];
  readonly filerCodes: readonly string[];
  readonly scacs: readonly string[];
  readonly ports: readonly string[];
  readonly trusted: readonly TrustedStanding[];
  readonly abi: { readonly site: string; readonly id: string } | null;
  readonly keys: readonly Key[];
  readonly identifiers: readonly Identifier[];
  readonly openedAt: string;
  readonly changedAt: string;
};

export type ActivityHold = DocumentHoldView;

export type ActivityTreePlaceHold = { readonly reason: string };

export type AdmissionView = {
  readonly id: string;
  readonly wave: number;
  readonly who: 'SCAC' | 'account' | 'everybody' | 'filer code' | 'importer number';
  readonly accountId: string | null;
  readonly identity: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly admittedBy: string;
  readonly why: string;
  readonly endedBy: string | null;
  readonly endWhy: string | null;
};

export type ApplicationView = {
  readonly id: string;
  readonly state: 'applied' | 'approved' | 'refused' | 'withdrawn';
  readonly appliedAt: string;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly accountId: string | null;
  readonly name: string;
  readonly numbers: readonly NewNumber[];
  readonly applicant: { readonly name: string; readonly email: string };
  readonly note: string | null;
};

export type BondFigures = {
  readonly bonds: number;
  readonly bonds_not_required: number;
  readonly amount_cents: number;
  readonly amounts_not_named: number;
};

export type BondPicture = {
  readonly total: BondFigures;
  readonly bySurety: readonly BondsOf[];
  readonly byType: readonly BondsOf[];
  readonly byDesignation: readonly BondsOf[];
  readonly byPort: readonly BondsOf[];
  readonly byCenter: readonly BondsOf[];
  readonly byMonth: readonly BondsOf[];
};

export type BondsOf = { readonly value: string; readonly figures: BondFigures };

export type CapabilitiesOff = { readonly from?: string | null; readonly why: string };

export type CapabilityOfAccount = {
  readonly code: string;
  readonly name: string;
  readonly changes: string;
  readonly open: boolean;
  readonly admissions: readonly AdmissionView[];
};

export type CapabilityView = {
  readonly code: string;
  readonly name: string;
  readonly changes: string;
  readonly judgedBy: string;
  readonly judged: boolean;
  readonly state: string;
  readonly from: string;
  readonly to: string | null;
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly why: string;
  readonly waves: readonly WaveView[];
};

export type ChainedEntry = {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly removedAt?: string;
  readonly accountId: string;
  readonly occurredAt: string;
  readonly kind: string;
  readonly channel: string;
  readonly transmissionId: string | null;
  readonly mailboxId: number | null;
  readonly filingId: string | null;
  readonly itemKind: string | null;
  readonly subject: string | null;
  readonly outcome: string | null;
  readonly disposition: string;
  readonly summary: string;
  readonly person?: string;
  readonly port?: string;
  readonly center?: string;
};

export type ConversationView = {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly title: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly state: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly changedBy: string | null;
  readonly changedWhy: string | null;
  readonly lastNumber: number;
  readonly lastAt: string;
  readonly readNumber: number;
  readonly unread: number;
  readonly owed: OwedView | null;
};

export type ConversationsHandIn = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly state: string;
};

export type CountedBy = { readonly value: string; readonly count: number };

export type DocumentHoldView = {
  readonly id: string;
  readonly reason: string;
  readonly placedAt: string;
  readonly placedBy: string;
  readonly liftedAt: string | null;
  readonly liftedBy: string | null;
  readonly liftedWhy: string | null;
};

export type DocumentLinkView = {
  readonly subject: string;
  readonly href: string | null;
  readonly linkedAt: string;
  readonly linkedBy: string;
};

export type DocumentOfMessage = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
};

export type DocumentRequestView = {
  readonly actionNumber: string;
  readonly accountId: string;
  readonly kind: string;
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly state: string;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly phone: string | null;
  readonly remarks: readonly string[];
  readonly dueDate: string;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly documentIds: readonly string[];
};

export type DocumentResult = {
  readonly name: string;
  readonly disposition:
    | 'accepted, being processed'
    | 'held, do not resend'
    | 'not known, resend'
    | 'not processed, resend'
    | 'processed'
    | 'rejected'
    | 'stop sending';
  readonly repeated: boolean | null;
  readonly document: DocumentView | null;
  readonly errors: readonly FieldError[];
};

export type DocumentUploadView = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly received: number;
  readonly length: number;
  readonly expiresAt: string;
  readonly documentId: string | null;
  readonly refusal: string | null;
};

export type DocumentView = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: string;
  readonly pages: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly channel: string;
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly refusal: string | null;
  readonly deletedAt: string | null;
  readonly deletedBy: string | null;
  readonly deletedWhy: string | null;
  readonly retainUntil: string;
  readonly links: readonly DocumentLinkView[];
  readonly holds: readonly DocumentHoldView[];
};

export type DocumentsHold = { readonly reason: string };

export type Edition = {
  readonly quarter: string;
  readonly state: 'published' | 'so far';
  readonly version: number | null;
  readonly madeAt: string;
  readonly publishedBy: string | null;
  readonly why: string | null;
};

export type FieldError = {
  readonly at: string;
  readonly text: string;
  readonly code?: string;
  readonly remedy?: string;
};

export type Figures = {
  readonly entries: number;
  readonly released: number;
  readonly release_timed: number;
  readonly release_seconds: number;
  readonly examined: number;
  readonly exams_ended: number;
  readonly exam_seconds: number;
  readonly summaries: number;
  readonly summaries_rejected: number;
  readonly on_time: number;
  readonly relieved: number;
  readonly late: number;
  readonly value_dollars: number;
  readonly duty_cents: number;
  readonly fee_cents: number;
  readonly on_hold: number;
  readonly exams_open: number;
  readonly documents_open: number;
  readonly bills: number;
  readonly bills_arrived: number;
  readonly filings_rejected: number;
};

export type FiguresOf = { readonly value: string; readonly figures: Figures };

export type GrantView = {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly role: string;
  readonly from: string;
  readonly until: string | null;
  readonly givenBy: string;
  readonly why: string;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
  readonly revokedWhy: string | null;
};

export type Identifier = {
  readonly kind: string;
  readonly value: string;
  readonly subAccounts: readonly string[];
  readonly from: string;
  readonly to: string | null;
};

export type InvitationView = {
  readonly id: string;
  readonly state: 'accepted' | 'declined' | 'expired' | 'invited' | 'withdrawn';
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly ports: readonly string[];
  readonly center: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly invitedBy: string;
  readonly why: string;
  readonly invitedAt: string;
  readonly endsAt: string;
  readonly decidedAt: string | null;
  readonly mail: 'not kept' | 'not sent' | 'sent' | 'waiting';
};

export type InvitedAccept = {
  readonly email?: string;
  readonly password?: string;
  readonly code?: string;
  readonly passkey?: string;
};

export type IssuedKey = { readonly keyId: string; readonly apiKey: string };

export type KeptTreeHead = {
  readonly id: number;
  readonly keyId: string;
  readonly signature: string;
  readonly size: number;
  readonly rootHash: string;
  readonly signedAt: string;
};

export type Key = {
  readonly id: string;
  readonly person: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
};

export type KeyView = {
  readonly id: string;
  readonly label: string | null;
  readonly person: string | null;
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly until: string | null;
  readonly addresses: readonly string[];
  readonly issuedAt: string;
  readonly issuedBy: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
};

export type ListedPaper = {
  readonly kind: 'document' | 'document request' | 'message' | 'power of attorney';
  readonly key: string;
  readonly reference: string;
  readonly state: string;
  readonly open: boolean;
  readonly at: string;
  readonly endsOn: string | null;
};

export type ListedRecord = {
  readonly kind: string;
  readonly key: string;
  readonly reference: string;
  readonly filing: string | null;
  readonly entryType: string | null;
  readonly port: string | null;
  readonly mode: string | null;
  readonly center: string | null;
  readonly team: string | null;
  readonly state: string | null;
  readonly summaryState: string | null;
  readonly timeliness: string | null;
  readonly filedOn: string;
  readonly releasedOn: string | null;
  readonly examinedOn: string | null;
  readonly summaryOn: string | null;
  readonly releaseSeconds: number | null;
  readonly examSeconds: number | null;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly feeCents: number;
  readonly chapters: readonly string[];
  readonly countries: readonly string[];
  readonly bondTypes: readonly string[];
  readonly sureties: readonly string[];
  readonly bondDesignations: readonly string[];
  readonly bondCents: number | null;
  readonly changedAt: string;
};

export type MentionView = { readonly personId: string; readonly name: string };

export type MessageView = {
  readonly conversationId: string;
  readonly number: number;
  readonly id: string;
  readonly side: 'CBP' | 'trade';
  readonly by: string;
  readonly accountName: string;
  readonly office: string | null;
  readonly text: string;
  readonly wantsAnswer: boolean;
  readonly asksOffice: string | null;
  readonly channel: 'e-mail' | 'page';
  readonly original: boolean;
  readonly writtenAt: string;
  readonly mentions: readonly MentionView[];
  readonly documents: readonly DocumentOfMessage[];
};

export type NewNumber = { readonly subAccounts: readonly string[]; readonly kind: string; readonly value: string };

export type NotYetKnown = { readonly figure: string; readonly why: string };

export type NoteView = {
  readonly conversationId: string;
  readonly id: string;
  readonly by: string;
  readonly office: string | null;
  readonly text: string;
  readonly writtenAt: string;
  readonly mentions: readonly MentionView[];
  readonly position: string;
};

export type NumberAdded = { readonly subAccounts?: readonly string[]; readonly kind: string; readonly value: string };

export type NumberOrder = { readonly kind: string; readonly value: string };

export type Outage = {
  readonly component: string;
  readonly upPercent: number | null;
  readonly downMinutes: number;
  readonly maintenanceMinutes: number;
  readonly unknownMinutes: number;
  readonly outages: number;
};

export type OversightReport = {
  readonly quarter: string;
  readonly state: 'published' | 'so far';
  readonly version: number | null;
  readonly madeAt: string;
  readonly publishedBy: string | null;
  readonly why: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly total: Volumes;
  readonly byMonth: readonly VolumesOf[];
  readonly byPort: readonly VolumesOf[];
  readonly byMode: readonly VolumesOf[];
  readonly outages: readonly Outage[] | null;
  readonly outagesCountedTo: string | null;
  readonly rollOuts: readonly {
    readonly code: string;
    readonly name: string;
    readonly state: string;
    readonly admitted: number;
    readonly forAll: boolean;
    readonly begun: number;
    readonly ended: number;
    readonly taken: number;
    readonly refused: number;
    readonly accounts: number;
  }[];
  readonly suggestions: {
    readonly filed: number;
    readonly decided: readonly { readonly decision: string; readonly suggestions: number }[];
    readonly open: number;
    readonly medianDays: number | null;
  };
  readonly unknownParts: readonly UnknownPart[];
};

export type OwedView = {
  readonly by: 'CBP' | 'trade';
  readonly since: string;
  readonly until: string;
  readonly office: string | null;
  readonly late: boolean;
};

export type PaperFigures = {
  readonly kind: 'document' | 'document request' | 'message' | 'power of attorney';
  readonly count: number;
  readonly open: number;
  readonly oldestOpenAt: string | null;
  readonly byState: readonly CountedBy[];
  readonly byMonth: readonly CountedBy[];
  readonly byPort: readonly CountedBy[] | null;
  readonly byMode: readonly CountedBy[] | null;
  readonly byCenter: readonly CountedBy[] | null;
};

export type PaperPage = { readonly papers: readonly ListedPaper[]; readonly next: string | null };

export type Participant = {
  readonly code: string;
  readonly accountId: string;
  readonly name: string;
  readonly taken: number;
  readonly refused: number;
};

export type Party = {
  readonly from: string;
  readonly to: string | null;
  readonly ports: readonly string[];
  readonly as: 'filer' | 'preparer';
  readonly office: string;
  readonly applications: readonly string[];
  readonly processingPorts: readonly string[];
  readonly senders: readonly { readonly site: string; readonly id: string; readonly office: string }[];
};

export type PeopleGive = {
  readonly role: string;
  readonly leaves?: Readonly<Record<string, string>> | null;
  readonly ports?: readonly string[];
  readonly center?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly why: string;
  readonly name: string;
  readonly email: string;
};

export type PersonOfAccount = { readonly name: string; readonly email: string };

export type PowerView = {
  readonly id: string;
  readonly importerNumber: string;
  readonly filerCode: string;
  readonly scopes: readonly ('cargo release' | 'documents' | 'entry summary' | 'see')[];
  readonly ports: readonly string[] | null;
  readonly partnership: boolean;
  readonly from: string;
  readonly to: string | null;
  readonly grantedAt: string;
  readonly grantedBy: string;
  readonly reason: string | null;
  readonly revokedAt: string | null;
  readonly revokedFrom: string | null;
  readonly revocations: readonly {
    readonly recordedAt: string;
    readonly revokedAt: string | null;
    readonly revokedFrom: string | null;
    readonly revokedBy: string;
    readonly reason: string;
  }[];
};

export type PowersPage = { readonly powers: readonly PowerView[]; readonly next: string | null };

export type PublicSuggestionCounts = {
  readonly filed: number;
  readonly open: number;
  readonly byState: readonly { readonly state: string; readonly suggestions: number }[];
};

export type ReactivationView = {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly state: 'asked' | 'granted' | 'refused' | 'withdrawn';
  readonly askedBy: string;
  readonly why: string;
  readonly askedAt: string;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
};

export type ReceivedDocument = {
  readonly disposition:
    | 'accepted, being processed'
    | 'held, do not resend'
    | 'not known, resend'
    | 'not processed, resend'
    | 'processed'
    | 'rejected'
    | 'stop sending';
  readonly repeated: boolean;
  readonly document: DocumentView;
};

export type RecordFilters = {
  readonly as?: 'importer' | 'filer' | 'carrier';
  readonly kind?: 'entry' | 'bill' | 'rejected filing';
  readonly reference?: string;
  readonly state?: string;
  readonly summaryState?: 'accepted' | 'rejected' | 'deleted';
  readonly timeliness?: 'on time' | 'relieved' | 'late';
  readonly port?: string;
  readonly mode?: string;
  readonly center?: string;
  readonly chapter?: string;
  readonly country?: string;
  readonly surety?: string;
  readonly bondType?: string;
  readonly bondDesignation?: string;
  readonly month?: string;
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly monthOf?: 'filing' | 'release' | 'examination' | 'summary';
};

export type RecordPage = { readonly records: readonly ListedRecord[]; readonly next: string | null };

export type ReportView = {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly savedAt: string;
  readonly filters: Wanted;
  readonly groupBy: readonly string[];
  readonly columns: readonly string[];
};

export type RolePicture = {
  readonly identifiers: number;
  readonly total: Figures;
  readonly byMonth: readonly FiguresOf[];
  readonly byPort: readonly FiguresOf[];
  readonly byMode: readonly FiguresOf[];
  readonly byCenter: readonly FiguresOf[];
  readonly byChapter: readonly FiguresOf[];
  readonly byCountry: readonly FiguresOf[];
  readonly bonds: BondPicture;
};

export type RoleView = {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly role:
    | 'Center director'
    | 'Center specialist'
    | 'FP&F officer'
    | 'account manager'
    | 'auditor'
    | 'headquarters'
    | 'machine'
    | 'officer'
    | 'operator'
    | 'owner'
    | 'partner agency'
    | 'port director'
    | 'proxy owner'
    | 'team lead'
    | 'user';
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly ports: readonly string[];
  readonly center: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly givenBy: string;
  readonly why: string;
  readonly endedBy: string | null;
  readonly endWhy: string | null;
};

export type RunView = {
  readonly id: string;
  readonly reportId: string;
  readonly name: string;
  readonly format: 'csv' | 'json' | 'xlsx';
  readonly scheduleId: string | null;
  readonly dueAt: string | null;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly state: 'failed' | 'ready' | 'removed' | 'running' | 'stopped' | 'waiting';
  readonly rows: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly bytes: number | null;
  readonly keptUntil: string | null;
  readonly notes: readonly string[];
  readonly fault: string | null;
  readonly result: string | null;
};

export type ScheduleView = {
  readonly id: string;
  readonly reportId: string;
  readonly name: string;
  readonly format: 'csv' | 'json' | 'xlsx';
  readonly covers: 'everything' | 'the period before';
  readonly scheduledBy: string;
  readonly scheduledAt: string;
  readonly state: 'active' | 'stopped';
  readonly nextAt: string | null;
  readonly stoppedAt: string | null;
  readonly stoppedWhy: string | null;
  readonly every: 'daily' | 'monthly' | 'quarterly' | 'weekly';
  readonly businessDay: number;
  readonly timeOfDay: string;
  readonly timeZone: string;
};

export type SetUp = {
  readonly filesAs: 'broker' | 'self-filer';
  readonly nationalPermit: { readonly number: string; readonly from: string; readonly to: string | null } | null;
  readonly localPermitPorts: readonly string[];
  readonly parties: readonly Party[];
  readonly statements?: Statements;
};

export type SetUpChangeView = {
  readonly id: string;
  readonly accountId: string;
  readonly filerCode: string;
  readonly setUp: SetUp;
  readonly why: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly state: 'approved' | 'asked for' | 'refused' | 'withdrawn';
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
};

export type SetUpView = {
  readonly filerCode: string;
  readonly revision: number;
  readonly setUp: SetUp;
  readonly changedAt: string;
  readonly changedBy: string;
};

export type SetUpsOfAccount = {
  readonly setUps: readonly SetUpView[];
  readonly changes: readonly SetUpChangeView[];
  readonly passwordUntil: string | null;
};

export type SignInView = {
  readonly id: string;
  readonly signInClient: string;
  readonly browser: string;
  readonly begunAt: string;
  readonly endsAt: string;
  readonly isThis: boolean;
};

export type Statements = {
  readonly authorised: boolean;
  readonly clientBranches: boolean;
  readonly periodicDay: number | null;
};

export type SuggestionCounts = {
  readonly open: number;
  readonly oldestOpenDays: number | null;
  readonly byState: readonly { readonly state: string; readonly suggestions: number }[];
  readonly byAbout: readonly { readonly about: string; readonly open: number; readonly suggestions: number }[];
  readonly byAge: readonly { readonly age: string; readonly suggestions: number }[];
};

export type SuggestionView = {
  readonly number: string;
  readonly accountId: string;
  readonly filedBy: string;
  readonly filedAt: string;
  readonly state: string;
  readonly assignedTo: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly mergedWith: string | null;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly about: string;
};

export type SuretyAgent = {
  readonly agent: string;
  readonly filerCode: string;
  readonly limitDollars: number | null;
  readonly from: string;
  readonly to: string | null;
};

export type SuretyAgentNamed = {
  readonly agent: string;
  readonly filerCode: string;
  readonly limitDollars?: number | null;
  readonly from: string;
  readonly to?: string | null;
};

export type TakerView = {
  readonly personId: string | null;
  readonly name: string;
  readonly side: 'CBP' | 'trade';
  readonly readNumber: number;
  readonly readAt: string | null;
};

export type TrustedStanding = {
  readonly program: string;
  readonly tier: string | null;
  readonly number: string;
  readonly from: string;
  readonly to: string | null;
};

export type UnknownPart = { readonly part: string; readonly why: string };

export type UseOfCapability = {
  readonly taken: number;
  readonly refused: number;
  readonly byWave: readonly { readonly wave: number | null; readonly taken: number; readonly accounts: number }[];
  readonly byAccount: readonly {
    readonly accountId: string;
    readonly name: string | null;
    readonly taken: number;
    readonly refused: number;
  }[];
};

export type Volumes = {
  readonly entries: number;
  readonly released: number;
  readonly examined: number;
  readonly summaries: number;
  readonly summariesRejected: number;
  readonly summariesLate: number;
  readonly bills: number;
  readonly billsArrived: number;
  readonly filingsRejected: number;
  readonly releaseHours: number | null;
  readonly examHours: number | null;
};

export type VolumesOf = { readonly value: string; readonly volumes: Volumes };

export type Wanted = {
  readonly as?: 'carrier' | 'filer' | 'importer';
  readonly kind?: string;
  readonly reference?: string;
  readonly state?: string;
  readonly summaryState?: string;
  readonly timeliness?: string;
  readonly port?: string;
  readonly mode?: string;
  readonly center?: string;
  readonly chapter?: string;
  readonly country?: string;
  readonly surety?: string;
  readonly bondType?: string;
  readonly bondDesignation?: string;
  readonly month?: string;
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly monthOf: 'examination' | 'filing' | 'release' | 'summary';
};

export type WaveView = {
  readonly number: number;
  readonly name: string;
  readonly everybody: boolean;
  readonly center: string | null;
  readonly most: number;
  readonly admitted: number;
  readonly state: string;
  readonly openedFrom: string | null;
  readonly openedBy: string | null;
  readonly openedWhy: string | null;
  readonly closedFrom: string | null;
  readonly closedBy: string | null;
  readonly closedWhy: string | null;
};

export type WholeConversationView = {
  readonly offices: readonly string[];
  readonly grants: readonly GrantView[];
  readonly people: readonly TakerView[];
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly title: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly state: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly changedBy: string | null;
  readonly changedWhy: string | null;
  readonly lastNumber: number;
  readonly lastAt: string;
  readonly readNumber: number;
  readonly unread: number;
  readonly owed: OwedView | null;
};

/** By method and address. */
export interface Operations {
  /** Accounts by name or number, also by one they had before; of an account that was merged the one that goes on */ 'GET /accounts': {
    path: Readonly<Record<string, never>>;
    query: { readonly search: string; readonly after?: string; readonly limit?: number };
    body: undefined;
    answer: { readonly accounts: readonly AccountView[]; readonly next: string | null };
  };
  /** One account as it stands, and which were merged into it */ 'GET /accounts/{accountId}': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly id: string;
      readonly version: number;
      readonly name: string;
      readonly kinds: readonly string[];
      readonly active: boolean;
      readonly left: { readonly as: string; readonly why: string | null; readonly mergedInto: string | null } | null;
      readonly importerNumbers: readonly string[];
      readonly filerCodes: readonly string[];
      readonly scacs: readonly string[];
      readonly ports: readonly string[];
      readonly trusted: readonly TrustedStanding[];
      readonly abi: { readonly site: string; readonly id: string } | null;
      readonly keys: readonly Key[];
      readonly identifiers: readonly Identifier[];
      readonly openedAt: string;
      readonly changedAt: string;
      readonly mergedFrom: readonly string[];
    };
  };
  /** Changes the ABI password of the account */ 'POST /accounts/{accountId}/abi-password': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly current: string; readonly wanted: string };
    answer: { readonly until: string | null };
  };
  /** The log of an account, or what of it fits */ 'GET /accounts/{accountId}/activity/export': {
    path: { readonly accountId: string };
    query: {
      readonly format?: 'jsonl' | 'csv';
      readonly since?: number;
      readonly subject?: string;
      readonly person?: string;
      readonly port?: string;
      readonly center?: string;
      readonly kind?: string;
      readonly from?: string;
      readonly to?: string;
    };
    body: undefined;
    answer: string;
  };
  /** Legal holds on the log of an account, the oldest first */ 'GET /accounts/{accountId}/activity/holds': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly holds: readonly ActivityHold[] };
  };
  /** Places a legal hold */ 'POST /accounts/{accountId}/activity/holds': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: ActivityTreePlaceHold;
    answer: ActivityHold;
  };
  /** Lifts a legal hold */ 'POST /accounts/{accountId}/activity/holds/{holdId}/lift': {
    path: { readonly accountId: string; readonly holdId: string };
    query: Readonly<Record<string, never>>;
    body: ActivityTreePlaceHold;
    answer: ActivityHold;
  };
  /** Proof that an entry is in the tree that was signed last */ 'GET /accounts/{accountId}/activity/{sequence}/proof': {
    path: { readonly accountId: string; readonly sequence: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly head: KeptTreeHead; readonly leaf: number; readonly path: readonly string[] };
  };
  /** Bonds of which the account is principal, co-principal or surety, as the register told them last */ 'GET /accounts/{accountId}/bonds': {
    path: { readonly accountId: string };
    query: { readonly afterBond?: string | null; readonly limit?: number };
    body: undefined;
    answer: { readonly bonds: readonly AccountBond[]; readonly next: string | null };
  };
  /** Which capabilities the account has, had and will have */ 'GET /accounts/{accountId}/capabilities': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly capabilities: readonly CapabilityOfAccount[] };
  };
  /** Takes an account out of use */ 'POST /accounts/{accountId}/deactivate': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: AccountView;
  };
  /** Takes back what was asked for and is not decided */ 'POST /accounts/{accountId}/filer-set-up-changes/{changeId}/withdraw': {
    path: { readonly accountId: string; readonly changeId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: SetUpChangeView;
  };
  /** Set-ups of the account's filer codes, what it asked to have changed, and when its ABI password ends */ 'GET /accounts/{accountId}/filer-set-ups': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: SetUpsOfAccount;
  };
  /** Asks for a change */ 'POST /accounts/{accountId}/filer-set-ups/{filerCode}/changes': {
    path: { readonly accountId: string; readonly filerCode: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly setUp: SetUp; readonly why: string };
    answer: SetUpChangeView;
  };
  /** Whom the account invited, the newest first, and what became of it */ 'GET /accounts/{accountId}/invitations': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly invitations: readonly InvitationView[] };
  };
  /** Invites somebody by mail into the account, with a role */ 'POST /accounts/{accountId}/invitations': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: PeopleGive;
    answer: { readonly id: string; readonly endsAt: string };
  };
  /** Takes back an invitation that waits */ 'POST /accounts/{accountId}/invitations/{invitationId}/withdraw': {
    path: { readonly accountId: string; readonly invitationId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: undefined;
  };
  /** Every key of the account, the newest first; none of them can be read again */ 'GET /accounts/{accountId}/keys': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly keys: readonly KeyView[] };
  };
  /** Issues a key */ 'POST /accounts/{accountId}/keys': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly label: string;
      readonly personId?: string | null;
      readonly leaves?: Readonly<Record<string, string>> | null;
      readonly until?: string | null;
      readonly addresses?: readonly string[];
    };
    answer: IssuedKey;
  };
  /** Ends a key at once */ 'POST /accounts/{accountId}/keys/{keyId}/revoke': {
    path: { readonly accountId: string; readonly keyId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** Issues a key in place of another, with the same terms; the other one ends a day later */ 'POST /accounts/{accountId}/keys/{keyId}/rotate': {
    path: { readonly accountId: string; readonly keyId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: IssuedKey;
  };
  /** Merges the account into another, for good; answers that one */ 'POST /accounts/{accountId}/merge': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly into: string; readonly why: string };
    answer: AccountView;
  };
  /** Adds a number */ 'POST /accounts/{accountId}/numbers': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: NumberAdded;
    answer: AccountView;
  };
  /** Ends a number; its history stays */ 'POST /accounts/{accountId}/numbers/end': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string; readonly kind: string; readonly value: string };
    answer: AccountView;
  };
  /** Moves a number to another account in one instant */ 'POST /accounts/{accountId}/numbers/move': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly to: string; readonly why: string; readonly kind: string; readonly value: string };
    answer: undefined;
  };
  /** Numbers of persons (social security numbers) in clear; everywhere else only the last four digits are shown */ 'POST /accounts/{accountId}/numbers/reveal': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: { readonly importerNumbers: readonly string[] };
  };
  /** Makes somebody the owner of the account, in place of who was */ 'POST /accounts/{accountId}/owner': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string; readonly name: string; readonly email: string };
    answer: { readonly id: string; readonly personId: string };
  };
  /** The papers behind the picture, the newest first */ 'GET /accounts/{accountId}/papers': {
    path: { readonly accountId: string };
    query: {
      readonly kind: 'document' | 'document request' | 'message' | 'power of attorney';
      readonly state?: string;
      readonly open?: 'true' | 'false';
      readonly port?: string;
      readonly mode?: string;
      readonly center?: string;
      readonly after?: string;
      readonly limit?: number;
      readonly firstMonth?: string;
      readonly lastMonth?: string;
    };
    body: undefined;
    answer: PaperPage;
  };
  /** Who has a role in the account, and who had one */ 'GET /accounts/{accountId}/people': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly roles: readonly RoleView[] };
  };
  /** Gives a person a role in the account */ 'POST /accounts/{accountId}/people': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: PeopleGive;
    answer: { readonly id: string; readonly personId: string };
  };
  /** Ends a role at once */ 'POST /accounts/{accountId}/people/{roleId}/end': {
    path: { readonly accountId: string; readonly roleId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: undefined;
  };
  /** What an account does, across all ports and services */ 'GET /accounts/{accountId}/picture': {
    path: { readonly accountId: string };
    query: { readonly papersByPlace?: 'true' | 'false'; readonly firstMonth?: string; readonly lastMonth?: string };
    body: undefined;
    answer: AccountPicture;
  };
  /** Powers of attorney of the importer numbers, or for the filer codes, that the account has; ended and revoked ones too */ 'GET /accounts/{accountId}/powers-of-attorney': {
    path: { readonly accountId: string };
    query: { readonly as?: 'importer' | 'filer'; readonly after?: string; readonly limit?: number };
    body: undefined;
    answer: PowersPage;
  };
  /** Grants a power of attorney to a filer */ 'POST /accounts/{accountId}/powers-of-attorney': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly importerNumber: string;
      readonly filerCode: string;
      readonly scopes: readonly ('cargo release' | 'entry summary' | 'see' | 'documents')[];
      readonly ports?: readonly string[] | null;
      readonly partnership?: boolean;
      readonly from: string;
      readonly to?: string | null;
      readonly reason?: string | null;
    };
    answer: PowerView;
  };
  /** Renounces a power of attorney that the account has as filer, at once */ 'POST /accounts/{accountId}/powers-of-attorney/{powerId}/renunciations': {
    path: { readonly accountId: string; readonly powerId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly reason: string };
    answer: PowerView;
  };
  /** Revokes a power of attorney at once, or from a day on */ 'POST /accounts/{accountId}/powers-of-attorney/{powerId}/revocations': {
    path: { readonly accountId: string; readonly powerId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly from?: string | null; readonly reason: string };
    answer: PowerView;
  };
  /** Ends a suspension or deactivation */ 'POST /accounts/{accountId}/reactivate': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: AccountView;
  };
  /** The records behind the picture, the newest first, found by the words of the picture */ 'GET /accounts/{accountId}/records': {
    path: { readonly accountId: string };
    query: {
      readonly after?: string;
      readonly limit?: number;
      readonly as?: 'importer' | 'filer' | 'carrier';
      readonly kind?: 'entry' | 'bill' | 'rejected filing';
      readonly reference?: string;
      readonly state?: string;
      readonly summaryState?: 'accepted' | 'rejected' | 'deleted';
      readonly timeliness?: 'on time' | 'relieved' | 'late';
      readonly port?: string;
      readonly mode?: string;
      readonly center?: string;
      readonly chapter?: string;
      readonly country?: string;
      readonly surety?: string;
      readonly bondType?: string;
      readonly bondDesignation?: string;
      readonly month?: string;
      readonly firstDay?: string;
      readonly lastDay?: string;
      readonly monthOf?: 'filing' | 'release' | 'examination' | 'summary';
    };
    body: undefined;
    answer: RecordPage;
  };
  /** The latest hundred reports that were made aside, are being made or wait, the newest first */ 'GET /accounts/{accountId}/report-runs': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly runs: readonly RunView[] };
  };
  /** How far one is */ 'GET /accounts/{accountId}/report-runs/{runId}': {
    path: { readonly accountId: string; readonly runId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: RunView;
  };
  /** What it came to, in the format in which it was made */ 'GET /accounts/{accountId}/report-runs/{runId}/result': {
    path: { readonly accountId: string; readonly runId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Schedules of the account's reports, those that stopped too */ 'GET /accounts/{accountId}/report-schedules': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly schedules: readonly ScheduleView[] };
  };
  /** Removes a schedule; what it made so far stays for its days */ 'DELETE /accounts/{accountId}/report-schedules/{scheduleId}': {
    path: { readonly accountId: string; readonly scheduleId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** Reports that people of the account saved, by name */ 'GET /accounts/{accountId}/reports': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly reports: readonly ReportView[] };
  };
  /** Saves a report for all of the account */ 'POST /accounts/{accountId}/reports': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly name: string;
      readonly filters?: RecordFilters;
      readonly groupBy?: readonly string[];
      readonly columns: readonly string[];
    };
    answer: ReportView;
  };
  /** Removes a saved report */ 'DELETE /accounts/{accountId}/reports/{reportId}': {
    path: { readonly accountId: string; readonly reportId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** Runs a report now */ 'GET /accounts/{accountId}/reports/{reportId}/result': {
    path: { readonly accountId: string; readonly reportId: string };
    query: { readonly format?: 'csv' | 'xlsx' | 'json' };
    body: undefined;
    answer: string;
  };
  /** Has a report made aside; the account's mailbox tells when it is ready */ 'POST /accounts/{accountId}/reports/{reportId}/runs': {
    path: { readonly accountId: string; readonly reportId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly format?: 'csv' | 'xlsx' | 'json' };
    answer: RunView;
  };
  /** Has a report made again and again, by the rights that who asks has each time */ 'POST /accounts/{accountId}/reports/{reportId}/schedules': {
    path: { readonly accountId: string; readonly reportId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly every: 'daily' | 'weekly' | 'monthly' | 'quarterly';
      readonly businessDay?: number;
      readonly timeOfDay?: string;
      readonly timeZone?: string | null;
      readonly covers?: 'the period before' | 'everything';
      readonly format?: 'csv' | 'xlsx' | 'json';
    };
    answer: ScheduleView;
  };
  /** Opens an account with some of the numbers of this one */ 'POST /accounts/{accountId}/split': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly name: string;
      readonly numbers: readonly NumberOrder[];
      readonly owner: PersonOfAccount;
      readonly why: string;
    };
    answer: AccountView;
  };
  /** Suggestions of the account, and of those merged into it */ 'GET /accounts/{accountId}/suggestions': {
    path: { readonly accountId: string };
    query: {
      readonly state?: 'filed' | 'assigned' | 'deferred' | 'accepted' | 'declined' | 'merged';
      readonly about?: string | null;
      readonly after?: string;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly suggestions: readonly SuggestionView[]; readonly next: string | null };
  };
  /** Files a suggestion */ 'POST /accounts/{accountId}/suggestions': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly title: string; readonly text: string; readonly about: string };
    answer: SuggestionView;
  };
  /** Agents of the account, a surety */ 'GET /accounts/{accountId}/surety-agents': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly agents: readonly SuretyAgent[] };
  };
  /** Names all agents of the account, a surety */ 'POST /accounts/{accountId}/surety-agents': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly agents: readonly SuretyAgentNamed[]; readonly why: string };
    answer: { readonly agents: readonly SuretyAgent[] };
  };
  /** Nobody gets in with the account's keys until it is reactivated; what it filed goes on */ 'POST /accounts/{accountId}/suspend': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: AccountView;
  };
  /** Entries that fit all that is asked, of one log with those of accounts merged into it or, for CBP, of all, in the order of recording */ 'GET /activity': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly account?: string;
      readonly after?: string;
      readonly limit?: number;
      readonly subject?: string;
      readonly person?: string;
      readonly port?: string;
      readonly center?: string;
      readonly kind?: string;
      readonly from?: string;
      readonly to?: string;
    };
    body: undefined;
    answer: { readonly entries: readonly ChainedEntry[]; readonly next: string | null };
  };
  /** Proof that the tree of `size` leaves begins with the one of its first `earlier` leaves */ 'GET /activity-tree/consistency': {
    path: Readonly<Record<string, never>>;
    query: { readonly earlier: number; readonly size: number };
    body: undefined;
    answer: { readonly earlier: number; readonly size: number; readonly path: readonly string[] };
  };
  /** Signed heads of the tree, oldest first */ 'GET /activity-tree/heads': {
    path: Readonly<Record<string, never>>;
    query: { readonly after?: number; readonly limit?: number };
    body: undefined;
    answer: { readonly heads: readonly KeptTreeHead[]; readonly next: number | null };
  };
  /** Applications, the oldest first */ 'GET /applications': {
    path: Readonly<Record<string, never>>;
    query: { readonly open?: boolean; readonly after?: string; readonly limit?: number };
    body: undefined;
    answer: { readonly applications: readonly ApplicationView[]; readonly next: string | null };
  };
  /** Applies for an account */ 'POST /applications': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly name: string;
      readonly numbers: readonly NumberAdded[];
      readonly applicant: PersonOfAccount;
      readonly note?: string | null;
    };
    answer: { readonly id: string; readonly token: string };
  };
  /** Approves an application */ 'POST /applications/{id}/approve': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: ApplicationView;
  };
  /** Gives the owner of an approved account the first key, once */ 'POST /applications/{id}/key': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly accountId: string; readonly keyId: string; readonly apiKey: string };
  };
  /** Refuses an application, with the reason that the applicant is told */ 'POST /applications/{id}/refuse': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: ApplicationView;
  };
  /** How the application stands */ 'GET /applications/{id}/state': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ApplicationView;
  };
  /** Withdraws an application that is not decided yet */ 'POST /applications/{id}/withdraw': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ApplicationView;
  };
  /** Every capability, how far it is rolled out, and its waves */ 'GET /capabilities': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly capabilities: readonly CapabilityView[] };
  };
  /** Registers a capability */ 'POST /capabilities': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly code: string;
      readonly name: string;
      readonly changes: string;
      readonly judgedBy: 'gateway' | 'manifest' | 'entry' | 'cee' | 'account' | 'port';
      readonly from?: string | null;
      readonly to?: string | null;
      readonly why: string;
    };
    answer: CapabilityView;
  };
  /** Who is and was admitted to a capability, in the order in which they were named */ 'GET /capabilities/{code}/admissions': {
    path: { readonly code: string };
    query: { readonly after?: string; readonly limit?: number };
    body: undefined;
    answer: { readonly admissions: readonly AdmissionView[]; readonly next: string | null };
  };
  /** Ends the admission of an account or number */ 'POST /capabilities/{code}/admissions/{admissionId}/end': {
    path: { readonly code: string; readonly admissionId: string };
    query: Readonly<Record<string, never>>;
    body: CapabilitiesOff;
    answer: AdmissionView;
  };
  /** Turns a capability off for all */ 'POST /capabilities/{code}/off': {
    path: { readonly code: string };
    query: Readonly<Record<string, never>>;
    body: CapabilitiesOff;
    answer: CapabilityView;
  };
  /** Filings taken under a capability, and refused for want of it, by wave and by account */ 'GET /capabilities/{code}/use': {
    path: { readonly code: string };
    query: { readonly from: string; readonly to: string };
    body: undefined;
    answer: UseOfCapability;
  };
  /** Plans a wave */ 'POST /capabilities/{code}/waves': {
    path: { readonly code: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly name: string;
      readonly everybody?: boolean;
      readonly center?: string | null;
      readonly most?: number;
    };
    answer: CapabilityView;
  };
  /** Names an account or a number in a wave */ 'POST /capabilities/{code}/waves/{number}/admissions': {
    path: { readonly code: string; readonly number: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly accountId?: string | null;
      readonly name?: string | null;
      readonly kind?: 'importer number' | 'filer code' | 'SCAC';
      readonly value?: string | null;
      readonly why: string;
    };
    answer: AdmissionView;
  };
  /** Accounts of a wave's industry with the most entries at its Center that are not in the capability yet */ 'GET /capabilities/{code}/waves/{number}/candidates': {
    path: { readonly code: string; readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly accounts: readonly { readonly accountId: string; readonly name: string; readonly entries: number }[];
    };
  };
  /** Ends a wave for all in it */ 'POST /capabilities/{code}/waves/{number}/close': {
    path: { readonly code: string; readonly number: string };
    query: Readonly<Record<string, never>>;
    body: CapabilitiesOff;
    answer: CapabilityView;
  };
  /** Opens a wave */ 'POST /capabilities/{code}/waves/{number}/open': {
    path: { readonly code: string; readonly number: string };
    query: Readonly<Record<string, never>>;
    body: CapabilitiesOff;
    answer: CapabilityView;
  };
  /** Conversations that who asks takes part in, the one with the newest message first */ 'GET /conversations': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly subject?: string | null;
      readonly state?: 'open' | 'closed';
      readonly owedBy?: 'CBP' | 'trade';
      readonly late?: boolean;
      readonly unread?: boolean;
      readonly office?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly conversations: readonly ConversationView[]; readonly next: string | null };
  };
  /** Opens the conversation about a subject */ 'POST /conversations': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly subject: string;
      readonly title: string;
      readonly accountId?: string | null;
      readonly offices?: readonly string[];
    };
    answer: WholeConversationView;
  };
  /** Messages with all of these words in conversations that who asks takes part in, the newest first */ 'GET /conversations/found-messages': {
    path: Readonly<Record<string, never>>;
    query: { readonly contains: string; readonly limit?: number };
    body: undefined;
    answer: { readonly messages: readonly MessageView[] };
  };
  /** Server-sent events */ 'GET /conversations/live': {
    path: Readonly<Record<string, never>>;
    query: { readonly conversationId?: string | null; readonly lastEventId?: string };
    body: undefined;
    answer: string;
  };
  /** One conversation, with who takes part and how far each has read */ 'GET /conversations/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WholeConversationView;
  };
  /** Closes a conversation */ 'POST /conversations/{id}/close': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: WholeConversationView;
  };
  /** Hands in a document to be named in a message */ 'POST /conversations/{id}/documents': {
    path: { readonly id: string };
    query: { readonly name: string };
    body: string;
    answer: ConversationsHandIn;
  };
  /** A document of a message, for everybody who takes part */ 'GET /conversations/{id}/documents/{documentId}/content': {
    path: { readonly id: string; readonly documentId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Lets a broker, counsel, a surety or an importer take part */ 'POST /conversations/{id}/grants': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly role: 'broker' | 'counsel' | 'surety' | 'importer';
      readonly code: string;
      readonly until?: string | null;
      readonly why: string;
    };
    answer: WholeConversationView;
  };
  /** Ends a grant */ 'POST /conversations/{id}/grants/{grantId}/revoke': {
    path: { readonly id: string; readonly grantId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: WholeConversationView;
  };
  /** Messages in the order in which they were written */ 'GET /conversations/{id}/messages': {
    path: { readonly id: string };
    query: { readonly after?: number; readonly limit?: number };
    body: undefined;
    answer: { readonly messages: readonly MessageView[]; readonly next: number | null };
  };
  /** Writes a message */ 'POST /conversations/{id}/messages': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly text: string;
      readonly wantsAnswer?: boolean;
      readonly asksOffice?: string | null;
      readonly mentions?: readonly string[];
      readonly documents?: readonly string[];
    };
    answer: MessageView;
  };
  /** The e-mail by which a message came, with what was cut from its text, without the address that it was sent to */ 'GET /conversations/{id}/messages/{messageId}/original': {
    path: { readonly id: string; readonly messageId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Internal notes of CBP, in the order in which they were written */ 'GET /conversations/{id}/notes': {
    path: { readonly id: string };
    query: { readonly after?: string; readonly limit?: number };
    body: undefined;
    answer: { readonly notes: readonly NoteView[]; readonly next: string | null };
  };
  /** Writes an internal note */ 'POST /conversations/{id}/notes': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly text: string; readonly mentions?: readonly string[] };
    answer: NoteView;
  };
  /** Brings an office of CBP in */ 'POST /conversations/{id}/offices': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly office: string; readonly why: string };
    answer: WholeConversationView;
  };
  /** Notes how far who asks has read; everybody who takes part sees it */ 'POST /conversations/{id}/read': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly upTo: number };
    answer: { readonly readNumber: number };
  };
  /** Reopens one that was closed */ 'POST /conversations/{id}/reopen': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: WholeConversationView;
  };
  /** Hands in the files of a form (multipart/form-data), each answered by itself */ 'POST /document-forms': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly subjects?: string; readonly file?: string };
    answer: { readonly documents: readonly DocumentResult[] };
  };
  /** By action number */ 'GET /document-requests': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly accountId?: string;
      readonly state?: 'asked' | 'overdue' | 'answered' | 'insufficient' | 'accepted' | 'closed' | 'withdrawn';
      readonly after?: string;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly requests: readonly DocumentRequestView[]; readonly next: string | null };
  };
  /** Asks the filer of an entry for documents; it is told by UC or JSON, with the action number */ 'POST /document-requests': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly kind: 'UC1' | 'UC2' | 'UC3';
      readonly entryNumber: string;
      readonly phone?: string | null;
      readonly remarks?: readonly string[];
      readonly businessDays?: number | null;
    };
    answer: DocumentRequestView;
  };
  /** One request, with the documents that were handed in for it */ 'GET /document-requests/{actionNumber}': {
    path: { readonly actionNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: DocumentRequestView;
  };
  /** Accepts what was handed in, finds it insufficient, withdraws the request, or closes one that was accepted */ 'POST /document-requests/{actionNumber}/decisions': {
    path: { readonly actionNumber: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly decision: 'accepted' | 'found insufficient' | 'withdrawn' | 'closed';
      readonly remarks?: readonly string[];
      readonly businessDays?: number | null;
    };
    answer: DocumentRequestView;
  };
  /** Begins an upload */ 'POST /document-uploads': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: DocumentUploadView;
  };
  /** How far it has come, by HEAD in Upload-Offset and Upload-Length, by GET also what became of it */ 'GET /document-uploads/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: DocumentUploadView;
  };
  /** The next piece, from Upload-Offset on */ 'PATCH /document-uploads/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: string;
    answer: undefined;
  };
  /** Ends an upload; what came of it goes */ 'DELETE /document-uploads/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** By id, oldest first */ 'GET /documents': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly accountId?: string;
      readonly subject?: string;
      readonly filingId?: string;
      readonly contains?: string;
      readonly after?: string;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly documents: readonly DocumentView[]; readonly next: string | null };
  };
  /** Hands in a document */ 'POST /documents': {
    path: Readonly<Record<string, never>>;
    query: { readonly name: string; readonly subjects?: string };
    body: string;
    answer: ReceivedDocument;
  };
  /** What is known of a document, with the records that it is linked to */ 'GET /documents/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: DocumentView;
  };
  /** The file itself */ 'GET /documents/{id}/content': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Deletes the content after its retention; what the document was stays on record */ 'POST /documents/{id}/deletion': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: DocumentsHold;
    answer: DocumentView;
  };
  /** Places a legal hold */ 'POST /documents/{id}/holds': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: DocumentsHold;
    answer: DocumentHoldView;
  };
  /** Lifts a legal hold */ 'POST /documents/{id}/holds/{holdId}/lift': {
    path: { readonly id: string; readonly holdId: string };
    query: Readonly<Record<string, never>>;
    body: DocumentsHold;
    answer: DocumentView;
  };
  /** Links a document to records */ 'POST /documents/{id}/links': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly subjects: readonly string[] };
    answer: DocumentView;
  };
  /** Changes in the order in which they were asked for */ 'GET /filer-set-up-changes': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'asked for' | 'approved' | 'refused' | 'withdrawn';
      readonly after?: string;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly changes: readonly SetUpChangeView[]; readonly next: string | null };
  };
  /** Decides on a change; an approved one is the set-up from then on */ 'POST /filer-set-up-changes/{changeId}/decide': {
    path: { readonly changeId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'approved' | 'refused'; readonly reason: string };
    answer: SetUpChangeView;
  };
  /** What is offered, and by whom */ 'GET /invitations/{token}': {
    path: { readonly token: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Accepts */ 'POST /invitations/{token}/accept': {
    path: { readonly token: string };
    query: Readonly<Record<string, never>>;
    body: InvitedAccept;
    answer: string;
  };
  /** Declines */ 'POST /invitations/{token}/decline': {
    path: { readonly token: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** The accounts that who asks works in, and as what */ 'GET /me': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly accounts: readonly AccountOfPerson[] };
  };
  /** What became of what you asked for */ 'GET /me/reactivations': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly reactivations: readonly ReactivationView[] };
  };
  /** Asks CBP to reactivate an account that you own */ 'POST /me/reactivations': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly accountId: string; readonly why: string };
    answer: ReactivationView;
  };
  /** Takes it back, until it is decided */ 'POST /me/reactivations/{reactivationId}/withdraw': {
    path: { readonly reactivationId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ReactivationView;
  };
  /** Where the person is signed in, the newest first */ 'GET /me/sign-ins': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly signIns: readonly SignInView[] };
  };
  /** Ends one sign-in */ 'POST /me/sign-ins/{signInId}/end': {
    path: { readonly signInId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** Signs out everywhere */ 'POST /me/sign-out': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly endedBefore: string };
  };
  /** Quarters with their versions, the newest first */ 'GET /oversight': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly reports: readonly Edition[] };
  };
  /** Accounts that used each capability in the quarter, by name */ 'GET /oversight-for-cbp/{quarter}': {
    path: { readonly quarter: string };
    query: { readonly version?: number };
    body: undefined;
    answer: {
      readonly quarter: string;
      readonly state: 'published' | 'so far';
      readonly version: number | null;
      readonly madeAt: string;
      readonly publishedBy: string | null;
      readonly why: string | null;
      readonly participants: readonly Participant[];
    };
  };
  /** The whole report as a page, with the participants */ 'GET /oversight-for-cbp/{quarter}/page': {
    path: { readonly quarter: string };
    query: { readonly version?: number };
    body: undefined;
    answer: string;
  };
  /** Publishes a quarter anew, as it is known now, with the reason; earlier versions stay */ 'POST /oversight-for-cbp/{quarter}/versions': {
    path: { readonly quarter: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: Edition;
  };
  /** A quarter's volumes, times, outages, use of roll-outs and suggestions, and what of them is not known */ 'GET /oversight/{quarter}': {
    path: { readonly quarter: string };
    query: { readonly version?: number };
    body: undefined;
    answer: OversightReport;
  };
  /** The same as CSV, a number a line */ 'GET /oversight/{quarter}/figures.csv': {
    path: { readonly quarter: string };
    query: { readonly version?: number };
    body: undefined;
    answer: string;
  };
  /** The same as a page with pictures */ 'GET /oversight/{quarter}/page': {
    path: { readonly quarter: string };
    query: { readonly version?: number };
    body: undefined;
    answer: string;
  };
  /** Where its person signs in */ 'GET /passkeys': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Signs in for ten minutes on this page, and lists the passkeys */ 'POST /passkeys': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: InvitedAccept;
    answer: string;
  };
  /** Adds one */ 'POST /passkeys/add': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly token: string; readonly passkey: string; readonly label: string };
    answer: string;
  };
  /** Removes one */ 'POST /passkeys/remove': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly token: string; readonly id: string };
    answer: string;
  };
  /** What owners ask for, the oldest first */ 'GET /reactivations': {
    path: Readonly<Record<string, never>>;
    query: { readonly open?: boolean; readonly after?: string; readonly limit?: number };
    body: undefined;
    answer: { readonly reactivations: readonly ReactivationView[]; readonly next: string | null };
  };
  /** The account is active again */ 'POST /reactivations/{reactivationId}/grant': {
    path: { readonly reactivationId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: ReactivationView;
  };
  /** The account stays as it is */ 'POST /reactivations/{reactivationId}/refuse': {
    path: { readonly reactivationId: string };
    query: Readonly<Record<string, never>>;
    body: AccountLifeReveal;
    answer: ReactivationView;
  };
  /** The page of a link by which somebody sets up how to sign in */ 'GET /set-up/{token}': {
    path: { readonly token: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Sets up a passkey, or password and authenticator app */ 'POST /set-up/{token}': {
    path: { readonly token: string };
    query: Readonly<Record<string, never>>;
    body: { readonly password: string; readonly code: string; readonly passkey?: string; readonly label?: string };
    answer: string;
  };
  /** The page of a sign-in that a program began */ 'GET /sign-in/{uid}': {
    path: { readonly uid: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Judges what was typed, and sends the browser on */ 'POST /sign-in/{uid}': {
    path: { readonly uid: string };
    query: Readonly<Record<string, never>>;
    body: InvitedAccept;
    answer: string;
  };
  /** Suggestions, in the order in which they were filed */ 'GET /suggestions': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'filed' | 'assigned' | 'deferred' | 'accepted' | 'declined' | 'merged';
      readonly about?: string | null;
      readonly after?: string;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly suggestions: readonly SuggestionView[]; readonly next: string | null };
  };
  /** How many suggestions were made, and what became of them */ 'GET /suggestions-so-far': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: PublicSuggestionCounts;
  };
  /** How many there are, by state, by what they are about and by age */ 'GET /suggestions/counts': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: SuggestionCounts;
  };
  /** One suggestion as it stands */ 'GET /suggestions/{suggestionId}': {
    path: { readonly suggestionId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: SuggestionView;
  };
  /** Says who works on a suggestion */ 'POST /suggestions/{suggestionId}/assign': {
    path: { readonly suggestionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly to: string; readonly why: string };
    answer: SuggestionView;
  };
  /** Decides on a suggestion that is assigned; its account is told */ 'POST /suggestions/{suggestionId}/decide': {
    path: { readonly suggestionId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly decision: 'accepted' | 'declined' | 'deferred' | 'merged';
      readonly mergedWith?: string | null;
      readonly reason: string;
    };
    answer: SuggestionView;
  };
}
