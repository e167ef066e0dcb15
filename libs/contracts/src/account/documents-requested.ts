import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What a filer must hear of a request of CBP for documents: that it was made, and what became of it. */
export const DocumentsRequested = contract({
  type: 'account.documents-requested',
  version: 1,
  owner: 'account',
  describes: 'CBP asked the filer of an entry for documents, or decided on what it was sent',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    accountId: Uuid,
    /** Twelve characters, by which the answer names the request: E2, action identification number. */
    actionNumber: Type.String({ maxLength: 12 }),
    /** UC E1 disposition type: 1 invoice, 2 entry summary package, 3 specific documents. */
    dispositionType: OneOf('1', '2', '3'),
    /** What happened to the request just now. */
    step: OneOf('asked', 'found insufficient', 'overdue', 'accepted', 'withdrawn', 'closed'),
    filerCode: Type.String(),
    entryNumber: Type.String(),
    /** Day by which documents are expected. */
    dueDate: CustomsDate,
    /** Who asks or decides, and the ten digits of a telephone. */
    officer: Type.String({ maxLength: 30 }),
    phone: Nullable(Type.String({ maxLength: 10 })),
    date: CustomsDate,
    remarks: Type.Array(Type.String({ maxLength: 78 })),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    actionNumber: 'DR2600000017',
    dispositionType: '1',
    step: 'asked',
    filerCode: 'B76',
    entryNumber: '03245278',
    dueDate: '2026-12-09',
    officer: 'J. Rivera',
    phone: '2025550100',
    date: '2026-11-24',
    remarks: ['COMMERCIAL INVOICE OF LINES 1 TO 3'],
    occurredAt: '2026-11-24T10:00:00Z',
  },
});
export type DocumentsRequested = DataOf<typeof DocumentsRequested>;
