import { type Static, Type } from '@sinclair/typebox';
import { Direction, DowntimeChannel, DowntimeModule, TransportMode } from '../port/downtime-changed';
import { OneOf } from '../shapes';
import { FUNCTION_KEYS } from './functions';
import { Exactly, ListOf, PortCode } from './shape';

export const FunctionName = OneOf(...FUNCTION_KEYS);
export const PortGroup = OneOf('land border', 'Canadian border', 'Mexican border', 'diversion ports');
export type PortGroup = Static<typeof PortGroup>;

/** What is hit. An empty list means all of the kind. `functions` are finer than `modules`: where any are named they alone count. */
export const Scope = Exactly({
  functions: ListOf(FunctionName),
  modules: ListOf(DowntimeModule),
  channels: ListOf(DowntimeChannel),
  directions: ListOf(Direction),
  modes: ListOf(TransportMode),
  ports: ListOf(PortCode),
  portGroups: ListOf(PortGroup),
  users: ListOf(OneOf('trade', 'government')),
  environment: Type.Union([Type.Literal('production'), Type.Literal('certification')], { default: 'production' }),
});
export type Scope = Static<typeof Scope>;
