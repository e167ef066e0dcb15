import {
  cargoReleaseLayouts as SE,
  encode,
  envelopeLayouts as ENVELOPE,
  summaryHeaderLayouts as HEADER,
  summaryLineLayouts as LINES,
} from '#catair';
import { addDays, Decimal, entryCheckDigit, FEDERAL_CALENDAR, localDate, toCents, type CustomsDate } from '#kernel';
import { rateOf, userFeesOn } from '#reference';
import { InterchangeWriter, type OutSegment } from '#x12';

/** One box of the ship: the bill the carrier manifests and the entry the broker files for it. */
export interface Shipment {
  readonly scac: string;
  readonly billNumber: string;
  /** `MAEUD00012301`. */
  readonly billKey: string;
  readonly filerCode: string;
  /** Seven digits and the check digit. */
  readonly entryNumber: string;
  /** `B76-0324527-8`. */
  readonly reference: string;
  readonly goods: Goods;
}

interface Goods {
  readonly description: string;
  readonly hts: string;
  /** In whole dollars. */
  readonly value: number;
  /** Quantities in the tariff's units, as text with two implied decimals. */
  readonly quantities: readonly (readonly [hundredths: string, unit: string])[];
}

/** A voyage. `today` is the port's own day. */
export interface Voyage {
  readonly scac: string;
  readonly voyage: string;
  readonly vessel: string;
  readonly port: string;
  readonly today: CustomsDate;
  readonly shipments: readonly Shipment[];
}

export const PORT = '2704';
const TIME_ZONE = 'America/Los_Angeles';
const VESSEL = 'PORTWAY MERCHANT';
const ORIGIN = 'DE';
const KITCHENWARE: Goods = {
  description: 'PLASTIC KITCHENWARE',
  hts: '3924104000',
  value: 10_000,
  quantities: [
    ['40000', 'NO'],
    ['50000', 'KG'],
  ],
};

export const portDay = (now = new Date()): CustomsDate => localDate(now, TIME_ZONE);

export const numberOf = (filerCode: string, serial: number): string => {
  const digits = String(serial).padStart(7, '0');
  return `${digits}${entryCheckDigit(filerCode, digits)}`;
};

export const shipment = (scac: string, billNumber: string, filerCode: string, serial: number): Shipment => {
  const entryNumber = numberOf(filerCode, serial);
  return {
    scac,
    billNumber,
    billKey: scac + billNumber,
    filerCode,
    entryNumber,
    reference: `${filerCode}-${entryNumber.slice(0, 7)}-${entryNumber.slice(7)}`,
    goods: KITCHENWARE,
  };
};

/** A ship with so many bills. `run` is a number never used before; entries and bills are made from it. */
export const voyageOf = (run: number, scac: string, filerCode: string, bills: number): Voyage => {
  const voyage = `${run.toString(36).toUpperCase().padStart(4, '0').slice(-4)}W`;
  const shipments = Array.from({ length: bills }, (_, at) =>
    shipment(
      scac,
      `D${String(run).padStart(7, '0')}${String(at + 1).padStart(3, '0')}`,
      filerCode,
      (run * bills + at) % 10_000_000,
    ),
  );
  return { scac, voyage, vessel: VESSEL, port: PORT, today: portDay(), shipments };
};

