import { Bar, CartesianGrid, ComposedChart, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { MonthMeasure } from '../../api/cee';
import { wholeDollars } from '../../ui/money';
import { useLanguage, useWords } from '../../words/language';
import { assignmentWords } from './assignment-words';

const HEIGHT = 260;

/** Entries of an account by month, and how many had something found in them; the same in a table. */
export default function TrendChart({ months }: { months: readonly MonthMeasure[] }) {
  const say = useWords(assignmentWords);
  const { language } = useLanguage();
  const monthText = new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    ...{ month: 'short', year: 'numeric', timeZone: 'UTC' },
  });
  const rows = months.map(({ month, entries, valueDollars, slips }) => ({
    ...{ month: monthText.format(new Date(`${month.slice(0, 7)}-15T00:00:00Z`)), entries, valueDollars },
    found: slips.reduce((sum, one) => sum + one.entries, 0),
  }));
  return (
    <figure className="pw-chart-figure">
      <figcaption className="usa-sr-only">{say('trendTitle')}</figcaption>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <ComposedChart data={rows} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="#dfe6ec" vertical={false} />
            <XAxis dataKey="month" fontSize={12} minTickGap={16} />
            <YAxis allowDecimals={false} width={44} fontSize={12} />
            <Tooltip isAnimationActive={false} />
            <Legend />
            <Bar dataKey="entries" name={say('entries')} fill="#4f7a9a" maxBarSize={48} isAnimationActive={false} />
            <Bar dataKey="found" name={say('withFaults')} fill="#b3560f" maxBarSize={48} isAnimationActive={false} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <table className="usa-table usa-table--stacked pw-table">
        <caption className="usa-sr-only">{say('trendTitle')}</caption>
        <thead>
          <tr>
            {(['month', 'entries', 'withFaults', 'entriesValue'] as const).map((word) => (
              <th key={word} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.month}>
              <th scope="row" data-label={say('month')}>
                {one.month}
              </th>
              <td data-label={say('entries')}>{one.entries}</td>
              <td data-label={say('withFaults')}>{one.found}</td>
              <td data-label={say('entriesValue')}>{wholeDollars(one.valueDollars, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
