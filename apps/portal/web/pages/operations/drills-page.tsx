import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { DrillFromHistory, DrillRun } from '../../api/port';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { OrderForm } from '../../ui/order-form';
import { useAge, When } from '../../ui/when';
import { useWords } from '../../words/language';
import { Matters } from '../status/matters';
import { Frame, useReason } from './frame';
import { platformWords } from './platform-words';
import { operationsWords } from './words';

const EVERY_MS = 5_000;
export const RUN_STATES = {
  ordered: ['run_ordered', 'slow'],
  running: ['run_running', 'slow'],
  kept: ['run_kept', 'operational'],
  broken: ['run_broken', 'down'],
  'broken off': ['run_brokenOff', 'unknown'],
  failed: ['run_failed', 'down'],
} as const;

/** Drills: declared for people, and outages of history replayed on a platform of trials; what goes on, and what was. */
export default function DrillsPage() {
  const say = useWords(operationsWords);
  const sayDrills = useWords(platformWords);
  const summary = useKnown('status', 'GET /status/summary.json', {}, { every: EVERY_MS });
  const told = useKnown('port', 'GET /platform/drills', {}, { every: EVERY_MS });
  return (
    <Frame title={say('drillsTitle')} lead={say('drillsLead')}>
      <section aria-labelledby="going-on">
        <h2 id="going-on">{say('drillsNow')}</h2>
        <Known
          of={summary}
          isEmpty={({ drills }) => drills.incidents.length + drills.downtimes.length === 0}
          empty={say('noDrills')}
        >
          {({ drills }) => <Matters incidents={drills.incidents} downtimes={drills.downtimes} />}
        </Known>
        <p>
          <Link to="/operations/declare" className="usa-button usa-button--outline">
            {say('declareDrill')}
          </Link>
        </p>
      </section>
      <Known of={told} rows={6}>
        {({ drills, runs }) => (
          <>
            <section aria-labelledby="from-history" className="pw-ops-part">
              <h2 id="from-history">{sayDrills('fromHistory')}</h2>
              <p>{sayDrills('fromHistoryLead')}</p>
              {drills === null ? (
                <Notice kind="info" title={sayDrills('notHere')}>
                  <p>{sayDrills('notHereDo')}</p>
                  <p>
                    <code>npm run drill</code>
                  </p>
                </Notice>
              ) : (
                <ul className="pw-matters">
                  {drills.map((drill) => (
                    <li key={drill.name}>
                      <Drill drill={drill} again={told.again} />
                    </li>
                  ))}
                </ul>
              )}
            </section>
            <section aria-labelledby="runs" className="pw-ops-part">
              <h2 id="runs">{sayDrills('runs')}</h2>
              {runs.length === 0 ? (
                <p className="pw-empty">{sayDrills('noRuns')}</p>
              ) : (
                <ul className="pw-matters">
                  {runs.map((run) => (
                    <li key={run.id}>
                      <Run run={run} title={drills?.find(({ name }) => name === run.outage)?.title ?? run.outage} />
                    </li>
                  ))}
                </ul>
              )}
            </section>
          </>
        )}
      </Known>
    </Frame>
  );
}

function Drill({ drill, again }: { drill: DrillFromHistory; again: () => void }) {
  const say = useWords(platformWords);
  const reason = useReason();
  const age = useAge();
  const { name, title, story, source, assumed, seconds } = drill;
  return (
    <article className="pw-matter" aria-label={title}>
      <h3 className="pw-matter__title" lang="en">
        {title}
      </h3>
      <p lang="en">{story}</p>
      <p className="pw-quiet">
        <span lang="en">{source}.</span> {say('assumed')} <span lang="en">{assumed}</span>
      </p>
      <OrderForm
        title={say('runOpen')}
        explain={<p>{say('runSays', { age: age(seconds) })}</p>}
        isGrave
        fields={[reason]}
        submit={say('run')}
        send={({ reason: why }) =>
          call('port', 'POST /platform/drills', { body: { outage: name, reason: why } }).then((run) => {
            again();
            return run;
          })
        }
        done={({ id }) => <Link to={`/operations/drills/${id}`}>{say('runOrdered')}</Link>}
        isSaidAbove
      />
    </article>
  );
}

function Run({ run: { id, by, reason, orderedAt, state }, title }: { run: DrillRun; title: string }) {
  const say = useWords(platformWords);
  const [word, shape] = RUN_STATES[state];
  return (
    <article className="pw-matter" aria-label={title}>
      <h3 className="pw-matter__title">
        <Link to={`/operations/drills/${id}`}>
          <span lang="en">{title}</span>
        </Link>
      </h3>
      <p>
        <span className={`pw-how pw-how--${shape}`}>{say(word)}</span>{' '}
        <span className="pw-quiet">
          <When at={orderedAt} />, {by}: {reason}
        </span>
      </p>
    </article>
  );
}
