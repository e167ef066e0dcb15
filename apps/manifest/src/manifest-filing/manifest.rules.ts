import type { Condition, ManifestFiled, Outcome } from '#contracts';
import { addDays, isCustomsDate, isScac, type CustomsDate } from '#kernel';
import { isPort, portLocalDate } from '#reference';
import { Bill, billKeyOf, FiledBill, FiledPort, ManifestMode, manifestMode } from '../bills/bill.model';
import { billStates, type BillState } from '../bills/bill.states';
import { contentFaults } from './bill-content.rules';
import { BillLookup, finding, isFatal, outcomeOf, Place } from './finding';
import { MANIFEST_ERRORS } from './manifest-errors';

/** A conveyance's call at a port. */
export interface PortCall {
  readonly portCode: string;
  readonly estimatedArrival: CustomsDate;
  readonly arrivedAt: string | null;
  /** What its record holds beside the above. */
  readonly carried?: FiledPort['carried'];
}

export interface OnFile {
  readonly bill: BillLookup;
  /** Whether a SCAC belongs to an active account other than the filer's. */
  readonly isAnothers: (scac: string) => boolean;
  /** Calls of the conveyance; null when no manifest of it is on file. */
  readonly calls: ReadonlyMap<string, PortCall> | null;
}

export interface Judgement {
  readonly outcome: Outcome;
  readonly conditions: readonly Condition[];
  /** In the order filed. */
  readonly changes: readonly { readonly bill: Bill; readonly change: 'added' | 'amended' | 'deleted' }[];
  readonly calls: readonly PortCall[];
}

/** Years for which a bill number serves once (19 CFR 4.7a(c)(2)(iii)). */
const NUMBER_YEARS = 3;
/** A call whose estimated arrival is this much later than the last arrival is another voyage under the same number. */
const NEW_CALL_DAYS = 30;
const FURTHEST_DAYS = 366;

const headerFaults = ({ carrierScacs, conveyance, ports }: ManifestFiled): string[] => [
  ...(isScac(conveyance.scac) && carrierScacs.includes(conveyance.scac) ? [] : ['009']),
  ...(manifestMode(conveyance.modeOfTransport) ? [] : ['010']),
  ...(/^[A-Z0-9-]{1,25}$/.test(conveyance.voyage) ? [] : ['012']),
  ...(ports.length > 0 ? [] : ['002']),
];

const portFaults = ({ portCode, estimatedArrival }: FiledPort, mode: ManifestMode, now: Date): string[] => {
  if (!isPort(portCode)) return [MANIFEST_ERRORS[mode].has('014') ? '014' : '033'];
  const today = portLocalDate(now, portCode);
  if (!isCustomsDate(estimatedArrival) || estimatedArrival > addDays(today, FURTHEST_DAYS)) return ['015'];
  return estimatedArrival < today ? ['P10'] : [];
};

/** The call a filed port means: the one on file, or a new one when the last is long over. */
const callOf = ({ portCode, estimatedArrival, carried }: FiledPort, onFile: PortCall | undefined): PortCall => {
  const over =
    onFile?.arrivedAt && estimatedArrival > addDays(portLocalDate(onFile.arrivedAt, portCode), NEW_CALL_DAYS);
  return {
    portCode,
    estimatedArrival,
    arrivedAt: over ? null : (onFile?.arrivedAt ?? null),
    ...(carried && { carried }),
  };
};

const numberIsTaken = (bill: Bill | undefined, now: Date): boolean => {
  if (!bill || bill.state === 'deleted') return false;
  const free = new Date(bill.filedAt);
  free.setUTCFullYear(free.getUTCFullYear() + NUMBER_YEARS);
  return now < free;
};

const detailsOf = (bill: FiledBill): Bill['details'] => {
  const { ladingPort, weight, weightUnit, secondaryNotify, parties, references, inBond, equipment, cargo } = bill;
  return {
    ladingPort,
    weight,
    weightUnit,
    secondaryNotify,
    parties,
    references,
    inBond,
    equipment,
    cargo,
    ...(bill.carried && { carried: bill.carried }),
  };
};

/** A movement that an amendment brings begins with it; one that it leaves alone began when it did, and is where it arrived. */
const inBondDays = (
  { inBond }: FiledBill,
  { details }: Bill,
  now: Date,
): Pick<Bill['details'], 'inBondSince' | 'inBondArrivedOn'> => {
  if (!inBond) return {};
  if (inBond.number !== details.inBond?.number) return { inBondSince: now.toISOString() };
  const { inBondSince, inBondArrivedOn } = details;
  return {
    ...(inBondSince && { inBondSince }),
    ...(inBondArrivedOn && inBond.destinationPort === details.inBond.destinationPort && { inBondArrivedOn }),
  };
};

/** What an amendment sends of a kind of segment stands for all that was kept of that kind. */
const keptBeside = (sent: FiledBill['carried'], before: FiledBill['carried']): Pick<FiledBill, 'carried'> => {
  const anew = new Set(sent?.map(({ record }) => record));
  const carried = [...(before ?? []).filter(({ record }) => !anew.has(record)), ...(sent ?? [])];
  return carried.length > 0 ? { carried } : {};
};

