import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import type { Downtime, ProposalWithStages } from '../../api/port';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { When } from '../../ui/when';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { Told } from '../status/matters';
import { Frame, useReason } from './frame';
import { useScopeText } from './scope-text';
import { operationsWords } from './words';

const EVERY_MS = 10_000;

/** What waits for a decision, and what was declared. */
export default function DowntimesPage() {
  const say = useWords(operationsWords);
  const proposals = useKnown('port', 'GET /downtime/proposals', {}, { every: EVERY_MS });
  const inForce = useKnown('port', 'GET /downtime/downtimes', {}, { every: EVERY_MS });
  const incidents = useKnown('port', 'GET /downtime/incidents', {}, { every: EVERY_MS });
  const again = (): void => {
    for (const known of [proposals, inForce, incidents]) known.again();
  };
  return (
    <Frame title={say('downtimesTitle')} lead={say('downtimesLead')}>
      <p>
        <Link to="/operations/declare" className="usa-button">
          {say('declare')}
        </Link>
      </p>
      <section aria-labelledby="proposals">
        <h2 id="proposals">{say('proposalsTitle')}</h2>
        <Known of={proposals} isEmpty={(told) => told.proposals.length === 0} empty={say('noProposals')}>
          {(told) => (
            <ul className="pw-matters">
              {told.proposals.map((proposal) => (
                <li key={proposal.id}>
                  <Proposal proposal={proposal} again={again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <section aria-labelledby="in-force">
        <h2 id="in-force">{say('inForceTitle')}</h2>
        <Known of={inForce} isEmpty={({ downtimes }) => downtimes.length === 0} empty={say('noDowntimes')}>
          {({ downtimes }) => (
            <ul className="pw-matters">
              {downtimes.map((downtime) => (
                <li key={downtime.number}>
                  <InForce downtime={downtime} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <section aria-labelledby="incidents">
        <h2 id="incidents">{say('incidentsTitle')}</h2>
        <Known of={incidents} isEmpty={(told) => told.incidents.length === 0} empty={say('noIncidents')}>
          {(told) => (
            <ul>
              {told.incidents.map(({ number, title, openedAt }) => (
                <li key={number}>
                  <Link to={`/operations/incidents/${number}`}>{title}</Link> ({number}){' '}
                  <Told text={say('since', { time: '\u0000' })} at={openedAt} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
    </Frame>
  );
}

const STAGES = {
  watch: 'stage_watch',
  propose: 'stage_propose',
  'port may declare': 'stage_port',
  'headquarters considers a national downtime': 'stage_headquarters',
} as const;

function Proposal({ proposal, again }: { proposal: ProposalWithStages; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const { id, title, since, stage, evidence } = proposal;
  return (
    <article className="pw-matter">
      <h3 className="pw-matter__title" lang="en">
        {title}
      </h3>
      <p className="pw-tag-line">
        <span className="usa-tag">{say(STAGES[stage])}</span>{' '}
        <span className="pw-quiet">
          <Told text={say('since', { time: '\u0000' })} at={since} />
        </span>
      </p>
      {evidence && (
        <p>
          {say('seenBecause')} <span lang="en">{evidence.reason || evidence.componentState}</span>
        </p>
      )}
      <OrderForm
        title={say('acceptOpen')}
        explain={say('acceptSays')}
        isGrave
        fields={[reason]}
        submit={say('accept')}
        send={({ reason }) =>
          call('port', 'POST /downtime/proposals/{id}/accept', {
            path: { id },
            body: {
              title: null,
              statement: null,
              ports: [],
              audience: [],
              remark: reason,
              notice: true,
              officer: null,
            },
          }).then(again)
        }
        done={say('accepted', { title })}
        isSaidAbove
      />
      <OrderForm
        title={say('dismissOpen')}
        explain={say('dismissSays')}
        fields={[reason]}
        submit={say('dismiss')}
        send={({ reason }) =>
          call('port', 'POST /downtime/proposals/{id}/dismiss', { path: { id }, body: { reason, officer: null } }).then(
            again,
          )
        }
        done={say('dismissed', { title })}
        isSaidAbove
      />
    </article>
  );
}

function InForce({ downtime }: { downtime: Downtime }) {
  const say = useWords(operationsWords);
  const scopeText = useScopeText();
  const { number, drill, scope, everywhere, from, expectedEnd, reason, invokedBy } = downtime;
  return (
    <article className="pw-matter">
      <h3 className="pw-matter__title">
        <Link to={`/operations/downtimes/${number}`}>{say('downtimeTitle', { number })}</Link>
      </h3>
      {drill && (
        <p>
          <span className="usa-tag">{say('drill')}</span>
        </p>
      )}
      <p>{scopeText(scope, everywhere)}</p>
      <p>
        <Told text={say('begunAt', { time: '\u0000' })} at={from} />
        {expectedEnd && (
          <>
            {'; '}
            <Told text={say('expectedUntil', { time: '\u0000' })} at={expectedEnd} />
          </>
        )}
        . {say('declaredBy', { who: invokedBy.officer, why: reason })}
      </p>
    </article>
  );
}

/** An instant with what it is, in a list. */
export function Fact({ name, at }: { name: string; at: string | null }) {
  const say = useWords(operationsWords);
  return (
    <>
      <dt>{name}</dt>
      <dd>{at ? <When at={at} /> : say('notSaid')}</dd>
    </>
  );
}
