import type { Outage } from '../outage';

const local = (port: string, at: number): Outage['declarations'][number] => ({
  by: { port },
  at,
  modules: ['manifest'],
  modes: ['truck'],
  ports: [port],
  possible: { portGroups: ['land border'], ports: [] },
  treatments: [],
  relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
  reason: 'Truck manifests are not processed',
});

/** Land border manifest trouble after a patch of the same week. */
export const april2021: Outage = {
  name: '2021-04-01',
  title: 'Truck manifests fail after a patch; Laredo and El Paso go to paper, others may follow',
  source: 'exportcompliancedaily.com, April 2021',
  story:
    'After a patch earlier that week the multimodal manifest failed. Laredo and El Paso used downtime procedures, each in its own way; the notice spoke of it in general, in case it spread.',
  assumed: 'That it lasted 24 hours and the two ports declared after 30 and 45 minutes.',
  begins: { date: '2021-04-01', time: '05:40', zone: 'CT' },
  minutesPerSecond: 18,
  deployment: {
    module: 'manifest',
    version: '0.1.1',
    note: 'Patch of the multimodal manifest',
    minutesBefore: 2 * 24 * 60,
  },
  fault: { kind: 'processes', of: ['manifest'], at: 100, lasts: 1_440 },
  declarations: [local('2304', 130), local('2402', 145)],
  traffic: [
    { mode: 'truck', port: '2304', perSecond: 1.5 },
    { mode: 'truck', port: '2402', perSecond: 1 },
    { mode: 'truck', port: '3801', perSecond: 1 },
  ],
  sentTwicePercent: 5,
  paperEverySeconds: 3,
  history: { toldAfterMinutes: null, clearingRatio: null },
};
