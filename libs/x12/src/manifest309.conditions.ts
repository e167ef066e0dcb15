import { isScac } from '#kernel';
import type { ManifestMode } from './manifest-errors';
import type { BillX12, ManifestHeaderX12, ManifestLookups, PortX12 } from './manifest309.types';

/** What a condition found: the code, the segment to copy, and the element and value at fault. */
export interface Finding {
  code: string;
  /** Id of the segment at fault; the nearest one above stands in when it is missing. */
  segment: string;
  element?: string;
  value?: string;
}

/** A condition is asked about one subject and answers with at most one finding. */
type Condition<Subject> = (
  subject: Subject,
  mode: ManifestMode,
  lookups: ManifestLookups,
) => Finding | false | undefined;

const WEIGHT_UNITS = new Set(['K', 'KG', 'L', 'LB']);
const MANIFEST_TYPES: Record<ManifestMode, ReadonlySet<string>> = {
  ocean: new Set(['W', 'Y']),
  truck: new Set(['P', 'W', 'Y']),
};
const ACTIONS: Record<ManifestMode, ReadonlySet<string>> = {
  ocean: new Set(['A', 'D', 'R']),
  truck: new Set(['A', 'D', 'M']),
};
const SECTION_321 = '3';
const IN_TRANSIT = '5';

const find = (code: string, segment: string, element?: string, value?: string): Finding => ({
  code,
  segment,
  element,
  value,
});
const isCountry = (code: string, lookups: ManifestLookups): boolean =>
  /^[A-Z]{2}$/.test(code) && (lookups.isCountry?.(code) ?? true);
const isPort = (code: string, lookups: ManifestLookups): boolean =>
  /^\d{4}$/.test(code) && (lookups.isPort?.(code) ?? true);

/** IMO ship number: six digits weighted 7 to 2, the sum's last digit being the seventh. */
export function isImoNumber(text: string): boolean {
  if (!/^\d{7}$/.test(text)) return false;
  let sum = 0;
  for (let at = 0; at < 6; at++) sum += Number(text[at]) * (7 - at);
  return sum % 10 === Number(text[6]);
}

function tripNumberFits(header: ManifestHeaderX12, mode: ManifestMode): boolean {
  if (mode === 'ocean') return /^[A-Z0-9]{2,10}$/.test(header.voyage);
  const { carrierScac, voyage } = header;
  return voyage.startsWith(carrierScac) && /^[A-Z0-9]{4,21}$/.test(voyage.slice(carrierScac.length));
}

export const HEADER_CONDITIONS: readonly Condition<ManifestHeaderX12>[] = [
  (m, _mode, lookups) =>
    (!isScac(m.carrierScac) || lookups.isCarrier?.(m.carrierScac) === false) &&
    find('009', 'M10', 'M1001', m.carrierScac),
  (m) => !['O', 'J', 'M'].includes(m.transportMethod) && find('010', 'M10', 'M1002', m.transportMethod),
  (m, _mode, lookups) => !isCountry(m.conveyanceCountry, lookups) && find('011', 'M10', 'M1003', m.conveyanceCountry),
  (m, mode) => !tripNumberFits(m, mode) && find('012', 'M10', 'M1006', m.voyage),
  (m) => m.billCount === 0 && find('013', 'M10', 'M1008', '0'),
  (m, mode) =>
    mode === 'ocean' &&
    m.vesselCode !== undefined &&
    !isImoNumber(m.vesselCode) &&
    find('148', 'M10', 'M1004', m.vesselCode),
  (m, mode) =>
    m.manifestType !== undefined &&
    !MANIFEST_TYPES[mode].has(m.manifestType) &&
    find('P02', 'M10', 'M1009', m.manifestType),
  (m, mode) => mode === 'truck' && m.manifestType === 'W' && m.vehicles.length === 0 && find('P04', 'M10'),
  (m, mode) => mode === 'truck' && m.manifestType === 'W' && m.crew.length === 0 && find('P01', 'M10'),
  (m) => m.vehicles.some((v) => Boolean(v.aceId) !== Boolean(v.aceIdQualifier)) && find('401', 'VEH', 'VEH21'),
  (m) => m.vehicles.some((v) => !v.aceId && !(v.licencePlate && v.state)) && find('402', 'VEH', 'VEH09'),
];

