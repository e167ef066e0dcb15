import { useState } from 'react';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { PlaybookChanges } from '../port-desk/playbook-changes';
import { playbookWords } from '../port-desk/playbook-words';
import { MODES, modeWord } from '../status/names';
import { PortChoice } from '../status/port-choice';
import { statusWords } from '../status/words';
import { Frame } from './frame';
import { platformWords } from './platform-words';

type Mode = (typeof MODES)[number];

/** What a port does in a downtime beside what is national: its words on each step, and whom to call. */
export default function PlaybooksPage() {
  const say = useWords(platformWords);
  const sayPlaybook = useWords(playbookWords);
  const sayStatus = useWords(statusWords);
  const [chosen, setChosen] = useState<string[]>([]);
  const [mode, setMode] = useState<Mode>('truck');
  const [port] = chosen;
  return (
    <Frame title={say('playbooksTitle')} lead={say('playbooksLead')}>
      <div className="pw-ops-find">
        <PortChoice chosen={chosen} onChange={(ports) => setChosen(ports.slice(-1))} legend={say('ofWhichPort')} />
        <label className="usa-label" htmlFor="playbook-mode">
          {say('ofMode')}
        </label>
        <select
          className="usa-select"
          id="playbook-mode"
          value={mode}
          onChange={({ target }) => setMode(target.value as Mode)}
        >
          {MODES.map((one) => (
            <option key={one} value={one}>
              {sayStatus(modeWord(one))}
            </option>
          ))}
        </select>
      </div>
      {port ? (
        <>
          <PlaybookChanges key={`${port} ${mode}`} port={port} mode={mode} />
          <p>
            <Link to="/desk/playbook">{sayPlaybook('asAtTheDesk')}</Link>
          </p>
        </>
      ) : (
        <p className="pw-empty">{say('choosePort')}</p>
      )}
    </Frame>
  );
}
