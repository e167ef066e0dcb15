import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';

/** An entry summary was accepted and needs its Center and team. Builds from version 2 of `SummaryReported` on ask with that; what was asked before is answered. */
export const TeamRequested = contract({
  type: 'entry.team-requested',
  version: 1,
  owner: 'entry',
  describes: 'An accepted entry summary needs a Center of Excellence and Expertise and a team',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    /** The filing whose answer waits for the team. */
    filingId: Uuid,
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    entryType: Type.String(),
    summaryVersion: Type.String(),
    importerNumber: Type.String(),
    /** The day whose assignments and authority apply. */
    entryDate: CustomsDate,
    /** One for each line: its number of chapters 1 to 97, or the one of chapter 98 or 99 when it has no other. */
    lines: Type.Array(Type.Object({ hts: Type.String(), valueDollars: Type.Integer({ minimum: 0 }) })),
  }),
  example: {
    filingId: exampleOrigin.filingId,
    accountId: exampleOrigin.accountId,
    filerCode: 'B76',
    entryNumber: '03245278',
    entryType: '01',
    summaryVersion: '00100',
    importerNumber: '12-3456789',
    entryDate: '2026-11-24',
    lines: [{ hts: '3924104000', valueDollars: 10000 }],
  },
});
export type TeamRequested = DataOf<typeof TeamRequested>;
