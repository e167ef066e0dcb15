import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../../api/call';
import type { ComplianceRunView, ProposalRunView } from '../../api/cee';
import { type Known as KnownThing, useKnown } from '../../api/known';
import { useRoles } from '../../api/session';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { assignmentWords } from './assignment-words';
import { useAssigns } from './findings';
import './center.scss';

const AT_WORK_MS = 2_000;
const AT_REST_MS = 60_000;
const SHOWN = 3;

type Run = ProposalRunView | ComplianceRunView;

/** How often runs are asked for: often while the newest is at work. Tells when one is over. */
const useRenewal = (onDone: () => void): [every: number, tell: (runs: readonly Run[] | undefined) => void] => {
  const [newest, setNewest] = useState<Pick<Run, 'id' | 'state'> | null>(null);
  return [
    newest?.state === 'running' ? AT_WORK_MS : AT_REST_MS,
    (runs) => {
      const run = runs?.[0];
      if (!run || (run.id === newest?.id && run.state === newest.state)) return;
      if (newest !== null && run.state !== 'running') onDone();
      setNewest({ id: run.id, state: run.state });
    },
  ];
};

/** Runs that propose for all importers to which Center they belong. */
export function ProposalRuns({ onDone }: { onDone: () => void }) {
  const say = useWords(assignmentWords);
  const [every, tell] = useRenewal(onDone);
  const read = useKnown('cee', 'GET /proposal-runs', {}, { every });
  const runs = read.data?.runs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told goes by what was read alone
  useEffect(() => tell(runs), [runs]);
  return (
    <Runs
      of="proposals"
      read={read}
      order={async (id, asOf) => {
        await call('cee', 'POST /proposal-runs', { body: { id, asOf } });
      }}
      came={(run) => [say('came_proposals', { count: run.proposals }), say('unchanged', { count: run.unchanged })]}
    />
  );
}

/** Runs that measure all importers, and tell whose pattern changed. */
export function ComplianceRuns({ onDone }: { onDone: () => void }) {
  const say = useWords(assignmentWords);
  const isOfAll = useRoles().includes('headquarters');
  const [every, tell] = useRenewal(onDone);
  const read = useKnown('cee', 'GET /compliance-runs', {}, { every });
  const runs = read.data?.runs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told goes by what was read alone
  useEffect(() => tell(runs), [runs]);
  return (
    <Runs
      of="compliance"
      read={read}
      order={async (id, asOf) => {
        await call('cee', 'POST /compliance-runs', { body: { id, asOf } });
      }}
      came={(run) => [
        say('came_compliance', { count: run.changes }),
        run.putRight > 0 && say('putRight', { count: run.putRight }),
        run.endReason !== null && say('endedWhy', { name: run.endedBy ?? '', why: run.endReason }),
      ]}
      orders={(run) =>
        isOfAll &&
        run.state === 'running' && (
          <OrderForm
            title={say('endRun')}
            isSaidAbove
            isGrave
            explain={say('endRunExplain')}
            done={say('runEnded')}
            fields={[{ name: 'why', label: say('why'), most: 2_000 }]}
            send={async (body) => {
              await call('cee', 'POST /compliance-runs/{id}/end', { path: { id: run.id }, body });
              read.again();
            }}
          />
        )
      }
    />
  );
}

function Runs<R extends Run>({
  of,
  read,
  order,
  came,
  orders = () => null,
}: {
  of: 'proposals' | 'compliance';
  read: KnownThing<{ readonly runs: readonly R[] }>;
  order: (id: string, asOf: string | null) => Promise<void>;
  /** What came of a run, in words. */
  came: (run: R) => readonly (string | false)[];
  orders?: (run: R) => ReactNode;
}) {
  const say = useWords(assignmentWords);
  const mayOrder = useAssigns();
  const isOfAll = useRoles().includes('headquarters');
  const cards = (runs: readonly R[]) => (
    <ul className="pw-cards">
      {runs.map((run) => (
        <li key={run.id} className="pw-card">
          <OneRun run={run} came={came(run)} />
          {orders(run)}
        </li>
      ))}
    </ul>
  );
  return (
    <section aria-labelledby={`runs-${of}`}>
      <h2 id={`runs-${of}`}>{say('runsTitle')}</h2>
      <p>{say(`runs_${of}`)}</p>
      {mayOrder ? (
        <OrderForm
          title={say(`order_${of}`)}
          explain={say(`orderExplain_${of}`)}
          done={say('ordered')}
          fields={
            isOfAll
              ? [{ name: 'asOf', label: say('asOf'), hint: say('asOfHint'), kind: 'date' as const, optional: true }]
              : []
          }
          send={async ({ asOf }, id) => {
            await order(id, asOf || null);
            read.again();
          }}
        />
      ) : (
        <p className="pw-quiet">{say('mayNotOrder')}</p>
      )}
      <Known of={read} isEmpty={({ runs }) => runs.length === 0} empty={say('runsNone')}>
        {({ runs }) => (
          <>
            {cards(runs.slice(0, SHOWN))}
            {runs.length > SHOWN && (
              <details className="pw-details">
                <summary>{say('earlierRuns', { count: runs.length - SHOWN })}</summary>
                {cards(runs.slice(SHOWN))}
              </details>
            )}
          </>
        )}
      </Known>
    </section>
  );
}

function OneRun({ run, came }: { run: Run; came: readonly (string | false)[] }) {
  const say = useWords(assignmentWords);
  const { name } = useNamesOf(assignmentWords);
  const { asOf, state, importers, importersDone, orderedBy, orderedAt, doneAt } = run;
  return (
    <>
      <h3>
        {say('runOf')} <Day of={asOf} />
      </h3>
      <p className="pw-card__line">
        <span className="pw-sign">{name('run', state)}</span>
        <span>{say('progress', { done: importersDone, all: importers })}</span>
        {state === 'running' && (
          <progress
            className="pw-progress"
            aria-label={say('progressBar')}
            max={Math.max(1, importers)}
            value={importersDone}
          />
        )}
      </p>
      <ul>{came.map((text) => text && <li key={text}>{text}</li>)}</ul>
      <p className="pw-quiet">
        {say('orderedBy', { name: orderedBy })} <When at={orderedAt} />
        {doneAt && (
          <>
            , {say('doneAt')} <When at={doneAt} />
          </>
        )}
      </p>
    </>
  );
}
