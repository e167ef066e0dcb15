import { type Static, Type } from '@sinclair/typebox';
import { OneOf } from '#contracts';
import { Exactly, Known, ListOf, Name } from './shape';
import { Statement } from './statement';
import { StatedTime } from './stated-time';

export const AUDIENCES = ['ABI', 'portal accounts', 'truck carriers', 'rail carriers', 'ocean carriers', 'air carriers', 'ports', 'partner agencies', 'export'] as const;
export const Audience = OneOf(...AUDIENCES);
export type Audience = Static<typeof Audience>;

/** What a notice says: the same for one of ours and for any that was ever sent. */
export const NoticeContent = Exactly({
  title: Name,
  published: Known(StatedTime),
  audience: ListOf(Audience),
  /** Numbers of the notices it belongs with. */
  thread: Type.Object(
    { original: Known(Name), previous: Known(Name), next: Known(Name), related: ListOf(Name), translations: ListOf(Exactly({ language: OneOf('es', 'fr'), number: Name })) },
    { additionalProperties: false, default: {} },
  ),
  statement: Statement,
});
export type NoticeContent = Static<typeof NoticeContent>;
