import { call } from '../../api/call';
import type { ConversationView } from '../../api/account';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { Day } from '../../ui/due';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { caseFormWords } from './form-words';
import { caseWords } from './words';

const PAGE = 200;

/** What is written about the case between CBP and the parties. */
export function Conversation({ caseNumber, accountId }: { caseNumber: string; accountId: string | null }) {
  const say = useWords(caseWords);
  const subject = `case:${caseNumber}`;
  const known = useKnown('account', 'GET /conversations', { query: { subject } });
  return (
    <section aria-labelledby="conversation">
      <h2 id="conversation">{say('conversationTitle')}</h2>
      <Known of={known}>
        {({ conversations }) =>
          conversations.length === 0 ? (
            <>
              <p className="pw-empty">{say('conversationNone')}</p>
              {accountId && (
                <OrderForm
                  title={say('openConversation')}
                  explain={say('openConversationExplain')}
                  done={say('conversationOpened')}
                  fields={[{ name: 'title', label: say('conversationAbout') }]}
                  send={async ({ title }, id) => {
                    await call('account', 'POST /conversations', { body: { id, subject, title, accountId } });
                    known.again();
                  }}
                />
              )}
            </>
          ) : (
            conversations.map((one) => <Messages key={one.id} conversation={one} />)
          )
        }
      </Known>
    </section>
  );
}

function Messages({ conversation }: { conversation: ConversationView }) {
  const say = useWords(caseWords);
  const path = { id: conversation.id };
  const query = { after: Math.max(0, conversation.lastNumber - PAGE), limit: PAGE };
  const messages = useKnown('account', 'GET /conversations/{id}/messages', { path, query }, { every: 15_000 });
  return (
    <>
      <h3>{conversation.title}</h3>
      {conversation.owed && (
        <p>
          {say(conversation.owed.by === 'CBP' ? 'owedByUs' : 'owedByThem')} <Day of={conversation.owed.until} />
        </p>
      )}
      <Known of={messages} isEmpty={(answer) => answer.messages.length === 0} empty={say('messagesNone')}>
        {(answer) => (
          <ol className="pw-talk" aria-label={say('conversationTitle')}>
            {answer.messages.map((one) => (
              <li
                key={one.id}
                className={one.side === 'CBP' ? 'pw-talk__message pw-talk__message--own' : 'pw-talk__message'}
              >
                <p className="pw-quiet">
                  {say('wrote', { name: one.by, of: one.side === 'CBP' ? (one.office ?? 'CBP') : one.accountName })}{' '}
                  <When at={one.writtenAt} />
                </p>
                <p className="pw-said">{one.text}</p>
              </li>
            ))}
          </ol>
        )}
      </Known>
      <OrderForm
        title={say('write')}
        explain={say('writeExplain')}
        done={say('written')}
        fields={[
          { name: 'text', label: say('message'), kind: 'area' },
          { name: 'wantsAnswer', label: say('wantsAnswer'), kind: 'tick' },
        ]}
        send={async ({ text, wantsAnswer }, id) => {
          await call('account', 'POST /conversations/{id}/messages', {
            path,
            body: { id, text, wantsAnswer: wantsAnswer === 'yes' },
          });
          messages.again();
        }}
      />
      <InternalNotes conversationId={conversation.id} />
    </>
  );
}

/** What people of CBP say to each other about it: nobody else is told of it. */
function InternalNotes({ conversationId: id }: { conversationId: string }) {
  const say = useWords(caseFormWords);
  const path = { id };
  const notes = useKnown('account', 'GET /conversations/{id}/notes', { path, query: { limit: PAGE } });
  return (
    <section className="pw-inside" aria-labelledby={`notes-${id}`}>
      <h4 id={`notes-${id}`}>{say('notesTitle')}</h4>
      <p className="pw-quiet">{say('notesLead')}</p>
      <Known of={notes} isPart isEmpty={(answer) => answer.notes.length === 0} empty={say('notesNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.notes.map((one) => (
              <li key={one.id} className="pw-card">
                <p className="pw-quiet">
                  {one.by}, {one.office ?? 'CBP'}, <When at={one.writtenAt} />
                </p>
                <p className="pw-said">{one.text}</p>
              </li>
            ))}
          </ul>
        )}
      </Known>
      <OrderForm
        title={say('writeNote')}
        explain={say('writeNoteExplain')}
        done={say('noted')}
        fields={[{ name: 'text', label: say('note'), kind: 'area' }]}
        send={async ({ text }, noteId) => {
          await call('account', 'POST /conversations/{id}/notes', { path, body: { id: noteId, text } });
          notes.again();
        }}
      />
    </section>
  );
}
