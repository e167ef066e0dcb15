import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { ProtestView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { AccountPage } from '../account/frame';
import { useAccount } from '../account/use-account';
import { useNames } from '../center/names';
import { centerWords } from '../center/words';
import { reviewTyped, useReviewFields } from './further-review';
import { ownProtestWords } from './words';

const UNDECIDED = ['open', 'suspended', 'with headquarters'];

/** One protest as who protests sees it: where it stands, until when, and going on with it. */
export default function OwnProtestPage() {
  const say = useWords(ownProtestWords);
  const sayCenter = useWords(centerWords);
  const name = useNames();
  const { name: nameOwn } = useNamesOf(ownProtestWords);
  const { base, isOwn } = useAccount();
  const { protestId = '' } = useParams({ strict: false }) as { protestId?: string };
  const read = useKnown('cee', 'GET /protests/{protestId}', { path: { protestId } });
  return (
    <AccountPage title={read.data ? sayCenter('protestTitle', { number: read.data.protest.number }) : say('protest')}>
      <p>
        <Link to={`${base}/protests`}>{say('back')}</Link>
      </p>
      <Known of={read} rows={8}>
        {({ protest, history }) => (
          <>
            <p className="pw-card__line">
              <span className="pw-sign">{name('protest', protest.state)}</span>
              {protest.clocks.map((clock) => (
                <span key={clock.clock}>
                  {name('clock', clock.clock)}: <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />
                </span>
              ))}
            </p>
            {protest.reason && (
              <p>
                <strong>{say('decisionWas', { name: protest.decidedBy ?? '', why: protest.reason })}</strong>
              </p>
            )}
            <section aria-labelledby="protested">
              <h2 id="protested">{sayCenter('entriesProtested')}</h2>
              <ul className="pw-cards">
                {protest.entries.map((one) => (
                  <li key={one.entryNumber} className="pw-card">
                    <p className="pw-card__line">
                      <strong>{one.entryNumber}</strong>
                      <span className="pw-sign">{sayCenter(one.timely ? 'inTime' : 'tooLate')}</span>
                      {one.decision && <span className="pw-sign">{name('protest', one.decision)}</span>}
                    </p>
                    <p className="pw-quiet">
                      {sayCenter('lastDay')} <Day of={one.lastDay} />
                    </p>
                  </li>
                ))}
              </ul>
            </section>
            {isOwn && <Orders protest={protest} again={read.again} />}
            <section aria-labelledby="claims">
              <h2 id="claims">{sayCenter('claims')}</h2>
              <ul className="pw-cards">
                {protest.objections.map(({ claim, justification }) => (
                  <li key={claim} className="pw-card">
                    <p>
                      <strong>{claim}</strong>
                    </p>
                    <p>{justification}</p>
                  </li>
                ))}
              </ul>
            </section>
            {history.amendments.length > 0 && (
              <section aria-labelledby="additions">
                <h2 id="additions">{say('additions')}</h2>
                <ul className="pw-cards">
                  {history.amendments.map((one) => (
                    <li key={one.id} className="pw-card">
                      <p className="pw-card__line">
                        <strong>{nameOwn('addition', one.kind)}</strong>
                        <span className="pw-quiet">
                          {one.by}, <When at={one.at} />
                        </span>
                      </p>
                      {one.text && <p>{one.text}</p>}
                      {one.objections.map(({ claim, justification }) => (
                        <p key={claim}>
                          <strong>{claim}</strong> {justification}
                        </p>
                      ))}
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <section aria-label={say('protest')}>
              <Facts
                of={[
                  [sayCenter('protestant'), protest.protestant.name],
                  [sayCenter('decisionProtested'), nameOwn('decision', protest.protested)],
                  [sayCenter('category'), protest.category],
                  [sayCenter('goods'), protest.merchandise],
                  [sayCenter('filedOn'), <Day key="on" of={protest.filedOn} />],
                  [sayCenter('rulings'), protest.rulings.join(', ')],
                  [sayCenter('center'), protest.centerId],
                  [say('reviewState'), nameOwn('review', protest.furtherReviewState)],
                ]}
              />
            </section>
            <section aria-labelledby="history">
              <h2 id="history">{sayCenter('historyTitle')}</h2>
              <History
                of={history.events.map(({ event, by, note, at }) => ({
                  what: name('event', event),
                  who: by,
                  note,
                  when: <When at={at} />,
                }))}
              />
            </section>
          </>
        )}
      </Known>
    </AccountPage>
  );
}

function Orders({ protest, again }: { protest: ProtestView; again: () => void }) {
  const say = useWords(ownProtestWords);
  const review = useReviewFields();
  const path = { protestId: protest.id };
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    again();
  };
  return (
    <section aria-labelledby="now">
      <h2 id="now">{say('whatNow')}</h2>
      {!UNDECIDED.includes(protest.state) && <p>{say('nothingNow')}</p>}
      {UNDECIDED.includes(protest.state) && (
        <div className="pw-orders">
          <OrderForm
            title={say('argue')}
            explain={say('argueExplain')}
            done={say('added')}
            fields={[{ name: 'text', label: say('argument'), kind: 'paragraph' }]}
            send={({ text }, id) =>
              asks(call('cee', 'POST /protests/{protestId}/amendments', { path, body: { id, kind: 'argument', text } }))
            }
          />
          <OrderForm
            title={say('amend')}
            explain={say('amendExplain')}
            done={say('added')}
            fields={[
              { name: 'claim', label: say('claim'), hint: say('claimHint') },
              { name: 'justification', label: say('justification'), kind: 'paragraph' },
            ]}
            send={(objection, id) =>
              asks(
                call('cee', 'POST /protests/{protestId}/amendments', {
                  path,
                  body: { id, kind: 'amendment', objections: [objection] },
                }),
              )
            }
          />
          {protest.acceleratedOn === null && (
            <OrderForm
              title={say('accelerate')}
              isSaidAbove
              explain={say('accelerateExplain')}
              fields={[]}
              done={say('asked')}
              send={() => asks(call('cee', 'POST /protests/{protestId}/accelerations', { path }))}
            />
          )}
          {protest.furtherReview === null && (
            <OrderForm
              title={say('askReview')}
              isSaidAbove
              explain={say('askReviewExplain')}
              done={say('asked')}
              fields={review}
              send={(told: Record<string, string>) =>
                asks(call('cee', 'POST /protests/{protestId}/further-review', { path, body: reviewTyped(told) }))
              }
            />
          )}
          <OrderForm
            title={say('withdraw')}
            isSaidAbove
            isGrave
            explain={say('withdrawExplain')}
            done={say('withdrawn')}
            fields={[{ name: 'why', label: say('why') }]}
            send={(body) => asks(call('cee', 'POST /protests/{protestId}/withdrawal', { path, body }))}
          />
        </div>
      )}
    </section>
  );
}
