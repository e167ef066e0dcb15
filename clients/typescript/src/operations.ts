/** Made from the OpenAPI document of the partners by `npm run generate`. */

export type Acknowledge = {
  readonly control: string;
  readonly notice: string | null;
  readonly mailboxId: number | null;
  readonly status: string;
};

export type AcknowledgeOrder = { readonly ids: readonly number[] };

export type AdCvd = {
  readonly bondedAdCents?: number;
  readonly cashAdCents?: number;
  readonly bondedCvCents?: number;
  readonly cashCvCents?: number;
};

export type AdCvdCase = {
  readonly adCvdCaseNumber: string;
  readonly bondCashClaimCode: string;
  readonly caseDepositRate: string;
  readonly caseRateTypeQualifierCode: string;
  readonly valueOfGoodsAmount?: number;
  readonly quantity?: string;
  readonly dutyCents: number;
  readonly nonReimbursementDeclarationIdentifier?: string;
};

export type AdditionalDeclaration = { readonly declarationTypeCode: string; readonly declarationInformation: string };

export type Address = { readonly qualifier: string; readonly text: string };

export type Agencies = readonly Agency[] | null;

export type Agency = {
  readonly agency: string;
  readonly program: string;
  readonly processing: string | null;
  readonly line: number;
  readonly tariff: number;
  readonly pgaLine: number;
  readonly disclaimer: string | null;
  readonly state: string;
  readonly since: string;
  readonly note: string | null;
  readonly documentType: string | null;
};

export type AgencyRecord = { readonly record: string; readonly fields: Readonly<Record<string, unknown>> };

export type AgencyStatuse = {
  readonly agencyCode: string;
  readonly programCode: string | null;
  readonly at: string;
  readonly entryStatus: { readonly code: string; readonly text: string } | null;
  readonly lineStatus: string | null;
  readonly reasonCode: string | null;
  readonly from: From;
  readonly to: From;
  readonly documentType: string | null;
  readonly holdType: string | null;
  readonly references: readonly AgencyStatuseReference[];
  readonly comments: readonly string[];
};

export type AgencyStatuseReference = {
  readonly qualifier: string;
  readonly number: string;
  readonly receivedAt: string | null;
  readonly reasonCodes: readonly string[];
};

export type AgencyStatuses = readonly AgencyStatuse[] | null;

export type ArticleParty = { readonly articlePartyTypeCode: string; readonly articlePartyIdentifier: string };

export type AskBill = { readonly bills: readonly AskBillBill[] };

export type AskBillBill = {
  readonly asOf: string;
  readonly isLastKnown: boolean;
  readonly ageSeconds: number;
  readonly bill: ReadBill;
};

export type AskEntrySummary = {
  readonly asOf: string;
  readonly isLastKnown: boolean;
  readonly ageSeconds: number;
  readonly summary: AskEntrySummarySummary;
};

export type AskEntrySummarySummary = {
  readonly kind: 'summary' | 'claim for drawback';
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly version: string;
  readonly acceptedAt: string;
  readonly correctedOn: string | null;
  readonly control: 'trade' | 'cbp';
  readonly status: 'accepted' | 'rejected';
  readonly statusOn: string;
  readonly rejectedOn: string | null;
  readonly underReview: boolean;
  readonly late: boolean;
  readonly filedOn: string;
  readonly entryType: string | null;
  readonly portOfEntry: string | null;
  readonly modeOfTransport: string | null;
  readonly importerNumber: string | null;
  readonly notifyPartyNumber: string | null;
  readonly brokerReference: string | null;
  readonly statementDate: string | null;
  readonly entryDate: string | null;
  readonly lines: number;
  readonly electronicInvoice: boolean;
  readonly reconciliation: boolean;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly census: 'none' | 'unresolved' | 'resolved';
  readonly quotaProcessed: boolean;
  readonly documentsRequired: boolean;
  readonly liquidation: AskEntrySummarySummaryLiquidation;
  readonly estimated: AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidatedAskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidated;
  readonly withdrawals: Withdrawals;
  readonly acceleratedPayment: 'not requested' | 'requested' | 'removed' | null;
  readonly bonds: readonly AskEntrySummarySummaryBond[];
  readonly content?: unknown;
  readonly isOwner: boolean;
  readonly release: AskEntrySummarySummaryRelease;
  readonly protests: Protests;
};

export type AskEntrySummarySummaryBond = {
  readonly suretyCode: string | null;
  readonly primary: boolean;
  readonly type: string;
  readonly designation: string | null;
  readonly bondNumber: string | null;
  readonly amountDollars: number | null;
  readonly liabilityDollars: number | null;
};

export type AskEntrySummarySummaryLiquidation =
  AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidation | null;

export type AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidation = {
  readonly status: string;
  readonly date: string | null;
  readonly heldOn: string | null;
  readonly heldToldOn: string | null;
  readonly holdCodes: readonly string[];
  readonly liquidated: AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidated;
  readonly liquidationReasons: readonly string[];
};

export type AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidated =
  AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidatedAskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidated | null;

export type AskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidatedAskEntrySummarySummaryLiquidationAskEntrySummarySummaryLiquidationLiquidated =
  { readonly dutyCents: number; readonly taxCents: number; readonly feeCents: number; readonly adCvdCents: number };

export type AskEntrySummarySummaryRelease = AskEntrySummarySummaryReleaseAskEntrySummarySummaryRelease | null;

export type AskEntrySummarySummaryReleaseAskEntrySummarySummaryRelease = {
  readonly released: boolean | null;
  readonly releaseDate: string | null;
  readonly portOfEntry: string | null;
  readonly modeOfTransport: string | null;
  readonly immediateDelivery: boolean;
};

export type Benefit = {
  readonly benefit: BenefitBenefit;
  readonly given: boolean;
  readonly reason: string;
  readonly day: string;
};

export type BenefitBenefit =
  | 'lower exam rate'
  | 'priority'
  | 'expedited screening'
  | 'preferred exam location'
  | 'named contacts'
  | 'response targets'
  | 'monthly trends'
  | 'blanket certifications'
  | 'penalty input';

export type Bill = { readonly type: string; readonly issuer?: string; readonly number: string };

export type Bond = {
  readonly type: string;
  readonly surety?: string;
  readonly designation?: string;
  readonly amountDollars?: number;
  readonly continuousBondIndicator?: string;
  readonly producerAccountNumber?: string;
};

export type BusinessIdentifier = { readonly qualifier: string; readonly id: string };

export type Cargo = {
  readonly quantity: number | null;
  readonly description: string;
  readonly marks: string | null;
  readonly hts: string | null;
};

export type CensusOverride = { readonly conditionCode: string; readonly overrideCode?: string };

export type Certification = {
  readonly contact?: Contact;
  readonly conveyances?: readonly Conveyance[];
  readonly equipment?: readonly string[];
  readonly references?: readonly Reference[];
  readonly parties?: readonly CertifiedParty[];
};

export type CertifiedParty = {
  readonly role: string;
  readonly name?: string;
  readonly idType?: string;
  readonly id?: string;
  readonly addressLines?: readonly string[];
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly addresses?: readonly Address[];
  readonly businessIdentifiers?: readonly CertifiedPartyBusinessIdentifier[];
  readonly identifierDescriptions?: readonly string[];
};

export type CertifiedPartyBusinessIdentifier = { readonly qualifier: string; readonly id: string };

export type Change = { readonly at: string; readonly before: unknown; readonly after: unknown };

export type Clock = {
  readonly clock: string;
  readonly rule: string;
  readonly startedOn: string;
  readonly dueDate: string;
  readonly daysLeft: number;
  readonly atEnd: string;
};

