import type { Outage } from '../outage';

/** Portal trouble: the truck manifest may be missing at the port, entries are processed. */
export const april2019: Outage = {
  name: '2019-04-18',
  title: 'The manifest is missing at truck ports while entries flow',
  source: 'CSMS 19-000204 and 19-000207',
  story:
    'Entries were still processed; the truck manifest could be missing at the port. Ports were to use downtime procedures as necessary.',
  assumed: 'That it lasted four hours, that Buffalo declared after 40 minutes and Detroit after 55.',
  begins: { date: '2019-04-18', time: '09:40', zone: 'ET' },
  minutesPerSecond: 4,
  deployment: null,
  fault: { kind: 'processes', of: ['manifest'], at: 20, lasts: 240 },
  declarations: [
    {
      by: { port: '0901' },
      at: 60,
      modules: ['manifest'],
      modes: ['truck'],
      ports: ['0901'],
      possible: null,
      treatments: [],
      relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
      reason: 'Trucks wait at the booths without a manifest',
    },
    {
      by: { port: '3801' },
      at: 75,
      modules: ['manifest'],
      modes: ['truck'],
      ports: ['3801'],
      possible: null,
      treatments: [],
      relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
      reason: 'Trucks wait at the booths without a manifest',
    },
  ],
  traffic: [
    { mode: 'truck', port: '0901', perSecond: 1.5 },
    { mode: 'truck', port: '3801', perSecond: 1.5 },
  ],
  sentTwicePercent: 5,
  paperEverySeconds: 3,
  history: { toldAfterMinutes: null, clearingRatio: null },
};
