import type { Outage } from '../outage';

/** An ocean carrier's own systems were away; everything that named its bills had to follow the paper. */
export const kLine: Outage = {
  name: 'k-line',
  title: "A carrier's own systems are away for a week; its bills are on paper",
  source: 'Trade press on the K-Line outage; exportcompliancedaily.com, April 2021',
  story:
    'An ocean carrier could send nothing for about a week. Its bills were handled on paper; once they were filed electronically, everything that referenced them had to follow electronically.',
  assumed:
    'The days; that brokers filed entries and summaries by EDI all the while, and Los Angeles released on paper what they named.',
  begins: { date: '2021-02-01', time: '06:00', zone: 'PT' },
  minutesPerSecond: 168,
  deployment: null,
  fault: { kind: 'filer', of: ['ocean-carrier'], at: 1_440, lasts: 7 * 1_440 },
  declarations: [
    {
      by: 'headquarters',
      at: 2_160,
      modules: ['filer'],
      modes: ['vessel'],
      ports: [],
      possible: null,
      treatments: [],
      relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
      reason: 'The carrier can send no manifests',
    },
  ],
  traffic: [
    { mode: 'vessel', port: '2704', perSecond: 1.5 },
    { mode: 'truck', port: '0901', perSecond: 0.5 },
  ],
  sentTwicePercent: 5,
  paperEverySeconds: 2,
  history: { toldAfterMinutes: null, clearingRatio: null },
};
