import type { SecurityFiling, SecurityParty } from '#contracts';
import { containerCheckDigit, isScac, parseImporterNumber } from '#kernel';
import { isCountryOrProvince, isEquipmentCode, isVessel } from '#reference';
import { type BookRule, type Filing, type Finding, type Mend } from './rule';

const SHIPMENT_TYPES = ['01', '02', '04', '07', '09', '10'];
const IMPORTER_TYPES: readonly string[] = ['EI', 'ANI', '34'];
const REFERENCES = ['SBN', 'V1', 'CR'];
const NAMED = ['MF', 'SE', 'BY', 'ST', 'LG', 'CS', 'BKP'];
const CONSIGNEE = 'CN';
const SHIP_TO = 'ST';
/** Each is needed; the importer of record is taken from SF10 (guide p. SE-78). */
const NEEDED = ['MF', 'SE', 'BY', 'ST', 'CS', 'LG', CONSIGNEE];
const SECONDARY = ['ALA', 'DH', 'DV', 'NU', 'NV', 'XD'];
const ADDRESS_PARTS = ['01', '02', '05', '12', '13', '14', '15', '28', '30', '31', '32', '35', '37', '57', 'AK'];
const FIRMS = /^[A-Z][A-Z0-9]{3}$/;
/** CBP-encrypted consignee: eleven characters of any kind. */
const ENCRYPTED = /^.{11}$/;

/** The number CBP gives the security filing of an entry: filer code, hyphen, and the entry number in eleven digits. */
export const securityFilingNumber = ({ filerCode, entryNumber }: Pick<Filing, 'filerCode' | 'entryNumber'>): string =>
  `${filerCode}-${entryNumber.padStart(11, '0')}`;

const fullNumber = (text: string | null | undefined): string | null => {
  const parsed = parseImporterNumber(text ?? '');
  return parsed.ok ? parsed.value.text : null;
};
const isSoundNumber = (type: string | null, number: string | null): boolean => {
  const parsed = parseImporterNumber(number ?? '');
  return parsed.ok && IMPORTER_TYPES.includes(type ?? '') && parsed.value.qualifier === type;
};

const isDeletion = ({ action }: SecurityFiling): boolean => action === 'D';
const isNamed = ({ name, addresses, city, country }: SecurityParty): boolean =>
  Boolean(name || addresses.length > 0 || city || country);
const isIdentified = ({ idType, id }: SecurityParty): boolean => Boolean(idType || id);

/** A rule about the filing as a whole, at SF10. */
const ofFiling =
  (field: string, isBroken: (filing: SecurityFiling, entry: Filing) => boolean | string) =>
  (entry: Filing): readonly Finding[] => {
    const filing = entry.securityFiling;
    const broken = filing !== undefined && isBroken(filing, entry);
    if (!broken) return [];
    const at = field === 'bills' ? '/bills' : `/securityFiling/${field}`;
    const found = { recordIndex: filing.recordIndex, at, field };
    return [broken === true ? found : { ...found, detail: broken }];
  };

/** A rule about each of a list of its records. */
const ofEach =
  <K extends 'references' | 'equipment' | 'parties'>(
    list: K,
    field: string,
    isBroken: (item: SecurityFiling[K][number]) => boolean,
    indexOf: (item: SecurityFiling[K][number]) => number | null = ({ recordIndex }) => recordIndex,
  ) =>
  ({ securityFiling }: Filing): readonly Finding[] =>
    (securityFiling?.[list] ?? []).flatMap((item: SecurityFiling[K][number], at: number) =>
      isBroken(item) ? [{ recordIndex: indexOf(item), at: `/securityFiling/${list}/${at}/${field}`, field }] : [],
    );

/** A rule about the parts of parties that have records of their own. */
const ofParts =
  <K extends 'secondaryNames' | 'addresses'>(
    list: K,
    field: string,
    isBroken: (part: SecurityParty[K][number], party: SecurityParty) => boolean,
  ) =>
  ({ securityFiling }: Filing): readonly Finding[] =>
    (securityFiling?.parties ?? []).flatMap((party, at) =>
      party[list].flatMap((part: SecurityParty[K][number], place: number) =>
        isBroken(part, party)
          ? [{ recordIndex: part.recordIndex, at: `/securityFiling/parties/${at}/${list}/${place}/${field}`, field }]
          : [],
      ),
    );

