import { cargoReleaseLayouts as SE, type Field, type Layout, securityFilingLayouts as SF } from '#catair';
import type { BookRule, Filing, Finding } from './rule';

type Values = Readonly<Record<string, unknown>>;

/** Hands on each value of a record with its places: a pointer is written only where something is wrong. */
type Visit = (values: Values, a: number, b: number, c: number) => void;
type Items = (filing: Filing, visit: Visit) => void;
type Pointer = (a: number, b: number, c: number) => string;

/** A record of the guide: where its values stand in a filing, and which field of the layout each of them is. */
interface Record_ {
  readonly layout: Layout;
  readonly items: Items;
  readonly at: Pointer;
  /** Name in the filing, and in the layout. */
  readonly names: Readonly<Record<string, string>>;
  /** Not one value of the filing each: judged as they come, by the rules that name them. */
  readonly others?: readonly string[];
}

const record = (
  layout: Layout,
  [items, at]: readonly [Items, Pointer],
  names: Record_['names'],
  others: readonly string[] = [],
): Record_ => ({ layout, items, at, names, others });

const header: readonly [Items, Pointer] = [(filing, visit) => visit(filing as unknown as Values, 0, 0, 0), () => ''];
const listed = (name: 'bills' | 'references' | 'lines' | 'parties'): readonly [Items, Pointer] => [
  (filing, visit) => filing[name].forEach((values, a) => visit(values as unknown as Values, a, 0, 0)),
  (a) => `/${name}/${a}`,
];
const within = (name: 'bills' | 'lines', member: string): readonly [Items, Pointer] => [
  (filing, visit) =>
    filing[name].forEach((one, a) => {
      const list = (one as unknown as Record<string, readonly Values[]>)[member]!;
      for (let b = 0; b < list.length; b += 1) visit(list[b]!, a, b, 0);
    }),
  (a, b) => `/${name}/${a}/${member}/${b}`,
];
const ofParties = (where: 'header' | 'line') => (where === 'header' ? listed('parties') : within('lines', 'parties'));
const partsOf = (where: 'header' | 'line', member: 'addresses' | 'businessIdentifiers'): readonly [Items, Pointer] => {
  const [parties, at] = ofParties(where);
  return [
    (filing, visit) =>
      parties(filing, (party, a, b) => {
        const list = party[member] as readonly Values[] | undefined;
        if (list !== undefined) for (let c = 0; c < list.length; c += 1) visit(list[c]!, a, b, c);
      }),
    (a, b, c) => `${at(a, b, 0)}/${member}/${c}`,
  ];
};

const zones: readonly [Items, Pointer] = [
  ({ lines }, visit) => lines.forEach(({ zone }, a) => zone && visit(zone as unknown as Values, a, 0, 0)),
  (a) => `/lines/${a}/zone`,
];
const currentNumbers: readonly [Items, Pointer] = [
  ({ lines }, visit) =>
    lines.forEach(({ tariffs }, a) =>
      tariffs.forEach(({ privilegedForeign }, b) => privilegedForeign && visit(privilegedForeign as Values, a, b, 0)),
    ),
  (a, b) => `/lines/${a}/tariffs/${b}/privilegedForeign`,
];

/** The security filing, what it lists, and the parts of its parties. */
const security: readonly [Items, Pointer] = [
  ({ securityFiling }, visit) => securityFiling && visit(securityFiling as unknown as Values, 0, 0, 0),
  () => '/securityFiling',
];
const listedInSecurity = (list: 'references' | 'equipment' | 'parties'): readonly [Items, Pointer] => [
  ({ securityFiling }, visit) =>
    securityFiling?.[list].forEach((values, a) => visit(values as unknown as Values, a, 0, 0)),
  (a) => `/securityFiling/${list}/${a}`,
];
const partsInSecurity = (list: 'secondaryNames' | 'addresses'): readonly [Items, Pointer] => [
  ({ securityFiling }, visit) =>
    securityFiling?.parties.forEach((party, a) =>
      party[list].forEach((values, b) => visit(values as unknown as Values, a, b, 0)),
    ),
  (a, b) => `/securityFiling/parties/${a}/${list}/${b}`,
];

