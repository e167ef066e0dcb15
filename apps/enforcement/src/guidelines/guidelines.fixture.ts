import type { Computation } from './guideline';
import type { GuidelineFacts } from './guidelines';

/** Facts and what the guidelines come to for them, each with where the number is from: the pairs by which the tables are checked. */
export interface GuidelinePair {
  readonly what: string;
  readonly facts: GuidelineFacts;
  readonly assessed?: string;
  readonly day?: string;
  readonly least: string;
  readonly most: string;
  readonly suggested?: string;
  readonly besides?: string;
  readonly warningFirst?: Computation['warningFirst'];
  /** A source that a step names. */
  readonly source: string;
}

const OF_1592 = { guideline: '19 USC 1592', dutiableValue: '100000.00', domesticValue: '150000.00' } as const;
const LOSS = { ...OF_1592, loss: '1234.57' } as const;
const NO_LOSS = { ...OF_1592, loss: '0.00' } as const;
const DRAWBACK = { guideline: '19 USC 1593a', culpability: 'negligence', loss: '1000.01' } as const;
const DISCLOSED = '19 USC 1592(c)(4)(B)';

export const GUIDELINE_PAIRS: readonly GuidelinePair[] = [
  {
    what: 'fraud, 5 to 8 times the loss',
    facts: { ...LOSS, culpability: 'fraud' },
    least: '6172.85',
    most: '9876.56',
    suggested: '8024.70',
    besides: '1234.57',
    source: '19 CFR part 171 app. B, fraud',
  },
  {
    what: 'gross negligence, 2.5 to 4 times: half a cent is dropped',
    facts: { ...LOSS, culpability: 'gross negligence' },
    least: '3086.42',
    most: '4938.28',
    besides: '1234.57',
    source: '19 USC 1592(c)(2)',
  },
  {
    what: 'negligence, half to twice the loss',
    facts: { ...LOSS, culpability: 'negligence' },
    least: '617.28',
    most: '2469.14',
    suggested: '1543.21',
    besides: '1234.57',
    source: '19 USC 1592(c)(3)',
  },
  {
    what: 'fraud without loss, 50 to 80 % of the dutiable value',
    facts: { ...NO_LOSS, culpability: 'fraud' },
    least: '50000.00',
    most: '80000.00',
    besides: '0.00',
    source: '19 CFR part 171 app. B, fraud',
  },
  {
    what: 'gross negligence without loss, 25 to 40 %',
    facts: { ...NO_LOSS, culpability: 'gross negligence' },
    least: '25000.00',
    most: '40000.00',
    source: '19 USC 1592(c)(2)',
  },
  {
    what: 'negligence without loss, 5 to 20 %',
    facts: { ...NO_LOSS, culpability: 'negligence' },
    least: '5000.00',
    most: '20000.00',
    suggested: '12500.00',
    source: '19 USC 1592(c)(3)',
  },
  {
    what: 'never more than the domestic value',
    facts: { ...LOSS, culpability: 'fraud', domesticValue: '7000.00' },
    least: '6172.85',
    most: '7000.00',
    source: '19 USC 1592(c)(1)',
  },
  {
    what: 'the least is capped too',
    facts: { ...LOSS, culpability: 'fraud', domesticValue: '600.00' },
    least: '600.00',
    most: '600.00',
    suggested: '600.00',
    source: '19 USC 1592(c)(1)',
  },
  {
    what: 'mitigating factors alone: the least',
    facts: { ...LOSS, culpability: 'negligence', mitigating: ['prior good record', 'immediate remedial action'] },
    least: '617.28',
    most: '2469.14',
    suggested: '617.28',
    source: "platform's own rule",
  },
  {
    what: 'aggravating factors alone: the most',
    facts: { ...LOSS, culpability: 'negligence', aggravating: ['prior violations'] },
    least: '617.28',
    most: '2469.14',
    suggested: '2469.14',
    source: "platform's own rule",
  },
  {
    what: 'one of three aggravating: a third of the way',
    facts: {
      ...NO_LOSS,
      culpability: 'negligence',
      mitigating: ['prior good record', 'inability to pay'],
      aggravating: ['prior violations'],
    },
    least: '5000.00',
    most: '20000.00',
    suggested: '10000.00',
    source: "platform's own rule",
  },
  {
    what: 'prior disclosure of fraud: once the loss',
    facts: { ...LOSS, culpability: 'fraud', priorDisclosure: true },
    least: '1234.57',
    most: '1234.57',
    besides: '1234.57',
    source: '19 USC 1592(c)(4)(A)',
  },
  {
    what: 'prior disclosure of fraud without loss: 10 % of the dutiable value',
    facts: { ...NO_LOSS, culpability: 'fraud', priorDisclosure: true },
    least: '10000.00',
    most: '10000.00',
    source: '19 USC 1592(c)(4)(A)',
  },
  {
    what: 'prior disclosure of negligence: interest only',
    facts: { ...LOSS, culpability: 'negligence', priorDisclosure: true, interest: '56.78' },
    least: '56.78',
    most: '56.78',
    besides: '1234.57',
    source: DISCLOSED,
  },
  {
    what: 'prior disclosure of gross negligence without loss: nothing',
    facts: { ...NO_LOSS, culpability: 'gross negligence', priorDisclosure: true },
    least: '0.00',
    most: '0.00',
    source: DISCLOSED,
  },
  {
    what: 'drawback, first negligent violation: 20 %',
    facts: DRAWBACK,
    least: '0.00',
    most: '200.00',
    besides: '1000.01',
    source: '19 USC 1593a(c)(2)',
  },
  {
    what: 'drawback, second: 50 %',
    facts: { ...DRAWBACK, earlier: 1 },
    least: '0.00',
    most: '500.00',
    source: '19 USC 1593a(c)(2)',
  },
  {
    what: 'drawback, third and later: all of it',
    facts: { ...DRAWBACK, earlier: 7 },
    least: '0.00',
    most: '1000.01',
    source: '19 USC 1593a(c)(2)',
  },
  {
    what: 'drawback by fraud: three times the loss',
    facts: { ...DRAWBACK, culpability: 'fraud' },
    least: '0.00',
    most: '3000.03',
    source: '19 USC 1593a(c)(1)',
  },
  {
    what: 'a member of the compliance program is warned first',
    facts: { ...DRAWBACK, complianceProgram: true },
    least: '0.00',
    most: '0.00',
    warningFirst: true,
    source: '19 USC 1593a(f)',
  },
  {
    what: 'its second violation counts as the first: 20 %',
    facts: { ...DRAWBACK, complianceProgram: true, earlier: 1 },
    least: '0.00',
    most: '200.00',
    source: '19 USC 1593a(g)',
  },
  {
    what: 'its third 50 %',
    facts: { ...DRAWBACK, complianceProgram: true, earlier: 2 },
    least: '0.00',
    most: '500.00',
    source: '19 USC 1593a(g)',
  },
  {
    what: 'its fourth all of it',
    facts: { ...DRAWBACK, complianceProgram: true, earlier: 3 },
    least: '0.00',
    most: '1000.01',
    source: '19 USC 1593a(g)',
  },
  {
    what: 'fraud of a member is not warned',
    facts: { ...DRAWBACK, culpability: 'fraud', complianceProgram: true },
    least: '0.00',
    most: '3000.03',
    warningFirst: false,
    source: '19 USC 1593a(c)(1)',
  },
  {
    what: 'drawback, prior disclosure of negligence: interest',
    facts: { ...DRAWBACK, priorDisclosure: true, interest: '3.21' },
    least: '3.21',
    most: '3.21',
    source: '19 USC 1593a(c)(3)',
  },
  {
    what: 'a broker without two powers of attorney',
    facts: { guideline: '19 USC 1641', missingPowers: 2 },
    least: '500.00',
    most: '1000.00',
    suggested: '750.00',
    source: '19 CFR part 171 app. C',
  },
  {
    what: 'violations of a broker together: at most $30,000',
    facts: { guideline: '19 USC 1641', missingPowers: 90, other: '10000.00' },
    least: '22500.00',
    most: '30000.00',
    source: '19 USC 1641(d)(2)(A)',
  },
  {
    what: 'also the least',
    facts: { guideline: '19 USC 1641', missingPowers: 200 },
    least: '30000.00',
    most: '30000.00',
    source: '19 USC 1641(d)(2)(A)',
  },
  {
    what: 'late summary: the dollar down, the interest up',
    facts: { guideline: 'late summary', withheld: '1234.99', daysLate: 3 },
    assessed: '50000.00',
    least: '104.00',
    most: '104.00',
    source: 'T.D. 94-38, T.D. 02-20',
  },
  {
    what: 'late summary of duty-free goods: the fee',
    facts: { guideline: 'late summary', withheld: '0.00', daysLate: 40 },
    assessed: '50000.00',
    least: '100.00',
    most: '100.00',
    source: 'T.D. 94-38, T.D. 02-20',
  },
  {
    what: 'interest that comes to whole dollars stays',
    facts: { guideline: 'late summary', withheld: '1000.00', daysLate: 2 },
    assessed: '50000.00',
    least: '102.00',
    most: '102.00',
    source: 'T.D. 94-38, T.D. 02-20',
  },
  {
    what: 'never more than the claim',
    facts: { guideline: 'late summary', withheld: '100000.00', daysLate: 30 },
    assessed: '90.00',
    least: '90.00',
    most: '90.00',
    source: '19 CFR 172.11',
  },
  {
    what: 'late petition: a thousandth of the claim a day',
    facts: { guideline: 'late petition', base: '500.00', daysLate: 30 },
    assessed: '100000.00',
    least: '3500.00',
    most: '3500.00',
    source: "CBP's guidelines for untimely petitions of 9 January 2013",
  },
  {
    what: 'before 9 January 2013 no addition is on file',
    facts: { guideline: 'late petition', base: '500.00', daysLate: 30 },
    assessed: '100000.00',
    day: '2013-01-08',
    least: '500.00',
    most: '500.00',
    source: 'T.D. 94-38, T.D. 02-20',
  },
];
