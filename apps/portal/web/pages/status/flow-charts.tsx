import { useId, useState } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useKnown } from '../../api/known';
import type { ShownReading } from '../../api/status';
import { Known } from '../../ui/known';
import { timeText } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { statusWords } from './words';

const HEIGHT = 180;
const EVERY_MS = 15_000;
const POINTS = 120;
const MEASURES = [
  ['chartWaiting', 'unanswered', '#12304a'],
  ['chartSeconds', 'waitSeconds', '#936f38'],
  ['chartAnswered', 'answeredPerSecond', '#00687d'],
] as const;
type Measure = (typeof MEASURES)[number][1];

/** What waited, how long answers took and how many were given in the last hour, of one function at a time. */
export default function FlowCharts() {
  const say = useWords(statusWords);
  const name = usePartNames();
  const id = useId();
  const [chosen, setChosen] = useState('entry');
  const flows = useKnown('status', 'GET /status/flows.json', {}, { every: EVERY_MS });
  return (
    <Known of={flows} rows={6}>
      {({ components }) => {
        const filing = components.filter(({ readings }) => readings.some(({ unanswered }) => unanswered !== null));
        const shown = filing.find(({ component }) => component === chosen) ?? filing[0];
        if (!shown) return <p className="pw-empty">{say('chartNothing')}</p>;
        return (
          <>
            <label className="usa-label" htmlFor={id}>
              {say('chartFor')}
            </label>
            <select
              id={id}
              className="usa-select"
              value={shown.component}
              onChange={({ target }) => setChosen(target.value)}
            >
              {filing.map(({ component }) => (
                <option key={component} value={component}>
                  {name(component)}
                </option>
              ))}
            </select>
            <div className="pw-charts">
              {MEASURES.map(([title, measure, colour]) => (
                <Chart key={measure} title={say(title)} measure={measure} colour={colour} readings={shown.readings} />
              ))}
            </div>
          </>
        );
      }}
    </Known>
  );
}

function Chart({
  title,
  measure,
  colour,
  readings,
}: {
  title: string;
  measure: Measure;
  colour: string;
  readings: readonly ShownReading[];
}) {
  const say = useWords(statusWords);
  const { language } = useLanguage();
  const step = Math.max(1, Math.ceil(readings.length / POINTS));
  // The greatest of each part: a peak is never left out of the picture.
  const points = Array.from({ length: Math.ceil(readings.length / step) }, (_, part) => {
    const of = readings.slice(part * step, (part + 1) * step);
    const values = of.map((reading) => reading[measure]).filter((value) => value !== null);
    return { at: Date.parse(of.at(-1)!.at), value: values.length === 0 ? null : Math.max(...values) };
  });
  const known = points.map(({ value }) => value).filter((value) => value !== null);
  const text = (value: number | null | undefined): string =>
    value == null ? say('noFigure') : value.toLocaleString(language, { maximumFractionDigits: 1 });
  const clock = (at: number): string =>
    timeText(at, language, undefined, { year: undefined, month: undefined, day: undefined, timeZoneName: undefined });
  return (
    <figure className="pw-chart">
      <figcaption>
        <strong>{title}</strong>
        <span className="pw-quiet">
          {say('chartNow', {
            what: title,
            value: text(points.at(-1)?.value),
            most: known.length === 0 ? say('noFigure') : text(Math.max(...known)),
          })}
        </span>
      </figcaption>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <LineChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="#dfe6ec" vertical={false} />
            <XAxis
              dataKey="at"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={clock}
              minTickGap={48}
              fontSize={12}
            />
            <YAxis allowDecimals={measure !== 'unanswered'} width={44} fontSize={12} domain={[0, 'auto']} />
            <Tooltip
              labelFormatter={(at) => timeText(Number(at), language)}
              formatter={(value) => [text(Number(value)), title]}
            />
            <Line
              dataKey="value"
              stroke={colour}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
              connectNulls={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
