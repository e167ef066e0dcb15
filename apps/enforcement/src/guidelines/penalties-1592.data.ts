import type { Effective } from '#reference';

export const CULPABILITIES = ['negligence', 'gross negligence', 'fraud'] as const;
export type Culpability = (typeof CULPABILITIES)[number];

const APPENDIX = '19 CFR part 171 app. B';

/** Ranges of final disposition by culpability: times the loss of duty, or where there is none the part of the dutiable value. Neither is ever more than the domestic value. */
export interface Range1592 extends Effective {
  readonly culpability: Culpability;
  readonly ofLoss: readonly [least: string, most: string];
  readonly ofValue: readonly [least: string, most: string];
  readonly source: string;
  /** The most that the statute allows: times the loss, or the part of the dutiable value; null where only the domestic value is. */
  readonly statute: { readonly ofLoss: string; readonly ofValue: string } | null;
  readonly statuteSource: string;
  /** After a valid prior disclosure: times the loss, or the part of the dutiable value; null where interest on the loss is all. */
  readonly disclosed: { readonly ofLoss: string; readonly ofValue: string } | null;
  readonly disclosedSource: string;
}

export const RANGES_1592: readonly Range1592[] = [
  {
    ...{ culpability: 'fraud', from: '2000-07-24', ofLoss: ['5', '8'], ofValue: ['0.50', '0.80'] },
    ...{ source: `${APPENDIX}, fraud`, statute: null, statuteSource: '19 USC 1592(c)(1)' },
    ...{ disclosed: { ofLoss: '1', ofValue: '0.10' }, disclosedSource: '19 USC 1592(c)(4)(A)' },
  },
  {
    ...{ culpability: 'gross negligence', from: '2000-07-24', ofLoss: ['2.5', '4'], ofValue: ['0.25', '0.40'] },
    ...{ source: `${APPENDIX}, gross negligence`, statute: { ofLoss: '4', ofValue: '0.40' } },
    ...{ statuteSource: '19 USC 1592(c)(2)', disclosed: null, disclosedSource: '19 USC 1592(c)(4)(B)' },
  },
  {
    ...{ culpability: 'negligence', from: '2000-07-24', ofLoss: ['0.5', '2'], ofValue: ['0.05', '0.20'] },
    ...{ source: `${APPENDIX}, negligence`, statute: { ofLoss: '2', ofValue: '0.20' } },
    ...{ statuteSource: '19 USC 1592(c)(3)', disclosed: null, disclosedSource: '19 USC 1592(c)(4)(B)' },
  },
];

/** What speaks for less, and what for more. Source: 19 CFR part 171 app. B; for drawback app. D. */
export const MITIGATING = [
  'contributory error of CBP',
  'cooperation with the investigation',
  'immediate remedial action',
  'inexperience in importing',
  'prior good record',
  'inability to pay',
  'knowledge of CBP',
] as const;
export const AGGRAVATING = [
  'obstructing the investigation',
  'withholding evidence',
  'providing misleading information',
  'prior violations',
  'transshipment of textiles',
  'motive to evade a prohibition or restriction',
  'failure to comply with a summons',
] as const;
export const FACTORS_SOURCE = APPENDIX;
