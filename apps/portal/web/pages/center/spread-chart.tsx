import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { SpreadOfKind } from '../../api/cee';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { centerWords } from './words';

const ROW = 44;
const FRAME = 70;

/** How many decisions of each kind of question are not the most common one of their product; the same in a table. */
export default function SpreadChart({ kinds }: { kinds: readonly SpreadOfKind[] }) {
  const say = useWords(centerWords);
  const name = useNames();
  const rows = kinds.map((one) => ({ ...one, name: name('kind', one.kind) }));
  return (
    <figure className="pw-chart-figure">
      <figcaption>{say('spreadChart')}</figcaption>
      {rows.some(({ odd }) => odd > 0) && (
        <div aria-hidden="true">
          <ResponsiveContainer width="100%" height={rows.length * ROW + FRAME}>
            <BarChart data={rows} layout="vertical" margin={{ left: 8, right: 24 }} accessibilityLayer={false}>
              <CartesianGrid horizontal={false} />
              <XAxis type="number" unit="%" domain={[0, 'auto']} />
              <YAxis type="category" dataKey="name" width={120} />
              <Tooltip isAnimationActive={false} />
              <Bar dataKey="oddPercent" name={say('oddPercent')} fill="#12304a" isAnimationActive={false} />
            </BarChart>
          </ResponsiveContainer>
        </div>
      )}
      <table className="usa-table usa-table--stacked pw-table">
        <caption className="usa-sr-only">{say('spreadChart')}</caption>
        <thead>
          <tr>
            {(['kindOf', 'decisionsMade', 'odd', 'oddPercent', 'productsSeveral'] as const).map((word) => (
              <th key={word} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.kind}>
              <th scope="row" data-label={say('kindOf')}>
                {one.name}
              </th>
              <td data-label={say('decisionsMade')}>{one.decisions}</td>
              <td data-label={say('odd')}>{one.odd}</td>
              <td data-label={say('oddPercent')}>{one.oddPercent}</td>
              <td data-label={say('productsSeveral')}>
                {say('ofProducts', { some: one.productsWithSeveral, all: one.products })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
