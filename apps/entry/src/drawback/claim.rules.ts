import type { Condition } from '#contracts';
import { type CustomsDate, entryCheckDigit, isFilerCode, parseImporterNumber } from '#kernel';
import {
  DRAWBACK_CLASSES,
  DRAWBACK_OFFICES,
  DRAWBACK_PROVISIONS,
  type DrawbackProvision,
  type DrawbackRevenue,
  MANUFACTURING_PROVISIONS,
  OF_DESTROYED_VALUE,
  WITH_ACCOUNTING_METHOD,
} from '#reference';
import { tenThousandths } from '../claims-on-entry/claims-on-entry.rules';
import { type ClaimPlace, found } from './claim-conditions';
import { type Designated, type DrawbackClaim, type Exported, type Intent } from './claim.model';

/** What the rules of form need to know besides the claim. */
export interface FormContext {
  /** The day of receipt by the clock of the filing port. */
  readonly today: CustomsDate;
  readonly filerAuthorised: boolean;
  /** Why no power of attorney allows the filing; null when one does or none is needed. */
  readonly missingPower: string | null;
  readonly checkDigitOffset?: number;
  /** Whether an importer number, in its full form, is that of an active account. */
  claimantOnFile(number: string): boolean;
  /** An entry is on file under the number of the claim. */
  readonly isEntry: boolean;
  /** What must stand of the claim on file; null where none is. */
  readonly existing: { readonly fixed: string } | null;
}

const ACTIONS = ['D', 'L', 'M', 'G', 'V', 'E', 'X', 'T', 'F'];
export const isManufactured = ({ action }: { readonly action: string }): boolean => action === 'X' || action === 'T';
const METHODS = ['01', '02', '03', '04', '05', '06', '07', '08'];
const WINE = '74';
const RETAIL = ['56', '70'];
const CERTIFICATIONS = [
  'petroleumCertification',
  'manufacturingPetroleumCertification',
  'oilSpillTaxCertification',
  'naftaClaimIndicator',
  'wineCertification',
  'billOfMaterialsCertification',
  'destroyedValueCertification',
  'usmcaClaimIndicator',
  'superfundTaxCertification',
];
const YES = ['oneTimeWaiverIndicator', 'waiverOfPriorNoticeIndicator', 'retailSalesSubstitutionIndicator'];

const header = ({ recordIndex }: DrawbackClaim, field: string, at = `/${field}`): ClaimPlace => ({
  ...{ recordIndex, at, field },
});
const onImport = (item: Designated, index: number, field: string): ClaimPlace => ({
  ...{ recordIndex: item.recordIndex, at: `/imports/${index}/${field}`, field },
});

/** What must stand of a claim when it is replaced (guide, p. 36, note 2). */
export const fixedOf = ({ claimantNumber, filingPort, bond, bondWaiver, acceleratedPayment }: DrawbackClaim): string =>
  JSON.stringify([
    normal(claimantNumber),
    filingPort,
    bondWaiver.indicator,
    bondWaiver.reason,
    acceleratedPayment,
    bond && [bond.type, bond.designation, bond.surety, bond.amountDollars, bond.number],
  ]);

/** `12-3456789` is the same importer as `12-345678900`. */
export const normal = (number: string | null): string | null => {
  const parsed = parseImporterNumber(number ?? '');
  return parsed.ok ? parsed.value.text : number;
};

const judgeIdentity = (claim: DrawbackClaim, context: FormContext): Condition[] => {
  const conditions: Condition[] = [];
  const { action, filerCode, entryNumber } = claim;
  if (!['A', 'R', 'D'].includes(action)) conditions.push(found('PD1', header(claim, 'action')));
  const serial = entryNumber.slice(0, 7);
  const isNumber = /^\d{8}$/.test(entryNumber) && isFilerCode(filerCode);
  if (!isNumber || Number(entryNumber[7]) !== entryCheckDigit(filerCode, serial, context.checkDigitOffset ?? 0))
    conditions.push(found('PD2', header(claim, 'entryNumber', '/claimNumber')));
  if (!context.filerAuthorised) conditions.push(found('PD3', header(claim, 'filerCode', '/claimNumber')));
  if (context.isEntry) conditions.push(found('PD9', header(claim, 'entryNumber', '/claimNumber')));
  return conditions;
};

