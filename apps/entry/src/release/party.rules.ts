import { parseImporterNumber } from '#kernel';
import { isCountryOrProvince } from '#reference';
import { consigneeNumber } from './header.rules';
import {
  type BookRule,
  type Filing,
  type Finding,
  LOW_VALUE,
  type Mend,
  ofParties,
  type Party,
  type Where,
} from './rule';

const ENTITIES = ['MF', 'SE', 'BY', 'ST', 'LG', 'CS', 'CN', 'SH', 'EX', 'DR', 'PK'];
const HEADER_ENTITIES = [...ENTITIES, 'BKP'];
/** Parties that may be named by a number. */
const NUMBERED = ['BY', 'ST', 'CN'];
const IDENTIFIER_KINDS = ['EI', 'ANI', '34'];
/** What a part of an address may be (guide pp. SE-60, SE-69). */
const ADDRESS_PARTS = ['01', '02', '05', '12', '13', '14', '15', '28', '30', '31', '32', '35', '37', '57', 'AK'];
/** Global Business Identifiers (guide p. SE-59) with the form that their issuers give them. */
const BUSINESS_IDENTIFIERS: Readonly<Record<string, RegExp>> = {
  LEI: /^[A-Z0-9]{18}\d{2}$/,
  GLN: /^\d{13}$/,
  DUNS: /^\d{9}$/,
};
/** Entry types whose consignee may be given by name and address. */
const NAMED_CONSIGNEE_TYPES = ['11', LOW_VALUE];
/** A postal code of the People's Republic of China: six digits, of which the first is not 9. */
const CHINESE_POSTAL_CODE = /^(?!00)[0-8]\d{5}$/;
/** Of the Xinjiang Uyghur Autonomous Region. */
const XINJIANG_POSTAL_CODE = /^8[34]\d{4}$/;
const UFLPA = 'CSMS on the Uyghur Forced Labor Prevention Act; in force since 18 March 2023';

export const isNamed = ({ name, city, country, addressLines }: Party): boolean =>
  Boolean(name || city || country || addressLines.length > 0);
export const isIdentified = ({ idType, id }: Party): boolean => Boolean(idType || id);
/** Given by its number, where that may be. */
const isByNumber = (party: Party): boolean => NUMBERED.includes(party.entityCode) && isIdentified(party);
/** Whose name and address are asked for. */
const needsAddress = (party: Party, { entryType }: Filing): boolean =>
  !isByNumber(party) && (party.entityCode !== 'CN' || NAMED_CONSIGNEE_TYPES.includes(entryType ?? ''));
const isChineseMaker = ({ entityCode, country }: Party): boolean => entityCode === 'MF' && country === 'CN';

type Row = Omit<BookRule, 'record' | 'found' | 'actions'>;
type Judge = (party: Party, filing: Filing, where: Where, place: number, beside: readonly Party[]) => boolean;
type PartyRecord = 'party' | 'identifier' | 'address' | 'area';
const RECORDS: Readonly<Record<PartyRecord, readonly [header: string, line: string]>> = {
  party: ['SE30', 'SE50'],
  identifier: ['SE31', 'SE51'],
  address: ['SE35', 'SE55'],
  area: ['SE36', 'SE56'],
};
const WHERE = ['header', 'line'] as const;

/** One rule, for the entry (SE30 to SE36) and for its lines (SE50 to SE56). */
const both = <const R extends Row>(
  rule: R,
  record: PartyRecord,
  found: (where: Where) => BookRule['found'],
): readonly (R & BookRule<R['code']>)[] =>
  WHERE.map((where, at) => ({ ...rule, record: RECORDS[record][at as 0 | 1], found: found(where) }));

/** A rule about the party itself. */
const party = <const R extends Row>(rule: R, field: string, isBroken: Judge) =>
  both(rule, 'party', (where) =>
    ofParties(where, (one, at, filing, in_, place, beside): Finding | null =>
      isBroken(one, filing, in_, place, beside)
        ? { recordIndex: one.recordIndex, at: `${at()}/${field}`, field }
        : null,
    ),
  );

/** A rule about city, postal code and country: told at their record, or at that of the party where it has none. */
const area = <const R extends Row>(rule: R, field: string, isBroken: (one: Party, filing: Filing) => boolean) =>
  both(rule, 'area', (where) =>
    ofParties(where, (one, at, filing): Finding | null => {
      if (!isBroken(one, filing)) return null;
      const found = { at: `${at()}/${field}`, field };
      if (one.areaRecordIndex !== undefined || one.recordIndex === null)
        return { ...found, recordIndex: one.areaRecordIndex ?? null };
      return { ...found, recordIndex: one.recordIndex, record: RECORDS.party[where === 'header' ? 0 : 1] };
    }),
  );