/** The carrier's ocean manifest: one 309 with a bill for each shipment. */
export const manifest309 = ({ scac, voyage, vessel, port, today, shipments }: Voyage, control: number): string => {
  const bill = ({ billNumber, goods }: Shipment, at: number): OutSegment[] => [
    ['LX', at + 1],
    ['M11', billNumber, '42870', 100, 'CTN', 4100, 'K', undefined, undefined, '00', 'BREMERHAVEN', undefined, scac],
    ['N1', 'SH', 'NORDSEE KUNSTSTOFF GMBH'],
    ['N3', '4 HAFENSTRASSE'],
    ['N4', 'BREMERHAVEN', undefined, '27568', 'DE'],
    ['N1', 'CN', 'PACIFIC HOME GOODS INC'],
    ['N3', '400 HARBOR AVE'],
    ['N4', 'LONG BEACH', 'CA', '90802', 'US'],
    ['VID', '4B', 'MSKU', '1234565', 'PW0001', undefined, undefined, undefined, undefined, '45G1', 'L', 'CY'],
    ['N10', 100, goods.description, `PHG ${at + 1}`, 'J', goods.hts.slice(0, 6)],
  ];
  return new InterchangeWriter(
    {
      senderQualifier: '02',
      sender: scac,
      receiverQualifier: 'ZZ',
      receiver: 'PORTWAY',
      control,
      groupControl: control,
      at: new Date().toISOString(),
      usage: 'T',
    },
    'SO',
  )
    .set('309', [
      ['M10', scac, 'O', 'DK', '9321483', vessel, voyage, '260417', shipments.length, 'W', 'L'],
      // Due tomorrow: if the day ends before the manifest is read, its arrival has not passed.
      ['P4', port, addDays(today, 1).replaceAll('-', ''), shipments.length],
      ...shipments.flatMap(bill),
    ])
    .end();
};

/** `2026-11-24` as MMDDYY. */
const mmddyy = (date: CustomsDate): string => date.slice(5, 7) + date.slice(8, 10) + date.slice(2, 4);

export interface AbiSender {
  readonly site: string;
  readonly id: string;
  readonly password: string;
}

/** One batch with one block. */
export const batch = (
  application: 'SE' | 'AE',
  sender: AbiSender,
  filerCode: string,
  transactions: readonly (readonly string[])[],
): string => {
  const day = mmddyy(portDay());
  const block = { processingPortCode: PORT, processingFilerCode: filerCode, applicationId: application };
  return [
    encode(ENVELOPE.A_INPUT, {
      siteCode: sender.site,
      idCode: sender.id,
      password: sender.password,
      transmissionDate: day,
      applicationId: application,
    }),
    encode(ENVELOPE.B_INPUT, block),
    ...transactions.flat(),
    encode(ENVELOPE.Y_INPUT, block),
    encode(ENVELOPE.Z_INPUT, { siteCode: sender.site, idCode: sender.id, transmissionDate: day }),
  ]
    .map((record) => `${record}\n`)
    .join('');
};

/** A cargo release of one bill and one line (SE). */
export const cargoRelease = (
  { scac, billNumber, filerCode, entryNumber, goods }: Shipment,
  importer: string,
  voyage: string,
): string[] => [
  encode(SE.SE10, {
    actionCode: 'A',
    entryFilerCode: filerCode,
    entryNumber,
    entryTypeCode: '01',
    importerOfRecordType: 'EI',
    importerOfRecord: importer,
    modeOfTransportationCode: '11',
    bondTypeCode: '8',
    estimatedEntryValue: String(goods.value),
    plannedPortOfEntry: PORT,
    portOfUnlading: PORT,
  }),
  encode(SE.SE11, { locationOfGoodsCode: 'Y258', conveyanceName: VESSEL, voyageNumber: voyage }),
  encode(SE.SE13, { contactName: 'PAT FILER', contactPhone: '5625550100' }),
  encode(SE.SE15, { billTypeIndicator: 'R', billIssuerCode: scac, billNumber, quantity: '100', nonAmsIndicator: 'N' }),
  encode(SE.SE20, { referenceQualifier: 'CR', referenceIdentifier: `PW${entryNumber.slice(1, 7)}` }),
  ...['SE', 'BY'].flatMap((entityCode) => [
    encode(SE.SE30, {
      entityCode,
      entityName: entityCode === 'SE' ? 'NORDSEE KUNSTSTOFF GMBH' : 'PACIFIC HOME GOODS INC',
    }),
    encode(SE.SE35, {
      addressComponentQualifier1: '15',
      addressInformation1: entityCode === 'SE' ? '4 HAFENSTRASSE' : '400 HARBOR AVE',
    }),
    encode(SE.SE36, {
      cityName: entityCode === 'SE' ? 'BREMERHAVEN' : 'LONG BEACH',
      countryCode: entityCode === 'SE' ? 'DE' : 'US',
    }),
  ]),
  encode(SE.SE30, { entityCode: 'CN', entityIdentifierQualifier: 'EI', entityIdentifier: importer }),
  encode(SE.SE40, {
    lineItemIdentifier: '1',
    countryOfOriginCode: ORIGIN,
    commercialInvoiceDescription: goods.description,
  }),
  encode(SE.SE50, { entityCode: 'MF', entityName: 'NORDSEE KUNSTSTOFF GMBH' }),
  encode(SE.SE55, { addressComponentQualifier1: '15', addressInformation1: '4 HAFENSTRASSE' }),
  encode(SE.SE56, { cityName: 'BREMERHAVEN', countryCode: 'DE' }),
  encode(SE.SE60, { htsNumber: goods.hts, lineItemValue: String(goods.value) }),
];

