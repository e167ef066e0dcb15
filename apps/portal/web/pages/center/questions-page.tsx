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
import { CenterFrame } from './center-frame';
import { useNames } from './names';
import { PenaltyInputs } from './penalty-inputs';
import { Publish, useMayPublish } from './publish';
import { publishingWords } from './publishing-words';
import { centerWords } from './words';

const STATES = ['asked', 'answered', 'published', 'withdrawn'] as const;
const PAGE = 100;

/** Questions that the trade and other agencies asked the Center. */
export default function QuestionsPage() {
  const say = useWords(centerWords);
  const mayPublish = useMayPublish();
  return (
    <CenterFrame title={say('questionsTitle')} lead={say('questionsLead')}>
      {(center) => (
        <>
          <Questions center={center} />
          <PenaltyInputs center={center} />
          {mayPublish && <Publish center={center ?? null} />}
        </>
      )}
    </CenterFrame>
  );
}

function Questions({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const name = useNames();
  const [state, setState] = useState<(typeof STATES)[number]>('asked');
  const query = { center, state, limit: PAGE };
  const questions = useKnownList('cee', 'GET /hub-questions', { query }, (answer) => answer.questions);
  return (
    <>
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichQuestions')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('question', one)}
          </button>
        ))}
      </fieldset>
      <Known of={questions} rows={6} isEmpty={(items) => items.length === 0} empty={say('questionsNone')}>
        {(items) => (
          <CardList
            label={say('questionsTitle')}
            items={items}
            keyOf={({ id }) => id}
            height={210}
            more={questions.more}
          >
            {(one) => <Question question={one} again={questions.again} />}
          </CardList>
        )}
      </Known>
    </>
  );
}

function Question({ question, again }: { question: HubQuestionView; again: () => void }) {
  const say = useWords(centerWords);
  const sayMore = useWords(publishingWords);
  const name = useNames();
  const { id: questionId, topic, number, clock, text, goods, heading, answer, agency, askedAs, askedAt } = question;
  const path = { questionId };
  const asks = async (done: Promise<unknown>): Promise<void> => {
    await done;
    again();
  };
  return (
    <>
      <h2>{topic}</h2>
      <p className="pw-card__line">
        <span className="pw-sign">{name('question', question.state)}</span>
        {clock && <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />}
        <span>{name('kind', question.kind)}</span>
      </p>
      <p>{text}</p>
      {(goods ?? heading) && <p>{[goods, heading].filter(Boolean).join(', ')}</p>}
      <p className="pw-quiet">
        {number}, {agency ?? askedAs}, <When at={askedAt} />
      </p>
      {answer && (
        <p>
          <strong>{say('answer')}</strong> {answer}
        </p>
      )}
      {question.publicationId && (
        <p>
          <Link to={`/centers/${question.publicationId}`}>{sayMore('read')}</Link>
        </p>
      )}
      <div className="pw-orders">
        {question.state === 'asked' && (
          <>
            <OrderForm
              title={say('answerQuestion')}
              isSaidAbove
              explain={say('answerQuestionExplain')}
              done={say('answered')}
              fields={[{ name: 'answer', label: say('answer'), kind: 'area' }]}
              send={(body) => asks(call('cee', 'POST /hub-questions/{questionId}/answer', { path, body }))}
            />
            <OrderForm
              title={say('redirect')}
              isSaidAbove
              explain={say('redirectExplain')}
              done={say('redirected')}
              fields={[
                { name: 'center', label: say('centerCode'), hint: say('centerCodeHint') },
                { name: 'why', label: say('why') },
              ]}
              send={(body) => asks(call('cee', 'POST /hub-questions/{questionId}/redirection', { path, body }))}
            />
          </>
        )}
        {question.state === 'answered' && (
          <OrderForm
            title={say('publishAnswer')}
            isSaidAbove
            explain={say('publishAnswerExplain')}
            done={say('published')}
            fields={[
              { name: 'title', label: say('publicTitle') },
              { name: 'text', label: say('publicText'), kind: 'area', first: answer ?? '' },
            ]}
            send={(body) => asks(call('cee', 'POST /hub-questions/{questionId}/publication', { path, body }))}
          />
        )}
      </div>
    </>
  );
}