const set = (to: string): readonly Mend[] => [{ do: 'set', to }];
const REMOVED: readonly Mend[] = [{ do: 'remove' }];
const missingOf = ({ parties }: SecurityFiling): readonly string[] =>
  NEEDED.filter((code) => !parties.some(({ entityCode }) => entityCode === code));
const partyOf = (entityCode: string): SecurityParty => ({
  entityCode,
  ...(entityCode === CONSIGNEE
    ? { name: null, idType: 'EI', id: '12-3456789', addresses: [], city: null, country: null }
    : {
        name: 'SAME PARTY',
        idType: null,
        id: null,
        addresses: [{ qualifier: '15', text: '8 BEILUN ROAD', recordIndex: null }],
        city: 'NINGBO',
        country: 'CN',
      }),
  ...{ secondaryNames: [], state: null, postalCode: null, areaRecordIndex: null, recordIndex: null },
});

/**
 * Rules for an Importer Security Filing that comes with a cargo release (SF10 to SF36). A fault of it refuses the transaction as a whole: there is one answer to what
 * was sent as one.
 */
export const SECURITY_FILING_RULES = [
  {
    code: 'PU0',
    text: 'ISF SUBMISSION TYPE MUST BE 1',
    remedy: 'Send 1: with a cargo release only the filing of ten elements is taken.',
    page: 73,
    record: 'SF10',
    fields: ['submissionType'],
    mend: set('1'),
    found: ofFiling('submissionType', ({ submissionType }) => submissionType !== '1'),
  },
  {
    code: 'PU1',
    text: 'INVALID ISF SHIPMENT TYPE',
    remedy: `Send one of ${SHIPMENT_TYPES.join(', ')}.`,
    page: 74,
    record: 'SF10',
    fields: ['shipmentType'],
    mend: set('01'),
    found: ofFiling(
      'shipmentType',
      (filing) => !isDeletion(filing) && !SHIPMENT_TYPES.includes(filing.shipmentType ?? ''),
    ),
  },
  {
    code: 'PU2',
    text: 'INVALID ISF ACTION',
    remedy: 'Send A with a new entry; R replaces and D deletes a security filing with a replaced entry.',
    page: 73,
    record: 'SF10',
    fields: ['actionCode'],
    mend: set('A'),
    found: ofFiling(
      'action',
      ({ action }, entry) => !(entry.action === 'A' ? ['A'] : ['A', 'R', 'D']).includes(action ?? ''),
    ),
  },
  {
    code: 'PU3',
    text: 'ISF ACTION REASON MUST BE CT',
    remedy: 'Send CT, complete transaction.',
    page: 74,
    record: 'SF10',
    fields: ['actionReasonCode'],
    mend: set('CT'),
    found: ofFiling('actionReason', (filing) => !isDeletion(filing) && filing.actionReason !== 'CT'),
  },
  {
    code: 'PU4',
    text: 'INVALID ISF IMPORTER NUMBER',
    remedy: 'Send NN-NNNNNNNXX with EI, YYDDPP-NNNNN with ANI, NNN-NN-NNNN with 34.',
    page: 75,
    record: 'SF10',
    fields: ['importerNumberQualifier', 'importerNumber'],
    mend: [{ do: 'set', at: '/securityFiling/importer', to: ({ importer }: Filing) => importer }],
    found: ofFiling('importer/number', ({ importer: { type, number } }) => !isSoundNumber(type, number)),
  },
  {
    code: 'PU5',
    text: 'ISF IMPORTER IS NOT IMPORTER OF RECORD',
    remedy: 'Send the importer of record of SE10 as ISF importer.',
    page: 18,
    record: 'SF10',
    fields: ['importerNumber'],
    mend: [{ do: 'set', at: '/securityFiling/importer', to: ({ importer }: Filing) => importer }],
    found: ofFiling('importer/number', ({ importer: { type, number } }, entry) => {
      if (!isSoundNumber(type, number)) return false;
      return fullNumber(number) !== fullNumber(entry.importer?.number);
    }),
  },
  {
    code: 'PU6',
    text: 'ISF IS FOR CARGO BY VESSEL',
    remedy: 'Send mode 10 or 11 in SE10, and the same or nothing in SF10.',
    page: 73,
    record: 'SF10',
    fields: ['modeOfTransportationCode'],
    mend: [
      { do: 'set', at: '/modeOfTransport', to: '11' },
      { do: 'set', to: '11' },
    ],
    found: ofFiling(
      'modeOfTransport',
      ({ modeOfTransport }, entry) =>
        (modeOfTransport !== null && !['10', '11'].includes(modeOfTransport)) || !isVessel(entry.modeOfTransport ?? ''),
    ),
  },
  {
    code: 'PU7',
    text: 'LEAVE ISF BOND AND COUNTRY EMPTY',
    remedy: 'Send spaces: the bond of the entry covers the security filing too.',
    page: 73,
    record: 'SF10',
    fields: ['reserved', 'bondHolder', 'bondActivityCode', 'bondType', 'countryOfIssuance'],
    mend: [{ do: 'remove', at: '/securityFiling/leftEmpty' }],
    found: ofFiling('leftEmpty', (filing) => filing.leftEmpty !== undefined),
  },
  {
    code: 'PU8',
    text: 'INVALID ISF TRANSACTION NUMBER',
    remedy: 'Send none with A; with R or D the one the security filing of this entry was given.',
    page: 73,
    record: 'SF10',
    fields: ['transactionNumber'],
    mend: [
      {
        do: 'set',
        to: (entry: Filing) => (entry.securityFiling?.action === 'A' ? null : securityFilingNumber(entry)),
      },
    ],
    found: ofFiling('transactionNumber', ({ action, transactionNumber }, entry) => {
      if (action === 'A') return transactionNumber !== null;
      if (action !== 'R' && action !== 'D') return false;
      return transactionNumber === securityFilingNumber(entry) ? false : `It is ${securityFilingNumber(entry)}.`;
    }),
  },
  {
    code: 'PU9',
    text: 'WITH AN ISF THE WHOLE BILL IS ENTERED',
    remedy: 'Leave SE16 out, or send the security filing by itself: a part of a bill has none of its own.',
    page: 18,
    record: 'SF10',
    mend: [{ do: 'set', at: '/bills', to: ({ bills }: Filing) => bills.map((bill) => ({ ...bill, arrivals: [] })) }],
    found: ofFiling(
      'bills',
      (filing, { bills }) =>
        !isDeletion(filing) && bills.some(({ nonAms, arrivals }) => !nonAms && arrivals.length > 0),
    ),
  },
  {
    code: 'PV0',
    text: 'ISF DELETION HAS SF10 ONLY',
    remedy: 'Leave SF20 to SF36 out.',
    page: 74,
    record: 'SF10',
    mend: [
      { do: 'set', at: '/securityFiling/references', to: [] },
      { do: 'set', at: '/securityFiling/equipment', to: [] },
      { do: 'set', at: '/securityFiling/parties', to: [] },
    ],
    found: ofFiling(
      'action',
      (filing) => isDeletion(filing) && filing.references.length + filing.equipment.length + filing.parties.length > 0,
    ),
  },
  {
    code: 'PV1',
    text: 'INVALID ISF REFERENCE QUALIFIER',
    remedy: `Send one of ${REFERENCES.join(', ')}.`,
    page: 76,
    record: 'SF20',
    fields: ['referenceQualifier'],
    mend: set('CR'),
    found: ofEach('references', 'qualifier', ({ qualifier }) => !REFERENCES.includes(qualifier)),
  },
  {
    code: 'PV2',
    text: 'INVALID ISF REFERENCE',
    remedy: 'Send letters and digits only, without spaces, hyphens or slashes.',
    page: 76,
    record: 'SF20',
    fields: ['referenceIdentifier'],
    mend: set('PW0001'),
    found: ofEach('references', 'value', ({ value }) => !/^[A-Z0-9]{1,50}$/.test(value)),
  },
  {
    code: 'PV3',
    text: 'INVALID ISF EQUIPMENT',
    remedy:
      'Send description code of CATAIR Appendix B, four letters, the digits of the serial number and its right check digit.',
    page: 77,
    record: 'SF25',
    fields: ['equipmentDescriptionCode', 'equipmentInitial', 'equipmentNumber', 'equipmentCheckDigit'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofEach('equipment', 'number', ({ description, initial, number, checkDigit }) => {
      if (
        !isEquipmentCode(description ?? '') ||
        !/^[A-Z]{1,4}$/.test(initial ?? '') ||
        !/^\d{1,15}$/.test(number ?? '')
      )
        return true;
      if (checkDigit === null) return false;
      const serial = number!.replace(/^0+(?=\d{6}$)/, '');
      const isContainer = /^[A-Z]{3}[UJZ]$/.test(initial!) && serial.length === 6;
      return !/^\d$/.test(checkDigit) || (isContainer && containerCheckDigit(initial! + serial) !== Number(checkDigit));
    }),
  },
  {
    code: 'PV4',
    text: 'INVALID ISF ENTITY CODE',
    remedy: `Send one of ${[...NAMED, CONSIGNEE].join(', ')}; the importer of record is taken from SF10.`,
    page: 79,
    record: 'SF30',
    fields: ['entityCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofEach('parties', 'entityCode', ({ entityCode }) => ![...NAMED, CONSIGNEE].includes(entityCode)),
  },
  {
    code: 'PV5',
    text: 'ISF PARTY MISSING',
    remedy: `Send SF30 for each of ${NEEDED.join(', ')}.`,
    page: 78,
    record: 'SF10',
    mend: [
      {
        do: 'set',
        at: '/securityFiling/parties',
        to: ({ securityFiling }: Filing) => [...securityFiling!.parties, ...missingOf(securityFiling!).map(partyOf)],
      },
    ],
    found: ofFiling('parties', (filing) => {
      const missing = isDeletion(filing) ? [] : missingOf(filing);
      return missing.length > 0 && `Missing: ${missing.join(', ')}.`;
    }),
  },
  {
    code: 'PV6',
    text: 'INVALID ISF ENTITY IDENTIFIER',
    remedy:
      'Give the consignee by EI, ANI, 34 or CIN and its number, a ship-to by FR and a FIRMS code, all others by name.',
    page: 79,
    record: 'SF30',
    fields: ['entityIdentifierQualifier', 'entityIdentifier'],
    mend: [
      { do: 'set', at: '../idType', to: 'EI' },
      { do: 'set', at: '../entityCode', to: CONSIGNEE },
      { do: 'set', to: '12-3456789' },
    ],
    found: ofEach('parties', 'id', (party) => {
      const { entityCode, idType, id } = party;
      if (entityCode === CONSIGNEE) return idType === 'CIN' ? !ENCRYPTED.test(id ?? '') : !isSoundNumber(idType, id);
      if (!isIdentified(party)) return false;
      return !(entityCode === SHIP_TO && idType === 'FR' && FIRMS.test(id ?? ''));
    }),
  },
  {
    code: 'PV7',
    text: 'ISF PARTY NEEDS NAME AND ADDRESS',
    remedy: 'Send the name (SF30), its address (SF35), and city and country (SF36).',
    page: 78,
    record: 'SF30',
    fields: ['entityName'],
    mend: [
      { do: 'set', at: '../name', to: 'NINGBO TRADING CO' },
      { do: 'set', at: '../addresses', to: () => [{ qualifier: '15', text: '8 BEILUN ROAD', recordIndex: null }] },
      { do: 'set', at: '../city', to: 'NINGBO' },
      { do: 'set', at: '../country', to: 'CN' },
    ],
    found: ({ securityFiling }: Filing): readonly Finding[] =>
      (securityFiling?.parties ?? []).flatMap((party, at): Finding[] => {
        const { name, addresses, city, country, areaRecordIndex, recordIndex } = party;
        if (!NAMED.includes(party.entityCode) || isIdentified(party)) return [];
        if (name && addresses.length > 0 && city && country) return [];
        const of = `/securityFiling/parties/${at}`;
        if (name && addresses.length > 0 && areaRecordIndex !== null) {
          const field = city ? 'country' : 'city';
          return [{ record: 'SF36', recordIndex: areaRecordIndex, at: `${of}/${field}`, field }];
        }
        return [{ recordIndex, at: `${of}/name`, field: 'name' }];
      }),
  },
  {
    code: 'PV8',
    text: 'ISF NAME AND IDENTIFIER BOTH GIVEN',
    remedy: 'Give either the identifier alone, or name and address.',
    page: 79,
    record: 'SF30',
    fields: ['entityName'],
    mend: [
      { do: 'remove' },
      { do: 'set', at: '../addresses', to: [] },
      { do: 'set', at: '../secondaryNames', to: [] },
      { do: 'remove', at: '../city' },
      { do: 'remove', at: '../country' },
    ],
    found: ofEach(
      'parties',
      'name',
      (party) => isIdentified(party) && (isNamed(party) || party.secondaryNames.length > 0),
    ),
  },
  {
    code: 'PV9',
    text: 'LEAVE COUNTRY AND DATE OF BIRTH EMPTY',
    remedy: 'Send spaces in SF30 columns 66-75.',
    page: 78,
    record: 'SF30',
    fields: ['countryOfIssuance', 'dateOfBirth'],
    mend: REMOVED,
    found: ofEach('parties', 'leftEmpty', ({ leftEmpty }) => leftEmpty !== undefined),
  },
  {
    code: 'PW0',
    text: 'INVALID ISF SECONDARY NAME',
    remedy: `Send one of ${SECONDARY.join(', ')} and the name.`,
    page: 80,
    record: 'SF31',
    fields: ['entityCode', 'entityName'],
    mend: set('DH'),
    found: ofParts('secondaryNames', 'code', ({ code, name }) => !SECONDARY.includes(code) || name === ''),
  },
  {
    code: 'PW1',
    text: 'INVALID ISF ADDRESS COMPONENT',
    remedy: `Send one of ${ADDRESS_PARTS.join(', ')} and the part of the address.`,
    page: 81,
    record: 'SF35',
    fields: ['addressComponentQualifier1', 'addressInformation1', 'addressComponentQualifier2', 'addressInformation2'],
    mend: [{ do: 'set', to: '15' }],
    found: ofParts(
      'addresses',
      'qualifier',
      ({ qualifier, text }) => !ADDRESS_PARTS.includes(qualifier) || text === '',
    ),
  },
  {
    code: 'PW2',
    text: 'INVALID ISF COUNTRY',
    remedy: 'Send the ISO code of the country of the address.',
    page: 82,
    record: 'SF36',
    fields: ['countryCode'],
    mend: set('CN'),
    found: ofEach(
      'parties',
      'country',
      ({ country }) => country !== null && !isCountryOrProvince(country),
      ({ areaRecordIndex, recordIndex }) => areaRecordIndex ?? recordIndex,
    ),
  },
  {
    code: 'PW3',
    text: 'INVALID ISF CARRIER',
    remedy: 'Send the SCAC of the vessel operator, or nothing.',
    page: 73,
    record: 'SF10',
    fields: ['carrierCode'],
    mend: [{ do: 'remove' }],
    found: ofFiling('carrierScac', ({ carrierScac }) => carrierScac !== null && !isScac(carrierScac)),
  },
  {
    code: 'PW4',
    text: 'ISF COMES WITH ADD OR REPLACE ONLY',
    remedy: 'Leave the security filing out, or send it with a replacement of the entry.',
    page: 28,
    record: 'SF10',
    actions: 'ADRU',
    mend: [{ do: 'remove', at: '/securityFiling' }],
    found: ofFiling('action', (_filing, { action }) => action === 'U' || action === 'D'),
  },
] as const satisfies readonly BookRule[];
