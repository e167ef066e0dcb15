/** Made from the OpenAPI document of enforcement by `npm run generate`. */

export type AmendedPartyOrder = {
  readonly place?: number | null;
  readonly role: 'violator' | 'owner' | 'interested' | 'principal' | 'surety';
  readonly name?: string | null;
  readonly address?: string | null;
  readonly importer?: string | null;
  readonly accountId?: string | null;
  readonly suretyCode?: string | null;
  readonly bondNumber?: string | null;
};

export type CaseClockView = {
  readonly id: string;
  readonly place: number;
  readonly extendedTo: string | null;
  readonly extendedBy: string | null;
  readonly extendedWhy: string | null;
  readonly endedAt: string | null;
  readonly endedHow: string | null;
  readonly clock: Time;
  readonly rule: string;
  readonly startedOn: string;
  readonly daysLeft: number;
  readonly unit: 'calendar days' | 'consecutive days' | 'months' | 'working days' | 'years';
  readonly atEnd: string;
  readonly legalDueDate: string;
  readonly dueDate: string;
  readonly relievedBy: string | null;
};

export type CaseEventOrder = {
  readonly kind:
    | 'found at a port'
    | 'found by a Center'
    | 'told by another agency'
    | 'in-bond not arrived'
    | 'missing deposit';
  readonly reference: string;
};

export type CaseEventView = {
  readonly version: number;
  readonly step: string;
  readonly state: string;
  readonly reason: string;
  readonly amountCents: number | null;
  readonly by: string;
  readonly at: string;
};

export type CaseNoticeView = {
  readonly number: string;
  readonly form: string;
  readonly issuedOn: string;
  readonly mailedOn: string | null;
  readonly mailedHow: string | null;
  readonly mailedReference: string | null;
  readonly dueOn: string | null;
  readonly rule: string;
  readonly title: string;
  readonly source: string;
  readonly caseNumber: string;
  readonly law: string;
  readonly lawAbout: string;
  readonly port: string;
  readonly portName: string;
  readonly officer: string;
  readonly party: {
    readonly role: string;
    readonly name: string;
    readonly address: string | null;
    readonly bond: string | null;
  };
  readonly others: readonly string[];
  readonly subject: string;
  readonly facts: string;
  readonly violationOn: string;
  readonly entries: readonly string[];
  readonly bills: readonly string[];
  readonly assessedCents: number;
  readonly valueCents: number | null;
  readonly whatToDo: readonly string[];
  readonly decision?: DecisionNoticed;
};

export type CasePartyOrder = {
  readonly role: 'violator' | 'owner' | 'interested' | 'principal' | 'surety';
  readonly name?: string | null;
  readonly address?: string | null;
  readonly importer?: string | null;
  readonly accountId?: string | null;
  readonly suretyCode?: string | null;
  readonly bondNumber?: string | null;
};

export type CasePartyView = {
  readonly limitationOn: string | null;
  readonly accountId: string | null;
  readonly name: string;
  readonly role: 'interested' | 'owner' | 'principal' | 'surety' | 'violator';
  readonly place: number;
  readonly address: string | null;
  readonly suretyCode: string | null;
  readonly bondNumber: string | null;
  readonly waivedUntil: string | null;
};

export type CaseSummaryView = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: string;
  readonly law: string;
  readonly state: string;
  readonly port: string;
  readonly centerId: string | null;
  readonly subject: string;
  readonly openedOn: string;
  readonly limitationOn: string;
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly paidCents: number;
};

export type CenterInputView = {
  readonly id: string;
  readonly petitionId: string | null;
  readonly because: 'request of an officer' | 'request of the party' | 'trusted trader';
  readonly askedBy: string;
  readonly askedOn: string;
  readonly clock: RunningClock | null;
  readonly due: string;
  readonly centerId: string | null;
  readonly receivedAt: string | null;
  readonly pattern: {
    readonly from: string;
    readonly to: string;
    readonly entries: number;
    readonly valueDollars: number;
    readonly kinds: readonly { readonly kind: string; readonly slips: number; readonly effectCents: number }[];
  } | null;
  readonly answeredAt: string | null;
  readonly answeredBy: string | null;
  readonly recommendation: 'cancel' | 'deny' | 'mitigate' | 'no view' | null;
  readonly answer: string | null;
  readonly says: string;
};

