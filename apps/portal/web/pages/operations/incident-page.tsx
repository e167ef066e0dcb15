import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { Incident } from '../../api/port';
import { Facts, History } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm, optionsOf } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { statusWords } from '../status/words';
import { Frame } from './frame';
import { platformWords } from './platform-words';

type State = Incident['state'];
type Event = 'identify' | 'repair' | 'recur' | 'fix' | 'withdraw';

/** What may be said next of an incident; the module judges it. */
const NEXT: Readonly<Record<State, readonly Event[]>> = {
  investigating: ['identify', 'repair', 'fix', 'withdraw'],
  identified: ['repair', 'fix', 'withdraw'],
  watching: ['recur', 'fix'],
  fixed: [],
  cancelled: [],
};
const MOST = 1_000;

/** One incident as those work on it who tell of it: what was said, what was deployed before it, and what is new. */
export default function IncidentPage() {
  const say = useWords(platformWords);
  const sayStatus = useWords(statusWords);
  const name = usePartNames();
  const { number } = useParams({ strict: false }) as { number: string };
  const incident = useKnown('port', 'GET /downtime/incidents/{number}', { path: { number } });
  return (
    <Frame title={incident.data?.title ?? number}>
      <p>
        <Link to="/operations">{say('allDowntimes')}</Link> ·{' '}
        <Link to={`/status/incidents/${number}`}>{say('asEverybody')}</Link>
      </p>
      <Known of={incident} rows={8}>
        {(told) => (
          <>
            <p className="pw-tag-line" role="status">
              <span className="usa-tag">{sayStatus(`incident_${told.state}`)}</span>{' '}
              {told.drill && <span className="usa-tag">{say('drill')}</span>}{' '}
              <span className="pw-quiet">{told.number}</span>
            </p>
            <Facts
              of={[
                [say('openedAt'), <When key="at" at={told.openedAt} />],
                [say('openedBy'), told.openedBy.officer],
                told.closedAt !== null && [say('closedAt'), <When key="closed" at={told.closedAt} />],
                [say('lastWord'), <When key="word" at={told.lastUpdateAt} />],
              ]}
            />
            {NEXT[told.state].length > 0 && (
              <OrderForm
                key={told.version}
                title={say('sayNew')}
                explain={<p>{say('sayNewSays')}</p>}
                fields={[
                  {
                    name: 'event',
                    label: say('whatIsNew'),
                    kind: 'choice',
                    hint: say('whatIsNewHint'),
                    optional: true,
                    options: optionsOf(NEXT[told.state], (event) => say(`event_${event}`)),
                  },
                  { name: 'remark', label: say('remark'), kind: 'area', hint: say('remarkHint'), least: 3, most: MOST },
                  { name: 'quiet', label: say('withoutNotice'), kind: 'tick' },
                ]}
                submit={say('sayIt')}
                send={({ event, remark, quiet }) =>
                  call('port', 'POST /downtime/incidents/{number}/updates', {
                    path: { number },
                    body: {
                      event: (event || null) as Event | null,
                      // One line to the module.
                      remark: remark.replace(/\s+/g, ' '),
                      statement: null,
                      title: null,
                      notice: !quiet,
                      officer: null,
                    },
                  }).then(() => incident.again())
                }
                done={say('said')}
                isSaidAbove
              />
            )}
            <section aria-labelledby="said" className="pw-ops-part">
              <h2 id="said">{say('whatWasSaid')}</h2>
              <History
                of={told.updates.map(({ at, by, state, remark }) => ({
                  what: sayStatus(`incident_${state}`),
                  who: by.officer,
                  when: <When at={at} />,
                  note: remark,
                }))}
              />
            </section>
            <section aria-labelledby="before" className="pw-ops-part">
              <h2 id="before">{say('deployedBefore')}</h2>
              {told.recentDeployments.length === 0 ? (
                <p className="pw-empty">{say('nothingDeployedBefore')}</p>
              ) : (
                <ul>
                  {told.recentDeployments.map(({ id, module, version, at, note, source }) => (
                    <li key={id}>
                      {name(module)}: {source === 'reported' ? version : say('started')}, <When at={at} />
                      {note && <> ({note})</>}
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
