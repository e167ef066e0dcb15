import { type Static, type TProperties, Type } from '@sinclair/typebox';
import { OneOf } from '../shapes';
import { Exactly, Known, ListOf, Name } from './shape';
import { StatedTime } from './stated-time';

/** Messages picked by what happened to them; all conditions given must hold. */
export const Picked = Exactly({
  sentBefore: Known(StatedTime),
  sentSince: Known(StatedTime),
  refusedWith: Known(Exactly({ code: Known(Name), text: Known(Name) })),
  refusedForDataOf: Known(Name),
  gotNo: Known(Name),
});
export type Picked = Static<typeof Picked>;

const whom = {
  by: Type.Union(
    [Type.Literal('everybody'), Type.Literal('carriers'), Type.Literal('brokers'), Type.Literal('importers')],
    { default: 'everybody' },
  ),
  force: Type.Union([Type.Literal('must'), Type.Literal('may'), Type.Literal('if needed')], { default: 'must' }),
};
const act = <const D extends string, P extends TProperties>(name: D, fields: P) =>
  Exactly({ do: Type.Literal(name), ...whom, ...fields });

/** What the trade does, who of it, and whether it must, may, or does it only if needed. */
export const FilerAct = Type.Union([
  act('wait', { minutes: Type.Integer({ minimum: 1 }), before: OneOf('calling', 'sending again') }),
  act('do not resend', {}),
  act('stop sending', {}),
  act('resend', { messages: ListOf(Name), which: Known(Picked), byHand: Type.Boolean({ default: false }) }),
  /** For example: cancel with action 000, then send again as FRC. */
  act('cancel and send again', { message: Name, cancelWith: Name, sendAgainAs: Name, which: Known(Picked) }),
  act('narrow the query', {
    record: Name,
    fields: ListOf(
      Exactly({
        positions: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1 }),
        values: Type.Array(Name, { minItems: 1 }),
      }),
    ),
  }),
  act('give a document', {
    document: OneOf('signed ABI copy', 'paper stamped delivery authorised', 'downtime request', 'entry documents'),
    road: OneOf('by hand', 'document system', 'e-mail', 'fax'),
  }),
  act('do not change', {
    record: OneOf('manifest', 'entry', 'entry summary'),
    once: OneOf('the conveyance has arrived', 'the goods are released'),
  }),
  act('work with', { whom: OneOf('the local port', 'the client representative', 'the help desk') }),
  act('wait for a notice', {}),
]);
export type FilerAct = Static<typeof FilerAct>;