/** A rule about each part of the address, or each Global Business Identifier. */
const parts = <const R extends Row>(
  rule: R,
  record: 'address' | 'identifier',
  field: string,
  isBroken: (one: { readonly qualifier: string; readonly value: string }) => boolean,
) =>
  both(rule, record, (where) =>
    ofParties(where, (one, at): readonly Finding[] | null => {
      const list = record === 'address' ? one.addresses : one.businessIdentifiers;
      if (list === undefined) return null;
      const member = record === 'address' ? 'addresses' : 'businessIdentifiers';
      return list.flatMap((each, place) =>
        isBroken({ qualifier: each.qualifier, value: 'text' in each ? each.text : each.id })
          ? [{ recordIndex: each.recordIndex, at: `${at()}/${member}/${place}/${field}`, field }]
          : [],
      );
    }),
  );

const BY_NUMBER: readonly Mend[] = [
  { do: 'set', at: '../idType', to: 'EI' },
  { do: 'set', at: '../id', to: (filing: Filing) => filing.importer?.number ?? consigneeNumber(filing) },
];
const WITHOUT_ADDRESS: readonly Mend[] = [
  ...['name', 'city', 'state', 'postalCode', 'country', 'addresses'].map(
    (field): Mend => ({ do: 'remove', at: `../${field}` }),
  ),
  { do: 'set', at: '../addressLines', to: [] },
];

