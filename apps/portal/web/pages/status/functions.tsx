import type { ComponentSummary, GateSummary } from '../../api/status';
import { When } from '../../ui/when';
import { useAge } from '../../ui/when';
import { useWords } from '../../words/language';
import { type PartState, usePartNames } from '../../words/part-names';
import { partWords } from '../../words/parts';
import { statusWords } from './words';

/** How something is, in a word and a shape: never by colour alone. */
export function StateWord({ state }: { state: PartState }) {
  const say = useWords(partWords);
  return <span className={`pw-how pw-how--${state}`}>{say(state)}</span>;
}

/** One row for each function of the trade: how it is, what becomes of filings, what waits. */
export function Functions({
  components,
  gates,
}: {
  components: readonly ComponentSummary[];
  gates: readonly GateSummary[];
}) {
  const say = useWords(statusWords);
  const name = usePartNames();
  const functions = components.filter(({ kind, name: of }) => kind === 'module' && of !== 'status');
  const inside = components.filter((one) => !functions.includes(one));
  return (
    <>
      <table className="usa-table usa-table--stacked pw-table">
        <thead>
          <tr>
            <th scope="col">{say('functionName')}</th>
            <th scope="col">{say('now')}</th>
            <th scope="col">{say('filings')}</th>
            <th scope="col">{say('waiting')}</th>
          </tr>
        </thead>
        <tbody>
          {functions.map((component) => (
            <tr key={component.name}>
              <th scope="row" data-label={say('functionName')}>
                {name(component.name)}
              </th>
              <td data-label={say('now')}>
                <StateWord state={component.state} />
                {component.state !== 'operational' && (
                  <>
                    {' '}
                    <span className="pw-quiet">
                      <When at={component.since} />
                    </span>
                  </>
                )}
                {component.said && component.said.state !== 'operational' && (
                  <>
                    {' '}
                    <StateWord state={component.said.state} />
                  </>
                )}
              </td>
              <td data-label={say('filings')}>
                <Fate component={component} gates={gates} />
              </td>
              <td data-label={say('waiting')}>
                <Waiting component={component} gates={gates} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="pw-details">
        <summary>{say('inside')}</summary>
        <ul className="pw-functions">
          {inside.map(({ name: of, state }) => (
            <li key={of}>
              {name(of)} <StateWord state={state} />
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const FATES = {
  'accepted, being processed': 'asAlways',
  'held, do not resend': 'held',
  'not processed, resend': 'resend',
  'stop sending': 'stop',
} as const;

function Fate({ component, gates }: { component: ComponentSummary; gates: readonly GateSummary[] }) {
  const say = useWords(statusWords);
  const fate = FATES[component.whatHappensToYourFilings as keyof typeof FATES];
  const onTrial = gates.some((gate) => gate.module === component.name && gate.state === 'TRIAL');
  return (
    <>
      {fate ? fate === 'asAlways' ? say(fate) : <strong>{say(fate)}</strong> : component.whatHappensToYourFilings}
      {onTrial && <> {say('gateTrial')}</>}
    </>
  );
}

function Waiting({ component, gates }: { component: ComponentSummary; gates: readonly GateSummary[] }) {
  const say = useWords(statusWords);
  const age = useAge();
  const { backlog } = component;
  const held = gates.find(({ module, direction }) => module === component.name && direction === 'inbound')?.held ?? 0;
  const count = Math.max(backlog?.unanswered ?? 0, held);
  if (!backlog && held === 0) return <span aria-hidden="true">–</span>;
  if (count === 0) return <>{say('noneWait')}</>;
  const told = [
    backlog?.oldestSeconds != null && say('oldest', { age: age(backlog.oldestSeconds) }),
    backlog?.secondsToClear != null && say('clearIn', { age: age(backlog.secondsToClear) }),
    backlog?.noTimeBecause === 'grows' && say('clear_grows'),
    backlog?.noTimeBecause === 'stopped' && say('clear_stopped'),
    backlog?.noTimeBecause === 'not known' && say('clear_notKnown'),
  ].filter(Boolean);
  return (
    <>
      <strong>{say('wait', { count })}</strong>
      {told.length > 0 && <>: {told.join(', ')}</>}
    </>
  );
}