/** What R leaves out stays as it was; by sea a carrier sends the quantity alone. */
const replaced = (filed: FiledBill, { unit, billType, masterBill, details }: Bill): FiledBill => {
  const list = <T>(sent: T[], kept: readonly T[]): T[] => (sent.length > 0 ? sent : [...kept]);
  return {
    ...filed,
    unit: filed.unit ?? unit,
    billType: filed.billType ?? billType,
    masterBill: filed.masterBill ?? masterBill,
    ladingPort: filed.ladingPort ?? details.ladingPort,
    weight: filed.weight ?? details.weight,
    weightUnit: filed.weight === null ? details.weightUnit : filed.weightUnit,
    inBond: filed.inBond ?? details.inBond,
    secondaryNotify: list(filed.secondaryNotify, details.secondaryNotify),
    parties: list(filed.parties, details.parties),
    references: list(filed.references, details.references),
    equipment: list(filed.equipment, details.equipment),
    cargo: list(filed.cargo, details.cargo),
    ...keptBeside(filed.carried, details.carried),
  };
};

type Decision = { readonly faults: string[]; readonly bill?: Bill; readonly change?: 'added' | 'amended' | 'deleted' };

interface BillCase {
  readonly filing: ManifestFiled;
  readonly filed: FiledBill;
  readonly onFile: OnFile;
  readonly call: PortCall;
  readonly mode: ManifestMode;
  readonly current: Bill | undefined;
  readonly now: Date;
}

/** A bill of the filing as it is judged. */
interface JudgedBill {
  readonly filed: FiledBill;
  readonly call: PortCall;
  readonly at: string;
  found: readonly Condition[];
  change: Judgement['changes'][number] | null;
}

const isOwnIssue = ({ carrierScacs }: ManifestFiled, { issuerScac }: { issuerScac: string }): boolean =>
  carrierScacs.includes(issuerScac);

/**
 * The codes that begin a bill's issuer and number written together, the issuer's own first: `MAE` and `U260000101` is written as `MAEU` and
 * `260000101` are.
 */
export const issuersSpelledBy = (bill: { issuerScac: string; billNumber: string }): string[] => [
  bill.issuerScac,
  ...[3, 4]
    .filter((length) => length > bill.issuerScac.length)
    .map((length) => billKeyOf(bill).slice(0, length))
    .filter(isScac),
];

/**
 * Who may use a number. Numbers are their issuer's: a carrier files its own, and the houses of an issuer that files for nobody here, a
 * forwarder, under a master bill that is on file and its own. Whoever has an account files its numbers itself.
 */
const mayUseNumber = ({ filing, filed, onFile }: BillCase, masterBill: string | null): boolean => {
  const [issuer, ...longer] = issuersSpelledBy(filed);
  if (longer.some(onFile.isAnothers)) return false;
  if (isOwnIssue(filing, filed)) return true;
  if (onFile.isAnothers(issuer!) || masterBill === null || masterBill === billKeyOf(filed)) return false;
  const master = onFile.bill(masterBill);
  return (
    master !== undefined &&
    master.state !== 'deleted' &&
    (isOwnIssue(filing, master) || master.accountId === filing.origin.accountId)
  );
};

const added = (billCase: BillCase): Decision => {
  const { filing, filed, onFile, call, mode, current, now } = billCase;
  const { conveyance, origin } = filing;
  const faults = [
    ...contentFaults(filed, mode),
    ...(!mayUseNumber(billCase, filed.masterBill) ? ['098'] : numberIsTaken(current, now) ? ['038'] : []),
    ...(filed.amendment && onFile.calls === null ? ['039'] : []),
  ];
  const bill: Bill = {
    billKey: billKeyOf(filed),
    issuerScac: filed.issuerScac,
    billNumber: filed.billNumber,
    version: current?.version ?? 0,
    state: call.arrivedAt ? 'arrived' : billStates.initial,
    accountId: origin.accountId,
    conveyance,
    portCode: call.portCode,
    estimatedArrival: call.estimatedArrival,
    arrivedAt: call.arrivedAt,
    filedAt: now.toISOString(),
    quantity: filed.quantity,
    unit: filed.unit,
    billType: filed.billType,
    masterBill: filed.masterBill,
    details: detailsOf(filed),
    holds: current?.holds ?? [],
  };
  return { faults, bill, change: 'added' };
};

/** A deletion or replacement, with the state that the life of the bill has after it. */
interface Amendment extends BillCase {
  readonly current: Bill;
  readonly next: BillState;
}

const deleted = ({ filed, current, next }: Amendment): Decision => {
  const faults = current.state === 'arrived' && !filed.amendment?.reason?.trim() ? ['P08'] : [];
  return { faults, bill: { ...current, state: next }, change: 'deleted' };
};

