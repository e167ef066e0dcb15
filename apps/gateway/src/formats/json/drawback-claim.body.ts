import { type Static, type TSchema, Type } from '@sinclair/typebox';
import {
  type ArticleExported,
  DrawbackClaimFiled,
  type FilingOrigin,
  type ImportDesignated,
  type NoticeOfIntentFiled,
} from '#contracts';
import type { Account } from '../../account/account';
import { filingOf, type NewFiling } from '../../filing/transmission';
import {
  BodyCheck,
  Choice,
  Closed,
  Code,
  Day,
  Decimal,
  EntryNumber,
  entryParts,
  PortCode,
  Text,
  Whole,
} from '../../edge/json-schema';

const opt = <S extends TSchema>(schema: S) => Type.Optional(schema);
const Cents = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 99_999_999, description: `${description}, in cents` });
const SumCents = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: `${description}, in cents` });
const Tracking = (what: string) => Code('\\d{1,5}', `${what}: a number of your own within the claim`);
const TrackingNumbers = (what: string) => opt(Type.Array(Tracking(what), { maxItems: 999 * 15 }));
const Ruling = Code('[A-Z0-9]{1,10}', 'Manufacturing ruling, digits without hyphens; 9999999999 while it is pending');
const Quantity = Decimal('Quantity, with at most four decimals');
const Unit = Text(3, 'Unit of measure');
const Provision = Code('\\d{2}', 'Drawback provision: 51 TFTEA 1313(a) … 58 TFTEA 1313(j)(1), …');

const IntentSchema = Closed({
  port: opt(PortCode('Port from which the goods were to leave')),
  examined: opt(Type.Boolean({ description: 'An examination was required and witnessed' })),
  place: opt(Text(30, 'City and state of the destruction')),
  result: opt(Choice('discrepant', 'not discrepant')),
  officers: opt(
    Type.Array(
      Closed({
        role: Choice('processor', 'examiner'),
        name: opt(Text(40, 'Full name')),
        badge: opt(Text(12, 'Badge number')),
        phone: opt(Text(10, 'Telephone')),
        date: opt(Day('Day of processing or examination')),
      }),
      { maxItems: 2 },
    ),
  ),
});

const RevenueSchema = Closed({
  classCode: Code(
    '\\d{3}',
    'Accounting class: 364 duty, 365 tax, 398 harbor maintenance, 399 merchandise processing, …',
  ),
  claimedCents: Cents('Claimed'),
  calculatedCents: opt(Cents('The most that may be claimed, as you calculate it; what is claimed where left out')),
  adjustedCents: opt(Cents('Paid later, by reconciliation, prior disclosure or duty demand')),
  quarterlyHarborFee: opt(Type.Boolean({ description: 'The harbor fee was paid by the quarter' })),
});

const ImportSchema = Closed({
  action: Code('[A-Z]', 'E exported, D destroyed, X manufactured, T transferred, F to a zone, L laden as supplies, …'),
  entryNumber: opt(EntryNumber),
  line: opt(Code('\\d{1,5}', 'Line of that entry summary')),
  certificateOfDelivery: opt(Type.Boolean({ description: 'The right to drawback came from another party' })),
  ruling: opt(Ruling),
  receivedOn: opt(Day('Day on which a factory received the goods')),
  usedOn: opt(Day('Day on which they were used')),
  trackingNumber: opt(Tracking('Import tracking number (ITIN)')),
  accountingMethod: opt(Code('\\d{2}', 'Accounting method, 00 to 08')),
  tariffs: Type.Array(
    Closed({
      hts: Code('[0-9]{6,10}', 'Tariff number without dots, as on the entry summary'),
      description: opt(Text(50, 'Description of the goods')),
      quantities: Type.Array(Closed({ quantity: Quantity, unit: Unit }), { maxItems: 3 }),
      revenues: opt(Type.Array(RevenueSchema, { maxItems: 60 })),
    }),
    { maxItems: 32 },
  ),
});

