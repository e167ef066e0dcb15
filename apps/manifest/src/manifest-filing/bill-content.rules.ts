import { parseBillNumber, parseContainerNumber, parseInBondNumber } from '#kernel';
import { isPort } from '#reference';
import type { FiledBill, ManifestMode } from '../bills/bill.model';

/** A rule on what a bill says: the code of its error and when it is broken. */
export interface ContentRule {
  readonly code: string;
  readonly modes?: readonly ManifestMode[];
  readonly broken: (bill: FiledBill) => boolean;
}

/** M11 03 holds ten digits. */
export const GREATEST_QUANTITY = 9_999_999_999;
const WEIGHT_UNITS = ['K', 'KG', 'L', 'LB'];
const IN_TRANSIT = ['5', '05'];

const isEmptyEquipment = ({ billType }: FiledBill): boolean => billType === '2' || billType === '02';
const has = (bill: FiledBill, ...entities: string[]): boolean =>
  bill.parties.some((p) => entities.includes(p.entityCode) && Boolean(p.name?.trim() || p.id?.trim()));

const cargoSum = ({ cargo }: FiledBill): number | null => {
  const quantities = cargo.map(({ quantity }) => quantity);
  return quantities.length === 0 || quantities.includes(null)
    ? null
    : quantities.reduce<number>((sum, quantity) => sum + quantity!, 0);
};

const isContainer = (initial: string | null): boolean => /^[A-Z]{3}[UJZ]$/.test(initial ?? '');

export const CONTENT_RULES: readonly ContentRule[] = [
  { code: '017', broken: (b) => !parseBillNumber(b.issuerScac, b.billNumber).ok },
  { code: 'P05', broken: (b) => b.quantity > GREATEST_QUANTITY || (b.quantity === 0 && !isEmptyEquipment(b)) },
  { code: '058', modes: ['ocean', 'rail'], broken: (b) => (cargoSum(b) ?? b.quantity) !== b.quantity },
  { code: '020', broken: (b) => b.weight !== null && !(Number(b.weight) > 0) },
  { code: '021', broken: (b) => b.weight !== null && !WEIGHT_UNITS.includes(b.weightUnit ?? '') },
  { code: '034', modes: ['ocean'], broken: (b) => !/^\d{5}$/.test(b.ladingPort ?? '') },
  { code: '004', broken: (b) => !isEmptyEquipment(b) && !has(b, 'SH') },
  { code: '005', broken: (b) => !isEmptyEquipment(b) && !has(b, 'CN', 'N1') },
  { code: '007', broken: (b) => !isEmptyEquipment(b) && !b.cargo.some((line) => line.description.trim() !== '') },
  { code: '008', modes: ['rail', 'truck'], broken: (b) => IN_TRANSIT.includes(b.billType ?? '') && b.inBond === null },
  { code: '032', broken: (b) => b.inBond?.number != null && !parseInBondNumber(b.inBond.number).ok },
  { code: '380', broken: (b) => b.inBond?.destinationPort != null && !isPort(b.inBond.destinationPort) },
  {
    code: 'P06',
    broken: (b) =>
      b.equipment.some((e) => isContainer(e.initial) && !parseContainerNumber(`${e.initial}${e.number}`).ok),
  },
];

/** Codes of the rules that a bill breaks. */
export const contentFaults = (bill: FiledBill, mode: ManifestMode): string[] =>
  CONTENT_RULES.filter((rule) => (rule.modes ?? [mode]).includes(mode) && rule.broken(bill)).map((rule) => rule.code);
