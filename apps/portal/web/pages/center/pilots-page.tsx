import { lazy, Suspense, useState } from 'react';
import { call } from '../../api/call';
import type { PilotView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useRoles } from '../../api/session';
import { Facts } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known, Skeleton } from '../../ui/known';
import { type Field, listOf, OrderForm } from '../../ui/order-form';
import { EASTERN } from '../../ui/when';
import { WhenNear } from '../../ui/when-near';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { fieldTime } from '../port-desk/port-time';
import { portText } from '../status/ports';
import { AccountChoice, type ChosenAccount } from './account-choice';
import { AGENCIES, centerCaseWords } from './case-words';
import { CenterFrame } from './center-frame';
import { pilotWords } from './pilot-words';

const PilotChart = lazy(() => import('./pilot-chart'));

const EFFECTS = ['lower exam rate', 'priority', 'expedited screening', 'preferred exam location'] as const;
const RATINGS = ['5', '4', '3', '2', '1'] as const;
const OF_A_CENTER = ['Center specialist', 'team lead', 'Center director'];
/** What one form takes; more come with another pilot. */
const MOST_BENEFITS = 4;

/** Pilots with partner agencies: proposed, decided, rated, and measured by exams before and during them. */
export default function PilotsPage() {
  const say = useWords(pilotWords);
  return (
    <CenterFrame title={say('title')} lead={say('lead')} isOfAll>
      {() => <Pilots />}
    </CenterFrame>
  );
}

