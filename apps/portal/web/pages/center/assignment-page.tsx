import { call } from '../../api/call';
import type { HeadingData } from '../../api/cee';
import { useKnownList } from '../../api/known-list';
import { CardList, Facts } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { wholeDollars } from '../../ui/money';
import { OrderForm } from '../../ui/order-form';
import { useLanguage, useWords } from '../../words/language';
import { CenterFrame } from './center-frame';
import { Findings } from './findings';
import { useNames, useOptions } from './names';
import { ProposalRuns } from './runs';
import { centerWords } from './words';

const PAGE = 100;

/** Which Center accounts belong to: proposals that wait for an answer, and appeals. */
export default function AssignmentPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('assignmentTitle')} lead={say('assignmentLead')}>
      {(center) => (
        <>
          <Appeals />
          <Proposals center={center} />
          <Findings />
        </>
      )}
    </CenterFrame>
  );
}

function Appeals() {
  const say = useWords(centerWords);
  const name = useNames();
  const options = useOptions();
  const { language } = useLanguage();
  const dataText = ({ heading, lines, valueDollars }: HeadingData): string =>
    say('headingData', { heading, lines, dollars: wholeDollars(valueDollars, language) });
  const query = { state: 'filed' as const, limit: PAGE };
  const appeals = useKnownList('cee', 'GET /assignment-appeals', { query }, (answer) => answer.appeals);
  return (
    <section aria-labelledby="appeals">
      <h2 id="appeals">{say('appealsTitle')}</h2>
      <Known of={appeals} isEmpty={(items) => items.length === 0} empty={say('appealsNone')}>
        {(items) => (
          <ul className="pw-cards">
            {items.map((one) => (
              <li key={one.id} className="pw-card">
                <h3>{one.number}</h3>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('appeal', one.state)}</span>
                  <Due day={one.due} daysLeft={one.businessDaysLeft ?? 0} unit="working days" />
                  <span>{say('fromTo', { from: one.currentCenter, to: one.preferredCenter })}</span>
                </p>
                <p>{one.justification}</p>
                <Facts
                  of={[
                    [
                      say('accountOf'),
                      <Link key="of" to={`/center/accounts/${one.accountId}`}>
                        {one.accountName ?? one.accountId}
                      </Link>,
                    ],
                    [say('account'), one.filedBy],
                    [say('importersAll'), one.importers.map(({ number }) => number).join(', ')],
                    [say('importsSince'), name('experience', one.form)],
                    [say('imported'), one.actual.map(dataText).join('; ')],
                    [say('expected'), one.projected.map(dataText).join('; ')],
                  ]}
                />
                <OrderForm
                  title={say('decideAppeal')}
                  isSaidAbove
                  explain={say('decideAppealExplain')}
                  done={say('decided')}
                  fields={[
                    {
                      name: 'decision',
                      label: say('decision'),
                      kind: 'choice',
                      options: options('appeal', ['granted', 'denied']),
                    },
                    {
                      name: 'from',
                      label: say('fromDay'),
                      kind: 'date',
                      when: ({ decision }) => decision === 'granted',
                    },
                    {
                      name: 'team',
                      label: say('teamNumber'),
                      kind: 'number',
                      when: ({ decision }) => decision === 'granted',
                    },
                    { name: 'reason', label: say('why') },
                  ]}
                  send={async ({ decision, from, team, reason }) => {
                    await call('cee', 'POST /assignment-appeals/{appealId}/decision', {
                      path: { appealId: one.id },
                      body: { decision: decision as 'granted', from: from || null, team: team || null, reason },
                    });
                    appeals.again();
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}

function Proposals({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const { language } = useLanguage();
  const query = { center, state: 'open' as const, limit: PAGE };
  const proposals = useKnownList('cee', 'GET /assignment-proposals', { query }, (answer) => answer.proposals);
  return (
    <>
      <section aria-labelledby="proposals">
        <h2 id="proposals">{say('proposalsTitle')}</h2>
        <p>{say('proposalsLead')}</p>
        <Known of={proposals} isEmpty={(items) => items.length === 0} empty={say('proposalsNone')}>
          {(items) => (
            <CardList
              label={say('proposalsTitle')}
              items={items}
              keyOf={({ id }) => id}
              height={150}
              more={proposals.more}
            >
              {(one) => (
                <>
                  <h3>{one.importerNumbers.join(', ')}</h3>
                  <p>
                    {say('fromTo', { from: one.currentCenter ?? say('noCenter'), to: one.center ?? say('noCenter') })}
                  </p>
                  <p>
                    {say('measured', {
                      lines: one.lines ?? 0,
                      dollars: wholeDollars(one.dollars ?? 0, language),
                      months: one.months,
                      margin: one.marginPercent,
                    })}{' '}
                    {one.from && <Day of={one.from} />}
                  </p>
                  <div className="pw-orders">
                    <OrderForm
                      title={say('accept')}
                      isSaidAbove
                      explain={say('acceptExplain')}
                      done={say('decided')}
                      fields={[
                        { name: 'from', label: say('fromDay'), kind: 'date' },
                        { name: 'why', label: say('why') },
                      ]}
                      send={async (body) => {
                        await call('cee', 'POST /assignment-proposals/{id}/acceptance', { path: { id: one.id }, body });
                        proposals.again();
                      }}
                    />
                    <OrderForm
                      title={say('leave')}
                      isSaidAbove
                      explain={say('leaveExplain')}
                      done={say('decided')}
                      fields={[{ name: 'why', label: say('why') }]}
                      send={async (body) => {
                        await call('cee', 'POST /assignment-proposals/{id}/rejection', { path: { id: one.id }, body });
                        proposals.again();
                      }}
                    />
                  </div>
                </>
              )}
            </CardList>
          )}
        </Known>
      </section>
      <ProposalRuns onDone={proposals.again} />
    </>
  );
}
