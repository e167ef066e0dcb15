import { catalogue, type Catalogue, type Rule } from '#kernel';

export type ManifestMode = 'ocean' | 'truck';

/** A content fault of a manifest: how far it reaches where it is usually found, and the segment a carrier must look at. */
export interface ManifestError extends Rule {
  readonly modes: readonly ManifestMode[];
  /** What is refused because of it; found in a P4 it refuses that port, found in a bill only that bill. */
  readonly scope: 'manifest' | 'port' | 'bill';
  readonly segment: string;
}

const BOTH: readonly ManifestMode[] = ['ocean', 'truck'];
const OCEAN: readonly ManifestMode[] = ['ocean'];
const TRUCK: readonly ManifestMode[] = ['truck'];
const APPENDIX_H = 'CAMIR Appendix H';
const TRUCK_LIST = 'ACE truck error list, 10 Jan 2007';
const INBOND_LIST = 'CATAIR in-bond error list';
const PORTWAY = 'Portway';

function error(
  code: string,
  modes: readonly ManifestMode[],
  scope: ManifestError['scope'],
  segment: string,
  text: string,
  remedy: string,
  source = APPENDIX_H,
): ManifestError {
  return { code, modes, scope, segment, text, remedy, source, resend: false, severity: 'fatal' };
}