function Pilots() {
  const say = useWords(pilotWords);
  const roles = useRoles();
  const read = useKnown('cee', 'GET /agency-pilots', {});
  return (
    <>
      {roles.includes('headquarters') ? <Propose again={read.again} /> : <p className="pw-quiet">{say('mayNot')}</p>}
      <section aria-labelledby="pilots">
        <h2 id="pilots">{say('listTitle')}</h2>
        <Known of={read} rows={6} isEmpty={({ pilots }) => pilots.length === 0} empty={say('none')}>
          {({ pilots }) => (
            <ul className="pw-cards" aria-label={say('title')}>
              {pilots.map((pilot) => (
                <li key={pilot.id} className="pw-card">
                  <Pilot pilot={pilot} again={read.again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
    </>
  );
}

function Pilot({ pilot, again }: { pilot: PilotView; again: () => void }) {
  const say = useWords(pilotWords);
  const { name } = useNamesOf(pilotWords);
  const { name: nameOfAgency } = useNamesOf(centerCaseWords);
  const { state, ports, from, to, score, ofCenters, ofImporters } = pilot;
  const ofFive = (rating: number | null): string | null =>
    rating === null ? null : say('ofFive', { score: rating.toFixed(1) });
  return (
    <>
      <h3>{pilot.title}</h3>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', state)}</span>
        <strong>{nameOfAgency('agency', pilot.agency)}</strong>
        <span>{pilot.number}</span>
        <span>{say('participants', { count: pilot.participants })}</span>
        <span>{score === null ? say('notRated') : say('rank', { rank: pilot.rank ?? '' })}</span>
      </p>
      <Facts
        of={[
          [say('where'), ports === null ? say('allPorts') : ports.map(portText).join('; ')],
          [
            say('runs'),
            from && (
              <span key="runs">
                <Day of={from} /> –{to && <> </>}
                {to && <Day of={to} />}
              </span>
            ),
          ],
          [say('proposedBy'), pilot.proposedBy],
          [
            say('decidedBy'),
            pilot.decidedBy && say('decidedWhy', { name: pilot.decidedBy, why: pilot.decidedWhy ?? '' }),
          ],
          [say('ofCenters'), ofFive(ofCenters)],
          [say('ofImporters'), ofFive(ofImporters)],
        ]}
      />
      {pilot.benefits.length > 0 && (
        <>
          <h4>{say('benefits')}</h4>
          <ul>
            {pilot.benefits.map(({ benefit, from: first, to: last, brings = null, figure = null }) => (
              <li key={`${benefit} ${first}`}>
                {brings === null
                  ? benefit
                  : say(figure === null ? 'acts' : 'actsRate', {
                      ...{ benefit, effect: name('effect', brings), figure: figure ?? 0 },
                    })}{' '}
                <span className="pw-quiet">
                  <Day of={first} />
                  {last && (
                    <>
                      {' '}
                      {say('until')} <Day of={last} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {(state === 'running' || state === 'ended') && (
        <WhenNear>
          <Results pilotId={pilot.id} />
        </WhenNear>
      )}
      <Orders pilot={pilot} again={again} />
    </>
  );
}

function Results({ pilotId }: { pilotId: string }) {
  const read = useKnown('cee', 'GET /agency-pilots/{pilotId}/results', { path: { pilotId } });
  return (
    <Known of={read} isPart rows={4}>
      {({ before, during }) => (
        <Suspense fallback={<Skeleton rows={4} />}>
          <PilotChart before={before} during={during} />
        </Suspense>
      )}
    </Known>
  );
}

const DECISIONS: Readonly<Record<string, readonly ('started' | 'refused' | 'ended')[]>> = {
  proposed: ['started', 'refused'],
  running: ['ended'],
};

function Orders({ pilot: { id: pilotId, state }, again }: { pilot: PilotView; again: () => void }) {
  const say = useWords(pilotWords);
  const { options } = useNamesOf(pilotWords);
  const roles = useRoles();
  const path = { pilotId };
  const decisions = roles.includes('headquarters') ? DECISIONS[state] : undefined;
  const mayRate = roles.some((role) => OF_A_CENTER.includes(role)) && (state === 'running' || state === 'ended');
  return (
    <div className="pw-orders">
      {decisions && (
        <OrderForm
          title={say('decide')}
          isSaidAbove
          explain={say('decideExplain')}
          done={say('decided')}
          fields={[
            { name: 'decision', label: say('decision'), kind: 'choice', options: options('decision', decisions) },
            { name: 'why', label: say('why'), least: 2, most: 300 },
          ]}
          send={async ({ decision, why }) => {
            await call('cee', 'POST /agency-pilots/{pilotId}/decision', {
              path,
              body: { decision: decision as 'started', why },
            });
            again();
          }}
        />
      )}
      {mayRate && (
        <OrderForm
          title={say('rate')}
          explain={say('rateExplain')}
          done={say('rated')}
          fields={[
            { name: 'rating', label: say('rating'), kind: 'choice', options: options('rating', RATINGS) },
            { name: 'comment', label: say('comment'), kind: 'paragraph', least: 2, most: 1_000 },
          ]}
          send={async ({ rating, comment }) => {
            await call('cee', 'POST /agency-pilots/{pilotId}/ratings', {
              path,
              body: { rating: Number(rating), comment },
            });
            again();
          }}
        />
      )}
    </div>
  );
}

/** First who takes part, then what it is: an account is found by its name. */
function Propose({ again }: { again: () => void }) {
  const say = useWords(pilotWords);
  const { options } = useNamesOf(pilotWords);
  const { options: agencies } = useNamesOf(centerCaseWords);
  const [traders, setTraders] = useState<readonly ChosenAccount[]>([]);
  const benefitFields = Array.from({ length: MOST_BENEFITS }, (_, at): Field[] => {
    const number = at + 1;
    const has = (told: Readonly<Record<string, string>>): boolean => Boolean(told[`benefit ${number}`]);
    return [
      {
        name: `benefit ${number}`,
        label: say('benefit', { number }),
        optional: true,
        most: 300,
        when: (told) => at === 0 || Boolean(told[`benefit ${at}`]),
      },
      {
        name: `from ${number}`,
        label: say('from', { number }),
        kind: 'date',
        first: fieldTime(new Date(), EASTERN).slice(0, 10),
        when: has,
      },
      { name: `to ${number}`, label: say('to', { number }), kind: 'date', optional: true, when: has },
      {
        name: `brings ${number}`,
        label: say('brings', { number }),
        hint: say('bringsHint'),
        kind: 'choice',
        optional: true,
        options: options('effect', EFFECTS),
        when: has,
      },
      {
        name: `figure ${number}`,
        label: say('figure', { number }),
        kind: 'number',
        most: 5,
        when: (told) => has(told) && told[`brings ${number}`] === 'lower exam rate',
      },
    ];
  }).flat();
  return (
    <section aria-labelledby="propose">
      <h2 id="propose">{say('proposeTitle')}</h2>
      <AccountChoice
        label={say('trader')}
        fits={({ id, trusted }) => trusted.length > 0 && !traders.some((one) => one.id === id)}
        onChoose={(one) => setTraders([...traders, one])}
      />
      {traders.length === 0 ? (
        <p>{say('chooseFirst')}</p>
      ) : (
        <>
          <h3>{say('takesPart')}</h3>
          <ul>
            {traders.map(({ id, name }) => (
              <li key={id}>
                {name}{' '}
                <button
                  type="button"
                  className="usa-button usa-button--unstyled"
                  onClick={() => setTraders(traders.filter((one) => one.id !== id))}
                >
                  {say('leaveOut', { name })}
                </button>
              </li>
            ))}
          </ul>
          <OrderForm
            title={say('propose')}
            isSaidAbove
            explain={say('proposeExplain')}
            done={say('proposed')}
            fields={[
              { name: 'agency', label: say('agency'), kind: 'choice', options: agencies('agency', AGENCIES) },
              { name: 'title', label: say('name'), least: 2, most: 200 },
              { name: 'ports', label: say('ports'), hint: say('portsHint'), optional: true },
              ...benefitFields,
            ]}
            send={async (told: Record<string, string>, id) => {
              const ports = listOf(told['ports'] ?? '');
              await call('cee', 'POST /agency-pilots', {
                body: {
                  ...{ id, agency: told['agency']!, title: told['title']!, ports: ports.length > 0 ? ports : null },
                  accounts: traders.map((one) => one.id),
                  benefits: Array.from({ length: MOST_BENEFITS }, (_, at) => at + 1)
                    .filter((number) => told[`benefit ${number}`])
                    .map((number) => ({
                      ...{ benefit: told[`benefit ${number}`]!, from: told[`from ${number}`]! },
                      to: told[`to ${number}`] || null,
                      ...(told[`brings ${number}`] && { brings: told[`brings ${number}`] as (typeof EFFECTS)[number] }),
                      figure: told[`figure ${number}`] ? Number(told[`figure ${number}`]) : null,
                    })),
                },
              });
              setTraders([]);
              again();
            }}
          />
        </>
      )}
    </section>
  );
}
