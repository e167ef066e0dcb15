/**
 * `npm run demo` against a running platform: something to look at, and a test that nothing is lost when a module dies. With `--accounts` against one in containers,
 * in a cluster or on other machines.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../infrastructure/failure';
import { notRunning, sendControl } from '../platform/control';
import { homeFolder } from '../platform/home';
import type { DemoFile } from '../platform/launch';
import { elsewhere, outageBy, type Installation, type Outage } from './installation';
import { DemoVoyage } from './voyage';

const demo = async (): Promise<number> => {
  const home = homeFolder();
  const other = elsewhere(process.argv.slice(2), (file) => readFileSync(file, 'utf8'));
  const [installation, outage] = other
    ? ([other.installation, other.commands && outageBy(other.commands)] as const)
    : await ofThisFolder(home);
  // Numbers that are used up are noted there.
  mkdirSync(home, { recursive: true });
  return (await new DemoVoyage(home, installation, outage).sail()) ? 0 : 1;
};

/** The platform that `npm start` runs. */
const ofThisFolder = async (home: string): Promise<readonly [Installation, Outage]> => {
  const file = join(home, 'demo.json');
  if (!existsSync(file)) throw notRunning(home);
  // Says in one sentence when the platform that wrote the file is gone.
  await sendControl(home, { action: 'status' });
  const order = async (action: 'kill' | 'start'): Promise<void> =>
    void (await sendControl(home, { action, name: 'entry' }));
  return [
    JSON.parse(readFileSync(file, 'utf8')) as DemoFile,
    { kill: () => order('kill'), start: () => order('start') },
  ];
};

if (require.main === module) void runProgram(demo);
