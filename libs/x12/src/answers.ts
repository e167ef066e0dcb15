import type { GroupReport, InterchangeReport, SetReport } from './interchange';
import { type EnvelopeOut, InterchangeWriter, type OutSegment } from './interchange-writer';
import type { ManifestMode } from './manifest-errors';
import type { ManifestFault } from './manifest309.types';
import type { Segment } from './tokenizer';
import { statusDisposition } from './dispositions';

const GROUP_355: Record<ManifestMode, string> = { ocean: 'SO', truck: 'AZ' };
const GROUP_350: Record<ManifestMode, string> = { ocean: 'SO', truck: 'AU' };
/** Width of one K1 element. Trucks have 60 characters since November 2024. */
const K1_WIDTH: Record<ManifestMode, number> = { ocean: 30, truck: 60 };
const MOST_REMARKS = 4;

function* setStatus(set: SetReport): Generator<OutSegment> {
  yield ['AK2', set.setId.slice(0, 3).padEnd(3, '0'), /^[0-9A-Za-z]{4,9}$/.test(set.control) ? set.control : '0000'];
  for (const fault of set.faults) {
    yield [
      'AK3',
      fault.segmentId
        .replace(/[^0-9A-Za-z]/g, '')
        .slice(0, 3)
        .padEnd(2, '0'),
      fault.position,
      fault.loop,
      fault.code,
    ];
    for (const element of fault.elements) yield ['AK4', element.element, undefined, element.code, element.value];
  }
  yield ['AK5', set.status, ...set.codes.slice(0, 5)];
}

function* groupStatus(group: GroupReport): Generator<OutSegment> {
  yield ['AK1', group.functionalId.slice(0, 2).padEnd(2, '0'), /^\d{1,9}$/.test(group.control) ? group.control : '0'];
  for (const set of group.sets) yield* setStatus(set);
  yield ['AK9', group.status, group.setsDeclared, group.sets.length, group.setsAccepted, ...group.codes.slice(0, 5)];
}

/** Acknowledgements are never acknowledged, wherever they stand: two partners would go on for ever. */
export const isOfAcknowledgements = ({ functionalId, sets }: GroupReport): boolean =>
  functionalId === 'FA' || (sets.length > 0 && sets.every(({ setId }) => setId === '997' || setId === '999'));

/**
 * The 997 that answers a transmission: one set per functional group received, or undefined when there is nothing a 997
 * may answer (no readable group, or only acknowledgements, which are never acknowledged). When the interchange itself is
 * refused every group is answered R with no set accepted; the reason is in `report.faults`, for the HTTP answer.
 */
export function write997(report: InterchangeReport, envelope: EnvelopeOut): string | undefined {
  const groups = report.groups.filter((group) => !isOfAcknowledgements(group));
  if (groups.length === 0) return undefined;
  const writer = new InterchangeWriter(envelope, 'FA');
  for (const group of groups)
    writer.set('997', groupStatus(report.accepted ? group : { ...group, status: 'R', setsAccepted: 0 }));
  return writer.end();
}

