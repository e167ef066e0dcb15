import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Said } from '../../ui/said';
import { timeText } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { partWords } from '../../words/parts';
import { frontDoorWords } from './words';

/** In the order of a filing's road; the others are on the status page. */
const SHOWN = ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'enforcement'] as const;

export function StateNow() {
  const say = useWords(frontDoorWords);
  const sayState = useWords(partWords);
  const name = usePartNames();
  const { language } = useLanguage();
  const summary = useKnown('status', 'GET /status/summary.json', {}, { every: 10_000 });
  return (
    <section aria-labelledby="state-now" className="pw-panel">
      <h2 id="state-now">{say('state')}</h2>
      <Known of={summary} rows={8}>
        {({ headline, at, components }) => (
          <>
            <p className="pw-headline">
              <Said text={headline} />
            </p>
            <p className="pw-quiet">{say('asOf', { time: timeText(at, language) })}</p>
            <table className="usa-table usa-table--borderless pw-table">
              <caption className="usa-sr-only">{say('state')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('component')}</th>
                  <th scope="col">{say('how')}</th>
                </tr>
              </thead>
              <tbody>
                {SHOWN.flatMap((part) => {
                  const found = components.find((one) => one.name === part);
                  if (!found) return [];
                  return [
                    <tr key={part}>
                      <th scope="row">{name(part)}</th>
                      <td>
                        <span className={`pw-how pw-how--${found.state}`}>{sayState(found.state)}</span>
                        {found.state !== 'operational' && (
                          <span className="pw-quiet">
                            {' '}
                            <Said text={found.whatHappensToYourFilings} />
                          </span>
                        )}
                      </td>
                    </tr>,
                  ];
                })}
              </tbody>
            </table>
            <p>
              <Link to="/status">{say('allState')}</Link>
            </p>
          </>
        )}
      </Known>
    </section>
  );
}
