import { timeOrderedId } from './time-ordered-id';
import { firstStepOf, isInShare, stepIdOf, traceIdOf } from './traces';

test('the trace of a filing is its id, so that it is found by it; any other correlation id has a trace of its own too', () => {
  expect(traceIdOf('01963f2a-0000-7abc-8000-00000000002a')).toBe('01963f2a00007abc800000000000002a');
  expect(traceIdOf('order 4711 of a partner')).toMatch(/^[0-9a-f]{32}$/);
  expect(traceIdOf('order 4711 of a partner')).not.toBe(traceIdOf('order 4712 of a partner'));
});

test('a step has the same id wherever it is worked out, and another one than every other step', () => {
  expect(stepIdOf('sent', 'message', 'entry')).toMatch(/^[0-9a-f]{16}$/);
  expect(stepIdOf('sent', 'message', 'entry')).toBe(stepIdOf('sent', 'message', 'entry'));
  const steps = [
    stepIdOf('sent', 'message', 'entry'),
    stepIdOf('sent', 'message', 'cee'),
    stepIdOf('handled', 'message', 'entry'),
    firstStepOf('message'),
  ];
  expect(new Set(steps).size).toBe(4);
});

test('a tenth of the filings is traced where that is the share, of one large transmission too; with 1 all, with 0 none', () => {
  const ids = Array.from({ length: 10_000 }, timeOrderedId);
  const traced = (share: number): number => ids.filter((id) => isInShare(id, share)).length;
  expect(traced(0.1)).toBeGreaterThan(800);
  expect(traced(0.1)).toBeLessThan(1_200);
  expect([traced(1), traced(0)]).toEqual([10_000, 0]);
});
