import { Type } from '@sinclair/typebox';
import { Finding } from '../cee/summary-decided';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';

/** Something about an entry summary on file that its filer must be told outside an AX answer: the UC notification. */
export const SummaryStatusChanged = contract({
  type: 'entry.summary-status-changed',
  version: 1,
  owner: 'entry',
  describes: 'The filer of an entry summary must be told of its team or of a decision on it',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    portOfEntry: Nullable(Type.String()),
    brokerReference: Nullable(Type.String()),
    /** UC E1 disposition type; `T` is Portway's own for a team that was pending when the summary was answered. */
    dispositionType: Type.String(),
    /** 1 manual, 2 automatic. */
    source: Type.String(),
    teamNumber: Nullable(Type.String()),
    centerId: Nullable(Type.String()),
    reasonCode: Nullable(Type.String()),
    date: CustomsDate,
    remarks: Type.Array(Type.String({ maxLength: 78 })),
    occurredAt: Instant,
    /** Of a rejection by a Center: all that was found. */
    findings: Type.Optional(Type.Array(Finding)),
    /** Of a rejection: the last day on which the summary is sent again in time, before relief (19 CFR 141.64). */
    resubmitBy: Type.Optional(CustomsDate),
  }),
  example: {
    accountId: exampleOrigin.accountId,
    filerCode: 'B76',
    entryNumber: '03245278',
    portOfEntry: '2704',
    brokerReference: 'PW0001',
    dispositionType: 'T',
    source: '2',
    teamNumber: '391',
    centerId: 'CEE009',
    reasonCode: null,
    date: '2026-11-24',
    remarks: ['CENTER CEE009 TEAM 391 ASSIGNED'],
    occurredAt: '2026-11-24T10:00:00Z',
  },
});
export type SummaryStatusChanged = DataOf<typeof SummaryStatusChanged>;
