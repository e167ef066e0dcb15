import { EntryFilingAnswered, NOT_PROCESSED } from '#contracts';
import { finalDisposition, finalDispositionOfAll, outcomeOf } from './disposition';
import { processedOutside } from './downtime-conditions';
import { toldOf } from './transmission';

const ofEarlierReleases = {
  notProcessed: { outcome: 'rejected', conditions: [NOT_PROCESSED] },
  outside: { outcome: 'accepted', conditions: [processedOutside('MD-26-2704-000017', 'Officer')] },
} as const;

test('a filing is told what its outcome says, and what an earlier release told by a code is read as the outcome it was', () => {
  expect(outcomeOf(ofEarlierReleases.notProcessed)).toBe('not processed');
  expect(outcomeOf(ofEarlierReleases.outside)).toBe('processed outside');
  expect(outcomeOf({ outcome: 'rejected', conditions: [{ code: '030' }] })).toBe('rejected');
  expect(finalDisposition({ outcome: 'not processed', conditions: [NOT_PROCESSED] })).toBe('not processed, resend');
  expect(finalDisposition(ofEarlierReleases.notProcessed)).toBe('not processed, resend');
  expect(finalDisposition({ outcome: 'processed outside', conditions: [] })).toBe('processed');
  expect(finalDisposition({ outcome: 'referred', conditions: null })).toBe('processed');
});

test('a transmission is to be sent again only where none of it was processed, and rejected where nothing took effect', () => {
  const [failed, rejected, accepted] = (['not processed', 'rejected', 'accepted'] as const).map((outcome) => ({
    outcome,
    conditions: [],
  }));
  expect(finalDispositionOfAll([failed!, failed!])).toBe('not processed, resend');
  expect(finalDispositionOfAll([failed!, rejected!])).toBe('rejected');
  expect(finalDispositionOfAll([failed!, accepted!])).toBe('processed');
});

test('a transmission of which one kind is not taken while the others go on is accepted; one that waits for any module is held', () => {
  const told = (filingCount: number, ...treated: ['held, do not resend' | 'not processed, resend', number][]) =>
    toldOf(
      {
        kind: 'new',
        filingIds: [],
        treated: treated.map(([disposition, filings]) => ({ kind: 'entry summary', disposition, filings })),
      },
      { filingCount },
    );
  expect(told(3)).toBe('accepted, being processed');
  expect(told(3, ['not processed, resend', 3])).toBe('not processed, resend');
  expect(told(3, ['not processed, resend', 2])).toBe('accepted, being processed');
  expect(told(3, ['not processed, resend', 2], ['held, do not resend', 1])).toBe('held, do not resend');
});

test('an answer of version 1 says in the words of version 2 that nothing was processed', () => {
  const answer = { ...EntryFilingAnswered.example, outcome: 'rejected' as const, conditions: [NOT_PROCESSED] };
  const { lifts } = EntryFilingAnswered as unknown as { lifts: { 1: (answer: object) => { outcome: string } } };
  expect(lifts[1](answer).outcome).toBe('not processed');
  expect(lifts[1]({ ...answer, conditions: [] }).outcome).toBe('rejected');
});
