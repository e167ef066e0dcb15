import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Nullable, Uuid } from '../shapes';

/** The Center and team of one entry summary. `PNDING` when it cannot be told yet, `NOTELG` when the entry is not eligible. */
export const TeamAssigned = contract({
  type: 'cee.team-assigned',
  version: 1,
  owner: 'cee',
  describes: 'A Center and a team were assigned to an entry summary',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    /** The filing that asked for it; null when an importer's assignment brought it later. */
    filingId: Nullable(Uuid),
    filerCode: Type.String(),
    entryNumber: Type.String(),
    summaryVersion: Type.String(),
    importerNumber: Type.String(),
    /** CEE001 to CEE010, PNDING or NOTELG. */
    centerId: Type.String(),
    teamNumber: Nullable(Type.String()),
    /** `account`, or `predominant chapter`, or why there is none. */
    basis: Type.String(),
    /** The work list of that team has it; left out where the list waits until entry tells it. */
    kept: Type.Optional(Type.Literal(true)),
  }),
  example: {
    filingId: exampleOrigin.filingId,
    filerCode: 'B76',
    entryNumber: '03245278',
    summaryVersion: '00100',
    importerNumber: '12-3456789',
    centerId: 'CEE009',
    teamNumber: '391',
    basis: 'predominant chapter 39',
  },
});
export type TeamAssigned = DataOf<typeof TeamAssigned>;
