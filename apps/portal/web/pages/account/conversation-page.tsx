import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { addressOf, call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Day } from '../../ui/due';
import { When } from '../../ui/when';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { subjectText } from './subject-text';
import { useAccount } from './use-account';
import { accountWords } from './words';

const EVERY_MS = 15_000;

/** One conversation: who takes part, what was said, what is owed, and the answer. */
export default function ConversationPage() {
  const say = useWords(accountWords);
  const { bytes, state } = useFigures();
  const { base, isOwn, isPerson } = useAccount();
  const { conversationId: id = '' } = useParams({ strict: false }) as { conversationId?: string };
  const whole = useKnown('account', 'GET /conversations/{id}', { path: { id } }, { every: EVERY_MS });
  const messages = useKnown(
    'account',
    'GET /conversations/{id}/messages',
    { path: { id }, query: { limit: 500 } },
    { every: EVERY_MS },
  );
  const last = messages.data?.messages.at(-1)?.number ?? 0;
  const told = useRef(0);
  useEffect(() => {
    if (!isOwn || last <= told.current) return;
    told.current = last;
    // That it was read is a courtesy to who wrote it: where it cannot be told, it is told the next time.
    call('account', 'POST /conversations/{id}/read', { path: { id }, body: { upTo: last } }).catch(
      () => (told.current = 0),
    );
  }, [id, isOwn, last]);
  return (
    <AccountPage title={whole.data?.title ?? say('conversation')}>
      <p>
        <Link to={`${base}/messages`}>{say('backToMessages')}</Link>
      </p>
      <Known of={whole} rows={2}>
        {(one) => (
          <p>
            {[one.number, subjectText(one.subject)].filter(Boolean).join(' · ')}{' '}
            <span className="pw-state-tag">{state(one.state)}</span>{' '}
            {one.owed && (
              <strong>
                {say(one.owed.by === 'trade' ? 'youOwe' : 'cbpOwes')} {say('until')} <Day of={one.owed.until} />
              </strong>
            )}
            <br />
            <span className="pw-quiet">
              {say('takePart', {
                who: [...one.offices, ...one.people.map(({ name }) => name)].join(', ') || say('nobodyYet'),
              })}
            </span>
          </p>
        )}
      </Known>
      <Known of={messages} isEmpty={(page) => page.messages.length === 0} empty={say('noMessagesYet')}>
        {(page) => (
          <ol className="pw-talk">
            {page.messages.map((message) => (
              <li
                key={message.id}
                className={message.side === 'trade' ? 'pw-talk__message pw-talk__message--own' : 'pw-talk__message'}
              >
                <p className="pw-quiet">
                  <strong>{message.by}</strong> {message.office ?? message.accountName} ·{' '}
                  <When at={message.writtenAt} />
                </p>
                <p className="pw-said">{message.text}</p>
                {message.documents.map((document) => (
                  <p key={document.id}>
                    <a
                      className="usa-link"
                      download={document.name}
                      href={addressOf('account', 'GET /conversations/{id}/documents/{documentId}/content', {
                        path: { id, documentId: document.id },
                      })}
                    >
                      {document.name}
                    </a>{' '}
                    {bytes(document.bytes)}
                  </p>
                ))}
              </li>
            ))}
          </ol>
        )}
      </Known>
      {isPerson && whole.data?.state !== 'closed' && (
        <OrderForm
          title={say('yourAnswer')}
          isOpen
          fields={[
            { name: 'text', label: say('message'), kind: 'area' },
            { name: 'wants', label: say('wantsAnswer'), kind: 'tick', first: 'yes' },
          ]}
          submit={say('sendMessage')}
          send={async (typed, key) => {
            await call('account', 'POST /conversations/{id}/messages', {
              path: { id },
              body: { id: key, text: typed.text, wantsAnswer: typed.wants === 'yes' },
            });
            messages.again();
            whole.again();
          }}
          done={say('messageSent')}
        />
      )}
    </AccountPage>
  );
}
