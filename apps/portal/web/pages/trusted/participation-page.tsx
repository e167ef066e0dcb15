import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { ActionView, ParticipationView, VisitView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { BackToDesk } from '../center/center-frame';
import { AnswerRequest } from './answer-request';
import { DecideAppeal } from './appeals-page';
import { NameContact } from './name-contact';
import { useDuties, useNames, useOptions } from './names';
import { Actions, Appeal, ParticipationFacts, StateLine, useDocumentsOf, Visits, WhatHappened } from './parts';
import { lacksDocument, Questionnaire, useCriteriaText } from './questionnaire';
import { Request } from './request';
import { actionsTyped, findingsTyped, useActionFields, useFindingFields, useIds } from './rows';
import { Benefits, Contacts, Stands } from './standing';
import { trustedWords } from './words';
import './trusted.scss';

type Decision = 'certified' | 'refused' | 'validated' | 'suspended' | 'reinstated' | 'removed';
/** What can be decided in a state; the module judges whether it is due. */
const DECISIONS: Readonly<Record<ParticipationView['state'], readonly Decision[]>> = {
  preparing: [],
  submitted: ['certified', 'refused'],
  improving: ['refused'],
  'in force': ['validated', 'suspended', 'removed'],
  suspended: ['reinstated', 'removed'],
  removed: [],
  refused: [],
  withdrawn: [],
};
const JUDGES_ACTIONS = ['improving', 'submitted', 'in force', 'suspended'];
const TIERS = ['1', '2', '3'];

interface Told {
  readonly of: ParticipationView;
  readonly again: () => void;
}

/** One participation with all that belongs to it, as CBP works with it. */
export default function ParticipationPage() {
  const say = useWords(trustedWords);
  const name = useNames();
  const { participationId = '' } = useParams({ strict: false }) as { participationId?: string };
  const read = useKnown(
    'cee',
    'GET /trusted-participations/{participationId}',
    { path: { participationId } },
    { isSealed: true },
  );
  const one = read.data;
  return (
    <>
      <PageTitle lead={one?.accountName ?? undefined}>
        {one ? say('oneTitle', { program: name('program', one.program), number: one.number }) : say('one')}
      </PageTitle>
      <BackToDesk to="/center/trusted">{say('backToList')}</BackToDesk>
      <Known of={read} rows={8}>
        {(of) => (
          <Results>
            <Whole of={of} again={read.again} />
          </Results>
        )}
      </Known>
    </>
  );
}

function Whole({ of, again }: Told) {
  const say = useWords(trustedWords);
  const duties = useDuties();
  const { names } = useDocumentsOf(of.accountId);
  const path = { accountId: of.accountId };
  const standing = useKnown('cee', 'GET /accounts/{accountId}/trusted-standing', { path }, { isSealed: true });
  const contacts = useKnown('cee', 'GET /accounts/{accountId}/trusted-contacts', { path }, { isSealed: true });
  const requests = useKnown('cee', 'GET /accounts/{accountId}/trusted-requests', { path }, { isSealed: true });
  return (
    <>
      <StateLine of={of} />
      <p className="pw-card__line">
        <Link to={`/account/${of.accountId}/trusted`}>{say('toAccount')}</Link>
        <Link to={`/center/accounts/${of.accountId}`}>{say('toPattern')}</Link>
        <Link to={`/account/${of.accountId}/trusted-year`}>{say('toYear')}</Link>
      </p>
      <ParticipationFacts of={of} />
      <section aria-labelledby="decide">
        <h2 id="decide">{say('decideTitle')}</h2>
        <Judged of={of} />
        <Orders of={of} again={again} />
      </section>
      <section aria-labelledby="actions">
        <h2 id="actions">{say('actionsTitle')}</h2>
        <Actions of={of.actions} names={names}>
          {(action) =>
            duties.reviews &&
            JUDGES_ACTIONS.includes(of.state) &&
            action.doneBy &&
            !action.acceptedBy && <JudgeAction of={of} action={action} again={again} />
          }
        </Actions>
      </section>
      {of.program === 'CTPAT' && (
        <section aria-labelledby="visits">
          <h2 id="visits">{say('visitsTitle')}</h2>
          <Visits of={of.visits}>
            {(visit) =>
              duties.reviews &&
              of.state === 'in force' &&
              !visit.heldOn && <ReportVisit of={of} visit={visit} again={again} />
            }
          </Visits>
        </section>
      )}
      <section aria-labelledby="appeals">
        <h2 id="appeals">{say('appealsTitle')}</h2>
        {of.appeals.length === 0 && <p className="pw-empty">{say('appealsNone')}</p>}
        <ul className="pw-cards">
          {of.appeals.map((one) => (
            <li key={one.appealId} className="pw-card">
              <Appeal of={one}>
                {duties.decidesAppeals && one.state === 'filed' && <DecideAppeal of={one} again={again} />}
              </Appeal>
            </li>
          ))}
        </ul>
      </section>
      <Questionnaire participation={of} isOpen={false} again={again} />
      <section aria-labelledby="stand">
        <h2 id="stand">{say('traderStands')}</h2>
        <Known of={standing} isPart rows={4}>
          {(told) => (
            <>
              <Stands of={told} />
              <Benefits of={told} />
            </>
          )}
        </Known>
      </section>
      <section aria-labelledby="contacts">
        <h2 id="contacts">{say('contactsTitle')}</h2>
        <Known of={contacts} isPart rows={2}>
          {(told) => <Contacts of={told.contacts} />}
        </Known>
        {duties.namesContacts && <NameContact accountId={of.accountId} again={contacts.again} />}
      </section>
      <section aria-labelledby="requests">
        <h2 id="requests">{say('requestsTitle')}</h2>
        <Known of={requests} isPart isEmpty={(told) => told.requests.length === 0} empty={say('requestsNone')}>
          {(told) => (
            <CardList label={say('requestsTitle')} items={told.requests} keyOf={({ id }) => id} height={190}>
              {(one) => (
                <Request of={one}>{duties.answers && <AnswerRequest of={one} again={requests.again} />}</Request>
              )}
            </CardList>
          )}
        </Known>
      </section>
      <section aria-labelledby="history">
        <h2 id="history">{say('historyTitle')}</h2>
        <WhatHappened of={of.history} />
      </section>
    </>
  );
}

/** What the self-assessment lacks, in short: how each criterion was answered stands below. */
function Judged({ of }: { of: ParticipationView }) {
  const say = useWords(trustedWords);
  const text = useCriteriaText();
  const { program, criteriaVersion, judgement, answers } = of;
  const criteria = useKnown('cee', 'GET /trusted-criteria', { query: { program, version: criteriaVersion } });
  const given = new Map(answers.map((one) => [one.criterion, one]));
  const all = criteria.data?.questionnaire.criteria ?? [];
  const isNotMet = (weight: string) => (one: (typeof all)[number]) =>
    one.weight === weight && given.get(one.code)?.answer === 'not met';
  const lists = [
    ['missingTitle', all.filter((one) => lacksDocument(one, given.get(one.code)))],
    ['mustsNotMet', all.filter(isNotMet('must'))],
    ['shouldsNotMet', all.filter(isNotMet('should'))],
  ] as const;
  return (
    <>
      <p>{say('judgedSo', { answered: judgement.answered, all: judgement.criteria })}</p>
      {lists.map(
        ([title, some]) =>
          some.length > 0 && (
            <div key={title}>
              <h3>{say(title)}</h3>
              <ul>
                {some.map(({ code, text: asks }) => (
                  <li key={code}>
                    {code} {text(asks)}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  );
}

function Orders({ of, again }: Told) {
  const say = useWords(trustedWords);
  const { reviews, decides } = useDuties();
  const isReviewed = of.state === 'submitted' || of.state === 'in force';
  const decisions = DECISIONS[of.state].filter((one) => one !== 'validated' || of.program === 'CTPAT');
  if (!reviews && !decides) return <p>{say('readOnly')}</p>;
  return (
    <>
      {decisions.length === 0 && !isReviewed && <p>{say('nothingToDecide')}</p>}
      {!decides && decisions.length > 0 && <p>{say('reviewsOnly')}</p>}
      {!reviews && isReviewed && <p>{say('decidesOnly')}</p>}
      <div className="pw-orders">
        {decides && decisions.length > 0 && <Decide of={of} decisions={decisions} again={again} />}
        {reviews && of.state === 'submitted' && <GiveBack of={of} again={again} />}
        {reviews && of.state === 'in force' && of.program === 'CTPAT' && <PlanVisit of={of} again={again} />}
      </div>
    </>
  );
}

function Decide({ of, decisions, again }: Told & { decisions: readonly Decision[] }) {
  const say = useWords(trustedWords);
  const options = useOptions();
  const idOf = useIds();
  const isTaken = ({ decision }: Readonly<Record<string, string>>): boolean =>
    decision === 'suspended' || decision === 'removed';
  const actionFields = useActionFields(of, isTaken);
  return (
    <OrderForm
      title={say('decide')}
      isSaidAbove
      isGrave
      explain={say('decideExplain')}
      done={say('decided')}
      fields={[
        { name: 'decision', label: say('decision'), kind: 'choice', options: options('decision', decisions) },
        {
          name: 'tier',
          label: say('newTier'),
          kind: 'choice',
          options: options('tier', TIERS),
          when: ({ decision }) => decision === 'validated',
        },
        { name: 'falseStatement', label: say('falseStatement'), kind: 'tick', when: isTaken },
        {
          name: 'from',
          label: say('holdsSince'),
          hint: say('holdsSinceHint'),
          kind: 'date',
          optional: true,
          when: ({ decision }) => decision !== 'refused',
        },
        { name: 'why', label: say('why'), kind: 'paragraph', least: 2, most: 300 },
        ...actionFields,
      ]}
      send={async (told: Record<string, string>, once) => {
        await call('cee', 'POST /trusted-participations/{participationId}/decision', {
          path: { participationId: of.id },
          body: {
            ...{ decision: told['decision'] as Decision, version: of.version, why: told['why']! },
            ...{ tier: told['tier'] ? Number(told['tier']) : null, from: told['from'] || null },
            falseStatement: told['falseStatement'] === 'yes',
            actions: actionsTyped(told, (place) => idOf(once, place)),
          },
        });
        again();
      }}
    />
  );
}

function GiveBack({ of, again }: Told) {
  const say = useWords(trustedWords);
  const idOf = useIds();
  const actionFields = useActionFields(of);
  return (
    <OrderForm
      title={say('giveBack')}
      isSaidAbove
      explain={say('giveBackExplain')}
      done={say('givenBack')}
      fields={[{ name: 'why', label: say('why'), kind: 'paragraph', least: 2, most: 300 }, ...actionFields]}
      send={async (told: Record<string, string>, once) => {
        await call('cee', 'POST /trusted-participations/{participationId}/return', {
          path: { participationId: of.id },
          body: {
            ...{ version: of.version, why: told['why']! },
            actions: actionsTyped(told, (place) => idOf(once, place)),
          },
        });
        again();
      }}
    />
  );
}

function PlanVisit({ of, again }: Told) {
  const say = useWords(trustedWords);
  return (
    <OrderForm
      title={say('planVisit')}
      explain={say('planVisitExplain')}
      done={say('visitIsPlanned')}
      fields={[
        { name: 'plannedFor', label: say('plannedFor'), kind: 'date' },
        { name: 'place', label: say('placeOfBusiness'), least: 2, most: 200 },
      ]}
      send={async (told, id) => {
        await call('cee', 'POST /trusted-participations/{participationId}/visits', {
          path: { participationId: of.id },
          body: { id, ...told },
        });
        again();
      }}
    />
  );
}

function ReportVisit({ of, visit, again }: Told & { visit: VisitView }) {
  const say = useWords(trustedWords);
  const idOf = useIds();
  const findingFields = useFindingFields(of);
  const actionFields = useActionFields(of);
  return (
    <OrderForm
      title={say('reportVisit', { place: visit.place })}
      isSaidAbove
      explain={say('reportVisitExplain')}
      done={say('visitReported')}
      fields={[
        { name: 'heldOn', label: say('heldOn'), kind: 'date' },
        { name: 'conclusion', label: say('conclusion'), kind: 'paragraph', least: 2, most: 300 },
        ...findingFields,
        ...actionFields,
      ]}
      send={async (told: Record<string, string>, once) => {
        await call('cee', 'POST /trusted-participations/{participationId}/visits/{visitId}/report', {
          path: { participationId: of.id, visitId: visit.visitId },
          body: {
            ...{ heldOn: told['heldOn']!, conclusion: told['conclusion']!, findings: findingsTyped(told) },
            actions: actionsTyped(told, (place) => idOf(once, place)),
          },
        });
        again();
      }}
    />
  );
}

function JudgeAction({ of, action, again }: Told & { action: ActionView }) {
  const say = useWords(trustedWords);
  const options = useOptions();
  return (
    <OrderForm
      title={say('judgeAction', { code: action.criterion })}
      isSaidAbove
      explain={say('judgeActionExplain')}
      done={say('judged')}
      fields={[
        {
          name: 'judgement',
          label: say('judgement'),
          kind: 'choice',
          options: options('judgement', ['accepted', 'sent back']),
        },
        { name: 'why', label: say('why'), least: 2, most: 300 },
      ]}
      send={async ({ judgement, why }) => {
        await call('cee', 'POST /trusted-participations/{participationId}/actions/{actionId}/judgement', {
          path: { participationId: of.id, actionId: action.actionId },
          body: { accepted: judgement === 'accepted', why },
        });
        again();
      }}
    />
  );
}
