import { Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { Cents, CustomsDate, Nullable, OneOf } from '../shapes';

/** Continuous bonds of importers, in force or to come: what the importer and bond query shows (revision 7, pp. QIB-10..14). Asked in a body: a number may be a person's. */
export const ImporterBondsRequest = requestContract({
  name: 'entry.importer-bonds',
  version: 1,
  owner: 'entry',
  describes: 'The continuous bonds on which importers are principals or users, in force or to come',
  method: 'POST',
  path: '/operations/importer-bonds',
  body: Type.Object({
    importerNumbers: Type.Array(Type.String(), {
      minItems: 1,
      maxItems: 60,
      description: 'In normal form, `12-345678900`',
    }),
  }),
  answer: Type.Object({
    importers: Type.Array(
      Type.Object({
        importerNumber: Type.String(),
        /** What the register says of the number itself; null where it says nothing. */
        standing: Nullable(OneOf('active', 'inactive', 'voided')),
        bonds: Type.Array(
          Type.Object({
            bondNumber: Type.String(),
            suretyCode: Type.String(),
            activityCode: Type.String({ description: 'As on CBP Form 301: `1`, `1A`, `2`' }),
            amountCents: Cents,
            portFiled: Nullable(Type.String()),
            effectiveOn: CustomsDate,
            terminatesOn: Nullable(CustomsDate),
            sufficient: Nullable(Type.Boolean()),
            userActive: Type.Boolean({ description: 'Whether this importer may use the bond' }),
            userEndsOn: Nullable(CustomsDate),
          }),
        ),
      }),
    ),
  }),
  example: {
    parameters: {},
    query: {},
    answer: {
      importers: [
        {
          importerNumber: '12-345678900',
          standing: null,
          bonds: [
            {
              ...{ bondNumber: '26C000123', suretyCode: '036', activityCode: '1', amountCents: 5_000_000 },
              ...{ portFiled: null, effectiveOn: '2026-01-01', terminatesOn: null, sufficient: true },
              ...{ userActive: true, userEndsOn: null },
            },
          ],
        },
      ],
    },
  },
});
export type ImporterBonds = AnswerOf<typeof ImporterBondsRequest>['importers'][number];
