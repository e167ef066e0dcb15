import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';

/** Says little of a filing, and only of one that waits: enough for an officer who has to decide without it. */
export const FilingHeld = contract({
  type: 'gateway.filing-held',
  version: 1,
  owner: 'gateway',
  describes: 'A filing was accepted while the gate to its module was shut; it waits at the gateway',
  subject: 'the subject of the filing itself',
  schema: Type.Object({
    filingId: Uuid,
    accountId: Uuid,
    module: Type.String(),
    kind: Type.String(),
    subject: Type.String(),
    /** As people write it: `B76-0324527-8`, `MAEU260000101`. */
    reference: Type.String(),
    portCode: Nullable(Type.String()),
    /** Mode of transport code of CATAIR, such as 11 or 30. */
    modeOfTransport: Nullable(Type.String()),
    conveyance: Type.Object({ scac: Nullable(Type.String()), trip: Nullable(Type.String()) }),
    billKeys: Type.Array(Type.String()),
    importerNumber: Nullable(Type.String()),
    receivedAt: Instant,
  }),
  example: {
    filingId: exampleOrigin.filingId,
    accountId: exampleOrigin.accountId,
    module: 'entry',
    kind: 'cargo release',
    subject: 'entry:B76-03245278',
    reference: 'B76-0324527-8',
    portCode: '2704',
    modeOfTransport: '11',
    conveyance: { scac: 'MAEU', trip: '0417W' },
    billKeys: ['MAEU260000101'],
    importerNumber: '12-3456789',
    receivedAt: '2026-11-21T20:40:00Z',
  },
});
export type FilingHeld = DataOf<typeof FilingHeld>;
