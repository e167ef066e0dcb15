import { catalogue, catalogueTable, type Catalogue, type Rule } from '#kernel';
import type { ManifestMode } from '../bills/bill.model';

/** What a carrier is told when something is wrong with a manifest, an arrival or a bill of it. */
export interface ManifestError extends Rule {
  readonly modes: readonly ManifestMode[];
  /** Segment and element of a 309 or 353 that a carrier must look at. */
  readonly segment: string;
  readonly element: string | null;
  /** Member of the JSON form: of the conveyance for M10, else of the record at fault. */
  readonly field: string;
}

const ALL: readonly ManifestMode[] = ['ocean', 'rail', 'truck', 'air'];
const WATER_RAIL: readonly ManifestMode[] = ['ocean', 'rail'];
const LAND_AIR: readonly ManifestMode[] = ['truck', 'air'];
const APPENDIX_H = 'CAMIR Appendix H';
const TRUCK_LIST = 'ACE truck error list, 10 Jan 2007';
const IN_BOND = 'CATAIR in-bond error list';
const CARRIERS = "carriers' published AMS error codes";
const PORTWAY = 'Portway';

type Place = readonly [segment: string, element: string | null, field: string];
const M10 = (element: string, field: string): Place => ['M10', element, field];
const P4 = (element: string, field: string): Place => ['P4', element, field];
const M11 = (element: string, field: string): Place => ['M11', element, field];
const BILL: Place = M11('M1101', 'number');

const error = (
  code: string,
  modes: readonly ManifestMode[],
  [segment, element, field]: Place,
  text: string,
  remedy: string,
  source = PORTWAY,
  severity: Rule['severity'] = 'fatal',
): ManifestError => ({ code, modes, segment, element, field, text, remedy, source, severity, resend: false });

