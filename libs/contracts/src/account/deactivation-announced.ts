import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Instant, Uuid } from '../shapes';

/** An account that nobody uses is about to be deactivated; the gateway puts it into the account's mailbox. */
export const DeactivationAnnounced = contract({
  type: 'account.deactivation-announced',
  version: 1,
  owner: 'account',
  describes: 'An account that nobody used for nearly a year is about to be deactivated',
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    lastUsedAt: Instant,
    /** Not before this instant; any use until then calls it off. */
    deactivatedFrom: Instant,
    /** By what it is done. */
    basis: Type.String(),
  }),
  example: {
    accountId: exampleOrigin.accountId,
    lastUsedAt: '2025-12-21T14:05:09.120Z',
    deactivatedFrom: '2026-12-21T14:05:09.120Z',
    basis: 'EO 14411',
  },
});
export type DeactivationAnnounced = DataOf<typeof DeactivationAnnounced>;
