import { AccountChanged } from './account/account-changed';
import { ActivityHeadSigned } from './account/activity-head-signed';
import { ImporterAssigned } from './cee/importer-assigned';
import { TeamAssigned } from './cee/team-assigned';
import { Contract } from './contract';
import { EntryFilingAnswered } from './entry/filing-answered';
import { ReleaseStatusChanged } from './entry/release-status-changed';
import { SummaryStatusChanged } from './entry/summary-status-changed';
import { TeamRequested } from './entry/team-requested';
import { ArrivalReported } from './gateway/arrival-reported';
import { BillHoldOrdered } from './gateway/bill-hold-ordered';
import { CargoReleaseFiled } from './gateway/cargo-release-filed';
import { EntryReviewOrdered } from './gateway/entry-review-ordered';
import { EntrySummaryFiled } from './gateway/entry-summary-filed';
import { FilingHeld } from './gateway/filing-held';
import { InteractionRecorded } from './gateway/interaction-recorded';
import { ManifestFiled } from './gateway/manifest-filed';
import { BillChanged } from './manifest/bill-changed';
import { CarrierNotified } from './manifest/carrier-notified';
import { ManifestFilingAnswered } from './manifest/filing-answered';
import { AccountTold } from './port/account-told';
import { DowntimeChanged } from './port/downtime-changed';
import { ManualDecisionMade } from './port/manual-decision-made';

/** Every message that crosses a wall. */
export const allContracts: readonly Contract[] = [
  ManifestFiled,
  ArrivalReported,
  BillHoldOrdered,
  CargoReleaseFiled,
  EntrySummaryFiled,
  EntryReviewOrdered,
  InteractionRecorded,
  FilingHeld,
  BillChanged,
  CarrierNotified,
  ManifestFilingAnswered,
  EntryFilingAnswered,
  ReleaseStatusChanged,
  TeamRequested,
  SummaryStatusChanged,
  TeamAssigned,
  ImporterAssigned,
  AccountChanged,
  ActivityHeadSigned,
  DowntimeChanged,
  ManualDecisionMade,
  AccountTold,
];

const byType = new Map(allContracts.map((c) => [c.type, c]));
export const contractOf = (type: string): Contract | undefined => byType.get(type);
