import { FAULTS } from '../tools/faults/catalogue';
import { type Fault, titleOf } from '../tools/faults/fault';
import { type Outcome, runFaults } from '../tools/faults/run';
import { SERVICE_NAMES, Stage } from '../tools/faults/stage';
import { brokenPromises } from '../tools/faults/verdict';
import { AT_REST, eventually, initialised, ownFolder, vitalsOf } from './support';
import { CACHE_DIR } from './support/test-run';

/**
 * Each part is killed and started again, and then the quick ones of `npm run faults` are made, one after the other on one platform and under one
 * traffic: what was accepted is answered once, whatever happened.
 */

const fault = (name: string, seconds?: number): Fault => {
  const found = FAULTS.find((one) => one.name === name)!;
  return { ...found, seconds: seconds ?? found.seconds };
};

/** Too short for the page, which names what is dead in test/degradation.e2e-spec.ts. */
const killed = (name: string): Fault => ({ ...fault(`${name}-killed`, 3), named: [] });

const MADE = [
  ...[...SERVICE_NAMES, 'broker', 'database'].map(killed),
  fault('broker-wiped'),
  fault('queue-deleted', 2),
  fault('entry-data-destroyed'),
  fault('all-data-destroyed'),
  fault('site-lost'),
  fault('gateway-database-half-open', 12),
  fault('gateway-commit-word-lost', 4),
  fault('entry-frozen', 15),
];

let stage: Stage | undefined;
let outcome: Outcome;

beforeAll(async () => {
  stage = await Stage.set({ home: ownFolder('platform'), cacheDir: CACHE_DIR, template: await initialised() });
  outcome = await runFaults(stage, MADE, {
    seed: 7,
    perSecond: 6,
    patience: 60_000,
    inTurn: true,
    say: () => undefined,
  });
}, 1_200_000);
afterAll(() => stage?.strike());

test('partners filed all the while, and each fault was made as it should', () => {
  expect(outcome.count.accepted).toBeGreaterThan(100);
  expect(outcome.sights.map(({ trouble }) => trouble).filter((trouble) => trouble !== '')).toEqual([]);
});

test('everything that was accepted has a final state and one answer in the mailbox', () => {
  expect(outcome.count.unanswered).toEqual([]);
});

test('nothing that was answered as taken is lost: entries and bills are on file at their owners, and have found each other', () => {
  expect(outcome.count.lost).toEqual([]);
});

test('nothing was answered twice and nothing took effect twice', () => {
  expect(outcome.count.doubled).toEqual([]);
});

test('nobody was told what is not so', () => {
  expect(outcome.count.wrong).toEqual([]);
});

test('whoever read the mailbox by cursor was given all of it', () => {
  expect(outcome.count.missed).toBe(0);
});

test.each(MADE.map((made, at) => [titleOf(made), at] as const))(
  '%s: the page names it where it lasts, and new filings are answered again soon',
  (_, at) => {
    const clean: Outcome['count'] = { ...outcome.count, unanswered: [], lost: [], doubled: [], wrong: [], missed: 0 };
    expect(brokenPromises({ sights: [outcome.sights[at]!], count: clean, cleared: 0 })).toEqual([]);
  },
);

test('what waited when the last fault was over is all answered within 30 seconds', () => {
  expect(outcome.cleared).toBeLessThan(30);
});

test('in the end nothing waits and nothing was set aside', async () => {
  await eventually(
    async () => {
      for (const vitals of await vitalsOf(stage!.launched)) expect(vitals).toMatchObject(AT_REST);
    },
    { within: 30_000, every: 250 },
  );
});
