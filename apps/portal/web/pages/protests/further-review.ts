import type { FurtherReviewOrder } from '../../api/cee';
import type { Field } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { ownProtestWords } from './words';

const CRITERIA = ['inconsistent', 'not ruled upon', 'not considered', 'advice refused'];

/** What an application for further review asks for (19 CFR 174.25). @param when whether it is asked for */
export function useReviewFields(when?: Field['when']): Field[] {
  const say = useWords(ownProtestWords);
  const { options } = useNamesOf(ownProtestWords);
  return [
    { name: 'criterion', label: say('criterion'), kind: 'choice', options: options('criterion', CRITERIA), when },
    { name: 'statement', label: say('statement'), kind: 'paragraph', when },
    { name: 'noEarlierDecision', label: say('noEarlierDecision'), kind: 'tick', when },
    { name: 'noCourtAction', label: say('noCourtAction'), kind: 'tick', when },
  ];
}

/** What was filled in, as the service takes it. */
export const reviewTyped = (told: Readonly<Record<string, string>>): FurtherReviewOrder => ({
  criterion: told['criterion'] || null,
  statement: told['statement'] || null,
  noEarlierDecision: told['noEarlierDecision'] === 'yes',
  noCourtAction: told['noCourtAction'] === 'yes',
});
