import { faultsOf, type Outage } from '../tools/drill/outage';
import { january2018 } from '../tools/drill/outages/2018-01-26';
import { Exercise } from '../tools/drill/exercise';
import { launchPlatform, LaunchedPlatform } from '../tools/platform/launch';
import { ownFolder } from './support';
import { CACHE_DIR } from './support/test-run';

/** The shortest drill as `npm run drill` plays it, in half the time. */

const home = ownFolder('platform');
let platform: LaunchedPlatform | undefined;

beforeAll(async () => {
  platform = await launchPlatform({ home, port: 'any', cacheDir: CACHE_DIR });
  expect(platform.warnings).toEqual([]);
});
afterAll(() => platform?.stop());

test('entry summaries are queued and cargo releases sent again as in January 2018: nothing is lost, doubled or told wrongly', async () => {
  const outage: Outage = { ...january2018, minutesPerSecond: 5 };
  expect(faultsOf(outage)).toEqual([]);
  expect(await new Exercise(home, platform!.demo, outage).run()).toBe(true);
}, 180_000);
