import type { ManifestMode } from './manifest-errors';

export type DispositionKind =
  | 'entered'
  | 'release'
  | 'hold'
  | 'hold-removed'
  | 'do-not-load'
  | 'reversal'
  | 'amendment'
  | 'in-bond'
  | 'arrival'
  | 'transfer'
  | 'advisory';

/** What a status code (X407) tells the carrier of a bill, and what it does to the entered and released quantities. */
export interface StatusDisposition {
  code: string;
  kind: DispositionKind;
  /** At most 30 characters: one K1 element. */
  text: string;
  modes: readonly ManifestMode[];
  /** First day in force: the edition of the list, or the day the code was added. */
  from: string;
  /** Last day in force. */
  to?: string;
  /** +1 adds the quantity of the message to the bill's entered quantity, -1 takes it away. */
  entered?: 1 | -1;
  released?: 1 | -1;
}

const LIST = '2015-02-01';
const DATA_HOLDS = '2025-04-22';
const BOTH: readonly ManifestMode[] = ['ocean', 'truck'];

function code(
  value: string,
  kind: DispositionKind,
  text: string,
  effect: Pick<StatusDisposition, 'entered' | 'released'> = {},
  from = LIST,
  modes = BOTH,
): StatusDisposition {
  return { code: value, kind, text, modes, from, ...effect };
}

/** Meanings after CAMIR Appendix D (Feb 2015) and later CSMS messages; texts are our own. */
export const STATUS_DISPOSITIONS: readonly StatusDisposition[] = [
  code('1A', 'entered', 'ENTERED, INTENSIVE EXAM', { entered: 1 }),
  code('1B', 'release', 'RELEASED, EXAM COMPLETE', { released: 1 }),
  code('1C', 'release', 'ENTERED AND RELEASED', { entered: 1, released: 1 }),
  code('4A', 'hold', 'RELEASE TAKEN BACK, EXAM', { released: -1 }),
  code('4C', 'release', 'EXAM WAIVED, RELEASED', { released: 1 }),
  code('4E', 'reversal', 'ENTRY CANCELLED', { entered: -1, released: -1 }),
  code('14', 'reversal', 'ENTERED QUANTITY REMOVED', { entered: -1 }),
  code('15', 'reversal', 'RELEASED QUANTITY REMOVED', { released: -1 }),
  code('16', 'reversal', 'ENTRY AND RELEASE REMOVED', { entered: -1, released: -1 }),
  code('1H', 'hold', 'CBP HOLD, PORT OF DISCHARGE'),
  code('1I', 'hold-removed', 'CBP HOLD REMOVED, DISCHARGE'),
  code('1G', 'hold', 'CBP HOLD, IN-BOND DESTINATION'),
  code('1F', 'hold-removed', 'CBP HOLD REMOVED, IN-BOND DEST'),
  code('2H', 'hold', 'AGRICULTURE HOLD, DISCHARGE'),
  code('2I', 'hold-removed', 'AGRICULTURE HOLD REMOVED'),
  code('3H', 'hold', 'OTHER AGENCY HOLD, DISCHARGE'),
  code('3I', 'hold-removed', 'OTHER AGENCY HOLD REMOVED'),
  code('5H', 'hold', 'ENTRY PROCESSING HOLD'),
  code('5I', 'hold-removed', 'ENTRY PROCESSING HOLD REMOVED'),
  code('7H', 'hold', 'NON-INTRUSIVE EXAM ORDERED'),
  code('7I', 'hold-removed', 'NON-INTRUSIVE EXAM COMPLETE'),
  code('A3', 'hold', 'FDA PRIOR NOTICE MISSING'),
  code('1X', 'transfer', 'TRANSFER TO EXAM SITE'),
  code('84', 'transfer', 'EXAM TRANSFER CANCELLED'),
  code('6H', 'do-not-load', 'DO NOT LOAD'),
  code('6I', 'hold-removed', 'DO NOT LOAD REMOVED'),
  code('2Q', 'do-not-load', 'DO NOT LOAD, NO ISF', {}, LIST, ['ocean']),
  code('4Q', 'hold-removed', 'DO NOT LOAD REMOVED, ISF', {}, LIST, ['ocean']),
  code('4H', 'hold', 'SHIPPER DATA HOLD', {}, DATA_HOLDS),
  code('4I', 'hold-removed', 'SHIPPER DATA HOLD REMOVED', {}, DATA_HOLDS),
  code('8H', 'hold', 'CARGO DESCRIPTION HOLD', {}, DATA_HOLDS),
  code('8I', 'hold-removed', 'CARGO DESCRIPTION HOLD REMOVED', {}, DATA_HOLDS),
  code('9H', 'hold', 'CONSIGNEE DATA HOLD', {}, DATA_HOLDS),
  code('9I', 'hold-removed', 'CONSIGNEE DATA HOLD REMOVED', {}, DATA_HOLDS),
  code('1J', 'in-bond', 'IN-BOND MOVEMENT AUTHORISED'),
  code('11', 'in-bond', 'IN-BOND ARRIVED'),
  code('12', 'in-bond', 'BILL ARRIVED IN BOND'),
  code('50', 'in-bond', 'IN-BOND EXPORTED'),
  code('95', 'in-bond', 'IN-BOND DELETED', {}, LIST, ['ocean']),
  code('95', 'advisory', 'DAILY VALUE LIMIT EXCEEDED', {}, '2024-11-01', ['truck']),
  code('1W', 'transfer', 'PERMIT TO TRANSFER GRANTED'),
  code('83', 'transfer', 'PERMIT TO TRANSFER CANCELLED'),
  code('19', 'arrival', 'CONVEYANCE ARRIVED'),
  code('54', 'amendment', 'BILL DELETED BY CARRIER'),
  code('55', 'amendment', 'BILL ADDED BY CARRIER'),
  code('56', 'amendment', 'QUANTITY CHANGED BY CARRIER'),
  code('1N', 'advisory', 'OVERAGE'),
  code('1O', 'advisory', 'SHORTAGE'),
  code('1R', 'advisory', 'GENERAL ORDER PENDING'),
  code('1S', 'advisory', 'ORDERED TO GENERAL ORDER'),
  code('69', 'advisory', 'QUOTA: ARRIVE BY CONTAINER'),
];

/** The meaning of a code for a mode on a day (`YYYY-MM-DD`), or undefined when the code is not in force then. */
export function statusDisposition(value: string, mode: ManifestMode, on: string): StatusDisposition | undefined {
  return STATUS_DISPOSITIONS.find(
    (entry) =>
      entry.code === value &&
      entry.modes.includes(mode) &&
      entry.from <= on &&
      (entry.to === undefined || on <= entry.to),
  );
}