export const PORT_CONDITIONS: readonly Condition<PortX12>[] = [
  (p, mode, lookups) =>
    !isPort(p.portCode, lookups) && find(mode === 'ocean' ? '014' : '033', 'P4', 'P401', p.portCode),
  (p) => p.billCount === 0 && find('013', 'P4', 'P403', '0'),
];

/** A bill with what is told of it by its segments: whether M11 came at all. */
export interface JudgedBill extends BillX12 {
  described: boolean;
}

const adds = (bill: JudgedBill): boolean =>
  bill.described && (bill.amendment === undefined || bill.amendment.action === 'A');
const has = (bill: BillX12, ...entities: string[]): boolean =>
  bill.parties.some((party) => entities.includes(party.entity));

export const BILL_CONDITIONS: readonly Condition<JudgedBill>[] = [
  (b) =>
    !b.described &&
    (b.amendment === undefined || b.amendment.action === 'A') &&
    find('003', b.amendment ? 'M13' : 'LX'),
  (b, mode) =>
    b.amendment !== undefined &&
    !ACTIONS[mode].has(b.amendment.action) &&
    find('P03', 'M13', 'M1303', b.amendment.action),
  (b) =>
    (b.described || b.amendment !== undefined) &&
    (!/^[A-Z0-9]{1,12}$/.test(b.billNumber) || !isScac(b.issuerScac)) &&
    find('017', b.described ? 'M11' : 'M13', b.described ? 'M1101' : 'M1304', b.billNumber),
  (b, mode, lookups) =>
    mode === 'ocean' &&
    b.described &&
    (!/^\d{5}$/.test(b.ladingPort ?? '') || lookups.isForeignPort?.(b.ladingPort!) === false) &&
    find('034', 'M11', 'M1102', b.ladingPort),
  (b) => adds(b) && !(b.weight > 0) && find('020', 'M11', 'M1105', String(b.weight)),
  (b) => b.described && !WEIGHT_UNITS.has(b.weightUnit ?? '') && find('021', 'M11', 'M1106', b.weightUnit),
  (b) => adds(b) && !has(b, 'SH') && find('004', 'N1'),
  (b, mode) => adds(b) && !has(b, ...(mode === 'ocean' ? ['CN', 'N1'] : ['CN'])) && find('005', 'N1'),
  (b) => b.parties.some((p) => p.name.trim() === '' && !p.id) && find('024', 'N1', 'N102'),
  (b) =>
    adds(b) &&
    b.parties.some(
      (p) => ['SH', 'CN', 'N1'].includes(p.entity) && !p.id && p.address.every((line) => line.trim() === ''),
    ) &&
    find('025', 'N1', 'N301'),
  (b) =>
    adds(b) &&
    !b.cargo.some((line) => line.description.trim() !== '') &&
    find('007', b.equipment.length > 0 ? 'VID' : 'M11'),
  (b, mode) => {
    if (mode !== 'ocean' || !adds(b) || b.cargo.length === 0 || b.cargo.some((line) => line.quantity === undefined))
      return false;
    const sum = b.cargo.reduce((total, line) => total + line.quantity!, 0);
    return sum !== b.quantity && find('058', 'M11', 'M1103', String(b.quantity));
  },
  (b, mode) =>
    mode === 'truck' &&
    b.billType === IN_TRANSIT &&
    adds(b) &&
    b.inBond === undefined &&
    find('008', 'M11', 'M1109', b.billType),
  (b, mode, lookups) =>
    b.inBond !== undefined &&
    (b.inBond.destinationPort !== undefined || ['61', '62'].includes(b.inBond.type)) &&
    !isPort(b.inBond.destinationPort ?? '', lookups) &&
    find(mode === 'ocean' ? '380' : '033', 'M12', 'M1203', b.inBond.destinationPort),
  (b, mode, lookups) =>
    mode === 'truck' &&
    b.billType === SECTION_321 &&
    adds(b) &&
    b.cargo.some((line) => !isCountry(line.countryOfOrigin ?? '', lookups)) &&
    find('470', 'N10', 'N1011'),
];