const judgeHeader = (claim: DrawbackClaim, provision: DrawbackProvision, context: FormContext): Condition[] => {
  const conditions: Condition[] = [];
  const { marks, claimantNumber, filingPort, signature } = claim;
  if (!DRAWBACK_OFFICES.has(filingPort ?? '')) conditions.push(found('PD4', header(claim, 'filingPort')));
  if (signature !== 'X') conditions.push(found('PD6', header(claim, 'signature', '/signed')));
  const claimant = parseImporterNumber(claimantNumber ?? '');
  if (!claimant.ok || !context.claimantOnFile(claimant.value.text))
    conditions.push(found('PD7', header(claim, 'claimantNumber')));
  if (context.missingPower !== null)
    conditions.push(found('PD8', header(claim, 'claimantNumber'), context.missingPower));
  if (context.existing && context.existing.fixed !== fixedOf(claim))
    conditions.push(found('PDB', header(claim, 'action')));
  conditions.push(...judgeMarks(claim, provision));
  for (const [field, needed] of [
    ['wineCertification', provision.code === WINE],
    ['billOfMaterialsCertification', MANUFACTURING_PROVISIONS.includes(provision.code)],
  ] as const)
    if (needed && marks[field] !== 'X') conditions.push(found('PDD', header(claim, field, '/marks')));
  if (!bondAgrees(claim))
    conditions.push(
      found('PDE', { recordIndex: claim.bond?.recordIndex ?? claim.recordIndex, at: '/bond', field: 'bond' }),
    );
  if (marks['oneTimeWaiverIndicator'] === 'Y')
    conditions.push(found('PI3', header(claim, 'oneTimeWaiverIndicator', '/marks')));
  return conditions;
};

/** What stands in the columns of marks, and whether the provision has them (guide, pp. 29..35). */
const judgeMarks = (claim: DrawbackClaim, { code, era }: DrawbackProvision): Condition[] => {
  const { marks } = claim;
  const isAllowed = (field: string, value: string): boolean => {
    if (field === 'commercialInterchangeability') return /^[0-3]$/.test(value) && era === 'core';
    if (field === 'retailSalesSubstitutionIndicator') return value === 'Y' && RETAIL.includes(code);
    if (YES.includes(field)) return value === 'Y';
    if (field === 'destroyedValueCertification') return value === 'X' && OF_DESTROYED_VALUE.includes(code);
    return CERTIFICATIONS.includes(field) && value === 'X';
  };
  return Object.entries(marks)
    .filter(([field, value]) => !isAllowed(field, value))
    .map(([field]) => found('PDC', header(claim, field, '/marks')));
};

/** A bond or its waiver, not both; one is needed where payment is to come early (guide, pp. 29, 37). */
const bondAgrees = ({ bond, bondWaiver: { indicator, reason }, acceleratedPayment }: DrawbackClaim): boolean => {
  if (acceleratedPayment !== null && acceleratedPayment !== 'Y') return false;
  if (indicator !== null && indicator !== '0') return false;
  if (!bond) return acceleratedPayment === null && (indicator === null) === (reason === null);
  if (indicator !== null || reason !== null || bond.surety === null || bond.designation !== 'B') return false;
  const { type, amountDollars, number } = bond;
  return type === '8'
    ? amountDollars === null && number === null
    : type === '9' && amountDollars !== null && number !== null;
};

const htsFits = (hts: string, { era }: DrawbackProvision): boolean =>
  (era === 'core' ? /^\d{6,10}$/ : /^\d{10}$/).test(hts);
/** Unit X says that the tariff number has no quantity. */
const measured = (quantity: string | null, unit: string | null): boolean =>
  unit === 'X'
    ? quantity === null || tenThousandths(quantity) === 0n
    : unit !== null && quantity !== null && tenThousandths(quantity) > 0n;

