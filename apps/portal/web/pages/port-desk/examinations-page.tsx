import { CardList } from '../../ui/card-list';
import { Link } from '../../ui/link';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { Desk, OfPort } from './desk-frame';
import { Mark } from './marks';
import { deskWords } from './words';

const HIGH_RISK = 70;

export default function ExaminationsPage() {
  const say = useWords(deskWords);
  return (
    <Desk title={say('examinationsTitle')}>
      {({ picture, zone }) => (
        <OfPort picture={picture}>
          {({ examinations: { count, due } }) =>
            due.length === 0 ? (
              <p className="pw-empty">{say('noExaminations')}</p>
            ) : (
              <>
                <p role="status">{say('examinationsCount', { count })}</p>
                <CardList label={say('examinationsTitle')} items={due} keyOf={({ entry, work }) => `${entry} ${work}`}>
                  {({ entry, work, risk, site, since, begunAt, reasons, place }) => (
                    <>
                      <Link to={`/desk/case/${encodeURIComponent(entry)}`} className="pw-card__link">
                        {entry}
                      </Link>
                      <span className="pw-card__marks">
                        <Mark kind={risk >= HIGH_RISK ? 'stop' : 'wait'}>{say(`work_${work}`)}</Mark>
                        {begunAt && <Mark kind="plain">{say('begun')}</Mark>}
                      </span>
                      <span>
                        {place}. {site && `${say('site')} ${site}. `}
                        {say('waitsSince')} <When at={since} zone={zone} />
                      </span>
                      {reasons.length > 0 && <span>{reasons.join('; ')}</span>}
                    </>
                  )}
                </CardList>
                <p className="pw-quiet">{say('sensitive')}</p>
              </>
            )
          }
        </OfPort>
      )}
    </Desk>
  );
}