/** CBP numbers, with codes P01 and up for faults CBP names without a number. A number may mean one thing by sea and another by road. */
const ERRORS: readonly ManifestError[] = [
  error('001', BOTH, 'manifest', 'M10', 'NO M10 FOUND', 'Begin the manifest with one M10 segment.'),
  error('002', BOTH, 'manifest', 'P4', 'NO P4 RECORD FOUND', 'Send a P4 segment for each port of unlading.'),
  error('003', BOTH, 'bill', 'M11', 'NO M11 RECORD FOUND', 'Send M11 with every bill that is added.'),
  error('004', BOTH, 'bill', 'N1', 'INVALID N1 REC FOUND SHIPPER', 'Send N1*SH with the shipper of the bill.'),
  error(
    '005',
    OCEAN,
    'bill',
    'N1',
    'INVALID N1 CONSIGNEE/NOTIFY',
    'Send N1*CN with the consignee, or N1*N1 with the notify party of an order bill.',
  ),
  error(
    '005',
    TRUCK,
    'bill',
    'N1',
    'INVALID N1 CONSIGNEE',
    'Send N1*CN with the consignee of the shipment.',
    TRUCK_LIST,
  ),
  error(
    '007',
    BOTH,
    'bill',
    'N10',
    'INVALID N10 RECORD',
    'Describe the cargo of the bill in at least one N10 under a VID (type NC for loose cargo).',
  ),
  error('008', TRUCK, 'bill', 'M12', 'MIB NO M12 RECORD', 'Send M12 with every in-transit shipment (bill type 5).'),
  error(
    '009',
    BOTH,
    'manifest',
    'M10',
    'INVALID CARRIER CODE',
    'Put your Standard Carrier Alpha Code, two to four letters, in M1001.',
  ),
  error('010', BOTH, 'manifest', 'M10', 'INVALID TRANS MODE', 'Put O for a vessel or J for a truck in M1002.'),
  error(
    '011',
    BOTH,
    'manifest',
    'M10',
    'INVALID COUNTRY CODE',
    'Put the ISO code of the flag or registration of the conveyance in M1003.',
  ),
  error(
    '012',
    OCEAN,
    'manifest',
    'M10',
    'INVALID VOYAGE/TRIP #',
    'Put the voyage number, letters and digits, in M1006.',
  ),
  error(
    '012',
    TRUCK,
    'manifest',
    'M10',
    'INVALID VOYAGE/TRIP #',
    'Put the trip number, your SCAC and 4 to 21 letters or digits, in M1012 or M1006.',
  ),
  error(
    '013',
    BOTH,
    'manifest',
    'M10',
    'INVALID B/L COUNT',
    'Put the number of bills sent in M1008, and the number for each port in P403, or leave them out.',
  ),
  error('014', OCEAN, 'port', 'P4', 'INVALID UNLADING DDPP', 'Put a four-digit Schedule D port code in P401.'),
  error(
    '017',
    BOTH,
    'bill',
    'M11',
    'MISSING OR INVALID BILL',
    'Put up to 12 letters and digits in M1101 and the SCAC of the issuer in M1112.',
    TRUCK_LIST,
  ),
  error('020', BOTH, 'bill', 'M11', 'INVALID WEIGHT', 'Put a gross weight above zero in M1105.', INBOND_LIST),
  error(
    '021',
    BOTH,
    'bill',
    'M11',
    'INVALID WEIGHT UNIT',
    'Use K or KG for kilograms, L or LB for pounds.',
    TRUCK_LIST,
  ),
  error('024', BOTH, 'bill', 'N1', 'MISSING NAME', 'Give the party a name in N102.', INBOND_LIST),
  error('025', BOTH, 'bill', 'N3', 'MISSING ADDRESS', 'Give the party an address in N301.', INBOND_LIST),
  error(
    '033',
    TRUCK,
    'port',
    'P4',
    'INVALID DDPP',
    'Put a four-digit Schedule D port code in P401, and in M1203 of an in-bond shipment.',
    TRUCK_LIST,
  ),
  error(
    '034',
    OCEAN,
    'bill',
    'M11',
    'INVALID FOREIGN PORT',
    'Put the five-digit Schedule K code of the port of lading in M1102.',
    'carrier help page on AMS error codes',
  ),
  error(
    '038',
    BOTH,
    'bill',
    'M11',
    'B/L ALREADY ON FILE',
    'The bill is in this manifest twice. Send it once.',
    'carrier help page on AMS error codes',
  ),
  error(
    '058',
    OCEAN,
    'bill',
    'M11',
    'ACCUM QTY NOT=BILL QTY',
    'Make M1103 the sum of the quantities in N1001.',
    'carrier help page on AMS error codes',
  ),
  error(
    '148',
    OCEAN,
    'manifest',
    'M10',
    'INCORRECT CONV CODE',
    'Put the seven-digit IMO number of the vessel in M1004, or leave M1004 and M1010 out.',
    'carrier help page on AMS error codes',
  ),
  error(
    '380',
    OCEAN,
    'bill',
    'M12',
    'INVALID INB DEST PORT CODE',
    'Put the four-digit Schedule D port of destination in M1203.',
    'CSMS 18-000366',
  ),
  error(
    '401',
    TRUCK,
    'manifest',
    'VEH',
    'INV CONV ACE ID',
    'Send the ACE id of the truck in VEH21 with its qualifier in VEH22.',
    'ACE truck Appendix L, Nov 2011',
  ),
  error(
    '402',
    TRUCK,
    'manifest',
    'VEH',
    'INV LIC PLATE',
    'Send the ACE id of the truck, or its plate in VEH09 with the state in VEH10.',
    'ACE truck Appendix L, Nov 2011',
  ),
  error(
    '470',
    TRUCK,
    'bill',
    'N10',
    'INV CTRY OF ORIG FOR SHP',
    'Put the ISO country of origin of a Section 321 shipment in N1011.',
    'CSMS 64825584',
  ),
  error(
    'P01',
    TRUCK,
    'manifest',
    'NM1',
    'NO PERSON IN CHARGE',
    'Name the driver in an NM1 loop.',
    "ACE truck carriers' error texts",
  ),
  error(
    'P02',
    BOTH,
    'manifest',
    'M10',
    'INVALID MANIFEST TYPE',
    'Use W or Y in M1009; a truck may also send P.',
    PORTWAY,
  ),
  error('P03', BOTH, 'bill', 'M13', 'INVALID AMENDMENT ACTION', 'Use A, D or R in M1303; by truck A, D or M.', PORTWAY),
  error('P04', TRUCK, 'manifest', 'VEH', 'NO CONVEYANCE', 'Describe the truck in a VEH segment.', PORTWAY),
];

const forMode = (mode: ManifestMode): Catalogue<string, ManifestError> =>
  catalogue(ERRORS.filter((entry) => entry.modes.includes(mode)));

export const MANIFEST_ERRORS: Readonly<Record<ManifestMode, Catalogue<string, ManifestError>>> = {
  ocean: forMode('ocean'),
  truck: forMode('truck'),
};
