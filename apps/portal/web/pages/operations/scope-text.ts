import type { Downtime } from '../../api/port';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { modeWord } from '../status/names';
import { portText } from '../status/ports';
import { statusWords } from '../status/words';
import { operationsWords } from './words';

/** What headquarters declares or tells about. */
export const MODULES = ['manifest', 'entry', 'cee', 'account', 'gateway', 'enforcement'] as const;

/** For what a downtime holds, in one line: functions, modes, ports. */
export function useScopeText() {
  const say = useWords(operationsWords);
  const sayStatus = useWords(statusWords);
  const name = usePartNames();
  return ({ modules, modes, ports }: Pick<Downtime['scope'], 'modules' | 'modes' | 'ports'>, everywhere: boolean) =>
    [
      modules.length === 0 ? say('allFunctions') : modules.map(name).join(', '),
      modes.length === 0 || modes.length === MODES_OF_ALL
        ? say('allModes')
        : modes.map((mode) => sayStatus(modeWord(mode))).join(', '),
      everywhere || ports.length === 0
        ? say('allPorts')
        : ports.length > PORTS_NAMED
          ? say('manyPorts', { count: ports.length })
          : ports.map(portText).join('; '),
    ].join(' · ');
}

const MODES_OF_ALL = 5;
const PORTS_NAMED = 6;
