/** `npm run drill -- NAME` replays a real outage against a running platform; without a name it lists them. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { notRunning, sendControl } from '../platform/control';
import { homeFolder } from '../platform/home';
import type { DemoFile } from '../platform/launch';
import { Exercise } from './exercise';
import { OUTAGES } from './outages';
import { faultsOf, type Outage, secondsUntilMended } from './outage';

const secondsOf = (outage: Outage): number => Math.round(secondsUntilMended(outage) + 25);

const list = (): string => {
  const width = Math.max(...OUTAGES.map(({ name }) => name.length));
  const line = (outage: Outage): string =>
    `  ${outage.name.padEnd(width)}  ${outage.title} (about ${secondsOf(outage)} s)`;
  return [
    'Drills from history, replayed with `npm run drill -- NAME` against a platform that runs:',
    '',
    ...OUTAGES.map(line),
    '',
  ].join('\n');
};

/** What people choose from in the pages. */
const catalogue = (): object[] =>
  OUTAGES.map((outage) => {
    const { name, title, story, source, assumed } = outage;
    return { name, title, story, source, assumed, seconds: secondsOf(outage) };
  });

/** Whole, or not there yet. */
const writeWhole = (path: string, content: unknown): void => {
  writeFileSync(`${path}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

const drill = async (): Promise<number> => {
  const [name, option, verdictFile] = process.argv.slice(2);
  if (name === '--list' && option) {
    writeWhole(option, catalogue());
    return 0;
  }
  if (!name) {
    process.stdout.write(`${list()}\n`);
    return 0;
  }
  const outage = OUTAGES.find((one) => one.name === name);
  if (!outage)
    throw new Foreseen(`There is no drill "${name}"; there are: ${OUTAGES.map((one) => one.name).join(', ')}.`);
  const [wrong] = faultsOf(outage);
  if (wrong) throw new Foreseen(`The facts of ${name} cannot be replayed: ${wrong}.`);
  const home = homeFolder();
  const file = join(home, 'demo.json');
  if (!existsSync(file)) throw notRunning(home);
  // Says in one sentence when the platform that wrote the file is gone.
  await sendControl(home, { action: 'status' });
  const exercise = new Exercise(home, JSON.parse(readFileSync(file, 'utf8')) as DemoFile, outage);
  process.once('SIGINT', () => {
    process.stdout.write('\nBroken off: what the drill broke is mended, and what it declared is ended\n');
    void exercise.undo().then(() => process.exit(130));
  });
  const isKept = await exercise.run();
  if (option === '--verdict' && verdictFile) writeWhole(verdictFile, exercise.verdict);
  return isKept ? 0 : 1;
};

if (require.main === module) void runProgram(drill);
