import { lazy, Suspense, useState } from 'react';
import { call } from '../../api/call';
import type { PilotView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useRoles } from '../../api/session';
import { Known, Skeleton } from '../../ui/known';
import { type Field, listOf, OrderForm } from '../../ui/order-form';
import { EASTERN } from '../../ui/when';
import { WhenInView } from '../../ui/when-in-view';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { fieldTime } from '../port-desk/port-time';
import { AccountChoice, type ChosenAccount } from './account-choice';
import { AGENCIES, centerCaseWords } from './case-words';
import { CenterFrame } from './center-frame';
import { PilotCard } from './pilot-card';
import { pilotWords } from './pilot-words';
import { RatePilot } from './rate-pilot';

const PilotChart = lazy(() => import('./pilot-chart'));

const EFFECTS = ['lower exam rate', 'priority', 'expedited screening', 'preferred exam location'] as const;
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
  return (
    <>
      <PilotCard pilot={pilot} />
      {(pilot.state === 'running' || pilot.state === 'ended') && (
        <WhenInView>
          <Results pilotId={pilot.id} />
        </WhenInView>
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
              path: { pilotId },
              body: { decision: decision as 'started', why },
            });
            again();
          }}
        />
      )}
      {mayRate && <RatePilot pilotId={pilotId} explain={say('rateExplain')} again={again} />}
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
