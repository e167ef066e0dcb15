import { useState } from 'react';
import { call } from '../../api/call';
import { useKnownList } from '../../api/known-list';
import type { AnswerOf } from '../../api/modules';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { AnswerName } from './answer-name';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { mailboxWords } from './mailbox-words';
import { useAccount } from './use-account';

type Entry = AnswerOf<'gateway', 'GET /mailbox'>['entries'][number];

const EVERY_MS = 10_000;
const PAGE = 20;

/** Answers and notices that wait for the account: read, and taken out. */
export default function MailboxPage() {
  const say = useWords(mailboxWords);
  const { isOwn } = useAccount();
  const mailbox = useKnownList('gateway', 'GET /mailbox', { query: { limit: PAGE } }, ({ entries }) => entries, {
    every: EVERY_MS,
    when: isOwn,
  });
  if (!isOwn)
    return (
      <AccountPage title={say('title')}>
        <p>{say('own')}</p>
      </AccountPage>
    );
  return (
    <AccountPage title={say('title')} lead={say('lead')}>
      <Known of={mailbox} isEmpty={(entries) => entries.length === 0} empty={say('none')} rows={6}>
        {(entries) => (
          <>
            <OrderForm
              title={say('takeAll')}
              explain={say('takeAllHappens', { count: entries.length })}
              submit={say('takeAllNow')}
              isGrave
              isSaidAbove
              send={async () => {
                const { acknowledged } = await call('gateway', 'POST /mailbox/ack', {
                  body: { ids: entries.map(({ id }) => id) },
                });
                mailbox.again();
                return acknowledged.length;
              }}
              done={(count) => say('tookAll', { count })}
            />
            <CardList label={say('title')} items={entries} keyOf={({ id }) => id} more={mailbox.more}>
              {(entry) => <Waiting entry={entry} again={mailbox.again} />}
            </CardList>
          </>
        )}
      </Known>
    </AccountPage>
  );
}

function Waiting({ entry, again }: { entry: Entry; again: () => void }) {
  const say = useWords(mailboxWords);
  const { state } = useFigures();
  const [isOpen, setOpen] = useState(false);
  const { id, event, format, application, transmissionId, body } = entry;
  const number = String(id);
  return (
    <>
      <h2 className="pw-capital">
        <AnswerName application={application} /> <span className="pw-state-tag">{state(event)}</span>
      </h2>
      <p className="pw-quiet">
        {number} · {format.toUpperCase()} · <When at={entry.createdAt} />
      </p>
      {transmissionId && event === 'answer' && (
        <p>
          <Link to={`/file/sent/${format}/${transmissionId}`}>
            {say('whatBecame')}
            <span className="usa-sr-only"> {number}</span>
          </Link>
        </p>
      )}
      <button
        type="button"
        className="usa-button usa-button--unstyled"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {say(isOpen ? 'hide' : 'show', { number })}
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
        <pre className="pw-answer" lang="en" tabIndex={0}>
          {format === 'json' ? JSON.stringify(JSON.parse(body), null, 2) : body}
        </pre>
      )}
      <OrderForm
        title={say('take', { number })}
        explain={say('takeHappens')}
        submit={say('takeNow')}
        isGrave
        isSaidAbove
        send={async () => {
          await call('gateway', 'POST /mailbox/{id}/ack', { path: { id } });
          again();
        }}
        done={say('took', { number })}
      />
    </>
  );
}
