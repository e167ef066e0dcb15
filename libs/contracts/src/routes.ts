import { AccountChanged } from './account/account-changed';
import { ImporterAssigned } from './cee/importer-assigned';
import { TeamAssigned } from './cee/team-assigned';
import { Contract, ServiceName } from './contract';
import { EntryFilingAnswered } from './entry/filing-answered';
import { ReleaseStatusChanged } from './entry/release-status-changed';
import { SummaryStatusChanged } from './entry/summary-status-changed';
import { TeamRequested } from './entry/team-requested';
import { ArrivalReported } from './gateway/arrival-reported';
import { BillHoldOrdered } from './gateway/bill-hold-ordered';
import { CargoReleaseFiled } from './gateway/cargo-release-filed';
import { EntryReviewOrdered } from './gateway/entry-review-ordered';
import { EntrySummaryFiled } from './gateway/entry-summary-filed';
import { InteractionRecorded } from './gateway/interaction-recorded';
import { ManifestFiled } from './gateway/manifest-filed';
import { BillChanged } from './manifest/bill-changed';
import { CarrierNotified } from './manifest/carrier-notified';
import { ManifestFilingAnswered } from './manifest/filing-answered';

/**
 * Who listens to what. The publisher writes one outbox row for each listener, so a listener that is down keeps its own backlog
 * and nobody else's.
 */
export const listeners: Readonly<Record<ServiceName, readonly Contract[]>> = {
  gateway: [ManifestFilingAnswered, EntryFilingAnswered, ReleaseStatusChanged, SummaryStatusChanged, CarrierNotified, AccountChanged],
  manifest: [ManifestFiled, ArrivalReported, BillHoldOrdered, ReleaseStatusChanged],
  entry: [CargoReleaseFiled, EntrySummaryFiled, EntryReviewOrdered, BillChanged, TeamAssigned, ImporterAssigned, AccountChanged],
  cee: [TeamRequested, AccountChanged],
  account: [InteractionRecorded],
  status: [],
};

const byType = new Map<string, ServiceName[]>();
for (const [service, contracts] of Object.entries(listeners) as [ServiceName, readonly Contract[]][]) {
  for (const { type } of contracts) byType.set(type, [...(byType.get(type) ?? []), service]);
}

/** The services that a message of this type goes to. */
export const listenersOf = (type: string): readonly ServiceName[] => byType.get(type) ?? [];
