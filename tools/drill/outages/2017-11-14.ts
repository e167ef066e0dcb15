import type { Outage } from '../outage';

/** Database fault in the afternoon; all ports in downtime procedures; one more day to pay. */
export const november2017: Outage = {
  name: '2017-11-14',
  title: 'A database fault stops processing everywhere for six and a half hours',
  source: 'CSMS 17-000718; customsnow.com, November 2017',
  story:
    'At 15:30 the national database failed. At 16:57, after 87 minutes, all ports were told to use downtime procedures. It was back at about 22:00; the backlog was worked off by about 1:00, and payments had one more day.',
  assumed: 'The mix of traffic, and how many releases were made on paper.',
  begins: { date: '2017-11-14', time: '14:50', zone: 'ET' },
  minutesPerSecond: 6,
  deployment: null,
  fault: { kind: 'databases', of: ['manifest', 'entry'], at: 40, lasts: 390 },
  declarations: [
    {
      by: 'headquarters',
      at: 127,
      modules: ['manifest', 'entry'],
      modes: [],
      ports: [],
      possible: null,
      treatments: [],
      relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
      reason: 'Database fault: cargo and entries are not processed',
    },
  ],
  traffic: [
    { mode: 'vessel', port: '2704', perSecond: 1.5 },
    { mode: 'truck', port: '2304', perSecond: 1 },
    { mode: 'truck', port: '3801', perSecond: 1 },
  ],
  sentTwicePercent: 5,
  paperEverySeconds: 4,
  history: { toldAfterMinutes: 87, clearingRatio: 3.2 },
};