/** Rules for parties of the entry and of its lines. */
export const PARTY_RULES = [
  ...party(
    {
      code: 'P75',
      text: 'INVALID ENTITY CODE',
      remedy: `Use one of ${ENTITIES.join(', ')}, for the whole entry also BKP.`,
      page: 57,
      fields: ['entityCode'],
      mend: [{ do: 'remove', at: '..' }],
    },
    'entityCode',
    ({ entityCode }, _filing, where) => !(where === 'header' ? HEADER_ENTITIES : ENTITIES).includes(entityCode),
  ),
  ...party(
    {
      code: 'P76',
      text: 'ENTITY REPORTED TWICE',
      remedy: 'Name each kind of party once for the entry and once for a line.',
      page: 57,
      fields: ['entityCode'],
      mend: [{ do: 'remove', at: '..' }],
    },
    'entityCode',
    ({ entityCode }, _filing, _where, place, beside) =>
      beside.findIndex((other) => other.entityCode === entityCode) < place,
  ),
  ...party(
    {
      code: 'P77',
      text: 'INVALID ENTITY IDENTIFIER',
      remedy: 'Send NN-NNNNNNNXX with EI, YYDDPP-NNNNN with ANI, NNN-NN-NNNN with 34.',
      page: 58,
      fields: ['entityIdentifierQualifier', 'entityIdentifier'],
      mend: BY_NUMBER,
    },
    'id',
    (one) => {
      if (!isByNumber(one)) return false;
      const parsed = parseImporterNumber(one.id ?? '');
      return !parsed.ok || !IDENTIFIER_KINDS.includes(one.idType ?? '') || parsed.value.qualifier !== one.idType;
    },
  ),
  ...party(
    {
      code: 'P78',
      text: 'IDENTIFIER IS FOR BY, ST AND CN ONLY',
      remedy: 'Name this party by name and address and leave the identifier out.',
      page: 58,
      fields: ['entityIdentifierQualifier', 'entityIdentifier'],
      mend: [
        { do: 'remove', at: '../idType' },
        { do: 'remove', at: '../id' },
      ],
    },
    'id',
    (one) => isIdentified(one) && !NUMBERED.includes(one.entityCode),
  ),
  ...party(
    {
      code: 'P79',
      text: 'NAME AND IDENTIFIER BOTH GIVEN',
      remedy: 'Give either the identifier, or name and address.',
      page: 60,
      fields: ['entityName', 'entityIdentifier'],
      mend: WITHOUT_ADDRESS,
    },
    'name',
    (one) => isByNumber(one) && isNamed(one),
  ),
  ...party(
    {
      code: 'P57',
      text: 'CONSIGNEE NUMBER REQUIRED',
      remedy: 'Give the consignee by its EI, ANI or 34 number; name and address do for type 11 only.',
      page: 17,
      fields: ['entityIdentifier'],
      mend: [...BY_NUMBER, ...WITHOUT_ADDRESS],
    },
    'id',
    (one, { entryType }) =>
      one.entityCode === 'CN' &&
      !isIdentified(one) &&
      !(NAMED_CONSIGNEE_TYPES.includes(entryType ?? '') && isNamed(one)),
  ),
  ...party(
    {
      code: 'P56',
      text: 'PARTY NEEDS NAME AND ADDRESS',
      remedy: "Send the party's name, its address (SE35, SE55), city and country (SE36, SE56).",
      page: 17,
      fields: ['entityName'],
      mend: [{ do: 'set', to: 'NAME OF THE PARTY' }],
    },
    'name',
    // Whose identifier does not count is told that (P78).
    (one, filing) => needsAddress(one, filing) && !one.name && !isIdentified(one),
  ),
  ...party(
    {
      code: 'PP0',
      text: 'ADDRESS OF THE PARTY MISSING',
      remedy: 'Send the street address of the party (SE35, SE55).',
      page: 60,
      fields: ['entityName'],
      mend: [{ do: 'set', to: ['1 STREET'] }],
    },
    'addressLines',
    (one, filing) => needsAddress(one, filing) && Boolean(one.name) && one.addressLines.length === 0 && !one.addresses,
  ),
  ...parts(
    {
      code: 'PP1',
      text: 'INVALID ADDRESS QUALIFIER',
      remedy: `Say what the part of the address is: one of ${ADDRESS_PARTS.join(', ')}; 15 is an address in one piece.`,
      page: 60,
      fields: ['addressComponentQualifier1', 'addressComponentQualifier2'],
      mend: [{ do: 'set', to: '15' }],
    },
    'address',
    'qualifier',
    ({ qualifier }) => !ADDRESS_PARTS.includes(qualifier),
  ),
  ...parts(
    {
      code: 'PP2',
      text: 'ADDRESS QUALIFIER WITHOUT ADDRESS',
      remedy: 'Send the part of the address behind its qualifier, or leave both out.',
      page: 60,
      fields: ['addressInformation1', 'addressInformation2'],
      mend: [{ do: 'set', to: '1 STREET' }],
    },
    'address',
    'text',
    ({ value }) => value.trim() === '',
  ),
  ...area(
    {
      code: 'PP3',
      text: 'CITY OF THE PARTY MISSING',
      remedy: 'Send the city of the party (SE36, SE56).',
      page: 61,
      fields: ['cityName'],
      mend: [{ do: 'set', to: 'CITY' }],
    },
    'city',
    (one, filing) => needsAddress(one, filing) && Boolean(one.name) && !one.city,
  ),
  ...area(
    {
      code: 'PP4',
      text: 'COUNTRY OF THE PARTY MISSING',
      remedy: 'Send the ISO code of the country of the party (SE36, SE56).',
      page: 61,
      fields: ['countryCode'],
      mend: [{ do: 'set', to: 'US' }],
    },
    'country',
    (one, filing) => needsAddress(one, filing) && Boolean(one.name) && !one.country,
  ),
  ...area(
    {
      code: 'P91',
      text: 'INVALID COUNTRY OF THE ENTITY',
      remedy: 'Send the ISO code of the country of its address.',
      page: 61,
      fields: ['countryCode'],
      mend: [{ do: 'set', to: 'US' }],
    },
    'country',
    ({ country }) => Boolean(country) && !isCountryOrProvince(country!),
  ),
  ...area(
    {
      code: 'PP5',
      text: 'INVALID PART OF A COUNTRY',
      remedy: 'Send the ISO code of the state or province, one to three letters or digits, or leave it out.',
      page: 61,
      fields: ['countrySubEntity'],
      mend: [{ do: 'remove' }],
    },
    'state',
    ({ state }) => state !== null && !/^[A-Z0-9]{1,3}$/.test(state),
  ),
  ...area(
    {
      code: 'PP6',
      text: 'POSTAL CODE OF CHINESE MAKER MISSING',
      remedy: 'Send the postal code of the manufacturer in China: six digits.',
      page: UFLPA,
      fields: ['postalCode'],
      mend: [{ do: 'set', to: '315800' }],
    },
    'postalCode',
    (one) => isChineseMaker(one) && !one.postalCode?.trim(),
  ),
  ...area(
    {
      code: 'PP7',
      text: 'POSTAL CODE OF CHINESE MAKER INVALID',
      remedy: 'Send the postal code of the manufacturer in China: six digits.',
      page: UFLPA,
      fields: ['postalCode'],
      mend: [{ do: 'set', to: '315800' }],
    },
    'postalCode',
    (one) => isChineseMaker(one) && Boolean(one.postalCode?.trim()) && !CHINESE_POSTAL_CODE.test(one.postalCode!),
  ),
  ...area(
    {
      code: 'PP8',
      text: 'MAKER IS IN XINJIANG: SEE UFLPA',
      remedy:
        'Goods made in Xinjiang are presumed to be made with forced labor and may be detained: have the evidence at hand that rebuts it.',
      page: UFLPA,
      fields: ['postalCode'],
      severity: 'warning',
    },
    'postalCode',
    (one) => isChineseMaker(one) && XINJIANG_POSTAL_CODE.test(one.postalCode ?? ''),
  ),
  ...parts(
    {
      code: 'PP9',
      text: 'INVALID GBI QUALIFIER',
      remedy: 'Send LEI, GLN or DUNS.',
      page: 59,
      fields: ['gbiIdentifierQualifier'],
      mend: [{ do: 'remove', at: '..' }],
    },
    'identifier',
    'qualifier',
    ({ qualifier }) => !Object.hasOwn(BUSINESS_IDENTIFIERS, qualifier),
  ),
  ...parts(
    {
      code: 'PQ0',
      text: 'INVALID GBI IDENTIFIER',
      remedy: 'Send eighteen letters or digits and two digits for LEI, thirteen digits for GLN, nine for DUNS.',
      page: 59,
      fields: ['gbiIdentifier'],
      mend: [{ do: 'remove', at: '..' }],
    },
    'identifier',
    'id',
    ({ qualifier, value }) => BUSINESS_IDENTIFIERS[qualifier]?.test(value) === false,
  ),
] as const satisfies readonly BookRule[];

