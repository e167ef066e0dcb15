import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What a Center found in a summary; of all of it where no line is named. */
export const Finding = Type.Object({
  line: Nullable(Type.String()),
  code: Type.String(),
  text: Type.String({ maxLength: 300 }),
});

/**
 * What a Center decided in the review of an entry summary. The entry service carries it out or refuses it, and says which in `entry.summary-reported`: the decision on
 * an entry has one owner.
 */
export const SummaryDecided = contract({
  type: 'cee.summary-decided',
  version: 1,
  owner: 'cee',
  describes: 'A Center took an entry summary under review, ended the review, or rejected the summary',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    decisionId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    decision: OneOf('summary under review', 'summary review ended', 'summary rejected'),
    centerId: Type.String(),
    teamNumber: Nullable(Type.String()),
    /** Codes of the reasons for which it is rejected; the first one stands in UC E1. Empty where it is not. */
    reasonCodes: Type.Array(Type.String({ maxLength: 3 })),
    /** What was found, of the whole summary where no line is named. */
    findings: Type.Array(Finding),
    specialist: Type.String(),
    /** The account of CBP in which the specialist decided. */
    accountId: Uuid,
    occurredAt: Instant,
  }),
  example: {
    decisionId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b01',
    filerCode: 'B76',
    entryNumber: '03245278',
    decision: 'summary rejected',
    centerId: 'CEE009',
    teamNumber: '391',
    reasonCodes: ['R01'],
    findings: [{ line: '001', code: 'R01', text: 'Household articles of plastics are 3924, not 3926' }],
    specialist: 'D. Nakamura',
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type SummaryDecided = DataOf<typeof SummaryDecided>;
