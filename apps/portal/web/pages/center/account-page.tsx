import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useKnown } from '../../api/known';
import { Facts } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known, Skeleton } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf, wholeDollars } from '../../ui/money';
import { Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { WhenInView } from '../../ui/when-in-view';
import { useLanguage, useWords } from '../../words/language';
import { assignmentWords } from './assignment-words';
import { BackToDesk } from './center-frame';
import { useNames } from './names';
import { questionWords } from './question-words';
import { QuestionsAsked } from './questions-asked';
import { Slips } from './slips';
import { centerWords } from './words';
import './center.scss';

const TrendChart = lazy(() => import('./trend-chart'));

/** @param share in hundredths of a percent */
const percent = (share: number): string => `${(share / 100).toFixed(1)} %`;

/** An account as a whole over twelve months: what was found in its entries, beside its peers, month by month and one by one; and what CBP asks it. */
export default function AccountPage() {
  const say = useWords(centerWords);
  const sayOf = useWords(assignmentWords);
  const sayAsked = useWords(questionWords);
  const name = useNames();
  const { language } = useLanguage();
  const { accountId = '' } = useParams({ strict: false }) as { accountId?: string };
  const pattern = useKnown('cee', 'GET /accounts/{accountId}/compliance', { path: { accountId } });
  const account = useKnown('account', 'GET /accounts/{accountId}', { path: { accountId } }, { isSealed: true });
  return (
    <>
      <PageTitle lead={say('patternLead')}>{account.data?.name ?? say('patternTitle')}</PageTitle>
      <BackToDesk to="/center">{say('backToWork')}</BackToDesk>
      <Known of={pattern} rows={8}>
        {(one) => (
          <>
            <Facts
              of={[
                [
                  say('period'),
                  <span key="period">
                    <Day of={one.from} /> – <Day of={one.to} />
                  </span>,
                ],
                [say('entries'), String(one.entries)],
                [say('value'), wholeDollars(one.valueDollars, language)],
                [say('center'), one.centerId],
                [say('heading'), one.heading],
                [
                  say('peers'),
                  one.peers === null ? null : say('peersAre', { count: one.peers, what: one.comparedWith }),
                ],
              ]}
            />
            <Shares
              title={say('foundTitle')}
              empty={say('foundNone')}
              rows={one.kinds.map((row) => ({ ...row, what: name('kind', row.kind), count: row.slips }))}
              money={(cents) => dollarsOf(cents, language)}
            />
            <Shares
              title={say('conductTitle')}
              empty={say('conductNone')}
              rows={one.conduct.map((row) => ({ ...row, what: name('conduct', row.kind), count: row.entries }))}
              money={(cents) => dollarsOf(cents, language)}
            />
            <section aria-labelledby="trend">
              <h2 id="trend">{sayOf('trendTitle')}</h2>
              {one.trend.length === 0 ? (
                <p className="pw-empty">{sayOf('trendNone')}</p>
              ) : (
                <WhenInView>
                  <Suspense fallback={<Skeleton rows={5} />}>
                    <TrendChart months={one.trend} />
                  </Suspense>
                </WhenInView>
              )}
            </section>
            <Slips accountId={accountId} />
          </>
        )}
      </Known>
      <section aria-labelledby="asked">
        <h2 id="asked">{sayAsked('ofAccount')}</h2>
        <Results>
          <QuestionsAsked accountId={accountId} />
        </Results>
        <p>
          <Link to="/center/account-questions">{sayAsked('toAll')}</Link>
        </p>
      </section>
    </>
  );
}

interface Share {
  readonly what: string;
  readonly count: number;
  readonly effectCents: number;
  readonly entryShare: number;
  readonly peers: { readonly entryShare: number } | null;
}

function Shares({
  title,
  empty,
  rows,
  money,
}: {
  title: string;
  empty: string;
  rows: readonly Share[];
  money: (cents: number) => string;
}) {
  const say = useWords(centerWords);
  const some = rows.filter(({ count }) => count > 0);
  return (
    <section>
      <h2>{title}</h2>
      {some.length === 0 ? (
        <p className="pw-empty">{empty}</p>
      ) : (
        <table className="usa-table usa-table--stacked pw-table">
          <caption className="usa-sr-only">{title}</caption>
          <thead>
            <tr>
              {(['what', 'howMany', 'effect', 'shareHere', 'sharePeers'] as const).map((word) => (
                <th key={word} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {some.map((one) => (
              <tr key={one.what}>
                <th scope="row" data-label={say('what')}>
                  {one.what}
                </th>
                <td data-label={say('howMany')}>{one.count}</td>
                <td data-label={say('effect')}>{money(one.effectCents)}</td>
                <td data-label={say('shareHere')}>{percent(one.entryShare)}</td>
                <td data-label={say('sharePeers')}>{one.peers ? percent(one.peers.entryShare) : say('notKnown')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
