import type { CustomsDate } from '#kernel';
import { INACTIVITY_POLICIES, inactivityPolicy } from './inactivity.policy';
import { reactivationStates } from './reactivation.states';

test('the life of a request to reactivate is sound, and what was decided stays decided', () => {
  expect(reactivationStates.faults()).toEqual([]);
  for (const state of ['granted', 'refused', 'withdrawn'] as const)
    expect(reactivationStates.eventsIn(state)).toEqual([]);
});

test('policies of inactivity follow each other without a gap or an overlap, warn before they deactivate, and hold from their first day on', () => {
  for (const [at, policy] of INACTIVITY_POLICIES.entries()) {
    expect(policy.warnedDaysBefore).toBeGreaterThan(0);
    expect(policy.deactivatedAfterDays).toBeGreaterThan(policy.warnedDaysBefore);
    const next: CustomsDate | undefined = INACTIVITY_POLICIES[at + 1]?.from;
    expect(policy.to === undefined).toBe(next === undefined);
    if (next) expect(policy.to! < next).toBe(true);
  }
  expect(inactivityPolicy(new Date('2025-12-31T23:59:59Z'))).toBeUndefined();
  expect(inactivityPolicy(new Date('2026-01-01T00:00:00Z'))).toMatchObject({
    deactivatedAfterDays: 365,
    warnedDaysBefore: 30,
  });
});
