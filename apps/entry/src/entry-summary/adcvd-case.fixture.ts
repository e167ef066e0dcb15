import { CaseRegister, type CasePeriod, type Declaration } from '../ad-cvd-cases/case-register';
import type { BookCode } from './rule-book';
import { withCases } from './declared-records.fixture';
import { type DraftSummary, type Fixture, IMPORTER, party, priced, worked } from './summary.fixture';

const BOTH: CasePeriod = {
  ...{ caseNumber: 'A570909000', name: 'TABLEWARE FROM GERMANY', from: '2020-01-01', status: 'active', bondCash: 'C' },
  ...{ adValorem: '32.7', specific: null, unit: null, country: 'DE', headings: ['392410'] },
  ...{ manufacturer: null, exporter: null, related: ['C570909000'], suspendedUntil: null },
};
const COUNTERVAILING: CasePeriod = {
  ...{ ...BOTH, caseNumber: 'C570909000', adValorem: '1.05', bondCash: 'B', related: ['A570909000'] },
};
/** The case of a company, by who made the goods of `withCases` or exported them. */
const ofCompany = (change: Partial<CasePeriod>): CasePeriod => ({
  ...{ ...BOTH, caseNumber: 'A570909001', adValorem: '5', ...change },
});
const DECLARED: Declaration = {
  ...{ identifier: 'NR26000001', caseNumbers: ['A570909000'], from: '2025-01-01', to: '2026-12-31' },
  importerNumber: IMPORTER,
};

/** The antidumping case of the fixtures changed, beside its countervailing case. */
const register = (
  change: Partial<CasePeriod> = {},
  more: readonly CasePeriod[] = [],
  declared: Partial<Declaration> = {},
): CaseRegister =>
  new CaseRegister('2015-01-01', [{ ...BOTH, ...change }, COUNTERVAILING, ...more], [{ ...DECLARED, ...declared }]);

const given = (s: DraftSummary) => s.lines[0]!.adCvdCases![0]!;
const at = (
  when: string,
  change: Partial<CasePeriod>,
  more: { also?: string[]; change?: (s: DraftSummary) => void } = {},
): Fixture => ({ when, from: withCases, context: { cases: register(change) }, ...more });
const declaring =
  (identifier: string) =>
  (s: DraftSummary): unknown =>
    (given(s).nonReimbursementDeclarationIdentifier = identifier);
const specific = (s: DraftSummary): void => {
  Object.assign(given(s), { caseRateTypeQualifierCode: 'S', caseDepositRate: '2.00', quantity: '100.0000' });
  Object.assign(given(s), { dutyCents: 20_000 });
  s.totals.adCvd!.cashAdCents = 20_000;
  s.totals.adDutyCents = 20_000;
};
const bonded = (s: DraftSummary): void => {
  given(s).bondCashClaimCode = 'B';
  Object.assign(s.totals.adCvd!, { bondedAdCents: 327_000, cashAdCents: 0 });
};
const alone = (s: DraftSummary): void => {
  s.lines[0]!.adCvdCases!.pop();
  s.totals.adCvd!.bondedCvCents = 0;
  s.totals.cvDutyCents = 0;
};

/** Of each rule about the register, a summary that breaks it. */
export const ADCVD_CASE_FIXTURES: Readonly<Partial<Record<BookCode, Fixture>>> = {
  '546': {
    when: 'a case is not on file',
    from: withCases,
    context: { cases: new CaseRegister('2015-01-01', [COUNTERVAILING]) },
  },
  '547': at('a case is on goods of another country', { country: 'CN' }),
  '548': at('a case is on other numbers', { headings: ['7604', '8541430010'] }),
  '549': at('a case is of another manufacturer', { manufacturer: 'DEANDREWERK1BER' }),
  '550': at('a case is of another exporter', { exporter: 'DEANDREHAND1BER' }),
  '551': {
    when: 'who made the goods has a case of its own',
    from: withCases,
    context: { cases: register({}, [ofCompany({ manufacturer: 'DEMAKERCO12CIT' })]) },
  },
  '552': {
    when: 'who exported the goods has a case of its own',
    from: withCases,
    context: { cases: register({}, [ofCompany({ exporter: 'DENORKUN4BRE' })]) },
  },
  '553': {
    when: 'maker and exporter have a case together',
    from: withCases,
    context: { cases: register({}, [ofCompany({ manufacturer: 'DEMAKERCO12CIT', exporter: 'DENORKUN4BRE' })]) },
  },
  '554': at('no declaration has the identifier', {}, { change: declaring('NR99999999') }),
  '555': {
    ...at('a declaration begins later', {}, { change: declaring('NR26000001') }),
    context: { cases: register({}, [], { from: '2026-03-01' }) },
  },
  '556': {
    ...at('a declaration has ended', {}, { change: declaring('NR26000001') }),
    context: { cases: register({}, [], { to: '2026-02-19' }) },
  },
  '557': {
    ...at('a declaration is for another case', {}, { change: declaring('NR26000001') }),
    context: { cases: register({}, [], { caseNumbers: ['A570910000'] }) },
  },
  '558': at('a company is excluded', { status: 'excluded' }),
  '559': at('a case is revoked', { status: 'revoked' }),
  '560': at('a case is deactivated', { status: 'deactivated' }),
  '561': at('a case is only initiated', { status: 'initiated' }),
  '562': at('a case is terminated', { status: 'terminated' }),
  '563': at('suspension ended the day before the entry', { suspendedUntil: '2026-02-19' }),
  '564': at('the countervailing case is left out', {}, { change: alone }),
  '565': at('two cases have nothing to do with each other', { related: ['C570999000'] }),
  '566': at('it is not said whether a bond is allowed', { bondCash: null }),
  '567': { ...at('a deposit in cash is bonded', {}, { change: bonded }), whateverTheTariffSays: true },
  '568': at('a case has no rate yet', { adValorem: null }),
  '569': at('a case of no rate is given one', { adValorem: '0' }),
  '573': at('another rate holds on the day', { adValorem: '33.5' }),
  '574': at('the specific rate is another', { adValorem: null, specific: '2.5', unit: 'KG' }, { change: specific }),
  '465': {
    when: 'goods that a case is on are entered as type 01',
    from: () => {
      const s = Object.assign(worked(), { entryDate: '2026-02-20', importDate: '2026-02-20' });
      s.estimatedArrival = '2026-02-20';
      s.lines = [{ ...withCases().lines[0]!, adCvdCases: undefined }] as DraftSummary['lines'];
      s.lines[0]!.articleParties = [party('M', 'DEMAKERCO12CIT'), party('S', s.importerNumber!)];
      return priced(s);
    },
    context: { cases: register() },
  },
};