/** A text as K1 segments of two elements each, broken between words where it can be. */
export function remarks(text: string, mode: ManifestMode, most = MOST_REMARKS): OutSegment[] {
  const width = K1_WIDTH[mode];
  const lines: string[] = [];
  for (let rest = text.trim().replace(/\s+/g, ' '); rest !== '' && lines.length < most * 2; ) {
    if (rest.length <= width) {
      lines.push(rest);
      break;
    }
    const gap = rest.lastIndexOf(' ', width);
    const cut = gap > width / 2 ? gap : width;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return Array.from({ length: Math.ceil(lines.length / 2) }, (_, at) => ['K1', lines[at * 2], lines[at * 2 + 1]]);
}

/** What a 355 says of one 309. `m10` is the segment received; `faults` in file order. */
export interface ManifestAnswer {
  mode: ManifestMode;
  m10?: Segment;
  billsAccepted: number;
  billsRejected: number;
  faults: readonly ManifestFault[];
  /** Said of the manifest as a whole, without refusing anything. */
  notes?: readonly string[];
  /** It was judged as test data: nothing of it was filed. */
  tested?: boolean;
}

const copied = (segment: Segment): OutSegment => segment.elements;
/** Segments of a 309 that a 355 may hold; faults of others are told at the bill, port or manifest above them. */
const COPIED = new Set(['M13', 'M11', 'N9', 'N1', 'M12', 'VID', 'VEH', 'NM1']);

function* faultRemarks(faults: readonly ManifestFault[], mode: ManifestMode): Generator<OutSegment> {
  for (const fault of faults.slice(0, 10)) {
    const width = K1_WIDTH[mode];
    const value = fault.value === undefined ? '' : ` ${fault.value || 'BLANK'}`;
    const where = fault.element ? `${fault.element}${value}`.slice(0, width) : undefined;
    yield ['K1', `${fault.code} ${fault.text}`.slice(0, width), where];
  }
}

function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function* underCopies(faults: readonly ManifestFault[], mode: ManifestMode, own?: Segment): Generator<OutSegment> {
  const bySegment = groupBy(faults, (fault) =>
    fault.segment && fault.segment !== own && COPIED.has(fault.segment.id) ? fault.segment : undefined,
  );
  yield* faultRemarks(bySegment.get(undefined) ?? [], mode);
  bySegment.delete(undefined);
  for (const [segment, list] of [...bySegment].sort(([a], [b]) => a!.position - b!.position)) {
    yield copied(segment!);
    yield* faultRemarks(list, mode);
  }
}

function* portAnswer(p4: Segment, faults: readonly ManifestFault[], mode: ManifestMode): Generator<OutSegment> {
  yield copied(p4);
  const byBill = groupBy(faults, (fault) => fault.lx);
  yield* faultRemarks(byBill.get(undefined) ?? [], mode);
  byBill.delete(undefined);
  for (const [lx, list] of byBill) {
    yield copied(lx!);
    yield* underCopies(list, mode, lx);
  }
}

function* answerSet(
  answer: ManifestAnswer,
  ports: [Segment, ManifestFault[]][],
  first: boolean,
): Generator<OutSegment> {
  const { mode } = answer;
  if (answer.m10) yield copied(answer.m10);
  if (first) {
    const word =
      answer.billsRejected === 0 && answer.faults.length === 0
        ? 'ACCEPTED'
        : answer.billsAccepted === 0
          ? 'REJECTED'
          : 'ACCEPTED IN PART';
    yield [
      'K1',
      answer.tested ? 'TEST DATA, NOTHING WAS FILED' : `MANIFEST ${word}`,
      `BILLS ${answer.billsAccepted} OK ${answer.billsRejected} REJECTED`.slice(0, K1_WIDTH[mode]),
    ];
    for (const note of answer.notes?.slice(0, 2) ?? []) yield* remarks(note, mode, 2);
    yield* underCopies(
      answer.faults.filter((fault) => !fault.p4).slice(0, answer.notes?.length ? 5 : 9),
      mode,
      answer.m10,
    );
  }
  for (const [p4, faults] of ports) yield* portAnswer(p4, faults, mode);
}

/** The 355 that accepts or rejects the content of a 309: each faulty segment copied, its errors in K1 right after it. */
export function write355(answer: ManifestAnswer, envelope: EnvelopeOut): string {
  const writer = new InterchangeWriter(envelope, GROUP_355[answer.mode]);
  const byPort = groupBy(
    answer.faults.filter((fault) => fault.p4),
    (fault) => fault.p4!,
  );
  const ports = [...byPort];
  writer.set('355', answerSet(answer, ports.slice(0, 20), true));
  for (let at = 20; at < ports.length; at += 20) writer.set('355', answerSet(answer, ports.slice(at, at + 20), false));
  return writer.end();
}

/** The status of one bill. `at` is the port's local date and time, `YYYY-MM-DD` and `HH:MM`. */
export interface BillStatus {
  billNumber: string;
  issuerScac: string;
  quantity: number;
  dispositionCode: string;
  date: string;
  time: string;
  entryType?: string;
  entryNumber?: string;
  /** Told in K1 after the disposition's own text; up to four K1 in all. */
  text?: string;
}

/** Statuses of bills of one conveyance at one port. */
export interface StatusNotice {
  mode: ManifestMode;
  portCode: string;
  /** Estimated or actual arrival, `YYYY-MM-DD`. */
  arrivalDate: string;
  conveyance: {
    carrierScac: string;
    country?: string;
    vesselCode?: string;
    name?: string;
    voyage: string;
    manifestSequence?: string;
  };
  bills: readonly BillStatus[];
}

const BILLS_PER_PORT = 9999;
const PORTS_PER_SET = 20;
const digits = (value: string): string => value.replace(/\D/g, '');

function* billStatus(bill: BillStatus, mode: ManifestMode): Generator<OutSegment> {
  const entered = bill.entryNumber && bill.entryType;
  yield [
    'X4',
    bill.billNumber,
    bill.quantity,
    entered ? bill.entryType : undefined,
    entered ? bill.entryNumber!.replace(/[^0-9A-Za-z]/g, '') : undefined,
    digits(bill.date).slice(0, 8),
    digits(bill.time).slice(0, 4),
    bill.dispositionCode,
    undefined,
    bill.issuerScac,
  ];
  const meaning = statusDisposition(bill.dispositionCode, mode, bill.date)?.text;
  if (meaning) yield ['K1', meaning];
  if (bill.text) yield* remarks(bill.text, mode, meaning ? MOST_REMARKS - 1 : MOST_REMARKS);
}

/** The 350 that tells a carrier the status of its bills; notices of more than 199,980 bills go on in further sets. */
export function write350(notice: StatusNotice, envelope: EnvelopeOut): string {
  const { mode, conveyance, bills } = notice;
  const writer = new InterchangeWriter(envelope, GROUP_350[mode]);
  function* set(from: number): Generator<OutSegment> {
    yield [
      'M10',
      conveyance.carrierScac,
      mode === 'ocean' ? 'O' : 'J',
      conveyance.country ?? 'US',
      conveyance.vesselCode,
      conveyance.name?.slice(0, 28),
      conveyance.voyage,
      conveyance.manifestSequence,
      undefined,
      undefined,
      conveyance.vesselCode && 'L',
    ];
    const until = Math.min(from + BILLS_PER_PORT * PORTS_PER_SET, bills.length);
    for (let at = from; at < until || at === from; at += BILLS_PER_PORT) {
      yield ['P4', notice.portCode, digits(notice.arrivalDate).slice(0, 8)];
      for (const bill of bills.slice(at, Math.min(at + BILLS_PER_PORT, until))) yield* billStatus(bill, mode);
    }
  }
  for (let from = 0; from < bills.length || from === 0; from += BILLS_PER_PORT * PORTS_PER_SET)
    writer.set('350', set(from));
  return writer.end();
}
