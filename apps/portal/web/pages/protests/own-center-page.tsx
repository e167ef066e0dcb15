import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { EASTERN } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { AccountPage } from '../account/frame';
import { useAccount } from '../account/use-account';
import { fieldTime } from '../port-desk/port-time';
import { standingOn } from './assigned.rules';
import { OwnQuestions } from './own-questions';
import { ownProtestWords } from './words';

const PAGE = 50;
const EXPERIENCES = ['new', 'under a year', 'over a year'];

/** Which Center an account belongs to, and appeals against that. */
export default function OwnCenterPage() {
  const say = useWords(ownProtestWords);
  const { accountId, isOwn } = useAccount();
  const read = useKnown('cee', 'GET /accounts/{accountId}/assignments', { path: { accountId } });
  const { now, later } = standingOn(fieldTime(new Date(), EASTERN).slice(0, 10), read.data?.assignments ?? []);
  return (
    <AccountPage title={say('centerTitle')} lead={say('centerLead')}>
      <section aria-labelledby="assigned">
        <h2 id="assigned">{say('assigned')}</h2>
        <Known of={read} isEmpty={() => now.length + later.length === 0} empty={say('assignedNone')}>
          {() => (
            <ul className="pw-cards">
              {[...now, ...later].map((one) => (
                <li key={one.assignmentId} className="pw-card">
                  {say('assignedTo', { number: one.importerNumber, center: one.centerId, team: one.teamNumber })}{' '}
                  <Day of={one.from} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <Appeals />
      {isOwn && now[0] && <FileAppeal current={now[0].centerId} />}
      <OwnQuestions />
    </AccountPage>
  );
}

function Appeals() {
  const say = useWords(ownProtestWords);
  const { name } = useNamesOf(ownProtestWords);
  const { accountId, isOwn } = useAccount();
  const asked = { path: { accountId }, query: { limit: PAGE } };
  const read = useKnownList('cee', 'GET /accounts/{accountId}/assignment-appeals', asked, ({ appeals }) => appeals);
  return (
    <section aria-labelledby="appeals">
      <h2 id="appeals">{say('appeals')}</h2>
      <Known of={read} isPart isEmpty={(items) => items.length === 0} empty={say('appealsNone')}>
        {(items) => (
          <ul className="pw-cards">
            {items.map((one) => (
              <li key={one.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{one.number}</strong>
                  <span className="pw-sign">{name('appeal', one.state)}</span>
                  <span>{say('fromTo', { from: one.currentCenter, to: one.preferredCenter })}</span>
                  {one.state === 'filed' && (
                    <Due day={one.due} daysLeft={one.businessDaysLeft ?? 0} unit="working days" />
                  )}
                </p>
                <p>
                  {one.reason ? say('decisionWas', { name: one.decidedBy ?? '', why: one.reason }) : one.justification}
                </p>
                {isOwn && one.state === 'filed' && (
                  <OrderForm
                    title={say('withdraw')}
                    isSaidAbove
                    explain={say('withdrawAppealExplain')}
                    done={say('withdrawn')}
                    fields={[{ name: 'why', label: say('why') }]}
                    send={async (body) => {
                      await call('cee', 'POST /accounts/{accountId}/assignment-appeals/{appealId}/withdrawal', {
                        path: { accountId, appealId: one.id },
                        body,
                      });
                      read.again();
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/[\s,;]+/))
    .filter(([first]) => first);

/** One a line: heading, entry lines, whole dollars. */
const importsTyped = (text: string) =>
  linesOf(text).map(([heading = '', lines = '', ...dollars]) => ({
    heading,
    lines: Number(lines),
    valueDollars: Number(dollars.join('').replace('$', '')),
  }));

function FileAppeal({ current }: { current: string }) {
  const say = useWords(ownProtestWords);
  const { options } = useNamesOf(ownProtestWords);
  const { accountId } = useAccount();
  const account = useKnown('account', 'GET /accounts/{accountId}', { path: { accountId } }, { every: 0 });
  const centers = useKnown('cee', 'GET /center-pages', {}, { every: 0 });
  const appeals = useKnownList(
    'cee',
    'GET /accounts/{accountId}/assignment-appeals',
    { path: { accountId }, query: { limit: PAGE } },
    (answer) => answer.appeals,
  );
  const choices = (centers.data?.centers ?? []).map((one) => ({ value: one.id, text: `${one.name} (${one.id})` }));
  const importsNow = ({ form }: Readonly<Record<string, string>>): boolean => Boolean(form) && form !== 'new';
  const expects = ({ form }: Readonly<Record<string, string>>): boolean => Boolean(form) && form !== 'over a year';
  return (
    <OrderForm
      title={say('appeal')}
      explain={say('appealExplain')}
      done={say('appealed')}
      fields={[
        { name: 'currentCenter', label: say('current'), kind: 'choice', options: choices, first: current },
        { name: 'preferredCenter', label: say('preferred'), kind: 'choice', options: choices },
        {
          name: 'importers',
          label: say('importers'),
          hint: say('importersHint'),
          kind: 'area',
          first: account.data?.importerNumbers.join('\n') ?? '',
        },
        { name: 'justification', label: say('justificationOf'), kind: 'paragraph' },
        { name: 'form', label: say('experience'), kind: 'choice', options: options('experience', EXPERIENCES) },
        { name: 'actual', label: say('actual'), hint: say('dataHint'), kind: 'area', when: importsNow },
        { name: 'actualFrom', label: say('actualFrom'), hint: say('monthHint'), when: importsNow },
        { name: 'actualTo', label: say('actualTo'), hint: say('monthHint'), when: importsNow },
        { name: 'projected', label: say('projected'), hint: say('dataHint'), kind: 'area', when: expects },
      ]}
      send={async ({ importers, actual, actualFrom, actualTo, projected, ...rest }, id) => {
        await call('cee', 'POST /accounts/{accountId}/assignment-appeals', {
          path: { accountId },
          body: {
            ...{ id, ...rest },
            importers: linesOf(importers).map(([number = '', bondNumber = null]) => ({ number, bondNumber })),
            ...{ actual: importsTyped(actual), actualFrom: actualFrom || null, actualTo: actualTo || null },
            projected: importsTyped(projected),
          },
        });
        appeals.again();
      }}
    />
  );
}
