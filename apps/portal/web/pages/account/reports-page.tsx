import { useState } from 'react';
import type { ReportView, RunView } from '../../api/account';
import { addressOf, call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { linesOf, optionsOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { BeginSchedule, Schedules } from './schedules';
import { useAccount } from './use-account';
import { accountWords } from './words';

const COLUMNS = [
  'kind',
  'reference',
  'entryType',
  'port',
  'mode',
  'center',
  'state',
  'summaryState',
  'timeliness',
  'filedOn',
  'releasedOn',
  'summaryOn',
  'releaseSeconds',
  'valueDollars',
  'dutyCents',
  'feeCents',
  'countries',
  'sureties',
] as const;
const GROUPS = ['port', 'mode', 'center', 'entryType', 'state', 'timeliness', 'filedMonth', 'releasedMonth'] as const;
const SUMS = ['records', 'released', 'releaseSeconds', 'examined', 'valueDollars', 'dutyCents', 'feeCents'] as const;
const FORMATS = ['xlsx', 'csv', 'json'] as const;
const FIRST_COLUMNS = ['reference', 'port', 'state', 'filedOn', 'dutyCents'].join('\n');
const isGrouped = ({ grouped }: Readonly<Record<string, string>>): boolean => grouped === 'yes';
const isListed = (filled: Readonly<Record<string, string>>): boolean => !isGrouped(filled);
const RUNNING_MS = 2_000;
const RESTING_MS = 30_000;

/** Reports of the account: what they have, made aside with their progress, and fetched. */
export default function ReportsPage() {
  const say = useWords(accountWords);
  const { accountId, isOwn } = useAccount();
  const reports = useKnown('account', 'GET /accounts/{accountId}/reports', { path: { accountId } });
  const [isRunning, setRunning] = useState(false);
  const runs = useKnown(
    'account',
    'GET /accounts/{accountId}/report-runs',
    { path: { accountId } },
    { every: isRunning ? RUNNING_MS : RESTING_MS },
  );
  const schedules = useKnown('account', 'GET /accounts/{accountId}/report-schedules', { path: { accountId } });
  const going = runs.data?.runs.some(({ state }) => state === 'waiting' || state === 'running') ?? false;
  if (going !== isRunning) setRunning(going);
  return (
    <AccountPage title={say('reportsTitle')} lead={say('reportsLead')}>
      {isOwn && <NewReport again={reports.again} />}
      <section aria-labelledby="saved">
        <h2 id="saved">{say('savedReports')}</h2>
        <Known of={reports} isEmpty={(told) => told.reports.length === 0} empty={say('reportsNone')}>
          {(told) => (
            <ul className="pw-cards">
              {told.reports.map((report) => (
                <li key={report.id} className="pw-card">
                  <Report report={report} again={reports.again} ran={runs.again} scheduled={schedules.again} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
      <Schedules of={schedules} />
      <section aria-labelledby="made">
        <h2 id="made">{say('madeReports')}</h2>
        <Known of={runs} isEmpty={(told) => told.runs.length === 0} empty={say('runsNone')} isPart>
          {(told) => (
            <ul className="pw-cards" aria-live="polite">
              {told.runs.map((run) => (
                <li key={run.id} className="pw-card">
                  <Run run={run} />
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
    </AccountPage>
  );
}

function NewReport({ again }: { again: () => void }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId } = useAccount();
  return (
    <OrderForm
      title={say('newReport')}
      explain={say('newReportHappens')}
      fields={[
        { name: 'name', label: say('reportName') },
        { name: 'firstDay', label: say('filedFrom'), kind: 'date', optional: true },
        { name: 'lastDay', label: say('filedTo'), kind: 'date', optional: true },
        { name: 'port', label: say('port'), optional: true, hint: say('portHint'), most: 4 },
        { name: 'grouped', label: say('addUp'), kind: 'tick' },
        ...([
          {
            name: 'groupBy',
            label: say('groupBy'),
            kind: 'several',
            options: optionsOf(GROUPS, state),
            first: 'port',
            when: isGrouped,
          },
          {
            name: 'sums',
            label: say('columns'),
            kind: 'several',
            options: optionsOf(SUMS, state),
            first: 'records\ndutyCents',
            when: isGrouped,
          },
          {
            name: 'columns',
            label: say('columns'),
            kind: 'several',
            options: optionsOf(COLUMNS, state),
            first: FIRST_COLUMNS,
            when: isListed,
          },
        ] as const),
      ]}
      submit={say('saveReport')}
      send={async (typed) => {
        const [firstDay, lastDay, port] = [typed.firstDay, typed.lastDay, typed.port];
        await call('account', 'POST /accounts/{accountId}/reports', {
          path: { accountId },
          body: {
            name: typed.name,
            filters: { ...(firstDay && { firstDay }), ...(lastDay && { lastDay }), ...(port && { port }) },
            groupBy: linesOf(typed.groupBy),
            columns: linesOf(isGrouped(typed) ? typed.sums : typed.columns),
          },
        });
        again();
      }}
      done={say('reportSaved')}
    />
  );
}

function Report({
  report,
  again,
  ran,
  scheduled,
}: {
  report: ReportView;
  again: () => void;
  ran: () => void;
  scheduled: () => void;
}) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const { accountId, isOwn } = useAccount();
  const path = { accountId, reportId: report.id };
  return (
    <>
      <h3>{report.name}</h3>
      <p>{[...report.groupBy, ...report.columns].map(state).join(', ')}</p>
      <p className="pw-quiet">
        {say('savedBy', { who: report.owner })} <When at={report.savedAt} />
      </p>
      {isOwn && (
        <div className="pw-orders">
          <OrderForm
            title={say('runReport', { name: report.name })}
            explain={say('runHappens')}
            fields={[
              {
                name: 'format',
                label: say('format'),
                kind: 'choice',
                options: optionsOf(FORMATS, (one) => one.toUpperCase()),
                first: FORMATS[0],
              },
            ]}
            submit={say('runNow')}
            send={async (typed) => {
              await call('account', 'POST /accounts/{accountId}/reports/{reportId}/runs', {
                path,
                body: { format: typed.format as 'csv' },
              });
              ran();
            }}
            done={say('runBegun')}
          />
          <BeginSchedule report={report} again={scheduled} />
          <OrderForm
            title={say('removeReport', { name: report.name })}
            explain={say('removeReportHappens')}
            isGrave
            submit={say('removeNow')}
            send={async () => {
              await call('account', 'DELETE /accounts/{accountId}/reports/{reportId}', { path });
              again();
            }}
            done={say('reportRemoved')}
            isSaidAbove
          />
        </div>
      )}
    </>
  );
}

function Run({ run }: { run: RunView }) {
  const say = useWords(accountWords);
  const { state, number, bytes } = useFigures();
  const { accountId } = useAccount();
  const isGoing = run.state === 'running' || run.state === 'waiting';
  return (
    <>
      <h3>
        {run.name}{' '}
        <span
          className={`pw-state-tag pw-state-tag--${run.state === 'ready' ? 'good' : run.state === 'failed' ? 'waits' : 'plain'}`}
        >
          {state(run.state)}
        </span>
      </h3>
      <p>
        {isGoing && <progress aria-label={say('making', { name: run.name })} />} {say('rowsSoFar', { count: run.rows })}
        {run.bytes !== null && ` · ${bytes(run.bytes)}`} · {run.format.toUpperCase()}
      </p>
      {run.fault && (
        <p>
          <Said text={run.fault} />
        </p>
      )}
      {run.notes.map((note) => (
        <p key={note}>
          <Said text={note} />
        </p>
      ))}
      <p className="pw-quiet">
        <When at={run.orderedAt} /> · {run.orderedBy}
        {run.keptUntil && (
          <>
            {' '}
            · {say('keptTo')} <When at={run.keptUntil} />
          </>
        )}
      </p>
      {run.state === 'ready' && (
        <a
          className="usa-button"
          download
          href={addressOf('account', 'GET /accounts/{accountId}/report-runs/{runId}/result', {
            path: { accountId, runId: run.id },
          })}
        >
          {say('download', { name: run.name, rows: number(run.rows) })}
        </a>
      )}
    </>
  );
}
