/** People and machines of the trade. A machine has a key that was issued to nobody by name. */
export const TRADE_VIEWERS = ['owner', 'proxy owner', 'user', 'machine'] as const;

/** People of CBP. An auditor reads all and changes nothing. */
export const CBP_VIEWERS = [
  'officer',
  'port director',
  'headquarters',
  'Center specialist',
  'team lead',
  'Center director',
  'account manager',
  'FP&F officer',
  'auditor',
] as const;

/** People of partner government agencies: they see what is filed for their agency and decide on it, and nothing else of anybody. */
export const AGENCY_VIEWERS = ['partner agency'] as const;

/** Everybody who may ask for a record with a key or after signing in. `operator` runs the platform. */
export const VIEWERS = [...TRADE_VIEWERS, ...CBP_VIEWERS, ...AGENCY_VIEWERS, 'operator'] as const;

export type TradeViewer = (typeof TRADE_VIEWERS)[number];
export type CbpViewer = (typeof CBP_VIEWERS)[number];
export type Viewer = (typeof VIEWERS)[number];

/** Parts of the work for which a user, or a machine whose key names them, is given leave to read or to write. */
export const FUNCTIONS = [
  'filing',
  'mailbox',
  'activity log',
  'documents',
  'reports',
  'powers of attorney',
  'account',
] as const;
export type WorkFunction = (typeof FUNCTIONS)[number];
export type Leave = 'read' | 'write';

/** Who asks, as far as it decides on rights. */
export interface Rank {
  /** What the person or machine is; the greatest first where a person has several roles. */
  readonly viewers: readonly Viewer[];
  /** What a `user`, or a machine with a limited key, was given leave to; null for no limits. */
  readonly leaves: Readonly<Partial<Record<WorkFunction, Leave>>> | null;
}
