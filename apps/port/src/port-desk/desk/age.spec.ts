import { lastHeard } from './age';

test.each([
  ['2026-11-23T18:00:00.000Z', 'last heard 0 seconds ago'],
  ['2026-11-23T17:59:59.000Z', 'last heard 1 second ago'],
  ['2026-11-23T17:57:01.000Z', 'last heard 2 minutes ago'],
  ['2026-11-23T15:00:00.000Z', 'last heard 3 hours ago'],
  ['2026-11-21T18:00:00.000Z', 'last heard 2 days ago'],
  ['2026-11-23T18:00:05.000Z', 'last heard 0 seconds ago'],
])('what was heard at %s is %s at six', (heardAt, text) =>
  expect(lastHeard(heardAt, new Date('2026-11-23T18:00:00Z'))).toBe(text),
);
