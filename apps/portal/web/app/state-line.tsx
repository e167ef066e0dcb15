import { useKnown } from '../api/known';
import { Link } from '../ui/link';
import { Said } from '../ui/said';
import { timeText } from '../ui/when';
import { common } from '../words/common';
import { useLanguage, useWords } from '../words/language';

const ASK_MS = 30_000;

/** One line on every page: how the system is, as the status service says it. */
export function StateLine() {
  const say = useWords(common);
  const { language } = useLanguage();
  const { data, failure, at } = useKnown('status', 'GET /status/summary.json', {}, { every: ASK_MS });
  const colour = data && !failure ? data.colour : 'unknown';
  return (
    <section aria-label={say('state')} className={`pw-state pw-state--${colour}`}>
      <span className="pw-state__sign" aria-hidden="true" />
      <p className="pw-state__words">
        {data ? <Said text={data.headline} /> : failure ? say('stateUnknown') : `${say('loading')}…`}
        {data && failure && ` (${timeText(at, language)})`} <Link to="/status">{say('details')}</Link>
      </p>
    </section>
  );
}
