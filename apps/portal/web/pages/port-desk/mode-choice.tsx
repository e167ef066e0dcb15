import { useWords } from '../../words/language';
import { MODES, type Mode } from './picture';
import { deskWords } from './words';

/** Of which mode of transport. */
export function ModeChoice({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  const say = useWords(deskWords);
  return (
    <fieldset className="usa-fieldset pw-choices">
      <legend className="usa-legend">{say('mode')}</legend>
      {MODES.map((one) => (
        <button key={one} type="button" className="pw-choice" aria-pressed={mode === one} onClick={() => onChange(one)}>
          {say(`mode_${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
