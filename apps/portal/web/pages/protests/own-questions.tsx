import { useState } from 'react';
import { call } from '../../api/call';
import type { HubQuestionView } from '../../api/cee';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { useAccount } from '../account/use-account';
import { ownProtestWords } from './words';

const STATES = ['asked', 'answered', 'published', 'withdrawn'] as const;
const KINDS = [
  ...(['classification', 'value', 'rate', 'origin', 'marking', 'admissibility', 'AD/CVD', 'preference'] as const),
  ...(['documents', 'other'] as const),
] as const;
const PAGE = 50;

/** What an account asks its Center, with the day of the answer. */
export function OwnQuestions() {
  const say = useWords(ownProtestWords);
  const { name, options } = useNamesOf(ownProtestWords);
  const { isOwn, isPerson } = useAccount();
  const [state, setState] = useState<(typeof STATES)[number]>('asked');
  const query = { state, limit: PAGE };
  const read = useKnownList('cee', 'GET /hub-questions', { query }, ({ questions }) => questions, { when: isOwn });
  // Of other accounts CBP reads the questions at its own desk.
  if (!isOwn) return null;
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{say('askedTitle')}</h2>
      <p>{say('askedLead')}</p>
      {isPerson && (
        <OrderForm
          title={say('askCenter')}
          explain={say('askCenterExplain')}
          done={say('centerAsked')}
          fields={[
            { name: 'kind', label: say('about'), kind: 'choice', options: options('kind', KINDS) },
            { name: 'topic', label: say('topic'), hint: say('topicHint'), least: 2, most: 60 },
            { name: 'goods', label: say('merchandise'), optional: true, most: 500 },
            {
              name: 'heading',
              label: say('headingOf'),
              hint: say('headingHint'),
              kind: 'number',
              optional: true,
              most: 4,
            },
            { name: 'text', label: say('question'), kind: 'paragraph', least: 2, most: 4_000 },
          ]}
          send={async ({ kind, topic, goods, heading, text }, id) => {
            await call('cee', 'POST /hub-questions', {
              body: {
                ...{ id, kind: kind as (typeof KINDS)[number], topic, text },
                ...{ goods: goods || null, heading: heading || null },
              },
            });
            read.again();
          }}
        />
      )}
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichQuestions')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('question', one)}
          </button>
        ))}
      </fieldset>
      <Known of={read} isPart isEmpty={(items) => items.length === 0} empty={say('askedNone')}>
        {(items) => (
          <CardList label={say('askedTitle')} items={items} keyOf={({ id }) => id} height={170} more={read.more}>
            {(one) => <OwnQuestion question={one} again={read.again} />}
          </CardList>
        )}
      </Known>
    </section>
  );
}

function OwnQuestion({ question, again }: { question: HubQuestionView; again: () => void }) {
  const say = useWords(ownProtestWords);
  const { name } = useNamesOf(ownProtestWords);
  const { isPerson } = useAccount();
  const { id: questionId, number, topic, kind, text, center, state, clock, askedAt, answer, publicationId } = question;
  return (
    <>
      <h3>{topic}</h3>
      <p className="pw-card__line">
        <span className="pw-sign">{name('question', state)}</span>
        {clock && <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />}
        <span>{name('kind', kind)}</span>
      </p>
      <p>{text}</p>
      <p className="pw-quiet">
        {number}, {center}, <When at={askedAt} />
      </p>
      {answer && (
        <p>
          <strong>{say('centerSays')}</strong> {answer}
        </p>
      )}
      {publicationId && (
        <p>
          <Link to={`/centers/${publicationId}`}>{say('readPublished')}</Link>
        </p>
      )}
      {state === 'asked' && isPerson && (
        <OrderForm
          title={say('takeQuestionBack')}
          isSaidAbove
          explain={say('takeQuestionBackExplain')}
          done={say('withdrawn')}
          fields={[{ name: 'why', label: say('why'), least: 2, most: 300 }]}
          send={async (body) => {
            await call('cee', 'POST /hub-questions/{questionId}/withdrawal', { path: { questionId }, body });
            again();
          }}
        />
      )}
    </>
  );
}
