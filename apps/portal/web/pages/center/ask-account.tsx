import { call } from '../../api/call';
import type { AccountQuestionView } from '../../api/cee';
import { useRoles } from '../../api/session';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { useIsOfPort } from './center-frame';
import { questionWords } from './question-words';

const ASKERS = ['Center specialist', 'team lead', 'Center director', 'officer', 'port director'];
const KINDS = [
  ...(['classification', 'value', 'rate', 'origin', 'marking', 'admissibility', 'AD/CVD', 'preference'] as const),
  ...(['documents', 'other'] as const),
] as const;

export const useMayAsk = (): boolean => useRoles().some((role) => ASKERS.includes(role));

/** Puts a question to an account: asked anew, or joined where somebody asked the same. */
export function AskAccount({
  accountId,
  goods = '',
  again,
}: {
  accountId: string;
  /** As they are known where it is asked from. */
  goods?: string;
  again?: () => void;
}) {
  const say = useWords(questionWords);
  const { options } = useNamesOf(questionWords);
  const isOfPort = useIsOfPort();
  return (
    <OrderForm
      title={say('ask')}
      explain={say('askExplain')}
      done={(isFresh: boolean) => say(isFresh ? 'asked' : 'joined')}
      fields={[
        { name: 'kind', label: say('kind'), kind: 'choice', options: options('kind', KINDS) },
        { name: 'goods', label: say('goods'), hint: say('goodsHint'), optional: true, first: goods, most: 500 },
        { name: 'heading', label: say('heading'), hint: say('headingHint'), kind: 'number', optional: true, most: 4 },
        { name: 'supplier', label: say('supplier'), hint: say('supplierHint'), optional: true, most: 15 },
        { name: 'text', label: say('question'), kind: 'paragraph', least: 2, most: 2_000 },
        { name: 'port', label: say('port'), hint: say('portHint'), kind: 'number', most: 4, when: () => isOfPort },
        { name: 'whyAgain', label: say('whyAgain'), hint: say('whyAgainHint'), optional: true, most: 500 },
      ]}
      send={async ({ kind, goods: named, heading, supplier, text, port, whyAgain }, id) => {
        const question = await call('cee', 'POST /account-questions', {
          body: {
            ...{ id, accountId, kind: kind as (typeof KINDS)[number], text },
            ...{ goods: named || null, heading: heading || null, supplier: supplier || null },
            ...{ port: port || null, whyAgain: whyAgain || null },
          },
        });
        again?.();
        return question.id === id;
      }}
    />
  );
}

/** Joins who asked it: in words of one's own, or the same. */
export function AskTheSame({ question, again }: { question: AccountQuestionView; again: () => void }) {
  const say = useWords(questionWords);
  const isOfPort = useIsOfPort();
  const { accountId, kind, goods, heading } = question;
  return (
    <OrderForm
      title={say('join')}
      isSaidAbove
      explain={say('joinExplain')}
      done={say('joined')}
      fields={[
        { name: 'text', label: say('question'), kind: 'paragraph', least: 2, most: 2_000, first: question.text },
        { name: 'port', label: say('port'), hint: say('portHint'), kind: 'number', most: 4, when: () => isOfPort },
      ]}
      send={async ({ text, port }, id) => {
        await call('cee', 'POST /account-questions', {
          body: { id, accountId, kind: kind as (typeof KINDS)[number], goods, heading, text, port: port || null },
        });
        again();
      }}
    />
  );
}
