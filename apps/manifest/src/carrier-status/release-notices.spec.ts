import {
  releaseEvent,
  releaseNotice,
  releaseNotices,
  releaseNoticeTable,
  type ReleaseEvent,
  type ToldState,
} from './release-notices.states';

const tellAll = (...events: ReleaseEvent[]): string[] => {
  let told: ToldState = 'nothing';
  return events.map((event) => {
    const notice = releaseNotice(told, event);
    told = notice?.told ?? told;
    return notice?.code ?? '-';
  });
};

describe('what a carrier is told of an entry on its bill', () => {
  test('the steps are sound', () => expect(releaseNotices.faults()).toEqual([]));
  test('a release is told once', () => expect(tellAll('released', 'released')).toEqual(['1C', '-']));
  test('an exam, and the release after it', () =>
    expect(tellAll('exam ordered', 'exam ordered', 'released')).toEqual(['1A', '-', '1B']));
  test('a release taken back for an exam, and given again', () =>
    expect(tellAll('released', 'exam after release', 'released')).toEqual(['1C', '4A', '1B']));
  test('a release taken back for a hold, and given again', () =>
    expect(tellAll('released', 'hold after release', 'released')).toEqual(['1C', '15', '4C']));
  test('a cancelled entry is told only to who was told of the entry', () => {
    expect(tellAll('released', 'cancelled', 'released')).toEqual(['1C', '4E', '-']);
    expect(tellAll('cancelled')).toEqual(['-']);
  });
  test('a bill taken off the entry can be entered again', () => {
    expect(tellAll('released', 'bill taken off the entry', 'released')).toEqual(['1C', '16', '1C']);
  });
  test.each([
    ['released', [], 'released'],
    ['exam', ['03'], 'exam ordered'],
    ['release suspended', ['99', '03'], 'exam after release'],
    ['release suspended', ['99'], 'hold after release'],
    ['cancelled', ['23'], 'cancelled'],
    ['admissible', ['97'], null],
    ['hold', [], null],
  ])('an entry in state %s with %j means: %s', (state, dispositions, event) => {
    const told = dispositions.map((code) => ({
      code,
      text: '',
      at: '',
      releaseDate: null,
      releaseOrigin: null,
      documentType: null,
    }));
    expect(releaseEvent({ state, dispositions: told })).toBe(event);
  });
  test('the table for partners lists every code', () => expect(releaseNoticeTable()).toMatch(/1A[\s\S]*1C[\s\S]*4E/));
});
