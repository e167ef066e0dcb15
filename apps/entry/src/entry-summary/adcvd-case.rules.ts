import { Decimal, isCustomsDate, type CustomsDate } from '#kernel';
import { countryOf, ENTRY_TYPES, normalHts } from '#reference';
import { isZeroRate, type CasePeriod, type CaseRegister, type CaseStatus } from '../ad-cvd-cases/case-register';
import { fullImporterNumber } from '../importer/importer-number';
import type { EntrySummary, SummaryContext, SummaryLine } from '../summary-on-file/summary.model';
import { articlesOf } from './duty.rules';
import { isSetHeader } from './line-kinds';
import { ofEachOfLines, ofLines, type RuleContext, type SummaryRule } from './rule';

type Case = NonNullable<SummaryLine['adCvdCases']>[number];

const onCase = { record: '53', grouping: 'ADDCVD' } as const;
const DICTIONARY = 'ACE error dictionary, July 2026';
const DROP_CASE = [{ do: 'remove', at: '..' }] as const;
/** Types on whose lines a case may be asked for (p. ESF-181): all that are entered for good, and those that may have cases. */
const NEVER_ASKED = ['11', '12', '31', '32', '51', '52'];
const REPAIRED = ['98020040', '98020050'];

/** The day whose cases and rates count (p. ESF-182), as far as the filing says it. */
const caseDate = (
  { entryDate, estimatedArrival }: Pick<EntrySummary, 'entryDate' | 'estimatedArrival'>,
  today: CustomsDate,
): CustomsDate =>
  [entryDate, estimatedArrival].find((date): date is CustomsDate => date !== null && isCustomsDate(date)) ?? today;

const registerOn = (summary: EntrySummary, { cases, today }: SummaryContext): [CaseRegister, CustomsDate] | null => {
  const day = caseDate(summary, today);
  return cases?.countsOn(day) ? [cases, day] : null;
};

const partyOf = ({ articleParties = [] }: SummaryLine, type: string): string =>
  articleParties.find(({ articlePartyTypeCode }) => articlePartyTypeCode === type)?.articlePartyIdentifier ?? '';
const manufacturerOf = (line: SummaryLine): string => partyOf(line, 'M') || (line.manufacturerId ?? '');

interface Named {
  readonly given: Case;
  readonly line: SummaryLine;
  readonly summary: EntrySummary;
  readonly register: CaseRegister;
  readonly day: CustomsDate;
}

/** A rule about a case as the register has it; one that the register does not know is told as that alone. */
const ofPeriod = (
  field: keyof Case,
  isBroken: (period: CasePeriod, named: Named) => boolean | string,
): SummaryRule['found'] =>
  ofRegister(field, (named) => {
    const period = named.register.on(named.given.caseNumber, named.day);
    return period !== undefined && isBroken(period, named);
  });

const ofRegister = (field: keyof Case, isBroken: (named: Named) => boolean | string): SummaryRule['found'] =>
  ofEachOfLines<Case>(
    'adCvdCases',
    ({ adCvdCases }) => adCvdCases,
    field,
    (given, line, summary, context) => {
      const found = registerOn(summary, context);
      if (found === null || !/^[AC].{9}$/.test(given.caseNumber)) return false;
      return isBroken({ given, line, summary, register: found[0], day: found[1] });
    },
  );

const hasStatus = (status: CaseStatus): SummaryRule['found'] =>
  ofPeriod('caseNumber', (period) => period.status === status);
const active = (period: CasePeriod): boolean => period.status === 'active';

const same = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && Decimal.of(a).equals(Decimal.of(b));
const isNothing = (rate: string | null): boolean => rate === null || Decimal.of(rate).isZero;

/** The period of the case at a pointer into it, to write what the register says. */
const periodAt = (summary: EntrySummary, at: string, context: RuleContext): CasePeriod | undefined => {
  const [, , place, , index] = at.split('/');
  const given = summary.lines[Number(place)]?.adCvdCases?.[Number(index)];
  const found = registerOn(summary, context);
  return given && found ? found[0].on(given.caseNumber, found[1]) : undefined;
};

