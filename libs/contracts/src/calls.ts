import { ActivityRequest } from './account/activity-request';
import type { ServiceName } from './contract';
import { DrawbackClaimRequest } from './entry/drawback-claim-request';
import { EntryRequest } from './entry/entry-request';
import { LiquidationNoticesRequest } from './entry/liquidation-notices-request';
import { ReleaseClaim } from './entry/release-claim';
import { ActivityHeadsRequest } from './gateway/activity-heads-request';
import { ActivityTreeRequest } from './gateway/activity-tree-request';
import { BillRequest } from './manifest/bill-request';
import { PublicRecordsRequest } from './port/public-records-request';
import type { RequestContract } from './request';
import { ManualDecisionsRequest } from './port/manual-decisions-request';
import { OutagesRequest } from './status/outages-request';
import { ComponentStatesRequest } from './status/component-states-request';
import { VitalsRequest } from './status/vitals-request';

/** What one service may ask of another by HTTP. Changes travel as messages; the one exception is a claim, which is worthless when it is late. */
export interface Call {
  readonly from: ServiceName;
  readonly to: ServiceName;
  readonly asks: RequestContract;
  readonly why: string;
}

const watched = (from: ServiceName, why: string, ...services: ServiceName[]): Call[] =>
  services.map((to) => ({ from, to, asks: VitalsRequest, why }));

export const calls: readonly Call[] = [
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
  { from: 'gateway', to: 'entry', asks: DrawbackClaimRequest, why: 'look-up of a drawback claim by its partner' },
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
