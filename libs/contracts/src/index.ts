export { allRequests, type Call, calls, mayCall } from './calls';
export { COMPONENTS, SERVICE_NAMES } from './components';
export * from './contract';
export { addressOf, type AnswerOf, type AskedBy, type RequestContract } from './request';
export { faultFinder } from './fault';
export * from './shapes';
export * from './filing-kinds';
export * from './subjects';
export type { FilingAnswered } from './filing-answered';
export { AccountChanged, AccountKind } from './account/account-changed';
export { type ActivityPage, ActivityRequest } from './account/activity-request';
export { DocumentsKnownRequest } from './account/documents-known-request';
export {
  type ActivityHead,
  headKeys,
  type HeadKeys,
  headText,
  isSigned,
  keyIdOf,
  PUBLIC_KEYS_FORM,
  publicKeyText,
  type SignedHead,
  signHead,
  SIGNING_KEY_FORM,
  signingKey,
} from './account/activity-head';
export { ActivityHeadSigned } from './account/activity-head-signed';
export {
  isTreeHeadSigned,
  type SignedTreeHead,
  signTreeHead,
  type TreeHead,
  treeHeadText,
} from './account/activity-tree-head';
export { ActivityTreeSigned } from './account/activity-tree-signed';
export { SessionsEnded } from './account/sessions-ended';
export { PowerOfAttorney, PowerOfAttorneyChanged, PowerScope } from './account/power-of-attorney-changed';
export { PowerOfAttorneyNoticed } from './account/power-of-attorney-noticed';
export { CapabilityAdmission, CapabilityChanged } from './account/capability-changed';
export { CAPABILITIES, type Capability, type CapabilityCode } from './capabilities';
export { ReportTold } from './account/report-told';
export { DeactivationAnnounced } from './account/deactivation-announced';
export { FilerSetUp, FilerSetUpChanged, type StatementProfile } from './account/filer-set-up-changed';
export { SetUpTold } from './account/set-up-told';
export { SuggestionAnswered } from './account/suggestion-answered';
export { DocumentsRequested } from './account/documents-requested';
export { NoticeDocumentHandedIn } from './account/notice-document-handed-in';
export { ImporterAssigned } from './cee/importer-assigned';
export { AuthorityChanged } from './cee/authority-changed';
export { HoldRequested } from './cee/hold-requested';
export { SummaryDecided } from './cee/summary-decided';
export { LiquidationOrdered } from './cee/liquidation-ordered';
export { NOTICE_STEPS, NoticeTold } from './cee/notice-told';
export { type Benefit, BENEFITS, StandingChanged } from './cee/standing-changed';
export { CeeAccountTold } from './cee/account-told';
export { EnforcementReferred } from './cee/enforcement-referred';
export { CenterInputTold } from './cee/center-input-told';
export { CenterInputAsked } from './enforcement/center-input-asked';
export { EnforcementAccountTold } from './enforcement/account-told';
export { EnforcementAccountUsed } from './enforcement/account-used';
export { EnforcementCaseChanged } from './enforcement/case-changed';
export { EnforcementInteractionRecorded } from './enforcement/interaction-recorded';
export { TeamAssigned } from './cee/team-assigned';
export { CeeInteractionRecorded } from './cee/interaction-recorded';
export { EntryInteractionRecorded } from './entry/interaction-recorded';
export { ManifestInteractionRecorded } from './manifest/interaction-recorded';
export type { AccountUse } from './use-contract';
export { PortAccountUsed } from './port/account-used';
export { CeeAccountUsed } from './cee/account-used';
export { PortInteractionRecorded } from './port/interaction-recorded';
export { actOfCbp, type Interaction, INTERACTIONS } from './interactions';
export { VIEWED } from './interaction-contract';
export { EntryFilingAnswered } from './entry/filing-answered';
export { type DutyComputed, DutyRequest } from './entry/duty-request';
export { type EntryOnFile, EntryRequest } from './entry/entry-request';
export { type ImporterBonds, ImporterBondsRequest } from './entry/importer-bonds-request';
export {
  type SummariesAsked,
  SUMMARIES_NAMED_AT_ONCE,
  SummariesRequest,
  SUMMARY_CRITERIA,
  type SummaryCriterion,
  type SummaryTold,
} from './entry/summaries-request';
export { ProtestsRequest, type ProtestTold } from './cee/protests-request';
export {
  type BondOnFile,
  BondRequest,
  type BondsAsked,
  type BondsOnFile,
  type BondShown,
  BondsRequest,
  type BondState,
} from './entry/bond-request';
export { BondFiled, type BondParty, type BondSurety, type BondUser } from './gateway/bond-filed';
export { type DrawbackClaimOnFile, DrawbackClaimRequest } from './entry/drawback-claim-request';
export { BondChanged } from './entry/bond-changed';
export { DepositTold } from './entry/deposit-told';
export { type DesignatedLine, DrawbackClaimChanged } from './entry/drawback-claim-changed';
export { type LiquidationNotices, LiquidationNoticesRequest } from './entry/liquidation-notices-request';
export { type ClaimResult, ReleaseClaim } from './entry/release-claim';
export { ReleaseStatusChanged } from './entry/release-status-changed';
export { type AgencyLines, AgencyLinesRequest } from './entry/agency-lines-request';
export { NamedBond } from './entry/bond';
export { Goods } from './entry/goods';
export { AgencyStatus } from './entry/agency-status';
export { InBondMovement } from './entry/in-bond';
export { FilingBlock } from './gateway/filing-block';
export { SummaryReported } from './entry/summary-reported';
export { LiquidationChanged, type LiquidationEvent, LiquidationStep, Owed } from './entry/liquidation-changed';
export { BenefitOnEntry, Examination, PilotOnEntry, SelectedBy, SelectionMade } from './entry/selection-made';
export { SummaryStatusChanged } from './entry/summary-status-changed';
export { TeamRequested } from './entry/team-requested';
export { type ActivityHeadsPage, ActivityHeadsRequest, HeldHead } from './gateway/activity-heads-request';
export { type ActivityTreeHeld, ActivityTreeRequest } from './gateway/activity-tree-request';
export { ArrivalReported } from './gateway/arrival-reported';
export { BillHoldOrdered } from './gateway/bill-hold-ordered';
export { CargoReleaseFiled, ReleaseBill, ReleaseLine } from './gateway/cargo-release-filed';
export type { SecurityFiling, SecurityParty } from './gateway/security-filing';
export type { ZoneOfLine } from './gateway/zone-and-warehouse';
export {
  EntryReviewOrdered,
  isSummaryDecision,
  type ReleaseDecision,
  ReviewDecision,
  type SummaryDecision,
} from './gateway/entry-review-ordered';
export {
  type ArticleExported,
  DrawbackClaimFiled,
  type ImportDesignated,
  type NoticeOfIntentFiled,
} from './gateway/drawback-claim-filed';
export { DeclaredMoney } from './declared-money';
export type { CertifiedParty, SummaryIndicators } from './gateway/summary-header';
export type { AdCvdCase, DeclaredRevenue } from './gateway/summary-line';
export { EntrySummaryFiled, type SummaryLineFiled } from './gateway/entry-summary-filed';
export { AgencyDecision, AgencyDecisionOrdered, AgencyPlace } from './gateway/agency-decision-ordered';
export { FilingHeld } from './gateway/filing-held';
export { AccountUsed } from './gateway/account-used';
export { InteractionRecorded } from './gateway/interaction-recorded';
export { ManifestBillFiled, ManifestFiled } from './gateway/manifest-filed';
export { BillChanged } from './manifest/bill-changed';
export { HoldAnswered } from './manifest/hold-answered';
export { InBondTold } from './manifest/in-bond-told';
export { type BillOnFile, BillRequest } from './manifest/bill-request';
export { BillsOfRequest } from './manifest/bills-of-request';
export { CarrierNotified } from './manifest/carrier-notified';
export { ManifestFilingAnswered } from './manifest/filing-answered';
export { AccountTold } from './port/account-told';
export {
  Direction,
  DowntimeChanged,
  DowntimeChannel,
  DowntimeModule,
  DowntimeScope,
  TransactionTreatment,
  TransportMode,
} from './port/downtime-changed';
export { GateView, HEARTBEAT, Vitals } from './status/heartbeat';
export { afterProbe, NOT_PROBED, type ProbeOutcome, type ProbeSightings, type ReplicaSighting } from './sightings';
export { ManualDecision, ManualDecisionMade } from './port/manual-decision-made';
export { type ManualDecisionsPage, ManualDecisionsRequest } from './port/manual-decisions-request';
export { PublicRecordsRequest } from './port/public-records-request';
export { OutagesRequest } from './status/outages-request';
export { ComponentStatesRequest } from './status/component-states-request';
export { VitalsRequest } from './status/vitals-request';
export { type ReplayedLanes, RoadReplayRequest, RoadsRequest } from './operations/roads-request';
export {
  SetAside,
  SetAsideInFull,
  WorklistEntryRequest,
  WorklistOrderRequest,
  WorklistRequest,
  type WorklistResult,
} from './operations/worklist-requests';
export { allContracts, contractOf } from './registry';
export { destinationsOf, listeners, listenersOf } from './routes';
export {
  DowntimeChange,
  IncidentState,
  NoticeOccasion,
  PublicRecord,
  PublicRecords,
  ToldDowntime,
  ToldIncident,
  ToldNotice,
  ToldOverride,
} from './port/public-records';
export * from './statement';
export { ComponentStates } from './status/component-states';
