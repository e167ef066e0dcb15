import type { EntrySummaryFiled, NamedBond } from '#contracts';
import { referenceOf, type ReleaseContent } from './release.model';

const SINGLE = '9';
/** SE20 AMT: whole dollars, one to ten digits. */
const AMOUNT = /^[1-9]\d{0,9}$/;

/** The bond of a cargo release: SE10 has its type; SE20 V1 the surety and AMT the amount of a single transaction bond (Cargo Release guide v40, p. SE-57). */
export const releaseBonds = (content: Pick<ReleaseContent, 'bondType' | 'references'>): NamedBond[] => {
  if (!content.bondType) return [];
  const amount = referenceOf(content, 'AMT') ?? '';
  return [
    {
      type: content.bondType,
      designation: null,
      surety: referenceOf(content, 'V1'),
      amountCents: content.bondType === SINGLE && AMOUNT.test(amount) ? Number(amount) * 100 : null,
    },
  ];
};

/** The bonds of an entry summary, the basic one first. What was taken before all of them were told has its first. */
export const summaryBonds = (
  bond: EntrySummaryFiled['bond'],
  bonds: EntrySummaryFiled['bonds'] = bond ? [{ ...bond, designation: null, amountDollars: null }] : [],
): NamedBond[] =>
  bonds.map(({ type, designation, surety, amountDollars }) => ({
    type,
    designation,
    surety,
    amountCents: type === SINGLE && amountDollars !== null ? amountDollars * 100 : null,
  }));
