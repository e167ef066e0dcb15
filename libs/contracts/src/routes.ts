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
import { AuthorityChanged } from './cee/authority-changed';
import { HoldRequested } from './cee/hold-requested';
import { ImporterAssigned } from './cee/importer-assigned';
import { LiquidationOrdered } from './cee/liquidation-ordered';
import { NoticeTold } from './cee/notice-told';
import { StandingChanged } from './cee/standing-changed';
import { SummaryDecided } from './cee/summary-decided';
import { TeamAssigned } from './cee/team-assigned';
import { EnforcementReferred } from './cee/enforcement-referred';
import { CenterInputTold } from './cee/center-input-told';
import { CenterInputAsked } from './enforcement/center-input-asked';
import { CeeAccountTold } from './cee/account-told';
import { Contract, DataOf, ServiceName } from './contract';
import type { FilingAnswered } from './filing-answered';
import { EntryFilingAnswered } from './entry/filing-answered';
import { BondChanged } from './entry/bond-changed';
import { DepositTold } from './entry/deposit-told';
import { DrawbackClaimChanged } from './entry/drawback-claim-changed';
import { LiquidationChanged } from './entry/liquidation-changed';
import { ReleaseStatusChanged } from './entry/release-status-changed';
import { SelectionMade } from './entry/selection-made';
import { SummaryReported } from './entry/summary-reported';
import { SummaryStatusChanged } from './entry/summary-status-changed';
import { TeamRequested } from './entry/team-requested';
import { EnforcementAccountTold } from './enforcement/account-told';
import { EnforcementAccountUsed } from './enforcement/account-used';
import { EnforcementCaseChanged } from './enforcement/case-changed';
import { FILING_MODULES, answerOf, kindOf, kindsOf } from './filing-kinds';
import { EntrySummaryFiled } from './gateway/entry-summary-filed';
import { AccountUsed } from './gateway/account-used';
import { FilingHeld } from './gateway/filing-held';
import { INTERACTIONS } from './interactions';
import { BillChanged } from './manifest/bill-changed';
import { CarrierNotified } from './manifest/carrier-notified';
import { HoldAnswered } from './manifest/hold-answered';
import { ManifestFilingAnswered } from './manifest/filing-answered';
import { InBondTold } from './manifest/in-bond-told';
import { wasRefused } from './shapes';
import { PortAccountUsed } from './port/account-used';
import { CeeAccountUsed } from './cee/account-used';
import { AccountTold } from './port/account-told';
import { DowntimeChanged } from './port/downtime-changed';
import { ManualDecisionMade } from './port/manual-decision-made';

/** A listener that needs only some of the messages says which; the others are not sent to it. */
interface Only {
  readonly contract: Contract;
  readonly wanted: (data: unknown) => boolean;
}
const only = <C extends Contract>(contract: C, wanted: (data: DataOf<C>) => boolean): Only => ({
  contract: contract as unknown as Contract,
  wanted: wanted as Only['wanted'],
});

/** An entry's first state, before any of its bills is on the manifest, says nothing to any carrier. */
const concernsACarrier = ({ version, bills }: DataOf<typeof ReleaseStatusChanged>): boolean =>
  version > 1 || bills.some(({ manifestedQuantity }) => manifestedQuantity !== null);

/** What the port's picture needs to know of entry summaries: those that were taken on file. */
const ofASummaryOnFile = ({ kind, outcome }: DataOf<typeof EntryFilingAnswered>): boolean =>
  kind === kindOf(EntrySummaryFiled).kind && !wasRefused(outcome);

/** That an entry is scheduled goes without saying, and what was refused is the Center's. */
const ofTheFiler = ({ event }: DataOf<typeof LiquidationChanged>): boolean =>
  event !== 'scheduled' && event !== 'unscheduled' && event !== 'refused';

/** A team that the Centers gave is no news to them. */
const concernsTheCenters = ({ teamKept }: DataOf<typeof SummaryReported>): boolean => teamKept === undefined;

/** Who filed it has its answer already. */
const hasWhomToTell = ({ notify, principalAccounts }: DataOf<typeof BondChanged>): boolean =>
  notify.length > 0 || principalAccounts.length > 0;

/** What took effect is told by what it changed. */
const ofARefusal = ({ outcome }: FilingAnswered): boolean => wasRefused(outcome);

