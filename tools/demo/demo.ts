/** `npm run demo` against a running platform: something to look at, and a test that nothing is lost when a module dies. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../infrastructure/failure';
import { notRunning, sendControl } from '../platform/control';
import { homeFolder } from '../platform/home';
import type { DemoFile } from '../platform/launch';
import { DemoVoyage } from './voyage';

const demo = async (): Promise<number> => {
  const home = homeFolder();
  const file = join(home, 'demo.json');
  if (!existsSync(file)) throw notRunning(home);
  // Says in one sentence when the platform that wrote the file is gone.
  await sendControl(home, { action: 'status' });
  const voyage = new DemoVoyage(home, JSON.parse(readFileSync(file, 'utf8')) as DemoFile);
  return (await voyage.sail()) ? 0 : 1;
};

if (require.main === module) void runProgram(demo);
