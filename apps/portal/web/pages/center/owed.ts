import type { Field } from '../../ui/order-form';
import { useWords } from '../../words/language';
import type { Owed } from './owed.rules';
import { centerWords } from './words';

const dollars = (cents: number): string => (cents / 100).toFixed(2);
/**
 * Asks what an entry owes in the end, duty and fees. It begins with what stands now, so that who changes the duty leaves the fees as they are.
 *
 * @param of put after the names of the fields where a form asks it for several entries
 */
export function useOwedFields() {
  const say = useWords(centerWords);
  return (
    now: Owed | null | undefined,
    { of = '', title, optional, when }: { of?: string; title?: string; optional?: boolean; when?: Field['when'] } = {},
  ): Field[] => [
    {
      name: `duty${of}`,
      label: title ?? say('owed'),
      hint: say('owedHint'),
      kind: 'money',
      first: now ? dollars(now.dutyCents) : '',
      ...{ optional, when },
    },
    {
      name: `fees${of}`,
      label: title ? say('feesOn', { entry: of.trim() }) : say('feesOwed'),
      hint: say('feesHint'),
      kind: 'area',
      first: now?.fees.map((fee) => `${fee.class} ${dollars(fee.cents)}`).join('\n') ?? '',
      ...{ optional: true, when },
    },
  ];
}
