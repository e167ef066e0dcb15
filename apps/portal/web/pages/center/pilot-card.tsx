import type { PilotSaid, PilotView } from '../../api/cee';
import { Facts } from '../../ui/card-list';
import { Day, Period } from '../../ui/due';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { portText } from '../status/ports';
import { centerCaseWords } from './case-words';
import { pilotWords } from './pilot-words';

/** What a pilot is, how it stands, what it brings, and what is said of it: to its Centers and to who takes part alike. */
export function PilotCard({ pilot, heading = 'h3' }: { pilot: PilotView; heading?: 'h2' | 'h3' }) {
  const say = useWords(pilotWords);
  const { name } = useNamesOf(pilotWords);
  const { name: nameOfAgency } = useNamesOf(centerCaseWords);
  const [Heading, Below] = heading === 'h2' ? (['h2', 'h3'] as const) : (['h3', 'h4'] as const);
  const { state, ports, from, to, score, ofCenters, ofImporters } = pilot;
  const ofFive = (rating: number | null): string | null =>
    rating === null ? null : say('ofFive', { score: rating.toFixed(1) });
  return (
    <>
      <Heading>{pilot.title}</Heading>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', state)}</span>
        <strong>{nameOfAgency('agency', pilot.agency)}</strong>
        <span>{pilot.number}</span>
        <span>{say('participants', { count: pilot.participants })}</span>
        <span>{score === null ? say('notRated') : say('rank', { rank: pilot.rank ?? '' })}</span>
      </p>
      <Facts
        of={[
          [say('where'), ports === null ? say('allPorts') : ports.map(portText).join('; ')],
          [say('runs'), from && <Period key="runs" from={from} to={to} />],
          [say('proposedBy'), pilot.proposedBy],
          [
            say('decidedBy'),
            pilot.decidedBy && say('decidedWhy', { name: pilot.decidedBy, why: pilot.decidedWhy ?? '' }),
          ],
          [say('ofCenters'), ofFive(ofCenters)],
          [say('ofImporters'), ofFive(ofImporters)],
        ]}
      />
      {pilot.benefits.length > 0 && (
        <>
          <Below>{say('benefits')}</Below>
          <ul>
            {pilot.benefits.map(({ benefit, from: first, to: last, brings = null, figure = null }) => (
              <li key={`${benefit} ${first}`}>
                {brings === null
                  ? benefit
                  : say(figure === null ? 'acts' : 'actsRate', {
                      ...{ benefit, effect: name('effect', brings), figure: figure ?? 0 },
                    })}{' '}
                <span className="pw-quiet">
                  <Day of={first} />
                  {last && (
                    <>
                      {' '}
                      {say('until')} <Day of={last} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Said of={pilot.said} heading={Below} />
    </>
  );
}

function Said({ of, heading: Heading }: { of: readonly PilotSaid[]; heading: 'h3' | 'h4' }) {
  const say = useWords(pilotWords);
  const { name } = useNamesOf(pilotWords);
  if (of.length === 0) return null;
  return (
    <>
      <Heading>{say('said')}</Heading>
      <ul>
        {of.map(({ side, by, rating, comment, at }) => (
          <li key={`${side} ${by} ${at}`}>
            {name('rating', String(rating))}: {comment}{' '}
            <span className="pw-quiet">
              {by} ({name('side', side)}), <When at={at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
