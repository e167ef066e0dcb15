import type { VitalsReader } from '#service';
import { type Answered, IntakeEvidence } from './intake-evidence';

const S = 1_000;
const evidence = (...messages: (readonly [second: number, answered: Answered])[]): IntakeEvidence => {
  const intake = new IntakeEvidence({} as VitalsReader);
  for (const [second, answered] of messages) {
    const message = {};
    intake.begin(message, second * S);
    intake.end(message, answered, second * S);
  }
  return intake;
};
const refusing = (intake: IntakeEvidence, second: number): number | null => intake.read(second * S).refusingSeconds;

describe('The gateway says that it refuses everything', () => {
  test('from the first refusal on after which nothing was taken', () => {
    expect(refusing(evidence([0, 'taken'], [3, 'refused'], [5, 'refused'], [9, 'refused']), 10)).toBe(7);
  });
  test('when messages hang and none is taken', () => {
    const intake = evidence([0, 'taken']);
    intake.begin({}, 1 * S);
    intake.begin({}, 5 * S);
    expect(refusing(intake, 8)).toBeNull();
    expect(refusing(intake, 12)).toBe(11);
  });
});

describe('The gateway does not say so', () => {
  test.each<[string, (readonly [number, Answered])[], number]>([
    [
      'when one of those refused was taken meanwhile',
      [
        [3, 'refused'],
        [4, 'taken'],
      ],
      5,
    ],
    [
      'when messages are rejected for what is in them',
      [
        [3, 'judged'],
        [9, 'judged'],
      ],
      10,
    ],
    [
      'when nothing has come since it refused for a quarter of a minute',
      [
        [3, 'refused'],
        [4, 'refused'],
      ],
      20,
    ],
    ['when nothing comes', [], 60],
  ])('%s', (_why, messages, second) => expect(refusing(evidence(...messages), second)).toBeNull());

  test('for one long message while others are taken', () => {
    const intake = evidence();
    intake.begin({}, 0);
    const other = {};
    intake.begin(other, 5 * S);
    intake.end(other, 'taken', 5 * S);
    expect(refusing(intake, 30)).toBeNull();
  });
});

test('it is not ready when that lasts for five seconds, and is again with the first message it takes', () => {
  const intake = evidence([0, 'refused'], [4, 'refused']);
  expect(intake.waitsFor(4 * S)).toBeNull();
  expect(intake.waitsFor(5 * S)).toBe('nothing that came was taken for 5 s');
  expect(intake.read(5 * S)).toMatchObject({ acceptedPerSecond: 0, refusedPerSecond: 0.2, lastAcceptedSeconds: null });
  const message = {};
  intake.begin(message, 6 * S);
  intake.end(message, 'taken', 6 * S);
  expect(intake.waitsFor(6 * S)).toBeNull();
});
