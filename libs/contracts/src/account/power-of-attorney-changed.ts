import { Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What a power of attorney is for: filing of one kind, or to look at what others filed for the importer. */
export const PowerScope = OneOf('cargo release', 'entry summary', 'see');
export type PowerScope = Static<typeof PowerScope>;

/** What an importer allows a filer. Days are by the clock of the port of entry; `to` is the last one, `revokedFrom` the first without it. */
export const PowerOfAttorney = Type.Object({
  powerId: Uuid,
  filerCode: Type.String(),
  scopes: Type.Array(PowerScope),
  /** Ports of entry; null for all. */
  ports: Nullable(Type.Array(Type.String())),
  from: CustomsDate,
  to: Nullable(CustomsDate),
  /** The instant from which on nothing that is received is filed under it. */
  revokedAt: Nullable(Instant),
  revokedFrom: Nullable(CustomsDate),
});
export type PowerOfAttorney = Static<typeof PowerOfAttorney>;

/** Every power of attorney that an importer of record ever granted here. Whoever hears of one importer at all knows that it keeps its powers here. */
export const PowerOfAttorneyChanged = contract({
  type: 'account.power-of-attorney-changed',
  version: 1,
  owner: 'account',
  describes: 'An importer granted or revoked a power of attorney',
  subject: 'the importer, by an id of its own: its number may be a social security number',
  schema: Type.Object({
    /** In its full form, such as `12-345678900`. */
    importerNumber: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    powers: Type.Array(PowerOfAttorney),
  }),
  example: {
    importerNumber: '12-345678900',
    version: 2,
    powers: [
      {
        powerId: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d201',
        filerCode: 'B76',
        scopes: ['cargo release', 'entry summary'],
        ports: ['2704'],
        from: '2026-01-01',
        to: null,
        revokedAt: '2026-11-21T14:05:09.120Z',
        revokedFrom: null,
      },
    ],
  },
});
export type PowerOfAttorneyChanged = DataOf<typeof PowerOfAttorneyChanged>;
