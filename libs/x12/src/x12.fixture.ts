import {
  type GroupHeader,
  type InterchangeReport,
  InterchangeReader,
  type SetHeader,
  type SetReport,
} from './interchange';
import { type EnvelopeOut, InterchangeWriter, type OutSegment } from './interchange-writer';
import { ManifestReader } from './manifest309';
import type { BillX12, ManifestFault, ManifestHeaderX12, ManifestLookups, ManifestX12 } from './manifest309.types';
import { type Segment, Tokenizer, tokenizeText } from './tokenizer';

/** Envelope and manifests that tests begin from, every test changing one thing in them; at the end, readers that hold a small message whole. */
export const ENVELOPE: EnvelopeOut = {
  senderQualifier: '02',
  sender: 'MAEU',
  receiverQualifier: 'ZZ',
  receiver: 'PORTWAY',
  control: 41,
  groupControl: 7,
  at: '2026-11-20T14:05:00Z',
  usage: 'T',
};

export const M10_OCEAN: OutSegment = [
  'M10',
  'MAEU',
  'O',
  'DK',
  '9321483',
  'PORTWAY MERCHANT',
  '0417W',
  '260417',
  undefined,
  'W',
  'L',
];

export function oceanBill(number: number, sequence = number): OutSegment[] {
  return [
    ['LX', sequence],
    [
      'M11',
      String(260000100 + number),
      '57035',
      100,
      'CTN',
      4100,
      'K',
      undefined,
      undefined,
      '00',
      'SHANGHAI',
      undefined,
      'MAEU',
    ],
    ['N9', 'BN', `BK${number}`],
    ['N1', 'SH', 'JADE RIVER FURNITURE WORKS'],
    ['N3', '18 CANAL STREET'],
    ['N4', 'SHANGHAI', undefined, '200001', 'CN'],
    ['N1', 'CN', 'PACIFIC HOME GOODS INC'],
    ['N3', '400 HARBOR AVE'],
    ['N4', 'LONG BEACH', 'CA', '90802', 'US'],
    ['VID', '4B', 'MSKU', '1234565', 'PW001', undefined, undefined, undefined, undefined, '45G1', 'L', 'CY'],
    ['N10', 100, 'OAK DINING CHAIRS', 'PHG 1-100', 'J', '940169'],
  ];
}

export function oceanManifest(bills = 2): OutSegment[] {
  return [
    M10_OCEAN,
    ['P4', '2704', '20261124', bills],
    ...Array.from({ length: bills }, (_, at) => oceanBill(at + 1)).flat(),
  ];
}

export const TRUCK_HEADING: OutSegment[] = [
  ['M10', 'ABCD', 'J', 'CA', undefined, undefined, 'ABCDTRIP0001', undefined, 1, 'W'],
  ['VEH', 1, '1XKYDP9X1JJ100001', undefined, undefined, undefined, undefined, undefined, undefined, 'TRK4417', 'ON'],
  ['M7', 'SEAL4417'],
  ['CII', 'NORTHERN MUTUAL', 'POL-1', '2026'],
  ['NM1', 'QD', '1', 'ROY', 'MARTIN'],
  ['DMG', 'D8', '19800412', 'M', undefined, undefined, undefined, 'CA'],
  ['REF', '5K', 'R1234567', 'ON'],
];

export const TRUCK_BILL: OutSegment[] = [
  ['LX', 1],
  ['M11', 'S0000001', '09999', 12, 'SKD', 5200, 'K', undefined, undefined, '0', 'TORONTO', undefined, 'ABCD'],
  ['N1', 'SH', 'LAKESHORE TOOL CO'],
  ['N3', '9 FRONT ST'],
  ['N4', 'TORONTO', 'ON', 'M5J1E3', 'CA'],
  ['N1', 'CN', 'BUFFALO MACHINE SUPPLY'],
  ['N3', '77 NIAGARA ST'],
  ['N4', 'BUFFALO', 'NY', '14202', 'US'],
  ['VID', 'TL', undefined, 'TRL900', undefined, undefined, undefined, undefined, undefined, undefined, 'L'],
  [
    'N10',
    12,
    'MACHINE TOOL PARTS',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    'CA',
  ],
];

export function truckManifest(): OutSegment[] {
  return [...TRUCK_HEADING, ['P4', '0901', '20261121', 1], ...TRUCK_BILL];
}

export function interchangeOf(
  segments: Iterable<OutSegment>,
  functionalId = 'SO',
  setId = '309',
  envelope = ENVELOPE,
): string {
  return new InterchangeWriter(envelope, functionalId).set(setId, segments).end();
}

/** An ocean 309 of at least `bytes` characters, made while it is read; `portBills` bills under each P4. */
export function* longManifest(bytes: number, portBills = 9000): Generator<string> {
  const text = (segment: OutSegment) => `${segment.map((value) => value ?? '').join('*')}~\n`;
  const [head = ''] = interchangeOf([]).split('SE*');
  yield head;
  let [written, count, bill] = [head.length, 3, 0];
  yield text(M10_OCEAN);
  while (written < bytes) {
    let piece = bill % portBills === 0 ? text(['P4', '2704', '20261124']) : '';
    if (piece !== '') count++;
    const segments = oceanBill(++bill, ((bill - 1) % portBills) + 1);
    piece += segments.map(text).join('');
    count += segments.length;
    written += piece.length;
    yield piece;
  }
  yield `SE*${count}*0001~\nGE*1*7~\nIEA*1*000000041~\n`;
}

/** A transaction set with its segments, for messages small enough to hold in memory. */
export interface HeldSet {
  header: SetHeader;
  group: GroupHeader;
  segments: Segment[];
  report: SetReport;
}

/** Reads a small transmission whole and at once. */
export function readInterchangeText(
  text: string,
  sets?: ReadonlySet<string>,
): { report: InterchangeReport; sets: HeldSet[] } {
  const [tokenizer, reader] = [new Tokenizer(), new InterchangeReader(sets)];
  for (const slice of tokenizeText(text, tokenizer))
    for (const segment of slice) reader.push(segment, tokenizer.separators!);
  reader.finish(tokenizer.fault);
  const held: HeldSet[] = [];
  let open: Omit<HeldSet, 'report'> | undefined;
  let report: InterchangeReport | undefined;
  for (const event of reader.take()) {
    if (event.kind === 'set') open = { header: event.set, group: event.group, segments: [] };
    else if (event.kind === 'segment') open!.segments.push(event.segment);
    else if (event.kind === 'set-end') held.push({ ...open!, report: event.set });
    else if (event.kind === 'end') report = event.report;
  }
  return { report: report!, sets: held };
}

/** Reads one 309 whole, for manifests small enough to hold in memory; `faults` are in file order. */
export function readManifest309(
  segments: Iterable<Segment>,
  lookups?: ManifestLookups,
): { manifest: ManifestX12; faults: ManifestFault[] } {
  const reader = new ManifestReader(lookups);
  for (const segment of segments) reader.push(segment);
  reader.finish();
  const faults: ManifestFault[] = [];
  const ports: ManifestX12['ports'] = [];
  let header: ManifestHeaderX12 | undefined;
  let bills: BillX12[] = [];
  for (const event of reader.take()) {
    faults.push(...event.faults);
    if (event.kind === 'header') header = event.header;
    else if (event.kind === 'bill') bills.push(event.bill);
    else if (event.kind === 'port-end') {
      ports.push({ ...event.port, bills });
      bills = [];
    }
  }
  return { manifest: { ...header!, ports }, faults };
}
