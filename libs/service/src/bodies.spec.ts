import { roomForBodies } from './bodies';

const MIB = 1024 * 1024;

test('what bodies may take follows from the memory limit of the container', () => {
  expect([1_024, 2_048, 4_096].map((limit) => roomForBodies(limit * MIB) / MIB)).toEqual([256, 768, 1_792]);
  expect(roomForBodies(256 * MIB) / MIB).toBe(32);
  for (const unknown of [0, 2 ** 63, 2 ** 64]) expect(roomForBodies(unknown) / MIB).toBe(768);
});
