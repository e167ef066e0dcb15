import { Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { Cents, CustomsDate, Dollars, Nullable } from '../shapes';

const Step = Type.Object({
  says: Type.String({ description: 'A term of the rate: `10000 × 0.034`' }),
  comesTo: Type.String({ description: 'What it comes to, exactly' }),
});
const Tariff = Type.Object({
  hts: Type.String(),
  dutyCents: Cents,
  rateText: Type.String({ description: 'The rate in the words of the schedule; empty where none is held' }),
  column: Nullable(Type.String({ description: 'general, special or column 2' })),
  formula: Type.String({ description: 'Computation code of appendix F' }),
  equation: Type.Optional(Type.String()),
  rateDate: Type.Optional(CustomsDate),
  rateFrom: Type.Optional(
    Nullable(
      Type.String({ ...CustomsDate, description: 'First day of the period of the tariff the rate was taken from' }),
    ),
  ),
  steps: Type.Optional(Type.Array(Step)),
  verified: Type.Boolean({ description: 'False where the amount that was declared stands' }),
  note: Type.Optional(Nullable(Type.String({ description: 'Why it is nothing, or stands as declared' }))),
});
const Fee = Type.Object({ classCode: Type.String(), cents: Cents });

const Line = Type.Object({
  lineNumber: Type.String(),
  valueDollars: Dollars,
  dutyCents: Cents,
  mpfExempt: Type.Boolean({ description: 'No merchandise processing fee is due' }),
  mpfCents: Type.Integer({ description: 'Merchandise processing fee, class 499, before its limits for an entry' }),
  hmfCents: Type.Integer({ description: 'Harbor maintenance fee, class 501' }),
  tariffs: Type.Array(Tariff),
  deposits: Type.Optional(
    Type.Array(
      Type.Object({
        caseNumber: Type.String(),
        claim: Type.String({ description: 'cash or bond' }),
        says: Type.String(),
        dutyCents: Nullable(Cents),
      }),
    ),
  ),
  tax: Type.Optional(
    Type.Object({ classCode: Type.String(), leastCents: Cents, mostCents: Cents, says: Type.String() }),
  ),
});

/** What would be due on a summary, with the steps. Nothing is filed and nothing is kept. */
export const DutyRequest = requestContract({
  name: 'entry.duty',
  version: 1,
  owner: 'entry',
  describes: 'Duty and fees of a summary that is not filed, with the steps, rates and days they came about by',
  method: 'POST',
  path: '/operations/duty',
  body: Type.Object({ summary: Type.Unknown({ description: 'As in `gateway.entry-summary-filed`' }) }),
  answer: Type.Object({
    rateDate: Type.String({ ...CustomsDate, description: 'The day whose rates apply' }),
    lines: Type.Array(Line),
    valueDollars: Dollars,
    dutyCents: Cents,
    feesByClass: Type.Array(Fee),
    feeCents: Cents,
    harborFeeWaived: Type.Boolean(),
    totalCents: Type.Integer({ description: 'Duty, fees, and what is declared beside them and paid with the summary' }),
    notes: Type.Array(Type.String()),
  }),
  example: {
    parameters: {},
    query: {},
    answer: {
      ...{ rateDate: '2026-11-24', valueDollars: 10_000, dutyCents: 34_000, feeCents: 4_714, totalCents: 38_714 },
      ...{ harborFeeWaived: false, notes: [] },
      feesByClass: [
        { classCode: '499', cents: 3_464 },
        { classCode: '501', cents: 1_250 },
      ],
      lines: [
        {
          ...{ lineNumber: '001', valueDollars: 10_000, dutyCents: 34_000 },
          ...{ mpfExempt: false, mpfCents: 3_464, hmfCents: 1_250 },
          tariffs: [
            {
              ...{ hts: '3924104000', dutyCents: 34_000, rateText: '3.4%', column: 'general', formula: '7' },
              ...{ equation: 'P2 × V', rateDate: '2026-11-24', rateFrom: '2026-01-01', verified: true, note: null },
              steps: [{ says: '10000 × 0.034', comesTo: '340.000' }],
            },
          ],
        },
      ],
    },
  },
});
export type DutyComputed = AnswerOf<typeof DutyRequest>;
