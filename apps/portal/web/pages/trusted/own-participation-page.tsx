import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { ActionView, ParticipationView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { linesOf, OrderForm } from '../../ui/order-form';
import { Said } from '../../ui/said';
import { useWords } from '../../words/language';
import { useAccount } from '../account/use-account';
import { useNames, useOwnRights } from './names';
import { OwnFrame } from './own-frame';
import { Actions, Appeal, ParticipationFacts, StateLine, useDocumentsOf, Visits, WhatHappened } from './parts';
import { Questionnaire } from './questionnaire';
import { trustedWords } from './words';

const PREPARED = ['preparing', 'improving'];
const TAKES_ANSWERS = [...PREPARED, 'in force', 'suspended'];
const SIGNS = ['preparing', 'in force'];
const LEAVES = [...PREPARED, 'submitted', 'in force', 'suspended', 'removed'];
const APPLIES = [...PREPARED, 'submitted'];
const ACTS = ['improving', 'submitted', 'in force', 'suspended'];

interface Told {
  readonly of: ParticipationView;
  readonly again: () => void;
}

/** One program of an account, from the application on: what is to be done now, and doing it. */
export default function OwnParticipationPage() {
  const say = useWords(trustedWords);
  const name = useNames();
  const { accountId, base } = useAccount();
  const { participationId } = useParams({ strict: false }) as { participationId?: string };
  const read = useKnown('cee', 'GET /accounts/{accountId}/trusted-participations', { path: { accountId } });
  const one = read.data?.participations.find(({ id }) => id === participationId);
  return (
    <OwnFrame title={one ? say('oneTitle', { program: name('program', one.program), number: one.number }) : say('one')}>
      <p>
        <Link to={`${base}/trusted`}>{say('backToStanding')}</Link>
      </p>
      <Known of={read} rows={8} isEmpty={() => one === undefined} empty={say('noSuch')}>
        {() => one && <Whole of={one} again={read.again} />}
      </Known>
    </OwnFrame>
  );
}

function Whole({ of, again }: Told) {
  const say = useWords(trustedWords);
  const { base } = useAccount();
  const { isOwner } = useOwnRights(of.accountId);
  const { names } = useDocumentsOf(of.accountId);
  return (
    <>
      <StateLine of={of} />
      <section aria-labelledby="now">
        <h2 id="now">{say('nowTitle')}</h2>
        <p>{say(`now_${of.state}`)}</p>
        {PREPARED.includes(of.state) && <Steps of={of} />}
        {isOwner ? <Orders of={of} again={again} /> : <p>{say('ownersOnly')}</p>}
      </section>
      {of.actions.length > 0 && (
        <section aria-labelledby="actions">
          <h2 id="actions">{say('actionsTitle')}</h2>
          <Actions of={of.actions} names={names}>
            {(action) =>
              isOwner &&
              ACTS.includes(of.state) &&
              !action.acceptedBy && <ActionDone of={of} action={action} again={again} />
            }
          </Actions>
        </section>
      )}
      {of.appeals.length > 0 && (
        <section aria-labelledby="appeals">
          <h2 id="appeals">{say('appealsTitle')}</h2>
          <ul className="pw-cards">
            {of.appeals.map((one) => (
              <li key={one.appealId} className="pw-card">
                <Appeal of={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Questionnaire
        participation={of}
        isOpen={isOwner && TAKES_ANSWERS.includes(of.state)}
        again={again}
        toDocuments={`${base}/documents`}
      />
      {of.program === 'CTPAT' && (
        <section aria-labelledby="visits">
          <h2 id="visits">{say('visitsTitle')}</h2>
          <Visits of={of.visits} />
        </section>
      )}
      <section aria-labelledby="history">
        <h2 id="history">{say('historyTitle')}</h2>
        <ParticipationFacts of={of} />
        <WhatHappened of={of.history} />
      </section>
    </>
  );
}

/** What has to be done before it can be sent in, and what would stand in the way of the program. */
function Steps({ of }: { of: ParticipationView }) {
  const say = useWords(trustedWords);
  const { judgement } = of;
  const inForce = useKnown('cee', 'GET /trusted-criteria', { query: { program: of.program } });
  const unanswered = judgement.criteria - judgement.answered;
  const documents = judgement.missing.length - unanswered;
  const actions = of.actions.filter(({ doneBy }) => doneBy === null).length;
  const steps: readonly (readonly [isDone: boolean, text: string])[] = [
    [
      of.agreementVersion !== null,
      say('stepAgreement', { version: of.agreementVersion ?? inForce.data?.agreement.version ?? '' }),
    ],
    [unanswered === 0, say('stepAnswers', { answered: judgement.answered, all: judgement.criteria })],
    [documents === 0, documents === 0 ? say('stepNoDocuments') : say('stepDocuments', { count: documents })],
    [
      judgement.mustsNotMet.length === 0,
      judgement.mustsNotMet.length === 0
        ? say('stepNoMusts')
        : say('stepMusts', { count: judgement.mustsNotMet.length }),
    ],
    ...(of.actions.length > 0
      ? ([[actions === 0, actions === 0 ? say('stepNoActions') : say('stepActions', { count: actions })]] as const)
      : []),
  ];
  return (
    <ul className="pw-checks">
      {steps.map(([isDone, text]) => (
        <li key={text}>
          <span className={isDone ? 'pw-check pw-check--done' : 'pw-check'}>{say(isDone ? 'isDone' : 'isToDo')}</span>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Orders({ of, again }: Told) {
  const say = useWords(trustedWords);
  const path = { accountId: of.accountId, participationId: of.id };
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    again();
  };
  const inForce = useKnown('cee', 'GET /trusted-criteria', { query: { program: of.program } });
  const agreement = inForce.data?.agreement;
  return (
    <>
      {of.appealClock && of.appealClock.daysLeft < 0 && <Notice kind="warning" title={say('appealOver')} />}
      <div className="pw-orders">
        {agreement && SIGNS.includes(of.state) && of.agreementVersion !== agreement.version && (
          <OrderForm
            title={say('sign')}
            isSaidAbove
            explain={
              <>
                <p>{say('signExplain')}</p>
                <blockquote className="pw-agreement">
                  <strong>{agreement.version}</strong>: <Said text={agreement.text} />
                </blockquote>
              </>
            }
            done={say('signed')}
            send={() =>
              asks(
                call('cee', 'POST /accounts/{accountId}/trusted-participations/{participationId}/agreement', {
                  path,
                  body: { version: agreement.version },
                }),
              )
            }
          />
        )}
        {PREPARED.includes(of.state) && (
          <OrderForm
            title={say('sendIn')}
            isSaidAbove
            explain={say('sendInExplain')}
            done={say('sentIn')}
            send={() =>
              asks(
                call('cee', 'POST /accounts/{accountId}/trusted-participations/{participationId}/submission', {
                  path,
                }),
              )
            }
          />
        )}
        {of.appealClock && of.appealClock.daysLeft >= 0 && (
          <OrderForm
            title={say('appeal')}
            isSaidAbove
            explain={say('appealExplain')}
            done={say('appealed')}
            fields={[{ name: 'grounds', label: say('grounds'), kind: 'paragraph', least: 2, most: 4_000 }]}
            send={({ grounds }, id) =>
              asks(
                call('cee', 'POST /accounts/{accountId}/trusted-participations/{participationId}/appeals', {
                  path,
                  body: { id, grounds },
                }),
              )
            }
          />
        )}
        {LEAVES.includes(of.state) && (
          <OrderForm
            title={say(APPLIES.includes(of.state) ? 'withdrawApplication' : 'withdraw')}
            isSaidAbove
            isGrave
            explain={say('withdrawExplain')}
            done={say('withdrawn')}
            fields={[{ name: 'why', label: say('why'), least: 2, most: 300 }]}
            send={(body) =>
              asks(
                call('cee', 'POST /accounts/{accountId}/trusted-participations/{participationId}/withdrawal', {
                  path,
                  body,
                }),
              )
            }
          />
        )}
      </div>
    </>
  );
}

function ActionDone({ of, action, again }: Told & { action: ActionView }) {
  const say = useWords(trustedWords);
  const documents = useDocumentsOf(of.accountId);
  return (
    <OrderForm
      title={say('sayDone', { code: action.criterion })}
      explain={say('sayDoneExplain')}
      done={say('saidDone')}
      fields={[
        { name: 'done', label: say('done'), kind: 'paragraph', least: 2, most: 1_000, first: action.done ?? '' },
        {
          name: 'documents',
          label: say('documents'),
          kind: 'several',
          hint: documents.hint,
          options: documents.options(action.documents),
          first: action.documents.join('\n'),
        },
      ]}
      send={async ({ done, documents: named }) => {
        await call(
          'cee',
          'POST /accounts/{accountId}/trusted-participations/{participationId}/actions/{actionId}/completion',
          {
            path: { accountId: of.accountId, participationId: of.id, actionId: action.actionId },
            body: { done, documents: linesOf(named) },
          },
        );
        again();
      }}
    >
      {documents.older}
    </OrderForm>
  );
}
