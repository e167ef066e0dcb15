/** Made from the OpenAPI document of cee by `npm run generate`. */

export type AbsenceView = {
  readonly absenceId: string;
  readonly centerId: string;
  readonly personId: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly standInId: string | null;
  readonly standIn: string | null;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly endedBy: string | null;
};

export type AccountProposalView = {
  readonly lines: number | null;
  readonly dollars: number | null;
  readonly centerLines: number | null;
  readonly runnerUpLines: number | null;
  readonly accountId: string | null;
  readonly importerNumbers: readonly string[];
  readonly from: string | null;
  readonly id: string;
  readonly center: string | null;
  readonly method: string;
  readonly state: string;
  readonly runId: string;
  readonly currentCenter: string | null;
  readonly currentTeam: string | null;
  readonly team: string | null;
  readonly months: number;
  readonly runnerUp: string | null;
  readonly marginPercent: number;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly why: string | null;
};

export type AccountQuestionView = {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly kind: string;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly text: string;
  readonly whyAgain: string | null;
  readonly state: string;
  readonly askedAt: string;
  readonly askers: readonly QuestionAsker[];
  readonly requestNumber: string | null;
  readonly clock: QuestionClock | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
};

export type ActionView = {
  readonly actionId: string;
  readonly criterion: string;
  readonly what: string;
  readonly due: string;
  readonly overdue: boolean;
  readonly orderedBy: string;
  readonly done: string | null;
  readonly documents: readonly string[];
  readonly doneBy: string | null;
  readonly acceptedBy: string | null;
};

export type AdviceView = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly protestNumber: string | null;
  readonly entryNumber: string | null;
  readonly question: string;
  readonly askedFor: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly clock: RunningClock | null;
  readonly answer: string | null;
  readonly ruling: string | null;
  readonly closedBy: string | null;
  readonly closedAt: string | null;
};

export type Agent = AgentAgent | null;

export type AgentAgent = {
  readonly name: string | null;
  readonly address: string | null;
  readonly importerNumber: string | null;
  readonly powerOfAttorney: string | null;
};

export type AgentOfProtestOrder = {
  readonly powerOfAttorney?: string | null;
  readonly name?: string | null;
  readonly address?: string | null;
  readonly importerNumber?: string | null;
};

export type Agreement = {
  readonly program: 'CTPAT' | 'Trade Compliance';
  readonly version: string;
  readonly text: string;
  readonly from: string;
  readonly to?: string;
};

export type Allegation = {
  readonly name: string;
  readonly contact: string;
  readonly interest: string;
  readonly orderNumbers: readonly string[];
  readonly evidence: string;
};

export type Allegations = {
  readonly allegations: readonly {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly subject: string;
    readonly receivedOn: string;
  }[];
};

export type AmountsOwed = {
  readonly dutyCents: number;
  readonly fees: readonly { readonly class: string; readonly cents: number }[];
};

export type AnswerFound = {
  readonly points: number;
  readonly why: readonly WhyFound[];
  readonly id: number;
  readonly source: string;
  readonly sourceNumber: string;
  readonly stage: string;
  readonly kind: string;
  readonly accountId: string | null;
  readonly supplier: string | null;
  readonly goods: string | null;
  readonly tariff: string | null;
  readonly port: string | null;
  readonly center: string | null;
  readonly outcome: string | null;
  readonly text: string;
  readonly day: string;
  readonly by: string | null;
  readonly endedWhy: string | null;
};

export type AnswerView = {
  readonly answeredBy: string;
  readonly answeredAt: string;
  readonly criterion: string;
  readonly answer: 'met' | 'not applicable' | 'not met';
  readonly how: string;
  readonly documents: readonly string[];
};

export type AnswersFound = { readonly answers: readonly AnswerFound[]; readonly more: boolean };

export type AppealImporter = { readonly number: string; readonly bondNumber?: string | null };

export type AssignmentAppealView = {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly state: string;
  readonly currentCenter: string;
  readonly preferredCenter: string;
  readonly importers: readonly { readonly number: string; readonly bondNumber: string }[];
  readonly justification: string;
  readonly form: string;
  readonly actual: readonly HeadingData[];
  readonly actualFrom: string | null;
  readonly actualTo: string | null;
  readonly projected: readonly HeadingData[];
  readonly filedBy: string;
  readonly filedAt: string;
  readonly due: string;
  readonly dueRule: string;
  readonly businessDaysLeft: number | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly center: string | null;
  readonly team: string | null;
  readonly from: string | null;
  readonly reason: string | null;
  readonly leftOut: readonly string[];
};

export type AssignmentFactorView = {
  readonly id: string;
  readonly kind: string;
  readonly importers: number;
  readonly center: string | null;
  readonly team: string | null;
  readonly why: string;
  readonly foundBy: string;
  readonly foundAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
};

export type AssignmentProposalView = {
  readonly id: string;
  readonly runId: string;
  readonly accountId: string | null;
  readonly importerNumbers: readonly string[];
  readonly state: string;
  readonly currentCenter: string | null;
  readonly currentTeam: string | null;
  readonly center: string | null;
  readonly team: string | null;
  readonly method: string;
  readonly months: number;
  readonly lines: number;
  readonly dollars: number;
  readonly centerLines: number;
  readonly runnerUp: string | null;
  readonly runnerUpLines: number;
  readonly marginPercent: number;
  readonly from: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly why: string | null;
};

export type AssignmentView = {
  readonly assignmentId: number;
  readonly importerNumber: string;
  readonly centerId: string;
  readonly teamNumber: string;
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
  readonly actor: string;
  readonly recordedAt: string;
  readonly endedBy: string | null;
};

export type AuthorityView = {
  readonly function: string;
  readonly name: string;
  readonly center: string;
  readonly decides: string;
  readonly reach: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly order: string | null;
};

export type BenefitOrderView = {
  readonly id: string;
  readonly effect: 'give' | 'withhold';
  readonly benefit:
    | 'blanket certifications'
    | 'expedited screening'
    | 'lower exam rate'
    | 'monthly trends'
    | 'named contacts'
    | 'penalty input'
    | 'preferred exam location'
    | 'priority'
    | 'response targets';
  readonly program: 'CTPAT' | 'Trade Compliance' | null;
  readonly tiers: readonly number[] | null;
  readonly ports: readonly string[] | null;
  readonly modes: readonly string[] | null;
  readonly figure: number | null;
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly endedBy: string | null;
  readonly endReason: string | null;
};

export type CaseEntryView = {
  readonly entryNumber: string;
  readonly suspended: boolean;
  readonly outcome: string;
  readonly refusal: string | null;
};

export type CaseReferralView = {
  readonly kind: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly centerId: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly state: string;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly enforcementCase: string | null;
  readonly enforcementState: string | null;
  readonly port: string;
  readonly id: string;
  readonly reason: string;
  readonly target: string;
  readonly holdCode: string | null;
};

export type CenterCaseLine = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly centerId: string;
  readonly state: string;
  readonly subject: string;
  readonly facts: string;
  readonly headings: readonly string[];
  readonly importer: string | null;
  readonly importerName: string | null;
  readonly port: string | null;
  readonly registration: string | null;
  readonly agency: string | null;
  readonly receivedOn: string;
  readonly openedBy: string;
  readonly alleged: boolean;
  readonly clocks: readonly RunningClock[];
};

export type CenterCaseView = {
  readonly steps: readonly string[];
  readonly entries: readonly CaseEntryView[];
  readonly history: readonly {
    readonly event: string;
    readonly state: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly centerId: string;
  readonly state: string;
  readonly subject: string;
  readonly facts: string;
  readonly headings: readonly string[];
  readonly importer: string | null;
  readonly importerName: string | null;
  readonly port: string | null;
  readonly registration: string | null;
  readonly agency: string | null;
  readonly receivedOn: string;
  readonly openedBy: string;
  readonly alleged: boolean;
  readonly clocks: readonly RunningClock[];
};

export type CenterPage = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly published: readonly { readonly kind: string; readonly publications: number }[];
  readonly topics: readonly string[];
};

export type ComplianceRunView = {
  readonly id: string;
  readonly asOf: string;
  readonly state: string;
  readonly importers: number;
  readonly importersDone: number;
  readonly changes: number;
  readonly putRight: number;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly doneAt: string | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
};

export type ComplianceView = {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
  readonly centerId: string | null;
  readonly heading: string | null;
  readonly entries: number;
  readonly valueDollars: number;
  readonly kinds: readonly KindMeasure[];
  readonly conduct: readonly EventMeasure[];
  readonly trend: readonly MonthMeasure[];
  readonly comparedWith: string;
  readonly peers: number | null;
};

export type ContactCandidate = {
  readonly role: 'account manager' | 'security specialist';
  readonly personId: string;
  readonly name: string;
  readonly centerId: string | null;
};

export type ContactView = {
  readonly role: 'account manager' | 'security specialist';
  readonly personId: string;
  readonly name: string;
  readonly centerId: string | null;
  readonly namedBy: string;
  readonly namedAt: string;
  readonly serves: boolean;
};

export type CorrectionOfItem = {
  readonly explanation: string;
  readonly reasons: readonly string[];
  readonly accelerated: boolean;
};

export type CriteriaVersion = {
  readonly program: 'CTPAT' | 'Trade Compliance';
  readonly version: string;
  readonly from: string;
  readonly source: string;
  readonly criteria: readonly Criterion[];
};

export type Criterion = {
  readonly code: string;
  readonly heading: string;
  readonly weight: 'must' | 'should';
  readonly text: string;
  readonly evidence: boolean;
};

export type CriterionAnswer = {
  readonly criterion: string;
  readonly answer: 'met' | 'not met' | 'not applicable';
  readonly how: string;
  readonly documents?: readonly string[];
};

export type DecisionView = {
  readonly specialist: string;
  readonly decidedAt: string;
  readonly outcome: 'carried out' | 'refused' | 'waits';
  readonly refusal: string | null;
  readonly id: string;
  readonly decision: 'begin review' | 'in order' | 'reject';
  readonly findings: readonly Finding[];
};

export type Declared = {
  readonly adCashCents: number;
  readonly adBondedCents: number;
  readonly cvCashCents: number;
  readonly cvBondedCents: number;
  readonly irTaxCents: number;
  readonly otherRevenueCents: number;
  readonly payableCents: number;
};