/** What services hear beside filings and the answers to them. */
const beside: Readonly<Record<ServiceName, readonly (Contract | Only)[]>> = {
  gateway: [
    ReleaseStatusChanged,
    SummaryStatusChanged,
    only(LiquidationChanged, ofTheFiler),
    only(BondChanged, hasWhomToTell),
    CarrierNotified,
    AccountChanged,
    ActivityHeadSigned,
    ActivityTreeSigned,
    SessionsEnded,
    DocumentsRequested,
    NoticeTold,
    PowerOfAttorneyNoticed,
    SuggestionAnswered,
    FilerSetUpChanged,
    SetUpTold,
    ReportTold,
    DeactivationAnnounced,
    DowntimeChanged,
    AccountTold,
    CeeAccountTold,
    EnforcementAccountTold,
    StandingChanged,
  ],
  manifest: [only(ReleaseStatusChanged, concernsACarrier), AccountChanged, HoldRequested],
  entry: [
    BillChanged,
    TeamAssigned,
    SummaryDecided,
    LiquidationOrdered,
    ImporterAssigned,
    AuthorityChanged,
    StandingChanged,
    AccountChanged,
    FilerSetUpChanged,
    PowerOfAttorneyChanged,
    CapabilityChanged,
    DowntimeChanged,
    ManualDecisionMade,
  ],
  cee: [
    TeamRequested,
    AccountChanged,
    SessionsEnded,
    only(SummaryReported, concernsTheCenters),
    SelectionMade,
    DowntimeChanged,
    LiquidationChanged,
    DrawbackClaimChanged,
    NoticeDocumentHandedIn,
    PowerOfAttorneyChanged,
    HoldAnswered,
    CenterInputAsked,
    EnforcementCaseChanged,
  ],
  account: [
    ...INTERACTIONS,
    AccountUsed,
    PortAccountUsed,
    CeeAccountUsed,
    EnforcementAccountUsed,
    EnforcementCaseChanged,
    StandingChanged,
    BillChanged,
    ReleaseStatusChanged,
    SummaryReported,
    BondChanged,
    NoticeTold,
    only(EntryFilingAnswered, ofARefusal),
    only(ManifestFilingAnswered, ofARefusal),
  ],
  // Who must tell everybody what works hears heartbeats alone, and asks: it needs nothing that may wait at a broker.
  status: [],
  port: [
    AccountChanged,
    SessionsEnded,
    BillChanged,
    ReleaseStatusChanged,
    only(EntryFilingAnswered, ofASummaryOnFile),
    FilingHeld,
    SelectionMade,
    StandingChanged,
  ],
  enforcement: [
    AccountChanged,
    SessionsEnded,
    EnforcementReferred,
    only(SummaryReported, ({ filed }) => filed?.timeliness === 'late'),
    only(NoticeTold, ({ form, step, to }) => form === 'CF-4647' && step === 'overdue' && to !== 'filer'),
    BondChanged,
    DepositTold,
    InBondTold,
    DowntimeChanged,
    StandingChanged,
    PowerOfAttorneyChanged,
    CenterInputTold,
  ],
};

/**
 * Who listens to what: a module to the kinds of filing that it decides on, the gateway to their answers. The publisher writes one outbox row
 * for each listener, so a listener that is down keeps its own backlog and nobody else's.
 */
const routes = Object.fromEntries(
  [...new Set<ServiceName>([...(Object.keys(beside) as ServiceName[]), ...FILING_MODULES])].map((service) => [
    service,
    [
      ...(service === 'gateway' ? FILING_MODULES.map(answerOf) : []),
      ...kindsOf(service).map(({ contract }) => contract),
      ...(beside[service] ?? []),
    ],
  ]),
) as unknown as Readonly<Record<ServiceName, readonly (Contract | Only)[]>>;

const asOnly = (route: Contract | Only): Only =>
  'contract' in route ? route : { contract: route, wanted: () => true };

/** What each service must have a handler for. */
export const listeners = Object.fromEntries(
  Object.entries(routes).map(([service, list]) => [service, list.map((route) => asOnly(route).contract)]),
) as unknown as Readonly<Record<ServiceName, readonly Contract[]>>;

const byType = new Map<string, { service: ServiceName; wanted: Only['wanted'] }[]>();
for (const [service, list] of Object.entries(routes) as [ServiceName, readonly (Contract | Only)[]][]) {
  for (const { contract, wanted } of list.map(asOnly))
    byType.set(contract.type, [...(byType.get(contract.type) ?? []), { service, wanted }]);
}

/** The services that listen to this type of message. */
export const listenersOf = (type: string): readonly ServiceName[] =>
  (byType.get(type) ?? []).map(({ service }) => service);

/** The services that this message goes to. */
export const destinationsOf = (type: string, data: unknown): readonly ServiceName[] =>
  (byType.get(type) ?? []).filter(({ wanted }) => wanted(data)).map(({ service }) => service);
