import { call } from '../../api/call';
import type { DecisionView, WorkItemView } from '../../api/cee';
import type { Known as KnownThing } from '../../api/known';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNames, useOptions } from './names';
import { centerWords } from './words';

const REASONS = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R99'] as const;
type Reason = (typeof REASONS)[number];

/** What was decided on the summary, what became of it, and deciding. */
export function Decisions({
  known,
  item,
  again,
  isOfPort,
}: {
  known: KnownThing<{ readonly decisions: readonly DecisionView[] }>;
  item: WorkItemView;
  again: () => void;
  /** People of ports see what was decided on a summary; Centers decide on it. */
  isOfPort: boolean;
}) {
  const say = useWords(centerWords);
  const name = useNames();
  const options = useOptions();
  const path = { itemId: String(item.itemId) };
  const decide = async (
    id: string,
    decision: 'begin review' | 'reject' | 'in order',
    findings: readonly object[] = [],
  ): Promise<void> => {
    await call('cee', 'POST /work-items/{itemId}/decisions', {
      path,
      body: { id, decision, findings } as never,
    });
    again();
  };
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">{say('decisionsTitle')}</h2>
      <Known of={known} isPart isEmpty={({ decisions }) => decisions.length === 0} empty={say('decisionsNone')}>
        {({ decisions }) => (
          <ul className="pw-cards">
            {decisions.map((one) => (
              <li key={one.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{name('decision', one.decision)}</strong>
                  <span className="pw-sign">{name('outcome', one.outcome)}</span>
                  <span className="pw-quiet">
                    {one.specialist}, <When at={one.decidedAt} />
                  </span>
                </p>
                {one.refusal && <p>{one.refusal}</p>}
                {one.findings.map(({ line, code, text }) => (
                  <p key={`${line} ${code} ${text}`}>
                    {line && `${say('line', { line })}: `}
                    {name('reason', code)}: {text}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        )}
      </Known>
      {item.state === 'taken' ? (
        <div className="pw-orders">
          {!item.underReview && (
            <OrderForm
              title={say('beginReview')}
              isSaidAbove
              explain={say('beginReviewExplain')}
              fields={[]}
              done={say('decided')}
              send={(_, id) => decide(id, 'begin review')}
            />
          )}
          <OrderForm
            title={say('inOrder')}
            isSaidAbove
            explain={say('inOrderExplain')}
            fields={[]}
            done={say('decided')}
            send={(_, id) => decide(id, 'in order')}
          />
          <OrderForm
            title={say('reject')}
            isSaidAbove
            isGrave
            explain={say('rejectExplain')}
            done={say('decided')}
            fields={[
              {
                name: 'code',
                label: say('rejectReason'),
                kind: 'choice',
                options: options('reason', REASONS),
              },
              { name: 'text', label: say('rejectText'), kind: 'paragraph', hint: say('rejectTextHint') },
              { name: 'line', label: say('entryLine'), optional: true, hint: say('entryLineHint') },
              { name: 'goods', label: say('goods'), optional: true, hint: say('goodsHint') },
              {
                name: 'outcome',
                label: say('goodsOutcome'),
                hint: say('goodsOutcomeHint'),
                when: ({ goods }) => Boolean(goods),
              },
            ]}
            send={({ code, text, line, goods, outcome }, id) =>
              decide(id, 'reject', [
                { code: code as Reason, text, line: line || null, product: goods ? { goods, outcome } : null },
              ])
            }
          />
        </div>
      ) : (
        !isOfPort && <p className="pw-quiet">{say('takeFirst')}</p>
      )}
    </section>
  );
}
