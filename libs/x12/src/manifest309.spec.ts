import type { OutSegment } from './interchange-writer';
import { MANIFEST_ERRORS } from './manifest-errors';
import type { ManifestLookups } from './manifest309.types';
import {
  interchangeOf,
  M10_OCEAN,
  oceanBill,
  oceanManifest,
  readInterchangeText,
  readManifest309,
  TRUCK_BILL,
  TRUCK_HEADING,
  truckManifest,
} from './x12.fixture';

/** Reads segments through the whole path: written to an interchange, tokenized, placed and taken as a manifest. */
function read(segments: OutSegment[], functionalId = 'SO', lookups?: ManifestLookups) {
  const { report, sets } = readInterchangeText(interchangeOf(segments, functionalId));
  return { report, ...readManifest309(sets[0]!.segments, lookups) };
}

/** The segments with element `at` of the first segment `id` replaced. */
function change(segments: OutSegment[], id: string, at: number, value: string | number | undefined): OutSegment[] {
  const index = segments.findIndex((segment) => segment[0] === id);
  const changed = Array.from({ length: Math.max(segments[index]!.length, at + 1) }, (_, n) =>
    n === at ? value : segments[index]![n],
  );
  return segments.map((segment, n) => (n === index ? changed : segment));
}
const without = (segments: OutSegment[], ...ids: string[]): OutSegment[] =>
  segments.filter((segment) => !ids.includes(String(segment[0])));

describe('An ocean manifest (309)', () => {
  it('is read with its conveyance, port, bills, parties, equipment and cargo', () => {
    const { manifest, faults, report } = read(oceanManifest());
    expect(report.groups[0]!.status).toBe('A');
    expect(faults).toEqual([]);
    expect(manifest).toMatchObject({
      mode: 'ocean',
      carrierScac: 'MAEU',
      transportMethod: 'O',
      conveyanceCountry: 'DK',
      vesselCode: '9321483',
      conveyanceName: 'PORTWAY MERCHANT',
      voyage: '0417W',
      manifestSequence: '260417',
      manifestType: 'W',
    });
    expect(manifest.ports).toHaveLength(1);
    expect(manifest.ports[0]).toMatchObject({ portCode: '2704', date: '2026-11-24', billCount: 2 });
    expect(manifest.ports[0]!.bills.map((bill) => bill.billNumber)).toEqual(['260000101', '260000102']);
    expect(manifest.ports[0]!.bills[0]).toMatchObject({
      issuerScac: 'MAEU',
      ladingPort: '57035',
      quantity: 100,
      unit: 'CTN',
      weight: 4100,
      weightUnit: 'K',
      billType: '00',
      placeOfReceipt: 'SHANGHAI',
      references: [{ qualifier: 'BN', value: 'BK1' }],
      equipment: [
        { type: '4B', initial: 'MSKU', number: '1234565', seals: ['PW001'], isoType: '45G1', loadEmpty: 'L' },
      ],
      cargo: [
        {
          equipmentNumber: 'MSKU1234565',
          quantity: 100,
          description: 'OAK DINING CHAIRS',
          marks: 'PHG 1-100',
          htsCode: '940169',
        },
      ],
      segmentPosition: 4,
    });
    expect(manifest.ports[0]!.bills[0]!.parties[1]).toMatchObject({
      entity: 'CN',
      name: 'PACIFIC HOME GOODS INC',
      address: ['400 HARBOR AVE'],
      city: 'LONG BEACH',
      state: 'CA',
      postal: '90802',
      country: 'US',
    });
  });

  it('keeps secondary notify parties, in-bond movement, hazards, seals and a description that runs over several N10', () => {
    const bill = oceanBill(1);
    bill[1] = [...bill[1]!, 'ABCD', 'EFGH'];
    bill.splice(9, 0, ['M12', '61', '123456782', '3901', undefined, 25000, undefined, 'ABCD']);
    bill.splice(11, 0, ['M7', 'SEAL2', 'SEAL3']);
    bill.push(['N10', undefined, 'WITH CUSHIONS'], ['H1', 'UN3480', '9'], ['N10', 0, 'SPARE PARTS']);
    const { manifest, report } = read([M10_OCEAN, ['P4', '2704', '20261124'], ...bill]);
    expect(report.groups[0]!.status).toBe('A');
    expect(manifest.ports[0]!.bills[0]).toMatchObject({
      secondaryNotify: ['ABCD', 'EFGH'],
      inBond: {
        type: '61',
        entryNumber: '123456782',
        destinationPort: '3901',
        valueDollars: 25000,
        carrierScac: 'ABCD',
      },
      equipment: [{ seals: ['PW001', 'SEAL2', 'SEAL3'] }],
      cargo: [
        { description: 'OAK DINING CHAIRS WITH CUSHIONS', hazards: [{ unNumber: 'UN3480', class: '9' }] },
        { description: 'SPARE PARTS' },
      ],
    });
  });

  it('takes a deletion by its M13 alone', () => {
    const segments: OutSegment[] = [
      M10_OCEAN,
      ['P4', '2704', '20261124', 1],
      ['LX', 1],
      ['M13', 'MAEU', '2704', 'D', '260000101', 0, '03', undefined, undefined, 'MAEU'],
    ];
    const { manifest, faults } = read(segments);
    expect(faults).toEqual([]);
    expect(manifest.ports[0]!.bills[0]).toMatchObject({
      billNumber: '260000101',
      issuerScac: 'MAEU',
      amendment: { action: 'D', reason: '03' },
    });
  });
});