export type Computation = {
  readonly guideline: '19 USC 1592' | '19 USC 1593a' | '19 USC 1641' | 'late petition' | 'late summary';
  readonly atLeast: string;
  readonly atMost: string;
  readonly suggested: string;
  readonly owedBesides: string;
  readonly warningFirst: boolean;
  readonly steps: readonly GuidelineStep[];
  readonly factors: readonly WeighedFactor[];
};

export type DecisionNoticed = {
  readonly petitionNumber: string;
  readonly outcome: string;
  readonly amountCents: number;
  readonly reasons: string;
  readonly decidedOn: string;
  readonly times: readonly Time[];
};

export type Delegated = {
  readonly decider: 'headquarters' | 'one officer' | 'two officers';
  readonly source: string;
  readonly why: string;
};

export type DueItem = {
  readonly caseId: string;
  readonly number: string;
  readonly state: string;
  readonly port: string;
  readonly what: string;
  readonly whoActs: string;
  readonly dueDate: string;
  readonly daysLeft: number;
  readonly reminded: boolean | null;
};

export type EnforcementCaseView = {
  readonly event: { readonly kind: string; readonly reference: string };
  readonly facts: string;
  readonly importer: string | null;
  readonly culpability: string | null;
  readonly violationOn: string;
  readonly discoveredOn: string;
  readonly valueCents: number | null;
  readonly owedCents: number;
  readonly openedBy: string;
  readonly parties: readonly CasePartyView[];
  readonly entries: readonly string[];
  readonly bills: readonly string[];
  readonly steps: readonly string[];
  readonly history: readonly CaseEventView[];
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: string;
  readonly law: string;
  readonly state: string;
  readonly port: string;
  readonly centerId: string | null;
  readonly subject: string;
  readonly openedOn: string;
  readonly limitationOn: string;
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly paidCents: number;
};

export type GuidelineOrder = {
  readonly guideline: '19 USC 1592' | '19 USC 1593a' | '19 USC 1641' | 'late summary' | 'late petition';
  readonly culpability?: 'negligence' | 'gross negligence' | 'fraud';
  readonly loss?: string | null;
  readonly dutiableValue?: string | null;
  readonly domesticValue?: string | null;
  readonly interest?: string | null;
  readonly other?: string | null;
  readonly withheld?: string | null;
  readonly base?: string | null;
  readonly earlier?: number | null;
  readonly missingPowers?: number | null;
  readonly daysLate?: number | null;
  readonly priorDisclosure?: boolean;
  readonly complianceProgram?: boolean;
  readonly mitigating?: readonly string[];
  readonly aggravating?: readonly string[];
};

export type GuidelineStep = { readonly what: string; readonly amount: string | null; readonly source: string };

export type HandView = {
  readonly hand: number;
  readonly discrepancy: string | null;
  readonly recordedBy: string;
  readonly handedBy: string;
  readonly takenBy: string;
  readonly location: string;
  readonly seal: string | null;
  readonly sealFound: string | null;
  readonly pieces: number;
  readonly why: string;
  readonly at: string;
};

export type LateSummaryOption = {
  readonly amountCents: number;
  readonly optionUntil: string | null;
  readonly computation: Computation;
};

export type MailingProof = { readonly servedNotice: string; readonly reference: string };

export type MoneyRow = {
  readonly id: string;
  readonly place: number;
  readonly kind: 'cost bond' | 'deposit' | 'deposit applied' | 'deposit refunded' | 'payment' | 'refund';
  readonly offerId: string | null;
  readonly amountCents: number;
  readonly reference: string;
  readonly receivedOn: string;
  readonly by: string;
  readonly recordedAt: string;
};

export type MoneyView = {
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly owedCents: number;
  readonly paidCents: number;
  readonly suspenseCents: number;
  readonly entries: readonly MoneyRow[];
  readonly lateSummaryOption: LateSummaryOption | null;
};

export type OfferView = {
  readonly number: string;
  readonly id: string;
  readonly state: 'accepted' | 'pending' | 'refused' | 'withdrawn';
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly place: number;
  readonly caseId: string;
  readonly amountCents: number;
  readonly reasons: string;
  readonly law: string;
  readonly deposit: string;
  readonly madeBy: string;
  readonly madeAt: string;
};

