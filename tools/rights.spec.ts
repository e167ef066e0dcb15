import { RECORD_KINDS, type RecordKind } from '#access';
import { EVERY_SERVICE, routesOf } from './documents/rights';

/** Judged inside an address that is about another kind: what role or which step it is, is known only from the body. */
const INSIDE: readonly RecordKind[] = ['role at CBP', 'decision on a case'];

test('the table of rights speaks of nothing that no address is about', () => {
  const about = new Set(
    EVERY_SERVICE.flatMap(routesOf).flatMap(({ right }) => (right && 'record' in right ? [right.record] : [])),
  );
  expect(RECORD_KINDS.filter((kind) => !about.has(kind) && !INSIDE.includes(kind))).toEqual([]);
});
