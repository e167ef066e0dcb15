import { allContracts } from '#contracts';

describe('messages that cross a wall', () => {
  test.each(allContracts.map((c) => [c.type, c] as const))('%s: its example is a valid message', (_type, c) => {
    expect(c.faultOf(c.example)).toBeNull();
  });
  test.each(allContracts.map((c) => [c.type, c] as const))('%s is named after its owner', (type, c) => {
    expect(type.startsWith(`${c.owner}.`)).toBe(true);
  });
  test('no two messages share a name', () => {
    expect(new Set(allContracts.map((c) => c.type)).size).toBe(allContracts.length);
  });
  test('a message with a missing field is told by name', () => {
    const c = allContracts[0]!;
    expect(c.faultOf({})).toMatch(/^\/\w+/);
  });
});
