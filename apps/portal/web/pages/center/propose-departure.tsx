import { call } from '../../api/call';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { centerCaseWords } from './case-words';

const KINDS = [
  ...['classification', 'value', 'rate', 'origin', 'marking', 'admissibility', 'AD/CVD', 'preference'],
] as const;
/** Kinds whose answer may be another for goods of another maker. */
const OF_MAKERS: readonly (string | undefined)[] = ['value', 'rate', 'origin', 'AD/CVD', 'preference'];

/** Proposes to decide otherwise than before on the same goods. @param accountId whose goods they are; null where the kind does not ask */
export function ProposeDeparture({
  accountId,
  goods = '',
  again,
}: {
  accountId: string | null;
  goods?: string;
  again?: () => void;
}) {
  const say = useWords(centerCaseWords);
  const { options } = useNamesOf(centerCaseWords);
  return (
    <OrderForm
      title={say('propose')}
      explain={say('proposeExplain')}
      done={say('proposed')}
      fields={[
        { name: 'kind', label: say('subjectOf'), kind: 'choice', options: options('about', KINDS) },
        { name: 'goods', label: say('goodsBefore'), first: goods },
        { name: 'outcome', label: say('outcome'), hint: say('outcomeHint') },
        {
          name: 'supplier',
          label: say('supplier'),
          hint: say('supplierWhen'),
          optional: true,
          when: ({ kind }) => OF_MAKERS.includes(kind),
        },
        { name: 'reason', label: say('why'), kind: 'paragraph' },
      ]}
      send={async ({ kind, supplier, ...rest }, id) => {
        await call('cee', 'POST /departures', {
          body: { id, kind: kind as 'value', accountId, supplier: supplier || null, ...rest },
        });
        again?.();
      }}
    />
  );
}
