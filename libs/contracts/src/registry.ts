import { AccountChanged } from './account/account-changed';
import { ActivityHeadSigned } from './account/activity-head-signed';
import { ActivityTreeSigned } from './account/activity-tree-signed';
import { SessionsEnded } from './account/sessions-ended';
import { PowerOfAttorneyChanged } from './account/power-of-attorney-changed';
import { PowerOfAttorneyNoticed } from './account/power-of-attorney-noticed';
import { CapabilityChanged } from './account/capability-changed';
import { DocumentsRequested } from './account/documents-requested';
import { NoticeDocumentHandedIn } from './account/notice-document-handed-in';
import { ReportTold } from './account/report-told';
import { DeactivationAnnounced } from './account/deactivation-announced';
import { FilerSetUpChanged } from './account/filer-set-up-changed';
import { SetUpTold } from './account/set-up-told';
import { SuggestionAnswered } from './account/suggestion-answered';
import { ImporterAssigned } from './cee/importer-assigned';
import { SummaryDecided } from './cee/summary-decided';
import { AuthorityChanged } from './cee/authority-changed';
import { HoldRequested } from './cee/hold-requested';
import { LiquidationOrdered } from './cee/liquidation-ordered';
import { NoticeTold } from './cee/notice-told';
import { StandingChanged } from './cee/standing-changed';
import { CeeAccountTold } from './cee/account-told';
import { EnforcementReferred } from './cee/enforcement-referred';
import { CenterInputTold } from './cee/center-input-told';
import { CenterInputAsked } from './enforcement/center-input-asked';
import { TeamAssigned } from './cee/team-assigned';
import { Contract } from './contract';
import { ReleaseStatusChanged } from './entry/release-status-changed';
import { BondChanged } from './entry/bond-changed';
import { DepositTold } from './entry/deposit-told';
import { DrawbackClaimChanged } from './entry/drawback-claim-changed';
import { LiquidationChanged } from './entry/liquidation-changed';
import { SelectionMade } from './entry/selection-made';
import { SummaryReported } from './entry/summary-reported';
import { SummaryStatusChanged } from './entry/summary-status-changed';
import { TeamRequested } from './entry/team-requested';
import { EVERY_KIND, FILING_MODULES, answerOf } from './filing-kinds';
import { AccountUsed } from './gateway/account-used';
import { EnforcementAccountTold } from './enforcement/account-told';
import { EnforcementAccountUsed } from './enforcement/account-used';
import { EnforcementCaseChanged } from './enforcement/case-changed';
import { FilingHeld } from './gateway/filing-held';
import { INTERACTIONS } from './interactions';
import { BillChanged } from './manifest/bill-changed';
import { CarrierNotified } from './manifest/carrier-notified';
import { HoldAnswered } from './manifest/hold-answered';
import { InBondTold } from './manifest/in-bond-told';
import { PortAccountUsed } from './port/account-used';
import { CeeAccountUsed } from './cee/account-used';
import { AccountTold } from './port/account-told';
import { DowntimeChanged } from './port/downtime-changed';
import { ManualDecisionMade } from './port/manual-decision-made';

/** Every message that crosses a wall. */
export const allContracts: readonly Contract[] = [
  ...EVERY_KIND.map(({ contract }) => contract),
  ...FILING_MODULES.map(answerOf),
  ...INTERACTIONS,
  FilingHeld,
  BillChanged,
  CarrierNotified,
  ReleaseStatusChanged,
  TeamRequested,
  SummaryStatusChanged,
  SummaryReported,
  TeamAssigned,
  SummaryDecided,
  LiquidationOrdered,
  NoticeTold,
  LiquidationChanged,
  DrawbackClaimChanged,
  BondChanged,
  DepositTold,
  InBondTold,
  SelectionMade,
  StandingChanged,
  CeeAccountTold,
  ImporterAssigned,
  AuthorityChanged,
  HoldRequested,
  HoldAnswered,
  AccountChanged,
  ActivityHeadSigned,
  ActivityTreeSigned,
  SessionsEnded,
  PowerOfAttorneyChanged,
  PowerOfAttorneyNoticed,
  DocumentsRequested,
  NoticeDocumentHandedIn,
  CapabilityChanged,
  FilerSetUpChanged,
  SetUpTold,
  SuggestionAnswered,
  ReportTold,
  DeactivationAnnounced,
  AccountUsed,
  PortAccountUsed,
  CeeAccountUsed,
  DowntimeChanged,
  ManualDecisionMade,
  AccountTold,
  EnforcementReferred,
  EnforcementCaseChanged,
  CenterInputAsked,
  CenterInputTold,
  EnforcementAccountTold,
  EnforcementAccountUsed,
];

const byType = new Map(
  allContracts.flatMap((contract) => [contract.type, ...contract.formerly].map((type) => [type, contract] as const)),
);

/** By its name, of today or an earlier one. */
export const contractOf = (type: string): Contract | undefined => byType.get(type);
