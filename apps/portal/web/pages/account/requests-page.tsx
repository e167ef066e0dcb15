import { useState } from 'react';
import type { AccountQuestionView, NoticeLineView } from '../../api/cee';
import type { DocumentRequestView } from '../../api/account';
import { addressOf, call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { listOf, optionsOf, OrderForm, Result } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { printedEntry, useFigures } from './figures';
import { AccountPage } from './frame';
import { Upload } from './upload';
import { useAccount } from './use-account';
import { accountWords } from './words';

const OPEN_REQUESTS = ['asked', 'overdue', 'insufficient'];

/** What CBP asks of the account: documents, questions, and requests and notices of the Centers; each is answered where it stands. */
export default function RequestsPage() {
  const say = useWords(accountWords);
  const { accountId } = useAccount();
  const documents = useKnown('account', 'GET /document-requests', { query: { accountId, limit: 200 } });
  const notices = useKnown('cee', 'GET /accounts/{accountId}/notices', { path: { accountId }, query: { limit: 100 } });
  const questions = useKnown('cee', 'GET /accounts/{accountId}/questions', {
    path: { accountId },
    query: { limit: 100 },
  });
  return (
    <AccountPage title={say('requestsTitle')} lead={say('requestsLead')}>
      <section aria-labelledby="documents">
        <h2 id="documents">{say('documentRequests')}</h2>
        <Known of={documents} isEmpty={({ requests }) => requests.length === 0} empty={say('documentRequestsNone')}>
          {({ requests }) => (
            <ul className="pw-cards">
              {[...requests].sort(openFirst).map((request) => (
                <li key={request.actionNumber} className="pw-card">
                  <DocumentRequest request={request} again={documents.again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <section aria-labelledby="notices">
        <h2 id="notices">{say('notices')}</h2>
        <Known of={notices} isEmpty={(told) => told.notices.length === 0} empty={say('noticesNone')}>
          {(told) => (
            <ul className="pw-cards">
              {told.notices.map((notice) => (
                <li key={notice.actionNumber} className="pw-card">
                  <CenterNotice notice={notice} again={notices.again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <section aria-labelledby="questions">
        <h2 id="questions">{say('questions')}</h2>
        <Known of={questions} isEmpty={(told) => told.questions.length === 0} empty={say('questionsNone')}>
          {(told) => (
            <ul className="pw-cards">
              {told.questions.map((question) => (
                <li key={question.id} className="pw-card">
                  <Question question={question} again={questions.again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
    </AccountPage>
  );
}

const openFirst = (a: DocumentRequestView, b: DocumentRequestView): number =>
  Number(OPEN_REQUESTS.includes(b.state)) - Number(OPEN_REQUESTS.includes(a.state)) ||
  a.dueDate.localeCompare(b.dueDate);

function DocumentRequest({ request, again }: { request: DocumentRequestView; again: () => void }) {
  const say = useWords(accountWords);
  const { state, day } = useFigures();
  const { isOwn, base } = useAccount();
  const [handedIn, setHandedIn] = useState<string | null>(null);
  const isOpen = OPEN_REQUESTS.includes(request.state);
  return (
    <>
      <h3>
        {request.actionNumber}{' '}
        <span className={`pw-state-tag pw-state-tag--${isOpen ? 'waits' : 'plain'}`}>{state(request.state)}</span>
      </h3>
      <p>
        {say('forEntry')}{' '}
        <Link to={`${base}/entries/${request.filerCode}${request.entryNumber}`}>
          {printedEntry(request.filerCode, request.entryNumber)}
        </Link>{' '}
        · {say('answerBy', { day: day(request.dueDate) })}
      </p>
      {request.remarks.map((remark) => (
        <p key={remark} className="pw-said">
          {remark}
        </p>
      ))}
      <p className="pw-quiet">
        {say('askedBy', { who: request.askedBy })} · <When at={request.askedAt} />
        {request.phone && ` · ${say('phone', { phone: request.phone })}`}
      </p>
      {isOpen && isOwn && (
        <Upload
          label={say('handIn', { number: request.actionNumber })}
          subjects={`request:${request.actionNumber}`}
          onDone={(name) => {
            setHandedIn(name);
            again();
          }}
        />
      )}
      {handedIn && !isOpen && <Result>{say('handedIn', { name: handedIn })}</Result>}
    </>
  );
}

const ANSWERS: Readonly<Record<string, readonly ('answered' | 'agreed' | 'disagreed' | 'marked' | 'redelivered')[]>> = {
  'CF-28': ['answered'],
  'CF-29': ['agreed', 'disagreed'],
  'CF-4647': ['marked', 'redelivered', 'disagreed'],
};

function CenterNotice({ notice, again }: { notice: NoticeLineView; again: () => void }) {
  const say = useWords(accountWords);
  const { state, day } = useFigures();
  const { isOwn, base } = useAccount();
  const { actionNumber } = notice;
  const whole = useKnown('cee', 'GET /notices/{actionNumber}', { path: { actionNumber } });
  return (
    <>
      <h3>
        {notice.form}: {whole.data ? <Said text={whole.data.title} /> : actionNumber}{' '}
        <span className="pw-state-tag">{state(notice.state)}</span>
      </h3>
      <p>
        {actionNumber} · {say('forEntry')}{' '}
        <Link to={`${base}/entries/${notice.entryNumber.replaceAll('-', '')}`}>{notice.entryNumber}</Link>
        {notice.clock &&
          ` · ${say('answerBy', { day: day(notice.clock.dueDate) })}, ${say('daysLeft', { count: notice.clock.daysLeft })}`}
      </p>
      <Known of={whole} rows={2}>
        {(told) => (
          <>
            <p className="pw-said">{told.question}</p>
            {told.action && (
              <p>
                {say('actionWanted')} <Said text={told.action} />
              </p>
            )}
            {told.answers.map((answer) => (
              <p key={`${answer.answeredAt} ${answer.says}`} className="pw-quiet">
                {say('answeredSo', { says: state(answer.says) })} {answer.text}
              </p>
            ))}
            {told.takesAnswers && isOwn && (
              <OrderForm
                title={say('answer', { number: actionNumber })}
                explain={say('answerHappens')}
                fields={[
                  {
                    name: 'says',
                    label: say('yourAnswer'),
                    kind: 'choice',
                    options: optionsOf(ANSWERS[notice.form] ?? ['answered'], state),
                  },
                  { name: 'text', label: say('inWords'), kind: 'area', optional: true },
                  { name: 'documents', label: say('documentIds'), optional: true, hint: say('documentIdsHint') },
                ]}
                submit={say('sendAnswer')}
                send={async (typed, id) => {
                  await call('cee', 'POST /notices/{actionNumber}/answers', {
                    path: { actionNumber },
                    body: {
                      id,
                      says: typed.says as 'answered',
                      text: typed.text || null,
                      documentReferences: listOf(typed.documents),
                    },
                  });
                  whole.again();
                  again();
                }}
                done={say('answerSent')}
                isSaidAbove
              />
            )}
          </>
        )}
      </Known>
      <p>
        <a
          className="usa-link"
          href={addressOf('cee', 'GET /notices/{actionNumber}/document', { path: { actionNumber } })}
        >
          {say('openNotice', { number: actionNumber })}
        </a>
      </p>
    </>
  );
}

function Question({ question, again }: { question: AccountQuestionView; again: () => void }) {
  const say = useWords(accountWords);
  const { state, day } = useFigures();
  const { name } = useNamesOf(accountWords);
  const { accountId, isOwn } = useAccount();
  return (
    <>
      <h3>
        {question.number}{' '}
        <span className={`pw-state-tag pw-state-tag--${question.state === 'open' ? 'waits' : 'plain'}`}>
          {state(question.state)}
        </span>
      </h3>
      {[...new Set([question.text, ...question.askers.map(({ text }) => text)])].map((text) => (
        <p key={text} className="pw-said">
          {text}
        </p>
      ))}
      <p className="pw-quiet">
        <When at={question.askedAt} /> · {name('kind', question.kind)}
        {question.goods && ` · ${question.goods}`}
        {question.clock &&
          ` · ${say('answerBy', { day: day(question.clock.dueDate) })}, ${say('daysLeft', { count: question.clock.daysLeft })}`}
      </p>
      {question.state === 'open' && question.requestNumber && (
        <p>{say('answeredByRequest', { number: question.requestNumber })}</p>
      )}
      {question.answer && <p>{say('answeredSo', { says: question.answer })}</p>}
      {question.state === 'open' && isOwn && (
        <OrderForm
          title={say('answer', { number: question.number })}
          explain={say('answerHappens')}
          fields={[{ name: 'answer', label: say('inWords'), kind: 'area' }]}
          submit={say('sendAnswer')}
          send={async (typed) => {
            await call('cee', 'POST /accounts/{accountId}/questions/{questionId}/answer', {
              path: { accountId, questionId: question.id },
              body: { answer: typed.answer },
            });
            again();
          }}
          done={say('answerSent')}
          isSaidAbove
        />
      )}
    </>
  );
}
