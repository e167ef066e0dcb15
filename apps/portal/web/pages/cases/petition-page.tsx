import { useParams } from '@tanstack/react-router';
import { addressOf, call } from '../../api/call';
import type { PetitionView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf } from '../../ui/money';
import { OrderForm, Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { ComputationTold, factsOf, GuidelineHelp, useGuidelineFields } from './guideline-help';
import { useNames, useOptions } from './names';
import { caseWords } from './words';
import './cases.scss';

/** One petition: what is asked for, who decides it, what the Center says, and deciding it. */
export default function PetitionPage() {
  const say = useWords(caseWords);
  const { caseId = '', petitionId = '' } = useParams({ strict: false }) as { caseId?: string; petitionId?: string };
  const read = useKnown('enforcement', 'GET /petitions/{petitionId}', { path: { petitionId } });
  return (
    <>
      <PageTitle>{read.data ? say('petitionTitle', { number: read.data.number }) : say('petition')}</PageTitle>
      <p>
        <Link to={`/cases/${caseId}`}>{say('backToCase')}</Link>
      </p>
      <Known of={read} rows={8}>
        {(one) => (
          <Results>
            <Whole one={one} again={read.again} />
          </Results>
        )}
      </Known>
    </>
  );
}

function Whole({ one, again }: { one: PetitionView; again: () => void }) {
  const say = useWords(caseWords);
  const name = useNames();
  const { language } = useLanguage();
  const told = one.decision ?? one.proposal;
  return (
    <>
      <p className="pw-card__line">
        <span className="pw-sign">{name('petition', one.state)}</span>
        <strong>{say('decidedBy', { who: name('decider', one.delegation.decider) })}</strong>
        <span>{say(one.daysLate > 0 ? 'cameLate' : 'cameInTime', { count: one.daysLate })}</span>
      </p>
      <p className="pw-quiet">
        {one.delegation.why} ({one.delegation.source})
      </p>
      <section aria-labelledby="asked">
        <h2 id="asked">{say('askedTitle')}</h2>
        <p>{one.contents.facts}</p>
        <Facts
          of={[
            [say('party'), one.party],
            [say('receivedOn'), <Day key="on" of={one.receivedOn} />],
            [
              say('happened'),
              <span key="h">
                {one.contents.happenedAt}, <Day of={one.contents.happenedOn} />
              </span>,
            ],
            [say('interest'), one.contents.interest],
            [say('signedBy'), `${one.contents.signedBy}, ${name('capacity', one.contents.capacity)}`],
            [say('trusted'), one.standing.programs.map(({ program, tier }) => `${program} ${tier ?? ''}`).join(', ')],
          ]}
        />
      </section>
      {one.centerInput.length > 0 && (
        <section aria-labelledby="input">
          <h2 id="input">{say('inputTitle')}</h2>
          <ul className="pw-cards">
            {one.centerInput.map((input) => (
              <li key={input.id} className="pw-card">
                <p className="pw-card__line">
                  <strong>{input.recommendation ? name('recommends', input.recommendation) : say('inputWaits')}</strong>
                  {!input.answeredAt && input.clock && (
                    <Due day={input.clock.dueDate} daysLeft={input.clock.daysLeft} unit={input.clock.unit} />
                  )}
                </p>
                <p>{input.answer ?? input.says}</p>
                {input.pattern && (
                  <p className="pw-quiet">
                    {say('patternOf', {
                      entries: input.pattern.entries,
                      faults: input.pattern.kinds.reduce((sum, { slips }) => sum + slips, 0),
                    })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {told && (
        <section aria-labelledby="told">
          <h2 id="told">{say(one.decision ? 'decisionTitle' : 'proposalTitle')}</h2>
          <p className="pw-headline">
            {name('outcome', told.outcome)}: {dollarsOf(told.amountCents, language)}
          </p>
          <p>{told.reasons}</p>
          <p className="pw-quiet">
            {told.by}
            {one.decision?.agreedBy && `, ${say('agreedBy', { name: one.decision.agreedBy })}`}
          </p>
          {told.departure && <p>{say('departureIs', { why: told.departure })}</p>}
          {told.computation && <ComputationTold computation={told.computation} />}
        </section>
      )}
      <Orders one={one} again={again} />
      {one.state === 'pending' && <GuidelineHelp caseId={one.caseId} />}
      <section aria-labelledby="history">
        <h2 id="history">{say('historyTitle')}</h2>
        <History
          of={one.history.map(({ event, by, reason, at }) => ({
            what: name('event', event),
            who: by,
            note: reason,
            when: <When at={at} />,
          }))}
        />
      </section>
    </>
  );
}

function Orders({ one, again }: { one: PetitionView; again: () => void }) {
  const say = useWords(caseWords);
  const options = useOptions();
  const guideline = useGuidelineFields();
  const path = { petitionId: one.id };
  // Where somebody else was first the page shows at once what is so now.
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    try {
      await answer;
    } finally {
      again();
    }
  };
  const why = { name: 'why', label: say('why') } as const;
  const isOpen = one.state === 'pending' || one.state === 'at headquarters';
  const waits = one.centerInput.some(({ answeredAt }) => answeredAt === null);
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{say('whatToDo')}</h2>
      <div className="pw-orders">
        {isOpen && (
          <OrderForm
            title={say('decidePetition')}
            isSaidAbove
            isGrave
            explain={say(one.delegation.decider === 'two officers' ? 'decideTwoExplain' : 'decideExplain')}
            done={say('decided')}
            fields={[
              {
                name: 'outcome',
                label: say('decision'),
                kind: 'choice',
                options: options('outcome', ['mitigated', 'denied', 'remitted', 'cancelled']),
              },
              {
                name: 'amount',
                label: say('amountLeft'),
                kind: 'money',
                hint: say('amountHint'),
                when: ({ outcome }) => outcome === 'mitigated',
              },
              { name: 'reasons', label: say('reasons'), kind: 'paragraph', hint: say('reasonsHint') },
              ...guideline.map((field) => ({ ...field, ...(field.name === 'guideline' && { optional: true }) })),
              { name: 'departure', label: say('departure'), optional: true, hint: say('departureHint') },
              ...(waits ? [{ name: 'notAwaited', label: say('notAwaited'), hint: say('notAwaitedHint') }] : []),
            ]}
            send={(filled: Record<string, string>) =>
              asks(
                call('enforcement', 'POST /petitions/{petitionId}/decision', {
                  path,
                  body: {
                    version: one.version,
                    outcome: filled['outcome'] as 'denied',
                    amount: filled['amount']?.replaceAll(',', '') || null,
                    reasons: filled['reasons']!,
                    facts: factsOf(filled),
                    departure: filled['departure'] || null,
                    notAwaited: filled['notAwaited'] || null,
                  },
                }),
              )
            }
          />
        )}
        {one.state === 'awaiting a second officer' && (
          <OrderForm
            title={say('agree')}
            isSaidAbove
            isGrave
            explain={say('agreeExplain')}
            done={say('decided')}
            fields={[
              { name: 'agrees', label: say('decision'), kind: 'choice', options: options('agrees', ['yes', 'no']) },
              why,
            ]}
            send={(filled) =>
              asks(
                call('enforcement', 'POST /petitions/{petitionId}/agreement', {
                  path,
                  body: { agrees: filled.agrees === 'yes', version: one.version, why: filled.why },
                }),
              )
            }
          />
        )}
        {one.state === 'pending' && (
          <>
            <OrderForm
              title={say('askCenter')}
              isSaidAbove
              explain={say('askCenterExplain')}
              done={say('recorded')}
              fields={[{ name: 'text', label: say('question'), kind: 'paragraph' }]}
              send={(body) => asks(call('enforcement', 'POST /petitions/{petitionId}/center-input', { path, body }))}
            />
            <OrderForm
              title={say('refer')}
              isSaidAbove
              explain={say('referExplain')}
              done={say('recorded')}
              fields={[why]}
              send={(filled) =>
                asks(
                  call('enforcement', 'POST /petitions/{petitionId}/referral', {
                    path,
                    body: { version: one.version, why: filled.why },
                  }),
                )
              }
            />
            <OrderForm
              title={say('askAdvice')}
              isSaidAbove
              explain={say('askAdviceExplain')}
              done={say('recorded')}
              fields={[why]}
              send={(filled) =>
                asks(
                  call('enforcement', 'POST /petitions/{petitionId}/advice', {
                    path,
                    body: { version: one.version, why: filled.why },
                  }),
                )
              }
            />
          </>
        )}
        {one.state === 'at headquarters' && (
          <OrderForm
            title={say('giveBack')}
            isSaidAbove
            explain={say('giveBackExplain')}
            done={say('recorded')}
            fields={[why]}
            send={(filled) =>
              asks(
                call('enforcement', 'POST /petitions/{petitionId}/return', {
                  path,
                  body: { version: one.version, why: filled.why },
                }),
              )
            }
          />
        )}
        {one.state === 'advice asked' && (
          <OrderForm
            title={say('advise')}
            isSaidAbove
            explain={say('adviseExplain')}
            done={say('recorded')}
            fields={[{ name: 'why', label: say('advice'), kind: 'paragraph' }]}
            send={(filled) =>
              asks(
                call('enforcement', 'POST /petitions/{petitionId}/advice-answer', {
                  path,
                  body: { version: one.version, why: filled.why },
                }),
              )
            }
          />
        )}
        {(one.state === 'to be forwarded' || one.state === 'forwarded') && (
          <p>
            <a className="usa-link" href={addressOf('enforcement', 'GET /petitions/{petitionId}/record', { path })}>
              {say('record')}
            </a>
          </p>
        )}
        {one.state === 'to be forwarded' && (
          <OrderForm
            title={say('forward')}
            isSaidAbove
            explain={say('forwardExplain')}
            done={say('recorded')}
            fields={[
              { name: 'forwardedOn', label: say('forwardedOn'), kind: 'date' },
              { name: 'addressee', label: say('addressee') },
              { name: 'reference', label: say('receipt') },
            ]}
            send={(body) =>
              asks(
                call('enforcement', 'POST /petitions/{petitionId}/forwarding', {
                  path,
                  body: { version: one.version, ...body },
                }),
              )
            }
          />
        )}
        {(one.state === 'decided' || one.state === 'withdrawn' || one.state === 'ended') && <p>{say('nothingToDo')}</p>}
      </div>
    </section>
  );
}