const cents = (amount: bigint | number): string => String(amount);

/** What is due on goods entered on a day: duty, merchandise processing fee of the line and in total, harbor fee; in cents. */
export const due = (
  { hts, value }: Goods,
  day: CustomsDate,
): { duty: bigint; mpf: bigint; mpfTotal: bigint; hmf: bigint } => {
  const rate = rateOf(hts, day, ORIGIN)?.rate ?? [];
  const dollars = Decimal.of(value);
  const duty = rate.reduce(
    (sum, part) => (part.kind === 'ad valorem' ? sum.plus(dollars.times(part.factor)) : sum),
    Decimal.ZERO,
  );
  const { fees, mpfRate, hmfRate } = userFeesOn(day)!;
  const mpf = toCents(dollars.times(mpfRate));
  const mpfTotal = mpf < fees.mpfMinimum ? fees.mpfMinimum : mpf > fees.mpfMaximum ? fees.mpfMaximum : mpf;
  return { duty: toCents(duty), mpf, mpfTotal, hmf: toCents(dollars.times(hmfRate)) };
};

/** A drawback claim in JSON: 2 of the units of the first line of an entry, as they came in and were exported on a day, for a dollar of their duty. */
export const drawbackClaimBody = (claimNumber: string, entryNumber: string, hts: string, exportedOn: string) => ({
  ...{ action: 'add', claimNumber, filingPort: '1001', provision: '58', claimantNumber: '12-3456789', signed: true },
  bondWaiver: { reason: '999' },
  imports: [
    {
      ...{ action: 'E', entryNumber, line: '1', trackingNumber: '1', accountingMethod: '01' },
      tariffs: [
        {
          ...{ hts, description: 'HOUSEWARES', quantities: [{ quantity: '2', unit: 'KG' }] },
          revenues: [{ classCode: '364', claimedCents: 100 }],
        },
      ],
    },
  ],
  exported: [
    {
      ...{ how: 'exported', hts, quantity: '2', unit: 'KG', date: exportedOn, exporter: 'PACIFIC HOME GOODS' },
      ...{ countryOfDestination: 'CA', identifier: 'INV 4711', imports: ['1'] },
    },
  ],
  totals: { byClass: [{ classCode: '364', cents: 100 }], dutyCents: 100, feeCents: 0, taxCents: 0 },
});

