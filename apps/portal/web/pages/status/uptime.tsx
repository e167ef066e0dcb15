import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { timeText } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { statusWords } from './words';

const HIDDEN = /-database$|^broker$/;
const WINDOW = '90d';

/** How much of the last ninety days each function worked, a bar for each day. */
export function Uptime() {
  const say = useWords(statusWords);
  const { language } = useLanguage();
  const name = usePartNames();
  const uptime = useKnown('status', 'GET /status/uptime.json', {}, { every: 300_000 });
  return (
    <section aria-labelledby="uptime">
      <h2 id="uptime">{say('uptimeTitle')}</h2>
      <p>{say('uptimeDays')}</p>
      <Known of={uptime} rows={6}>
        {({ components }) => (
          <ul className="pw-uptime">
            {components
              .filter(({ component }) => !HIDDEN.test(component))
              .map(({ component, windows }) => {
                const window = windows.find((one) => one.window === WINDOW);
                if (!window) return null;
                const percent =
                  window.percent === null
                    ? say('uptimeUnknown')
                    : say('uptimePercent', { percent: window.percent.toLocaleString(language) });
                return (
                  <li key={component}>
                    <p className="pw-uptime__name">
                      <strong>{name(component)}</strong> <span>{percent}</span>
                    </p>
                    <div className="pw-bars" role="img" aria-label={`${name(component)}: ${percent}`}>
                      {window.bars.map(({ from, kind }) => (
                        <span
                          key={from}
                          className={`pw-bars__bar pw-bars__bar--${kind === 'no data' ? 'none' : kind}`}
                          title={`${timeText(from, language, 'UTC', { hour: undefined, minute: undefined })}: ${say(kind === 'no data' ? 'bar_noData' : `bar_${kind}`)}`}
                        />
                      ))}
                    </div>
                  </li>
                );
              })}
          </ul>
        )}
      </Known>
    </section>
  );
}