const judgeImport = (
  item: Designated,
  index: number,
  claim: DrawbackClaim,
  provision: DrawbackProvision,
  context: FormContext,
): Condition[] => {
  const conditions: Condition[] = [];
  const { action, filerCode, entryNumber, lineNumber, ruling, accountingMethod, tariffs, trackingNumber } = item;
  const at = (field: string): ClaimPlace => onImport(item, index, field);
  if (!ACTIONS.includes(action)) conditions.push(found('PDG', at('action')));
  const named = filerCode !== null || entryNumber !== null || lineNumber !== null;
  const isEntryNumber =
    /^\d{8}$/.test(entryNumber ?? '') &&
    isFilerCode(filerCode ?? '') &&
    Number(entryNumber![7]) === entryCheckDigit(filerCode!, entryNumber!.slice(0, 7), context.checkDigitOffset ?? 0);
  const fits =
    provision.goods === 'no import'
      ? !named
      : isEntryNumber && (lineNumber === null ? provision.era === 'core' : Number(lineNumber) > 0);
  if (!fits) conditions.push(found('PDH', at('entryNumber')));
  if (provision.era === 'TFTEA' && provision.goods !== 'no import' && trackingNumber === null)
    conditions.push(found('PDI', at('trackingNumber')));
  if (isManufactured(item) && (ruling === null || claim.manufactured.length === 0))
    conditions.push(found('PDK', at('ruling')));
  const method = accountingMethod ?? '';
  if (WITH_ACCOUNTING_METHOD.includes(provision.code) ? !METHODS.includes(method) : method !== '00')
    conditions.push(found('PDL', at('accountingMethod')));
  let revenues = 0;
  tariffs.forEach((tariff, t) => {
    const pointer = `/imports/${index}/tariffs/${t}`;
    if (!htsFits(tariff.hts, provision))
      conditions.push(found('PDM', { recordIndex: tariff.recordIndex, at: `${pointer}/hts`, field: 'hts' }));
    if (tariff.quantities.length === 0)
      conditions.push(
        found('PDN', { recordIndex: tariff.recordIndex, at: pointer, field: 'quantities', grouping: 'CLASSI' }),
      );
    tariff.quantities.forEach(({ quantity, unit, recordIndex }, q) => {
      if (!measured(quantity, unit))
        conditions.push(found('PDN', { recordIndex, at: `${pointer}/quantities/${q}/quantity`, field: 'quantity' }));
    });
    tariff.revenues.forEach(({ classCode, claimedCents, calculatedCents, recordIndex }, r) => {
      revenues += 1;
      const isTwice = tariff.revenues.findIndex((other) => other.classCode === classCode) < r;
      const isRight =
        DRAWBACK_CLASSES.has(classCode) && (claimedCents ?? 0) > 0 && (calculatedCents ?? 0) >= (claimedCents ?? 0);
      if (isTwice || !isRight)
        conditions.push(found('PDO', { recordIndex, at: `${pointer}/revenues/${r}`, field: 'claimAmount' }));
    });
  });
  if (tariffs.length === 0) conditions.push(found('PDM', { ...at('tariffs'), grouping: 'IMPORT', record: '40' }));
  if (revenues === 0) conditions.push(found('PDO', { ...at('revenues'), grouping: 'IMPORT', record: '40' }));
  return conditions;
};

/** Imports of which the same is said: one of them could have all of their goods. */
const alike = ({
  filerCode,
  entryNumber,
  lineNumber,
  action,
  ruling,
  receivedOn,
  usedOn,
  tariffs,
}: Designated): string =>
  JSON.stringify([
    ...[filerCode, entryNumber, lineNumber, action, ruling, receivedOn, usedOn],
    ...tariffs.map(({ hts }) => hts),
  ]);

const judgeImports = (claim: DrawbackClaim, provision: DrawbackProvision, context: FormContext): Condition[] => {
  const { imports, manufactured } = claim;
  if (imports.length === 0) return [found('PDF', header(claim, 'imports'))];
  const conditions = imports.flatMap((item, index) => judgeImport(item, index, claim, provision, context));
  const numbers = new Set<string>();
  const seen = new Set<string>();
  imports.forEach((item, index) => {
    const { trackingNumber, entryNumber } = item;
    if (trackingNumber !== null && numbers.has(trackingNumber))
      conditions.push(found('PDI', onImport(item, index, 'trackingNumber'), `${trackingNumber} is given twice.`));
    if (trackingNumber !== null) numbers.add(trackingNumber);
    const same = alike(item);
    if (entryNumber !== null && seen.has(same)) conditions.push(found('PDJ', onImport(item, index, 'line')));
    seen.add(same);
  });
  manufactured.forEach(({ trackingNumber, recordIndex }, index) => {
    if (trackingNumber === null) return;
    if (numbers.has(trackingNumber))
      conditions.push(
        found(
          'PDI',
          {
            ...{ recordIndex, at: `/manufactured/${index}/trackingNumber`, field: 'trackingNumber' },
            ...{ grouping: 'MANUFD', record: '51' },
          },
          `${trackingNumber} is given twice.`,
        ),
      );
    numbers.add(trackingNumber);
  });
  return conditions;
};