const amended = (amendment: Amendment): Decision => {
  const { filing, filed, call, mode, current, next, now } = amendment;
  const { conveyance, origin } = filing;
  const content = replaced(filed, current);
  const sameCall =
    current.portCode === call.portCode &&
    current.conveyance.scac === conveyance.scac &&
    current.conveyance.voyage === conveyance.voyage;
  const faults = contentFaults(content, mode).filter((code) => code !== '058' || filed.cargo.length > 0);
  if (content.masterBill !== current.masterBill && !mayUseNumber(amendment, content.masterBill)) faults.push('098');
  const kept = {
    billKey: current.billKey,
    version: current.version,
    filedAt: current.filedAt,
    holds: current.holds,
    issuerScac: current.issuerScac,
    billNumber: current.billNumber,
  };
  const bill: Bill = {
    ...kept,
    state: call.arrivedAt ? 'arrived' : next,
    accountId: origin.accountId,
    conveyance,
    portCode: call.portCode,
    estimatedArrival: call.estimatedArrival,
    arrivedAt: current.arrivedAt ?? call.arrivedAt,
    quantity: content.quantity,
    unit: content.unit,
    billType: content.billType,
    masterBill: content.masterBill,
    details: { ...detailsOf(content), ...inBondDays(content, current, now) },
  };
  return { faults: current.state === 'arrived' && !sameCall ? [...faults, 'P09'] : faults, bill, change: 'amended' };
};

const decide = (billCase: BillCase): Decision => {
  const { filing, filed, current } = billCase;
  if (!filed.amendment || filed.amendment.action === 'A') return added(billCase);
  const deletes = filed.amendment.action === 'D';
  // What is written alike under another issuer's code is another bill.
  if (current?.issuerScac !== filed.issuerScac) return { faults: ['P07'] };
  const step = billStates.next(current.state, deletes ? 'deleted' : 'amended');
  if (!step.ok) return { faults: ['P07'] };
  if (!filing.carrierScacs.includes(current.conveyance.scac)) return { faults: ['098'] };
  const amendment = { ...billCase, current, next: step.value };
  return deletes ? deleted(amendment) : amended(amendment);
};

/**
 * What a manifest or an amendment of one does to the bills on file. A fault of the conveyance refuses everything, one of a port
 * the bills for that port, one of a bill that bill alone. Pure: the bills and calls on file are given.
 */
export const judgeManifest = (filing: ManifestFiled, onFile: OnFile, now: Date): Judgement => {
  const { channel } = filing.origin;
  const mode = manifestMode(filing.conveyance.modeOfTransport) ?? 'ocean';
  const told = (codes: string[], place: Omit<Place, 'conveyance'>): Condition[] =>
    codes.map((code) => finding(code, mode, channel, { ...place, conveyance: '/conveyance' }));
  const refused = told(headerFaults(filing), { recordIndex: null, at: '' });
  const unreadable = (filing.reading ?? []).filter(isFatal);
  if (refused.length + unreadable.length > 0)
    return { outcome: 'rejected', conditions: [...unreadable, ...refused], changes: [], calls: [] };

  const latest = new Map<string, Bill>();
  const bill: BillLookup = (key) => latest.get(key) ?? onFile.bill(key);
  const ports = filing.ports.map((port, p) => {
    const found = told(portFaults(port, mode, now), { recordIndex: port.recordIndex, at: `/ports/${p}` });
    const call = callOf(port, onFile.calls?.get(port.portCode));
    const isRefused = found.some(isFatal);
    const bills = isRefused
      ? []
      : port.bills.map(
          (filed, b): JudgedBill => ({
            filed,
            call,
            at: filed.at ?? `/ports/${p}/bills/${b}`,
            found: [],
            change: null,
          }),
        );
    return { found, call, isRefused, bills, isEmpty: port.bills.length === 0 };
  });
  const bills = ports.flatMap((port) => port.bills);
  // A master bill and its houses may come in one filing, in any order: the filer's own bills are judged before those of other issuers.
  for (const judged of [...bills].sort(
    (a, b) => Number(isOwnIssue(filing, b.filed)) - Number(isOwnIssue(filing, a.filed)),
  )) {
    const { filed, call, at } = judged;
    const decision = decide({
      filing,
      filed,
      onFile: { ...onFile, bill },
      call,
      mode,
      current: bill(billKeyOf(filed)),
      now,
    });
    judged.found = told(decision.faults, { recordIndex: filed.recordIndex, at });
    if (!decision.bill || !decision.change || judged.found.some(isFatal)) continue;
    latest.set(decision.bill.billKey, decision.bill);
    judged.change = { bill: decision.bill, change: decision.change };
  }

  const conditions = [
    ...(filing.reading ?? []),
    ...ports.flatMap((port) => [...port.found, ...port.bills.flatMap(({ found }) => found)]),
  ];
  const changes = bills.flatMap(({ change }) => change ?? []);
  // Taking bills off puts no call on file.
  const brings = ({ bills: ofPort, isRefused, isEmpty }: (typeof ports)[number]): boolean =>
    !isRefused && (isEmpty || ofPort.some(({ change }) => change !== null && change.change !== 'deleted'));
  const calls = ports.filter(brings).map(({ call }) => call);
  return { outcome: outcomeOf(conditions, calls.length + changes.length > 0), conditions, changes, calls };
};
