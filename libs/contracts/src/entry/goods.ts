import { type Static, Type } from '@sinclair/typebox';
import { Cents, Dollars, Nullable } from '../shapes';

/** What an entry brings in under one chapter of the tariff from one country. Chapters 98 and 99 count only where nothing else classifies the goods. */
export const Goods = Type.Object({
  chapter: Type.String({ pattern: '^\\d{2}$' }),
  countryOfOrigin: Nullable(Type.String()),
  valueDollars: Dollars,
  /** Duty as computed; 0 while no summary is on file. */
  dutyCents: Cents,
});
export type Goods = Static<typeof Goods>;
