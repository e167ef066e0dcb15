/**
 * The segments of the manifest sets as data. One line per element: requirement (M mandatory, O optional, X bound by a
 * syntax note), type, least and greatest length, name and, after `=`, the code values allowed. Where releases 004010 to
 * 006050 differ the wider length stands, so that one table judges every release taken. Source: ASC X12 segment
 * directory 004010; VEH from 006020.
 */

export type ElementType = 'AN' | 'ID' | 'N' | 'R' | 'DT' | 'TM';

export interface ElementLayout {
  name: string;
  requirement: 'M' | 'O' | 'X';
  type: ElementType;
  min: number;
  max: number;
  codes?: ReadonlySet<string>;
}

/** A syntax note: P all or none, R at least one, C the first requires the rest. */
export interface SyntaxNote {
  kind: 'P' | 'R' | 'C';
  elements: readonly number[];
}

export interface SegmentLayout {
  id: string;
  name: string;
  /** `elements[0]` is element 01. */
  elements: readonly ElementLayout[];
  notes: readonly SyntaxNote[];
}

const LINE = /^([MOX]) (AN|ID|N|R|DT|TM) (\d+)(?:-(\d+))? ([^=]+?)(?: =(.+))?$/;

function element(line: string): ElementLayout {
  const [, requirement, type, min, max, name, codes] = LINE.exec(line) ?? [];
  if (!name) throw new Error(`segment table: cannot read "${line}"`);
  return {
    name,
    requirement: requirement as ElementLayout['requirement'],
    type: type as ElementType,
    min: Number(min),
    max: Number(max ?? min),
    ...(codes && { codes: new Set(codes.split(' ')) }),
  };
}

function note(text: string): SyntaxNote {
  const elements = text.slice(1).match(/\d\d/g) ?? [];
  return { kind: text[0] as SyntaxNote['kind'], elements: elements.map(Number) };
}

function layout(id: string, name: string, lines: string[], notes: string[] = []): SegmentLayout {
  return { id, name, elements: lines.map(element), notes: notes.map(note) };
}

const times = (count: number, line: string): string[] => Array.from({ length: count }, () => line);
/** Segments whose element usage CBP has not published openly: taken and kept, their elements not judged. */
const unjudged = (count: number): string[] => times(count, 'O AN 1-80 Not judged');

