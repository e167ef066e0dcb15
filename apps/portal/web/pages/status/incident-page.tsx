import { useParams } from '@tanstack/react-router';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { IncidentFacts } from './matters';
import { statusWords } from './words';
import './status.scss';

/** One incident with all that was said of it, the newest first. */
export default function IncidentPage() {
  const say = useWords(statusWords);
  const { number = '' } = useParams({ strict: false }) as { number?: string };
  const incident = useKnown('status', 'GET /status/incidents/{number}.json', { path: { number } });
  return (
    <>
      <PageTitle>{incident.data ? <span lang="en">{incident.data.title}</span> : number}</PageTitle>
      <p>
        <Link to="/status">{say('back')}</Link>
      </p>
      <Known of={incident} rows={8}>
        {(told) => (
          <>
            <p className="pw-tag-line">
              <span className="usa-tag">{say(`incident_${told.state}`)}</span>{' '}
              <span className="pw-quiet">{told.number}</span> <When at={told.openedAt} /> –{' '}
              {told.closedAt ? <When at={told.closedAt} /> : say('open')}
            </p>
            <IncidentFacts incident={told} />
            <h2>{say('updates', { count: told.updates.length })}</h2>
            <ol className="pw-updates">
              {told.updates.map(({ at, state, remark }) => (
                <li key={at}>
                  <p className="pw-quiet">
                    <When at={at} /> · {say(`incident_${state}`)}
                  </p>
                  {remark && <p lang="en">{remark}</p>}
                </li>
              ))}
            </ol>
            {told.noticeNumbers.length > 0 && (
              <>
                <h2>{say('notices')}</h2>
                <ul>
                  {told.noticeNumbers.map((notice) => (
                    <li key={notice}>
                      <a className="usa-link" href={`/api/status/status/notices/${notice}.txt`}>
                        {notice}
                      </a>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Known>
    </>
  );
}
