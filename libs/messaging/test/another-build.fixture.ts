import { Type } from '@sinclair/typebox';
import type * as Filed from '../../contracts/src/gateway/cargo-release-filed';
import { contract } from '../../contracts/src/contract';
import { asNextBuildSays } from './next-build';

/** A process that is told BUILD=next is of that build: it knows version 2 of the message, and how to lift one of version 1. Loaded before all else. */
if (process.env['BUILD'] === 'next') {
  const path = require.resolve('../../contracts/src/gateway/cargo-release-filed');
  const today = require(path) as typeof Filed;
  const { estimatedValueDollars, ...others } = today.CargoReleaseFiled.schema.properties;
  const CargoReleaseFiled = contract({
    ...today.CargoReleaseFiled,
    version: 2,
    schema: Type.Object({
      ...others,
      value: Type.Object({ amount: estimatedValueDollars, currency: Type.Literal('USD') }),
    }),
    example: asNextBuildSays(today.CargoReleaseFiled.example) as never,
    lifts: { 1: asNextBuildSays },
  });
  require.cache[path]!.exports = { ...today, CargoReleaseFiled };
}