export type PetitionContents = {
  readonly property: string | null;
  readonly happenedOn: string;
  readonly happenedAt: string;
  readonly facts: string;
  readonly interest: string | null;
  readonly signedBy: string;
  readonly capacity:
    | 'attorney-at-law'
    | 'customs broker'
    | 'employee of the petitioner'
    | 'family member or other representative'
    | 'officer of the petitioner'
    | 'petitioner';
  readonly waivedUntil?: string | null;
  readonly copies: number | null;
};

export type PetitionDecision = {
  readonly by: string;
  readonly agreedBy: string | null;
  readonly decidedOn: string;
  readonly goodUntil: string | null;
  readonly noticeNumber: string | null;
  readonly mailedOn: string | null;
  readonly centerInput: readonly unknown[];
  readonly outcome: 'cancelled' | 'denied' | 'mitigated' | 'remitted';
  readonly amountCents: number;
  readonly reasons: string;
  readonly departure: string | null;
  readonly computation: Computation | null;
};

export type PetitionForwarding = {
  readonly says: string;
  readonly forwardBy: string | null;
  readonly forwardedOn: string | null;
  readonly addressee: string | null;
  readonly reference: string | null;
};

export type PetitionView = {
  readonly caseNumber: string;
  readonly party: string;
  readonly delegation: Delegated;
  readonly decision: PetitionDecision | null;
  readonly forwarding: PetitionForwarding | null;
  readonly centerInput: readonly CenterInputView[];
  readonly proposal: Proposal | null;
  readonly history: readonly {
    readonly event: string;
    readonly state: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly number: string;
  readonly version: number;
  readonly id: string;
  readonly kind: 'petition' | 'petition for proceeds' | 'supplemental petition';
  readonly state:
    | 'advice asked'
    | 'at headquarters'
    | 'awaiting a second officer'
    | 'decided'
    | 'ended'
    | 'forwarded'
    | 'pending'
    | 'to be forwarded'
    | 'withdrawn';
  readonly place: number;
  readonly caseId: string;
  readonly decider: 'headquarters' | 'one officer' | 'two officers';
  readonly contents: PetitionContents;
  readonly standing: StandingOnDay;
  readonly receivedOn: string;
  readonly due: string | null;
  readonly daysLate: number;
  readonly filedBy: string;
  readonly filedAt: string;
};

export type PetitionsRefer = { readonly version: number; readonly why: string };

export type PropertyView = {
  readonly id: string;
  readonly description: string;
  readonly tariff: string | null;
  readonly unit: string;
  readonly valueCents: number | null;
  readonly discrepancies: number;
  readonly custody: readonly HandView[];
};

export type Proposal = {
  readonly outcome: 'cancelled' | 'denied' | 'mitigated' | 'remitted';
  readonly amountCents: number;
  readonly reasons: string;
  readonly departure: string | null;
  readonly computation: Computation | null;
  readonly by: string;
};

export type Representative = {
  readonly id: string;
  readonly place: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly capacity: string;
  readonly namedBy: string;
  readonly namedAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
};

export type RunningClock = {
  readonly clock: Time;
  readonly rule: string;
  readonly startedOn: string;
  readonly daysLeft: number;
  readonly unit: 'calendar days' | 'consecutive days' | 'months' | 'working days' | 'years';
  readonly atEnd: string;
  readonly legalDueDate: string;
  readonly dueDate: string;
  readonly relievedBy: string | null;
};

export type SeizureHand = {
  readonly handedBy: string;
  readonly takenBy: string;
  readonly location: string;
  readonly seal?: string | null;
  readonly pieces: number;
  readonly why: string;
  readonly at: string;
};

export type ShowCauseNotice = {
  readonly id: string;
  readonly suretyCode: string;
  readonly surety: string;
  readonly issuedOn: string;
  readonly issuedBy: string;
  readonly why: string;
  readonly endedOn: string | null;
  readonly endedBy: string | null;
  readonly endedWhy: string | null;
};

export type StandingOnDay = {
  readonly day: string;
  readonly revision: number | null;
  readonly programs: readonly { readonly program: string; readonly tier: number | null }[];
  readonly centerIsAsked: boolean;
};

export type SuretyDemandView = {
  readonly id: string;
  readonly number: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly place: number;
  readonly suretyCode: string;
  readonly surety: string;
  readonly bondNumber: string | null;
  readonly bond: {
    readonly type: '8' | '9';
    readonly state: string;
    readonly amountDollars: number;
    readonly liableDollars: number | null;
    readonly effectiveOn: string | null;
    readonly terminatesOn: string | null;
  } | null;
  readonly amountCents: number;
  readonly state: 'demanded' | 'ended' | 'met' | 'overdue' | 'petitioned';
  readonly mailedOn: string;
  readonly how: string;
  readonly mailedReference: string | null;
  readonly dueOn: string;
  readonly demandedBy: string;
};

export type Time =
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

export type WeighedFactor = {
  readonly factor: string;
  readonly weighs: 'aggravating' | 'mitigating';
  readonly source: string;
};

/** By method and address. */
export interface Operations {
  /** Open cases, or those in a state; the one whose limitation ends first is the first */ 'GET /enforcement-cases': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly port?: string | null;
      readonly center?: string | null;
      readonly kind?: 'seizure' | 'penalty' | 'liquidated damages';
      readonly state?:
        | 'opened'
        | 'pre-penalty'
        | 'noticed'
        | 'petitioned'
        | 'decided'
        | 'supplemental'
        | 'paid'
        | 'claim due'
        | 'forfeiture'
        | 'forfeited'
        | 'referred to Justice'
        | 'cancelled'
        | 'remitted'
        | 'written off'
        | 'closed';
      readonly caseNumber?: string | null;
      readonly account?: string | null;
      readonly entry?: string | null;
      readonly bill?: string | null;
      readonly afterCase?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly cases: readonly CaseSummaryView[]; readonly next: string | null };
  };
  /** Opens a case */ 'POST /enforcement-cases': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly law:
        | '19 USC 1592'
        | '19 USC 1593a'
        | '19 USC 1641'
        | '19 USC 1436'
        | '19 USC 1581'
        | '19 USC 1584'
        | '19 USC 1595a'
        | '19 USC 1526'
        | '18 USC 545'
        | '19 USC 1623';
      readonly event: CaseEventOrder;
      readonly port: string;
      readonly center?: string | null;
      readonly subject: string;
      readonly facts: string;
      readonly culpability?: 'negligence' | 'gross negligence' | 'fraud';
      readonly violationOn: string;
      readonly discoveredOn?: string | null;
      readonly involvementOn?: string | null;
      readonly value?: string | null;
      readonly assessed: string;
      readonly parties: readonly CasePartyOrder[];
      readonly entries?: readonly string[];
      readonly bills?: readonly string[];
    };
    answer: EnforcementCaseView;
  };
  /** Clocks with their last days, those that run first */ 'GET /enforcement-cases/{caseId}/clocks': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly clocks: readonly CaseClockView[] };
  };
  /** Gives more time, also where it is over (19 CFR 171.2(c), 172.3(c)) */ 'POST /enforcement-cases/{caseId}/clocks/{clockId}/extension': {
    path: { readonly caseId: string; readonly clockId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly until: string; readonly why: string };
    answer: { readonly clocks: readonly CaseClockView[] };
  };
  /** A claim to seized goods came in with its cost bond */ 'POST /enforcement-cases/{caseId}/goods-claim': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly place: number; readonly bond: string; readonly reference: string; readonly receivedOn: string };
    answer: { readonly clocks: readonly CaseClockView[] };
  };
  /** What the guidelines come to, step by step with the source of each number */ 'POST /enforcement-cases/{caseId}/guideline': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: GuidelineOrder;
    answer: Computation;
  };
  /** Offers in compromise */ 'GET /enforcement-cases/{caseId}/offers': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly offers: readonly OfferView[] };
  };
  /** Makes an offer, with the law it is made under and the receipt of its deposit */ 'POST /enforcement-cases/{caseId}/offers': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly place?: number | null;
      readonly law?: string | null;
      readonly amount: string;
      readonly deposit?: string | null;
      readonly reasons: string;
    };
    answer: OfferView;
  };
  /** What is owed, was paid and is held in suspense */ 'GET /enforcement-cases/{caseId}/payments': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: MoneyView;
  };
  /** Records a payment of all that is owed */ 'POST /enforcement-cases/{caseId}/payments': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly place: number;
      readonly amount: string;
      readonly reference: string;
      readonly receivedOn: string;
    };
    answer: MoneyView;
  };
  /** Petitions in the order in which they came */ 'GET /enforcement-cases/{caseId}/petitions': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly petitions: readonly PetitionView[] };
  };
  /** Files a petition */ 'POST /enforcement-cases/{caseId}/petitions': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly kind?: 'petition' | 'supplemental petition' | 'petition for proceeds';
      readonly place?: number | null;
      readonly property?: string | null;
      readonly happenedOn: string;
      readonly happenedAt: string;
      readonly facts: string;
      readonly interest?: string | null;
      readonly signedBy: string;
      readonly capacity:
        | 'petitioner'
        | 'officer of the petitioner'
        | 'employee of the petitioner'
        | 'attorney-at-law'
        | 'customs broker'
        | 'family member or other representative';
      readonly receivedOn?: string | null;
      readonly copies?: number | null;
      readonly waivedUntil?: string | null;
      readonly askCenter?: boolean;
    };
    answer: PetitionView;
  };
  /** The notice of seizure was published */ 'POST /enforcement-cases/{caseId}/publication': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly firstOn: string };
    answer: { readonly clocks: readonly CaseClockView[] };
  };
  /** Those that were named, ended ones too */ 'GET /enforcement-cases/{caseId}/representatives': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly representatives: readonly Representative[] };
  };
  /** A party has an account act for it */ 'POST /enforcement-cases/{caseId}/representatives': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly place?: number | null;
      readonly accountId: string;
      readonly capacity: 'attorney-at-law' | 'customs broker' | 'other agent';
    };
    answer: { readonly representatives: readonly Representative[] };
  };
  /** It acts no more from now on */ 'POST /enforcement-cases/{caseId}/representatives/{representativeId}/end': {
    path: { readonly caseId: string; readonly representativeId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly representatives: readonly Representative[] };
  };
  /** Demands for payment on sureties */ 'GET /enforcement-cases/{caseId}/surety-demands': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly demands: readonly SuretyDemandView[] };
  };
  /** A demand was mailed to a surety whose principal neither petitioned nor kept a decision in time */ 'POST /enforcement-cases/{caseId}/surety-demands': {
    path: { readonly caseId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly place: number;
      readonly mailedOn: string;
      readonly how?: string;
      readonly reference?: string | null;
    };
    answer: { readonly demands: readonly SuretyDemandView[] };
  };
  /** One case with its parties and history */ 'GET /enforcement-cases/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: EnforcementCaseView;
  };
  /** Notes that the notices that were issued were mailed, with proof */ 'POST /enforcement-cases/{id}/mailings': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly version: number;
      readonly mailedOn: string;
      readonly how: 'certified mail' | 'registered mail' | 'first-class mail' | 'courier' | 'electronic';
      readonly workingDays?: number | null;
      readonly proofs: readonly MailingProof[];
    };
    answer: { readonly notices: readonly CaseNoticeView[] };
  };
  /** Notices of a case, in the order in which they were issued */ 'GET /enforcement-cases/{id}/notices': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly notices: readonly CaseNoticeView[] };
  };
  /** What was seized, and who had it from then on */ 'GET /enforcement-cases/{id}/property': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly property: readonly PropertyView[] };
  };
  /** Takes property into custody */ 'POST /enforcement-cases/{id}/property': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly id: string;
      readonly description: string;
      readonly tariff?: string | null;
      readonly unit: string;
      readonly value?: string | null;
      readonly seized: SeizureHand;
    };
    answer: { readonly property: readonly PropertyView[] };
  };
  /** Hands it on */ 'POST /enforcement-cases/{id}/property/{propertyId}/custody': {
    path: { readonly id: string; readonly propertyId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly hand: number;
      readonly sealFound?: string | null;
      readonly handedBy: string;
      readonly takenBy: string;
      readonly location: string;
      readonly seal?: string | null;
      readonly pieces: number;
      readonly why: string;
      readonly at: string;
    };
    answer: { readonly property: readonly PropertyView[] };
  };
  /** The next step of a case, as it was seen */ 'POST /enforcement-cases/{id}/steps': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly step:
        | 'amend'
        | 'issue pre-penalty notice'
        | 'issue notice'
        | 'cancel'
        | 'receive answer'
        | 'begin forfeiture'
        | 'refer to Justice'
        | 'close'
        | 'write off'
        | 'declare forfeited'
        | 'return from Justice';
      readonly version: number;
      readonly why: string;
      readonly amount?: string | null;
      readonly violationOn?: string | null;
      readonly discoveredOn?: string | null;
      readonly culpability?: 'negligence' | 'gross negligence' | 'fraud';
      readonly parties?: readonly AmendedPartyOrder[];
    };
    answer: EnforcementCaseView;
  };
  /** One notice as data */ 'GET /enforcement-notices/{noticeNumber}': {
    path: { readonly noticeNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: CaseNoticeView;
  };
  /** One notice as a page that prints on letter paper */ 'GET /enforcement-notices/{noticeNumber}/page': {
    path: { readonly noticeNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** One notice as plain text, 78 characters a line */ 'GET /enforcement-notices/{noticeNumber}/text': {
    path: { readonly noticeNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Clocks of cases and limitations that end within some days (a limitation half a year before), and notices that wait to be mailed */ 'GET /enforcement-times': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly port?: string | null;
      readonly within?: number;
      readonly afterItem?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly items: readonly DueItem[]; readonly next: string | null };
  };
  /** Headquarters accepts in writing, an FP&F officer or headquarters refuses */ 'POST /offers-in-compromise/{offerId}/decision': {
    path: { readonly offerId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly decision: 'accept' | 'refuse'; readonly why: string };
    answer: OfferView;
  };
  /** Who made it takes it back */ 'POST /offers-in-compromise/{offerId}/withdrawal': {
    path: { readonly offerId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: OfferView;
  };
  /** One petition with its decision and what Centers said; for CBP its steps too */ 'GET /petitions/{petitionId}': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: PetitionView;
  };
  /** Asks headquarters for advice on what is novel or complex */ 'POST /petitions/{petitionId}/advice': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: PetitionsRefer;
    answer: PetitionView;
  };
  /** Headquarters advises */ 'POST /petitions/{petitionId}/advice-answer': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: PetitionsRefer;
    answer: PetitionView;
  };
  /** A second officer agrees with what is proposed, or does not */ 'POST /petitions/{petitionId}/agreement': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly agrees: boolean; readonly version: number; readonly why: string };
    answer: PetitionView;
  };
  /** Asks the Center of the party for its input, with a clock */ 'POST /petitions/{petitionId}/center-input': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly text: string };
    answer: PetitionView;
  };
  /** Decides; where a second officer must agree, proposes */ 'POST /petitions/{petitionId}/decision': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly version: number;
      readonly outcome: 'mitigated' | 'denied' | 'remitted' | 'cancelled';
      readonly amount?: string | null;
      readonly reasons: string;
      readonly facts?: GuidelineOrder | null;
      readonly departure?: string | null;
      readonly notAwaited?: string | null;
    };
    answer: PetitionView;
  };
  /** Notes that a petition whose case is with the Department of Justice was forwarded there with its record */ 'POST /petitions/{petitionId}/forwarding': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly version: number;
      readonly forwardedOn: string;
      readonly addressee: string;
      readonly reference: string;
    };
    answer: PetitionView;
  };
  /** What goes, or went, to Justice with a petition */ 'GET /petitions/{petitionId}/record': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** To headquarters, which decides (19 CFR 171.12, 172.12) */ 'POST /petitions/{petitionId}/referral': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: PetitionsRefer;
    answer: PetitionView;
  };
  /** Headquarters gives it back to the FP&F officer */ 'POST /petitions/{petitionId}/return': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: PetitionsRefer;
    answer: PetitionView;
  };
  /** Takes a petition back that is not decided */ 'POST /petitions/{petitionId}/withdrawal': {
    path: { readonly petitionId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly why: string };
    answer: PetitionView;
  };
  /** Demands by surety and state, in the order of their numbers */ 'GET /sureties/demands': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly suretyCode?: string | null;
      readonly state?: 'demanded' | 'petitioned' | 'overdue' | 'met' | 'ended';
      readonly afterDemand?: string | null;
      readonly limit?: number;
    };
    body: undefined;
    answer: { readonly demands: readonly SuretyDemandView[]; readonly next: string | null };
  };
  /** Notices to show cause, those in force first */ 'GET /sureties/show-cause-notices': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly showCauseNotices: readonly ShowCauseNotice[] };
  };
  /** A notice to show cause was issued (19 CFR 113.38(c)(3)) */ 'POST /sureties/show-cause-notices': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly id: string; readonly suretyCode: string; readonly issuedOn: string; readonly why: string };
    answer: ShowCauseNotice;
  };
  /** It counts no more from a day on */ 'POST /sureties/show-cause-notices/{id}/end': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly endedOn: string; readonly why: string };
    answer: ShowCauseNotice;
  };
}
