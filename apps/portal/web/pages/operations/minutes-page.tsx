import { type FormEvent, useState } from 'react';
import { call, CallFailed } from '../../api/call';
import { useKnown } from '../../api/known';
import { Failure, Known } from '../../ui/known';
import { Result } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { MODES, modeWord } from '../status/names';
import { PortChoice } from '../status/port-choice';
import { portText } from '../status/ports';
import { statusWords } from '../status/words';
import { Frame } from './frame';
import { operationsWords } from './words';

const STEPS = ['watch', 'portMayDeclare', 'headquartersConsiders'] as const;
type Step = (typeof STEPS)[number];

/** After how many minutes of an outage a port may declare, and headquarters thinks of all ports. */
export default function MinutesPage() {
  const say = useWords(operationsWords);
  const sayStatus = useWords(statusWords);
  const [result, setResult] = useState('');
  const minutes = useKnown('port', 'GET /downtime/policy/thresholds', {});
  return (
    <Frame title={say('minutesTitle')} lead={say('minutesLead')}>
      {result && <Result>{result}</Result>}
      <Known of={minutes} rows={6}>
        {({ national, ports }) => (
          <>
            <Table
              caption={say('nationalMinutes')}
              rows={national.map((row) => ({ ...row, name: sayStatus(modeWord(row.mode)), key: row.mode, from: null }))}
            />
            {ports.length === 0 ? (
              <p>{say('noPortMinutes')}</p>
            ) : (
              <Table
                caption={say('portMinutes')}
                rows={ports.map((row) => ({
                  ...row,
                  name: `${portText(row.port)}, ${sayStatus(modeWord(row.mode))}`,
                  key: row.port + row.mode + row.from,
                }))}
              />
            )}
          </>
        )}
      </Known>
      <SetForm
        done={(port) => {
          setResult(say('minutesSet', { port: portText(port) }));
          minutes.again();
        }}
      />
    </Frame>
  );
}

interface Row extends Readonly<Record<Step, number>> {
  readonly key: string;
  readonly name: string;
  readonly from: string | null;
}

function Table({ caption, rows }: { caption: string; rows: readonly Row[] }) {
  const say = useWords(operationsWords);
  return (
    <table className="usa-table usa-table--stacked pw-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('forWhat')}</th>
          {STEPS.map((step) => (
            <th scope="col" key={step}>
              {say(step)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" data-label={say('forWhat')}>
              {row.name}
              {row.from && (
                <>
                  {' '}
                  <span className="pw-quiet">
                    <When at={row.from} />
                  </span>
                </>
              )}
            </th>
            {STEPS.map((step) => (
              <td key={step} data-label={say(step)}>
                {say('minutes', { count: row[step] })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SetForm({ done }: { done: (port: string) => void }) {
  const say = useWords(operationsWords);
  const sayStatus = useWords(statusWords);
  const [ports, setPorts] = useState<string[]>([]);
  const [mode, setMode] = useState<(typeof MODES)[number]>('truck');
  const [values, setValues] = useState<Record<Step, string>>({
    watch: '15',
    portMayDeclare: '30',
    headquartersConsiders: '60',
  });
  const [isMissing, setMissing] = useState(false);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFailure(null);
    const [port] = ports;
    setMissing(!port);
    if (!port) return;
    try {
      await call('port', 'POST /downtime/policy/thresholds', {
        body: {
          port,
          mode,
          watch: Number(values.watch),
          portMayDeclare: Number(values.portMayDeclare),
          headquartersConsiders: Number(values.headquartersConsiders),
          from: null,
          officer: null,
        },
      });
      setPorts([]);
      done(port);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    }
  };
  return (
    <section aria-labelledby="set-minutes">
      <h2 id="set-minutes">{say('setMinutes')}</h2>
      <form className="usa-form pw-minutes" noValidate onSubmit={(event) => void send(event)}>
        {isMissing && <p className="usa-error-message">{say('needPort')}</p>}
        <PortChoice chosen={ports} onChange={(chosen) => setPorts(chosen.slice(-1))} legend={say('whichPort')} />
        <label className="usa-label" htmlFor="minutes-mode">
          {say('mode')}
        </label>
        <select
          className="usa-select"
          id="minutes-mode"
          value={mode}
          onChange={({ target }) => setMode(target.value as typeof mode)}
        >
          {MODES.map((one) => (
            <option key={one} value={one}>
              {sayStatus(modeWord(one))}
            </option>
          ))}
        </select>
        {STEPS.map((step) => (
          <div key={step}>
            <label className="usa-label" htmlFor={`minutes-${step}`}>
              {say(`${step}Label`)}
            </label>
            <input
              className="usa-input"
              id={`minutes-${step}`}
              type="number"
              min="1"
              max="1440"
              value={values[step]}
              onChange={({ target }) => setValues({ ...values, [step]: target.value })}
            />
          </div>
        ))}
        {failure && <Failure failure={failure} />}
        <button type="submit" className="usa-button">
          {say('setMinutesNow')}
        </button>
      </form>
    </section>
  );
}
