import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { loadCases } from './cases';
import { ACTIONS, sendControl, type Action } from './control';
import { homeFolder } from './home';
import type { DemoFile } from './launch';
import { compare, readRoads, replayTo, roadsTable } from './roads';
import { statusTable } from './screen';
import { readSettings, settingsTable } from './settings';
import { loadTariff } from './tariff';

const USAGE = `Use: npm run ctl -- status [--json] | stop NAME | start NAME | kill NAME   (a service, broker, database or all)
  or npm run ctl -- roads [--json]                     what services sent each other, compared with what was heard
  or npm run ctl -- replay SERVICE --since INSTANT     everything that left for SERVICE since then leaves again; it recognises what it has
  or npm run ctl -- settings [--json]                  what an operator sets of penalties, and which of it is still a default
  or npm run ctl -- tariff FILE --from DAY             amends the tariff by a revision as the USITC exports it, JSON or CSV, in force from DAY
  or npm run ctl -- cases FILE                         records the antidumping and countervailing cases of a CSV file
A platform that was started with PORTWAY_HOME is reached with the same PORTWAY_HOME; without it, the one in .portway/ is meant.`;

async function ctl(): Promise<void> {
  const words = process.argv.slice(2);
  const json = words.includes('--json');
  const [action = 'status', name, ...rest] = words.filter((word) => word !== '--json');
  if (action === 'roads') {
    const { views, silent } = await readRoads(demoFile());
    const comparisons = compare(views);
    process.stdout.write(
      json ? `${JSON.stringify({ comparisons, silent }, null, 2)}\n` : `${roadsTable(comparisons, silent)}\n`,
    );
    return;
  }
  if (action === 'replay') {
    if (!name || rest[0] !== '--since' || !rest[1]) throw new Foreseen(USAGE);
    process.stdout.write(`${(await replayTo(demoFile(), name, rest[1])).join('\n')}\n`);
    return;
  }
  if (action === 'settings') {
    const settings = await readSettings(demoFile());
    process.stdout.write(json ? `${JSON.stringify(settings, null, 2)}\n` : `${settingsTable(settings)}\n`);
    return;
  }
  if (action === 'tariff') {
    if (!name || rest[0] !== '--from' || !rest[1]) throw new Foreseen(USAGE);
    process.stdout.write(`${loadTariff(homeFolder(), name, rest[1]).join('\n')}\n`);
    return;
  }
  if (action === 'cases') {
    if (!name) throw new Foreseen(USAGE);
    process.stdout.write(`${(await loadCases(demoFile(), name)).join('\n')}\n`);
    return;
  }
  if (!ACTIONS.includes(action as Action)) throw new Foreseen(`There is no "${action}". ${USAGE}`);
  const units = await sendControl(homeFolder(), { action: action as Action, name });
  process.stdout.write(json ? `${JSON.stringify(units, null, 2)}\n` : `${statusTable(units)}\n`);
}

const demoFile = (): DemoFile => {
  try {
    return JSON.parse(readFileSync(join(homeFolder(), 'demo.json'), 'utf8')) as DemoFile;
  } catch {
    throw new Foreseen('Portway is not running here, or has not finished its start: there is no demo.json.');
  }
};

void runProgram(ctl);
