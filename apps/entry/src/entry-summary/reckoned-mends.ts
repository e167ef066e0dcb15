import { addDays, entryCheckDigit, FEDERAL_CALENDAR, isFilerCode } from '#kernel';
import { isChapter98, isChapter99, tariffArticle } from '#reference';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import type { RuleContext, SummaryMend } from './rule';

type Of = (summary: EntrySummary, at: string, context: RuleContext) => unknown;
const set = (at: string | undefined, to: unknown): SummaryMend => ({
  do: 'set',
  ...(at !== undefined && { at }),
  to: to as Of,
});
const drop = (at?: string): SummaryMend => (at === undefined ? { do: 'remove' } : { do: 'remove', at });
const EMPTY = (): null => null;

const numbersIn = (at: string): number[] =>
  at
    .split('/')
    .filter((step) => /^\d+$/.test(step))
    .map(Number);
const placeOf = (at: string): { line: number; item: number } => {
  const [line = 0, item = 0] = numbersIn(at);
  return { line, item };
};
const today: Of = (_summary, _at, context) => context.today;
const nextStatement: Of = (_summary, _at, context) => FEDERAL_CALENDAR.onOrAfter(addDays(context.today, 1));
const soundNumber: Of = ({ entryNumber, filerCode }, _at, { checkDigitOffset }) => {
  const serial = entryNumber.replace(/\D/g, '').slice(0, 7).padStart(7, '0');
  return serial + (isFilerCode(filerCode) ? entryCheckDigit(filerCode, serial, checkDigitOffset) : '0');
};
const INDIVIDUAL = [
  set('/paymentType', '1'),
  set('/statementDate', EMPTY),
  drop('/indicators/periodicStatementMonth'),
] as const;
const NO_CORRECTION = [drop('/correction'), ...INDIVIDUAL] as const;

const unclaimed: Of = ({ lines }, at) => lines[placeOf(at).line]!.tariffs.map((tariff) => ({ ...tariff, spi: null }));
const withUnits: Of = ({ lines }, at, { due }) => {
  const { line, item } = placeOf(at);
  const { hts, quantities } = lines[line]!.tariffs[item]!;
  const units = (tariffArticle(hts, due.rateDate)?.units ?? []).filter((unit) => unit !== 'X');
  return units.map((unit, index) => ({ quantity: quantities[index]?.quantity ?? '1', unit }));
};
const dutyComputed: Of = ({ lines }, at, { due }) => {
  const { line } = placeOf(at);
  return lines[line]!.tariffs.map((tariff, index) => ({
    ...tariff,
    dutyCents: due.lines[line]!.tariffs[index]!.dutyCents,
  }));
};
const rank = (hts: string): number => (isChapter98(hts) ? 0 : isChapter99(hts) ? 1 : 2);
const inSequence: Of = ({ lines }, at) =>
  [...lines[placeOf(at).line]!.tariffs].sort((one, other) => rank(one.hts) - rank(other.hts));
const known: Of = ({ lines }, at) => [
  {
    hts: '8471300100',
    valueDollars: lines[placeOf(at).line]!.tariffs.reduce((sum, { valueDollars }) => sum + valueDollars, 0),
    quantities: [{ quantity: '1', unit: 'NO' }],
    dutyCents: 0,
    spi: null,
    recordIndex: null,
  },
];
const origin: Of = ({ lines }, at) => lines[placeOf(at).line]!.countryOfOrigin?.replace(/^X[A-Z]$/, 'CA') ?? 'DE';
const importDate: Of = ({ importDate: imported, entryDate }) => imported ?? entryDate;
const feeOf =
  (classCode: string, cents: (due: RuleContext['due'], line: number) => number): Of =>
  (_summary, at, { due }) => ({ classCode, cents: cents(due, placeOf(at).line), recordIndex: null });
const feeCents =
  (cents: (line: RuleContext['due']['lines'][number]) => number): Of =>
  (_summary, at, { due }) =>
    cents(due.lines[placeOf(at).line]!);
const classDue = (due: RuleContext['due'], classCode: string): number =>
  due.feesByClass.find((one) => one.classCode === classCode)?.cents ?? 0;

