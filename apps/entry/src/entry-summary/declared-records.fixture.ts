import type { ConsolidatedOnFile, SummaryOnFile, SummaryTariff } from '../summary-on-file/summary.model';
import { type DraftSummary, fee, type Fixture, IMPORTER, line, party, tariff, worked } from './summary.fixture';

/** A day before the additional duty on nearly everything under section 122 (24 February to 23 July 2026). */
const BEFORE_SECTION_122 = { entryDate: '2026-02-20', importDate: '2026-02-20', estimatedArrival: '2026-02-20' };

const tableware = (value: number): SummaryTariff =>
  tariff('3924104000', value, [
    { quantity: '400', unit: 'NO' },
    { quantity: '500', unit: 'KG' },
  ]);

/** Tableware of Germany under an antidumping and a countervailing case, worth 10,000 dollars. */
export const withCases = (): DraftSummary => {
  const summary = Object.assign(worked(), BEFORE_SECTION_122);
  summary.entryType = '03';
  summary.lines = [line('001', 'DE', [tableware(10_000)], [fee('499'), fee('501')])] as DraftSummary['lines'];
  summary.lines[0]!.articleParties!.push(party('E', 'DENORKUN4BRE'));
  const rated = { caseRateTypeQualifierCode: 'A', valueOfGoodsAmount: 0, quantity: '0.0000', recordIndex: 10 };
  const more = { ...rated, nonReimbursementDeclarationIdentifier: null };
  summary.lines[0]!.adCvdCases = [
    { caseNumber: 'A570909000', bondCashClaimCode: 'C', caseDepositRate: '32.70', dutyCents: 327_000, ...more },
    { caseNumber: 'C570909000', bondCashClaimCode: 'B', caseDepositRate: '1.05', dutyCents: 10_500, ...more },
  ];
  summary.totals.adCvd = {
    ...{ bondedAdCents: 0, cashAdCents: 327_000, bondedCvCents: 10_500, cashCvCents: 0, recordIndex: 11 },
  };
  summary.totals.adDutyCents = 327_000;
  summary.totals.cvDutyCents = 10_500;
  return summary;
};

/** Wine of France with its tax. */
export const wine = (): DraftSummary => {
  const summary = Object.assign(worked(), BEFORE_SECTION_122);
  summary.paymentType = '2';
  summary.indicators = { electronicSignature: 'X' };
  const bottles = tariff('2204215005', 1_000, [{ quantity: '300', unit: 'L' }]);
  summary.lines = [line('001', 'FR', [bottles], [fee('499'), fee('501')])] as DraftSummary['lines'];
  summary.lines[0]!.irTax = { classCode: '017', cents: 8_480, recordIndex: 9 };
  summary.totals.irTaxCents = 8_480;
  return summary;
};

/** Wine of more than 14 percent, whose strength decides the tax. */
const strongWine = (): DraftSummary => {
  const summary = wine();
  summary.lines[0]!.tariffs = [tariff('2204218030', 1_000, [{ quantity: '300', unit: 'L' }])] as never;
  return summary;
};
/** Coffee into San Juan. */
const coffee = (): DraftSummary => {
  const summary = Object.assign(worked(), BEFORE_SECTION_122);
  Object.assign(summary, { portOfEntry: '4909', processingPort: '4909', portOfUnlading: '4909' });
  const beans = tariff('0901110015', 1_000, [{ quantity: '300', unit: 'KG' }]);
  summary.lines = [line('001', 'CO', [beans], [fee('499'), fee('501')])] as DraftSummary['lines'];
  summary.lines[0]!.otherRevenue = { classCode: '672', cents: 12_000, recordIndex: 9 };
  summary.totals.otherRevenueCents = 12_000;
  return summary;
};

const RELEASES = ['03245294', '03245302'];
export const consolidated = (): DraftSummary => {
  const summary = worked();
  summary.indicators = { ...summary.indicators, consolidatedSummaryIndicator: 'Y' };
  summary.consolidatedReleases = RELEASES.map((entryNumber, at) => ({
    ...{ filerCode: 'B76', entryNumber, item: at + 1, recordIndex: 6 },
  }));
  return summary;
};

const release = { portOfEntry: '2704', importerNumber: null, releaseDate: '2026-03-01', modeOfTransport: '11' };

