import type { Benefit } from '#contracts';
import type { Program } from '../trusted-standing/programs';

/** With which the platform ships, until headquarters orders otherwise. Figures of exams are the platform's own; the rules name none. */
export const SHIPPED_BENEFITS: readonly {
  readonly id: string;
  readonly program: Program;
  readonly tiers: readonly number[] | null;
  readonly benefit: Benefit;
  readonly figure: number | null;
  readonly source: string;
}[] = (
  [
    ['CTPAT', [1], 'lower exam rate', 300, '6 U.S.C. 964: limited benefits of tier 1'],
    ['CTPAT', [2], 'lower exam rate', 100, '6 U.S.C. 965: reduced examinations of tier 2'],
    ['CTPAT', [3], 'lower exam rate', 50, '6 U.S.C. 966: further reduced examinations of tier 3'],
    ['CTPAT', [2, 3], 'priority', null, '6 U.S.C. 965, 966: priority in searches'],
    ['CTPAT', [2, 3], 'expedited screening', null, '6 U.S.C. 966: expedited release'],
    ['CTPAT', [2, 3], 'preferred exam location', null, 'COAC, April 2016; 19 CFR 151.15'],
    ['CTPAT', null, 'named contacts', null, 'COAC, April 2016'],
    ['CTPAT', null, 'response targets', null, 'COAC, April 2016'],
    ['CTPAT', null, 'monthly trends', null, 'COAC, April 2016'],
    ['CTPAT', [2, 3], 'blanket certifications', null, 'COAC, April 2016; 19 CFR 151.15(c)'],
    ['CTPAT', [2, 3], 'penalty input', null, 'COAC, April 2016'],
    ['Trade Compliance', null, 'penalty input', null, 'COAC, April 2016'],
    ['Trade Compliance', null, 'response targets', null, 'CTPAT Trade Compliance: rulings and questions are moved up'],
  ] as const
).map(([program, tiers, benefit, figure, source], at) => ({
  id: `5d1e0c5a-6300-4000-8000-${String(at + 1).padStart(12, '0')}`,
  ...{ program, tiers, benefit, figure, source },
}));
