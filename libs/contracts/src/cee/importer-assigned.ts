import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Nullable } from '../shapes';

/** An importer's account belongs to a Center and team from a day on. Later messages end earlier ones; history is kept. */
export const ImporterAssigned = contract({
  type: 'cee.importer-assigned',
  version: 1,
  owner: 'cee',
  describes: 'An importer of record was assigned to a Center and team from a day on',
  subject: 'the importer: a keyed digest of its number, which may be a social security number',
  schema: Type.Object({
    assignmentId: Type.Integer({ minimum: 1 }),
    importerNumber: Type.String(),
    centerId: Type.String(),
    teamNumber: Nullable(Type.String()),
    from: CustomsDate,
    to: Nullable(CustomsDate),
  }),
  example: {
    assignmentId: 1,
    importerNumber: '12-3456789',
    centerId: 'CEE009',
    teamNumber: '391',
    from: '2026-01-01',
    to: null,
  },
});
export type ImporterAssigned = DataOf<typeof ImporterAssigned>;