const onFile = (
  changes: Partial<Record<string, object | null>> = {},
  more: Partial<ConsolidatedOnFile> = {},
): ConsolidatedOnFile => ({
  release: (key) => (changes[key] === null ? undefined : { ...release, ...changes[key] }),
  accountedBy: () => undefined,
  hasSummary: () => false,
  ownRelease: false,
  keeps: false,
  ...more,
});
export const ON_FILE = onFile();
const rejected: SummaryOnFile = {
  ...{ state: 'rejected', control: 'cbp', portOfEntry: '2704', importerNumber: IMPORTER, corrected: false },
  ...{ liquidation: null, content: null },
};
const SECOND = `B76${RELEASES[1]}`;

const first = (summary: DraftSummary) => summary.lines[0]!;
const given = (summary: DraftSummary) => first(summary).adCvdCases![0]!;
const noCases = (summary: DraftSummary): void => {
  delete first(summary).adCvdCases;
  delete summary.totals.adCvd;
  delete summary.totals.adDutyCents;
  delete summary.totals.cvDutyCents;
};
const override = (conditionCode: string, overrideCode: string | null, item = 1) => ({
  ...{ conditionCode, overrideCode, item, recordIndex: 10 },
});
const overriding =
  (...overrides: ReturnType<typeof override>[]) =>
  (summary: DraftSummary): unknown =>
    (first(summary).censusOverrides = overrides);

