import type { ProtestAtHand } from '../../api/cee';
import { Day, Due } from '../../ui/due';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { centerWords } from './words';

/** A protest that is to be decided, in short. */
export function ProtestLine({
  protest: one,
  heading: Heading = 'h3',
}: {
  protest: ProtestAtHand;
  heading?: 'h2' | 'h3';
}) {
  const say = useWords(centerWords);
  const name = useNames();
  return (
    <>
      <Heading>
        <Link to={`/center/protests/${one.id}`}>{one.number}</Link>
      </Heading>
      <p className="pw-card__line">
        <span className="pw-sign">{name('protest', one.state)}</span>
        {one.clocks[0] && (
          <Due day={one.clocks[0].dueDate} daysLeft={one.clocks[0].daysLeft} unit={one.clocks[0].unit} />
        )}
        {one.acceleratedOn && <span className="pw-sign">{say('accelerated')}</span>}
      </p>
      <p>{one.objections[0]?.claim ?? one.category}</p>
      <p className="pw-quiet">
        {say('protestOf', {
          name: one.protestant.name ?? '?',
          entries: one.entries.map(({ entryNumber }) => entryNumber).join(', '),
        })}{' '}
        <Day of={one.filedOn} />
        {one.takenBy && ` ${say('takenBy', { name: one.takenBy })}`}
      </p>
      {one.reasons.length > 0 && <p className="pw-quiet">{one.reasons.map(({ why }) => why).join('; ')}</p>}
    </>
  );
}
