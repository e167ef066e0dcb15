import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Day } from '../../ui/due';
import { When } from '../../ui/when';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { OrderForm } from '../../ui/order-form';
import { SearchField, SearchForm } from '../../ui/search-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { subjectText } from './subject-text';
import { useAccount } from './use-account';
import { accountWords } from './words';

/** Conversations with CBP: those that wait for an answer are marked; a new one is opened about a record. */
export default function MessagesPage() {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, base, isOwn, isPerson } = useAccount();
  const navigate = useNavigate();
  const given = useSearch({ strict: false }) as { subject?: unknown };
  const subject = given.subject === undefined ? undefined : String(given.subject);
  const [words, setWords] = useState('');
  const conversations = useKnownList('account', 'GET /conversations', { query: { subject, limit: 100 } }, (page) =>
    page.conversations.filter((one) => one.accountId === accountId || isOwn),
  );
  const find = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setWords(String(new FormData(event.currentTarget).get('words')).trim());
  };
  return (
    <AccountPage title={say('messagesTitle')} lead={say('messagesLead')}>
      {isOwn && !isPerson && <p>{say('peopleWrite')}</p>}
      {isPerson && (
        <OrderForm
          title={say('newMessage')}
          explain={say('newMessageHappens')}
          fields={[
            { name: 'subject', label: say('about'), optional: true, hint: say('aboutHint'), first: subject },
            { name: 'title', label: say('titleOfIt'), most: 120 },
            { name: 'text', label: say('message'), kind: 'area' },
          ]}
          submit={say('sendMessage')}
          send={async (typed, once) => {
            const about = typed.subject;
            // There is one about each subject: where it is there, that one goes on.
            const { id } = await call('account', 'POST /conversations', {
              body: {
                id: once,
                subject: /^[a-z]+:/.test(about)
                  ? about
                  : about
                    ? `entry:${about.replace(/-(.)$/, '$1')}`
                    : `account:${accountId}`,
                title: typed.title,
              },
            });
            await call('account', 'POST /conversations/{id}/messages', {
              path: { id },
              body: { id: once, text: typed.text, wantsAnswer: true },
            });
            void navigate({ to: `${base}/messages/${id}` as never });
          }}
          done={say('messageSent')}
        />
      )}
      <SearchForm className="pw-search" onSubmit={find}>
        <SearchField name="words" label={say('wordsInMessages')} />
        <button type="submit" className="usa-button usa-button--outline">
          {say('find')}
        </button>
      </SearchForm>
      {words && <FoundMessages words={words} />}
      <Known of={conversations} isEmpty={(items) => items.length === 0} empty={say('messagesNone')} rows={6}>
        {(items) => (
          <CardList items={items} more={conversations.more} keyOf={({ id }) => id} label={say('messagesTitle')}>
            {(one) => (
              <div className="pw-row">
                <p className="pw-row__name">
                  <Link to={`${base}/messages/${one.id}`}>{one.title}</Link>{' '}
                  {one.unread > 0 && <span className="usa-tag">{say('unread', { count: one.unread })}</span>}
                </p>
                <p>
                  {one.owed ? (
                    <span className={`pw-state-tag pw-state-tag--${one.owed.by === 'trade' ? 'waits' : 'plain'}`}>
                      {say(one.owed.by === 'trade' ? 'youOwe' : 'cbpOwes')}
                    </span>
                  ) : (
                    <span className="pw-state-tag">{state(one.state)}</span>
                  )}
                  {one.owed && (
                    <>
                      {' '}
                      {say('until')} <Day of={one.owed.until} />
                    </>
                  )}
                </p>
                <p className="pw-quiet">
                  {[one.number, subjectText(one.subject)].filter(Boolean).join(' · ')} · {say('lastMessage')}{' '}
                  <When at={one.lastAt} />
                </p>
              </div>
            )}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}

function FoundMessages({ words }: { words: string }) {
  const say = useWords(accountWords);
  const { base } = useAccount();
  const found = useKnown('account', 'GET /conversations/found-messages', { query: { contains: words } }, { every: 0 });
  return (
    <Known of={found} isEmpty={({ messages }) => messages.length === 0} empty={say('wordsNowhere', { words })}>
      {({ messages }) => (
        <ul className="pw-cards">
          {messages.map((message) => (
            <li key={message.id} className="pw-card">
              <p>
                <Link to={`${base}/messages/${message.conversationId}`}>{message.by}</Link>{' '}
                <When at={message.writtenAt} />
              </p>
              <p className="pw-said">{message.text}</p>
            </li>
          ))}
        </ul>
      )}
    </Known>
  );
}
