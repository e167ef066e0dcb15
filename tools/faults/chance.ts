/** Numbers from 0 to below 1 that look random and are the same for the same seed. */
export type Chance = () => number;

/** Marsaglia's xorshift of 32 bits, its seed spread so that neighbours do not begin alike. */
export const chanceFrom = (seed: number): Chance => {
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

/** One of them. */
export const anyOf = <T>(things: readonly T[], chance: Chance): T => things[Math.floor(chance() * things.length)]!;
