import { type Static, Type } from '@sinclair/typebox';
import { requestContract } from '../request';
import { CustomsDate, Nullable } from '../shapes';

const ProtestTold = Type.Object({
  entry: Type.String({ description: 'Filer code and entry number, `B7603245278`' }),
  number: Type.String(),
  type: Type.String({ description: '1 section 514, 2 section 520(c), 3 section 520(d), 4 intervention' }),
  status: Type.String({ description: 'OP, AP, DN, NP, SP, PD, WD or UT' }),
  decidedOn: Nullable(CustomsDate),
});
export type ProtestTold = Static<typeof ProtestTold>;

/** Protests against what was decided on entries: what the entry summary query shows of them (May 2026, p. ESQ-42). */
export const ProtestsRequest = requestContract({
  name: 'cee.protests',
  version: 1,
  owner: 'cee',
  describes: 'Protests on entries, and how they stand',
  method: 'POST',
  path: '/operations/protests',
  body: Type.Object({ entries: Type.Array(Type.String(), { maxItems: 500 }) }),
  answer: Type.Object({ protests: Type.Array(ProtestTold) }),
  example: {
    parameters: {},
    query: {},
    answer: {
      protests: [{ entry: 'B7603245278', number: '270426000017', type: '1', status: 'OP', decidedOn: null }],
    },
  },
});
