import { lazy, Suspense } from 'react';
import { useKnown } from '../../api/known';
import type { OpenWatch, SummaryDocument } from '../../api/status';
import { Known, Skeleton } from '../../ui/known';
import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { Said } from '../../ui/said';
import { WhenInView } from '../../ui/when-in-view';
import { useWords } from '../../words/language';
import { Functions } from './functions';
import { Matters, PlannedWork, Told } from './matters';
import { usePartNames } from '../../words/part-names';
import { useLiveSummary } from './live';
import { Uptime } from './uptime';
import { statusWords } from './words';
import './status.scss';

const PortsInDowntime = lazy(() => import('./ports-in-downtime'));
const FlowCharts = lazy(() => import('./flow-charts'));

const isLive = ({ drill }: { drill: boolean }): boolean => !drill;

/** Whether filing works now, for everybody: the most urgent first. */
export default function StatusPage() {
  const say = useWords(statusWords);
  const summary = useKnown('status', 'GET /status/summary.json', {}, { every: 15_000 });
  useLiveSummary(summary.again);
  return (
    <>
      <PageTitle lead={say('lead')}>{say('title')}</PageTitle>
      <Known of={summary} rows={8}>
        {(told) => (
          <>
            <Whole told={told} />
            <Now told={told} />
          </>
        )}
      </Known>
      <section aria-labelledby="charts">
        <h2 id="charts">{say('chartsTitle')}</h2>
        <p>{say('chartsLead')}</p>
        {!summary.isLoading && (
          <WhenInView>
            <Suspense fallback={<Skeleton rows={6} />}>
              <FlowCharts />
            </Suspense>
          </WhenInView>
        )}
      </section>
      <Uptime />
      <BeTold />
    </>
  );
}

function Whole({ told }: { told: SummaryDocument }) {
  const say = useWords(statusWords);
  const { colour, indicator, headline, watches, at } = told;
  const words = indicator === 'none' && watches.length > 0 ? say('whole_watch') : say(`whole_${indicator}`);
  return (
    <section className={`pw-whole pw-whole--${colour}`} aria-labelledby="whole">
      <p className="pw-whole__sign">{say(colour)}</p>
      <h2 id="whole" className="pw-whole__words">
        {words}
      </h2>
      {indicator !== 'none' && (
        <p className="pw-whole__told">
          <Said text={headline} />
        </p>
      )}
      <p className="pw-quiet">
        <Told text={say('seen', { time: '\u0000' })} at={at} />
      </p>
    </section>
  );
}

function Now({ told }: { told: SummaryDocument }) {
  const say = useWords(statusWords);
  const { watches, components, gates, maintenance, drills } = told;
  const planned = maintenance.filter(isLive);
  const incidents = told.incidents
    .filter(isLive)
    .filter(({ number }) => planned.every(({ reference }) => reference !== number));
  const downtimes = told.downtimes.filter(isLive);
  const inDrills = drills.incidents.length + drills.downtimes.length > 0;
  return (
    <>
      <Watches watches={watches} isAllWell={told.indicator === 'none'} />
      {incidents.length + downtimes.length > 0 && (
        <section aria-labelledby="matters">
          <h2 id="matters">{say('mattersTitle')}</h2>
          <Matters incidents={incidents} downtimes={downtimes} />
        </section>
      )}
      <section aria-labelledby="functions">
        <h2 id="functions">{say('functionsTitle')}</h2>
        <Functions components={components} gates={gates} />
      </section>
      <section aria-labelledby="ports">
        <h2 id="ports">{say('portsTitle')}</h2>
        <Suspense fallback={<Skeleton rows={6} />}>
          <PortsInDowntime downtimes={downtimes} />
        </Suspense>
      </section>
      <PlannedWork planned={planned} />
      {inDrills && (
        <section aria-labelledby="drills" className="pw-drills">
          <h2 id="drills">{say('drillsTitle')}</h2>
          <p>
            <strong>{say('drillsLead')}</strong>
          </p>
          <Matters incidents={drills.incidents} downtimes={drills.downtimes} />
        </section>
      )}
    </>
  );
}

const WATCH_WORDS = {
  'backlog grows': 'watch_backlogGrows',
  'waits grow': 'watch_waitsGrow',
  'replies slower than usual': 'watch_repliesSlower',
} as const;

/** Early warnings of what works; that nothing is wrong yet is said where that holds of the whole. */
function Watches({ watches, isAllWell }: { watches: readonly OpenWatch[]; isAllWell: boolean }) {
  const say = useWords(statusWords);
  const name = usePartNames();
  if (watches.length === 0) return null;
  return (
    <section aria-labelledby="watch">
      <h2 id="watch">{say('watchTitle')}</h2>
      {isAllWell && <p>{say('watchLead')}</p>}
      <ul>
        {watches.map(({ component, kind, since }) => (
          <li key={component + kind}>
            <strong>{name(component)}</strong>: {say(WATCH_WORDS[kind])}{' '}
            <Told text={say('since', { time: '\u0000' })} at={since} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BeTold() {
  const say = useWords(statusWords);
  return (
    <section aria-labelledby="told">
      <h2 id="told">{say('toldTitle')}</h2>
      <p>{say('toldLead')}</p>
      <ul className="pw-links">
        <li>
          <Link to="/status/subscribe" className="usa-button">
            {say('subscribe')}
          </Link>
        </li>
        <li>
          <Link to="/status/mine">{say('mine')}</Link>
        </li>
        <li>
          <Link to="/status/history">{say('history')}</Link>
        </li>
        <li>
          <a className="usa-link" href="/api/status/status/feed.atom">
            {say('feed')}
          </a>
        </li>
        <li>
          <a className="usa-link" href="/api/status/status/summary.json">
            {say('data')}
          </a>
        </li>
        <li>
          <a className="usa-link" href="/api/status/status/badge.svg">
            {say('badge')} <img src="/api/status/status/badge.svg" alt={say('badgeAlt')} className="pw-badge" />
          </a>
        </li>
      </ul>
    </section>
  );
}
