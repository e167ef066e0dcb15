import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { ModuleOfPlatform, RoadOfModule } from '../../api/port';
import { Facts } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { EASTERN, useAge, When } from '../../ui/when';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { fieldTime, instantOf } from '../port-desk/port-time';
import { Frame, useReason } from './frame';
import { platformWords } from './platform-words';

const EVERY_MS = 5_000;
const HOUR_MS = 3_600_000;

/** Every part of the platform: how it is, what waits in it and for how long, and what is between it and the others. */
export default function ModulesPage() {
  const say = useWords(platformWords);
  const modules = useKnown('port', 'GET /platform/modules', {}, { every: EVERY_MS });
  return (
    <Frame title={say('modulesTitle')} lead={say('modulesLead')}>
      <Known of={modules} rows={8}>
        {(told) => (
          <ul className="pw-matters">
            {told.modules.map((module) => (
              <li key={module.module}>
                <Module module={module} />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </Frame>
  );
}

function Module({ module: { module, answers, silence, told, roads } }: { module: ModuleOfPlatform }) {
  const say = useWords(platformWords);
  const name = usePartNames();
  const age = useAge();
  const waiting = useWaiting();
  const how = !answers
    ? 'doesNotAnswer'
    : !told?.databaseReachable
      ? 'noRecords'
      : told.brokerConnected
        ? 'works'
        : 'noCarrying';
  return (
    <article className="pw-matter" aria-label={name(module)}>
      <h2 className="pw-matter__title">{name(module)}</h2>
      <p>
        <span className={`pw-how pw-how--${how === 'works' ? 'operational' : how === 'noCarrying' ? 'slow' : 'down'}`}>
          {say(how)}
        </span>
      </p>
      {!told && (
        <>
          <p>{say('silentDo')}</p>
          <p className="pw-quiet">
            {say('whyTold')} <span lang="en">{silence}</span>
          </p>
        </>
      )}
      {told?.databaseReachable && (
        <Facts
          of={[
            [say('toHandle'), waiting(told.toHandle)],
            [say('toLeave'), waiting(told.toLeave)],
            [
              say('setAside'),
              told.setAside === 0 ? (
                say('nothing')
              ) : (
                <Link key="aside" to={`/operations/worklist?part=${module}`}>
                  {say('waits', { count: told.setAside })}
                </Link>
              ),
            ],
            told.lanesIdle !== null &&
              told.lanesIdle > 0 && [
                say('lanesIdle'),
                say('lanesOf', { idle: told.lanesIdle, all: told.lanesOfAll ?? 0 }),
              ],
            told.late.length > 0 && [
              say('late'),
              <span lang="en" key="late">
                {told.late.map(({ work, seconds }) => say('lateBy', { work, age: age(seconds) })).join('; ')}
              </span>,
            ],
            [say('runningSince'), <When key="since" at={told.startedAt} />],
          ]}
        />
      )}
      {told && <Roads module={module} roads={roads} />}
    </article>
  );
}

function Roads({ module, roads }: { module: string; roads: readonly RoadOfModule[] }) {
  const say = useWords(platformWords);
  const name = usePartNames();
  const of = name(module);
  const waiting = useWaiting();
  if (roads.length === 0) return null;
  const underWay = (count: number | null): string =>
    count === null ? say('notKnown') : count === 0 ? say('nothing') : say('waits', { count });
  return (
    <details className="pw-details">
      <summary>{say('roads')}</summary>
      <table className="usa-table usa-table--stacked pw-table" aria-label={`${say('roads')}: ${of}`}>
        <thead>
          <tr>
            <th scope="col">{say('roadTo')}</th>
            <th scope="col">{say('roadWaits')}</th>
            <th scope="col">{say('roadUnderWay')}</th>
            <th scope="col">{say('lanes')}</th>
          </tr>
        </thead>
        <tbody>
          {roads.map((road) => (
            <tr key={road.to}>
              <th scope="row" data-label={say('roadTo')}>
                {name(road.to)}
              </th>
              <td data-label={say('roadWaits')}>{waiting(road)}</td>
              <td data-label={say('roadUnderWay')}>{underWay(road.underWay)}</td>
              <td data-label={say('lanes')}>
                {road.lanes.length === 0
                  ? say('nothing')
                  : road.lanes.map((lane) => (
                      <div key={lane.lane}>
                        {say('lane', { number: lane.lane })}: {waiting(lane)}
                      </div>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <SendAgain module={module} roads={roads} />
    </details>
  );
}

/** Has everything leave again that left for another part since an instant. */
function SendAgain({ module, roads }: { module: string; roads: readonly RoadOfModule[] }) {
  const say = useWords(platformWords);
  const name = usePartNames();
  const reason = useReason();
  return (
    <OrderForm
      title={say('sendAgain')}
      explain={<p>{say('sendAgainSays', { from: name(module) })}</p>}
      fields={[
        {
          name: 'to',
          label: say('sendAgainTo'),
          kind: 'choice',
          options: roads.map(({ to }) => ({ value: to, text: name(to) })),
        },
        {
          name: 'since',
          label: say('sendAgainSince'),
          kind: 'instant',
          hint: say('sendAgainSinceHint'),
          first: fieldTime(new Date(Date.now() - HOUR_MS), EASTERN),
        },
        reason,
      ]}
      submit={say('sendAgainNow')}
      send={(filled) =>
        call('port', 'POST /platform/modules/{module}/roads/{destination}/replays', {
          path: { module, destination: filled.to },
          body: { since: instantOf(filled.since, EASTERN), reason: filled.reason },
        })
      }
      done={({ to, since, lanes }) => (
        <p>
          {say(lanes.length === 0 ? 'sentNothing' : 'sentAgain', { from: name(module), to: name(to) })}{' '}
          <When at={since} />
        </p>
      )}
    />
  );
}

/** Says how much waits, and for how long the first of it has. */
function useWaiting() {
  const say = useWords(platformWords);
  const age = useAge();
  return ({ waiting, oldestSeconds }: { waiting: number; oldestSeconds: number | null }): string => {
    if (waiting === 0) return say('nothing');
    const what = say('waits', { count: waiting });
    return oldestSeconds === null ? what : say('waitsSince', { what, age: age(oldestSeconds) });
  };
}
