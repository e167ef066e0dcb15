import { Type } from '@sinclair/typebox';
import { exampleOrigin } from '../examples';
import { type AnswerOf, requestContract } from '../request';
import { CarriedRecord, Instant, Nullable, OneOf, Uuid } from '../shapes';

const Text = Nullable(Type.String());

/** Lines of entries that have data for a partner government agency: its worklist, oldest entry first. */
export const AgencyLinesRequest = requestContract({
  name: 'entry.agency-lines',
  version: 1,
  owner: 'entry',
  describes: 'Lines of entries with data for a partner government agency, with the data and what the agency made of it',
  method: 'GET',
  path: '/operations/agency-lines',
  query: Type.Object({
    agency: Type.String({ description: 'Code of Appendix V' }),
    state: Type.Optional(OneOf('open', 'all')),
    entry: Type.Optional(Type.String({ description: 'Only of this entry: filer code and number, eleven characters' })),
    after: Type.Optional(Type.String({ description: 'The `next` of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    entries: Type.Array(
      Type.Object({
        entry: Type.String({ description: 'Entry number as people write it' }),
        entryType: Text,
        port: Nullable(Type.String({ description: 'Code of the port of entry' })),
        modeOfTransport: Text,
        estimatedArrival: Text,
        importerNumber: Nullable(Type.String({ description: 'Null where it is the number of a person' })),
        accountId: Uuid,
        releaseState: Type.String(),
        filedAt: Instant,
        lines: Type.Array(
          Type.Object({
            line: Type.Integer(),
            tariff: Type.Integer(),
            pgaLine: Type.Integer(),
            hts: Text,
            countryOfOrigin: Text,
            program: Type.String(),
            processing: Text,
            disclaimer: Text,
            state: Type.String(),
            since: Instant,
            by: Text,
            note: Text,
            documentType: Text,
            records: Type.Array(CarriedRecord, {
              description: 'OI and PG01 to PG60 as filed, by the names of the message set',
            }),
          }),
        ),
      }),
    ),
    next: Nullable(Type.String({ description: 'The `after` of the next page; null at the end' })),
    asOf: Instant,
  }),
  example: {
    parameters: {},
    query: { agency: 'FDA' },
    answer: {
      entries: [
        {
          ...{ entry: 'B76-0324527-8', entryType: '01', port: '2704', modeOfTransport: '11', estimatedArrival: null },
          ...{ importerNumber: '12-3456789', accountId: exampleOrigin.accountId, releaseState: 'agency review' },
          filedAt: '2026-11-21T14:05:09.120Z',
          lines: [
            {
              ...{ line: 1, tariff: 1, pgaLine: 1, hts: '2009892000', countryOfOrigin: 'MX', program: 'FOO' },
              ...{ processing: 'PRO', disclaimer: null, state: 'under review', since: '2026-11-21T14:05:10.000Z' },
              ...{ by: null, note: null, documentType: null },
              records: [{ record: 'OI', recordIndex: 9, fields: { commercialDescription: 'MANGO JUICE' } }],
            },
          ],
        },
      ],
      next: null,
      asOf: '2026-11-21T14:06:00.000Z',
    },
  },
});
export type AgencyLines = AnswerOf<typeof AgencyLinesRequest>;
