import { type Static, Type } from '@sinclair/typebox';
import { OneOf } from '../shapes';
import { Exactly } from './shape';

/**
 * A time as far as it is known: a whole instant in UTC, or what was said of it. `date` is a year, a month or a day; a `clock` without a
 * zone is a clock on some wall; `day` counts the days of a record whose date is not known; `presumed` means the zone was not said.
 */
export const StatedTime = Type.Union([
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$', description: 'an instant in UTC' }),
  Exactly({
    relation: Type.Optional(OneOf('at', 'before', 'about')),
    date: Type.Optional(Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' })),
    season: Type.Optional(OneOf('spring', 'summer', 'autumn', 'winter')),
    day: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    clock: Type.Optional(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
    zone: Type.Optional(OneOf('ET', 'CT', 'MT', 'PT', 'UTC')),
    presumed: Type.Optional(Type.Boolean()),
  }),
]);
export type StatedTime = Static<typeof StatedTime>;