const SECURITY_RECORDS: readonly Record_[] = [
  record(
    SF.SF10,
    security,
    {
      submissionType: 'submissionType',
      shipmentType: 'shipmentType',
      action: 'actionCode',
      actionReason: 'actionReasonCode',
      modeOfTransport: 'modeOfTransportationCode',
      transactionNumber: 'transactionNumber',
      carrierScac: 'carrierCode',
    },
    ['importerNumberQualifier', 'importerNumber'],
  ),
  record(SF.SF20, listedInSecurity('references'), { qualifier: 'referenceQualifier', value: 'referenceIdentifier' }),
  record(SF.SF25, listedInSecurity('equipment'), {
    description: 'equipmentDescriptionCode',
    initial: 'equipmentInitial',
    number: 'equipmentNumber',
    checkDigit: 'equipmentCheckDigit',
    sizeType: 'equipmentSizeType',
  }),
  record(SF.SF30, listedInSecurity('parties'), {
    entityCode: 'entityCode',
    name: 'entityName',
    idType: 'entityIdentifierQualifier',
    id: 'entityIdentifier',
  }),
  record(SF.SF31, partsInSecurity('secondaryNames'), { code: 'entityCode', name: 'entityName' }),
  record(
    SF.SF35,
    partsInSecurity('addresses'),
    { qualifier: 'addressComponentQualifier1', text: 'addressInformation1' },
    ['addressComponentQualifier2', 'addressInformation2'],
  ),
  record(SF.SF36, listedInSecurity('parties'), {
    city: 'cityName',
    state: 'countrySubEntity',
    postalCode: 'postalCode',
    country: 'countryCode',
  }),
];

const partyRecords = (
  where: 'header' | 'line',
  [party, identifier, address, area]: readonly [Layout, Layout, Layout, Layout],
): readonly Record_[] => [
  record(party, ofParties(where), {
    entityCode: 'entityCode',
    name: 'entityName',
    idType: 'entityIdentifierQualifier',
    id: 'entityIdentifier',
  }),
  record(identifier, partsOf(where, 'businessIdentifiers'), {
    qualifier: 'gbiIdentifierQualifier',
    id: 'gbiIdentifier',
  }),
  record(
    address,
    partsOf(where, 'addresses'),
    { qualifier: 'addressComponentQualifier1', text: 'addressInformation1' },
    ['addressComponentQualifier2', 'addressInformation2'],
  ),
  record(area, ofParties(where), {
    city: 'cityName',
    state: 'countrySubEntity',
    postalCode: 'postalCode',
    country: 'countryCode',
  }),
];

const RECORDS: readonly Record_[] = [
  record(
    SE.SE10,
    header,
    {
      action: 'actionCode',
      filerCode: 'entryFilerCode',
      entryNumber: 'entryNumber',
      entryType: 'entryTypeCode',
      modeOfTransport: 'modeOfTransportationCode',
      bondType: 'bondTypeCode',
      estimatedValueDollars: 'estimatedEntryValue',
      plannedPortOfEntry: 'plannedPortOfEntry',
      splitShipment: 'splitShipmentReleaseCode',
      portOfUnlading: 'portOfUnlading',
    },
    ['importerOfRecordType', 'importerOfRecord'],
  ),
  record(
    SE.SE11,
    header,
    {
      entryDateElection: 'entryDateElection',
      locationOfGoods: 'locationOfGoodsCode',
      electedExamSite: 'electedExamSiteCode',
      conveyanceName: 'conveyanceName',
      voyage: 'voyageNumber',
    },
    ['electedEntryDate'],
  ),
  record(SE.SE13, header, {
    contactName: 'contactName',
    contactPhone: 'contactPhone',
    cancellationReason: 'reasonCode',
    multipleDispositionsIndicator: 'multipleDispositionsIndicator',
    documentImageIndicator: 'documentImageIndicator',
    splitShipmentIndicator: 'splitShipmentIndicator',
  }),
  record(
    SE.SE15,
    listed('bills'),
    {
      billType: 'billTypeIndicator',
      issuer: 'billIssuerCode',
      billNumber: 'billNumber',
      quantity: 'quantity',
    },
    ['nonAmsIndicator'],
  ),
  record(
    SE.SE16,
    within('bills', 'arrivals'),
    {
      carrierCode: 'carrierCode',
      voyage: 'voyageNumber',
      quantity: 'quantity',
      unit: 'unitOfMeasure',
      conveyanceName: 'conveyanceName',
    },
    ['dateOfArrival'],
  ),
  record(SE.SE17, [() => undefined, () => ''], {}, ['equipmentNumber']),
  record(SE.SE20, listed('references'), {
    qualifier: 'referenceQualifier',
    value: 'referenceIdentifier',
  }),
  ...partyRecords('header', [SE.SE30, SE.SE31, SE.SE35, SE.SE36]),
  record(SE.SE40, listed('lines'), {
    lineNumber: 'lineItemIdentifier',
    countryOfOrigin: 'countryOfOriginCode',
    description: 'commercialInvoiceDescription',
  }),
  record(SE.SE41, zones, { status: 'zoneStatusCode', quantity: 'lineItemQuantity' }, ['privilegedFilingDate']),
  ...partyRecords('line', [SE.SE50, SE.SE51, SE.SE55, SE.SE56]),
  record(SE.SE60, within('lines', 'tariffs'), { hts: 'htsNumber', valueDollars: 'lineItemValue' }),
  record(SE.SE61, currentNumbers, { currentHts: 'currentHtsNumber' }),
  ...SECURITY_RECORDS,
];

