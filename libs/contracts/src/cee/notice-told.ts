import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What happens to a request or notice of a Center, as its life cycle names it. */
export const NOTICE_STEPS = [
  'issued',
  'answered',
  'agreed',
  'disagreed',
  'marked',
  'redelivered',
  'document handed in',
  'found sufficient',
  'found insufficient',
  'more time given',
  'overdue',
  'action ordered',
  'carried out',
  'refused',
  'closed',
  'withdrawn',
] as const;

/**
 * A step of a request for information (CF-28), a notice of action (CF-29) or a notice to mark or redeliver (CF-4647), one message to each account that it concerns: the
 * importer of record and the filer of the entry. `version` grows by one with each step of the notice.
 */
export const NoticeTold = contract({
  type: 'cee.notice-told',
  version: 1,
  owner: 'cee',
  describes:
    'A Center asked an importer for information, gave notice of an action or of marking or redelivery, or something became of that',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    /** Who is told. */
    accountId: Uuid,
    to: OneOf('importer', 'filer', 'importer and filer'),
    /** Twelve characters, by which answers and documents name the notice: E2, action identification number. */
    actionNumber: Type.String({ maxLength: 12 }),
    version: Type.Integer({ minimum: 1 }),
    form: OneOf('CF-28', 'CF-29', 'CF-4647'),
    step: OneOf(...NOTICE_STEPS),
    /** Where it stands after the step. */
    state: Type.String(),
    /** Whether answers and documents are still taken. */
    takesAnswers: Type.Boolean(),
    filerCode: Type.String(),
    entryNumber: Type.String(),
    /** The last day for an answer while one is awaited. */
    dueDate: Nullable(CustomsDate),
    /** `NOTELG` where the port of entry issued it. */
    centerId: Type.String(),
    teamNumber: Nullable(Type.String()),
    /** Who asks or decides, and the ten digits of a telephone. */
    officer: Type.String({ maxLength: 30 }),
    phone: Nullable(Type.String({ maxLength: 10 })),
    date: CustomsDate,
    remarks: Type.Array(Type.String({ maxLength: 78 }), { maxItems: 7 }),
    portOfEntry: Type.Optional(Nullable(Type.String())),
    /** Where the whole document is read, at the cee service. */
    documentPath: Type.String(),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    to: 'filer',
    actionNumber: 'RI2600000017',
    version: 1,
    form: 'CF-28',
    step: 'issued',
    state: 'issued',
    takesAnswers: true,
    filerCode: 'B76',
    entryNumber: '03245278',
    dueDate: '2026-12-29',
    centerId: 'CEE009',
    teamNumber: '391',
    officer: 'D. Nakamura',
    phone: '2025550100',
    date: '2026-11-27',
    remarks: ['CF-28 REQUEST FOR INFORMATION', 'ANSWER BY 2026-12-29', 'WHAT ARE THE TRAYS OF LINE 001 USED FOR?'],
    documentPath: '/notices/RI2600000017/document',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type NoticeTold = DataOf<typeof NoticeTold>;
