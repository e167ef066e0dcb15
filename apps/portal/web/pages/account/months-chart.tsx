import { Bar, CartesianGrid, ComposedChart, Legend, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { FiguresOf } from '../../api/account';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { accountWords } from './words';

const HEIGHT = 260;

/** What was filed and what it cost by month, as a picture and as a table. */
export default function MonthsChart({ months, isCarrier }: { months: readonly FiguresOf[]; isCarrier: boolean }) {
  const say = useWords(accountWords);
  const { month, number, cents } = useFigures();
  const [first, second] = isCarrier ? (['bills', 'billsArrived'] as const) : (['entries', 'released'] as const);
  const points = [...months]
    .sort((a, b) => a.value.localeCompare(b.value))
    .map(({ value, figures }) => ({
      month: month(value),
      filed: isCarrier ? figures.bills : figures.entries,
      done: isCarrier ? figures.bills_arrived : figures.released,
      paid: (figures.duty_cents + figures.fee_cents) / 100,
    }));
  return (
    <figure className="pw-months">
      <figcaption>
        <h3>{say('byMonth')}</h3>
      </figcaption>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <ComposedChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="#dfe6ec" vertical={false} />
            <XAxis dataKey="month" fontSize={12} minTickGap={16} />
            <YAxis yAxisId="count" allowDecimals={false} width={44} fontSize={12} />
            {!isCarrier && (
              <YAxis yAxisId="money" orientation="right" width={64} fontSize={12} tickFormatter={number} />
            )}
            <Tooltip
              formatter={(value, name) => [
                name === say('dutyAndFees') ? cents(Number(value) * 100) : number(Number(value)),
                name,
              ]}
            />
            <Legend />
            <Bar
              yAxisId="count"
              dataKey="filed"
              name={say(first)}
              fill="#4f7a9a"
              maxBarSize={48}
              isAnimationActive={false}
            />
            <Bar
              yAxisId="count"
              dataKey="done"
              name={say(second)}
              fill="#12304a"
              maxBarSize={48}
              isAnimationActive={false}
            />
            {!isCarrier && (
              <Line
                yAxisId="money"
                dataKey="paid"
                name={say('dutyAndFees')}
                stroke="#b3560f"
                strokeWidth={2}
                strokeDasharray="5 3"
                isAnimationActive={false}
              />
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary>{say('asTable')}</summary>
        <table className="usa-table usa-table--borderless pw-table">
          <caption className="usa-sr-only">{say('byMonth')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('month')}</th>
              <th scope="col">{say(first)}</th>
              <th scope="col">{say(second)}</th>
              {!isCarrier && <th scope="col">{say('dutyAndFees')}</th>}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.month}>
                <th scope="row">{point.month}</th>
                <td>{number(point.filed)}</td>
                <td>{number(point.done)}</td>
                {!isCarrier && <td>{cents(point.paid * 100)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
