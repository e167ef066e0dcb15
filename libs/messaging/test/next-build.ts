import type { CargoReleaseFiled } from '#contracts';

/** What a release says in a build after this one: the value has a currency. */
export const asNextBuildSays = ({ estimatedValueDollars, ...rest }: CargoReleaseFiled): object => ({
  ...rest,
  value: { amount: estimatedValueDollars, currency: 'USD' },
});
