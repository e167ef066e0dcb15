import { lazy, Suspense } from 'react';
import { useKnown } from '../../api/known';
import { Day } from '../../ui/due';
import { Known, Skeleton } from '../../ui/known';
import { Link } from '../../ui/link';
import { WhenInView } from '../../ui/when-in-view';
import { useWords } from '../../words/language';
import { CenterFrame } from './center-frame';
import { useNames } from './names';
import { ComplianceRuns } from './runs';
import { centerWords } from './words';

const SpreadChart = lazy(() => import('./spread-chart'));

/** Whether the same goods are decided alike, and which importers changed. */
export default function UniformityPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('uniformityTitle')} lead={say('uniformityLead')}>
      {(center) => (
        <>
          <Spread center={center} />
          <Changes center={center} />
        </>
      )}
    </CenterFrame>
  );
}

function Spread({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const name = useNames();
  const spread = useKnown('cee', 'GET /decision-spread', { query: { center } });
  return (
    <section aria-labelledby="spread">
      <h2 id="spread">{say('spreadTitle')}</h2>
      <Known of={spread} rows={6} isEmpty={({ kinds }) => kinds.length === 0} empty={say('spreadNone')}>
        {({ kinds, products }) => (
          <>
            <WhenInView>
              <Suspense fallback={<Skeleton rows={5} />}>
                <SpreadChart kinds={kinds} />
              </Suspense>
            </WhenInView>
            <h3>{say('severalTitle')}</h3>
            {products.length === 0 && <p className="pw-empty">{say('severalNone')}</p>}
            <ul className="pw-cards">
              {products.map((one) => (
                <li key={one.id} className="pw-card">
                  <h4>{one.goods}</h4>
                  <p>
                    {say('several', {
                      kind: name('kind', one.kind),
                      outcomes: one.outcomes,
                      odd: one.odd,
                      decisions: one.decisions,
                    })}
                  </p>
                  <ul>
                    {one.by.map((by) => (
                      <li key={`${by.outcome} ${by.center} ${by.port}`}>
                        <strong>{by.outcome}</strong>:{' '}
                        {say('by', { count: by.decisions, where: [by.center, by.port].filter(Boolean).join(', ') })}{' '}
                        <Day of={by.from} /> – <Day of={by.to} />
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </>
        )}
      </Known>
    </section>
  );
}

function Changes({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const changes = useKnown('cee', 'GET /pattern-changes', { query: { center } });
  return (
    <>
      <section aria-labelledby="changes">
        <h2 id="changes">{say('changesTitle')}</h2>
        <Known of={changes} isEmpty={(answer) => answer.changes.length === 0} empty={say('changesNone')}>
          {(answer) => (
            <ul className="pw-cards">
              {answer.changes.map((one) => (
                <li key={one.importer + one.kind} className="pw-card">
                  <p>
                    <strong>{one.importer}</strong> {one.inWords}
                  </p>
                  <p className="pw-quiet">
                    {say('changeFigures', {
                      slips: one.recentSlips,
                      entries: one.recentEntries,
                      before: one.pastSlips,
                      beforeEntries: one.pastEntries,
                    })}
                  </p>
                  {one.accountId && <Link to={`/center/accounts/${one.accountId}`}>{say('toPattern')}</Link>}
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <ComplianceRuns onDone={changes.again} />
    </>
  );
}
