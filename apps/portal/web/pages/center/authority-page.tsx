import { call } from '../../api/call';
import type { DelegationOrderView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { linesOf, listOf, OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { CenterFrame } from './center-frame';
import { useNames, useOptions } from './names';
import { centerWords } from './words';

const PAST = ['over', 'refused', 'rolled back'];
/** Headquarters has not decided yet. */
const BEFORE = ['preparing', 'ready'];
const GIVEN = ['ordered', 'in force'];
const SHORT = 5;
const PHASES = ['test', 'by function', 'full'] as const;
/** Functions that a Center can have. */
const FUNCTIONS = Object.keys(centerWords.en).flatMap((word) =>
  word.startsWith('function_') ? [word.slice('function_'.length)] : [],
);

/** Which functions the Center has from the ports, by which orders, and the way to give them or to give them back. */
export default function AuthorityPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('authorityTitle')} lead={say('authorityLead')}>
      {(center) => <Orders center={center} />}
    </CenterFrame>
  );
}

function Orders({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  // Orders of every Center are there to be read: the own one is the one whose work there is.
  const load = useKnown('cee', 'GET /workload', { query: { center } });
  const own = center ?? load.data?.center;
  const read = useKnown('cee', 'GET /delegation-orders', { query: { center: own } }, { when: own !== undefined });
  return (
    <>
      {own && <Prepare center={own} again={read.again} />}
      <Known
        of={own === undefined ? { ...read, failure: load.failure } : read}
        rows={6}
        isEmpty={({ orders }) => orders.length === 0}
        empty={say('authorityNone')}
      >
        {({ orders }) => {
          const past = orders.filter(({ state }) => PAST.includes(state));
          return (
            <>
              <ul className="pw-cards">
                {orders
                  .filter((one) => !past.includes(one))
                  .map((one) => (
                    <Order key={one.id} one={one} again={read.again} />
                  ))}
              </ul>
              {past.length > 0 && (
                <details>
                  <summary>{say('pastOrders', { count: past.length })}</summary>
                  <ul className="pw-cards">
                    {past.map((one) => (
                      <Order key={one.id} one={one} again={read.again} />
                    ))}
                  </ul>
                </details>
              )}
            </>
          );
        }}
      </Known>
    </>
  );
}

function Prepare({ center, again }: { center: string; again: () => void }) {
  const say = useWords(centerWords);
  const options = useOptions();
  return (
    <OrderForm
      title={say('prepareOrder')}
      explain={say('prepareOrderExplain')}
      done={say('preparedOrder')}
      fields={[
        { name: 'phase', label: say('phase'), kind: 'choice', options: options('phase', PHASES) },
        {
          name: 'functions',
          label: say('whichFunctions'),
          hint: say('whichFunctionsHint'),
          kind: 'several',
          options: options('function', FUNCTIONS),
          when: ({ phase }) => phase === 'test' || phase === 'by function',
        },
        {
          name: 'volunteers',
          label: say('volunteers'),
          hint: say('volunteersHint'),
          kind: 'area',
          when: ({ phase }) => phase === 'test',
        },
        { name: 'from', label: say('cutOver'), kind: 'date' },
        { name: 'staffNeeded', label: say('staffNeeded'), kind: 'number' },
        { name: 'trialCasesNeeded', label: say('trialCasesNeeded'), kind: 'number' },
        { name: 'trialPercentNeeded', label: say('trialPercentNeeded'), kind: 'number' },
        { name: 'source', label: say('source'), hint: say('sourceHint'), most: 300 },
      ]}
      send={async ({ phase, functions, volunteers, from, source, ...needed }, id) => {
        await call('cee', 'POST /delegation-orders', {
          body: {
            ...{ id, center, phase: phase as 'test', from, source, volunteers: listOf(volunteers) },
            functions: functions === '' ? null : linesOf(functions),
            staffNeeded: Number(needed.staffNeeded),
            trialCasesNeeded: Number(needed.trialCasesNeeded),
            trialPercentNeeded: Number(needed.trialPercentNeeded),
          },
        });
        again();
      }}
    />
  );
}

function Order({ one, again }: { one: DelegationOrderView; again: () => void }) {
  const say = useWords(centerWords);
  const name = useNames();
  const options = useOptions();
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    again();
  };
  return (
    <li className="pw-card">
      <h2>{say('orderOf', { number: one.number, center: one.center })}</h2>
      <p className="pw-card__line">
        <span className="pw-sign">{name('delegation', one.state)}</span>
        <span>
          {say('fromDay')} <Day of={one.from} />
        </span>
      </p>
      <Facts
        of={[
          [say('phase'), name('phase', one.phase)],
          [say('staffNeeded'), String(one.staffNeeded)],
          [say('trialNeeded'), say('trialOf', { cases: one.trialCasesNeeded, percent: one.trialPercentNeeded })],
          [say('volunteers'), String(one.volunteers)],
          [say('source'), one.source],
        ]}
      />
      <details open={one.functions.length <= SHORT}>
        <summary>{say('functionsOf', { count: one.functions.length })}</summary>
        <p>{one.functions.map((each) => name('function', each)).join(', ')}</p>
      </details>
      {one.readiness.length === 0 && BEFORE.includes(one.state) && <p>{say('readinessNone')}</p>}
      {one.readiness.map((ready) => (
        <p key={ready.at}>
          <strong>{say(ready.suffices ? 'ready' : 'notReady')}</strong>{' '}
          {say('readinessOf', { staff: ready.staff, cases: ready.trialCases, expected: ready.trialAsExpected })}{' '}
          {ready.note}{' '}
          <span className="pw-quiet">
            {ready.by}, <When at={ready.at} />
          </span>
        </p>
      ))}
      {BEFORE.includes(one.state) && (
        <div className="pw-orders">
          <OrderForm
            title={say('recordReadiness')}
            explain={say('recordReadinessExplain')}
            done={say('ordered')}
            fields={[
              { name: 'staff', label: say('staff'), kind: 'number' },
              { name: 'trialCases', label: say('trialCases'), kind: 'number' },
              { name: 'trialAsExpected', label: say('trialAsExpected'), kind: 'number' },
              { name: 'note', label: say('note') },
            ]}
            send={({ staff, trialCases, trialAsExpected, note }) =>
              asks(
                call('cee', 'POST /delegation-orders/{id}/readiness', {
                  path: { id: one.id },
                  body: {
                    staff: Number(staff),
                    trialCases: Number(trialCases),
                    trialAsExpected: Number(trialAsExpected),
                    note,
                  },
                }),
              )
            }
          />
          <OrderForm
            title={say('goOrNot')}
            isSaidAbove
            explain={say('goOrNotExplain')}
            done={say('decided')}
            fields={[
              {
                name: 'decision',
                label: say('decision'),
                kind: 'choice',
                options: options('delegation', ['go', 'no-go']),
              },
              {
                ...{ name: 'from', label: say('cutOver'), hint: say('cutOverHint'), kind: 'date', first: one.from },
                when: (told) => told['decision'] === 'go',
              },
              { name: 'why', label: say('why') },
            ]}
            send={({ decision, from, why }) =>
              asks(
                call('cee', 'POST /delegation-orders/{id}/decision', {
                  path: { id: one.id },
                  body: { decision: decision as 'go', from: from || null, why },
                }),
              )
            }
          />
        </div>
      )}
      {GIVEN.includes(one.state) && (
        <div className="pw-orders">
          <OrderForm
            title={say('rollBack')}
            isSaidAbove
            isGrave
            explain={say('rollBackExplain')}
            done={say('decided')}
            fields={[
              { name: 'from', label: say('portsFrom'), hint: say('portsFromHint'), kind: 'date', optional: true },
              { name: 'why', label: say('why') },
            ]}
            send={({ from, why }) =>
              asks(
                call('cee', 'POST /delegation-orders/{id}/rollback', {
                  path: { id: one.id },
                  body: { from: from || null, why },
                }),
              )
            }
          />
        </div>
      )}
      <History
        of={one.events.map(({ event, by, reason, at }) => ({
          what: name('delegation', event),
          who: by,
          note: reason,
          when: <When at={at} />,
        }))}
      />
    </li>
  );
}
