import { useState } from 'react';
import { call } from '../../api/call';
import type { AnswerOf } from '../../api/modules';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { useAge, When } from '../../ui/when';
import { linesOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { Told } from '../status/matters';
import { Frame, useReason } from './frame';
import { platformWords } from './platform-words';
import { operationsWords } from './words';

type Gate = AnswerOf<'gateway', 'GET /officer/gates'>['gates'][number];

const EVERY_MS = 3_000;
const PAST_SHOWN = 8;

const STATES = { FLOWING: 'gateFlowing', TRIAL: 'gateTrial', STOPPED: 'gateStopped' } as const;
const SHAPES = { FLOWING: 'operational', TRIAL: 'slow', STOPPED: 'down' } as const;

/** The gates: which let filings and answers through, what waits, how a replay goes on; and the orders. */
export default function GatesPage() {
  const say = useWords(operationsWords);
  const gates = useKnown('gateway', 'GET /officer/gates', {}, { every: EVERY_MS });
  const again = (): void => {
    gates.again();
  };
  return (
    <Frame title={say('gatesTitle')} lead={say('gatesLead')}>
      <Known of={gates} rows={8}>
        {(told) => (
          <ul className="pw-matters">
            {told.gates.map((gate) => (
              <li key={`${gate.module} ${gate.direction}`}>
                <GateCard gate={gate} again={again} />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </Frame>
  );
}

function GateCard({ gate, again }: { gate: Gate; again: () => void }) {
  const say = useWords(operationsWords);
  const reason = useReason();
  const age = useAge();
  const { module, direction, state, since, changedBy, cause, held, oldestSeconds, trial, history } = gate;
  const name = say(`gate_${module as 'entry' | 'manifest'}_${direction}`);
  const order = (what: 'stop' | 'resume') => (reason: string) =>
    call('gateway', 'POST /officer/gates', {
      body: { module: module as 'entry' | 'manifest', direction, order: what, cause: reason },
    });
  return (
    <article className="pw-matter" aria-label={name}>
      <h2 className="pw-matter__title">{name}</h2>
      <p>
        <span className={`pw-how pw-how--${SHAPES[state]}`}>{say(STATES[state])}</span>{' '}
        <Told text={say('since', { time: '\u0000' })} at={since} />. {say('changedWhy', { who: changedBy, why: cause })}
      </p>
      <p>
        <strong>{held === 0 ? say('nothingWaits') : say('held', { count: held })}</strong>
        {held > 0 && oldestSeconds !== null && <>, {say('oldest', { age: age(oldestSeconds) })}</>}
      </p>
      {trial && (
        <p role="status">
          {trial.phase === null
            ? say('pilotsOut', { count: trial.pilots.length })
            : say('phase', { phase: trial.phase })}
        </p>
      )}
      {held > 0 && <Held module={module} direction={direction} name={name} />}
      {state === 'FLOWING' ? (
        <OrderForm
          title={say('stopOpen')}
          explain={say(direction === 'inbound' ? 'stopSays' : 'stopAnswersSays')}
          isGrave
          fields={[reason]}
          submit={say('stop')}
          send={({ reason }) => order('stop')(reason).then(again)}
          done={say('stopped', { gate: name })}
          isSaidAbove
        />
      ) : (
        state === 'STOPPED' && (
          <OrderForm
            title={say('resumeOpen')}
            explain={say('resumeSays')}
            fields={[reason]}
            submit={say('resume')}
            send={({ reason }) => order('resume')(reason).then(again)}
            done={say('resumed', { gate: name })}
            isSaidAbove
          />
        )
      )}
      {history.length > 0 && (
        <details className="pw-details">
          <summary>{say('gateHistory', { gate: name })}</summary>
          <ol className="pw-past">
            {history.slice(0, PAST_SHOWN).map(({ to, at, by, cause: why }) => (
              <li key={at + to}>
                <When at={at} />: {say(STATES[to as keyof typeof STATES])}. {say('changedWhy', { who: by, why })}
              </li>
            ))}
          </ol>
        </details>
      )}
    </article>
  );
}

/** What waits behind a gate; read when somebody opens it. */
function Held({ module, direction, name }: { module: string; direction: string; name: string }) {
  const say = useWords(operationsWords);
  const age = useAge();
  const [isOpen, setOpen] = useState(false);
  const held = useKnown(
    'gateway',
    'GET /officer/gates/{module}/{direction}/held',
    { path: { module, direction } },
    { when: isOpen, every: EVERY_MS },
  );
  return (
    <details className="pw-details" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('heldOpen', { gate: name })}</summary>
      {isOpen && (
        <Known of={held} isEmpty={({ items }) => items.length === 0} empty={say('nothingWaits')}>
          {({ items, next }) => (
            <>
              <table className="usa-table usa-table--stacked pw-table">
                <thead>
                  <tr>
                    <th scope="col">{say('filing')}</th>
                    <th scope="col">{say('kind')}</th>
                    <th scope="col">{say('whose')}</th>
                    <th scope="col">{say('waitsFor')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ filingId, reference, kind, accountName, ageSeconds }) => (
                    <tr key={filingId ?? reference + ageSeconds}>
                      <th scope="row" data-label={say('filing')}>
                        {reference}
                      </th>
                      <td data-label={say('kind')}>{kind}</td>
                      <td data-label={say('whose')}>{accountName ?? say('notSaid')}</td>
                      <td data-label={say('waitsFor')}>{age(ageSeconds)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {next !== null && <p>{say('onlyOldest', { count: items.length })}</p>}
              {direction === 'inbound' && <ByHand module={module} again={held.again} />}
            </>
          )}
        </Known>
      )}
    </details>
  );
}

/** What was decided on paper meanwhile is not sent to its module. */
function ByHand({ module, again }: { module: string; again: () => void }) {
  const say = useWords(platformWords);
  const reason = useReason();
  return (
    <OrderForm
      title={say('byHandOpen')}
      explain={say('byHandSays')}
      isGrave
      fields={[
        { name: 'references', label: say('byHandFilings'), kind: 'area', hint: say('byHandFilingsHint') },
        { name: 'under', label: say('byHandUnder'), hint: say('byHandUnderHint'), most: 22 },
        reason,
      ]}
      submit={say('byHand')}
      send={({ references, under, reason: note }) =>
        call('gateway', 'POST /officer/gates/{module}/held/processed-outside', {
          path: { module },
          body: { references: linesOf(references).map((line) => line.trim()), reference: under, note },
        }).then((answer) => {
          again();
          return answer;
        })
      }
      done={({ filings }) => (
        <p lang="en">{filings.map(({ reference, result }) => `${reference}: ${result}`).join('; ')}</p>
      )}
      isSaidAbove
    />
  );
}