const ManufacturedSchema = Closed({
  action: Code('[A-Z]', 'X manufactured, T manufactured and transferred, …'),
  ruling: Ruling,
  hts: Code('[0-9]{6,10}', 'Tariff number or Schedule B number'),
  quantity: Quantity,
  unit: Unit,
  producedOn: Day('Day on which the production was completed'),
  factory: opt(Text(30, 'City and state of the factory')),
  description: opt(Text(50, 'Description of the article')),
  trackingNumber: opt(Tracking('Manufactured tracking number (MTIN)')),
  imports: TrackingNumbers('ITIN of what went into it'),
  manufactured: TrackingNumbers('MTIN of what went into it'),
});

const ExportedSchema = Closed({
  how: Choice('exported', 'destroyed'),
  hts: Code('[0-9]{6,10}', 'Tariff number or Schedule B number'),
  scheduleB: opt(Type.Boolean({ description: 'The number is one of Schedule B' })),
  quantity: Quantity,
  unit: Unit,
  date: Day('Day on which it left the country or was destroyed'),
  noticeOfIntent: opt(Type.Boolean({ description: 'A notice of intent was filed (CBP Form 7553)' })),
  waiverOfRights: opt(Type.Boolean({ description: 'The exporter has given up its rights to drawback' })),
  exporter: Text(30, 'Who exported or destroyed it'),
  countryOfDestination: opt(Code('[A-Z]{2}', 'Country of ultimate destination; FZ zone, FN foreign, FF outer space')),
  billOfLading: opt(Type.Boolean({ description: 'The identifier is an outbound bill of lading' })),
  carrier: opt(Code('[A-Z0-9]{2,4}', 'Carrier of that bill')),
  description: opt(Text(50, 'Description of the article')),
  identifier: opt(Text(28, 'Bill of lading, invoice or other document that proves it')),
  imports: TrackingNumbers('ITIN of the goods'),
  manufactured: TrackingNumbers('MTIN of the goods'),
  intent: opt(IntentSchema),
  dutyPaidIn: opt(Choice('CA', 'MX')),
});

export const DrawbackClaimBody = Closed({
  action: Choice('add', 'replace', 'delete'),
  claimNumber: EntryNumber,
  filingPort: opt(PortCode('Drawback office: 1001 New York, 2809 San Francisco, 3901 Chicago, 5301 Houston')),
  processingPort: opt(PortCode('Port that processes the filing')),
  brokerReference: opt(Text(9, 'Your reference')),
  provision: opt(Provision),
  claimantNumber: opt(Text(12, 'Claimant, by its importer number: `12-3456789`')),
  signed: opt(Type.Boolean({ description: 'You certify what the guide says under record 10, column 48' })),
  bondWaiver: opt(Closed({ reason: Code('\\d{3}', '999: no surety') })),
  acceleratedPayment: opt(Type.Boolean({ description: 'Accelerated payment is asked for' })),
  marks: opt(
    Closed({
      oneTimeWaiver: opt(Type.Boolean()),
      waiverOfPriorNotice: opt(Type.Boolean()),
      commercialInterchangeability: opt(Code('[0-3]', '0 claim by claim, 1 and 2 ruling, 3 pending')),
      petroleum: opt(Type.Boolean()),
      manufacturingPetroleum: opt(Type.Boolean()),
      oilSpillTax: opt(Type.Boolean()),
      nafta: opt(Type.Boolean()),
      wine: opt(Type.Boolean()),
      billOfMaterials: opt(Type.Boolean()),
      destroyedValue: opt(Type.Boolean()),
      usmca: opt(Type.Boolean()),
      retailSalesSubstitution: opt(Type.Boolean()),
      superfundTax: opt(Type.Boolean()),
    }),
  ),
  bond: opt(
    Closed({
      type: Code('\\d', '8 continuous, 9 single transaction'),
      surety: opt(Code('\\d{3}', 'Surety company')),
      amountDollars: opt(Whole('Amount of a single transaction bond in whole dollars')),
      number: opt(Text(10, 'Number of a single transaction bond')),
    }),
  ),
  imports: opt(Type.Array(ImportSchema, { maxItems: 10_000 })),
  manufactured: opt(Type.Array(ManufacturedSchema, { maxItems: 10_000 })),
  exported: opt(Type.Array(ExportedSchema, { maxItems: 10_000 })),
  intent: opt(IntentSchema),
  dutyPaidIn: opt(Choice('CA', 'MX')),
  totals: opt(
    Closed({
      byClass: opt(
        Type.Array(Closed({ classCode: Code('\\d{3}', 'Accounting class'), cents: SumCents('Total of the class') }), {
          maxItems: 36,
        }),
      ),
      dutyCents: opt(SumCents('Total of duty: classes 364 and 369')),
      feeCents: opt(SumCents('Total of fees: every other class')),
      taxCents: opt(SumCents('Total of taxes: classes 365, 374, 674 and 675')),
    }),
  ),
});
export type DrawbackClaimBody = Static<typeof DrawbackClaimBody>;