/** For each row, a summary that is right but for one thing. */
export const DECLARED_FIXTURES: Readonly<Record<string, Fixture>> = {
  '228': {
    when: 'column 42 holds X',
    from: worked,
    change: (s) => (s.indicators = { ...s.indicators, consolidatedSummaryIndicator: 'X' }),
  },
  '229': { when: 'type 03 consolidates', from: consolidated, change: (s) => (s.entryType = '02') },
  '230': {
    when: 'its own number is released',
    from: consolidated,
    context: { consolidated: onFile({}, { ownRelease: true }) },
  },
  '232': {
    when: 'one release is named',
    from: consolidated,
    change: (s) => s.consolidatedReleases!.pop(),
  },
  '233': {
    when: 'releases are named by an ordinary summary',
    from: consolidated,
    change: (s) => {
      delete s.indicators!.consolidatedSummaryIndicator;
    },
  },
  '234': {
    when: 'a filer code is missing',
    from: consolidated,
    change: (s) => (s.consolidatedReleases![1]!.filerCode = null),
  },
  '235': {
    when: 'a number is missing',
    from: consolidated,
    change: (s) => s.consolidatedReleases!.push({ filerCode: 'B76', entryNumber: null, item: 3, recordIndex: 6 }),
  },
  '236': {
    when: 'a release is of another filer',
    from: consolidated,
    change: (s) => (s.consolidatedReleases![1]!.filerCode = 'B77'),
  },
  '237': {
    when: 'a release is not on file',
    from: consolidated,
    context: { consolidated: onFile({ [SECOND]: null }) },
  },
  '239': {
    when: 'it names itself',
    from: consolidated,
    change: (s) => s.consolidatedReleases!.push({ filerCode: 'B76', entryNumber: '03245278', item: 3, recordIndex: 6 }),
  },
  '242': {
    when: 'a release is of another district',
    from: consolidated,
    context: { consolidated: onFile({ [SECOND]: { portOfEntry: '4601' } }) },
  },
  '243': {
    when: 'another summary accounts for a release',
    from: consolidated,
    context: { consolidated: onFile({}, { accountedBy: (key) => (key === SECOND ? 'B7603245310' : undefined) }) },
  },
  W10: {
    when: 'a release has a summary under its own number',
    from: consolidated,
    context: { consolidated: onFile({}, { hasSummary: (key) => key === SECOND || key === 'B7603245278' }) },
  },
  W11: {
    when: 'a release is named twice',
    from: consolidated,
    change: (s) => s.consolidatedReleases!.push({ ...s.consolidatedReleases![0]!, item: 3 }),
  },
  B28: {
    when: 'the release under its number is consolidated by another summary',
    from: worked,
    context: {
      consolidated: onFile({}, { accountedBy: (key) => (key === 'B7603245278' ? 'B7603245310' : undefined) }),
    },
  },
  B77: {
    when: 'a claim for drawback is on file under its number',
    from: worked,
    context: { isClaim: (key) => key === 'B7603245278' },
  },
  '244': {
    when: 'releases are seven days apart',
    from: consolidated,
    context: { consolidated: onFile({ [SECOND]: { releaseDate: '2026-03-08' } }) },
  },
  '247': {
    when: 'one came by truck',
    from: consolidated,
    context: { consolidated: onFile({ [SECOND]: { modeOfTransport: '30' } }) },
  },
  '147': {
    when: 'a release is asked for what has been released',
    from: consolidated,
    change: (s) => (s.indicators = { ...s.indicators, cargoReleaseCertificationRequest: 'A' }),
  },
  '256': {
    when: 'a rejected consolidated summary is corrected with a request for release',
    from: worked,
    change: (s) => (s.indicators = { ...s.indicators, cargoReleaseCertificationRequest: 'A' }),
    context: { consolidated: onFile({}, { keeps: true }) },
  },
  '257': {
    when: 'a rejected summary is corrected as a consolidated one',
    from: consolidated,
    also: ['217'],
    context: { existing: rejected },
  },
  '338': {
    when: 'one of them is under immediate delivery',
    from: consolidated,
    context: { consolidated: onFile({ [SECOND]: { immediateDelivery: true } }) },
  },
  '702': {
    when: 'goods come from two countries of export',
    from: consolidated,
    change: (s) => s.lines.push({ ...first(s), lineNumber: '002', countryOfExport: 'VN' }),
  },
  '703': {
    also: ['603'],
    when: 'goods have two origins',
    from: consolidated,
    change: (s) => s.lines.push({ ...first(s), lineNumber: '002', countryOfOrigin: 'VN' }),
  },
  '484': {
    when: 'a warning is overridden that does not exist',
    from: worked,
    change: overriding(override('29Z', '50')),
  },
  '486': { when: 'an override does not exist', from: worked, change: overriding(override('27H', '60')) },
  '487': {
    when: 'the weight of a plane is overridden as a sample',
    from: worked,
    change: overriding(override('27H', '05')),
  },
  '488': {
    when: 'one warning is overridden twice',
    from: worked,
    change: overriding(override('27J', '20'), override('27J', '22', 2)),
  },
  '452': {
    when: 'non-reimbursement is stated without a case',
    from: withCases,
    change: (s) =>
      s.lines.push({
        ...line('002', 'DE', [tableware(500)], [fee('499'), fee('501')]),
        adCaseNonReimbursementStatement: 'Y',
      } as never),
  },
  '463': {
    when: 'non-reimbursement is stated on type 01',
    from: worked,
    change: (s) => (first(s).adCaseNonReimbursementStatement = 'Y'),
  },
  '475': {
    when: 'column 60 holds N',
    from: withCases,
    change: (s) => (first(s).adCaseNonReimbursementStatement = 'N'),
  },
  '710': {
    when: 'five per cent and more are bonded under a continuous bond',
    from: withCases,
    change: (s) => {
      const bonded = first(s).adCvdCases![1]!;
      Object.assign(bonded, { caseDepositRate: '5.00', dutyCents: 50_000 });
      s.totals.adCvd!.bondedCvCents = 50_000;
      s.totals.cvDutyCents = 50_000;
    },
  },
  '466': {
    when: 'type 01 has a case',
    from: withCases,
    change: (s) => {
      s.entryType = '01';
      delete s.totals.adCvd;
      delete s.totals.adDutyCents;
      delete s.totals.cvDutyCents;
      first(s).adCvdCases!.pop();
    },
  },
  '706': {
    when: 'type 03 has no case',
    from: withCases,
    change: (s) => {
      noCases(s);
      s.totals.adCvd = { bondedAdCents: 0, cashAdCents: 0, bondedCvCents: 0, cashCvCents: 0, recordIndex: 11 };
    },
  },
  '499': {
    when: 'nobody is named as foreign exporter',
    from: withCases,
    change: (s) =>
      (first(s).articleParties = first(s).articleParties!.filter((each) => each.articlePartyTypeCode !== 'E')),
  },
  '507': {
    when: 'the case stands in the line of a set',
    from: withCases,
    change: (s) => (first(s).articleSetIndicator = 'X'),
    also: ['405'],
  },
  '509': {
    when: 'the goods come back from repair',
    from: withCases,
    change: (s) => {
      first(s).tariffs.unshift(tariff('9802004040', 0) as never);
      first(s).fees = [fee('501')] as never;
    },
  },
  '543': { when: 'a case has eight characters', from: withCases, change: (s) => (given(s).caseNumber = 'A5709090') },
  '544': {
    when: 'a case begins with B',
    from: withCases,
    change: (s) => {
      given(s).caseNumber = 'B570909000';
      s.totals.adCvd!.cashAdCents = 0;
      s.totals.adDutyCents = 0;
    },
  },
  '545': {
    when: 'a line has two antidumping cases',
    from: withCases,
    change: (s) => {
      first(s).adCvdCases![1] = { ...first(s).adCvdCases![1]!, caseNumber: 'A570910000' };
      Object.assign(s.totals.adCvd!, { bondedAdCents: 10_500, bondedCvCents: 0 });
      Object.assign(s.totals, { adDutyCents: 337_500, cvDutyCents: 0 });
    },
  },
  '511': {
    when: 'a deposit is neither bonded nor paid',
    from: withCases,
    change: (s) => {
      given(s).bondCashClaimCode = 'X';
      s.totals.adCvd!.cashAdCents = 0;
      s.totals.adDutyCents = 0;
    },
  },
  '540': { when: 'a rate is of type Q', from: withCases, change: (s) => (given(s).caseRateTypeQualifierCode = 'Q') },
  '541': { when: 'an ad valorem rate has a quantity', from: withCases, change: (s) => (given(s).quantity = '5.0000') },
  '542': {
    when: 'a specific rate has a value',
    from: withCases,
    change: (s) =>
      Object.assign(given(s), {
        caseRateTypeQualifierCode: 'S',
        caseDepositRate: '3.27',
        quantity: '1000.0000',
        valueOfGoodsAmount: 9_000,
      }),
  },
  '570': {
    when: 'a case without rate has a deposit',
    from: withCases,
    change: (s) => (given(s).caseDepositRate = '0.00'),
  },
  '571': {
    when: 'a case without rate has a quantity',
    from: withCases,
    change: (s) => {
      Object.assign(given(s), { caseDepositRate: '0.00', dutyCents: 0, quantity: '5.0000' });
      s.totals.adCvd!.cashAdCents = 0;
      s.totals.adDutyCents = 0;
    },
  },
  '572': {
    when: 'a case without rate is specific',
    from: withCases,
    change: (s) => {
      Object.assign(given(s), { caseDepositRate: '0.00', caseRateTypeQualifierCode: 'S', dutyCents: 0 });
      s.totals.adCvd!.cashAdCents = 0;
      s.totals.adDutyCents = 0;
    },
  },
  '575': {
    when: 'a specific rate has no quantity',
    from: withCases,
    change: (s) => Object.assign(given(s), { caseRateTypeQualifierCode: 'S', caseDepositRate: '3270.00' }),
    also: ['576'],
  },
  '576': {
    when: 'a deposit is a cent off',
    from: withCases,
    change: (s) => {
      given(s).dutyCents = 326_999;
      s.totals.adCvd!.cashAdCents = 326_999;
      s.totals.adDutyCents = 326_999;
    },
  },
  '727': {
    when: 'a 88 record comes without case',
    from: worked,
    change: (s) =>
      (s.totals.adCvd = { bondedAdCents: 0, cashAdCents: 0, bondedCvCents: 0, cashCvCents: 0, recordIndex: 11 }),
  },
  '735': {
    when: 'the 88 record is missing',
    from: withCases,
    change: (s) => {
      delete s.totals.adCvd;
    },
    also: ['745', '747'],
  },
  '737': {
    when: 'the bonded antidumping total is a cent off',
    from: withCases,
    change: (s) => total(s, 'bondedAdCents', 1, 'adDutyCents'),
  },
  '739': {
    when: 'the antidumping total in cash is a cent off',
    from: withCases,
    change: (s) => total(s, 'cashAdCents', 327_001, 'adDutyCents'),
  },
  '741': {
    when: 'the bonded countervailing total is a cent off',
    from: withCases,
    change: (s) => total(s, 'bondedCvCents', 10_501, 'cvDutyCents'),
  },
  '743': {
    when: 'the countervailing total in cash is a cent off',
    from: withCases,
    change: (s) => total(s, 'cashCvCents', 1, 'cvDutyCents'),
  },
  '744': {
    when: 'type 01 has a grand total of antidumping duty',
    from: worked,
    change: (s) => (s.totals.adDutyCents = 1),
  },
  '745': {
    when: 'the grand total of antidumping duty is a cent off',
    from: withCases,
    change: (s) => (s.totals.adDutyCents = 327_001),
  },
  '746': {
    when: 'type 01 has a grand total of countervailing duty',
    from: worked,
    change: (s) => (s.totals.cvDutyCents = 1),
  },
  '747': {
    when: 'the grand total of countervailing duty is a cent off',
    from: withCases,
    change: (s) => (s.totals.cvDutyCents = 10_499),
  },
  '531': { when: 'a tax has no class', from: wine, change: (s) => (first(s).irTax!.classCode = '') },
  '532': { when: 'a tax has class 999', from: wine, change: (s) => (first(s).irTax!.classCode = '999') },
  '476': {
    also: ['405'],
    when: 'the tax stands in the line of a set',
    from: wine,
    change: (s) => (first(s).articleSetIndicator = 'X'),
  },
  '651': {
    when: 'wine comes to San Juan',
    from: wine,
    change: (s) => Object.assign(s, { portOfEntry: '4909', processingPort: '4909' }),
  },
  '654': {
    when: 'the tax of wine stands on plastics',
    from: wine,
    change: (s) => (first(s).tariffs = [tableware(1_000)] as never),
  },
  '656': {
    when: 'wine comes without tax',
    from: wine,
    change: (s) => {
      delete first(s).irTax;
      s.totals.irTaxCents = 0;
    },
  },
  '658': { when: 'strong wine comes with the tax of one of its strengths', from: strongWine },
  '660': {
    also: ['662'],
    when: 'the tax of wine is three dollars off',
    from: wine,
    change: (s) => {
      first(s).irTax!.cents = 8_780;
      s.totals.irTaxCents = 8_780;
    },
  },
  '662': {
    when: 'the taxes of two lines are two dollars off each',
    from: wine,
    change: (s) => {
      s.lines.push({ ...structuredClone(first(s)), lineNumber: '002' });
      for (const item of s.lines) item.irTax!.cents = 8_280;
      s.totals.irTaxCents = 16_560;
    },
  },
  '718': {
    when: 'wine is paid on a periodic statement',
    from: wine,
    change: (s) => {
      s.paymentType = '7';
      s.indicators = { electronicSignature: 'X', periodicStatementMonth: '04' };
    },
  },
  '724': {
    when: 'the total of tax is a cent off',
    from: wine,
    change: (s) => (s.totals.irTaxCents = 8_479),
  },
  '763': { when: 'revenue has no class', from: coffee, change: (s) => (first(s).otherRevenue!.classCode = '') },
  '764': { when: 'revenue has class 673', from: coffee, change: (s) => (first(s).otherRevenue!.classCode = '673') },
  '762': {
    also: ['404', '480', '629'],
    when: 'revenue stands on a component',
    from: coffee,
    change: (s) => (first(s).articleSetIndicator = 'V'),
  },
  '665': {
    when: 'coffee comes to Los Angeles',
    from: coffee,
    change: (s) => Object.assign(s, { portOfEntry: '2704', processingPort: '2704' }),
  },
  '667': {
    when: 'the revenue of coffee stands on plastics',
    from: coffee,
    change: (s) => (first(s).tariffs = [tableware(1_000)] as never),
  },
  '668': { when: 'coffee comes to San Juan with its revenue', from: coffee },
  '768': {
    also: ['668'],
    when: 'the total of other revenue is a cent off',
    from: coffee,
    change: (s) => (s.totals.otherRevenueCents = 11_999),
  },
  '478': {
    also: ['405'],
    when: 'a set has a cotton fee',
    from: worked,
    change: (s) => {
      first(s).articleSetIndicator = 'X';
      first(s).fees.push(fee('056') as never);
    },
  },
  '655': {
    when: 'a beef fee stands on vehicle parts',
    from: worked,
    change: (s) => first(s).fees.push(fee('053') as never),
  },
  '679': {
    also: ['316', '676'],
    when: 'a temporary importation has a beef fee',
    from: worked,
    change: (s) => {
      s.entryType = '23';
      first(s).fees = [fee('501'), fee('053')] as never;
    },
  },
};

const total = (
  summary: DraftSummary,
  field: 'bondedAdCents' | 'cashAdCents' | 'bondedCvCents' | 'cashCvCents',
  cents: number,
  grand: 'adDutyCents' | 'cvDutyCents',
): void => {
  const { adCvd } = summary.totals;
  summary.totals[grand] = (summary.totals[grand] ?? 0) + cents - (adCvd![field] ?? 0);
  adCvd![field] = cents;
};
