import type { Condition, ReleaseBill } from '#contracts';
import { isCustomsDate, isScac, parseBillNumber } from '#kernel';
import type { ReleaseContent } from './release.model';
import { releaseCondition, type Place, type ReleaseConditionCode } from './release-conditions';

/** Types that may come without a bill: from a free trade zone and re-warehouse (guide pp. SE-47, SE-50). */
const WITHOUT_BILL = ['06', '22'];
const AIR = ['40', '41'];
/** Modes whose cargo no carrier manifests electronically; their bills are always simple and non-AMS (pp. SE-48, SE-49). */
const NOT_MANIFESTED = ['32', '33', '34', '50', '60', '70'];
const SIMPLE_BILLS_ONLY = ['20', '21', '30', '31', ...NOT_MANIFESTED];
const WITHOUT_ISSUER = [...AIR, '32', '33', '34', '50', '60'];
/** SE15 and SE16 hold eight digits. */
const GREATEST_QUANTITY = 99_999_999;
const IN_BOND = /^(\d{9}|\d{11}|[A-Z0-9]{3}\d{8})$/;

const FIELDS = {
  type: 'billType',
  issuer: 'issuer',
  number: 'billNumber',
  quantity: 'quantity',
  nonAms: 'nonAms',
  arrivals: 'arrivals',
} as const;

const isOutside = (quantity: number | null): boolean =>
  quantity !== null && (quantity === 0 || quantity > GREATEST_QUANTITY);

function judgeBill(bill: ReleaseBill, index: number, filing: ReleaseContent): Condition[] {
  const found: Condition[] = [];
  const mode = filing.modeOfTransport ?? '';
  const { billType, issuer, billNumber, nonAms } = bill;
  const say = (code: ReleaseConditionCode, field: keyof typeof FIELDS, detail?: string): void => {
    const place: Place = {
      record: 'SE15',
      recordIndex: bill.recordIndex,
      at: `/bills/${index}/${FIELDS[field]}`,
      field: FIELDS[field],
    };
    found.push(releaseCondition(code, place, detail));
  };

  if (billType === 'T' && !AIR.includes(mode)) say('P35', 'type');
  if ((billType === 'M' || billType === 'H') && SIMPLE_BILLS_ONLY.includes(mode)) say('P35', 'type');
  if (billType === 'M' && filing.bills[index + 1]?.billType !== 'H') say('P34', 'type');

  if (issuer === 'UNKN') say('P32', 'issuer');
  else if (billType === 'I' || WITHOUT_ISSUER.includes(mode)) {
    if (issuer !== null && issuer !== '') say('P31', 'issuer');
  } else if (!isScac(issuer ?? '')) say('P31', 'issuer');

  if (billType === 'I') {
    if (!IN_BOND.test(billNumber))
      say('P33', 'number', 'An in-bond number is nine or eleven digits, or three characters and eight digits.');
  } else if (!/^[A-Z0-9]{1,50}$/.test(billNumber)) say('P33', 'number');
  else if (!nonAms && issuer && isScac(issuer) && !parseBillNumber(issuer, billNumber).ok) say('P33', 'number');

  if (nonAms && (billType === 'I' || billType === 'T')) say('P37', 'nonAms');
  else if (!nonAms && billType !== 'I' && NOT_MANIFESTED.includes(mode)) say('P36', 'nonAms');
  if (nonAms && billType !== 'M') {
    const isComplete = (part: ReleaseBill['arrivals'][number]) =>
      part.carrierCode && part.voyage && part.arrivalDate && isCustomsDate(part.arrivalDate) && part.quantity !== null;
    const complete = bill.arrivals.length > 0 && bill.arrivals.every(isComplete);
    if (!complete) say('P38', 'arrivals');
  }

  const isHead = billType === 'I' || billType === 'M';
  if (isOutside(bill.quantity) || (isHead && bill.quantity !== null)) say('030', 'quantity');
  else if (bill.arrivals.some(({ quantity }) => isOutside(quantity))) say('030', 'arrivals');
  else if (mode === '60' && !bill.quantity) say('030', 'quantity', 'Goods carried by hand need it on the bill.');
  else if (bill.quantity !== null && bill.arrivals.length > 0 && mode !== '60') say('P60', 'quantity');
  return found;
}

/** Bills of lading: shape, type by mode, quantity, and what a bill outside the electronic manifest needs (guide pp. SE-44..53). */
export function judgeBills(filing: ReleaseContent, header: Place): Condition[] {
  const { bills, entryType, action } = filing;
  if (bills.length === 0) {
    const mayLack = WITHOUT_BILL.includes(entryType ?? '') || action === 'U';
    return mayLack ? [] : [releaseCondition('P30', { ...header, at: '/bills', field: 'bills' })];
  }
  const found = bills.flatMap((bill, index) => judgeBill(bill, index, filing));
  // A bill may come in parts, each under its own in-bond movement; one master heads each of its house bills, one movement each bill it carries.
  const seen = new Set<string>();
  let inBond = '';
  bills.forEach((bill, index) => {
    const { billType, issuer, billNumber } = bill;
    if (billType === 'I') inBond = billNumber;
    if (billType === 'I' || billType === 'M') return;
    const key = `${inBond} ${issuer ?? ''} ${billNumber}`;
    if (seen.has(key))
      found.push(
        releaseCondition('P39', {
          record: 'SE15',
          recordIndex: bill.recordIndex,
          at: `/bills/${index}`,
          field: 'billNumber',
        }),
      );
    seen.add(key);
    inBond = '';
  });
  return found;
}
