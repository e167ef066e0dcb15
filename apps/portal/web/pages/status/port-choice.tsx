import { useId, useState } from 'react';
import { useWords } from '../../words/language';
import { portsLike, portText } from './ports';
import { statusWords } from './words';

const FOUND_AT_MOST = 8;

/** Ports looked up by name or number, and chosen. */
export function PortChoice({
  chosen,
  onChange,
  legend,
}: {
  chosen: string[];
  onChange: (ports: string[]) => void;
  /** What the ports are for. */
  legend?: string;
}) {
  const say = useWords(statusWords);
  const [typed, setTyped] = useState('');
  const id = useId();
  const found = portsLike(typed, FOUND_AT_MOST).filter(({ code }) => !chosen.includes(code));
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-legend">{legend ?? say('aboutPorts')}</legend>
      <label className="usa-label" htmlFor={id}>
        {say('findPort')}
      </label>
      <p className="usa-hint" id={`${id}-hint`}>
        {say('portHint')}
      </p>
      <input
        id={id}
        className="usa-input"
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div role="status">
        {typed.trim() !== '' && <p className="usa-sr-only">{say('portMatches', { count: found.length })}</p>}
      </div>
      <ul className="pw-port-choices">
        {found.map(({ code }) => (
          <li key={code}>
            <button
              type="button"
              className="usa-button usa-button--outline"
              onClick={() => {
                onChange([...chosen, code]);
                setTyped('');
              }}
            >
              {portText(code)}
            </button>
          </li>
        ))}
      </ul>
      <ul className="pw-port-choices">
        {chosen.map((code) => (
          <li key={code}>
            {portText(code)}{' '}
            <button
              type="button"
              className="usa-button usa-button--unstyled"
              onClick={() => onChange(chosen.filter((one) => one !== code))}
            >
              {say('removePort', { port: portText(code) })}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
