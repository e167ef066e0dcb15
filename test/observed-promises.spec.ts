import { Registry } from 'prom-client';
import { NO_TRACES } from '#kernel';
import type { Metrics, VitalsReader } from '#service';
import { Visibility } from '../apps/account/src/picture/visibility';
import { FilingTimes } from '../apps/gateway/src/filing/filing-times';
import { OBJECTIVES } from '../tools/observe/objectives.table';

test('a promise is counted at the end of a bucket that its histogram has', async () => {
  const registry = new Registry();
  const times = new FilingTimes({ registry } as Metrics, NO_TRACES);
  const visibility = new Visibility({ registry } as Metrics, {} as VitalsReader);
  visibility.seen('2026-11-30T10:00:00Z', '2026-11-30T10:00:00Z', new Date('2026-11-30T10:00:01Z'));
  await times.ofAcceptance(
    { channel: 'json', counts: [] } as never,
    async () => ({ kind: 'new', filingIds: [] }) as never,
  );
  const data = { outcome: 'accepted', origin: { filingId: 'one', receivedAt: '2026-11-30T10:00:00Z' } };
  times.answered('entry', [{ at: '2026-11-30T10:00:00Z', data } as never], new Set(['one']));
  const text = await registry.metrics();
  const asked = OBJECTIVES.flatMap(({ broke }) => [...broke.matchAll(/(\w+_bucket)\{le=~"([\d.]+)\|/g)]);
  expect(asked).toHaveLength(3);
  for (const [, name, end] of asked) expect(text).toContain(`${name}{le="${end}"`);
});
