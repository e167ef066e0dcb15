import type { ServiceName } from './contract';

/** What one service may ask of another by HTTP. Changes travel as messages; the one exception is a claim, which is worthless when it is late. */
export interface Call {
  readonly from: ServiceName;
  readonly to: ServiceName;
  readonly method: 'GET' | 'POST';
  /** Of the address, without its query. */
  readonly path: RegExp;
  readonly why: string;
}

const VITALS = /^\/operations\/vitals$/;
const watched = (from: ServiceName, why: string, ...services: ServiceName[]): Call[] =>
  services.map((to) => ({ from, to, method: 'GET', path: VITALS, why }));

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
  ...watched('status', 'tells the public what works', 'gateway', 'manifest', 'entry', 'cee', 'account', 'port'),
  {
    from: 'gateway',
    to: 'manifest',
    method: 'GET',
    path: /^\/operations\/bills\/[^/]+$/,
    why: 'look-up of a bill of lading by its partner',
  },
  {
    from: 'gateway',
    to: 'entry',
    method: 'GET',
    path: /^\/operations\/entries\/[^/]+\/[^/]+$/,
    why: 'look-up of an entry by its partner',
  },
  {
    from: 'gateway',
    to: 'account',
    method: 'GET',
    path: /^\/operations\/accounts\/[^/]+\/activity$/,
    why: 'an account reads its own activity log',
  },
  {
    from: 'account',
    to: 'gateway',
    method: 'GET',
    path: /^\/operations\/activity-heads\/[^/]+$/,
    why: 'compares its activity logs with the heads that were signed',
  },
  {
    from: 'entry',
    to: 'port',
    method: 'GET',
    path: /^\/operations\/manual-decisions$/,
    why: 'what was decided on paper while it was away',
  },
  {
    from: 'port',
    to: 'entry',
    method: 'POST',
    path: /^\/operations\/manual-decisions$/,
    why: 'claims a release on paper before it takes effect',
  },
  {
    from: 'port',
    to: 'status',
    method: 'GET',
    path: /^\/operations\/component-states$/,
    why: 'what works: something to declare, and how old what the desk knows may be',
  },
  {
    from: 'status',
    to: 'port',
    method: 'GET',
    path: /^\/operations\/public-records$/,
    why: 'what was declared, told to everybody',
  },
];

/** @param path with or without its query */
export const mayCall = (from: string, to: string, method: string, path: string): boolean =>
  calls.some(
    (call) => call.from === from && call.to === to && call.method === method && call.path.test(path.split('?')[0]!),
  );
