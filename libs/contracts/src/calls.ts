import { ActivityRequest } from './account/activity-request';
import { DocumentsKnownRequest } from './account/documents-known-request';
import type { ServiceName } from './contract';
import { BondRequest, BondsRequest } from './entry/bond-request';
import { AgencyLinesRequest } from './entry/agency-lines-request';
import { DrawbackClaimRequest } from './entry/drawback-claim-request';
import { EntryRequest } from './entry/entry-request';
import { ImporterBondsRequest } from './entry/importer-bonds-request';
import { LiquidationNoticesRequest } from './entry/liquidation-notices-request';
import { ProtestsRequest } from './cee/protests-request';
import { DutyRequest } from './entry/duty-request';
import { SummariesRequest } from './entry/summaries-request';
import { ReleaseClaim } from './entry/release-claim';
import { ActivityHeadsRequest } from './gateway/activity-heads-request';
import { ActivityTreeRequest } from './gateway/activity-tree-request';
import { BillRequest } from './manifest/bill-request';
import { BillsOfRequest } from './manifest/bills-of-request';
import { PublicRecordsRequest } from './port/public-records-request';
import type { RequestContract } from './request';
import { ManualDecisionsRequest } from './port/manual-decisions-request';
import { OutagesRequest } from './status/outages-request';
import { ComponentStatesRequest } from './status/component-states-request';
import { VitalsRequest } from './status/vitals-request';
import { RoadReplayRequest, RoadsRequest } from './operations/roads-request';
import { WorklistEntryRequest, WorklistOrderRequest, WorklistRequest } from './operations/worklist-requests';

/** What one service may ask of another by HTTP. Changes travel as messages; the exceptions are a claim, which is worthless when it is late, and what a person decides about a message that stands still. */
export interface Call {
  readonly from: ServiceName;
  readonly to: ServiceName;
  readonly asks: RequestContract;
  readonly why: string;
}

const watched = (from: ServiceName, why: string, ...services: ServiceName[]): Call[] =>
  services.map((to) => ({ from, to, asks: VitalsRequest, why }));

/** What people who run the platform see and decide of a service, through the port service where they sign in. */
const runBy = (from: ServiceName, ...services: ServiceName[]): Call[] =>
  services.flatMap((to) => [
    { from, to, asks: VitalsRequest, why: 'shows operators what waits in each service' },
    { from, to, asks: RoadsRequest, why: 'shows operators what is between two services' },
    { from, to, asks: RoadReplayRequest, why: 'what an operator who signed in has sent again' },
    { from, to, asks: WorklistRequest, why: 'shows operators the messages that wait for a person' },
    { from, to, asks: WorklistEntryRequest, why: 'shows an operator one of them' },
    { from, to, asks: WorklistOrderRequest, why: 'what an operator who signed in decided about one of them' },
  ]);

export const calls: readonly Call[] = [
  ...runBy('port', 'gateway', 'manifest', 'entry', 'cee', 'account', 'status', 'enforcement'),
  ...watched(
    'gateway',
    'closes the gate before a module that does not work',
    'manifest',
    'entry',
    'cee',
    'account',
    'status',
    'port',
  ),
  ...watched(
    'status',
    'tells the public what works',
    'gateway',
    'manifest',
    'entry',
    'cee',
    'account',
    'port',
    'enforcement',
  ),
  { from: 'gateway', to: 'manifest', asks: BillRequest, why: 'look-up of a bill of lading by its partner' },
  { from: 'gateway', to: 'entry', asks: EntryRequest, why: 'look-up of an entry by its partner' },
  { from: 'gateway', to: 'manifest', asks: BillsOfRequest, why: 'bills of a master bill or an in-bond, for questions' },
  { from: 'gateway', to: 'entry', asks: ImporterBondsRequest, why: 'bonds of importers, for questions of partners' },
  { from: 'gateway', to: 'entry', asks: SummariesRequest, why: 'entry summary query, by filers, sureties and CBP' },
  { from: 'gateway', to: 'entry', asks: DutyRequest, why: 'duty of a summary before it is filed' },
  { from: 'gateway', to: 'cee', asks: ProtestsRequest, why: 'protests, for the entry summary query' },
  { from: 'gateway', to: 'entry', asks: BondRequest, why: 'look-up of a bond by its surety, its principal or CBP' },
  { from: 'gateway', to: 'entry', asks: BondsRequest, why: 'bonds of a surety, an importer or an entry' },
  { from: 'gateway', to: 'entry', asks: DrawbackClaimRequest, why: 'look-up of a drawback claim by its partner' },
  { from: 'gateway', to: 'entry', asks: AgencyLinesRequest, why: 'worklist of a partner government agency' },
  {
    from: 'gateway',
    to: 'entry',
    asks: LiquidationNoticesRequest,
    why: 'shows everybody the bulletin of liquidations',
  },
  { from: 'gateway', to: 'account', asks: ActivityRequest, why: 'an account reads its own activity log' },
  {
    from: 'account',
    to: 'gateway',
    asks: ActivityHeadsRequest,
    why: 'compares its activity logs with the heads that were signed',
  },
  {
    from: 'cee',
    to: 'account',
    asks: DocumentsKnownRequest,
    why: 'whether documents that an account names in an answer or protest are there for it',
  },
  { from: 'account', to: 'status', asks: OutagesRequest, why: 'outages of a quarter, for the oversight report' },
  { from: 'entry', to: 'port', asks: ManualDecisionsRequest, why: 'what was decided on paper while it was away' },
  { from: 'port', to: 'entry', asks: ReleaseClaim, why: 'claims a release on paper before it takes effect' },
  {
    from: 'port',
    to: 'status',
    asks: ComponentStatesRequest,
    why: 'what works: something to declare, and how old what the desk knows may be',
  },
  { from: 'status', to: 'gateway', asks: ActivityTreeRequest, why: 'publishes the signed heads of activity logs' },
  { from: 'status', to: 'port', asks: PublicRecordsRequest, why: 'what was declared, told to everybody' },
];

/** Everything that one service may ask of another, each once. */
export const allRequests: readonly RequestContract[] = [...new Set(calls.map(({ asks }) => asks))];

const patternOf = ({ path }: RequestContract): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
const patterns = new Map(allRequests.map((request) => [request, patternOf(request)]));

/** @param path with or without its query */
export const mayCall = (from: string, to: string, method: string, path: string): boolean => {
  const [address = ''] = path.split('?');
  return calls.some(
    ({ asks, ...call }) =>
      call.from === from && call.to === to && asks.method === method && patterns.get(asks)?.test(address),
  );
};
