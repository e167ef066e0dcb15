import { lazy, Suspense, useState } from 'react';
import type { ResponseMeasure, Update } from '../../api/cee';
import { useKnown } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { Known, Skeleton } from '../../ui/known';
import { WhenInView } from '../../ui/when-in-view';
import { useWords } from '../../words/language';
import { useFigures } from '../account/figures';
import { useAccount } from '../account/use-account';
import { useNames } from './names';
import { OwnFrame } from './own-frame';
import { trustedWords } from './words';

const StatementChart = lazy(() => import('./statement-chart'));
const YEARS = 3;

/** What standing brought an account in a year, its monthly updates, and how CBP kept its days. */
export default function OwnYearPage() {
  const say = useWords(trustedWords);
  const { accountId } = useAccount();
  const path = { accountId };
  const thisYear = new Date().getUTCFullYear();
  const [year, setYear] = useState(String(thisYear));
  const statement = useKnown('cee', 'GET /accounts/{accountId}/trusted-statements/{year}', {
    path: { accountId, year },
  });
  const updates = useKnown('cee', 'GET /accounts/{accountId}/trusted-updates', { path });
  const report = useKnown('cee', 'GET /accounts/{accountId}/response-report', { path });
  return (
    <OwnFrame title={say('yearTitle')} lead={say('yearLead')}>
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichYear')}</legend>
        {Array.from({ length: YEARS }, (_, back) => String(thisYear - back)).map((one) => (
          <button key={one} type="button" aria-pressed={one === year} onClick={() => setYear(one)}>
            {one}
          </button>
        ))}
      </fieldset>
      <Known of={statement} rows={8}>
        {(told) => <Statement of={told} />}
      </Known>
      <section aria-labelledby="updates">
        <h2 id="updates">{say('updatesTitle')}</h2>
        <Known of={updates} isEmpty={(told) => told.updates.length === 0} empty={say('updatesNone')}>
          {(told) => told.updates.map(({ month, content }) => <Month key={month} of={content} />)}
        </Known>
      </section>
      <section aria-labelledby="targets">
        <h2 id="targets">{say('targetsTitle')}</h2>
        <p>{say('targetsLead')}</p>
        <Known of={report} rows={5}>
          {(told) => <Measures of={told.measures} />}
        </Known>
      </section>
    </OwnFrame>
  );
}

function Statement({ of }: { of: AnswerOf<'cee', 'GET /accounts/{accountId}/trusted-statements/{year}'> }) {
  const say = useWords(trustedWords);
  const { number } = useFigures();
  const tiles: readonly (readonly [name: string, value: string, why?: string])[] = [
    [say('entries'), number(of.entries)],
    [say('exams'), number(of.exams)],
    [say('examsAvoided'), number(of.examsAvoided)],
    [
      say('hoursSaved'),
      of.hoursSaved === null ? say('notKnown') : number(of.hoursSaved),
      of.hoursSaved === null ? say('hoursUnknown') : undefined,
    ],
    [say('hoursInExams'), number(of.hoursInExams)],
  ];
  return (
    <section aria-labelledby="statement">
      <h2 id="statement">{say('brought', { year: of.year })}</h2>
      {of.entries === 0 ? (
        <p className="pw-empty">{say('broughtNone')}</p>
      ) : (
        <>
          <dl className="pw-brought">
            {tiles.map(([name, value, why]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {value}
                  {why && <p className="pw-brought__why">{why}</p>}
                </dd>
              </div>
            ))}
          </dl>
          <WhenInView>
            <Suspense fallback={<Skeleton rows={5} />}>
              <StatementChart of={of} />
            </Suspense>
          </WhenInView>
        </>
      )}
    </section>
  );
}

/** How the imports of a month went, beside the three months before. */
function Month({ of: { month, trends } }: { of: Update }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const { month: monthText, number } = useFigures();
  const value = (one: number | null): string => (one === null ? say('notKnown') : number(one));
  return (
    <details className="pw-months-told">
      <summary>{monthText(month)}</summary>
      <table className="usa-table usa-table--stacked pw-table">
        <caption className="usa-sr-only">{monthText(month)}</caption>
        <thead>
          <tr>
            {(['trend', 'valueNow', 'valueBefore', 'change'] as const).map((word) => (
              <th key={word} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trends.map((one) => (
            <tr key={one.name}>
              <th scope="row" data-label={say('trend')}>
                {name('trend', one.name)}
              </th>
              <td data-label={say('valueNow')}>{value(one.value)}</td>
              <td data-label={say('valueBefore')}>{value(one.before)}</td>
              <td data-label={say('change')}>{one.trend === null ? say('notKnown') : name('change', one.trend)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** How CBP kept its targets, by kind of request. */
function Measures({ of }: { of: readonly ResponseMeasure[] }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const within = ({ unit, target }: ResponseMeasure): string =>
    say(unit === 'working days' ? 'unit_days' : 'unit_calendar days', { count: target });
  return (
    <table className="usa-table usa-table--stacked pw-table">
      <caption className="usa-sr-only">{say('targetsTitle')}</caption>
      <thead>
        <tr>
          {(['kind', 'target', 'howMany', 'inTime', 'late', 'stillOpen', 'medianDays'] as const).map((word) => (
            <th key={word} scope="col">
              {say(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map((one) => (
          <tr key={one.kind}>
            <th scope="row" data-label={say('kind')}>
              {name('kind', one.kind)}
            </th>
            <td data-label={say('target')}>{within(one)}</td>
            <td data-label={say('howMany')}>{one.asked}</td>
            <td data-label={say('inTime')}>{one.inTime}</td>
            <td data-label={say('late')}>{one.late + one.overdue}</td>
            <td data-label={say('stillOpen')}>{one.open}</td>
            <td data-label={say('medianDays')}>{one.medianDays ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