/** A party that every line has, or the entry once for all of them (guide pp. SE-17, SE-19). */
const lacking =
  (entity: string, isAsked: (filing: Filing) => boolean = () => true) =>
  (filing: Filing): readonly Finding[] => {
    if (!isAsked(filing) || filing.parties.some(({ entityCode }) => entityCode === entity)) return [];
    return filing.lines.flatMap((line, index) =>
      line.parties.some(({ entityCode }) => entityCode === entity)
        ? []
        : [{ recordIndex: line.recordIndex, at: `/lines/${index}/parties`, field: 'parties' }],
    );
  };
const isNotLowValue = ({ entryType }: Filing): boolean => entryType !== LOW_VALUE;

const withAddress = (entityCode: string): Mend => ({
  do: 'add',
  to: () => ({
    ...{ entityCode, name: 'NAME OF THE PARTY', idType: null, id: null, addressLines: ['1 STREET'] },
    ...{ city: 'CITY', state: null, postalCode: null, country: 'DE', recordIndex: null },
  }),
});
const withNumber = (entityCode: string): Mend => ({
  do: 'add',
  to: (filing: Filing) => ({
    ...{ entityCode, name: null, idType: 'EI', id: filing.importer?.number ?? consigneeNumber(filing) },
    ...{ addressLines: [], city: null, state: null, postalCode: null, country: null, recordIndex: null },
  }),
});

/** Which parties must be there, and where. */
export const NEEDED_PARTIES = [
  {
    code: 'P99',
    text: 'TYPE 86 HAS ITS CONSIGNEE IN THE HEADER',
    remedy: 'Name the one consignee of the entry in SE30, none with a line.',
    page: 57,
    record: 'SE50',
    fields: ['entityCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofParties('line', ({ entityCode, recordIndex }, at, { entryType }) =>
      entryType === LOW_VALUE && entityCode === 'CN'
        ? { recordIndex, at: `${at()}/entityCode`, field: 'entityCode' }
        : null,
    ),
  },
  {
    code: 'P55',
    text: 'MISSING CONSIGNEE',
    remedy: "Give the consignee's number for the entry or for each line; type 86 has one, for the entry.",
    page: 17,
    record: 'SE40',
    mend: [withNumber('CN')],
    found: (filing: Filing): readonly Finding[] => {
      if (filing.entryType !== LOW_VALUE) return lacking('CN')(filing);
      if (filing.parties.some(({ entityCode }) => entityCode === 'CN')) return [];
      return [{ recordIndex: filing.records.SE10, record: 'SE10', at: '/parties', field: 'parties' }];
    },
  },
  {
    code: '035',
    text: 'MISSING BUYER',
    remedy: 'Name the buyer for the entry or for each line, by its number (EI, ANI, 34) or by name and address.',
    page: 'as returned by ACE; Cargo Release guide v40, p. SE-19',
    record: 'SE40',
    mend: [withNumber('BY')],
    found: lacking('BY', isNotLowValue),
  },
  {
    code: '037',
    text: 'MISSING SELLER',
    remedy: 'Name the seller for the entry or for each line.',
    page: 19,
    record: 'SE40',
    mend: [withAddress('SE')],
    found: lacking('SE'),
  },
  {
    code: '038',
    text: 'MISSING MANUFACTURER',
    remedy: 'Name the manufacturer for the entry or for each line.',
    page: 17,
    record: 'SE40',
    mend: [withAddress('MF')],
    found: lacking('MF', isNotLowValue),
  },
] as const satisfies readonly BookRule[];