const declarationRule = (
  isBroken: (named: Named, declared: NonNullable<ReturnType<CaseRegister['declaration']>>) => boolean | string,
): Pick<SummaryRule, 'found' | 'mend'> => ({
  mend: [{ do: 'remove' }],
  found: ofRegister('nonReimbursementDeclarationIdentifier', (named) => {
    const identifier = named.given.nonReimbursementDeclarationIdentifier;
    const declared = identifier ? named.register.declaration(identifier) : undefined;
    return declared !== undefined && isBroken(named, declared);
  }),
});

/** What a summary says of a case against the register of cases (usage note (ff), pp. ESF-181..183). Without a register nothing is found. */
export const ADCVD_CASE_RULES = [
  {
    ...onCase,
    code: '546',
    text: 'CASE UNKNOWN',
    remedy: 'Cite a case that is on file.',
    page: 182,
    fields: ['caseNumber'],
    mend: DROP_CASE,
    found: ofRegister('caseNumber', ({ given, register }) => !register.has(given.caseNumber)),
  },
  {
    ...onCase,
    code: '547',
    text: 'CASE NOT APPLICABLE FOR C/O',
    remedy: 'Cite a case on goods of the country of origin.',
    page: DICTIONARY,
    fields: ['caseNumber'],
    mend: DROP_CASE,
    found: ofPeriod(
      'caseNumber',
      ({ country }, { line }) => country !== countryOf(line.countryOfOrigin ?? '') && `It is on goods of ${country}.`,
    ),
  },
  {
    ...onCase,
    code: '548',
    text: 'HTS NOT FOUND ON ADCVD CASE; CONFIRM HTS',
    remedy: 'Nothing to do where the goods are in the scope of the case: its words count, not its numbers.',
    page: DICTIONARY,
    severity: 'information',
    found: ofPeriod(
      'caseNumber',
      ({ headings }, { line }) =>
        headings.length > 0 &&
        !articlesOf(line).some(({ hts }) => headings.some((start) => normalHts(hts).startsWith(start))),
    ),
  },
  ...(
    [
      ['549', 'CASE MFGR MIS-MATCH', 'manufacturer', 'Cite the case of the manufacturer in the 47 record (M).'],
      ['550', 'CASE EXPORTER MIS-MATCH', 'exporter', 'Cite the case of the exporter in the 47 record (E).'],
    ] as const
  ).map(([code, text, of, remedy]) => ({
    ...onCase,
    ...{ code, text, remedy, page: DICTIONARY, fields: ['caseNumber'] },
    mend: DROP_CASE,
    found: ofPeriod('caseNumber', (period, { line }) => {
      const company = period[of];
      return company !== null && company !== (of === 'manufacturer' ? manufacturerOf(line) : partyOf(line, 'E'));
    }),
  })),
  ...(
    [
      ['551', 'CASE FOUND FOR SPECIFIC MFGR USE', true, false],
      ['552', 'CASE FOUND FOR SPECIFIC EXPORTER USE', false, true],
      ['553', 'CASE FOUND FOR SPECIFIC MFGR/EXPTR USE', true, true],
    ] as const
  ).map(([code, text, byManufacturer, byExporter]) => ({
    ...onCase,
    ...{ code, text, page: DICTIONARY },
    remedy: 'Cite the case of the company where the goods are its own: its rate is another.',
    severity: 'information' as const,
    found: ofPeriod('caseNumber', (_period, { given, line, register, day }) => {
      const own = register.ofCompany(given.caseNumber, manufacturerOf(line), partyOf(line, 'E'), day);
      if (!own || (own.manufacturer !== null) !== byManufacturer || (own.exporter !== null) !== byExporter)
        return false;
      return `It is ${own.caseNumber}.`;
    }),
  })),
  {
    ...onCase,
    code: '554',
    text: 'NON-REIMB DECLARTN UNKNOWN',
    remedy: "Send the identifier that CBP gave the importer's own declaration, or leave it empty.",
    page: DICTIONARY,
    fields: ['nonReimbursementDeclarationIdentifier'],
    mend: [{ do: 'remove' }],
    found: ofRegister('nonReimbursementDeclarationIdentifier', ({ given, summary, register }) => {
      const identifier = given.nonReimbursementDeclarationIdentifier;
      if (!identifier) return false;
      const declared = register.declaration(identifier);
      if (declared === undefined) return true;
      const { importerNumber: whose } = declared;
      return (
        whose !== null && whose !== fullImporterNumber(summary.importerNumber ?? '') && 'It is of another importer.'
      );
    }),
  },
  {
    ...onCase,
    code: '555',
    text: 'NON-REIMB DECLARTN NOT YET EFFECTIVE',
    remedy: 'Cite a declaration that was in force on the day of the entry, or leave it empty.',
    page: DICTIONARY,
    fields: ['nonReimbursementDeclarationIdentifier'],
    ...declarationRule(({ day }, { from }) => day < from && `It begins on ${from}.`),
  },
  {
    ...onCase,
    code: '556',
    text: 'NON-REIMB DECLARTN EXPIRED',
    remedy: 'Cite a declaration that was in force on the day of the entry, or leave it empty.',
    page: DICTIONARY,
    fields: ['nonReimbursementDeclarationIdentifier'],
    ...declarationRule(({ day }, { to }) => to !== null && day > to && `It ended on ${to}.`),
  },
  {
    ...onCase,
    code: '557',
    text: 'NON-REIMB DECLARTN DOES NOT COVER CASE',
    remedy: 'Cite a declaration for this case, or leave it empty.',
    page: DICTIONARY,
    fields: ['nonReimbursementDeclarationIdentifier'],
    ...declarationRule(({ given }, { caseNumbers }) => !caseNumbers.includes(given.caseNumber)),
  },
  ...(
    [
      ['558', 'CASE CANNOT BE USED - COMPANY EXCLUDED', 'excluded'],
      ['559', 'CASE CANNOT BE USED - REVOKED', 'revoked'],
      ['560', 'CASE CANNOT BE USED - DEACTIVATED', 'deactivated'],
      ['561', 'CASE CANNOT BE USED- IN INITIAL STAGE', 'initiated'],
      ['562', 'CASE CANNOT BE USED - TERMINATED', 'terminated'],
    ] as const
  ).map(([code, text, status]) => ({
    ...onCase,
    ...{ code, text, page: DICTIONARY, fields: ['caseNumber'] },
    remedy: 'Leave the case out: on the day of the entry nothing is owed under it.',
    mend: DROP_CASE,
    found: hasStatus(status),
  })),
  {
    ...onCase,
    code: '563',
    text: 'CASE CANNOT BE USED - NOT SUSPENDING',
    remedy: 'Leave the case out: liquidation is no longer suspended under it.',
    page: DICTIONARY,
    fields: ['caseNumber'],
    mend: DROP_CASE,
    found: ofPeriod(
      'caseNumber',
      ({ suspendedUntil }, { day }) =>
        suspendedUntil !== null && day > suspendedUntil && `Suspension ended on ${suspendedUntil}.`,
    ),
  },
  {
    ...onCase,
    code: '564',
    text: 'RELATED CASE MAY BE MISSING',
    remedy: 'Cite the related case too where it is on these goods.',
    page: 182,
    severity: 'information',
    found: ofPeriod('caseNumber', ({ related }, { line }) => {
      const others = line.adCvdCases ?? [];
      return related.length > 0 && others.length === 1 && `It is ${related.join(' or ')}.`;
    }),
  },
  {
    ...onCase,
    code: '565',
    text: 'CASES MAY NOT BE RELATED',
    remedy: 'Nothing to do where both cases are on these goods.',
    page: 182,
    severity: 'information',
    found: ofPeriod('caseNumber', ({ caseNumber, related }, { line }) => {
      const others = (line.adCvdCases ?? []).filter((one) => one.caseNumber !== caseNumber);
      return caseNumber.startsWith('A') && others.length > 0 && !others.some((one) => related.includes(one.caseNumber));
    }),
  },
  {
    ...onCase,
    code: '566',
    text: 'CASE CANNOT BE USED - NO B/C DESGNTN',
    remedy: 'Leave the case out until it is said whether a bond is allowed.',
    page: DICTIONARY,
    fields: ['caseNumber'],
    mend: DROP_CASE,
    found: ofPeriod('caseNumber', (period) => active(period) && period.bondCash === null),
  },
  {
    ...onCase,
    code: '567',
    text: 'CASE REQUIRES CASH - BOND NOT ALLOWED',
    remedy: 'Send C and deposit cash.',
    page: 182,
    fields: ['bondCashClaimCode'],
    mend: [{ do: 'set', to: 'C' }],
    found: ofPeriod(
      'bondCashClaimCode',
      (period, { given }) => active(period) && period.bondCash === 'C' && given.bondCashClaimCode === 'B',
    ),
  },
  {
    ...onCase,
    code: '568',
    text: 'CASE CANNOT BE USED - NO RATES ESTBL',
    remedy: 'Leave the case out: it has no rate on the day of the entry.',
    page: DICTIONARY,
    fields: ['caseNumber'],
    mend: DROP_CASE,
    found: ofRegister('caseNumber', ({ given, register, day }) => {
      const period = register.on(given.caseNumber, day);
      if (!period) return register.has(given.caseNumber) && `Its first day is after ${day}.`;
      return active(period) && period.adValorem === null && period.specific === null;
    }),
  },
  {
    ...onCase,
    code: '569',
    text: 'ZERO-RATE CASE; RATE NOT ALLOWED',
    remedy: 'Fill the rate with zeros.',
    page: DICTIONARY,
    fields: ['caseDepositRate'],
    mend: [{ do: 'set', to: '0.00' }],
    found: ofPeriod(
      'caseDepositRate',
      (period, { given }) => active(period) && isZeroRate(period) && !isNothing(given.caseDepositRate),
    ),
  },
  ...(
    [
      ['573', 'AD VALOREM RATE NOT FOUND FOR CASE', 'A', 'adValorem', '%'],
      ['574', 'SPECIFIC RATE NOT FOUND FOR CASE', 'S', 'specific', 'dollars for each unit'],
    ] as const
  ).map(([code, text, qualifier, of, unit]) => ({
    ...onCase,
    ...{ code, text, page: 182, fields: ['caseDepositRate'] },
    remedy: 'Send the rate of the case on the day of the entry, with its kind.',
    mend: [
      {
        do: 'set' as const,
        to: (summary: EntrySummary, at: string, context: RuleContext) => {
          const period = periodAt(summary, at, context);
          return period?.[of] ?? period?.adValorem ?? period?.specific ?? '0.00';
        },
      },
      {
        do: 'set' as const,
        at: '../caseRateTypeQualifierCode',
        to: (summary: EntrySummary, at: string, context: RuleContext) => {
          const period = periodAt(summary, at, context);
          return isNothing(period?.[of] ?? null) && period?.[of === 'specific' ? 'adValorem' : 'specific']
            ? qualifier === 'S'
              ? 'A'
              : 'S'
            : qualifier;
        },
      },
    ],
    found: ofPeriod('caseDepositRate', (period, { given }) => {
      if (!active(period) || given.caseRateTypeQualifierCode !== qualifier) return false;
      if (isZeroRate(period) || (period.adValorem === null && period.specific === null)) return false;
      const rate = period[of];
      if (rate !== null && same(rate, given.caseDepositRate)) return false;
      const known = period.adValorem !== null ? `${period.adValorem} %` : `${period.specific} dollars`;
      return `From ${period.from} it is ${rate === null ? known : `${rate} ${unit}`}.`;
    }),
  })),
  {
    record: '40',
    grouping: 'LINITM',
    code: '465',
    text: 'ARTICLE MAY BE SUBJECT TO AD/CVD',
    remedy: 'Cite the case in a 53 record where the goods are in its scope; nothing to do where they are not.',
    page: DICTIONARY,
    severity: 'information',
    found: ofLines('adCvdCases', (line, summary, context) => {
      const found = registerOn(summary, context);
      if (found === null || (line.adCvdCases ?? []).length > 0 || isSetHeader(line)) return false;
      if (!ENTRY_TYPES.has(summary.entryType ?? '') || NEVER_ASKED.includes(summary.entryType!)) return false;
      if (line.tariffs.some(({ hts }) => REPAIRED.includes(normalHts(hts).slice(0, 8)))) return false;
      const country = countryOf(line.countryOfOrigin ?? '');
      const cases = articlesOf(line).flatMap(({ hts }) => found[0].of(country, normalHts(hts), found[1]));
      const numbers = [...new Set(cases.map(({ caseNumber }) => caseNumber))];
      const everybody = numbers.filter((number) => number.endsWith('000'));
      return numbers.length > 0 && `Cases: ${(everybody.length > 0 ? everybody : numbers).slice(0, 5).join(', ')}.`;
    }),
  },
] as const satisfies readonly SummaryRule[];
