import type { Outage } from '../outage';

/** Of no history: what is to be seen of fines, penalties and forfeitures while their service is away. */
const enforcement = (
  name: string,
  title: string,
  fault: Pick<Outage['fault'], 'kind'> & { kind: 'processes' | 'frozen' },
): Outage => ({
  name,
  title,
  source: 'An exercise of the platform',
  story:
    'Officers open cases and mail notices, parties petition, all the while; filings go on. What has no answer is done again as it was, with the same id and the day on its proof.',
  assumed: 'All of it.',
  begins: { date: '2026-11-16', time: '09:00', zone: 'PT' },
  minutesPerSecond: 4,
  deployment: null,
  fault: { kind: fault.kind, of: ['enforcement'], at: 24, lasts: 96 },
  declarations: [
    {
      ...{ by: 'headquarters', at: 60, modules: ['enforcement'], modes: [], ports: [], possible: null },
      ...{ treatments: [], relief: { paymentBusinessDays: 1, otherBusinessDays: 1 } },
      reason: 'Petitions and notices are not taken',
    },
  ],
  traffic: [
    { mode: 'vessel', port: '2704', perSecond: 1 },
    { mode: 'truck', port: '0901', perSecond: 0.5 },
  ],
  sentTwicePercent: 5,
  paperEverySeconds: 6,
  history: { toldAfterMinutes: null, clearingRatio: null },
});

export const enforcementKilled = enforcement(
  'enforcement-killed',
  'Fines, penalties and forfeitures are killed; all else goes on',
  { kind: 'processes' },
);
export const enforcementFrozen = enforcement(
  'enforcement-frozen',
  'Fines, penalties and forfeitures stand still; all else goes on',
  { kind: 'frozen' },
);
