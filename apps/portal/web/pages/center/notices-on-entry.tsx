import { call } from '../../api/call';
import type { NoticeLineView, WorkItemView } from '../../api/cee';
import { type Known as KnownThing, useKnown } from '../../api/known';
import { Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { type Field, OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNames, useOptions } from './names';
import { useOwedFields } from './owed';
import { owedTyped } from './owed.rules';
import { centerWords } from './words';

const ABOUT = [
  ...(['classification', 'value', 'rate', 'origin', 'marking', 'preference', 'quantity'] as const),
  ...(['antidumping or countervailing duty', 'admissibility', 'intellectual property', 'other'] as const),
];
const ACTIONS = [
  ...['rate advance', 'value advance', 'classification', 'quantity', 'antidumping or countervailing duty'],
  ...['claim denied', 'other'],
];
const DEMANDS = ['mark', 'mark or redeliver', 'redeliver'];
/** Matters whose decisions are not compared with others on the same goods. */
const NOT_COMPARED = ['quantity', 'intellectual property', 'other'];

/** Requests and notices on the entry, and writing one. */
export function NoticesOnEntry({
  known,
  item,
  again,
}: {
  known: KnownThing<{ readonly notices: readonly NoticeLineView[] }>;
  item: WorkItemView;
  again: () => void;
}) {
  const say = useWords(centerWords);
  const options = useOptions();
  const owedFields = useOwedFields();
  const path = { itemId: String(item.itemId) };
  const now = useKnown('cee', 'GET /work-items/{itemId}/liquidation', { path }).data?.liquidation;
  const issue = async (form: 'CF-28' | 'CF-29' | 'CF-4647', filled: Record<string, string>, id: string) => {
    const { about, question, product, heading, supplier, entryLines = '', action, outcome } = filled;
    await call('cee', 'POST /work-items/{itemId}/notices', {
      path,
      body: {
        id,
        form,
        about: about as 'value',
        question: question ?? '',
        product: product || filled['goods'] || null,
        heading: heading || null,
        supplier: supplier || null,
        entryLines: entryLines.split(/[\s,]+/).filter(Boolean),
        action: action || null,
        outcome: outcome || null,
        ...(form === 'CF-29' && {
          taken: filled['taken'] === 'yes',
          finally: owedTyped(filled),
        }),
        ...(form === 'CF-28' && { whyAgain: filled['whyAgain'] || null }),
        phone: filled['phone'] || null,
      },
    });
    again();
  };
  const isCompared = (filled: Readonly<Record<string, string>>): boolean =>
    Boolean(filled['about']) && !NOT_COMPARED.includes(filled['about']!);
  const about: Field = { name: 'about', label: say('about'), kind: 'choice', options: options('about', ABOUT) };
  const goods: Field[] = [
    { name: 'product', label: say('goods'), optional: true, hint: say('noticeGoodsHint') },
    { name: 'heading', label: say('heading'), optional: true, kind: 'number' },
    { name: 'supplier', label: say('supplier'), optional: true, hint: say('supplierHint') },
    { name: 'entryLines', label: say('entryLines'), optional: true, hint: say('entryLinesHint') },
    { name: 'phone', label: say('phone'), optional: true, kind: 'number', hint: say('phoneHint') },
  ];
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{say('noticesTitle')}</h2>
      <Known of={known} isPart isEmpty={({ notices }) => notices.length === 0} empty={say('noticesNone')}>
        {({ notices }) => (
          <ul className="pw-cards">
            {notices.map((one) => (
              <li key={one.actionNumber} className="pw-card">
                <NoticeLine notice={one} />
              </li>
            ))}
          </ul>
        )}
      </Known>
      <div className="pw-orders">
        <OrderForm
          title={say('ask28')}
          explain={say('ask28Explain')}
          done={say('issued')}
          fields={[
            about,
            { name: 'question', label: say('question'), kind: 'area' },
            ...goods,
            { name: 'whyAgain', label: say('whyAgain'), optional: true, hint: say('whyAgainHint') },
          ]}
          send={(filled, id) => issue('CF-28', filled, id)}
        />
        <OrderForm
          title={say('act29')}
          explain={say('act29Explain')}
          done={say('issued')}
          fields={[
            about,
            { name: 'action', label: say('action'), kind: 'choice', options: options('about', ACTIONS) },
            { name: 'question', label: say('reasons'), kind: 'area' },
            ...owedFields(now?.liquidated ?? now?.filed),
            {
              name: 'outcome',
              label: say('goodsOutcome'),
              hint: say('goodsOutcomeHint'),
              when: isCompared,
            },
            { ...goods[0]!, optional: true, when: (filled) => !isCompared(filled) },
            { ...goods[0]!, name: 'goods', optional: false, when: isCompared },
            ...goods.slice(1),
            { name: 'taken', label: say('actionTaken'), kind: 'tick' },
          ]}
          send={(filled, id) => issue('CF-29', filled, id)}
        />
        <OrderForm
          title={say('mark4647')}
          explain={say('mark4647Explain')}
          done={say('issued')}
          fields={[
            about,
            { name: 'action', label: say('demand'), kind: 'choice', options: options('demand', DEMANDS) },
            { name: 'question', label: say('reasons'), kind: 'area' },
            ...goods,
          ]}
          send={(filled, id) => issue('CF-4647', filled, id)}
        />
      </div>
    </section>
  );
}

/** A request or notice in short. */
export function NoticeLine({
  notice: { actionNumber, form, state, entryNumber, about, issuedAt, clock },
}: {
  notice: NoticeLineView;
}) {
  const say = useWords(centerWords);
  const name = useNames();
  return (
    <>
      <p className="pw-card__line">
        <Link to={`/center/notices/${actionNumber}`}>{actionNumber}</Link>
        <strong>{name('form', form)}</strong>
        <span className="pw-sign">{name('notice', state)}</span>
        {clock && <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />}
      </p>
      <p className="pw-quiet">
        {say('noticeOf', { about: name('about', about), entry: entryNumber })} <When at={issuedAt} />
      </p>
    </>
  );
}
