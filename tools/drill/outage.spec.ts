import { november2017 } from './outages/2017-11-14';
import { OUTAGES } from './outages';
import { faultsOf, secondsUntilMended } from './outage';

test.each(OUTAGES.map((outage) => [outage.name, outage] as const))('the facts of %s can be replayed', (_, outage) => {
  expect(faultsOf(outage)).toEqual([]);
  expect(secondsUntilMended(outage)).toBeGreaterThan(20);
});

test('every drill has a name of its own', () => {
  expect(new Set(OUTAGES.map(({ name }) => name)).size).toBe(OUTAGES.length);
});

test('in November 2017 all ports were told 87 minutes after the fault, and it lasted six and a half hours', () => {
  const { fault, declarations, history } = november2017;
  expect(declarations[0]!.at - fault.at).toBe(87);
  expect(history.toldAfterMinutes).toBe(87);
  expect(fault.lasts).toBe(6.5 * 60);
  expect(declarations[0]!.ports).toEqual([]);
});

test('facts that cannot be are told: a port that is none, trucks at a sea port, a declaration before the fault, a foreign port', () => {
  const wrong = {
    ...november2017,
    traffic: [
      { mode: 'truck' as const, port: '2704', perSecond: 1 },
      { mode: 'vessel' as const, port: '0000', perSecond: 1 },
    ],
    declarations: [{ ...november2017.declarations[0]!, at: 1, by: { port: '2304' }, ports: ['2402'] }],
  };
  expect(faultsOf(wrong)).toEqual([
    'a downtime is declared before the fault',
    'a port director declares for the own port only',
    '0000 is no port',
    'no trucks cross a border at 2704',
  ]);
});