describe('A truck manifest (309)', () => {
  it('is read with its truck, driver, documents and trip number', () => {
    const { manifest, faults, report } = read(truckManifest(), 'AQ');
    expect(report.groups[0]!.status).toBe('A');
    expect(faults).toEqual([]);
    expect(manifest).toMatchObject({
      mode: 'truck',
      carrierScac: 'ABCD',
      voyage: 'ABCDTRIP0001',
      manifestType: 'W',
      seals: ['SEAL4417'],
      vehicles: [{ vin: '1XKYDP9X1JJ100001', licencePlate: 'TRK4417', state: 'ON' }],
      crew: [
        {
          role: 'QD',
          lastName: 'ROY',
          firstName: 'MARTIN',
          birthDate: '1980-04-12',
          citizenship: 'CA',
          documents: [{ type: '5K', number: 'R1234567', place: 'ON' }],
        },
      ],
      ports: [
        {
          portCode: '0901',
          bills: [
            {
              billNumber: 'S0000001',
              issuerScac: 'ABCD',
              cargo: [{ equipmentNumber: 'TRL900', countryOfOrigin: 'CA' }],
            },
          ],
        },
      ],
    });
  });
});

type Case = [code: string, sentence: string, segments: OutSegment[], element?: string, lookups?: ManifestLookups];
const ocean = oceanManifest();
const truck = truckManifest();

const OCEAN_FAULTS: Case[] = [
  ['001', 'a manifest without its heading', without(ocean, 'M10')],
  ['002', 'a manifest without a port', [M10_OCEAN]],
  ['003', 'a bill without its M11', without(ocean, 'M11')],
  ['004', 'a bill without a shipper', change(ocean, 'N1', 1, 'FS')],
  [
    '005',
    'a bill with neither consignee nor notify party',
    ocean.map((s) => (s[1] === 'CN' && s[0] === 'N1' ? ['N1', 'FS', s[2]] : s)),
  ],
  ['007', 'a container without a cargo description', without(ocean, 'N10')],
  ['009', 'a carrier code with a digit', change(ocean, 'M10', 1, 'M4EU'), 'M1001'],
  ['009', 'a carrier the carrier table does not know', ocean, 'M1001', { isCarrier: () => false }],
  ['010', 'a transport method that is neither vessel nor truck', change(ocean, 'M10', 2, 'A'), 'M1002'],
  ['011', 'a flag that is no country', change(ocean, 'M10', 3, 'D1'), 'M1003'],
  ['011', 'a flag the country table does not know', ocean, 'M1003', { isCountry: () => false }],
  ['012', 'a voyage number with punctuation', change(ocean, 'M10', 6, '4-17'), 'M1006'],
  ['013', 'a bill count of nought', change(ocean, 'M10', 8, 0), 'M1008'],
  ['013', 'a bill count in M10 that is not what was sent', change(ocean, 'M10', 8, 3), 'M1008'],
  ['013', 'a bill count in P4 that is not what was sent', change(ocean, 'P4', 3, 5), 'P403'],
  ['014', 'a port that is not four digits', change(ocean, 'P4', 1, '27X4'), 'P401'],
  ['014', 'a port Schedule D does not know', ocean, 'P401', { isPort: () => false }],
  ['017', 'a bill number of thirteen characters', change(ocean, 'M11', 1, '1234567890123'), 'M1101'],
  ['020', 'a bill that weighs nothing', change(ocean, 'M11', 5, 0), 'M1105'],
  ['021', 'a weight in stones', change(ocean, 'M11', 6, 'ST'), 'M1106'],
  ['024', 'a party whose name is blank', change(ocean, 'N1', 2, ' '), 'N102'],
  ['025', 'a shipper without an address', without(ocean, 'N3'), 'N301'],
  ['034', 'a port of lading that is not five digits', change(ocean, 'M11', 2, 'CNSHA'), 'M1102'],
  [
    '038',
    'a bill sent twice in one manifest',
    [M10_OCEAN, ['P4', '2704', '20261124'], ...oceanBill(1), ...oceanBill(1, 2)],
    'M1101',
  ],
  ['058', 'cargo lines that do not add up to the bill', change(ocean, 'N10', 1, 90), 'M1103'],
  ['148', 'a vessel code that fails the IMO check digit', change(ocean, 'M10', 4, '9321484'), 'M1004'],
  [
    '380',
    'an in-bond destination that is no port',
    ocean.flatMap((s): OutSegment[] => (s[0] === 'VID' ? [['M12', '61', undefined, '39'], s] : [s])),
    'M1203',
  ],
  ['P02', 'a preliminary ocean manifest', change(ocean, 'M10', 9, 'P'), 'M1009'],
  [
    'P03',
    'an amendment action of the road on a bill of the sea',
    [M10_OCEAN, ['P4', '2704', '20261124'], ['LX', 1], ['M13', 'MAEU', '2704', 'M', '260000101']],
    'M1303',
  ],
];

