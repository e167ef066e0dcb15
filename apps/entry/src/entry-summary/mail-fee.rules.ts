import { FEE_CLASS, userFeesOn } from '#reference';
import { feeDate } from './duty.rules';
import { isExpress } from './line-kinds';
import type { RuleContext, SummaryFinding, SummaryRule } from './rule';
import type { EntrySummary } from '../summary-on-file/summary.model';

const MAIL = '50';
const onFee = { record: '34', grouping: 'HDRFEE', fields: ['accountingClassCode'], page: 163 } as const;

const isDutiableMail = (summary: EntrySummary, { due }: RuleContext): boolean =>
  summary.modeOfTransport === MAIL && due.dutyCents > 0 && !isExpress(summary);

const fixedCents = (summary: EntrySummary, { today, entered = null }: RuleContext): number | undefined => {
  const fees = userFeesOn(feeDate(summary, today, entered))?.fees;
  return fees && Number(fees.mail);
};

const declared =
  (isBroken: (cents: number, summary: EntrySummary, context: RuleContext) => boolean | string) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    const at = summary.headerFees.findIndex(({ classCode }) => classCode === FEE_CLASS.mail);
    const fee = summary.headerFees[at];
    const broken = fee ? isBroken(fee.cents, summary, context) : false;
    if (!fee || broken === false) return [];
    const place = { recordIndex: fee.recordIndex, at: `/headerFees/${at}`, field: 'headerFees' };
    return [broken === true ? place : { ...place, detail: broken }];
  };

const withMailFee = (summary: EntrySummary, _at: string, context: RuleContext) => [
  ...summary.headerFees.filter(({ classCode }) => classCode !== FEE_CLASS.mail),
  ...(isDutiableMail(summary, context)
    ? [{ classCode: FEE_CLASS.mail, cents: fixedCents(summary, context) ?? 0, recordIndex: null }]
    : []),
];
const totalsWithMailFee = ({ headerFees, totals }: EntrySummary) => [
  ...totals.feesByClass.filter(({ classCode }) => classCode !== FEE_CLASS.mail),
  ...headerFees.filter(({ classCode }) => classCode === FEE_CLASS.mail),
];
const MEND = [
  { do: 'set', at: '/headerFees', to: withMailFee },
  { do: 'set', at: '/totals/feesByClass', to: totalsWithMailFee },
  {
    do: 'set',
    at: '/totals/feeCents',
    to: ({ totals }: EntrySummary) => totals.feesByClass.reduce((sum, { cents }) => sum + cents, 0),
  },
] as const;

const amount = (cents: number): string => `Amount: ${(cents / 100).toFixed(2)}.`;

/** The fee of a mail shipment on which duty is owed: a fixed amount of the year, and no other shipment has it (usage note (p)). */
export const MAIL_FEE_RULES = [
  {
    ...onFee,
    code: 'W70',
    text: 'DUTIABLE MAIL FEE MISSING',
    remedy: 'Report class 496 in the header: duty is owed on a mail shipment.',
    mend: MEND,
    found: (summary, context) => {
      const fixed = fixedCents(summary, context);
      const given = summary.headerFees.some(({ classCode }) => classCode === FEE_CLASS.mail);
      if (given || fixed === undefined || !isDutiableMail(summary, context)) return [];
      const recordIndex = summary.records['34'] ?? summary.records['10'] ?? null;
      return [{ recordIndex, at: '/headerFees', field: 'headerFees', detail: amount(fixed) }];
    },
  },
  {
    ...onFee,
    code: 'W71',
    text: 'DUTIABLE MAIL FEE NOT ALLOWED',
    remedy: 'Leave out class 496: it is of mail shipments on which duty is owed.',
    mend: MEND,
    found: declared((_cents, summary, context) => !isDutiableMail(summary, context)),
  },
  {
    ...onFee,
    code: 'W72',
    text: 'DUTIABLE MAIL FEE NOT THE FIXED AMOUNT',
    remedy: 'Report the amount of the year.',
    mend: MEND,
    found: declared((cents, summary, context) => {
      const fixed = fixedCents(summary, context);
      if (fixed === undefined || cents === fixed || !isDutiableMail(summary, context)) return false;
      return amount(fixed);
    }),
  },
] as const satisfies readonly SummaryRule[];