export const drawbackClaimBody = new BodyCheck(DrawbackClaimBody);

const ACTION = { add: 'A', replace: 'R', delete: 'D' } as const;
/** Marks by their name here: the name of the field, and what stands in it. */
const MARKS = {
  oneTimeWaiver: ['oneTimeWaiverIndicator', 'Y'],
  waiverOfPriorNotice: ['waiverOfPriorNoticeIndicator', 'Y'],
  petroleum: ['petroleumCertification', 'X'],
  manufacturingPetroleum: ['manufacturingPetroleumCertification', 'X'],
  oilSpillTax: ['oilSpillTaxCertification', 'X'],
  nafta: ['naftaClaimIndicator', 'X'],
  wine: ['wineCertification', 'X'],
  billOfMaterials: ['billOfMaterialsCertification', 'X'],
  destroyedValue: ['destroyedValueCertification', 'X'],
  usmca: ['usmcaClaimIndicator', 'X'],
  retailSalesSubstitution: ['retailSalesSubstitutionIndicator', 'Y'],
  superfundTax: ['superfundTaxCertification', 'X'],
} as const;

const marksOf = (marks: DrawbackClaimBody['marks'] = {}): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(MARKS).flatMap(([name, [field, value]]) =>
      marks[name as keyof typeof MARKS] ? [[field, value] as const] : [],
    ),
  ),
  ...(marks.commercialInterchangeability && { commercialInterchangeability: marks.commercialInterchangeability }),
});

const tracking = (number: string): string => number.padStart(5, '0');
const numbers = (given: readonly string[] = []): string[] => given.map(tracking);
const mark = (set: boolean | undefined, value: string): string | null => (set ? value : null);

const importOf = (item: Static<typeof ImportSchema>): ImportDesignated => {
  const parts = item.entryNumber === undefined ? null : entryParts(item.entryNumber);
  return {
    action: item.action,
    filerCode: parts?.filerCode ?? null,
    entryNumber: parts?.entryNumber ?? null,
    lineNumber: item.line?.replace(/^0+(?=\d)/, '') ?? null,
    certificateOfDelivery: mark(item.certificateOfDelivery, 'X'),
    ruling: item.ruling ?? null,
    receivedOn: item.receivedOn ?? null,
    usedOn: item.usedOn ?? null,
    trackingNumber: item.trackingNumber === undefined ? null : tracking(item.trackingNumber),
    accountingMethod: item.accountingMethod ?? null,
    tariffs: item.tariffs.map(({ hts, description, quantities, revenues = [] }) => ({
      hts,
      description: description ?? null,
      quantities: quantities.map((each) => ({ ...each, recordIndex: null })),
      revenues: revenues.map((revenue) => ({
        classCode: revenue.classCode,
        claimedCents: revenue.claimedCents,
        calculatedCents: revenue.calculatedCents ?? revenue.claimedCents,
        adjustedCents: revenue.adjustedCents ?? null,
        qualifier: mark(revenue.quarterlyHarborFee, '01'),
        recordIndex: null,
      })),
      recordIndex: null,
    })),
    recordIndex: null,
  };
};

