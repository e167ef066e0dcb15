import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { AnswerOf } from '../../api/modules';
import { useWords } from '../../words/language';
import { useFigures } from '../account/figures';
import { trustedWords } from './words';

const ROW = 52;
const FRAME = 84;
const NAMES_WIDE = 150;

/** What standing brought, as pictures and as tables: the rates beside each other, and exams at each port and mode of transport. */
export default function StatementChart({
  of,
}: {
  of: AnswerOf<'cee', 'GET /accounts/{accountId}/trusted-statements/{year}'>;
}) {
  const say = useWords(trustedWords);
  const { number, port, mode } = useFigures();
  const known = (value: number | null): string => (value === null ? say('notKnown') : number(value));
  const rates = [
    [say('rateYours'), of.examRate],
    [say('rateEverybody'), of.examRateForEverybody],
    [say('ratePeers'), of.examRateOfPeers],
  ] as const;
  const places = of.places.map((one) => ({ ...one, name: `${port(one.port)}, ${mode(one.mode)}` }));
  return (
    <>
      <figure className="pw-brought-picture">
        <figcaption>{say('rateTitle')}</figcaption>
        <div aria-hidden="true">
          <ResponsiveContainer width="100%" height={rates.length * ROW + FRAME / 2}>
            <BarChart
              data={rates.map(([name, rate]) => ({ name, rate: rate ?? 0 }))}
              layout="vertical"
              margin={{ left: 8, right: 24 }}
              accessibilityLayer={false}
            >
              <CartesianGrid horizontal={false} stroke="#dfe6ec" />
              <XAxis type="number" allowDecimals={false} fontSize={12} />
              <YAxis type="category" dataKey="name" width={NAMES_WIDE} fontSize={12} />
              <Tooltip isAnimationActive={false} />
              <Bar dataKey="rate" name={say('rateTitle')} fill="#12304a" maxBarSize={32} isAnimationActive={false} />
            </BarChart>
          </ResponsiveContainer>
        </div>
        <table className="usa-table usa-table--borderless pw-table">
          <caption className="usa-sr-only">{say('rateTitle')}</caption>
          <tbody>
            {rates.map(([name, rate]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{known(rate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {of.entriesWithoutPeers > 0 && (
          <p className="pw-quiet">{say('withoutPeers', { count: of.entriesWithoutPeers })}</p>
        )}
      </figure>
      <figure className="pw-brought-picture">
        <figcaption>{say('byPlace')}</figcaption>
        {places.some(({ exams, avoided }) => exams + avoided > 0) && (
          <div aria-hidden="true">
            <ResponsiveContainer width="100%" height={places.length * ROW + FRAME}>
              <BarChart data={places} layout="vertical" margin={{ left: 8, right: 24 }} accessibilityLayer={false}>
                <CartesianGrid horizontal={false} stroke="#dfe6ec" />
                <XAxis type="number" allowDecimals={false} fontSize={12} />
                <YAxis type="category" dataKey="name" width={NAMES_WIDE} fontSize={12} />
                <Tooltip isAnimationActive={false} />
                <Legend />
                <Bar
                  dataKey="exams"
                  stackId="exams"
                  name={say('exams')}
                  fill="#12304a"
                  maxBarSize={32}
                  isAnimationActive={false}
                />
                <Bar
                  dataKey="avoided"
                  stackId="exams"
                  name={say('examsAvoided')}
                  fill="#8fb0c8"
                  maxBarSize={32}
                  isAnimationActive={false}
                />
              </BarChart>
            </ResponsiveContainer>
          </div>
        )}
        <table className="usa-table usa-table--stacked pw-table">
          <caption className="usa-sr-only">{say('byPlace')}</caption>
          <thead>
            <tr>
              {(['place', 'entries', 'exams', 'examsAvoided', 'hoursSaved', 'ratePeers'] as const).map((word) => (
                <th key={word} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((one) => (
              <tr key={one.name}>
                <th scope="row" data-label={say('place')}>
                  {one.name}
                </th>
                <td data-label={say('entries')}>{number(one.entries)}</td>
                <td data-label={say('exams')}>{number(one.exams)}</td>
                <td data-label={say('examsAvoided')}>{number(one.avoided)}</td>
                <td data-label={say('hoursSaved')}>{known(one.hoursSaved)}</td>
                <td data-label={say('ratePeers')}>{known(one.examRateOfPeers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </figure>
    </>
  );
}