const TABLE: SegmentLayout[] = [
  layout('ISA', 'Interchange header', [
    'M ID 2 Authorization qualifier',
    'M AN 10 Authorization',
    'M ID 2 Security qualifier',
    'M AN 10 Security',
    'M ID 2 Sender qualifier',
    'M AN 15 Sender',
    'M ID 2 Receiver qualifier',
    'M AN 15 Receiver',
    'M DT 6 Date',
    'M TM 4 Time',
    'M AN 1 Standards id or repetition separator',
    'M N 5 Version',
    'M N 9 Control number',
    'M ID 1 Acknowledgement requested =0 1',
    'M ID 1 Usage =P T I',
    'M AN 1 Component separator',
  ]),
  layout('GS', 'Functional group header', [
    'M ID 2 Functional identifier',
    'M AN 2-15 Sender',
    'M AN 2-15 Receiver',
    'M DT 8 Date',
    'M TM 4-8 Time',
    'M N 1-9 Control number',
    'M ID 1-2 Agency =X T',
    'M AN 1-12 Version',
  ]),
  layout('ST', 'Transaction set header', ['M ID 3 Set identifier', 'M AN 4-9 Control number', 'O AN 1-35 Convention']),
  layout('SE', 'Transaction set trailer', ['M N 1-10 Segment count', 'M AN 4-9 Control number']),
  layout('GE', 'Functional group trailer', ['M N 1-6 Set count', 'M N 1-9 Control number']),
  layout('IEA', 'Interchange trailer', ['M N 1-5 Group count', 'M N 9 Control number']),
  layout(
    'M10',
    'Manifest header',
    [
      'M ID 2-4 Carrier SCAC',
      'M ID 1-2 Transport method',
      'M ID 2-3 Country of the conveyance',
      'X ID 1-8 Vessel code',
      'X AN 2-28 Conveyance name',
      'M AN 2-10 Voyage or trip',
      'O AN 1-30 Manifest sequence',
      'O N 1-15 Number of bills',
      'O ID 1 Manifest type =P T W Y',
      'X ID 1 Vessel code qualifier',
      'O ID 1 Empty conveyance =N Y',
      'O AN 1-30 Reference',
    ],
    ['P0410', 'R0504'],
  ),
  layout('P4', 'Port', [
    'M AN 1-30 Port',
    'M DT 8 Estimated arrival',
    'O N 1-15 Number of bills',
    'O AN 1-30 Facility',
    'O TM 4-8 Time',
  ]),
  layout('LX', 'Bill number in the port', ['M N 1-6 Assigned number']),
  layout(
    'M11',
    'Bill of lading',
    [
      'M AN 1-50 Bill number',
      'M AN 1-30 Port of lading',
      'M R 1-15 Quantity',
      'M ID 1-3 Manifest unit',
      'M R 1-10 Weight',
      'M ID 1-2 Weight unit',
      'X R 1-8 Volume',
      'X ID 1 Volume unit',
      'O ID 1-2 Bill type',
      'O AN 1-17 Place of receipt',
      'X AN 1-50 Master bill',
      'M ID 2-4 Issuer SCAC',
      ...times(4, 'O ID 2-4 Second notify SCAC'),
    ],
    ['P0708'],
  ),
  layout(
    'M12',
    'In-bond',
    [
      'M ID 2 In-bond type =61 62 63 69 70',
      'X AN 1-15 Entry number',
      'O AN 1-30 US destination',
      'O AN 1-30 Foreign destination',
      'O N 1-8 Value in dollars',
      'X AN 1-30 In-bond control number',
      'O ID 2-4 In-bond carrier SCAC',
      'X ID 2-3 Reference qualifier',
      'X AN 1-30 Bonded carrier id',
      'X ID 1-2 Transport method',
      'X AN 2-28 Vessel name',
      'O ID 1 Yes or no =N Y',
      'O DT 8 Date',
      'O AN 1-30 Place',
    ],
    ['P0809'],
  ),
  layout('M13', 'Amendment', [
    'M ID 2-4 Carrier SCAC',
    'M AN 1-30 Port',
    'O ID 1 Amendment action =A D M R',
    'M AN 1-50 Bill number',
    'O R 1-15 Quantity',
    'O ID 1-2 Amendment reason',
    'O ID 1-2 Action code',
    'O AN 1-50 Second bill',
    'O ID 2-4 Issuer SCAC',
    'O ID 2-4 Second issuer SCAC',
  ]),
  layout('M7', 'Seals', ['M AN 2-15 Seal', ...times(3, 'O AN 2-15 Seal'), 'O ID 2-3 Sealing party']),
  layout(
    'N1',
    'Party',
    ['M ID 2-3 Entity', 'X AN 1-60 Name', 'X ID 1-2 Id qualifier', 'X AN 2-80 Id'],
    ['R0203', 'P0304'],
  ),
  layout('N3', 'Address', ['M AN 1-55 Address', 'O AN 1-55 Address']),
  layout(
    'N4',
    'Place',
    [
      'O AN 2-30 City',
      'O ID 2 State',
      'O ID 3-15 Postal code',
      'O ID 2-3 Country',
      'X ID 1-2 Place qualifier',
      'O AN 1-30 Place',
      'O ID 1-3 Country subdivision',
    ],
    ['C0605'],
  ),
  layout(
    'N9',
    'Reference',
    [
      'M ID 2-3 Qualifier',
      'X AN 1-50 Reference',
      'X AN 1-45 Text',
      'O DT 8 Date',
      'X TM 4-8 Time',
      'O ID 2 Time zone',
      'O AN 1-100 Composite reference',
    ],
    ['R0203'],
  ),
  layout(
    'N10',
    'Cargo',
    [
      'O R 1-15 Quantity',
      'X AN 1-45 Description',
      'O AN 1-48 Marks',
      'X ID 1 Commodity qualifier',
      'X AN 1-30 Commodity code',
      'O N 2-8 Customs value in dollars',
      'X ID 1-2 Weight unit',
      'X R 1-10 Weight',
      'O AN 1-30 Reference',
      'O ID 1-3 Unit',
      'O ID 2-3 Country of origin',
      'O ID 2-3 Country',
      'O ID 3 Currency',
    ],
    ['R0205', 'P0405', 'P0708'],
  ),
  layout('VID', 'Equipment', [
    'M ID 2 Equipment type',
    'O AN 1-4 Initial',
    'M AN 1-15 Number',
    'O AN 2-15 Seal',
    'O AN 2-15 Seal',
    'O N 4-5 Length',
    'O R 1-8 Height',
    'O R 1-8 Width',
    'O ID 2-4 ISO type',
    'O ID 1 Load or empty =E L',
    'O ID 2 Type of service',
    'O AN 1-30 Reference',
    'O AN 1-30 Place',
    'O ID 2-3 Country',
  ]),
  layout('VC', 'Motor vehicle as cargo', ['M AN 1-25 Vehicle identification number', ...unjudged(12)]),
  layout(
    'H1',
    'Hazardous material',
    [
      'M AN 4-10 UN number',
      'O AN 1-4 Class',
      'O ID 1 Qualifier',
      'O AN 2-30 Description',
      'O AN 1-24 Contact',
      'O AN 1-6 Page',
      'X N 1-3 Flashpoint',
      'X ID 2 Flashpoint unit',
      'O ID 1-3 Packing group',
    ],
    ['P0708'],
  ),
  layout('H2', 'Hazardous material text', ['M AN 2-30 Description', 'O AN 2-30 Classification']),
  layout('MAN', 'Marks', ['M ID 1-2 Qualifier', 'M AN 1-48 Marks', 'O AN 1-48 Marks']),
  layout(
    'R4',
    'Port on the in-bond route',
    [
      'M ID 1 Port function',
      'X ID 1-2 Place qualifier',
      'X AN 1-30 Place',
      'O AN 2-24 Name',
      'O ID 2-3 Country',
      'O AN 2-30 Terminal',
      'O AN 1-4 Pier',
      'O ID 2 State',
    ],
    ['P0203'],
  ),
  layout(
    'DTM',
    'Date',
    ['M ID 3 Qualifier', 'X DT 8 Date', 'X TM 4-8 Time', 'O ID 2 Time zone', 'X ID 2-3 Format', 'X AN 1-35 Period'],
    ['R020305', 'P0506'],
  ),
  layout(
    'PER',
    'Contact',
    [
      'M ID 2 Function',
      'O AN 1-60 Name',
      ...times(3, 'X ID 2 Number qualifier|X AN 1-256 Number').flatMap((l) => l.split('|')),
    ],
    ['P0304', 'P0506', 'P0708'],
  ),
  layout('VEH', 'Conveyance', [
    'O N 1-6 Assigned number',
    'O AN 1-30 Vehicle identification number',
    'O N 4 Year',
    'O ID 2 Agency',
    'O AN 1-80 Make',
    'O AN 1-80 Model',
    'O AN 1-80 Style',
    'O R 1-8 Length',
    'O AN 1-80 Licence plate',
    'O ID 2 State of registration',
    'O AN 1-30 Place',
    'O ID 1 Yes or no',
    'O R 1-18 Amount',
    'O ID 1 Yes or no',
    'O R 1-18 Amount',
    'O ID 1-2 Action',
    'O ID 2-3 Country',
    'O AN 1-60 Name',
    'O ID 2-3 Country',
    'O ID 2 Equipment type',
    'X AN 1-80 Conveyance id',
    'X ID 2-3 Conveyance id qualifier',
    'O ID 1 Load or empty =E L',
    'X AN 1-80 Reference',
    'X ID 2-3 Reference qualifier',
    'O ID 1-3 Subdivision',
  ]),
  layout('CII', 'Conveyance insurance', unjudged(20)),
  layout(
    'NM1',
    'Crew member or passenger',
    [
      'M ID 2-3 Role',
      'M ID 1 Kind',
      'O AN 1-60 Last name',
      'O AN 1-35 First name',
      'O AN 1-25 Middle name',
      'O AN 1-10 Prefix',
      'O AN 1-10 Suffix',
      'X ID 1-2 Id qualifier',
      'X AN 2-80 Id',
    ],
    ['P0809'],
  ),
  layout(
    'DMG',
    'Birth and citizenship',
    [
      'X ID 2-3 Format',
      'X AN 1-35 Birth date',
      'O ID 1 Gender',
      'O ID 1 Marital status',
      'O AN 1-10 Not judged',
      'O ID 1-2 Citizenship status',
      'O ID 2-3 Country',
      ...unjudged(4),
    ],
    ['P0102'],
  ),
  layout('DMA', 'Further personal data', unjudged(9)),
  layout(
    'REF',
    'Document',
    ['M ID 2-3 Qualifier', 'X AN 1-80 Number', 'X AN 1-80 Text', 'O AN 1-100 Composite reference'],
    ['R0203'],
  ),
  layout('K1', 'Remark', ['M AN 1-60 Text', 'O AN 1-60 Text']),
  layout(
    'X4',
    'Status of a bill',
    [
      'M AN 1-50 Bill number',
      'M R 1-15 Quantity',
      'X ID 2 Entry type',
      'X AN 1-15 Entry number',
      'M DT 8 Date',
      'M TM 4-8 Time',
      'M ID 1-2 Disposition',
      'X AN 1-50 Consolidated bill',
      'M ID 2-4 Issuer SCAC',
      'X ID 2-4 Consolidated issuer SCAC',
      'X AN 1-4 Equipment initial',
      'X AN 1-15 Equipment number',
      'O AN 1-30 Place',
      'O AN 1-30 Reference',
      'O ID 2-3 Reference qualifier',
    ],
    ['P0304', 'P0810'],
  ),
  layout('V9', 'Status of a conveyance', [
    'M ID 2-3 Event',
    'O AN 1-25 Text',
    'O DT 8 Date',
    'O TM 4-8 Time',
    ...unjudged(16),
  ]),
  layout(
    'M15',
    'Arrival or export of an in-bond movement',
    [
      'M ID 1 Qualifier',
      'M AN 1-50 Reference',
      'M DT 8 Date',
      'X AN 1-30 Port',
      'O ID 2-4 Carrier SCAC',
      'O TM 4-8 Time',
      'O AN 2-15 Seal',
      'O AN 2-15 Seal',
      'O AN 2-15 Seal',
      'X AN 1-30 Place',
    ],
    ['R0410'],
  ),
  layout('AK1', 'Group acknowledged', ['M ID 2 Functional identifier', 'M N 1-9 Control number', 'O AN 1-12 Version']),
  layout('AK2', 'Set acknowledged', ['M ID 3 Set identifier', 'M AN 4-9 Control number', 'O AN 1-35 Convention']),
  layout('AK3', 'Segment in error', [
    'M ID 2-3 Segment',
    'M N 1-10 Position',
    'O AN 1-6 Loop',
    ...times(5, 'O ID 1-3 Error'),
  ]),
  layout('AK4', 'Element in error', [
    'M AN 1-20 Element',
    'O N 1-4 Element reference',
    'M ID 1-3 Error',
    'O AN 1-99 Value received',
  ]),
  layout('AK5', 'Set status', ['M ID 1 Status =A E M R W X', ...times(5, 'O ID 1-3 Error')]),
  layout('AK9', 'Group status', [
    'M ID 1 Status =A E M P R W X',
    'M N 1-6 Sets declared',
    'M N 1-6 Sets received',
    'M N 1-6 Sets accepted',
    ...times(5, 'O ID 1-3 Error'),
  ]),
  layout('IK3', 'Segment in error', ['M ID 2-3 Segment', 'M N 1-10 Position', 'O AN 1-6 Loop', 'O ID 1-3 Error']),
  layout('IK4', 'Element in error', [
    'M AN 1-20 Element',
    'O N 1-4 Element reference',
    'M ID 1-3 Error',
    'O AN 1-99 Value received',
  ]),
  layout('IK5', 'Set status', ['M ID 1 Status =A E M R W X', ...times(5, 'O ID 1-3 Error')]),
  layout('CTX', 'Context of an error', unjudged(6)),
];

export const SEGMENTS: ReadonlyMap<string, SegmentLayout> = new Map(TABLE.map((entry) => [entry.id, entry]));

const layoutOf = (id: string): SegmentLayout => SEGMENTS.get(id)!;

/** Trucks have neither vessel code nor vessel name, and their trip number is longer than a voyage number. */
export const M10_TRUCK: SegmentLayout = {
  ...layoutOf('M10'),
  notes: [],
  elements: layoutOf('M10').elements.map((entry, index) => (index === 5 ? { ...entry, max: 30 } : entry)),
};
