import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What the other side of a power of attorney must hear of it. */
export const PowerOfAttorneyNoticed = contract({
  type: 'account.power-of-attorney-noticed',
  version: 1,
  owner: 'account',
  describes:
    'A power of attorney was granted, limited, revoked or renounced, or is about to end: for the mailbox of the other side',
  subject: 'the importer, by an id of its own: its number may be a social security number',
  schema: Type.Object({
    /** Who is told: the filer, or the importer of a power that was renounced. */
    accountId: Uuid,
    powerId: Uuid,
    /** `limited`: it was revoked from a day on that has not begun. */
    step: OneOf('granted', 'limited', 'revoked', 'renounced', 'about to end'),
    /** Of a social security number the last four digits. */
    importerNumber: Type.String(),
    filerCode: Type.String(),
    /** `documents`: images of the importer's records, which only the account service judges. */
    scopes: Type.Array(OneOf('cargo release', 'entry summary', 'see', 'documents')),
    /** Ports of entry; null for all. */
    ports: Nullable(Type.Array(Type.String())),
    from: CustomsDate,
    to: Nullable(CustomsDate),
    /** The last day on which it can be filed under; null while no end is known, and where it ended at once. */
    lastDay: Nullable(CustomsDate),
    by: Nullable(Type.String()),
    reason: Nullable(Type.String()),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    powerId: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d201',
    step: 'granted',
    importerNumber: '12-345678900',
    filerCode: 'B76',
    scopes: ['cargo release', 'entry summary'],
    ports: ['2704'],
    from: '2026-01-01',
    to: '2027-12-31',
    lastDay: '2027-12-31',
    by: 'M. Lindqvist',
    reason: null,
    occurredAt: '2026-11-21T14:05:09.120Z',
  },
});
export type PowerOfAttorneyNoticed = DataOf<typeof PowerOfAttorneyNoticed>;