/** CBP's numbers; P05 and up for faults that CBP names without a number. A number may mean one thing by sea and another by road. */
const ERRORS: readonly ManifestError[] = [
  error('002', ALL, P4('P401', 'ports'), 'NO P4 RECORD FOUND', 'Name at least one port of unlading.', APPENDIX_H),
  error(
    '004',
    ALL,
    ['N1', 'N102', 'parties'],
    'INVALID N1 REC FOUND SHIPPER',
    'Name the shipper (SH) of the bill.',
    APPENDIX_H,
  ),
  error(
    '005',
    ALL,
    ['N1', 'N102', 'parties'],
    'INVALID N1 CONSIGNEE/NOTIFY',
    'Name the consignee (CN) of the bill, or the notify party (N1) of an order bill.',
    APPENDIX_H,
  ),
  error(
    '007',
    ALL,
    ['N10', 'N1002', 'cargo'],
    'INVALID N10 RECORD',
    'Describe the cargo of the bill in at least one line.',
    APPENDIX_H,
  ),
  error(
    '008',
    ['rail', 'truck'],
    ['M12', 'M1201', 'inBond'],
    'MIB NO M12 RECORD',
    'Give the in-bond movement of an in-transit bill (bill type 5).',
    APPENDIX_H,
  ),
  error(
    '009',
    ALL,
    M10('M1001', 'carrier'),
    'INVALID CARRIER CODE',
    'Use a Standard Carrier Alpha Code that belongs to your account.',
    APPENDIX_H,
  ),
  error(
    '010',
    ALL,
    M10('M1002', 'modeOfTransport'),
    'INVALID TRANS MODE',
    'Use mode 10, 11 or 12 (vessel), 20 or 21 (rail), 30 or 31 (truck), 40 or 41 (air).',
    APPENDIX_H,
  ),
  error(
    '012',
    ALL,
    M10('M1006', 'voyage'),
    'INVALID VOYAGE/TRIP #',
    'Give the voyage or trip number: letters and digits, at most 25.',
    APPENDIX_H,
  ),
  error(
    '014',
    WATER_RAIL,
    P4('P401', 'port'),
    'INVALID UNLADING DDPP',
    'Use a port of Schedule D: four digits.',
    APPENDIX_H,
  ),
  error(
    '015',
    ALL,
    P4('P402', 'estimatedArrival'),
    'INVALID EST ARR DATE',
    'Give the estimated arrival as a day that exists, at most a year ahead.',
    CARRIERS,
  ),
  error(
    '017',
    ALL,
    BILL,
    'MISSING OR INVALID BILL',
    "Give the issuer's SCAC and a number of up to 12 letters and digits.",
    TRUCK_LIST,
  ),
  error('020', ALL, M11('M1105', 'weight'), 'INVALID WEIGHT', 'Give a gross weight above zero.', IN_BOND),
  error(
    '021',
    ALL,
    M11('M1106', 'weightUnit'),
    'INVALID WEIGHT UNIT',
    'Use K or KG for kilograms, L or LB for pounds.',
    TRUCK_LIST,
  ),
  error(
    '032',
    ALL,
    ['M12', 'M1202', 'inBond/number'],
    'INVALID INBOND NUMBER',
    'Use nine digits with their check digit, or leave the number out.',
    TRUCK_LIST,
  ),
  error('033', LAND_AIR, P4('P401', 'port'), 'INVALID DDPP', 'Use a port of Schedule D: four digits.', TRUCK_LIST),
  error(
    '034',
    ['ocean'],
    M11('M1102', 'ladingPort'),
    'INVALID FOREIGN PORT',
    'Give the five-digit Schedule K code of the port of lading.',
    CARRIERS,
  ),
  error(
    '038',
    ALL,
    BILL,
    'B/L ALREADY ON FILE',
    'A number serves once in three years. If this is a repetition, do not resend; to change the bill send an amendment (R); else use another number.',
    CARRIERS,
  ),
  error(
    '039',
    ALL,
    M10('M1006', 'voyage'),
    'MANIFEST NOT ON FILE',
    'File the manifest of this conveyance first, then the amendment or arrival.',
    CARRIERS,
  ),
  error(
    '058',
    WATER_RAIL,
    M11('M1103', 'quantity'),
    'ACCUM QTY NOT=BILL QTY',
    "Make the bill's quantity the sum of its cargo lines.",
    CARRIERS,
  ),
  error(
    '098',
    ALL,
    M11('M1112', 'issuer'),
    'NOT AUTHORIZED TO TRANSMIT',
    'The number belongs to another. File bills under your own SCAC. A house bill of an issuer that has no account here names your master bill, SCAC and number, which is on file or in the same filing.',
    CARRIERS,
  ),
  error(
    '129',
    ALL,
    ['M15', 'M1503', 'arrivedAt'],
    'H01/M15 ARR DTE EXC TODAY',
    'Report an arrival after it has happened.',
    CARRIERS,
  ),
  error(
    '155',
    ALL,
    ['M15', 'M1501', 'arrivedAt'],
    'H01 ALREADY TRANSMITTED',
    'Nothing to do: the first report stands.',
    CARRIERS,
    'warning',
  ),
  error(
    '380',
    ALL,
    ['M12', 'M1203', 'inBond/destinationPort'],
    'INVALID INB DEST PORT CODE',
    'Use a port of Schedule D as the destination.',
    'CSMS 18-000366',
  ),
  error(
    'P05',
    ALL,
    M11('M1103', 'quantity'),
    'INVALID QUANTITY',
    'Give the number of smallest external packages, at most ten digits; zero only for empty equipment (bill type 2).',
  ),
  error(
    'P06',
    ALL,
    ['VID', 'VID03', 'containers'],
    'CONTAINER CHECK DIGIT',
    'Compare the container number with its marking; if it is wrong send an amendment (R).',
    'ISO 6346',
    'warning',
  ),
  error(
    'P07',
    ALL,
    BILL,
    'B/L NOT ON FILE',
    'Only a bill on file can be amended or deleted: check the number, or add the bill (A).',
  ),
  error(
    'P08',
    ALL,
    ['M13', 'M1306', 'amendment/reason'],
    'REASON REQUIRED',
    'A bill that has arrived is deleted only with a reason code.',
  ),
  error(
    'P09',
    ALL,
    P4('P401', 'port'),
    'ARRIVED, PORT IS FIXED',
    'A bill that has arrived stays with its conveyance and port: amend its quantity or cargo only.',
  ),
  error(
    'P10',
    ALL,
    P4('P402', 'estimatedArrival'),
    'EST ARRIVAL HAS PASSED',
    'The bill was taken. If the day is wrong send an amendment (R).',
    PORTWAY,
    'warning',
  ),
  error(
    'P11',
    ALL,
    ['M15', 'M1502', 'inBondMovement'],
    'IN-BOND NOT UNDER WAY',
    'No movement of this number is under way: check the number, or give SCAC and number of the bill where the movement has none. It begins when its goods have arrived free of holds.',
  ),
  error(
    'P12',
    ALL,
    ['M15', 'M1504', 'port'],
    'NOT THE IN-BOND DESTINATION',
    'The movement goes to another port: amend the destination of its bills first (19 CFR 18.5).',
  ),
];

const forMode = (mode: ManifestMode): Catalogue<string, ManifestError> =>
  catalogue(ERRORS.filter((e) => e.modes.includes(mode)));

export const MANIFEST_ERRORS: Readonly<Record<ManifestMode, Catalogue<string, ManifestError>>> = {
  ocean: forMode('ocean'),
  rail: forMode('rail'),
  truck: forMode('truck'),
  air: forMode('air'),
};

/** The errors of each mode as Markdown tables for the partner documents. */
export const manifestErrorTables = (): string =>
  ALL.map(
    (mode) => `### ${mode[0]!.toUpperCase()}${mode.slice(1)}\n\n${catalogueTable(MANIFEST_ERRORS[mode].all)}`,
  ).join('\n\n');
