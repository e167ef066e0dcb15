import { randomUUID } from 'node:crypto';
import { CargoReleaseFiled, type BillChanged, type ReleaseBill } from '#contracts';
import { entryCheckDigit } from '#kernel';
import type { FilingContext } from './rule';

/** Builders of filings and bills for the tests of cargo releases. */

type Writable<T> = T extends readonly (infer I)[]
  ? Writable<I>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;
export type DraftRelease = Writable<CargoReleaseFiled>;

export const PORT = '2704';
/** Noon of a Monday in Los Angeles. */
export const NOW = new Date('2026-11-16T20:00:00Z');
export const TODAY = '2026-11-16';
export const IMPORTER = '12-345678900';

export const CONTEXT: FilingContext = {
  today: TODAY,
  importer: (number) => (number === IMPORTER ? 'active' : number === '98-765432100' ? 'inactive' : 'unknown'),
  missingPower: null,
  checkDigitOffset: 0,
};

/** An entry number of filer B76 with its check digit. */
export const entryNumber = (serial: number): string => {
  const digits = String(serial).padStart(7, '0');
  return digits + entryCheckDigit('B76', digits);
};

/** A sound add of one bill and one line; each has a filing id of its own. */
export function filing(change: Partial<DraftRelease> = {}): DraftRelease {
  const example = structuredClone(CargoReleaseFiled.example) as DraftRelease;
  return { ...example, origin: { ...example.origin, filingId: randomUUID() }, ...change };
}

export const cancellation = (change: Partial<DraftRelease> = {}): DraftRelease =>
  filing({ action: 'D', bills: [], lines: [], parties: [], cancellationReason: '01', ...change });

export const update = (change: Partial<DraftRelease> = {}): DraftRelease =>
  filing({ action: 'U', lines: [], parties: [], ...change });

export const billFiled = (billNumber: string, change: Partial<ReleaseBill> = {}): ReleaseBill => ({
  billType: 'R',
  issuer: 'MAEU',
  billNumber,
  quantity: 100,
  nonAms: false,
  arrivals: [],
  equipment: [],
  recordIndex: 3,
  ...change,
});

/** A bill as the carrier's side tells of it: due in three days at Los Angeles. */
export function billOnFile(billNumber: string, change: Partial<BillChanged> = {}): BillChanged {
  return {
    billKey: `MAEU${billNumber}`,
    issuerScac: 'MAEU',
    billNumber,
    version: 1,
    change: 'added',
    deleted: false,
    accountId: randomUUID(),
    portCode: PORT,
    quantity: 100,
    unit: 'CTN',
    billType: '00',
    masterBill: null,
    conveyance: { scac: 'MAEU', name: 'PORTWAY MERCHANT', voyage: '0417W', modeOfTransport: '11' },
    estimatedArrival: '2026-11-19',
    arrivedAt: null,
    holds: [],
    occurredAt: NOW.toISOString(),
    ...change,
  };
}

export const hold = (code = '1H') => ({ code, reason: 'Manifest review', placedAt: NOW.toISOString() });