const judgeManufactured = (claim: DrawbackClaim, provision: DrawbackProvision, today: CustomsDate): Condition[] => {
  const rulings = new Set(claim.imports.map(({ ruling }) => ruling));
  return claim.manufactured.flatMap((article, index) => {
    const { action, quantity, unit, producedOn, trackingNumber, hts, recordIndex } = article;
    const isRight =
      ACTIONS.includes(action) &&
      /^\d{6,10}$/.test(hts) &&
      article.rulings.length > 0 &&
      article.rulings.every((ruling) => rulings.has(ruling)) &&
      measured(quantity, unit) &&
      producedOn !== null &&
      producedOn <= today &&
      (trackingNumber !== null || !MANUFACTURING_PROVISIONS.includes(provision.code));
    return isRight ? [] : [found('PDP', { recordIndex, at: `/manufactured/${index}`, field: 'manufactured' })];
  });
};

const intentIsWhole = (intent: Intent | null): boolean => {
  if (!intent) return true;
  const roles = intent.officers.map(({ role }) => role);
  const isExamined = intent.examination === 'X';
  return (
    roles.includes('P') &&
    (intent.examination === null || isExamined) &&
    (!isExamined || (roles.includes('E') && ['D', 'N'].includes(intent.result ?? '')))
  );
};

const exportIsRight = (article: Exported, provision: DrawbackProvision, today: CustomsDate): boolean => {
  const { how, hts, quantity, unit, on, exporter, destination, billOfLading, carrier, identifier, scheduleB } = article;
  const isExport = how === 'E';
  const marks = [article.noticeOfIntent, article.waiverOfRights, billOfLading];
  return (
    (isExport || how === 'D') &&
    htsFits(hts, provision) &&
    measured(quantity, unit) &&
    on !== null &&
    on <= today &&
    exporter !== null &&
    identifier !== null &&
    (isExport
      ? /^[A-Z]{2}$/.test(destination ?? '')
      : destination === null && billOfLading === null && carrier === null) &&
    (billOfLading !== 'Y' || carrier !== null) &&
    marks.every((mark) => mark === null || mark === 'Y') &&
    (scheduleB === null || scheduleB === 'X')
  );
};

const judgeExported = (claim: DrawbackClaim, provision: DrawbackProvision, today: CustomsDate): Condition[] => {
  const conditions: Condition[] = [];
  const { exported, imports, manufactured, marks } = claim;
  const isTftea = provision.era === 'TFTEA';
  if (exported.length === 0 || exported.some(({ tftea }) => tftea !== isTftea))
    conditions.push(found('PDQ', header(claim, 'exported')));
  const known = {
    imports: new Set(imports.map(({ trackingNumber }) => trackingNumber)),
    manufactured: new Set(manufactured.map(({ trackingNumber }) => trackingNumber)),
  };
  const grouping = (article: Exported): Partial<ClaimPlace> =>
    article.tftea ? {} : { grouping: 'EXPDES', record: '60' };
  exported.forEach((article, index) => {
    const at = (field: string): ClaimPlace => ({
      ...{ recordIndex: article.recordIndex, at: `/exported/${index}`, field },
      ...grouping(article),
    });
    if (!exportIsRight(article, provision, today)) conditions.push(found('PDR', at('exported')));
    if (!intentIsWhole(article.intent))
      conditions.push(
        found('PDU', { recordIndex: article.intent!.recordIndex, at: `/exported/${index}/intent`, field: 'intent' }),
      );
  });
  const links = [
    ...exported.map((article, index) => ({ article, at: `/exported/${index}`, grouping: 'TFTEAE', record: '72' })),
    ...manufactured.map((article, index) => ({
      ...{ article, at: `/manufactured/${index}`, grouping: 'MANUFD', record: '52' },
    })),
  ];
  for (const { article, at, ...place } of links) {
    const stray =
      article.imports.find((number) => !known.imports.has(number)) ??
      article.manufactured.find((number) => !known.manufactured.has(number));
    if (stray !== undefined)
      conditions.push(
        found('PDS', { recordIndex: article.recordIndex, at, field: 'imports', ...place }, `${stray} is none of them.`),
      );
  }
  if (!intentIsWhole(claim.intent))
    conditions.push(found('PDU', { recordIndex: claim.intent!.recordIndex, at: '/intent', field: 'intent' }));
  const abroad = [claim.abroad, ...exported.map((article) => article.abroad)].filter((country) => country !== null);
  const isNeeded = marks['naftaClaimIndicator'] === 'X' || marks['usmcaClaimIndicator'] === 'X';
  if (isNeeded !== abroad.length > 0 || abroad.some((country) => country !== 'CA' && country !== 'MX'))
    conditions.push(found('PDT', header(claim, 'dutyPaidIn')));
  return conditions;
};