/** Totals as header and lines add up to them, the processing fee within its limits. */
const totalsByClass: Of = ({ headerFees, lines }, _at, { due }) => {
  const fees = [...headerFees, ...lines.flatMap((line) => line.fees)];
  return [...new Set(fees.map(({ classCode }) => classCode))].map((classCode) => ({
    classCode,
    cents:
      classCode === '499'
        ? classDue(due, '499')
        : fees.reduce((sum, fee) => sum + (fee.classCode === classCode ? fee.cents : 0), 0),
    recordIndex: null,
  }));
};
const TOTALS = [
  set('/totals/feesByClass', totalsByClass),
  set('/totals/feeCents', ({ totals }: EntrySummary) => totals.feesByClass.reduce((sum, { cents }) => sum + cents, 0)),
  set('/totals/dutyCents', ({ lines }: EntrySummary) =>
    lines.flatMap(({ tariffs }) => tariffs).reduce((sum, { dutyCents }) => sum + dutyCents, 0),
  ),
] as const;
const withoutReason: Of = ({ lines }: EntrySummary, at: string): SummaryLine['correctionReasons'] =>
  lines[placeOf(at).line]!.correctionReasons?.slice(0, 0);

/** The remedies, in steps, of conditions whose rules are functions; left out where somebody else must act first, or no other value is right. */
export const RECKONED_MENDS: Readonly<Record<string, readonly SummaryMend[]>> = {
  B01: [set(undefined, 'A')],
  B02: [set(undefined, 'A')],
  B03: [set(undefined, ({ processingPort }: EntrySummary) => processingPort)],
  B04: [set(undefined, ({ processingPort }: EntrySummary) => processingPort)],
  B05: [set(undefined, 'B76')],
  B10: [set(undefined, ({ processingPort }: EntrySummary) => processingPort)],
  B14: [set(undefined, soundNumber)],
  B15: [set(undefined, soundNumber)],
  B16: [set(undefined, soundNumber)],
  B17: [set(undefined, '01')],
  B18: [set(undefined, '01')],
  B32: [set(undefined, (_: EntrySummary, _at: string, { existing }: RuleContext) => existing?.portOfEntry)],
  B41: [drop('/correction')],
  B42: NO_CORRECTION,
  B44: [set(undefined, (_: EntrySummary, _at: string, { existing }: RuleContext) => existing?.portOfEntry)],
  B45: NO_CORRECTION,
  B46: NO_CORRECTION,
  '217': [
    set('/paymentType', EMPTY),
    set('/statementDate', EMPTY),
    drop('/indicators/periodicStatementMonth'),
    drop('/indicators/statementClientBranchIdentifier'),
  ],
  '270': [drop('/consolidatedReleases'), drop('/indicators/consolidatedSummaryIndicator')],
  '271': [drop('/indicators/cargoReleaseCertificationRequest')],
  '272': [drop('/indicators/liveEntryIndicator')],
  '273': [drop('/indicators/tradeAgreementReconciliationIndicator')],
  '274': [drop('/indicators/reconciliationIssueCode')],
  '275': [set('/correction/accelerated', EMPTY)],
  '276': [set('/correction/accelerated', EMPTY)],
  '277': [set('/correction/explanation', EMPTY)],
  '278': [set('/correction/reasons', [])],
  '279': [set('/correction/reasons', [])],
  '280': [drop('/locationOfGoodsCode')],
  '281': [set('/correction/reasons', [])],
  '282': [set('/correction/reasons', [{ code: 'H01', recordIndex: null }])],
  '283': [set('/correction/reasons', [{ code: 'H99', recordIndex: null }])],
  '284': [set('/correction/reasons', [])],
  '286': [set(undefined, (_: EntrySummary, _at: string, { existing }: RuleContext) => existing?.importerNumber)],
  '287': [set('/correction/explanation', 'The classification of the goods is corrected')],
  '580': [drop()],
  '582': [set(undefined, withoutReason)],
  '583': [set(undefined, withoutReason)],
  '748': [set('/lines/0/correctionReasons', [{ code: 'L03', recordIndex: null }])],
  '263': INDIVIDUAL,
  B53: [set('/processingFiler', ({ filerCode }: EntrySummary) => filerCode)],
  '197': INDIVIDUAL,
  '199': [set(undefined, EMPTY)],
  '202': [set(undefined, nextStatement)],
  '203': [set(undefined, nextStatement)],
  '204': [set(undefined, nextStatement)],
  '205': [set(undefined, nextStatement)],
  '206': [set(undefined, nextStatement)],
  '209': INDIVIDUAL,
  '210': INDIVIDUAL,
  '100': [set(undefined, ({ consigneeNumber }: EntrySummary) => consigneeNumber)],
  '101': [set(undefined, ({ consigneeNumber }: EntrySummary) => consigneeNumber)],
  '111': [set(undefined, ({ consigneeNumber }: EntrySummary) => consigneeNumber)],
  '102': [set(undefined, ({ consigneeNumber }: EntrySummary) => consigneeNumber)],
  '103': [set(undefined, ({ consigneeNumber }: EntrySummary) => consigneeNumber)],
  '125': [set(undefined, today)],
  '128': [set(undefined, today)],
  '171': [set(undefined, EMPTY)],
  '218': [set(undefined, ({ statementDate }: EntrySummary) => statementDate)],
  '249': [drop()],
  '250': [drop()],
  '402': [set(undefined, (_: EntrySummary, at: string) => String(placeOf(at).line + 1).padStart(3, '0'))],
  '407': [set(undefined, 'DE')],
  '408': [set(undefined, 'DE')],
  '410': [set(undefined, origin)],
  '411': [set(undefined, origin)],
  '412': [set(undefined, 'DE')],
  '414': [set(undefined, 'XO')],
  '416': [set('tariffs', unclaimed)],
  '605': [set('tariffs', unclaimed)],
  '606': [set('tariffs', unclaimed)],
  '608': [set('tariffs', unclaimed)],
  '614': [set('../..', unclaimed)],
  '619': [set('../..', unclaimed)],
  '616': [set('../..', unclaimed)],
  '419': [set(undefined, importDate)],
  '426': [set(undefined, importDate)],
  '431': [set(undefined, known)],
  '432': [set('../..', known)],
  '433': [set('../..', known)],
  '434': [set('../..', known)],
  '436': [drop('..')],
  '439': [set(undefined, withUnits)],
  '441': [set(undefined, withUnits)],
  '442': [set(undefined, withUnits)],
  '443': [set(undefined, withUnits)],
  '444': [set(undefined, withUnits)],
  '481': [drop()],
  '482': [drop()],
  '600': [{ do: 'add', to: feeOf('501', (due, line) => due.lines[line]!.hmfCents) }, ...TOTALS],
  '601': [
    set(
      'cents',
      feeCents(({ hmfCents }) => hmfCents),
    ),
    ...TOTALS,
  ],
  '602': [drop()],
  '603': [drop('..')],
  '604': [set('/entryType', '23')],
  '609': [set('../..', known)],
  '611': [set(undefined, 0)],
  '613': [drop('..')],
  '624': [set(undefined, dutyComputed)],
  '630': [drop()],
  '632': [drop()],
  '633': [{ do: 'add', to: feeOf('499', (due, line) => due.lines[line]!.mpfCents) }, ...TOTALS],
  '634': [
    set(
      'cents',
      feeCents(({ mpfCents }) => mpfCents),
    ),
    ...TOTALS,
  ],
  '635': [drop()],
  '636': [{ do: 'add', to: feeOf('311', (due) => classDue(due, '311')) }],
  '637': [drop()],
  '638': [set('cents', (_: EntrySummary, _at: string, { due }: RuleContext) => classDue(due, '311'))],
  '639': TOTALS,
  '640': TOTALS,
  '641': TOTALS,
  '646': [set('/entryType', '01')],
  '648': [set('/entryType', '01')],
  '664': [set(undefined, 1)],
  '676': [set('/entryType', '01')],
  '677': [set('/entryType', '01')],
  '254': TOTALS,
  '627': TOTALS,
  '701': TOTALS,
  '712': TOTALS,
  '715': TOTALS,
  '716': TOTALS,
  '719': TOTALS,
  '720': TOTALS,
  '722': TOTALS,
  '726': TOTALS,
  '730': TOTALS,
  '731': TOTALS,
  '732': TOTALS,
  '734': TOTALS,
  '485': [drop()],
  '852': [set('../..', inSequence)],
};