/** The entry summary that belongs to the release (AE), with duty and fees computed from the platform's own tables; of so many lines of the same goods. */
export const entrySummary = (
  ship: Shipment,
  importer: string,
  { voyage, today }: Pick<Voyage, 'voyage' | 'today'>,
  lines = 1,
): string[] => {
  const { scac, billNumber, filerCode, entryNumber, goods } = ship;
  const { duty, mpf, hmf } = due(goods, today);
  const { mpfTotal } = due({ ...goods, value: goods.value * lines }, today);
  const [dutyOfAll, hmfOfAll] = [duty * BigInt(lines), hmf * BigInt(lines)];
  const [first, second] = goods.quantities;
  const statementDay = FEDERAL_CALENDAR.onOrAfter(addDays(today, 10));
  const day = mmddyy(today);
  return [
    encode(HEADER.AE_10, {
      filingActionCode: 'A',
      entryFilerCode: filerCode,
      entryNumber,
      portOfEntry: PORT,
      brokerReferenceNumber: `PW${entryNumber.slice(1, 7)}`,
      entryTypeCode: '01',
      modeOfTransportationCode: '11',
      electronicSignature: 'X',
      paymentTypeCode: '7',
      preliminaryStatementPrintDate: mmddyy(statementDay),
      // The month after: the periodic statement of its own may be made before.
      periodicStatementMonth: addDays(`${statementDay.slice(0, 7)}-01`, 31).slice(5, 7),
    }),
    encode(HEADER.AE_11, {
      importerOfRecordNumber: importer,
      consigneeNumber: importer,
      estimatedEntryDate: day,
      dateOfImportation: day,
      stateOfDestinationCode: 'CA',
    }),
    encode(HEADER.AE_20, {
      carrierCode: scac,
      portOfUnlading: PORT,
      estimatedDateOfArrival: day,
      conveyanceName: VESSEL,
    }),
    encode(HEADER.AE_21, { tripIdentifier: voyage }),
    encode(HEADER.AE_22, { manifestedQuantity: '100', manifestedQuantityUnitOfMeasureCode: 'CTN' }),
    encode(HEADER.AE_23, {
      manifestComponentTypeCode: 'M',
      manifestComponentIssuerCode: scac,
      manifestComponentIdentifier: billNumber,
    }),
    encode(HEADER.AE_31, { bondTypeCode: '8', bondDesignationTypeCode: 'B', suretyCompanyCode: '036' }),
    ...Array.from({ length: lines }, (_, at) => [
      encode(LINES.AE_40, {
        lineItemIdentifier: String(at + 1).padStart(3, '0'),
        countryOfOriginCode: ORIGIN,
        countryOfExportCode: ORIGIN,
        dateOfExportation: mmddyy(addDays(today, -20)),
        chargesAmount: '500',
        foreignPortOfLadingCode: '42870',
        grossShippingWeight: '4100',
        relatedPartyIndicator: 'N',
      }),
      encode(LINES.AE_44, { commercialDescriptionText: goods.description }),
      encode(LINES.AE_47, { articlePartyTypeCode: 'M', articlePartyIdentifier: 'DENORKUN4BRE' }),
      encode(LINES.AE_47, { articlePartyTypeCode: 'S', articlePartyIdentifier: importer }),
      encode(LINES.AE_50, {
        htsNumber: goods.hts,
        dutyAmount: cents(duty),
        valueOfGoodsAmount: String(goods.value),
        quantity1: first![0],
        unitOfMeasureCode1: first![1],
        quantity2: second![0],
        unitOfMeasureCode2: second![1],
      }),
      encode(LINES.AE_62, { accountingClassCode: '499', userFeeAmount: cents(mpf) }),
      encode(LINES.AE_62, { accountingClassCode: '501', userFeeAmount: cents(hmf) }),
    ]).flat(),
    encode(LINES.AE_89, {
      accountingClassCode1: '499',
      totalFeeAmount1: cents(mpfTotal),
      accountingClassCode2: '501',
      totalFeeAmount2: cents(hmfOfAll),
    }),
    encode(LINES.AE_90, {
      grandTotalDutyAmount: cents(dutyOfAll),
      grandTotalUserFeeAmount: cents(mpfTotal + hmfOfAll),
      ...{ grandTotalIrTaxAmount: '0', grandTotalAdDutyAmount: '0', grandTotalCvDutyAmount: '0' },
    }),
  ];
};
