import type { Outage } from '../outage';

/** Statement trouble: one type of transaction is queued, others are to be sent again. */
export const january2018: Outage = {
  name: '2018-01-26',
  title: 'Entry summaries are queued, cargo releases are to be sent again',
  source: 'CSMS of 26 January 2018 (statements late, updates held in the inbound queue)',
  story:
    'Statements came late. Updates were held in the inbound queue and processed afterwards; response messages were sent again later.',
  assumed:
    'That it lasted two hours, and that cargo releases were refused meanwhile: filers had to be told by type of transaction what to do.',
  begins: { date: '2018-01-26', time: '08:40', zone: 'ET' },
  minutesPerSecond: 3,
  deployment: null,
  fault: { kind: 'order', of: ['entry'], at: 20, lasts: 120 },
  declarations: [
    {
      by: 'headquarters',
      at: 20,
      modules: ['entry'],
      modes: [],
      ports: [],
      possible: null,
      treatments: [
        { kind: 'entry summary', disposition: 'held, do not resend' },
        { kind: 'cargo release', disposition: 'not processed, resend' },
      ],
      relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
      reason: 'Statements are late: updates wait, releases are not taken',
    },
  ],
  traffic: [
    { mode: 'vessel', port: '2704', perSecond: 1.5 },
    { mode: 'truck', port: '0901', perSecond: 1 },
  ],
  sentTwicePercent: 5,
  paperEverySeconds: 6,
  history: { toldAfterMinutes: null, clearingRatio: null },
};