const intentOf = (intent: Static<typeof IntentSchema>): NoticeOfIntentFiled => ({
  port: intent.port ?? null,
  examination: mark(intent.examined, 'X'),
  place: intent.place ?? null,
  result: intent.result === undefined ? null : intent.result === 'discrepant' ? 'D' : 'N',
  officers: (intent.officers ?? []).map(({ role, name, badge, phone, date }) => ({
    role: role === 'processor' ? 'P' : 'E',
    ...{ name: name ?? null, badge: badge ?? null, phone: phone ?? null, on: date ?? null, recordIndex: null },
  })),
  recordIndex: null,
});

/** @param tftea which of the two kinds of articles its provision has */
const exportedOf = (article: Static<typeof ExportedSchema>, tftea: boolean): ArticleExported => ({
  how: article.how === 'exported' ? 'E' : 'D',
  hts: article.hts,
  quantity: article.quantity,
  unit: article.unit,
  on: article.date,
  noticeOfIntent: mark(article.noticeOfIntent, 'Y'),
  waiverOfRights: mark(article.waiverOfRights, 'Y'),
  exporter: article.exporter,
  destination: article.countryOfDestination ?? null,
  billOfLading: mark(article.billOfLading, 'Y'),
  carrier: article.carrier ?? null,
  scheduleB: mark(article.scheduleB, 'X'),
  description: article.description ?? null,
  identifier: article.identifier ?? null,
  imports: numbers(article.imports),
  manufactured: numbers(article.manufactured),
  intent: article.intent ? intentOf(article.intent) : null,
  abroad: article.dutyPaidIn ?? null,
  tftea,
  recordIndex: null,
});

export const drawbackClaimFromJson = (body: DrawbackClaimBody, account: Account, origin: FilingOrigin): NewFiling => {
  const { filerCode, entryNumber } = entryParts(body.claimNumber);
  const data: DrawbackClaimFiled = {
    origin,
    accountFilerCodes: account.filerCodes,
    processingPort: body.processingPort ?? body.filingPort ?? null,
    action: ACTION[body.action],
    filerCode,
    entryNumber,
    filingPort: body.filingPort ?? null,
    brokerReference: body.brokerReference ?? null,
    provision: body.provision ?? null,
    claimantNumber: body.claimantNumber ?? null,
    signature: mark(body.signed, 'X'),
    bondWaiver: { indicator: body.bondWaiver ? '0' : null, reason: body.bondWaiver?.reason ?? null },
    acceleratedPayment: mark(body.acceleratedPayment, 'Y'),
    marks: marksOf(body.marks),
    bond: body.bond
      ? {
          ...{ type: body.bond.type, designation: 'B', surety: body.bond.surety ?? null },
          ...{ amountDollars: body.bond.amountDollars ?? null, number: body.bond.number ?? null, recordIndex: null },
        }
      : null,
    imports: (body.imports ?? []).map(importOf),
    manufactured: (body.manufactured ?? []).map((article) => ({
      action: article.action,
      rulings: [article.ruling],
      ...{ hts: article.hts, quantity: article.quantity, unit: article.unit, producedOn: article.producedOn },
      ...{ factory: article.factory ?? null, description: article.description ?? null },
      trackingNumber: article.trackingNumber === undefined ? null : tracking(article.trackingNumber),
      ...{ imports: numbers(article.imports), manufactured: numbers(article.manufactured), recordIndex: null },
    })),
    exported: (body.exported ?? []).map((article) => exportedOf(article, (body.provision ?? '') >= '51')),
    intent: body.intent ? intentOf(body.intent) : null,
    abroad: body.dutyPaidIn ?? null,
    totals: {
      byClass: (body.totals?.byClass ?? []).map((each) => ({ ...each, recordIndex: null })),
      dutyCents: body.totals?.dutyCents ?? null,
      feeCents: body.totals?.feeCents ?? null,
      taxCents: body.totals?.taxCents ?? null,
      recordIndex: null,
    },
    recordIndex: null,
  };
  return filingOf(DrawbackClaimFiled, data);
};
