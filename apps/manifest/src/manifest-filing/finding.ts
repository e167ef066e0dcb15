import type { Condition, FilingOrigin, Outcome } from '#contracts';
import { Bill, ManifestMode } from '../bills/bill.model';
import { MANIFEST_ERRORS } from './manifest-errors';

/** Where in the filing the record at fault stood. `at` is its JSON pointer, `conveyance` that of the conveyance. */
export interface Place {
  readonly recordIndex: number | null;
  readonly at: string;
  readonly conveyance: string;
}

/** A finding in the partner's own terms: segment and element for X12, pointer for JSON. */
export const finding = (
  code: string,
  mode: ManifestMode,
  channel: FilingOrigin['channel'],
  place: Place,
): Condition => {
  const { text, remedy, severity, segment, element, field } = MANIFEST_ERRORS[mode].get(code);
  const json = channel === 'json';
  return {
    code,
    text,
    remedy,
    severity,
    grouping: null,
    recordIndex: place.recordIndex,
    record: json ? null : segment,
    field: json ? field : element,
    at: json ? `${segment === 'M10' ? place.conveyance : place.at}/${field}` : null,
  };
};

export const isFatal = (condition: Condition): boolean => condition.severity === 'fatal';

/**
 * A manifest is rejected as a whole only when nothing of it was taken. Bills that are right are kept although others are not:
 * the carrier mends and resends only those named in the conditions.
 */
export const outcomeOf = (conditions: readonly Condition[], tookSomething: boolean): Outcome => {
  if (conditions.every(({ severity }) => severity === 'information')) return 'accepted';
  return conditions.some(isFatal) && !tookSomething ? 'rejected' : 'accepted with warnings';
};

export type BillLookup = (billKey: string) => Bill | undefined;
