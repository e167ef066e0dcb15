import { faultsOf, type Outage } from '../tools/drill/outage';
import { january2018 } from '../tools/drill/outages/2018-01-26';
import { Exercise } from '../tools/drill/exercise';
import { sharedPlatform } from './support';
import { sharedHome } from './support/real-servers';

/** The shortest drill as `npm run drill` plays it, in half the time. */

test('entry summaries are queued and cargo releases sent again as in January 2018: nothing is lost, doubled or told wrongly', async () => {
  const outage: Outage = { ...january2018, minutesPerSecond: 5 };
  expect(faultsOf(outage)).toEqual([]);
  const { demo } = await sharedPlatform();
  const exercise = new Exercise(await sharedHome(), demo, outage);
  const kept = await exercise.run();
  expect(exercise.verdict.filter((row) => !row.kept)).toEqual([]);
  expect(kept).toBe(true);
});