/** What is claimed of each class. */
export const claimedByClass = ({ imports }: DrawbackClaim): Map<string, { claimed: number; adjusted: number }> => {
  const sums = new Map<string, { claimed: number; adjusted: number }>();
  for (const { tariffs } of imports)
    for (const { revenues } of tariffs)
      for (const { classCode, claimedCents, adjustedCents } of revenues) {
        const sum = sums.get(classCode) ?? { claimed: 0, adjusted: 0 };
        sum.claimed += claimedCents ?? 0;
        sum.adjusted += adjustedCents ?? 0;
        sums.set(classCode, sum);
      }
  return sums;
};

/** Sums by kind of revenue of amounts by class (guide, p. 77, note 1). */
export const sumsOf = (
  amounts: Iterable<readonly [string, number]>,
): { dutyCents: number; feeCents: number; taxCents: number } => {
  const sums: Record<DrawbackRevenue, number> = { duty: 0, fee: 0, tax: 0 };
  for (const [classCode, cents] of amounts) sums[DRAWBACK_CLASSES.get(classCode)?.kind ?? 'fee'] += cents;
  return { dutyCents: sums.duty, feeCents: sums.fee, taxCents: sums.tax };
};

const judgeTotals = (claim: DrawbackClaim): Condition[] => {
  const conditions: Condition[] = [];
  const { byClass, dutyCents, feeCents, taxCents, recordIndex } = claim.totals;
  const claimed = claimedByClass(claim);
  byClass.forEach((total, index) => {
    const isTwice = byClass.findIndex(({ classCode }) => classCode === total.classCode) < index;
    const sum = claimed.get(total.classCode);
    // Whether what was paid later is in the total the guide leaves open: both are taken.
    const isRight = sum && (total.cents === sum.claimed || total.cents === sum.claimed + sum.adjusted);
    if (isTwice || !isRight)
      conditions.push(
        found('PDV', { recordIndex: total.recordIndex, at: `/totals/byClass/${index}`, field: 'totalAmount' }),
      );
  });
  const missing = [...claimed.keys()].find((classCode) => byClass.every((total) => total.classCode !== classCode));
  if (missing !== undefined)
    conditions.push(
      found(
        'PDV',
        { ...header(claim, 'totals', '/totals/byClass'), grouping: 'SUMMRY', record: '10' },
        `Class ${missing} has no total.`,
      ),
    );
  const sums = sumsOf(byClass.map(({ classCode, cents }) => [classCode, cents]));
  if (sums.dutyCents !== (dutyCents ?? 0) || sums.feeCents !== (feeCents ?? 0) || sums.taxCents !== (taxCents ?? 0))
    conditions.push(found('PDW', { recordIndex: recordIndex ?? claim.recordIndex, at: '/totals', field: 'totals' }));
  return conditions;
};

/** Classes whose revenue is paid at liquidation alone: with them no payment comes early (guide, p. 48). */
export const acceleratedOf = (claim: DrawbackClaim): 'not requested' | 'requested' | 'removed' => {
  if (claim.acceleratedPayment !== 'Y') return 'not requested';
  return [...claimedByClass(claim).keys()].every((code) => DRAWBACK_CLASSES.get(code)?.accelerated)
    ? 'requested'
    : 'removed';
};

/** Judges what a claim is by itself. A deletion needs no more than its number. */
export const judgeForm = (claim: DrawbackClaim, context: FormContext): Condition[] => {
  const identity = judgeIdentity(claim, context);
  if (claim.action === 'D')
    return [
      ...identity,
      ...(context.existing ? [] : [found('PDA', header(claim, 'entryNumber', '/claimNumber'))]),
      ...(context.missingPower === null ? [] : [found('PD8', header(claim, 'claimantNumber'), context.missingPower)]),
    ];
  const provision = DRAWBACK_PROVISIONS.get(claim.provision ?? '');
  if (!provision) return [...identity, found('PD5', header(claim, 'provision'))];
  return [
    ...identity,
    ...judgeHeader(claim, provision, context),
    ...judgeImports(claim, provision, context),
    ...judgeManufactured(claim, provision, context.today),
    ...judgeExported(claim, provision, context.today),
    ...judgeTotals(claim),
    ...(acceleratedOf(claim) === 'removed' ? [found('PI2', header(claim, 'acceleratedPayment'))] : []),
  ];
};