export type Condition = {
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
  readonly severity: string;
  readonly recordIndex: number | null;
  readonly record: string | null;
  readonly field: string | null;
  readonly at: string | null;
};

export type Contact = {
  readonly contactName?: string;
  readonly contactPhone?: string;
  readonly documentImageIndicator?: string;
};

export type Conveyance = {
  readonly carrierCode?: string;
  readonly voyageNumber?: string;
  readonly dateOfArrival?: string;
  readonly quantity?: number;
  readonly unitOfMeasure?: string;
  readonly conveyanceName?: string;
};

export type Correction = {
  readonly explanation: string;
  readonly headerReasons?: readonly string[];
  readonly accelerateLiquidation?: boolean;
};

export type Deadline = DeadlineDeadline | null;

export type DeadlineDeadline = {
  readonly legalDueDate: string | null;
  readonly dueDate: string | null;
  readonly paymentDueDate: string | null;
  readonly filedOn: string;
  readonly timeliness: string;
  readonly relievedBy: string | null;
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

export type Details = {
  readonly ladingPort?: string | null;
  readonly weight?: string | null;
  readonly weightUnit?: string | null;
  readonly secondaryNotify?: readonly string[];
  readonly parties?: readonly DetailsParty[];
  readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
  readonly inBond?: InBond;
  readonly equipment?: readonly Equipment[];
  readonly cargo?: readonly Cargo[];
};

export type DetailsParty = {
  readonly entityCode: string;
  readonly name: string | null;
  readonly idType: string | null;
  readonly id: string | null;
  readonly addressLines: readonly string[];
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly recordIndex: number | null;
  readonly addresses?: readonly DetailsPartyAddress[];
  readonly businessIdentifiers?: readonly DetailsPartyBusinessIdentifier[];
  readonly areaRecordIndex?: number | null;
};

export type DetailsPartyAddress = {
  readonly qualifier: string;
  readonly text: string;
  readonly recordIndex: number | null;
};

export type DetailsPartyBusinessIdentifier = {
  readonly qualifier: string;
  readonly id: string;
  readonly recordIndex: number | null;
};

export type Draw = {
  readonly number: number;
  readonly floor: number;
  readonly rate: number;
  readonly drawnAt: number;
} | null;

export type Entry = {
  readonly id: number;
  readonly transmissionId: string | null;
  readonly event: string;
  readonly format: string;
  readonly application: string;
  readonly contentType: string;
  readonly createdAt: string;
  readonly body: string;
};

export type Equipment = {
  readonly initial: string | null;
  readonly number: string;
  readonly seals: readonly string[];
  readonly type: string | null;
};

export type Examination = ExaminationExamination | null;

export type ExaminationExamination = {
  readonly orderedAt: string;
  readonly site: string | null;
  readonly begunAt: string | null;
  readonly endedAt: string | null;
  readonly hours: number | null;
};

export type FileAbi = {
  readonly id: string;
  readonly disposition: string;
  readonly resend: boolean;
  readonly filings: number;
  readonly filingId?: string;
  readonly repeats?: string;
  readonly treated?: readonly { readonly kind: string; readonly disposition: string; readonly filings: number }[];
  readonly acknowledges?: readonly Acknowledge[];
  readonly status: string;
  readonly mailbox: string;
  readonly errors?: readonly {
    readonly at: string;
    readonly text: string;
    readonly code?: string;
    readonly remedy?: string;
  }[];
};

export type Filed = {
  readonly importer?: { readonly number?: string | null } | null;
  readonly modeOfTransport?: string | null;
  readonly plannedPortOfEntry?: string | null;
};

export type Filing = {
  readonly filingId: string;
  readonly kind: string;
  readonly reference: string;
  readonly module: string;
  readonly state: string;
  readonly disposition: string;
  readonly outcome: string | null;
  readonly conditions: readonly Condition[];
  readonly entrySummary?: unknown;
  readonly answeredAt: string | null;
};

export type FoundInsufficient = { readonly from: string; readonly to: string | null };

export type From = FromFrom | null;

export type FromFrom = {
  readonly line: number | null;
  readonly tariff: number | null;
  readonly pgaLine: number | null;
};

export type Gate = {
  readonly module: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: 'FLOWING' | 'TRIAL' | 'STOPPED';
  readonly since: string;
  readonly changedBy: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
  readonly held: number;
  readonly oldestSeconds: number | null;
  readonly closedBy: 'platform' | 'order' | null;
  readonly treatments: readonly Treatment[];
  readonly trial: Trial;
  readonly history: readonly GateHistory[];
};

export type GateHistory = {
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly by: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
};

export type HeaderFee = { readonly classCode: string; readonly cents: number };

export type HeldBy = {
  readonly code: string;
  readonly says: string;
  readonly from: string;
  readonly until: string | null;
  readonly reference: string | null;
};

export type History = {
  readonly version: number;
  readonly change: string;
  readonly filingId: string | null;
  readonly occurredAt: string;
};

export type Hold = { readonly code: string; readonly reason: string; readonly placedAt: string };

export type HoldHistory = {
  readonly code: string;
  readonly reason: string;
  readonly officer: string;
  readonly placedAt: string;
  readonly removedAt: string | null;
  readonly removedBy: string | null;
  readonly removalReason: string | null;
};

export type ImmediateDelivery = ImmediateDeliveryImmediateDelivery | null;

export type ImmediateDeliveryImmediateDelivery = {
  readonly askedBy: 'indicator' | 'split shipment';
  readonly releasedOn: string | null;
  readonly summaryDue: SummaryDue;
  readonly summaryFiledOn: string | null;
  readonly timeliness: 'on time' | 'late' | 'relieved' | null;
};

export type ImportersAsked = Readonly<Record<string, unknown>>;

export type InBond = InBondInBond | null;

export type InBondInBond = {
  readonly entryType: string;
  readonly number: string | null;
  readonly destinationPort: string | null;
};

export type Indicators = {
  readonly bondWaiverIndicator?: string;
  readonly electronicSignature?: string;
  readonly cargoReleaseCertificationRequest?: string;
  readonly electronicInvoiceIndicator?: string;
  readonly consolidatedSummaryIndicator?: string;
  readonly shipmentUsageTypeCode?: string;
  readonly liveEntryIndicator?: string;
  readonly deferredTaxPaymentCode?: string;
  readonly tradeAgreementReconciliationIndicator?: string;
  readonly reconciliationIssueCode?: string;
  readonly periodicStatementMonth?: string;
  readonly statementClientBranchIdentifier?: string;
  readonly bondWaiverReasonCode?: string;
  readonly knownImporterIndicator?: string;
  readonly pgaDataIncludedIndicator?: string;
  readonly tibDeclarationIndicator?: string;
  readonly consolidatedExpressInformalIndicator?: string;
};

export type Intent = {
  readonly port?: string;
  readonly examined?: boolean;
  readonly place?: string;
  readonly result?: 'discrepant' | 'not discrepant';
  readonly officers?: readonly Officer[];
};

export type Invoice = {
  readonly supplierIdCode?: string;
  readonly invoiceNumber?: string;
  readonly ranges?: readonly Range[];
  readonly ruling?: Ruling;
  readonly description?: string;
};

export type IrTax = { readonly classCode: string; readonly cents: number };

export type License = { readonly licenseTypeCode: string; readonly licenseNumber: string };

export type Line = {
  readonly number: string;
  readonly countryOfOrigin?: string;
  readonly countryOfExport?: string;
  readonly exportDate?: string;
  readonly chargesDollars?: number;
  readonly grossWeightKg?: string;
  readonly manufacturerId?: string;
  readonly description?: string;
  readonly specialProgram?: string;
  readonly tariffs: readonly Tariff[];
  readonly articleSetIndicator?: string;
  readonly textileExportationDate?: string;
  readonly foreignPortOfLadingCode?: string;
  readonly categoryCode?: string;
  readonly productClaimCode?: string;
  readonly relatedPartyIndicator?: string;
  readonly naftaNetCostIndicator?: string;
  readonly feeExemptionCode?: string;
  readonly adCaseNonReimbursementStatement?: string;
  readonly zone?: Zone;
  readonly invoices?: readonly Invoice[];
  readonly ruling?: Ruling;
  readonly articleParties?: readonly ArticleParty[];
  readonly certifiedParties?: readonly CertifiedParty[];
  readonly standardVisaNumber?: string;
  readonly license?: License;
  readonly adCvdCases?: readonly AdCvdCase[];
  readonly additionalDeclarations?: readonly AdditionalDeclaration[];
  readonly irTax?: IrTax;
  readonly otherRevenue?: IrTax;
  readonly sanctions?: readonly Sanction[];
  readonly censusOverrides?: readonly CensusOverride[];
  readonly fees?: readonly HeaderFee[];
  readonly correctionReasons?: readonly string[];
};

export type Liquidated = LiquidationLiquidationFiled | null;

export type Liquidation = LiquidationLiquidation | null;

export type LiquidationLiquidation = {
  readonly state: string;
  readonly status: string;
  readonly scheduledFor: string | null;
  readonly lastDay: string | null;
  readonly deemed: boolean;
  readonly noticeOn: string | null;
  readonly heldBy: readonly HeldBy[];
  readonly filed: LiquidationLiquidationFiled;
  readonly liquidated: Liquidated;
  readonly changeCents: number | null;
  readonly history: readonly LiquidationLiquidationHistory[];
};

export type LiquidationLiquidationFiled = {
  readonly dutyCents: number;
  readonly fees: readonly { readonly class: string; readonly cents: number }[];
  readonly declared?: Declared;
};

export type LiquidationLiquidationHistory = {
  readonly version: number;
  readonly at: string;
  readonly event: string;
  readonly code: string | null;
  readonly until: string | null;
  readonly scheduledFor: string | null;
  readonly by: string | null;
  readonly centerId: string | null;
  readonly basis: string | null;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly owed: LiquidationLiquidationFiled;
  readonly changeCents: number | null;
};

export type ListBondsParty = {
  readonly role: 'principal' | 'co-principal' | 'user';
  readonly number: string;
  readonly idType: string;
  readonly from: string | null;
  readonly until: string | null;
};

export type Manifest = {
  readonly manifestedQuantity?: number;
  readonly manifestedQuantityUnitOfMeasureCode?: string;
  readonly bills: readonly number[];
};

export type NewWebhook = { readonly url: string; readonly events?: readonly ('answer' | 'notification')[] };

export type Officer = {
  readonly role: 'processor' | 'examiner';
  readonly name?: string;
  readonly badge?: string;
  readonly phone?: string;
  readonly date?: string;
};

export type PaperRelease = PaperReleasePaperRelease | null;

export type PaperReleasePaperRelease = { readonly decisionId: string; readonly controlNumber: string };

export type Party = {
  readonly role: string;
  readonly name?: string;
  readonly idType?: string;
  readonly id?: string;
  readonly addressLines?: readonly string[];
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly addresses?: readonly Address[];
  readonly businessIdentifiers?: readonly BusinessIdentifier[];
};

export type Pilot = {
  readonly pilot: string;
  readonly agency: string;
  readonly benefit: string;
  readonly given: boolean;
  readonly reason: string;
  readonly day: string;
};

export type PlaceHold = { readonly code: string; readonly reason: string; readonly officer?: string };

export type Principal = { readonly numberType: 'EI' | 'ANI' | '34'; readonly number: string };

export type Priority = Benefit | null;

export type Protest = {
  readonly number: string;
  readonly type: string;
  readonly status: string;
  readonly decidedOn: string | null;
};

export type Protests = readonly Protest[] | null;

export type Quantity = { readonly quantity: string; readonly unit?: string };

export type Range = { readonly begin?: number; readonly end?: number };

export type ReadAbi = {
  readonly id: string;
  readonly channel: string;
  readonly format: string;
  readonly receivedAt: string;
  readonly disposition: string;
  readonly meaning: string;
  readonly resend: boolean;
  readonly repeats?: string;
  readonly errors?: readonly {
    readonly at: string;
    readonly text: string;
    readonly code?: string;
    readonly remedy?: string;
  }[];
  readonly acknowledges?: readonly Acknowledge[];
  readonly counts: { readonly filings: number; readonly unanswered: number; readonly rejected: number };
  readonly filings: readonly Filing[];
  readonly responses: readonly Response[];
  readonly next: number | null;
};

export type ReadBill = {
  readonly billKey: string;
  readonly issuerScac: string;
  readonly billNumber: string;
  readonly version: number;
  readonly state: string;
  readonly accountId: string;
  readonly conveyance: ReadBillConveyance;
  readonly portCode: string;
  readonly estimatedArrival: string;
  readonly arrivedAt: string | null;
  readonly filedAt: string;
  readonly quantity: number;
  readonly unit: string | null;
  readonly billType: string | null;
  readonly masterBill: string | null;
  readonly details: Details;
  readonly holds: readonly Hold[];
  readonly holdHistory: readonly HoldHistory[];
  readonly history: readonly History[];
  readonly entries: readonly ReadBillEntry[];
};

export type ReadBillConveyance = {
  readonly scac: string;
  readonly voyage: string;
  readonly name: string | null;
  readonly modeOfTransport: string;
  readonly vesselCode: string | null;
  readonly country: string | null;
};

export type ReadBillEntry = {
  readonly entryNumber: string;
  readonly told: string;
  readonly quantity: number;
  readonly changedAt: string;
};

export type ReadMailbox = { readonly entries: readonly Entry[]; readonly next: number | null };

export type Recovery = { readonly since: string };

export type Reference = { readonly qualifier: string; readonly value: string };

export type Release = ReleaseRelease | null;

export type ReleaseRelease = {
  readonly accountId: string;
  readonly state: string;
  readonly version: number;
  readonly exam: string;
  readonly documents: string;
  readonly documentType: string | null;
  readonly request: string | null;
  readonly filedAt: string;
  readonly releasedAt: string | null;
  readonly releaseDate: string | null;
  readonly releaseOrigin: string | null;
  readonly paperRelease: PaperRelease;
  readonly standing: Standing;
  readonly nextLookAt: string | null;
  readonly ordered?: { readonly quota?: string; readonly cancelsOn?: string; readonly inBondArrivedOn?: string };
  readonly findings?: readonly { readonly code: string; readonly text: string }[];
  readonly clocks?: readonly Clock[];
  readonly selection?: Selection;
  readonly benefits?: readonly Benefit[];
  readonly pilots?: readonly Pilot[];
  readonly priority?: Priority;
  readonly examination?: Examination;
  readonly immediateDelivery?: ImmediateDelivery;
  readonly agencies?: Agencies;
  readonly agencyStatuses?: AgencyStatuses;
  readonly bills: readonly ReleaseReleaseBill[];
  readonly filed: Filed;
  readonly history: readonly ReleaseReleaseHistory[];
};

export type ReleaseReleaseBill = {
  readonly billKey: string;
  readonly onFile: boolean;
  readonly arrivedAt: string | null;
  readonly holds: readonly string[];
  readonly unit?: string | null;
  readonly manifestedQuantity?: number | null;
  readonly inBond?: ReleaseReleaseBillInBond;
};

export type ReleaseReleaseBillInBond = {
  readonly number: string | null;
  readonly entryType: string;
  readonly departurePort: string;
  readonly destinationPort: string | null;
  readonly createdOn: string;
  readonly arrivedOn: string | null;
};

export type ReleaseReleaseHistory = {
  readonly version: number;
  readonly at: string;
  readonly event: string;
  readonly state: string;
  readonly officer: string | null;
  readonly note: string | null;
  readonly dispositions: readonly { readonly code: string; readonly text: string }[];
  readonly bills: readonly { readonly billKey: string; readonly code: string; readonly text: string }[];
};

export type Response = {
  readonly mailboxId: number;
  readonly event: string;
  readonly application: string;
  readonly contentType: string;
  readonly body: string;
};

export type Ruling = { readonly rulingTypeCode?: string; readonly rulingNumber?: string };

export type Sanction = {
  readonly recordId?: string;
  readonly recordType?: string;
  readonly fieldName?: string;
  readonly fieldValues: readonly string[];
};

export type Selection = SelectionSelection | null;

export type SelectionSelection = {
  readonly day: string;
  readonly selectedBy: 'criterion' | 'draw' | 'floor' | 'officer' | null;
  readonly reasons: readonly string[];
  readonly risk: number | null;
  readonly draw: Draw;
};

export type Standing = StandingStanding | null;

export type StandingStanding = {
  readonly decisionId: string;
  readonly controlNumber: string;
  readonly decision: string;
  readonly decidedAt: string;
};

export type State = 'active' | 'termination scheduled' | 'terminated' | 'void' | 'substituted' | 'superseded';

export type SummariesAskedFor = Readonly<Record<string, unknown>>;

export type Summary = SummarySummary | null;

export type SummaryDue = SummaryDueSummaryDue | null;

export type SummaryDueSummaryDue = {
  readonly clock: string;
  readonly rule: string;
  readonly startedOn: string;
  readonly legalDueDate: string;
  readonly dueDate: string;
  readonly relievedBy: string | null;
  readonly daysLeft: number;
  readonly unit: string;
  readonly atEnd: string;
};

export type SummarySummary = {
  readonly accountId: string;
  readonly state: string;
  readonly control: string;
  readonly version: string;
  readonly portOfEntry: string | null;
  readonly importerNumber: string | null;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly teamState: string;
  readonly deadline: Deadline;
  readonly history: readonly SummarySummaryHistory[];
};

export type SummarySummaryHistory = {
  readonly revision: number;
  readonly version: string;
  readonly event: string;
  readonly at: string;
  readonly filingId: string;
  readonly accountId?: string;
  readonly filed: unknown;
  readonly computed: unknown;
  readonly officer?: string | null;
  readonly note?: string | null;
  readonly changes?: readonly Change[];
  readonly changeCents?: number | null;
};

export type Surety = {
  readonly role: 'surety' | 'co-surety' | 'reinsurer';
  readonly code: string;
  readonly name: string | null;
  readonly agent: string | null;
  readonly liabilityDollars: number | null;
};

export type Tariff = {
  readonly hts: string;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly quantities?: readonly Quantity[];
  readonly currentHts?: string;
  readonly sanctionDisclaimIndicator?: string;
  readonly agencyRecords?: readonly AgencyRecord[];
};

export type Totals = {
  readonly valueDollars?: number;
  readonly dutyCents?: number;
  readonly feeCents?: number;
  readonly feesByClass?: readonly HeaderFee[];
  readonly irTaxCents?: number;
  readonly adDutyCents?: number;
  readonly cvDutyCents?: number;
  readonly otherRevenueCents?: number;
  readonly adCvd?: AdCvd;
};

export type Transaction = TransactionTransaction | null;

export type TransactionTransaction = {
  readonly type: string;
  readonly id: string;
  readonly entryType: string | null;
  readonly matched: boolean;
};

export type Treatment = {
  readonly kind: string;
  readonly disposition: 'held, do not resend' | 'not processed, resend' | 'stop sending';
};

export type Trial = { readonly pilots: readonly string[]; readonly phase: number | null } | null;

export type Warehouse = { readonly entryNumber?: string; readonly port?: string; readonly finalWithdrawal?: string };

export type Withdrawals = { readonly count: number; readonly isFinal: boolean } | null;

export type Zone = { readonly status: string; readonly privilegedFilingDate?: string; readonly quantity?: number };

/** By method and address. */
export interface Operations {
  /** File one CATAIR transmission: batches of cargo releases (SE) and entry summaries (AE), and of questions (CQ, EQ, KI) */ 'POST /abi': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: string;
    answer: FileAbi;
  };
  /** State and answer of a transmission */ 'GET /abi/{id}': {
    path: { readonly id: string };
    query: { readonly after?: unknown };
    body: undefined;
    answer: ReadAbi;
  };
  /** File one X12 interchange: manifests (309), or acknowledgements of what was sent to you (997, 999) */ 'POST /x12': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: string;
    answer: FileAbi;
  };
  /** State and answers of an interchange */ 'GET /x12/{id}': {
    path: { readonly id: string };
    query: { readonly after?: unknown };
    body: undefined;
    answer: ReadAbi;
  };
  /** Your filings that are not answered yet, the oldest first */ 'GET /filings': {
    path: Readonly<Record<string, never>>;
    query: { readonly state?: 'unanswered' };
    body: undefined;
    answer: {
      readonly unanswered: number;
      readonly filings: readonly {
        readonly filingId: string;
        readonly transmissionId: string;
        readonly channel: string;
        readonly kind: string;
        readonly reference: string;
        readonly module: string;
        readonly receivedAt: string;
        readonly disposition: string;
      }[];
    };
  };
  /** State and answer of a filing */ 'GET /filings/{id}': {
    path: { readonly id: string };
    query: { readonly after?: unknown };
    body: undefined;
    answer: ReadAbi;
  };
  /** File a manifest or amend one */ 'POST /filings/manifest': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly conveyance: {
        readonly carrier: string;
        readonly voyage: string;
        readonly modeOfTransport: string;
        readonly name?: string;
        readonly vesselCode?: string;
        readonly country?: string;
        readonly manifestSequence?: string;
        readonly manifestType?: string;
      };
      readonly ports: readonly {
        readonly port: string;
        readonly estimatedArrival: string;
        readonly bills: readonly {
          readonly amendment?: { readonly action: 'add' | 'delete' | 'replace'; readonly reason?: string };
          readonly issuer: string;
          readonly number: string;
          readonly ladingPort?: string;
          readonly quantity: number;
          readonly unit?: string;
          readonly weight?: string;
          readonly weightUnit?: string;
          readonly billType?: string;
          readonly masterBill?: string;
          readonly secondaryNotify?: readonly string[];
          readonly parties?: readonly {
            readonly role: string;
            readonly name?: string;
            readonly idType?: string;
            readonly id?: string;
            readonly addressLines?: readonly string[];
            readonly city?: string;
            readonly state?: string;
            readonly postalCode?: string;
            readonly country?: string;
          }[];
          readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
          readonly inBond?: { readonly entryType: string; readonly number?: string; readonly destinationPort?: string };
          readonly containers?: readonly {
            readonly number: string;
            readonly seals?: readonly string[];
            readonly type?: string;
          }[];
          readonly cargo?: readonly {
            readonly quantity?: number;
            readonly description: string;
            readonly marks?: string;
            readonly hts?: string;
          }[];
        }[];
      }[];
    };
    answer: FileAbi;
  };
  /** Report the arrival of a conveyance */ 'POST /filings/arrival': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly carrier: string;
      readonly voyage: string;
      readonly port: string;
      readonly arrivedAt: string;
      readonly conveyanceName?: string;
      readonly inBondMovement?: string;
    };
    answer: FileAbi;
  };
  /** File, replace, update or cancel a cargo release */ 'POST /filings/cargo-release': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly action: 'add' | 'replace' | 'update' | 'cancel';
      readonly entryNumber: string;
      readonly entryType?: string;
      readonly processingPort?: string;
      readonly block?: {
        readonly office?: string;
        readonly preparerPort?: string;
        readonly preparerFiler?: string;
        readonly preparerOffice?: string;
        readonly userText?: string;
      };
      readonly importer?: { readonly type?: string; readonly number: string };
      readonly modeOfTransport?: string;
      readonly bondType?: string;
      readonly estimatedValueDollars?: number;
      readonly portOfEntry?: string;
      readonly portOfUnlading?: string;
      readonly splitShipment?: string;
      readonly entryDateElection?: string;
      readonly electedEntryDate?: string;
      readonly locationOfGoods?: string;
      readonly electedExamSite?: string;
      readonly conveyance?: { readonly name?: string; readonly voyage?: string };
      readonly contact?: { readonly name: string; readonly phone: string };
      readonly cancellationReason?: string;
      readonly documentsHandedIn?: boolean;
      readonly multipleDispositions?: boolean;
      readonly ofSplitShipment?: boolean;
      readonly generalOrderNumber?: string;
      readonly bondedWarehouse?: string;
      readonly originatingEntry?: string;
      readonly immediateDelivery?: boolean;
      readonly bills?: readonly {
        readonly type: string;
        readonly issuer?: string;
        readonly number: string;
        readonly quantity?: number;
        readonly nonAms?: boolean;
        readonly arrivals?: readonly {
          readonly carrier?: string;
          readonly voyage?: string;
          readonly date?: string;
          readonly quantity?: number;
          readonly unit?: string;
          readonly conveyanceName?: string;
        }[];
        readonly containers?: readonly string[];
      }[];
      readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
      readonly parties?: readonly Party[];
      readonly lines?: readonly {
        readonly number: string;
        readonly countryOfOrigin?: string;
        readonly description?: string;
        readonly parties?: readonly Party[];
        readonly tariffs: readonly {
          readonly hts: string;
          readonly valueDollars?: number;
          readonly currentHts?: string;
          readonly agencyRecords?: readonly AgencyRecord[];
        }[];
        readonly zone?: Zone;
      }[];
      readonly securityFiling?: {
        readonly action: 'add' | 'replace' | 'delete';
        readonly submissionType?: string;
        readonly shipmentType?: string;
        readonly actionReason?: string;
        readonly importer: { readonly type?: string; readonly number: string };
        readonly modeOfTransport?: string;
        readonly transactionNumber?: string;
        readonly carrierScac?: string;
        readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
        readonly containers?: readonly {
          readonly description?: string;
          readonly initial?: string;
          readonly number?: string;
          readonly checkDigit?: string;
          readonly sizeType?: string;
        }[];
        readonly parties?: readonly {
          readonly role: string;
          readonly name?: string;
          readonly idType?: string;
          readonly id?: string;
          readonly secondaryNames?: readonly { readonly code: string; readonly name: string }[];
          readonly addresses?: readonly { readonly qualifier: string; readonly text: string }[];
          readonly city?: string;
          readonly state?: string;
          readonly postalCode?: string;
          readonly country?: string;
        }[];
      };
    };
    answer: FileAbi;
  };
  /** File, replace or delete an entry summary */ 'POST /filings/entry-summary': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly action: 'add' | 'replace' | 'delete';
      readonly entryNumber: string;
      readonly entryType?: string;
      readonly processingPort?: string;
      readonly portOfEntry?: string;
      readonly brokerReference?: string;
      readonly modeOfTransport?: string;
      readonly paymentType?: string;
      readonly statementDate?: string;
      readonly importerNumber?: string;
      readonly consigneeNumber?: string;
      readonly entryDate?: string;
      readonly importDate?: string;
      readonly estimatedArrival?: string;
      readonly carrier?: string;
      readonly portOfUnlading?: string;
      readonly bond?: Bond;
      readonly additionalBond?: Bond;
      readonly bills?: readonly Bill[];
      readonly correction?: Correction;
      readonly headerFees?: readonly HeaderFee[];
      readonly lines?: readonly Line[];
      readonly totals?: Totals;
      readonly indicators?: Indicators;
      readonly designatedNotifyPartyNumber?: string;
      readonly stateOfDestinationCode?: string;
      readonly foreignTradeZoneIdentifier?: string;
      readonly locationOfGoodsCode?: string;
      readonly conveyanceName?: string;
      readonly vesselCode?: string;
      readonly designatedExamPortCode?: string;
      readonly inBondDate?: string;
      readonly tripIdentifier?: string;
      readonly manifests?: readonly Manifest[];
      readonly warehouse?: Warehouse;
      readonly consolidatedReleases?: readonly string[];
      readonly missingDocuments?: readonly string[];
      readonly certification?: Certification;
    };
    answer: FileAbi;
  };
  /** File, replace or take back a drawback claim */ 'POST /filings/drawback-claim': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly action: 'add' | 'replace' | 'delete';
      readonly claimNumber: string;
      readonly filingPort?: string;
      readonly processingPort?: string;
      readonly brokerReference?: string;
      readonly provision?: string;
      readonly claimantNumber?: string;
      readonly signed?: boolean;
      readonly bondWaiver?: { readonly reason: string };
      readonly acceleratedPayment?: boolean;
      readonly marks?: {
        readonly oneTimeWaiver?: boolean;
        readonly waiverOfPriorNotice?: boolean;
        readonly commercialInterchangeability?: string;
        readonly petroleum?: boolean;
        readonly manufacturingPetroleum?: boolean;
        readonly oilSpillTax?: boolean;
        readonly nafta?: boolean;
        readonly wine?: boolean;
        readonly billOfMaterials?: boolean;
        readonly destroyedValue?: boolean;
        readonly usmca?: boolean;
        readonly retailSalesSubstitution?: boolean;
        readonly superfundTax?: boolean;
      };
      readonly bond?: {
        readonly type: string;
        readonly surety?: string;
        readonly amountDollars?: number;
        readonly number?: string;
      };
      readonly imports?: readonly {
        readonly action: string;
        readonly entryNumber?: string;
        readonly line?: string;
        readonly certificateOfDelivery?: boolean;
        readonly ruling?: string;
        readonly receivedOn?: string;
        readonly usedOn?: string;
        readonly trackingNumber?: string;
        readonly accountingMethod?: string;
        readonly tariffs: readonly {
          readonly hts: string;
          readonly description?: string;
          readonly quantities: readonly { readonly quantity: string; readonly unit: string }[];
          readonly revenues?: readonly {
            readonly classCode: string;
            readonly claimedCents: number;
            readonly calculatedCents?: number;
            readonly adjustedCents?: number;
            readonly quarterlyHarborFee?: boolean;
          }[];
        }[];
      }[];
      readonly manufactured?: readonly {
        readonly action: string;
        readonly ruling: string;
        readonly hts: string;
        readonly quantity: string;
        readonly unit: string;
        readonly producedOn: string;
        readonly factory?: string;
        readonly description?: string;
        readonly trackingNumber?: string;
        readonly imports?: readonly string[];
        readonly manufactured?: readonly string[];
      }[];
      readonly exported?: readonly {
        readonly how: 'exported' | 'destroyed';
        readonly hts: string;
        readonly scheduleB?: boolean;
        readonly quantity: string;
        readonly unit: string;
        readonly date: string;
        readonly noticeOfIntent?: boolean;
        readonly waiverOfRights?: boolean;
        readonly exporter: string;
        readonly countryOfDestination?: string;
        readonly billOfLading?: boolean;
        readonly carrier?: string;
        readonly description?: string;
        readonly identifier?: string;
        readonly imports?: readonly string[];
        readonly manufactured?: readonly string[];
        readonly intent?: Intent;
        readonly dutyPaidIn?: 'CA' | 'MX';
      }[];
      readonly intent?: Intent;
      readonly dutyPaidIn?: 'CA' | 'MX';
      readonly totals?: {
        readonly byClass?: readonly { readonly classCode: string; readonly cents: number }[];
        readonly dutyCents?: number;
        readonly feeCents?: number;
        readonly taxCents?: number;
      };
    };
    answer: FileAbi;
  };
  /** File a bond, adjust, void or terminate it, or put a rider to it */ 'POST /filings/bond': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly action:
        | 'add'
        | 'add additional'
        | 'substitute'
        | 'supersede'
        | 'adjust'
        | 'void'
        | 'terminate'
        | 'rider';
      readonly type: 'continuous' | 'single transaction';
      readonly activityCode?: string;
      readonly amountDollars?: number;
      readonly executedOn?: string;
      readonly suretyReference?: string;
      readonly effectiveOn?: string;
      readonly terminatesOn?: string;
      readonly bondNumber?: string;
      readonly reconciliation?: 'add' | 'remove';
      readonly virginIslands?: boolean;
      readonly notify?: readonly string[];
      readonly transaction?: {
        readonly type: 'entry' | 'security filing' | 'seizure case' | 'bill of lading' | 'voyage';
        readonly entryType?: string;
        readonly id: string;
      };
      readonly principal?: Principal;
      readonly coPrincipals?: readonly Principal[];
      readonly users?: readonly {
        readonly numberType: 'EI' | 'ANI' | '34';
        readonly number: string;
        readonly rider?: 'add' | 'delete';
        readonly addOn?: string;
        readonly deleteOn?: string;
      }[];
      readonly surety?: { readonly code: string; readonly agent: string; readonly liabilityDollars?: number };
      readonly coSureties?: readonly {
        readonly code: string;
        readonly agent: string;
        readonly liabilityDollars: number;
      }[];
      readonly reinsurer?: { readonly code: string; readonly agent: string };
    };
    answer: FileAbi;
  };
  /** Place a hold on a bill of lading */ 'POST /officer/bills/{billKey}/holds': {
    path: { readonly billKey: string };
    query: Readonly<Record<string, never>>;
    body: PlaceHold;
    answer: FileAbi;
  };
  /** Remove a hold from a bill of lading */ 'POST /officer/bills/{billKey}/holds/remove': {
    path: { readonly billKey: string };
    query: Readonly<Record<string, never>>;
    body: PlaceHold;
    answer: FileAbi;
  };
  /** Decide on an entry under review */ 'POST /officer/entries/{filerCode}/{entryNumber}/review': {
    path: { readonly filerCode: string; readonly entryNumber: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly decision:
        | 'exam ordered'
        | 'exam completed'
        | 'documents required'
        | 'documents received'
        | 'correction accepted'
        | 'correction refused'
        | 'cancellation accepted'
        | 'cancellation refused'
        | 'cancellation announced'
        | 'cancellation called off'
        | 'exam overridden'
        | 'in-bond arrived'
        | 'quota accepted'
        | 'quota reserved'
        | 'quota rejected'
        | 'release date updated'
        | 'release date removed'
        | 'summary under review'
        | 'summary review ended'
        | 'summary rejected';
      readonly note?: string;
      readonly officer?: string;
      readonly refusal?: { readonly reasonCode: string; readonly comments?: readonly string[] };
      readonly day?: string;
      readonly examination?: { readonly site?: string; readonly begunAt?: string; readonly hours?: number };
    };
    answer: FileAbi;
  };
  /** Answers and notifications that wait for you, oldest first */ 'GET /mailbox': {
    path: Readonly<Record<string, never>>;
    query: { readonly after?: number; readonly limit?: unknown; readonly format?: 'abi' | 'x12' | 'json' };
    body: undefined;
    answer: ReadMailbox;
  };
  /** Acknowledge several entries */ 'POST /mailbox/ack': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: AcknowledgeOrder;
    answer: { readonly acknowledged: readonly number[] };
  };
  /** Acknowledge an entry: it leaves the mailbox */ 'POST /mailbox/{id}/ack': {
    path: { readonly id: number };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly acknowledged: readonly number[] };
  };
  /** Your webhooks */ 'GET /webhooks': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly webhooks: readonly {
        readonly id: string;
        readonly url: string;
        readonly events: readonly string[];
        readonly active: boolean;
        readonly createdAt: string;
      }[];
    };
  };
  /** Have answers and notifications pushed to an address of yours */ 'POST /webhooks': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: NewWebhook;
    answer: {
      readonly id: string;
      readonly url: string;
      readonly events: readonly string[];
      readonly active: boolean;
      readonly createdAt: string;
      readonly secret: string;
    };
  };
  /** End a webhook */ 'DELETE /webhooks/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** Have one delivery pushed again */ 'POST /webhooks/{id}/deliveries/{deliveryId}/resend': {
    path: { readonly id: string; readonly deliveryId: number };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: undefined;
  };
  /** Have everything pushed that did not arrive since a time */ 'POST /webhooks/{id}/recoveries': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: Recovery;
    answer: { readonly queued: number; readonly more: boolean };
  };
  /** Delivery log of a webhook, newest first */ 'GET /webhooks/{id}/deliveries': {
    path: { readonly id: string };
    query: { readonly before?: unknown; readonly limit?: unknown };
    body: undefined;
    answer: {
      readonly deliveries: readonly {
        readonly id: number;
        readonly mailboxId: number;
        readonly event: string;
        readonly state: string;
        readonly attempts: number;
        readonly nextTryAt: string | null;
        readonly status: number | null;
        readonly error: string | null;
        readonly createdAt: string;
        readonly finishedAt: string | null;
      }[];
    };
  };
  /** State of a bill of lading: for its carrier and for CBP */ 'GET /bills/{billKey}': {
    path: { readonly billKey: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ReadBill;
  };
  /** State of an entry: for its filer and officers; without what was declared for its importer and who has its power of attorney to see */ 'GET /entries/{filerCode}/{entryNumber}': {
    path: { readonly filerCode: string; readonly entryNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly entry: string;
      readonly seenBy?: readonly string[];
      readonly release: Release;
      readonly summary: Summary;
      readonly liquidation?: Liquidation;
      readonly replays?:
        | readonly {
            readonly filingId: string;
            readonly first: boolean;
            readonly reason: string;
            readonly judgedAt: string;
          }[]
        | null;
    };
  };
  /** A drawback claim: for its filer, its claimant, who has its power of attorney to see, and CBP */ 'GET /drawback-claims/{filerCode}/{claimNumber}': {
    path: { readonly filerCode: string; readonly claimNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly claimNumber: string;
      readonly accountId: string;
      readonly seenBy?: readonly string[];
      readonly state: 'on file' | 'withdrawn' | 'deleted';
      readonly version: string;
      readonly claimantNumber: string;
      readonly centerId: string | null;
      readonly provision: { readonly code: string; readonly name: string };
      readonly filingPort: string;
      readonly filedOn: string;
      readonly acceleratedPayment: 'not requested' | 'requested' | 'removed';
      readonly claimed: { readonly dutyCents: number; readonly feeCents: number; readonly taxCents: number };
      readonly designated: readonly {
        readonly filerCode: string;
        readonly entryNumber: string;
        readonly line: string | null;
        readonly onFile: boolean;
        readonly importedOn: string | null;
        readonly claimableUntil: string | null;
        readonly quantities: readonly { readonly unit: string; readonly quantity: string }[];
        readonly revenues: readonly { readonly class: string; readonly cents: number }[];
      }[];
      readonly history: readonly {
        readonly revision: number;
        readonly event: string;
        readonly at: string;
        readonly filingId: string;
        readonly filed: unknown | null;
      }[];
      readonly refund: string;
    };
  };
  /** Activity log of your account, oldest first */ 'GET /activity': {
    path: Readonly<Record<string, never>>;
    query: { readonly after?: unknown; readonly limit?: unknown };
    body: undefined;
    answer: {
      readonly entries: readonly {
        readonly accountId: string;
        readonly sequence: number;
        readonly occurredAt: string;
        readonly recordedAt: string;
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
        readonly previousHash: string;
        readonly hash: string;
        readonly removedAt?: string;
      }[];
      readonly next: number | null;
    };
  };
  /** Bonds of a surety with what it is liable for, of an entry, or of your importer numbers */ 'GET /bonds': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly surety?: string;
      readonly entry?: string;
      readonly state?: 'active' | 'termination scheduled' | 'terminated' | 'void' | 'substituted' | 'superseded';
      readonly after?: string;
      readonly limit?: unknown;
    };
    body: undefined;
    answer: {
      readonly bonds: readonly {
        readonly number: string;
        readonly type: '8' | '9';
        readonly designation: string;
        readonly activityCode: string;
        readonly activity: string;
        readonly amountDollars: number;
        readonly state: State;
        readonly version: number;
        readonly suretyReference: string | null;
        readonly executedOn: string;
        readonly effectiveOn: string | null;
        readonly terminatesOn: string | null;
        readonly reconciliation: boolean;
        readonly virginIslands: boolean;
        readonly foundInsufficient?: readonly FoundInsufficient[];
        readonly transaction: Transaction;
        readonly sureties: readonly Surety[];
        readonly parties: readonly ListBondsParty[];
        readonly sufficiency: 'sufficient' | 'insufficient' | 'unknown';
      }[];
      readonly next: string | null;
      readonly liability: readonly { readonly code: string; readonly bonds: number; readonly dollars: number }[];
    };
  };
  /** A bond: for its sureties, its principals and users, the filer of the entry that it secures, and CBP */ 'GET /bonds/{number}': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly number: string;
      readonly type: '8' | '9';
      readonly designation: string;
      readonly activityCode: string;
      readonly activity: string;
      readonly amountDollars: number;
      readonly state: State;
      readonly version: number;
      readonly suretyReference: string | null;
      readonly executedOn: string;
      readonly effectiveOn: string | null;
      readonly terminatesOn: string | null;
      readonly reconciliation: boolean;
      readonly virginIslands: boolean;
      readonly foundInsufficient?: readonly FoundInsufficient[];
      readonly transaction: Transaction;
      readonly sureties: readonly Surety[];
      readonly parties: readonly ListBondsParty[];
      readonly accountId: string;
      readonly history: readonly {
        readonly version: number;
        readonly event: string;
        readonly at: string;
        readonly filingId: string;
        readonly filed: unknown;
      }[];
    };
  };
  /** Notices of liquidation posted on a day: of all ports or one, by entry number, open to everyone */ 'GET /liquidations': {
    path: Readonly<Record<string, never>>;
    query: { readonly on: string; readonly port?: string; readonly after?: string; readonly limit?: unknown };
    body: undefined;
    answer: {
      readonly notices: readonly {
        readonly entry: string;
        readonly port: string | null;
        readonly entryType: string | null;
        readonly entryDate: string;
        readonly postedOn: string;
        readonly event: 'liquidated' | 'reliquidated' | 'set aside';
        readonly deemed: boolean;
        readonly outcome: 'no change' | 'bill' | 'refund';
      }[];
      readonly next: string | null;
      readonly asOf: string;
    };
  };
  /** State of the platform, open to everyone */ 'GET /status/summary.json': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: Readonly<Record<string, unknown>>;
  };
  /** Status of a bill: for its carrier, for who filed an entry for it or is named to be told, and for CBP */ 'GET /questions/bills/{billKey}': {
    path: { readonly billKey: string };
    query: { readonly related?: 'true' | 'false' };
    body: undefined;
    answer: AskBill;
  };
  /** Status of the bills that an in-bond movement carries */ 'GET /questions/in-bonds/{inBondNumber}': {
    path: { readonly inBondNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: AskBill;
  };
  /** Status of an entry that was filed in the last six months: for its filer, its importer and CBP */ 'GET /questions/entries/{filerCode}/{entryNumber}': {
    path: { readonly filerCode: string; readonly entryNumber: string };
    query: { readonly bills?: 'true' | 'false' };
    body: undefined;
    answer: {
      readonly asOf: string;
      readonly isLastKnown: boolean;
      readonly ageSeconds: number;
      readonly entry: {
        readonly entry: string;
        readonly release: Release;
        readonly summary: Summary;
        readonly liquidation?: Liquidation;
      };
      readonly bills: readonly AskBillBill[];
    };
  };
  /** Names and continuous bonds of importers */ 'POST /questions/importers': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: ImportersAsked;
    answer: {
      readonly importers: readonly {
        readonly importerNumber: string;
        readonly onFile: boolean;
        readonly name: string | null;
        readonly standing: 'active' | 'inactive' | 'voided' | null;
        readonly bonds: readonly {
          readonly bondNumber: string;
          readonly suretyCode: string;
          readonly activityCode: string;
          readonly amountCents: number;
          readonly portFiled: string | null;
          readonly effectiveOn: string;
          readonly terminatesOn: string | null;
          readonly sufficient: boolean | null;
          readonly userActive: boolean;
          readonly userEndsOn: string | null;
        }[];
        readonly asOf: string | null;
        readonly isLastKnown: boolean;
      }[];
    };
  };
  /** How an entry summary stands: for its filer, its importer, the surety of its bond and CBP */ 'GET /questions/entry-summaries/{filerCode}/{entryNumber}': {
    path: { readonly filerCode: string; readonly entryNumber: string };
    query: { readonly content?: 'true' | 'false' };
    body: undefined;
    answer: AskEntrySummary;
  };
  /** How entry summaries stand, by their numbers or by a search as the J2 record asks it */ 'POST /questions/entry-summaries': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: SummariesAskedFor;
    answer: {
      readonly summaries: readonly AskEntrySummary[];
      readonly notForYou: readonly string[];
      readonly next: { readonly acceptedAt: string; readonly entry: string } | null;
    };
  };
  /** Duty and fees of an entry summary before it is filed, with the steps they are computed by */ 'POST /questions/duty': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly entryType?: string;
      readonly processingPort?: string;
      readonly portOfEntry?: string;
      readonly brokerReference?: string;
      readonly modeOfTransport?: string;
      readonly paymentType?: string;
      readonly statementDate?: string;
      readonly importerNumber?: string;
      readonly consigneeNumber?: string;
      readonly entryDate?: string;
      readonly importDate?: string;
      readonly estimatedArrival?: string;
      readonly carrier?: string;
      readonly portOfUnlading?: string;
      readonly bond?: Bond;
      readonly additionalBond?: Bond;
      readonly bills?: readonly Bill[];
      readonly correction?: Correction;
      readonly headerFees?: readonly HeaderFee[];
      readonly lines?: readonly Line[];
      readonly totals?: Totals;
      readonly indicators?: Indicators;
      readonly designatedNotifyPartyNumber?: string;
      readonly stateOfDestinationCode?: string;
      readonly foreignTradeZoneIdentifier?: string;
      readonly locationOfGoodsCode?: string;
      readonly conveyanceName?: string;
      readonly vesselCode?: string;
      readonly designatedExamPortCode?: string;
      readonly inBondDate?: string;
      readonly tripIdentifier?: string;
      readonly manifests?: readonly Manifest[];
      readonly warehouse?: Warehouse;
      readonly consolidatedReleases?: readonly string[];
      readonly missingDocuments?: readonly string[];
      readonly certification?: Certification;
      readonly action?: 'add' | 'replace' | 'delete';
      readonly entryNumber?: string;
    };
    answer: {
      readonly rateDate: string;
      readonly lines: readonly {
        readonly lineNumber: string;
        readonly valueDollars: number;
        readonly dutyCents: number;
        readonly mpfExempt: boolean;
        readonly mpfCents: number;
        readonly hmfCents: number;
        readonly tariffs: readonly {
          readonly hts: string;
          readonly dutyCents: number;
          readonly rateText: string;
          readonly column: string | null;
          readonly formula: string;
          readonly equation?: string;
          readonly rateDate?: string;
          readonly rateFrom?: string | null;
          readonly steps?: readonly { readonly says: string; readonly comesTo: string }[];
          readonly verified: boolean;
          readonly note?: string | null;
        }[];
        readonly deposits?: readonly {
          readonly caseNumber: string;
          readonly claim: string;
          readonly says: string;
          readonly dutyCents: number | null;
        }[];
        readonly tax?: {
          readonly classCode: string;
          readonly leastCents: number;
          readonly mostCents: number;
          readonly says: string;
        };
      }[];
      readonly valueDollars: number;
      readonly dutyCents: number;
      readonly feesByClass: readonly { readonly classCode: string; readonly cents: number }[];
      readonly feeCents: number;
      readonly harborFeeWaived: boolean;
      readonly totalCents: number;
      readonly notes: readonly string[];
    };
  };
  /** Worklist of a partner agency: lines with data for it, oldest entry first */ 'GET /agency/lines': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly agency?: string;
      readonly state?: 'open' | 'all';
      readonly entry?: string;
      readonly after?: string;
      readonly limit?: unknown;
    };
    body: undefined;
    answer: {
      readonly entries: readonly {
        readonly entry: string;
        readonly entryType: string | null;
        readonly port: string | null;
        readonly modeOfTransport: string | null;
        readonly estimatedArrival: string | null;
        readonly importerNumber: string | null;
        readonly accountId: string;
        readonly releaseState: string;
        readonly filedAt: string;
        readonly lines: readonly {
          readonly line: number;
          readonly tariff: number;
          readonly pgaLine: number;
          readonly hts: string | null;
          readonly countryOfOrigin: string | null;
          readonly program: string;
          readonly processing: string | null;
          readonly disclaimer: string | null;
          readonly state: string;
          readonly since: string;
          readonly by: string | null;
          readonly note: string | null;
          readonly documentType: string | null;
          readonly records: readonly {
            readonly record: string;
            readonly recordIndex: number | null;
            readonly fields: Readonly<Record<string, unknown>>;
          }[];
        }[];
      }[];
      readonly next: string | null;
      readonly asOf: string;
    };
  };
  /** Decide on lines of an entry: may proceed, hold, documents required or received, refuse */ 'POST /agency/entries/{filerCode}/{entryNumber}/decision': {
    path: { readonly filerCode: string; readonly entryNumber: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly agency?: string;
      readonly decision: 'may proceed' | 'hold' | 'documents required' | 'documents received' | 'refuse';
      readonly lines?: readonly { readonly line: number; readonly tariff: number; readonly pgaLine: number }[];
      readonly note?: string;
      readonly documentType?: string;
      readonly reasonCode?: string;
      readonly officer?: string;
    };
    answer: FileAbi;
  };
  /** Mark held filings as processed by hand */ 'POST /officer/gates/{module}/held/processed-outside': {
    path: { readonly module: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly actor?: string;
      readonly note: string;
      readonly reference: string;
      readonly filingIds?: readonly string[];
      readonly references?: readonly string[];
    };
    answer: {
      readonly filings: readonly {
        readonly filingId: string | null;
        readonly reference: string | null;
        readonly result: string;
      }[];
    };
  };
  /** All your filings that a downtime held, as they stand now */ 'GET /downtime-summaries/{id}/filings': {
    path: { readonly id: string };
    query: { readonly after?: unknown; readonly limit?: unknown };
    body: undefined;
    answer: {
      readonly filings: readonly {
        readonly filingId: string;
        readonly transmissionId: string;
        readonly kind: string;
        readonly reference: string;
        readonly fate: string;
        readonly outcome: string | null;
        readonly answeredAt: string | null;
        readonly conditions: readonly {
          readonly code: string;
          readonly text: string;
          readonly remedy: string;
          readonly severity: string;
        }[];
      }[];
      readonly next: string | null;
    };
  };
  /** How far your activity log reached, signed, in the order in which the gateway heard it */ 'GET /activity/heads': {
    path: Readonly<Record<string, never>>;
    query: { readonly after?: unknown; readonly limit?: unknown };
    body: undefined;
    answer: {
      readonly heads: readonly {
        readonly id: number;
        readonly accountId: string;
        readonly sequence: number;
        readonly hash: string;
        readonly signedAt: string;
        readonly keyId: string;
        readonly signature: string;
        readonly heardAt: string;
      }[];
      readonly next: number | null;
    };
  };
  /** How far the tree over the activity logs of all accounts reached, signed, the newest first */ 'GET /activity/tree': {
    path: Readonly<Record<string, never>>;
    query: { readonly before?: unknown; readonly limit?: unknown };
    body: undefined;
    answer: {
      readonly heads: readonly {
        readonly id: number;
        readonly size: number;
        readonly rootHash: string;
        readonly signedAt: string;
        readonly keyId: string;
        readonly signature: string;
        readonly heardAt: string;
      }[];
      readonly next: number | null;
    };
  };
  /** Public keys by which signed heads are checked, earlier ones too */ 'GET /activity/keys': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly keys: readonly { readonly keyId: string; readonly algorithm: 'Ed25519'; readonly publicKey: string }[];
    };
  };
  /** The gates to the modules and what waits behind them */ 'GET /officer/gates': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly gates: readonly Gate[] };
  };
  /** Stop a gate, or resume: then it opens through a trial */ 'POST /officer/gates': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly module: 'manifest' | 'entry';
      readonly direction: 'inbound' | 'outbound';
      readonly order: 'stop' | 'resume';
      readonly officer?: string;
      readonly cause: string;
      readonly incidentNumber?: string;
      readonly treatments?: readonly Treatment[];
    };
    answer: Gate;
  };
  /** What waits behind a gate, in the order received */ 'GET /officer/gates/{module}/{direction}/held': {
    path: { readonly module: string; readonly direction: string };
    query: { readonly after?: unknown };
    body: undefined;
    answer: {
      readonly counts: readonly { readonly kind: string; readonly count: number; readonly oldestSeconds: number }[];
      readonly items: readonly {
        readonly filingId: string | null;
        readonly transmissionId: string | null;
        readonly kind: string;
        readonly reference: string;
        readonly accountId: string;
        readonly accountName: string | null;
        readonly receivedAt: string;
        readonly ageSeconds: number;
        readonly disposition: 'held, do not resend' | 'not processed, resend' | 'stop sending' | null;
      }[];
      readonly next: string | null;
    };
  };
}