const TRUCK_FAULTS: Case[] = [
  ['004', 'a shipment without a shipper', change(truck, 'N1', 1, 'FS')],
  [
    '005',
    'a shipment with a notify party for a consignee',
    truck.map((s) => (s[0] === 'N1' && s[1] === 'CN' ? ['N1', 'N1', s[2]] : s)),
  ],
  ['008', 'an in-transit shipment without in-bond data', change(truck, 'M11', 9, '5'), 'M1109'],
  ['012', 'a trip number without the SCAC of the carrier', change(truck, 'M10', 6, 'TRIP0001'), 'M1006'],
  ['033', 'a port of arrival that is not four digits', change(truck, 'P4', 1, '90'), 'P401'],
  ['401', 'an ACE id without its qualifier', change(truck, 'VEH', 21, 'T123'), 'VEH21'],
  ['402', 'a truck without plate or ACE id', change(truck, 'VEH', 9, undefined), 'VEH09'],
  [
    '470',
    'a Section 321 shipment without a country of origin',
    change(change(truck, 'M11', 9, '3'), 'N10', 11, undefined),
    'N1011',
  ],
  ['P01', 'a complete trip without a driver', without(truck, 'NM1', 'DMG', 'REF')],
  ['P04', 'a complete trip without a truck', without(truck, 'VEH')],
];

describe('A content fault is named by its CBP number, with text, remedy and segment', () => {
  const cases = [
    ...OCEAN_FAULTS.map((entry) => ['SO', ...entry] as const),
    ...TRUCK_FAULTS.map((entry) => ['AQ', ...entry] as const),
  ];
  it.each(cases.map((entry) => [entry[1], entry[2], entry] as const))(
    '%s: %s',
    (_code, _sentence, [group, code, , segments, element, lookups]) => {
      const mode = group === 'SO' ? 'ocean' : 'truck';
      const { faults } = read(segments, group, lookups);
      const fault = faults.find((entry) => entry.code === code && entry.element === element);
      expect(fault).toMatchObject({
        code,
        text: MANIFEST_ERRORS[mode].get(code).text,
        remedy: MANIFEST_ERRORS[mode].get(code).remedy,
      });
      if (element && fault?.segment) expect(element.startsWith(fault.segment.id) || element === 'N301').toBe(true);
    },
  );

  it('every number of either mode has a case above, or means the same in both modes', () => {
    const proven = new Set([...OCEAN_FAULTS, ...TRUCK_FAULTS].map(([code]) => code));
    const all = [...MANIFEST_ERRORS.ocean.all, ...MANIFEST_ERRORS.truck.all].map((rule) => rule.code);
    expect(all.filter((code) => !proven.has(code))).toEqual([]);
  });

  it('a fault of one bill leaves the other bills without fault', () => {
    const { faults } = read(change(ocean, 'M11', 1, '1234567890123'));
    expect(faults.map(({ code, billNumber, scope }) => [code, billNumber, scope])).toEqual([
      ['017', '1234567890123', 'bill'],
    ]);
  });

  it('a truck 309 that lists a shipment twice is answered 038 for the second', () => {
    const { faults } = read([...TRUCK_HEADING, ['P4', '0901', '20261121'], ...TRUCK_BILL, ...TRUCK_BILL], 'AQ');
    expect(faults.map((fault) => fault.code)).toEqual(['038', '013']);
  });

  it('a count in M10 that is wrong is told at the manifest, not at its last port', () => {
    expect(read(change(ocean, 'M10', 8, 5)).faults).toMatchObject([
      { code: '013', scope: 'manifest', p4: undefined, segment: { id: 'M10' } },
    ]);
  });
});
