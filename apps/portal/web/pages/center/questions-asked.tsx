import { useState } from 'react';
import { call } from '../../api/call';
import type { AccountQuestionView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Due } from '../../ui/due';
import { ChosenFilter, Filters } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { AskAccount, AskTheSame, useMayAsk } from './ask-account';
import { questionWords } from './question-words';

const STATES = ['open', 'answered', 'withdrawn'] as const;
const PAGE = 50;
const MOST = 100;

/** Questions to accounts, or to one, with who asked them, and what who asked can do. */
export function QuestionsAsked({ accountId }: { accountId: string | null }) {
  const say = useWords(questionWords);
  const { name } = useNamesOf(questionWords);
  const mayAsk = useMayAsk();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [whose, setWhose] = useState('');
  const query = { accountId, state, whose: whose === 'mine' ? ('mine' as const) : ('all' as const), limit: PAGE };
  const read = useKnownList('cee', 'GET /account-questions', { query }, ({ questions }) => questions, {
    after: 'before',
  });
  const own = useKnown(
    'cee',
    'GET /account-questions',
    { query: { accountId, state: 'open', whose: 'mine', limit: MOST } },
    { when: mayAsk },
  );
  const isMine = (id: string): boolean => own.data?.questions.some((one) => one.id === id) ?? false;
  const again = (): void => {
    read.again();
    own.again();
  };
  return (
    <>
      {accountId && mayAsk && <AskAccount accountId={accountId} again={again} />}
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichQuestions')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('state', one)}
          </button>
        ))}
      </fieldset>
      {mayAsk && (
        <Filters>
          <ChosenFilter
            label={say('whose')}
            all={say('everybody')}
            options={[{ value: 'mine', text: say('mine') }]}
            value={whose}
            onChange={setWhose}
          />
        </Filters>
      )}
      <Known of={read} rows={5} isEmpty={(items) => items.length === 0} empty={say('none')}>
        {(items) => (
          <CardList label={say('listTitle')} items={items} keyOf={({ id }) => id} height={210} more={read.more}>
            {(question) => (
              <Question question={question} isOfOne={accountId !== null} isMine={isMine(question.id)} again={again} />
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}

function Question({
  question,
  isOfOne,
  isMine,
  again,
}: {
  question: AccountQuestionView;
  /** The page is of its account. */
  isOfOne: boolean;
  /** Who looks has asked it, or joined. */
  isMine: boolean;
  again: () => void;
}) {
  const say = useWords(questionWords);
  const { name } = useNamesOf(questionWords);
  const mayAsk = useMayAsk();
  const { id, accountId, number, kind, goods, heading, supplier, text, whyAgain, requestNumber, clock } = question;
  const path = { questionId: id };
  const subject = [goods, heading, supplier && say('madeBy', { mid: supplier })].filter(Boolean).join(', ');
  const asks = async (done: Promise<unknown>): Promise<void> => {
    await done;
    again();
  };
  return (
    <>
      <h3>
        {isOfOne ? (
          say('about', { kind: name('kind', kind), what: subject })
        ) : (
          <Link to={`/center/accounts/${accountId}`}>{question.accountName ?? number}</Link>
        )}
      </h3>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', question.state)}</span>
        {!isOfOne && <span>{say('about', { kind: name('kind', kind), what: subject })}</span>}
        <span className="pw-quiet">
          {say('number', { number })} <When at={question.askedAt} />
        </span>
      </p>
      <p className="pw-said">{text}</p>
      {whyAgain && <p className="pw-quiet">{say('again', { why: whyAgain })}</p>}
      {requestNumber && (
        <p>
          {say('byRequest')} <Link to={`/center/notices/${requestNumber}`}>{requestNumber}</Link>{' '}
          {clock && <Due day={clock.dueDate} daysLeft={clock.daysLeft} />}
        </p>
      )}
      <p className="pw-quiet">{say('askedBy')}</p>
      <ul>
        {question.askers.map((asker) => (
          <li key={`${asker.name} ${asker.askedAt}`}>
            {say('askerOf', { name: asker.name, place: asker.center ?? asker.port ?? 'CBP' })}{' '}
            <span className="pw-quiet">
              <When at={asker.askedAt} />
            </span>
            {asker.text !== text && <p className="pw-said">{asker.text}</p>}
          </li>
        ))}
      </ul>
      {question.answer && (
        <p>
          <strong>{say('answerBy', { name: question.answeredBy ?? '' })}</strong>{' '}
          <span className="pw-said">{question.answer}</span>{' '}
          {question.answeredAt && (
            <span className="pw-quiet">
              <When at={question.answeredAt} />
            </span>
          )}
        </p>
      )}
      {question.state === 'open' && mayAsk && (
        <div className="pw-orders">
          {isMine ? (
            <>
              <OrderForm
                title={say('writeDown')}
                isSaidAbove
                explain={say('writeDownExplain')}
                done={say('writtenDown')}
                fields={[{ name: 'answer', label: say('answer'), kind: 'paragraph', least: 2, most: 4_000 }]}
                send={(body) => asks(call('cee', 'POST /account-questions/{questionId}/answer', { path, body }))}
              />
              <OrderForm
                title={say('takeBack')}
                isSaidAbove
                explain={say('takeBackExplain')}
                done={say('takenBack')}
                send={() => asks(call('cee', 'POST /account-questions/{questionId}/withdrawal', { path }))}
              />
            </>
          ) : (
            <AskTheSame question={question} again={again} />
          )}
        </div>
      )}
    </>
  );
}
