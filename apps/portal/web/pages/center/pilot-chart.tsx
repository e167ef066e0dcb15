import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { PilotMeasure } from '../../api/cee';
import { Day } from '../../ui/due';
import { useWords } from '../../words/language';
import { pilotWords } from './pilot-words';

const HEIGHT = 160;
/** Exams in 10,000 entries as a percentage. */
const percentOf = (rate: number): number => rate / 100;

/** How many entries of those who take part were examined before a pilot and during it; the same in a table. */
export default function PilotChart({ before, during }: { before: PilotMeasure; during: PilotMeasure }) {
  const say = useWords(pilotWords);
  const rows = ([['before', before] as const, ['during', during] as const] as const).map(([time, measure]) => ({
    ...measure,
    time: say(time),
    percent: measure.examRate === null ? null : percentOf(measure.examRate),
  }));
  return (
    <figure className="pw-chart-figure">
      <figcaption>{say('resultsTitle')}</figcaption>
      {rows.some(({ percent }) => percent !== null) && (
        <div aria-hidden="true">
          <ResponsiveContainer width="100%" height={HEIGHT}>
            <BarChart data={rows} layout="vertical" margin={{ left: 8, right: 24 }} accessibilityLayer={false}>
              <CartesianGrid horizontal={false} />
              <XAxis type="number" unit="%" domain={[0, 'auto']} />
              <YAxis type="category" dataKey="time" width={80} />
              <Tooltip isAnimationActive={false} />
              <Bar dataKey="percent" name={say('examShare')} fill="#12304a" maxBarSize={36} isAnimationActive={false} />
            </BarChart>
          </ResponsiveContainer>
        </div>
      )}
      <table className="usa-table usa-table--stacked pw-table">
        <caption className="usa-sr-only">{say('resultsTitle')}</caption>
        <thead>
          <tr>
            {(['time', 'days', 'entries', 'exams', 'examShare', 'hours'] as const).map((word) => (
              <th key={word} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.time}>
              <th scope="row" data-label={say('time')}>
                {one.time}
              </th>
              <td data-label={say('days')}>
                <Day of={one.from} /> – <Day of={one.to} />
              </td>
              <td data-label={say('entries')}>{one.entries}</td>
              <td data-label={say('exams')}>{one.exams}</td>
              <td data-label={say('examShare')}>{one.percent === null ? say('notKnown') : one.percent.toFixed(2)}</td>
              <td data-label={say('hours')}>{one.meanHours ?? say('notKnown')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
