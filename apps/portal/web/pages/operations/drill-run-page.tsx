import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Facts } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { RUN_STATES } from './drills-page';
import { Frame, useReason } from './frame';
import { platformWords } from './platform-words';

const EVERY_MS = 2_000;

/** One run of a drill: what happens in it while it lasts, and in the end what was promised and measured. */
export default function DrillRunPage() {
  const say = useWords(platformWords);
  const reason = useReason();
  const { id } = useParams({ strict: false }) as { id: string };
  const path = { id };
  const known = useKnown('port', 'GET /platform/drills/runs/{id}', { path }, { every: EVERY_MS });
  const told = useKnown('port', 'GET /platform/drills', {}, { every: 0 });
  const outage = known.data?.run.outage;
  const name = told.data?.drills?.find((drill) => drill.name === outage)?.title ?? outage ?? '';
  return (
    <Frame title={say('runTitle', { name })}>
      <p>
        <Link to="/operations/drills">{say('allDrills')}</Link>
      </p>
      <Known of={known} rows={10}>
        {({ run, verdict, tail }) => {
          const [word, shape] = RUN_STATES[run.state];
          const isOver = run.endedAt !== null;
          return (
            <>
              <p role="status">
                <span className={`pw-how pw-how--${shape}`}>{say(word)}</span>
              </p>
              <Facts
                of={[
                  [say('orderedBy'), run.by],
                  [say('orderedWhy'), run.reason],
                  [say('orderedAt'), <When key="ordered" at={run.orderedAt} />],
                  run.startedAt !== null && [say('startedAt'), <When key="started" at={run.startedAt} />],
                  run.endedAt !== null && [say('endedAt'), <When key="ended" at={run.endedAt} />],
                ]}
              />
              {!isOver && (
                <OrderForm
                  title={say('stopOpen')}
                  explain={<p>{say('stopSays')}</p>}
                  fields={[reason]}
                  submit={say('stop')}
                  send={({ reason: why }) =>
                    call('port', 'POST /platform/drills/runs/{id}/stop', { path, body: { reason: why } }).then(() =>
                      known.again(),
                    )
                  }
                  done={say('stopOrdered')}
                  isSaidAbove
                />
              )}
              {verdict.length > 0 && (
                <table className="usa-table usa-table--stacked pw-table">
                  <caption>{say('verdict')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{say('what')}</th>
                      <th scope="col">{say('measured')}</th>
                      <th scope="col">{say('promised')}</th>
                      <th scope="col">{say('isKept')}</th>
                    </tr>
                  </thead>
                  <tbody lang="en">
                    {verdict.map(({ what, measured, promised, kept }) => (
                      <tr key={what}>
                        <th scope="row" data-label={say('what')}>
                          {what}
                        </th>
                        <td data-label={say('measured')}>{measured}</td>
                        <td data-label={say('promised')}>{promised || '–'}</td>
                        <td data-label={say('isKept')}>
                          <span className={`pw-how pw-how--${kept ? 'operational' : 'down'}`}>
                            {say(kept ? 'yes' : 'no')}
                          </span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
              <h2>{say('whatHappened')}</h2>
              {tail.length === 0 ? (
                <p className="pw-empty">{say('nothingYet')}</p>
              ) : (
                <pre className="pw-preview" lang="en">
                  {tail.join('\n')}
                </pre>
              )}
            </>
          );
        }}
      </Known>
    </Frame>
  );
}
