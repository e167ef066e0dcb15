import { useMemo } from 'react';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { statusWords } from './words';
import './status.scss';

const DAYS = 396;
const HOUR_MS = 3_600_000;

/** Incidents of the last thirteen months, the newest first. */
export default function HistoryPage() {
  const say = useWords(statusWords);
  // The same for an hour, so that what is known of it is found again.
  const period = useMemo(() => {
    const to = (Math.floor(Date.now() / HOUR_MS) + 1) * HOUR_MS;
    return { from: new Date(to - DAYS * 24 * HOUR_MS).toISOString(), to: new Date(to).toISOString() };
  }, []);
  const history = useKnown('status', 'GET /status/incidents.json', { query: period });
  return (
    <>
      <PageTitle>{say('historyTitle')}</PageTitle>
      <p>
        <Link to="/status">{say('back')}</Link>
      </p>
      <Known of={history} rows={8} isEmpty={({ incidents }) => incidents.length === 0} empty={say('historyNone')}>
        {({ incidents }) => (
          <table className="usa-table usa-table--stacked pw-table">
            <thead>
              <tr>
                <th scope="col">{say('historyWhat')}</th>
                <th scope="col">{say('where')}</th>
                <th scope="col">{say('historyWhen')}</th>
                <th scope="col">{say('historyState')}</th>
              </tr>
            </thead>
            <tbody>
              {[...incidents]
                .sort((a, b) => b.openedAt.localeCompare(a.openedAt))
                .map(({ number, title, where, openedAt, closedAt, state, drill }) => (
                  <tr key={number}>
                    <th scope="row" data-label={say('historyWhat')}>
                      <Link to={`/status/incidents/${number}`}>
                        <span lang="en">{title}</span>
                      </Link>{' '}
                      {drill && <span className="usa-tag">{say('drillsTitle')}</span>}
                    </th>
                    <td data-label={say('where')}>
                      <span lang="en">{where}</span>
                    </td>
                    <td data-label={say('historyWhen')}>
                      <When at={openedAt} /> – {closedAt ? <When at={closedAt} /> : say('open')}
                    </td>
                    <td data-label={say('historyState')}>{say(`incident_${state}`)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        )}
      </Known>
    </>
  );
}