/** What a field may hold (guide p. SE-20). Letters come in either case: formats without columns do not fold them. */
const CLASSES: Readonly<Partial<Record<Field['fieldClass'], RegExp>>> = {
  A: /^[A-Z ]*$/i,
  AN: /^[A-Z0-9 ]*$/i,
  N: /^\d*$/,
  X: /^[\x20-\x7e]*$/,
};
/** Read by people only, who write numbers of telephones in many ways: any keyboard character will do. */
const READ_BY_PEOPLE = ['contactName', 'contactPhone'];

const fieldOf = ({ layout }: Record_, name: string): Field => layout.fields.find((field) => field.name === name)!;
const classOf = ({ name, fieldClass }: Field): RegExp | undefined =>
  CLASSES[READ_BY_PEOPLE.includes(name) ? 'X' : fieldClass];

/** Of a record that had columns, length and class were seen when it was read; elsewhere they are seen here. */
const judged = (one: Record_, isBroken: (text: string, field: Field) => boolean): BookRule['found'] => {
  const fields = Object.entries(one.names).map(([name, of]) => [name, fieldOf(one, of)] as const);
  return (filing) => {
    const all: Finding[] = [];
    if (filing.records.SE10 !== null) return all;
    one.items(filing, (values, a, b, c) => {
      for (const [name, field] of fields) {
        const value = values[name];
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        if (!isBroken(String(value), field)) continue;
        all.push({
          recordIndex: null,
          at: `${one.at(a, b, c)}/${name}`,
          field: name,
          detail: `${field.width} of class ${field.fieldClass}.`,
        });
      }
    });
    return all;
  };
};

const valueAt = (filing: unknown, at: string): unknown =>
  at
    .split('/')
    .slice(1)
    .reduce<unknown>((of, step) => (of as Values)[step], filing);

/** Length and class of every field, from the layouts. */
export const FIELD_RULES = RECORDS.flatMap((one) => {
  const widthAt = (at: string): number => fieldOf(one, one.names[at.split('/').at(-1)!]!).width;
  const row = { page: 20, record: one.layout.recordId, fields: Object.values(one.names), actions: 'ADRU' } as const;
  return [
    {
      ...row,
      code: 'PQ1',
      text: 'TOO LONG FOR ITS FIELD',
      remedy: 'Send no more characters than the field has.',
      mend: [{ do: 'set', to: (filing: Filing, at: string) => String(valueAt(filing, at)).slice(0, widthAt(at)) }],
      found: judged(one, (text, { width }) => text.length > width),
    },
    {
      ...row,
      code: 'PQ2',
      text: 'NOT OF ITS CLASS',
      remedy: 'It was kept as sent. Send only the characters that the class of the field allows.',
      severity: 'warning',
      mend: [
        { do: 'set', to: (filing: Filing, at: string) => String(valueAt(filing, at)).replace(/[^A-Z0-9 ]/gi, '') },
      ],
      found: judged(one, (text, field) => classOf(field)?.test(text) === false),
    },
  ] as const satisfies readonly BookRule[];
});

/** Every field of the records of a cargo release, as its layout has it. What else a record carries is of other rule files. */
export const RELEASE_FIELDS: readonly { readonly recordId: string; readonly field: Field }[] = RECORDS.flatMap(
  ({ layout }) => layout.fields.map((field) => ({ recordId: layout.recordId, field })),
);
