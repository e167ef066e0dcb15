import { type Static, Type } from '@sinclair/typebox';
import { FILING_MODULES } from '../filing-kinds';
import { Direction } from '../port/downtime-changed';
import { Instant, OneOf } from '../shapes';
import { Exactly, Known, Line, ListOf, Name } from './shape';
import { StatedTime } from './stated-time';
import { Statement } from './statement';

export const AUDIENCES = [
  'ABI',
  'portal accounts',
  'truck carriers',
  'rail carriers',
  'ocean carriers',
  'air carriers',
  'ports',
  'partner agencies',
  'export',
] as const;
export const Audience = OneOf(...AUDIENCES);
export type Audience = Static<typeof Audience>;

/** What a notice says: the same for one of ours and for any that was ever sent. */
export const NoticeContent = Exactly({
  title: Name,
  published: Known(StatedTime),
  audience: ListOf(Audience),
  /** Numbers of the notices it belongs with. */
  thread: Type.Object(
    {
      original: Known(Name),
      previous: Known(Name),
      next: Known(Name),
      related: ListOf(Name),
      translations: ListOf(Exactly({ language: OneOf('es', 'fr'), number: Name })),
    },
    { additionalProperties: false, default: {} },
  ),
  statement: Statement,
  /** Set where nothing of what it names is processed at any port, although it is declared for some only: by which role. */
  everywhere: Known(Exactly({ declaredBy: Name })),
  /** Of one of ours: the incident as it then was. The remark is what the model has no field for. */
  incident: Known(
    Exactly({
      number: Name,
      state: OneOf('investigating', 'identified', 'watching', 'fixed', 'cancelled'),
      remark: Known(Line(1, 1_000)),
    }),
  ),
  /** Of one of ours: the downtime that was declared or changed. */
  downtime: Known(
    Exactly({
      number: Name,
      change: OneOf('invoked', 'widened', 'narrowed', 'extended', 'revoked'),
      level: OneOf('national', 'port', 'filer'),
      from: Instant,
      to: Known(Instant),
      expectedEnd: Known(Instant),
      reviewAt: Known(Instant),
      partOf: Known(Name),
      gateOrders: ListOf(Exactly({ module: OneOf(...FILING_MODULES), direction: Direction })),
    }),
  ),
});
export type NoticeContent = Static<typeof NoticeContent>;
