import { Foreseen, runProgram } from '../infrastructure/failure';
import { ACTIONS, sendControl, type Action } from './control';
import { homeFolder } from './home';
import { statusTable } from './screen';

const USAGE = `Use: npm run ctl -- status [--json] | stop NAME | start NAME | kill NAME   (a service, broker, database or all)
A platform that was started with PORTWAY_HOME is reached with the same PORTWAY_HOME; without it, the one in .portway/ is meant.`;

async function ctl(): Promise<void> {
  const words = process.argv.slice(2);
  const json = words.includes('--json');
  const [action = 'status', name] = words.filter((word) => word !== '--json');
  if (!ACTIONS.includes(action as Action)) throw new Foreseen(`There is no "${action}". ${USAGE}`);
  const units = await sendControl(homeFolder(), { action: action as Action, name });
  process.stdout.write(json ? `${JSON.stringify(units, null, 2)}\n` : `${statusTable(units)}\n`);
}

void runProgram(ctl);
