import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { Frame, useReason } from './frame';
import { platformWords } from './platform-words';

const EVERY_MS = 2_000;

const STATES = {
  'set aside': 'state_setAside',
  waiting: 'state_waiting',
  done: 'state_done',
  discarded: 'state_discarded',
  received: 'state_received',
} as const;
const SHAPES = { 'set aside': 'down', waiting: 'slow', done: 'operational', discarded: 'unknown', received: 'slow' };
const ACTIONS: Readonly<Record<string, 'action_retried' | 'action_discarded' | 'action_setAside'>> = {
  retried: 'action_retried',
  discarded: 'action_discarded',
  'set aside': 'action_setAside',
};

/** One message that was set aside: what went wrong, what it says, what was decided; the two orders, and what becomes of it. */
export default function MessagePage() {
  const say = useWords(platformWords);
  const name = usePartNames();
  const { module, messageId } = useParams({ strict: false }) as { module: string; messageId: string };
  const path = { module, messageId };
  // What was pressed stays on the page when the message is not set aside any more.
  const reason = useReason();
  const [wasSetAside, setWasSetAside] = useState(false);
  const known = useKnown(
    'port',
    'GET /platform/worklist/{module}/{messageId}',
    { path },
    { every: EVERY_MS, isSealed: true },
  );
  const order = (what: 'retry' | 'discard') => async (filled: { reason: string }) => {
    setWasSetAside(true);
    await call('port', 'POST /platform/worklist/{module}/{messageId}', {
      path,
      body: { order: what, reason: filled.reason },
    });
    known.again();
  };
  return (
    <Frame title={say('messageTitle')}>
      <p>
        <Link to="/operations/worklist">{say('back')}</Link>
      </p>
      <Known of={known} rows={8}>
        {({ type, subject, state, attempts, receivedAt, reason: why, error, data, actions }) => (
          <>
            <p role="status">
              <span className={`pw-how pw-how--${SHAPES[state]}`}>{say(STATES[state])}</span>{' '}
              {(state === 'waiting' || state === 'done' || state === 'discarded') && say(`stateSays_${state}`)}
            </p>
            <Facts
              of={[
                [say('ofPart'), name(module)],
                [say('messageKind'), <code key="type">{type}</code>],
                [say('about'), subject],
                [say('error'), why && <span lang="en">{why}</span>],
                [say('receivedAt'), <When key="at" at={receivedAt} />],
                [say('attempts'), attempts],
              ]}
            />
            {(state === 'set aside' || wasSetAside) && (
              <section className="pw-orders">
                <OrderForm
                  title={say('retry')}
                  explain={<p>{say('retrySays')}</p>}
                  fields={[reason]}
                  submit={say('retryNow')}
                  done={say('retried')}
                  send={order('retry')}
                />
                <OrderForm
                  title={say('discard')}
                  explain={<p>{say('discardSays')}</p>}
                  fields={[reason]}
                  submit={say('discardNow')}
                  done={say('discarded')}
                  isGrave
                  send={order('discard')}
                />
              </section>
            )}
            <section aria-labelledby="decisions" className="pw-ops-part">
              <h2 id="decisions">{say('decisions')}</h2>
              {actions.length === 0 ? (
                <p className="pw-empty">{say('noDecisions')}</p>
              ) : (
                <History
                  of={actions.map(({ action, actor, note, at }) => ({
                    what: ACTIONS[action] ? say(ACTIONS[action]) : action,
                    who: actor,
                    when: <When at={at} />,
                    note,
                  }))}
                />
              )}
            </section>
            {error && (
              <details className="pw-details">
                <summary>{say('wholeError')}</summary>
                <pre className="pw-preview" lang="en">
                  {error}
                </pre>
              </details>
            )}
            <details className="pw-details">
              <summary>{say('content')}</summary>
              <p className="pw-quiet">{say('contentHint')}</p>
              <pre className="pw-preview">{JSON.stringify(data, null, 2)}</pre>
            </details>
          </>
        )}
      </Known>
    </Frame>
  );
}
