import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What an account must know of its set-up for ABI; the gateway puts it into the mailbox. */
export const SetUpTold = contract({
  type: 'account.set-up-told',
  version: 1,
  owner: 'account',
  describes: "An account's ABI password or set-up for ABI ends, or a change of it was decided",
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    about: OneOf('password ends', 'password changed', 'set-up ends', 'change approved', 'change refused'),
    /** Of a set-up or its change: the filer code. */
    filerCode: Nullable(Type.String()),
    /** Of a password: when it is taken no more; null for one without end. Of a set-up: its last day, or that of its permit. */
    until: Nullable(Instant),
    /** Who decided or changed, and why. */
    by: Nullable(Type.String()),
    reason: Nullable(Type.String()),
  }),
  example: {
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    about: 'password ends',
    filerCode: null,
    until: '2026-12-05T12:00:00.000Z',
    by: null,
    reason: null,
  },
});
export type SetUpTold = DataOf<typeof SetUpTold>;