export type DelegationOrderView = {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly phase: string;
  readonly state: string;
  readonly functions: readonly string[];
  readonly volunteers: number;
  readonly from: string;
  readonly to: string | null;
  readonly staffNeeded: number;
  readonly trialCasesNeeded: number;
  readonly trialPercentNeeded: number;
  readonly source: string;
  readonly preparedBy: string;
  readonly readiness: readonly {
    readonly staff: number;
    readonly trialCases: number;
    readonly trialAsExpected: number;
    readonly note: string;
    readonly by: string;
    readonly at: string;
    readonly suffices: boolean;
  }[];
  readonly events: readonly {
    readonly event: string;
    readonly day: string | null;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
};

export type DepartureView = {
  readonly number: string;
  readonly state: string;
  readonly center: string | null;
  readonly earlier: readonly {
    readonly source: string;
    readonly number: string;
    readonly outcome: string;
    readonly centerId: string | null;
    readonly port: string | null;
    readonly day: string;
  }[];
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedWhy: string | null;
  readonly usedBy: string | null;
  readonly id: string;
  readonly kind:
    | 'AD/CVD'
    | 'admissibility'
    | 'classification'
    | 'documents'
    | 'marking'
    | 'origin'
    | 'other'
    | 'preference'
    | 'rate'
    | 'value';
  readonly goods: string;
  readonly accountId: string | null;
  readonly supplier: string | null;
  readonly outcome: string;
  readonly reason: string;
};

export type DetainedGoods = {
  readonly dateOfImportation: string;
  readonly portOfEntry: string;
  readonly description: string;
  readonly quantity: string;
  readonly countryOfOrigin: string;
  readonly manufacturer?: string | null;
  readonly exporter?: string | null;
  readonly importer?: string | null;
};

export type Disclosure = {
  readonly told: {
    readonly dateOfImportation?: string;
    readonly portOfEntry?: string;
    readonly description?: string;
    readonly quantity?: string;
    readonly countryOfOrigin?: string;
    readonly manufacturer?: string | null;
    readonly exporter?: string | null;
    readonly importer?: string | null;
  };
  readonly withheld: readonly string[];
  readonly rule: string;
  readonly detention?: { readonly lastDay: string; readonly atEnd: string } | null;
};

export type DrawbackClaimView = {
  readonly claimNumber: string;
  readonly state: string;
  readonly provision: string;
  readonly filingPort: string;
  readonly filedOn: string;
  readonly centerId: string | null;
  readonly acceleratedPayment: string;
  readonly claimed: { readonly dutyCents: number; readonly feeCents: number; readonly taxCents: number };
  readonly lines: number;
  readonly linesNotOnFile: number;
  readonly clock: RunningClock | null;
};

export type EarlierProtestOrder = { readonly number: string; readonly receivedOn: string };

export type EntryDecidedOrder = {
  readonly entryNumber: string;
  readonly decision: 'approved' | 'denied';
  readonly lines?: readonly string[];
  readonly finally?: OwedFinally | null;
};

export type EntryProtestedOrder = {
  readonly entryNumber: string;
  readonly enteredOn?: string | null;
  readonly decidedOn?: string | null;
  readonly importedOn?: string | null;
  readonly lines?: readonly string[];
};

export type EventMeasure = {
  readonly kind:
    | 'lowered at liquidation'
    | 'marking notice'
    | 'notice of action'
    | 'protest approved'
    | 'protest denied'
    | 'protest filed'
    | 'raised at liquidation'
    | 'request for information';
  readonly entries: number;
  readonly effectCents: number;
  readonly peers: SlipRate | null;
  readonly entryShare: number;
  readonly valueShare: number;
};

export type EventView = {
  readonly event:
    | 'action accepted'
    | 'action done'
    | 'action sent back'
    | 'agreement signed'
    | 'answered'
    | 'certified'
    | 'refused'
    | 'reinstated'
    | 'removed'
    | 'returned'
    | 'submitted'
    | 'suspended'
    | 'taken over'
    | 'validated'
    | 'visit held'
    | 'visit planned'
    | 'withdrawn';
  readonly state:
    | 'improving'
    | 'in force'
    | 'preparing'
    | 'refused'
    | 'removed'
    | 'submitted'
    | 'suspended'
    | 'withdrawn';
  readonly tier: number | null;
  readonly day: string | null;
  readonly by: string;
  readonly ofCbp: boolean;
  readonly note: string | null;
  readonly at: string;
};

export type FeeOwed = { readonly class: string; readonly cents: number };

export type FeeOwed2 = { readonly class: string; readonly cents: number };

export type FieldError = {
  readonly at: string;
  readonly text: string;
  readonly code?: string;
  readonly remedy?: string;
};

export type Filed = {
  readonly dutyCents: number;
  readonly fees: readonly { readonly class: string; readonly cents: number }[];
  readonly declared?: Declared;
};

export type Finally = AmountsOwed | null;

export type Finding = {
  readonly line: string | null;
  readonly code: string;
  readonly text: string;
  readonly product?: FindingOnProduct | null;
};

export type FindingOnProduct = {
  readonly goods: string;
  readonly supplier: string | null;
  readonly tariff: string | null;
  readonly outcome: string;
};

export type FindingOrder = {
  readonly line?: string | null;
  readonly code: 'R01' | 'R02' | 'R03' | 'R04' | 'R05' | 'R06' | 'R07' | 'R08' | 'R99';
  readonly text: string;
  readonly product?: ProductDecided | null;
};

export type FurtherReviewAsked = {
  readonly criterion: string | null;
  readonly noEarlierDecision: boolean;
  readonly noCourtAction: boolean;
  readonly statement: string | null;
};

export type FurtherReviewOrder = {
  readonly criterion?: string | null;
  readonly noEarlierDecision?: boolean;
  readonly noCourtAction?: boolean;
  readonly statement?: string | null;
};

export type HeadingData = { readonly heading: string; readonly lines: number; readonly valueDollars: number };

export type HeadingOfImports = { readonly heading: string; readonly lines: number; readonly valueDollars: number };

export type HoldingOrder = {
  readonly kind:
    | 'classification'
    | 'value'
    | 'rate'
    | 'origin'
    | 'marking'
    | 'admissibility'
    | 'AD/CVD'
    | 'preference'
    | 'documents'
    | 'other';
  readonly goods: string;
  readonly supplier?: string | null;
  readonly outcome?: string | null;
};

export type HubQuestionView = {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly askedAs: string;
  readonly agency: string | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly center: string;
  readonly kind: string;
  readonly topic: string;
  readonly goods: string | null;
  readonly heading: string | null;
  readonly text: string;
  readonly priority: number;
  readonly state: string;
  readonly clock: RunningClock | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly publicationId: string | null;
  readonly events: readonly {
    readonly event: string;
    readonly by: string;
    readonly center: string;
    readonly note: string | null;
    readonly at: string;
  }[];
};

export type ImportProjectionView = {
  readonly filedBy: string;
  readonly id: string;
  readonly importer: string;
  readonly projected: readonly { readonly heading: string; readonly lines: number; readonly valueDollars: number }[];
};

export type ImprovementAction = {
  readonly id: string;
  readonly criterion: string;
  readonly what: string;
  readonly due: string;
};

export type Judgement = {
  readonly criteria: number;
  readonly answered: number;
  readonly isComplete: boolean;
  readonly meetsMusts: boolean;
  readonly missing: readonly FieldError[];
  readonly mustsNotMet: readonly FieldError[];
  readonly shouldsNotMet: readonly FieldError[];
};

export type Kind =
  | 'classification'
  | 'value'
  | 'rate'
  | 'origin'
  | 'marking'
  | 'admissibility'
  | 'AD/CVD'
  | 'preference'
  | 'documents'
  | 'other';

export type KindMeasure = {
  readonly kind: 'classification' | 'documents' | 'late' | 'origin' | 'other' | 'preference' | 'rejected' | 'value';
  readonly slips: number;
  readonly effectCents: number;
  readonly peers: SlipRate | null;
  readonly entryShare: number;
  readonly valueShare: number;
};

export type Lateness = {
  readonly canBeDone: number;
  readonly willBeLate: number;
  readonly due: string;
  readonly items: number;
};

export type LiquidationOrderView = {
  readonly id: string;
  readonly order: 'end suspension' | 'extend' | 'liquidate' | 'reliquidate' | 'suspend';
  readonly code: string | null;
  readonly until: string | null;
  readonly finally: Finally;
  readonly basis: string;
  readonly reference: string | null;
  readonly reason: string;
  readonly centerId: string | null;
  readonly port: string | null;
  readonly specialist: string;
  readonly orderedAt: string;
  readonly outcome: 'carried out' | 'refused' | 'waits';
  readonly refusal: string | null;
};

export type LiquidationView = {
  readonly asOf: string;
  readonly filed: Filed;
  readonly state: 'liquidated' | 'not liquidated' | 'reliquidated';
  readonly liquidated: Filed | null;
  readonly scheduledFor: string | null;
  readonly deemed: boolean;
  readonly noticeOn: string | null;
  readonly heldBy: readonly {
    readonly code: string;
    readonly from: string;
    readonly until: string | null;
    readonly reference: string | null;
  }[];
  readonly changeCents: number | null;
};

export type MarkNoticeView = {
  readonly id: string;
  readonly kind: string;
  readonly ownerName: string;
  readonly ownerContact: string;
  readonly issuedOn: string;
  readonly disclosure: Disclosure;
  readonly issuedBy: string;
};

export type MarkedText = { readonly mark: 'added' | 'removed' | 'same'; readonly text: string };

export type Materiality = {
  readonly outcome: 'not known yet' | 'not worth a penalty' | 'to be weighed';
  readonly steps: readonly MaterialityStep[];
  readonly rule: string;
};

export type MaterialityStep = {
  readonly step: 'amount' | 'change' | 'liquidation' | 'notices' | 'pattern' | 'protest' | 'share';
  readonly small: boolean | null;
  readonly why: string;
};

export type MonthFigures = {
  readonly lines: number;
  readonly valueDollars: number;
  readonly summaries: number;
  readonly rejected: number;
  readonly screened: number;
  readonly exams: number;
};

export type MonthMeasure = {
  readonly month: string;
  readonly entries: number;
  readonly valueDollars: number;
  readonly slips: readonly {
    readonly kind: 'classification' | 'documents' | 'late' | 'origin' | 'other' | 'preference' | 'rejected' | 'value';
    readonly entries: number;
  }[];
  readonly conduct: readonly {
    readonly kind:
      | 'lowered at liquidation'
      | 'marking notice'
      | 'notice of action'
      | 'protest approved'
      | 'protest denied'
      | 'protest filed'
      | 'raised at liquidation'
      | 'request for information';
    readonly entries: number;
  }[];
};

export type NamedDocumentView = {
  readonly document: string;
  readonly found: string;
  readonly checkedAt: string | null;
};

export type NoticeAnswerView = {
  readonly says: string;
  readonly text: string | null;
  readonly documentReferences: readonly string[];
  readonly by: string;
  readonly accountId: string;
  readonly answeredAt: string;
};

export type NoticeHistory = {
  readonly event: string;
  readonly state: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: string;
};

export type NoticeLineView = {
  readonly actionNumber: string;
  readonly form: string;
  readonly state: string;
  readonly entryNumber: string;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly portOfEntry: string | null;
  readonly about: string;
  readonly issuedAt: string;
  readonly clock: RunningClock | null;
  readonly documentPath: string;
};

export type NoticeReader = {
  readonly by: string;
  readonly centerId: string | null;
  readonly port: string | null;
  readonly joinedAt: string;
};

export type NoticeView = {
  readonly title: string;
  readonly entryType: string | null;
  readonly importer: string;
  readonly importerNumber: string;
  readonly issuedBy: string;
  readonly phone: string | null;
  readonly question: string;
  readonly product: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly entryLines: readonly string[];
  readonly action: string | null;
  readonly finally: AmountsOwed | null;
  readonly outcome: string | null;
  readonly itemId: number;
  readonly liquidationOrderId: string | null;
  readonly refusal: string | null;
  readonly takesAnswers: boolean;
  readonly readers: readonly NoticeReader[];
  readonly answers: readonly NoticeAnswerView[];
  readonly history: readonly NoticeHistory[];
  readonly namedDocuments: readonly NamedDocumentView[];
  readonly actionNumber: string;
  readonly form: string;
  readonly state: string;
  readonly entryNumber: string;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly portOfEntry: string | null;
  readonly about: string;
  readonly issuedAt: string;
  readonly clock: RunningClock | null;
  readonly documentPath: string;
};

export type ObjectionOrder = { readonly claim: string; readonly justification?: string | null };

export type OwedFinally = { readonly dutyCents: number; readonly fees?: readonly FeeOwed2[] };

export type OwedInTheEnd = { readonly dutyCents: number; readonly fees?: readonly FeeOwed[] };

export type ParticipationLine = {
  readonly clock: RunningClock | null;
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly program: 'CTPAT' | 'Trade Compliance';
  readonly state:
    | 'improving'
    | 'in force'
    | 'preparing'
    | 'refused'
    | 'removed'
    | 'submitted'
    | 'suspended'
    | 'withdrawn';
  readonly version: number;
  readonly criteriaVersion: string;
  readonly agreementVersion: string | null;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly submittedOn: string | null;
  readonly tier: number | null;
  readonly certifiedOn: string | null;
  readonly validatedOn: string | null;
};

export type ParticipationView = {
  readonly appealClock: RunningClock | null;
  readonly judgement: Judgement;
  readonly answers: readonly AnswerView[];
  readonly actions: readonly ActionView[];
  readonly visits: readonly VisitView[];
  readonly appeals: readonly StandingAppealView[];
  readonly history: readonly EventView[];
  readonly clock: RunningClock | null;
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly program: 'CTPAT' | 'Trade Compliance';
  readonly state:
    | 'improving'
    | 'in force'
    | 'preparing'
    | 'refused'
    | 'removed'
    | 'submitted'
    | 'suspended'
    | 'withdrawn';
  readonly version: number;
  readonly criteriaVersion: string;
  readonly agreementVersion: string | null;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly submittedOn: string | null;
  readonly tier: number | null;
  readonly certifiedOn: string | null;
  readonly validatedOn: string | null;
};

export type PartyOfProtest = {
  readonly name: string | null;
  readonly address: string | null;
  readonly importerNumber: string | null;
};

export type PartyOfProtestOrder = {
  readonly name?: string | null;
  readonly address?: string | null;
  readonly importerNumber?: string | null;
};

export type PatternChangeView = {
  readonly importer: string;
  readonly accountId: string | null;
  readonly centerId: string | null;
  readonly heading: string | null;
  readonly kind: string;
  readonly direction: string;
  readonly pastEntries: number;
  readonly pastSlips: number;
  readonly recentEntries: number;
  readonly recentSlips: number;
  readonly probability: number;
  readonly inWords: string;
  readonly asOf: string;
};

export type PenaltyInputView = {
  readonly id: string;
  readonly caseNumber: string;
  readonly accountId: string;
  readonly centerId: string | null;
  readonly kind: string;
  readonly law: string;
  readonly port: string;
  readonly because: string;
  readonly petitionNumber: string | null;
  readonly text: string;
  readonly askedBy: string;
  readonly askedOn: string;
  readonly due: string;
  readonly daysLeft: number | null;
  readonly recommendation: 'cancel' | 'deny' | 'mitigate' | 'no view' | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
};

export type PersonOfCenter = { readonly personId: string; readonly name: string; readonly role: string };

export type PilotBenefit = {
  readonly benefit: string;
  readonly from: string;
  readonly to: string | null;
  readonly brings?: 'expedited screening' | 'lower exam rate' | 'preferred exam location' | 'priority' | null;
  readonly figure?: number | null;
};

export type PilotBenefitOrder = {
  readonly benefit: string;
  readonly from: string;
  readonly to?: string | null;
  readonly brings?: 'lower exam rate' | 'priority' | 'expedited screening' | 'preferred exam location';
  readonly figure?: number | null;
};

export type PilotMeasure = {
  readonly from: string;
  readonly to: string;
  readonly entries: number;
  readonly exams: number;
  readonly examRate: number | null;
  readonly meanHours: number | null;
};

export type PilotSaid = {
  readonly side: 'Center' | 'importer';
  readonly rating: number;
  readonly comment: string;
  readonly by: string;
  readonly at: string;
};

export type PilotView = {
  readonly id: string;
  readonly number: string;
  readonly agency: string;
  readonly agencyName: string;
  readonly title: string;
  readonly state: 'ended' | 'proposed' | 'refused' | 'running';
  readonly ports: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly participants: number;
  readonly benefits: readonly PilotBenefit[];
  readonly rank: number | null;
  readonly said: readonly PilotSaid[];
  readonly ofCenters: number | null;
  readonly ofImporters: number | null;
  readonly score: number | null;
  readonly ratings: number;
};

export type PlaceBrought = {
  readonly hoursOfPeerExam: number | null;
  readonly hoursSaved: number | null;
  readonly examRateOfPeers: number | null;
  readonly port: string;
  readonly entries: number;
  readonly exams: number;
  readonly mode: string;
  readonly avoided: number;
  readonly hours: number;
  readonly expectedExams: number;
  readonly peerExams: number;
  readonly peerEntries: number;
  readonly peerSelected: number;
};

export type PlaceReason = { readonly rule: string; readonly days: number; readonly why: string };

export type PriorityReason = { readonly rule: string; readonly points: number; readonly why: string };

export type ProductDecided = {
  readonly goods: string;
  readonly supplier?: string | null;
  readonly tariff?: string | null;
  readonly outcome: string;
};

export type ProjectedHeading = { readonly heading: string; readonly lines: number; readonly valueDollars: number };

export type ProposalRunView = {
  readonly id: string;
  readonly asOf: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly state: string;
  readonly importers: number;
  readonly importersDone: number;
  readonly percent: number;
  readonly proposals: number;
  readonly unchanged: number;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly doneAt: string | null;
};

export type ProtestAtHand = {
  readonly placeOn: string | null;
  readonly reasons: readonly PlaceReason[];
  readonly takenBy: string | null;
  readonly leaseUntil: string | null;
  readonly id: string;
  readonly number: string;
  readonly typeCode: string;
  readonly state: string;
  readonly status: string;
  readonly type: string;
  readonly capacity: string;
  readonly proven: boolean;
  readonly protestant: PartyOfProtest;
  readonly agent: Agent;
  readonly protested: string;
  readonly category: string;
  readonly merchandise: string;
  readonly objections: readonly { readonly claim: string; readonly justification: string | null }[];
  readonly earlierProtest: { readonly number: string; readonly receivedOn: string } | null;
  readonly drawback: string;
  readonly documents: readonly string[];
  readonly samples: string | null;
  readonly rulings: readonly string[];
  readonly entries: readonly ProtestEntryView[];
  readonly filedBy: string;
  readonly filedAt: string;
  readonly filedOn: string;
  readonly acceleratedOn: string | null;
  readonly furtherReview: FurtherReviewAsked | null;
  readonly furtherReviewState: string;
  readonly review: Review;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly clocks: readonly RunningClock[];
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly reason: string | null;
};

export type ProtestEntryView = {
  readonly entryNumber: string;
  readonly enteredOn: string;
  readonly lines: readonly string[];
  readonly startedOn: string;
  readonly startedBy: string;
  readonly lastDay: string;
  readonly legalLastDay: string;
  readonly relievedBy: string | null;
  readonly timely: boolean;
  readonly decision: string | null;
  readonly decidedLines: readonly string[];
  readonly liquidated: Finally;
  readonly finally: Finally;
  readonly outcome: string | null;
  readonly refusal: string | null;
  readonly drawbackClaims: readonly string[];
};

export type ProtestHistoryView = {
  readonly events: readonly NoticeHistory[];
  readonly amendments: readonly {
    readonly kind: 'amendment' | 'argument';
    readonly documents: readonly string[];
    readonly text: string | null;
    readonly objections: readonly { readonly claim: string; readonly justification: string | null }[];
    readonly rulings: readonly string[];
    readonly id: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly suspensions: readonly {
    readonly id: string;
    readonly ground: string;
    readonly reference: string;
    readonly why: string;
    readonly from: string;
    readonly until: string | null;
  }[];
  readonly namedDocuments: readonly NamedDocumentView[];
  readonly advice: readonly { readonly number: string; readonly state: string; readonly ruling: string | null }[];
  readonly together: readonly string[] | null;
};

export type ProtestView = {
  readonly id: string;
  readonly number: string;
  readonly typeCode: string;
  readonly state: string;
  readonly status: string;
  readonly type: string;
  readonly capacity: string;
  readonly proven: boolean;
  readonly protestant: PartyOfProtest;
  readonly agent: Agent;
  readonly protested: string;
  readonly category: string;
  readonly merchandise: string;
  readonly objections: readonly { readonly claim: string; readonly justification: string | null }[];
  readonly earlierProtest: { readonly number: string; readonly receivedOn: string } | null;
  readonly drawback: string;
  readonly documents: readonly string[];
  readonly samples: string | null;
  readonly rulings: readonly string[];
  readonly entries: readonly ProtestEntryView[];
  readonly filedBy: string;
  readonly filedAt: string;
  readonly filedOn: string;
  readonly acceleratedOn: string | null;
  readonly furtherReview: FurtherReviewAsked | null;
  readonly furtherReviewState: string;
  readonly review: Review;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly clocks: readonly RunningClock[];
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly reason: string | null;
};

export type PublicationVersion = {
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly publishedAt: string;
  readonly titleChanges: readonly MarkedText[];
  readonly textChanges: readonly MarkedText[];
};

export type PublicationView = {
  readonly id: string;
  readonly center: string;
  readonly kind: string;
  readonly topic: string;
  readonly day: string;
  readonly title: string;
  readonly text: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly changedAt: string;
};

export type QuestionAsker = {
  readonly name: string;
  readonly center: string | null;
  readonly port: string | null;
  readonly askedAt: string;
  readonly text: string;
  readonly supplier: string | null;
};

export type QuestionClock = { readonly dueDate: string; readonly daysLeft: number };

export type RecordedMarkView = {
  readonly recordedBy: string;
  readonly registration: string;
  readonly kind: string;
  readonly mark: string;
  readonly headings: readonly string[];
  readonly ownerName: string;
  readonly ownerContact: string;
  readonly from: string;
  readonly to: string;
};

export type ResponseMeasure = {
  readonly kind: 'blanket certification' | 'penalty input' | 'problem' | 'question' | 'question to a Center';
  readonly target: number;
  readonly unit: string;
  readonly rule: string;
  readonly asked: number;
  readonly inTime: number;
  readonly late: number;
  readonly open: number;
  readonly overdue: number;
  readonly medianDays: number | null;
};

export type Review = {
  readonly outcome: string;
  readonly ruling: string;
  readonly reason: string;
  readonly by: string;
} | null;

export type RulingChangeView = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly byNumber: string | null;
  readonly why: string;
  readonly proposedOn: string | null;
  readonly commentsUntil: string | null;
  readonly publishedOn: string | null;
  readonly effectiveOn: string | null;
  readonly clock: RunningClock | null;
};

export type RulingOrder = {
  readonly id: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly subject: string;
  readonly headings?: readonly string[];
  readonly text: string;
  readonly holder?: string | null;
  readonly holderAccountId?: string | null;
  readonly confidential?: readonly string[];
};

export type RulingView = {
  readonly number: string;
  readonly kind: string;
  readonly issuedOn: string;
  readonly subject: string;
  readonly headings: readonly string[];
  readonly text: string;
  readonly state: string;
  readonly changes: readonly RulingChangeView[];
};

export type RunningClock = {
  readonly clock:
    | 'accelerated disposition'
    | 'admissibility of detained goods'
    | 'announced cancellation'
    | 'answer in a conversation'
    | 'answer to a pre-penalty notice'
    | 'answer to a request for information'
    | 'appeal against a finding of false statements'
    | 'appeal against a suspension or removal'
    | 'appeal against an assignment'
    | 'blanket certification'
    | 'certification of a trusted trader'
    | 'claim of preference after importation'
    | 'claim to seized goods'
    | 'comments on a change of a ruling'
    | 'court action'
    | 'decision on an allegation'
    | 'decision on an appeal of a trusted trader'
    | 'decision to detain'
    | 'deemed liquidation'
    | 'detention of restricted goods'
    | 'determination of evasion'
    | 'disagreement with a notice of action'
    | 'documents asked for'
    | 'effect of a change of a ruling'
    | 'estimated duties'
    | 'extended determination of evasion'
    | 'filing of a summary'
    | 'first notice of a missing bill'
    | 'forwarding of a petition'
    | 'in-bond movement'
    | 'input on a penalty'
    | 'interim measures'
    | 'internal advice'
    | 'life of a decision on a petition'
    | 'liquidation after suspension'
    | 'liquidation cycle'
    | 'marking or redelivery'
    | 'notice of detention to the importer'
    | 'notice of detention to the owner'
    | 'notice of detention to the owner of restricted goods'
    | 'notice of seizure to the owner'
    | 'petition against a penalty'
    | 'petition against a seizure'
    | 'petition against liquidated damages'
    | 'petition for proceeds'
    | 'petition of a surety'
    | 'problem of a trusted trader'
    | 'proof against detention'
    | 'protest'
    | 'question of a trusted trader'
    | 'question to a Center'
    | 'request for review of a determination'
    | 'resubmission of a summary'
    | 'review of a determination'
    | 'review of a protest'
    | 'review of a summary'
    | 'review of an AD/CVD summary'
    | 'review of an exclusion'
    | 'second notice of a missing bill'
    | 'short answer to a pre-penalty notice'
    | 'short petition'
    | 'suit after involvement of property'
    | 'suit for a penalty or forfeiture'
    | 'suit on a bond'
    | 'summary after immediate delivery'
    | 'supplemental petition'
    | 'time for a core drawback claim'
    | 'time for a drawback claim'
    | 'update of a release'
    | 'validation of a trusted trader'
    | 'validation of a trusted trader again'
    | 'voluntary reliquidation';
  readonly rule: string;
  readonly startedOn: string;
  readonly daysLeft: number;
  readonly unit: 'calendar days' | 'consecutive days' | 'months' | 'working days' | 'years';
  readonly atEnd: string;
  readonly legalDueDate: string;
  readonly dueDate: string;
  readonly relievedBy: string | null;
};

export type SlipRate = { readonly entryShare: number; readonly valueShare: number };

export type SlipView = {
  readonly entryNumber: string;
  readonly kind: 'classification' | 'documents' | 'late' | 'origin' | 'other' | 'preference' | 'rejected' | 'value';
  readonly foundOn: string;
  readonly valueDollars: number;
  readonly effectCents: number | null;
  readonly materiality: Materiality;
};

export type SpecialistLoad = {
  readonly personId: string;
  readonly name: string;
  readonly taken: number;
  readonly firstLeaseUntil: string;
};

export type SpreadOfKind = {
  readonly kind: string;
  readonly products: number;
  readonly productsWithSeveral: number;
  readonly decisions: number;
  readonly odd: number;
  readonly oddPercent: number;
};

export type SpreadOfProduct = {
  readonly id: number;
  readonly kind: string;
  readonly goods: string;
  readonly decisions: number;
  readonly outcomes: number;
  readonly odd: number;
  readonly by: readonly {
    readonly outcome: string;
    readonly center: string | null;
    readonly port: string | null;
    readonly decisions: number;
    readonly from: string;
    readonly to: string;
  }[];
};

export type Standing = {
  readonly program: 'CTPAT' | 'Trade Compliance';
  readonly from: string;
  readonly to: string | null;
  readonly tier: number | null;
};

export type StandingAppealView = {
  readonly appealId: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly participation: string;
  readonly participationId: string;
  readonly against: string;
  readonly state: string;
  readonly grounds: string;
  readonly filedBy: string;
  readonly filedAt: string;
  readonly clock: RunningClock | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
};

export type TeamLoad = {
  readonly teamNumber: string;
  readonly open: number;
  readonly taken: number;
  readonly withTheFiler: number;
  readonly withTheImporter: number;
  readonly late: number;
  readonly finished: number;
  readonly finishedPerWorkingDay: number;
  readonly foreseen: readonly Lateness[];
  readonly specialists: readonly SpecialistLoad[];
};

export type Trend = {
  readonly name: string;
  readonly value: number | null;
  readonly before: number | null;
  readonly trend: 'as before' | 'better' | 'less' | 'more' | 'worse' | null;
};

export type TrustedRequestView = {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly kind: 'blanket certification' | 'penalty input' | 'problem' | 'question';
  readonly state: 'answered' | 'open' | 'withdrawn';
  readonly reference: string | null;
  readonly text: string;
  readonly certification: string | null;
  readonly goods: readonly string[] | null;
  readonly ports: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly clock: RunningClock | null;
  readonly due: string;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly answer: string | null;
  readonly granted: boolean | null;
  readonly revokedBy: string | null;
  readonly revokeReason: string | null;
};

export type Update = { readonly month: string; readonly figures: MonthFigures; readonly trends: readonly Trend[] };

export type VisitFinding = { readonly criterion: string; readonly finding: string };

export type VisitView = {
  readonly visitId: string;
  readonly plannedFor: string;
  readonly place: string;
  readonly plannedBy: string;
  readonly heldOn: string | null;
  readonly findings: readonly { readonly criterion: string; readonly finding: string }[];
  readonly conclusion: string | null;
  readonly reportedBy: string | null;
};

export type WholeRulingView = {
  readonly id: string;
  readonly holder: string | null;
  readonly confidential: readonly string[];
  readonly issuedBy: string;
  readonly history: readonly { readonly event: string; readonly by: string; readonly at: string }[];
  readonly touches: { readonly protests: readonly string[]; readonly advice: readonly string[] } | null;
  readonly number: string;
  readonly kind: string;
  readonly issuedOn: string;
  readonly subject: string;
  readonly headings: readonly string[];
  readonly text: string;
  readonly state: string;
  readonly changes: readonly RulingChangeView[];
};

export type WhyFound = {
  readonly rule:
    | 'goods alike'
    | 'ruling'
    | 'same account'
    | 'same heading'
    | 'same product'
    | 'same supplier'
    | 'words of the answer';
  readonly points: number;
  readonly why: string;
};

export type WorkItemHistory = NoticeHistory;

export type WorkItemView = {
  readonly itemId: number;
  readonly entryNumber: string;
  readonly accountId: string;
  readonly portOfEntry: string | null;
  readonly entryType: string | null;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly state: string;
  readonly priority: number;
  readonly reasons: readonly PriorityReason[];
  readonly clock: RunningClock | null;
  readonly filedOn: string | null;
  readonly timesRejected: number;
  readonly underReview: boolean;
  readonly takenBy: string | null;
  readonly takenById: string | null;
  readonly leaseUntil: string | null;
  readonly reservedFor: string | null;
  readonly correction: CorrectionOfItem | null;
};

/** By method and address. */
export interface Operations {
  /** Those of today and later */ 'GET /absences': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null };
    body: undefined;
    answer: { readonly absences: readonly AbsenceView[] };
  };
  /** Records an absence */ 'POST /absences': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly personId: string;
      readonly from: string;
      readonly to: string;
      readonly standInId?: string | null;
    };
    answer: AbsenceView;
  };
  /** Who works in the Center now, and the id of who asks where that is one of them */ 'GET /absences/people': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null };
    body: undefined;
    answer: { readonly people: readonly PersonOfCenter[]; readonly personId: string | null };
  };
  /** Ends an absence early */ 'POST /absences/{absenceId}/end': {
    path: { readonly absenceId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: AbsenceView;
  };
  /** Questions to accounts with who asked them, the newest first */ 'GET /account-questions': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly accountId?: string | null;
      readonly whose?: 'all' | 'mine';
      readonly state?: 'open' | 'answered' | 'withdrawn';
      readonly before?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly questions: readonly AccountQuestionView[]; readonly next: string | null };
  };
  /** Asks an account, or joins who asked it the same (200) */ 'POST /account-questions': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly accountId: string;
      readonly kind:
        | 'classification'
        | 'value'
        | 'rate'
        | 'origin'
        | 'marking'
        | 'admissibility'
        | 'AD/CVD'
        | 'preference'
        | 'documents'
        | 'other';
      readonly goods?: string | null;
      readonly heading?: string | null;
      readonly supplier?: string | null;
      readonly text: string;
      readonly port?: string | null;
      readonly whyAgain?: string | null;
    };
    answer: AccountQuestionView;
  };
  /** Writes down what the account answered otherwise, as by a document */ 'POST /account-questions/{questionId}/answer': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly answer: string };
    answer: AccountQuestionView;
  };
  /** Takes it back for who asks; with the last of those who asked it ends */ 'POST /account-questions/{questionId}/withdrawal': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: AccountQuestionView;
  };
  /** What the account alleged, and where it stands */ 'GET /accounts/{accountId}/allegations': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: Allegations;
  };
  /** Alleges evasion of antidumping or countervailing duty */ 'POST /accounts/{accountId}/allegations': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly importerName: string;
      readonly interest: string;
      readonly contact: string;
      readonly orderNumbers: readonly string[];
      readonly evidence: string;
      readonly certified: boolean;
      readonly id: string;
      readonly subject: string;
      readonly facts: string;
      readonly headings: readonly string[];
      readonly importer?: string | null;
    };
    answer: Allegations;
  };
  /** Takes it back, before it was decided on */ 'POST /accounts/{accountId}/allegations/{id}/withdrawal': {
    path: { readonly accountId: string; readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: Allegations;
  };
  /** Appeals of the account, with their clocks and decisions */ 'GET /accounts/{accountId}/assignment-appeals': {
    path: { readonly accountId: string };
    query: {
      readonly state?: 'filed' | 'granted' | 'denied' | 'withdrawn';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly appeals: readonly AssignmentAppealView[]; readonly next: string | null };
  };
  /** Appeals against the Center */ 'POST /accounts/{accountId}/assignment-appeals': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly currentCenter?: string | null;
      readonly preferredCenter?: string | null;
      readonly importers?: readonly AppealImporter[];
      readonly justification?: string | null;
      readonly form?: string | null;
      readonly actual?: readonly HeadingOfImports[];
      readonly actualFrom?: string | null;
      readonly actualTo?: string | null;
      readonly projected?: readonly HeadingOfImports[];
    };
    answer: AssignmentAppealView;
  };
  /** Takes an appeal back */ 'POST /accounts/{accountId}/assignment-appeals/{appealId}/withdrawal': {
    path: { readonly accountId: string; readonly appealId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: AssignmentAppealView;
  };
  /** Centers of the account's importer numbers, past ones included, and what was last proposed for it */ 'GET /accounts/{accountId}/assignments': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly assignments: readonly AssignmentView[]; readonly proposal: AccountProposalView | null };
  };
  /** The account as a whole over twelve months */ 'GET /accounts/{accountId}/compliance': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ComplianceView;
  };
  /** What was found in its entries, each with the steps by which it is, or is not, worth weighing a penalty */ 'GET /accounts/{accountId}/compliance/slips': {
    path: { readonly accountId: string };
    query: { readonly after?: string | null; readonly limit?: number };
    body: undefined;
    answer: { readonly slips: readonly SlipView[]; readonly next: string | null };
  };
  /** Says what a new importer expects to import in a year */ 'POST /accounts/{accountId}/import-projections': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly importer: string; readonly projected: readonly ProjectedHeading[] };
    answer: ImportProjectionView;
  };
  /** Requests and notices to the account, and on entries that it filed, by number */ 'GET /accounts/{accountId}/notices': {
    path: { readonly accountId: string };
    query: {
      readonly form?: 'CF-28' | 'CF-29' | 'CF-4647';
      readonly state?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
      readonly center?: string | null;
    };
    body: undefined;
    answer: { readonly notices: readonly NoticeLineView[]; readonly next: string | null };
  };
  /** Questions of CBP to the account, the newest first */ 'GET /accounts/{accountId}/questions': {
    path: { readonly accountId: string };
    query: {
      readonly state?: 'open' | 'answered' | 'withdrawn';
      readonly before?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly questions: readonly AccountQuestionView[]; readonly next: string | null };
  };
  /** The account answers */ 'POST /accounts/{accountId}/questions/{questionId}/answer': {
    path: { readonly accountId: string; readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly answer: string };
    answer: AccountQuestionView;
  };
  /** How CBP kept its targets for the account */ 'GET /accounts/{accountId}/response-report': {
    path: { readonly accountId: string };
    query: { readonly from?: string | null; readonly to?: string | null };
    body: undefined;
    answer: { readonly from: string; readonly to: string; readonly measures: readonly ResponseMeasure[] };
  };
  /** Whom the account talks to at CBP */ 'GET /accounts/{accountId}/trusted-contacts': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly contacts: readonly ContactView[] };
  };
  /** Names the account manager, or the security specialist of a Center of the account */ 'POST /accounts/{accountId}/trusted-contacts': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly role: 'account manager' | 'security specialist'; readonly personId: string };
    answer: { readonly contacts: readonly ContactView[] };
  };
  /** Who can be named */ 'GET /accounts/{accountId}/trusted-contacts/people': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly people: readonly ContactCandidate[] };
  };
  /** Participations of the account, with what is missing, clocks, actions, visits, appeals and history */ 'GET /accounts/{accountId}/trusted-participations': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly participations: readonly ParticipationView[] };
  };
  /** Begins an application */ 'POST /accounts/{accountId}/trusted-participations': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly program: 'CTPAT' | 'Trade Compliance' };
    answer: ParticipationView;
  };
  /** Says what was done of the improvement programme */ 'POST /accounts/{accountId}/trusted-participations/{participationId}/actions/{actionId}/completion': {
    path: { readonly accountId: string; readonly participationId: string; readonly actionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly done: string; readonly documents?: readonly string[] };
    answer: ParticipationView;
  };
  /** Signs the agreement in force */ 'POST /accounts/{accountId}/trusted-participations/{participationId}/agreement': {
    path: { readonly accountId: string; readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly version: string };
    answer: ParticipationView;
  };
  /** Answers criteria of the questionnaire; what was answered of others stays */ 'POST /accounts/{accountId}/trusted-participations/{participationId}/answers': {
    path: { readonly accountId: string; readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly answers: readonly CriterionAnswer[]; readonly criteriaVersion?: string | null };
    answer: ParticipationView;
  };
  /** Appeals against a suspension or removal */ 'POST /accounts/{accountId}/trusted-participations/{participationId}/appeals': {
    path: { readonly accountId: string; readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly grounds: string };
    answer: StandingAppealView;
  };
  /** Sends the application in */ 'POST /accounts/{accountId}/trusted-participations/{participationId}/submission': {
    path: { readonly accountId: string; readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ParticipationView;
  };
  /** Takes the application back, or leaves the program */ 'POST /accounts/{accountId}/trusted-participations/{participationId}/withdrawal': {
    path: { readonly accountId: string; readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: ParticipationView;
  };
  /** Requests of the account with their clocks and answers, newest first */ 'GET /accounts/{accountId}/trusted-requests': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly requests: readonly TrustedRequestView[] };
  };
  /** Asks a question, tells of a problem, asks for input on a penalty or for a blanket certification */ 'POST /accounts/{accountId}/trusted-requests': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind: 'question' | 'problem' | 'penalty input' | 'blanket certification';
      readonly reference?: string | null;
      readonly text: string;
      readonly certification?: string | null;
      readonly goods?: readonly string[] | null;
      readonly ports?: readonly string[] | null;
      readonly from?: string | null;
      readonly to?: string | null;
    };
    answer: TrustedRequestView;
  };
  /** Takes a request back that is not answered yet */ 'POST /accounts/{accountId}/trusted-requests/{requestId}/withdrawal': {
    path: { readonly accountId: string; readonly requestId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: TrustedRequestView;
  };
  /** How an account stands as a trusted trader, and what that brings it, from today on */ 'GET /accounts/{accountId}/trusted-standing': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly on: string;
      readonly programs: readonly Standing[];
      readonly benefits: readonly {
        readonly benefit:
          | 'blanket certifications'
          | 'expedited screening'
          | 'lower exam rate'
          | 'monthly trends'
          | 'named contacts'
          | 'penalty input'
          | 'preferred exam location'
          | 'priority'
          | 'response targets';
        readonly ports: readonly string[] | null;
        readonly modes: readonly string[] | null;
        readonly from: string;
        readonly to: string | null;
        readonly figure: number | null;
      }[];
    };
  };
  /** What standing brought the account in a year, in exams avoided and hours saved */ 'GET /accounts/{accountId}/trusted-statements/{year}': {
    path: { readonly accountId: string; readonly year: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly entries: number;
      readonly exams: number;
      readonly examsAvoided: number;
      readonly examRate: number | null;
      readonly examRateForEverybody: number | null;
      readonly examRateOfPeers: number | null;
      readonly entriesWithoutPeers: number;
      readonly hoursInExams: number;
      readonly hoursSaved: number | null;
      readonly places: readonly PlaceBrought[];
      readonly year: string;
    };
  };
  /** Monthly updates that the account was sent, newest first */ 'GET /accounts/{accountId}/trusted-updates': {
    path: { readonly accountId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly updates: readonly { readonly month: string; readonly toldAt: string; readonly content: Update }[];
    };
  };
  /** Pilots, the best rated first */ 'GET /agency-pilots': {
    path: Readonly<Record<string, never>>;
    query: { readonly accountId?: string | null };
    body: undefined;
    answer: { readonly pilots: readonly PilotView[] };
  };
  /** Proposes a pilot */ 'POST /agency-pilots': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly agency: string;
      readonly title: string;
      readonly ports?: readonly string[] | null;
      readonly accounts: readonly string[];
      readonly benefits?: readonly PilotBenefitOrder[];
    };
    answer: PilotView;
  };
  /** Starts, refuses or ends a pilot */ 'POST /agency-pilots/{pilotId}/decision': {
    path: { readonly pilotId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'started' | 'refused' | 'ended'; readonly why: string };
    answer: PilotView;
  };
  /** Says how a pilot goes */ 'POST /agency-pilots/{pilotId}/ratings': {
    path: { readonly pilotId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly rating: number; readonly comment: string };
    answer: PilotView;
  };
  /** Exams of those who take part before and during the pilot */ 'GET /agency-pilots/{pilotId}/results': {
    path: { readonly pilotId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly before: PilotMeasure; readonly during: PilotMeasure };
  };
  /** Appeals of all accounts, oldest first */ 'GET /assignment-appeals': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'filed' | 'granted' | 'denied' | 'withdrawn';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly appeals: readonly AssignmentAppealView[]; readonly next: string | null };
  };
  /** Grants or denies an appeal; a granted one assigns all importers of it from a day on */ 'POST /assignment-appeals/{appealId}/decision': {
    path: { readonly appealId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly decision: 'granted' | 'denied';
      readonly team?: string | null;
      readonly from?: string | null;
      readonly reason: string;
    };
    answer: AssignmentAppealView;
  };
  /** What CBP found of importers, newest first */ 'GET /assignment-factors': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly factors: readonly AssignmentFactorView[] };
  };
  /** Records that importers are associated, or what their goods are meant for */ 'POST /assignment-factors': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind: 'associated parties' | 'intended use';
      readonly importers: readonly string[];
      readonly center?: string | null;
      readonly team?: string | null;
      readonly why: string;
    };
    answer: AssignmentFactorView;
  };
  /** Ends a finding */ 'POST /assignment-factors/{id}/end': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: AssignmentFactorView;
  };
  /** Proposals, by id */ 'GET /assignment-proposals': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly run?: string | null;
      readonly center?: string | null;
      readonly state?: 'unchanged' | 'open' | 'accepted' | 'rejected' | 'superseded';
      readonly account?: string | null;
      readonly after?: string;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly proposals: readonly AssignmentProposalView[]; readonly next: string | null };
  };
  /** Assigns the importers of a proposal from a day on; open work stays where it is */ 'POST /assignment-proposals/{id}/acceptance': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly from: string; readonly why: string };
    answer: AssignmentProposalView;
  };
  /** Leaves the importers of a proposal where they are */ 'POST /assignment-proposals/{id}/rejection': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: AssignmentProposalView;
  };
  /** Who decides on a day */ 'GET /authority': {
    path: Readonly<Record<string, never>>;
    query: { readonly function?: string | null; readonly on?: string | null; readonly center?: string | null };
    body: undefined;
    answer: { readonly on: string; readonly authority: readonly AuthorityView[] };
  };
  /** What standing as a trusted trader brings, by whose order and why */ 'GET /benefit-orders': {
    path: Readonly<Record<string, never>>;
    query: { readonly past?: 'yes' | 'no' };
    body: undefined;
    answer: { readonly orders: readonly BenefitOrderView[] };
  };
  /** Gives a benefit, or withholds it at some ports, in some modes, for some days */ 'POST /benefit-orders': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly effect: 'give' | 'withhold';
      readonly benefit:
        | 'lower exam rate'
        | 'priority'
        | 'expedited screening'
        | 'preferred exam location'
        | 'named contacts'
        | 'response targets'
        | 'monthly trends'
        | 'blanket certifications'
        | 'penalty input';
      readonly program?: 'CTPAT' | 'Trade Compliance';
      readonly tiers?: readonly number[] | null;
      readonly ports?: readonly string[] | null;
      readonly modes?: readonly string[] | null;
      readonly figure?: number | null;
      readonly from: string;
      readonly to?: string | null;
      readonly reason: string;
    };
    answer: BenefitOrderView;
  };
  /** Ends an order with a day */ 'POST /benefit-orders/{id}/end': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly to: string; readonly why: string };
    answer: BenefitOrderView;
  };
  /** Of an officer those to the own ports, of people of a Center its own; oldest first */ 'GET /case-referrals': {
    path: Readonly<Record<string, never>>;
    query: { readonly caseId?: string | null; readonly state?: 'made' | 'accepted' | 'done' | 'declined' | 'refused' };
    body: undefined;
    answer: { readonly referrals: readonly CaseReferralView[] };
  };
  /** Accepts or declines */ 'POST /case-referrals/{id}/answer': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly accept: boolean; readonly why: string };
    answer: CaseReferralView;
  };
  /** Cases, newest first, with their clocks; what one covers and its history are at its own address */ 'GET /center-cases': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly center?: string | null;
      readonly kind?: 'evasion' | 'import safety' | 'intellectual property';
      readonly state?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly cases: readonly CenterCaseLine[]; readonly next: string | null };
  };
  /** Opens a case; one of evasion on request of an agency (19 CFR 165.14) */ 'POST /center-cases': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly kind: 'evasion' | 'import safety' | 'intellectual property';
      readonly center?: string | null;
      readonly importerName?: string | null;
      readonly port?: string | null;
      readonly registration?: string | null;
      readonly restricted?: boolean;
      readonly presentedOn?: string | null;
      readonly agency?: 'APH' | 'ATF' | 'CDC' | 'CPS' | 'DEA' | 'EPA' | 'FDA' | 'FSI' | 'FWS' | 'NHT' | 'NMF' | 'TTB';
      readonly id: string;
      readonly subject: string;
      readonly facts: string;
      readonly headings: readonly string[];
      readonly importer?: string | null;
    };
    answer: CenterCaseView;
  };
  /** One case with its clocks, covered entries and history */ 'GET /center-cases/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: CenterCaseView;
  };
  /** Who alleged it */ 'GET /center-cases/{id}/alleger': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: Allegation;
  };
  /** Notices to the owner of the mark */ 'GET /center-cases/{id}/notices': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly notices: readonly MarkNoticeView[] };
  };
  /** Writes the notice of detention or seizure to the owner of the mark, with what may be disclosed by then */ 'POST /center-cases/{id}/notices': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly kind: 'detention' | 'seizure'; readonly goods: DetainedGoods };
    answer: MarkNoticeView;
  };
  /** Refers to a port */ 'POST /center-cases/{id}/referrals': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind: 'hold' | 'exam' | 'enforcement';
      readonly port: string;
      readonly target: string;
      readonly holdCode?: string | null;
      readonly reason: string;
    };
    answer: CaseReferralView;
  };
  /** The next step of a case */ 'POST /center-cases/{id}/steps': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly step:
        | 'initiate'
        | 'decline'
        | 'withdraw'
        | 'take interim measures'
        | 'cover more entries'
        | 'extend'
        | 'determine evasion'
        | 'determine no evasion'
        | 'begin review'
        | 'close'
        | 'affirm'
        | 'reverse'
        | 'detain'
        | 'admit'
        | 'refuse admission'
        | 'seize'
        | 'extend detention'
        | 'release';
      readonly why: string;
      readonly entries?: readonly string[];
      readonly until?: string | null;
    };
    answer: CenterCaseView;
  };
  /** The Centers, with what each has published and on which topics */ 'GET /center-pages': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly centers: readonly CenterPage[] };
  };
  /** The fifty that changed last, as an Atom feed */ 'GET /center-pages/feed.atom': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null };
    body: undefined;
    answer: string;
  };
  /** What Centers publish, by Center, kind, topic, days and words, the newest day first */ 'GET /center-pages/publications': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly kind?: 'publication' | 'decision' | 'ruling' | 'contact' | 'industry notice' | 'frequently asked';
      readonly topic?: string | null;
      readonly from?: string | null;
      readonly to?: string | null;
      readonly q?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
      readonly center?: string | null;
    };
    body: undefined;
    answer: { readonly publications: readonly PublicationView[]; readonly next: string | null };
  };
  /** Publishes on the page of a Center */ 'POST /center-pages/publications': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly center: string;
      readonly kind: 'publication' | 'decision' | 'ruling' | 'contact' | 'industry notice' | 'frequently asked';
      readonly topic: string;
      readonly day: string;
      readonly title: string;
      readonly text: string;
      readonly aboutAccountId?: string | null;
      readonly why: string;
    };
    answer: PublicationView;
  };
  /** One publication with its versions, in each of which is marked what changed */ 'GET /center-pages/publications/{publicationId}': {
    path: { readonly publicationId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly id: string;
      readonly center: string;
      readonly kind: string;
      readonly topic: string;
      readonly day: string;
      readonly title: string;
      readonly text: string;
      readonly version: number;
      readonly publishedAt: string;
      readonly changedAt: string;
      readonly versions: readonly PublicationVersion[];
    };
  };
  /** Publishes a further version; earlier ones stay, and what changed is marked */ 'POST /center-pages/publications/{publicationId}/versions': {
    path: { readonly publicationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly version: number; readonly title: string; readonly text: string; readonly why: string };
    answer: PublicationView;
  };
  /** Takes it off the page */ 'POST /center-pages/publications/{publicationId}/withdrawal': {
    path: { readonly publicationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: { readonly id: string; readonly state: string };
  };
  /** Runs, newest first, with how far they are */ 'GET /compliance-runs': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly runs: readonly ComplianceRunView[] };
  };
  /** Measures all importers anew */ 'POST /compliance-runs': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly asOf?: string | null };
    answer: ComplianceRunView;
  };
  /** One run, with how far it is */ 'GET /compliance-runs/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ComplianceRunView;
  };
  /** Ends a run that does not come to its end, so that the next can be ordered; for headquarters */ 'POST /compliance-runs/{id}/end': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: ComplianceRunView;
  };
  /** For each kind of question how many decisions are not the most common one of their product; and products with more than one outcome, by port and Center, the widest first */ 'GET /decision-spread': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly kind?: Kind;
      readonly center?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: {
      readonly kinds: readonly SpreadOfKind[];
      readonly products: readonly SpreadOfProduct[];
      readonly next: string | null;
    };
  };
  /** Orders with readiness and decisions, by the day of the cut-over */ 'GET /delegation-orders': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null };
    body: undefined;
    answer: { readonly orders: readonly DelegationOrderView[] };
  };
  /** Prepares an order */ 'POST /delegation-orders': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly center: string;
      readonly phase: 'test' | 'by function' | 'full';
      readonly functions?: readonly string[] | null;
      readonly volunteers?: readonly string[];
      readonly from: string;
      readonly staffNeeded: number;
      readonly trialCasesNeeded: number;
      readonly trialPercentNeeded: number;
      readonly source: string;
    };
    answer: DelegationOrderView;
  };
  /** One order with its readiness and decisions */ 'GET /delegation-orders/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: DelegationOrderView;
  };
  /** Go or no-go, by headquarters */ 'POST /delegation-orders/{id}/decision': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'go' | 'no-go'; readonly from?: string | null; readonly why: string };
    answer: DelegationOrderView;
  };
  /** Records staff and the results of the trial */ 'POST /delegation-orders/{id}/readiness': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly staff: number;
      readonly trialCases: number;
      readonly trialAsExpected: number;
      readonly note: string;
    };
    answer: DelegationOrderView;
  };
  /** Gives the functions back to the ports, by headquarters */ 'POST /delegation-orders/{id}/rollback': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly from?: string | null; readonly why: string };
    answer: DelegationOrderView;
  };
  /** Proposals to depart from earlier decisions, the newest first */ 'GET /departures': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'proposed' | 'approved' | 'refused' | 'used';
      readonly before?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly departures: readonly DepartureView[]; readonly next: string | null };
  };
  /** Proposes to decide otherwise than before, with the reason */ 'POST /departures': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind:
        | 'classification'
        | 'value'
        | 'rate'
        | 'origin'
        | 'marking'
        | 'admissibility'
        | 'AD/CVD'
        | 'preference'
        | 'documents'
        | 'other';
      readonly goods: string;
      readonly accountId?: string | null;
      readonly supplier?: string | null;
      readonly outcome: string;
      readonly reason: string;
    };
    answer: DepartureView;
  };
  /** A second person approves or refuses the proposal */ 'POST /departures/{departureId}/decision': {
    path: { readonly departureId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'approved' | 'refused'; readonly why: string };
    answer: DepartureView;
  };
  /** Drawback claims that an account filed or that name it as claimant; for CBP all, of a Center or an account */ 'GET /drawback-claims': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly center?: string | null;
      readonly account?: string | null;
      readonly state?: 'on file' | 'withdrawn' | 'deleted';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly claims: readonly DrawbackClaimView[]; readonly next: string | null };
  };
  /** Earlier requests, answers, decisions and rulings for the same account, product, supplier or heading, or such as are like it, each with why it was found */ 'GET /earlier-answers': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly goods?: string | null;
      readonly words?: string | null;
      readonly accountId?: string | null;
      readonly supplier?: string | null;
      readonly heading?: string | null;
      readonly kind?: Kind;
      readonly limit?: number;
    };
    body: undefined;
    answer: AnswersFound;
  };
  /** Questions to the Centers */ 'GET /hub-questions': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'asked' | 'answered' | 'published' | 'withdrawn';
      readonly center?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly questions: readonly HubQuestionView[]; readonly next: string | null };
  };
  /** Asks a Center */ 'POST /hub-questions': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly center?: string | null;
      readonly kind?:
        | 'classification'
        | 'value'
        | 'rate'
        | 'origin'
        | 'marking'
        | 'admissibility'
        | 'AD/CVD'
        | 'preference'
        | 'documents'
        | 'other';
      readonly topic: string;
      readonly goods?: string | null;
      readonly heading?: string | null;
      readonly text: string;
      readonly agency?: string | null;
    };
    answer: HubQuestionView;
  };
  /** One question with its clock, answer and history */ 'GET /hub-questions/{questionId}': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: HubQuestionView;
  };
  /** Answers the question, by somebody of its Center */ 'POST /hub-questions/{questionId}/answer': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly answer: string };
    answer: HubQuestionView;
  };
  /** Publishes question and answer, without names, on the Center's page */ 'POST /hub-questions/{questionId}/publication': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly title: string; readonly text: string };
    answer: HubQuestionView;
  };
  /** Gives the question to the Center that owns it */ 'POST /hub-questions/{questionId}/redirection': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly center: string; readonly why: string };
    answer: HubQuestionView;
  };
  /** Takes the question back */ 'POST /hub-questions/{questionId}/withdrawal': {
    path: { readonly questionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: HubQuestionView;
  };
  /** Questions, what is due first first */ 'GET /internal-advice': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'open' | 'answered' | 'refused' | 'withdrawn';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly advice: readonly AdviceView[]; readonly next: string | null };
  };
  /** Asks headquarters */ 'POST /internal-advice': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly protestNumber?: string | null;
      readonly entryNumber?: string | null;
      readonly question: string;
    };
    answer: AdviceView;
  };
  /** Answers by a ruling, which binds who decides */ 'POST /internal-advice/{adviceId}/answer': {
    path: { readonly adviceId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly answer: string; readonly ruling: RulingOrder };
    answer: AdviceView;
  };
  /** Headquarters does not consider it */ 'POST /internal-advice/{adviceId}/refusal': {
    path: { readonly adviceId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: AdviceView;
  };
  /** Who asked takes it back */ 'POST /internal-advice/{adviceId}/withdrawal': {
    path: { readonly adviceId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: AdviceView;
  };
  /** Those of a Center, by number; for people of ports those that their ports issued */ 'GET /notices': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly port?: string | null;
      readonly form?: 'CF-28' | 'CF-29' | 'CF-4647';
      readonly state?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
      readonly center?: string | null;
    };
    body: undefined;
    answer: { readonly notices: readonly NoticeLineView[]; readonly next: string | null };
  };
  /** One with its clock, answers and history */ 'GET /notices/{actionNumber}': {
    path: { readonly actionNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: NoticeView;
  };
  /** Answers, by the importer or the filer */ 'POST /notices/{actionNumber}/answers': {
    path: { readonly actionNumber: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly says: 'answered' | 'agreed' | 'disagreed' | 'marked' | 'redelivered';
      readonly text?: string | null;
      readonly documentReferences?: readonly string[];
    };
    answer: NoticeView;
  };
  /** Decides on an answer, gives more time, takes the action, closes or withdraws */ 'POST /notices/{actionNumber}/decisions': {
    path: { readonly actionNumber: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly decision:
        | 'found sufficient'
        | 'found insufficient'
        | 'more time given'
        | 'action ordered'
        | 'closed'
        | 'withdrawn';
      readonly reason: string;
      readonly until?: string | null;
      readonly finally?: OwedInTheEnd | null;
      readonly outcome?: string | null;
    };
    answer: NoticeView;
  };
  /** The document, to be read and printed */ 'GET /notices/{actionNumber}/document': {
    path: { readonly actionNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Importers whose pattern changed, by the newest run */ 'GET /pattern-changes': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null; readonly limit?: number };
    body: undefined;
    answer: { readonly changes: readonly PatternChangeView[] };
  };
  /** Open questions by the day on which they are due */ 'GET /penalty-inputs': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null; readonly limit?: number };
    body: undefined;
    answer: { readonly questions: readonly PenaltyInputView[] };
  };
  /** One question, also of those that are answered */ 'GET /penalty-inputs/{inputId}': {
    path: { readonly inputId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: PenaltyInputView;
  };
  /** The Center's input */ 'POST /penalty-inputs/{inputId}/answer': {
    path: { readonly inputId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly recommendation: 'mitigate' | 'deny' | 'cancel' | 'no view'; readonly answer: string };
    answer: PenaltyInputView;
  };
  /** Runs, newest first, with how far they are */ 'GET /proposal-runs': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly runs: readonly ProposalRunView[] };
  };
  /** Orders proposals for all importers */ 'POST /proposal-runs': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly asOf?: string | null };
    answer: ProposalRunView;
  };
  /** One run, with how far it is */ 'GET /proposal-runs/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ProposalRunView;
  };
  /** Own protests, and those that were filed for own importer numbers; for CBP all */ 'GET /protests': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?:
        | 'open'
        | 'suspended'
        | 'with headquarters'
        | 'approved'
        | 'denied in part'
        | 'denied'
        | 'deemed denied'
        | 'not protestable'
        | 'withdrawn'
        | 'untimely';
      readonly account?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly protests: readonly ProtestView[]; readonly next: string | null };
  };
  /** Protests */ 'POST /protests': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly type?: string;
      readonly capacity?: string | null;
      readonly protestant?: PartyOfProtestOrder;
      readonly agent?: AgentOfProtestOrder | null;
      readonly decision?: string | null;
      readonly entries?: readonly EntryProtestedOrder[];
      readonly category?: string | null;
      readonly merchandise?: string | null;
      readonly objections?: readonly ObjectionOrder[];
      readonly earlierProtest?: EarlierProtestOrder | null;
      readonly notCollusive?: boolean;
      readonly drawback?: string | null;
      readonly accelerated?: boolean;
      readonly furtherReview?: FurtherReviewOrder | null;
      readonly rulings?: readonly string[];
      readonly documents?: readonly string[];
      readonly samples?: string | null;
    };
    answer: ProtestView;
  };
  /** Protests of a Center, for people of ports those of entries at their ports */ 'GET /protests-at-hand': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly center?: string | null;
      readonly team?: string | null;
      readonly state?: 'open' | 'suspended' | 'with headquarters';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly protests: readonly ProtestAtHand[]; readonly next: string | null };
  };
  /** Takes the next that nobody has; null where nothing is left */ 'POST /protests-at-hand/takes': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly team?: string | null };
    answer: { readonly protest: ProtestAtHand | null };
  };
  /** A protest with its history, amendments and suspensions */ 'GET /protests/{protestId}': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly protest: ProtestView; readonly history: ProtestHistoryView };
  };
  /** Asks for accelerated disposition */ 'POST /protests/{protestId}/accelerations': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ProtestView;
  };
  /** Claims more, or adds an argument */ 'POST /protests/{protestId}/amendments': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind?: 'amendment' | 'argument';
      readonly objections?: readonly ObjectionOrder[];
      readonly text?: string | null;
      readonly documents?: readonly string[];
      readonly rulings?: readonly string[];
    };
    answer: ProtestView;
  };
  /** Gives a protest to a Center or team */ 'POST /protests/{protestId}/center': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly center: string; readonly team: string; readonly why: string };
    answer: ProtestAtHand;
  };
  /** Decides, by who has it */ 'POST /protests/{protestId}/decision': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly decision: 'approved' | 'by entry' | 'denied' | 'not protestable';
      readonly entries?: readonly EntryDecidedOrder[];
      readonly holdings?: readonly HoldingOrder[];
      readonly reason: string;
      readonly rulings?: readonly string[];
    };
    answer: ProtestView;
  };
  /** Applies for further review by headquarters */ 'POST /protests/{protestId}/further-review': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: FurtherReviewOrder;
    answer: ProtestView;
  };
  /** Headquarters decides in further review, by a ruling; the Center disposes of the protest in accord with it */ 'POST /protests/{protestId}/further-review/decision': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly outcome: 'approve' | 'approve in part' | 'deny';
      readonly ruling: string;
      readonly reason: string;
    };
    answer: ProtestView;
  };
  /** Forwards an application for further review to headquarters, or sets it aside */ 'POST /protests/{protestId}/further-review/judgement': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'forwarded' | 'set aside'; readonly why: string };
    answer: ProtestView;
  };
  /** Orders a reliquidation again that the entry service refused */ 'POST /protests/{protestId}/reliquidations': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly entryNumber: string; readonly finally: OwedFinally; readonly reason: string };
    answer: ProtestView;
  };
  /** Gives it back to the Center */ 'POST /protests/{protestId}/returns': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ProtestAtHand;
  };
  /** Suspends it while a court or another case is open */ 'POST /protests/{protestId}/suspensions': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly ground: 'court case' | 'other case' | 'other protest';
      readonly reference: string;
      readonly why: string;
    };
    answer: ProtestView;
  };
  /** Ends a suspension */ 'POST /protests/{protestId}/suspensions/{suspensionId}/end': {
    path: { readonly protestId: string; readonly suspensionId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ProtestView;
  };
  /** Takes this one, or has it for another lease */ 'POST /protests/{protestId}/takes': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ProtestAtHand;
  };
  /** Takes a protest back */ 'POST /protests/{protestId}/withdrawal': {
    path: { readonly protestId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: ProtestView;
  };
  /** Marks that are recorded today, by registration */ 'GET /recorded-marks': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly heading?: string | null;
      readonly q?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly marks: readonly RecordedMarkView[]; readonly next: string | null };
  };
  /** Records a mark, or renews it */ 'POST /recorded-marks': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly registration: string;
      readonly kind: 'trademark' | 'trade name' | 'copyright';
      readonly mark: string;
      readonly headings?: readonly string[];
      readonly ownerName: string;
      readonly ownerContact: string;
      readonly from: string;
      readonly to: string;
    };
    answer: RecordedMarkView;
  };
  /** Rulings by words, heading and state, newest first */ 'GET /rulings': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly q?: string | null;
      readonly heading?: string | null;
      readonly state?: 'in force' | 'modified' | 'revoked';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly rulings: readonly RulingView[]; readonly next: string | null };
  };
  /** Issues a ruling, or enters one from before */ 'POST /rulings': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: RulingOrder;
    answer: WholeRulingView;
  };
  /** One ruling with the changes of it */ 'GET /rulings/{number}': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: RulingView;
  };
  /** Proposes to modify or revoke a ruling; one in effect for less than 60 days is changed at once */ 'POST /rulings/{number}/changes': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind: 'modification' | 'revocation';
      readonly byNumber?: string | null;
      readonly why: string;
    };
    answer: WholeRulingView;
  };
  /** What was commented, oldest first; for an account its own comments */ 'GET /rulings/{number}/changes/{changeId}/comments': {
    path: { readonly number: string; readonly changeId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly comments: readonly {
        readonly id: string;
        readonly accountId: string;
        readonly comment: string;
        readonly by: string;
        readonly at: string;
      }[];
    };
  };
  /** Comments on a proposed change */ 'POST /rulings/{number}/changes/{changeId}/comments': {
    path: { readonly number: string; readonly changeId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly comment: string };
    answer: { readonly received: string };
  };
  /** Gives a proposed change up */ 'POST /rulings/{number}/changes/{changeId}/end': {
    path: { readonly number: string; readonly changeId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WholeRulingView;
  };
  /** Publishes the final notice */ 'POST /rulings/{number}/changes/{changeId}/publication': {
    path: { readonly number: string; readonly changeId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WholeRulingView;
  };
  /** A ruling whole, with its holder, its history, and what a change of it touches; for CBP and the holder */ 'GET /rulings/{number}/whole': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WholeRulingView;
  };
  /** Appeals of all accounts, oldest first */ 'GET /trusted-appeals': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?: 'filed' | 'granted' | 'denied' | 'withdrawn';
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly appeals: readonly StandingAppealView[]; readonly next: string | null };
  };
  /** Grants or denies an appeal; a granted one reinstates the standing from today on */ 'POST /trusted-appeals/{appealId}/decision': {
    path: { readonly appealId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'granted' | 'denied'; readonly reason: string };
    answer: StandingAppealView;
  };
  /** The agreement and the questionnaire of a program in force on a day; of the questionnaire an older version, where it is asked for */ 'GET /trusted-criteria': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly program?: 'CTPAT' | 'Trade Compliance';
      readonly on?: string | null;
      readonly version?: string | null;
    };
    body: undefined;
    answer: { readonly agreement: Agreement; readonly questionnaire: CriteriaVersion };
  };
  /** Participations by number, of a Center, a program, a state, with words in their number or the account's name */ 'GET /trusted-participations': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly state?:
        | 'preparing'
        | 'submitted'
        | 'improving'
        | 'in force'
        | 'suspended'
        | 'removed'
        | 'refused'
        | 'withdrawn';
      readonly program?: 'CTPAT' | 'Trade Compliance';
      readonly center?: string | null;
      readonly words?: string | null;
      readonly after?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly participations: readonly ParticipationLine[]; readonly next: string | null };
  };
  /** One with all that belongs to it */ 'GET /trusted-participations/{participationId}': {
    path: { readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ParticipationView;
  };
  /** Accepts an action of the improvement programme, or sends it back */ 'POST /trusted-participations/{participationId}/actions/{actionId}/judgement': {
    path: { readonly participationId: string; readonly actionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly accepted: boolean; readonly why: string };
    answer: ParticipationView;
  };
  /** Certifies, refuses, validates with a tier, suspends, reinstates or removes */ 'POST /trusted-participations/{participationId}/decision': {
    path: { readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly decision: 'certified' | 'refused' | 'validated' | 'suspended' | 'reinstated' | 'removed';
      readonly tier?: number | null;
      readonly from?: string | null;
      readonly falseStatement?: boolean;
      readonly version: number;
      readonly why: string;
      readonly actions?: readonly ImprovementAction[];
    };
    answer: ParticipationView;
  };
  /** Sends an application back, with what is to be improved */ 'POST /trusted-participations/{participationId}/return': {
    path: { readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly version: number; readonly why: string; readonly actions?: readonly ImprovementAction[] };
    answer: ParticipationView;
  };
  /** Plans a validation visit */ 'POST /trusted-participations/{participationId}/visits': {
    path: { readonly participationId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly plannedFor: string; readonly place: string };
    answer: ParticipationView;
  };
  /** Reports what a visit found */ 'POST /trusted-participations/{participationId}/visits/{visitId}/report': {
    path: { readonly participationId: string; readonly visitId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly heldOn: string;
      readonly findings?: readonly VisitFinding[];
      readonly conclusion: string;
      readonly actions?: readonly ImprovementAction[];
    };
    answer: ParticipationView;
  };
  /** Open requests by the day on which they are due, of a Center's accounts */ 'GET /trusted-requests': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly center?: string | null;
      readonly kind?: 'question' | 'problem' | 'penalty input' | 'blanket certification';
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly requests: readonly TrustedRequestView[] };
  };
  /** One request, also of those that are answered */ 'GET /trusted-requests/{requestId}': {
    path: { readonly requestId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: TrustedRequestView;
  };
  /** Answers; grants a blanket certification, or does not */ 'POST /trusted-requests/{requestId}/answer': {
    path: { readonly requestId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly answer: string; readonly granted?: boolean | null };
    answer: TrustedRequestView;
  };
  /** Revokes a blanket certification */ 'POST /trusted-requests/{requestId}/revocation': {
    path: { readonly requestId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: TrustedRequestView;
  };
  /** Tells every service all standings again */ 'POST /trusted-standings/retelling': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: { readonly standings: number };
  };
  /** Work items of a Center by priority, due date and age; of a team, or of a specialist */ 'GET /work-items': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly port?: string | null;
      readonly entryNumber?: string | null;
      readonly team?: string | null;
      readonly personId?: string | null;
      readonly state?: 'open' | 'taken' | 'with the filer' | 'with the importer' | 'done' | 'withdrawn';
      readonly after?: string | null;
      readonly limit?: number;
      readonly center?: string | null;
    };
    body: undefined;
    answer: { readonly items: readonly WorkItemView[]; readonly next: string | null };
  };
  /** Takes the next items */ 'POST /work-items/takes': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly team?: string | null; readonly count?: number };
    answer: { readonly items: readonly WorkItemView[] };
  };
  /** A work item with its history */ 'GET /work-items/{itemId}': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly item: WorkItemView; readonly history: readonly WorkItemHistory[] };
  };
  /** What was decided on a summary, and what the entry service says became of it */ 'GET /work-items/{itemId}/decisions': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly decisions: readonly DecisionView[] };
  };
  /** Decides */ 'POST /work-items/{itemId}/decisions': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly decision: 'begin review' | 'reject' | 'in order';
      readonly findings?: readonly FindingOrder[];
    };
    answer: DecisionView;
  };
  /** Where the liquidation stands, what was ordered about it, and what the entry service says became of that */ 'GET /work-items/{itemId}/liquidation': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly liquidation: LiquidationView | null; readonly orders: readonly LiquidationOrderView[] };
  };
  /** Extends or suspends the liquidation, or ends a suspension */ 'POST /work-items/{itemId}/liquidation-orders': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly order: 'extend' | 'suspend' | 'end suspension';
      readonly code: string;
      readonly until?: string | null;
      readonly reference?: string | null;
      readonly reason: string;
    };
    answer: LiquidationOrderView;
  };
  /** Those on the entry, the oldest first */ 'GET /work-items/{itemId}/notices': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly notices: readonly NoticeLineView[] };
  };
  /** Issues a request or notice to the importer of record */ 'POST /work-items/{itemId}/notices': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly form: 'CF-28' | 'CF-29' | 'CF-4647';
      readonly taken?: boolean;
      readonly about:
        | 'classification'
        | 'value'
        | 'rate'
        | 'origin'
        | 'marking'
        | 'preference'
        | 'quantity'
        | 'antidumping or countervailing duty'
        | 'admissibility'
        | 'intellectual property'
        | 'other';
      readonly question: string;
      readonly product?: string | null;
      readonly heading?: string | null;
      readonly supplier?: string | null;
      readonly entryLines?: readonly string[];
      readonly action?: string | null;
      readonly finally?: OwedInTheEnd | null;
      readonly outcome?: string | null;
      readonly whyAgain?: string | null;
      readonly phone?: string | null;
    };
    answer: NoticeView;
  };
  /** Sets an item aside for a specialist, or gives it to another team of the Center */ 'POST /work-items/{itemId}/reassignments': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly personId?: string | null; readonly team?: string | null; readonly why: string };
    answer: WorkItemView;
  };
  /** Keeps an item for another lease */ 'POST /work-items/{itemId}/renewals': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WorkItemView;
  };
  /** Gives an item back to its team */ 'POST /work-items/{itemId}/returns': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: WorkItemView;
  };
  /** Takes this item */ 'POST /work-items/{itemId}/takes': {
    path: { readonly itemId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WorkItemView;
  };
  /** Workload of each team, and what will be late at its pace */ 'GET /workload': {
    path: Readonly<Record<string, never>>;
    query: { readonly center?: string | null };
    body: undefined;
    answer: { readonly center: string; readonly teams: readonly TeamLoad[] };
  };
}
