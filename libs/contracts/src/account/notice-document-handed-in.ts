import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Instant, Uuid } from '../shapes';

/** A document came, by whatever way, that names a request or notice of a Center by its action number. */
export const NoticeDocumentHandedIn = contract({
  type: 'account.notice-document-handed-in',
  version: 1,
  owner: 'account',
  describes: 'An account handed in a document that answers a request or notice of a Center',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    accountId: Uuid,
    actionNumber: Type.String(),
    documentId: Uuid,
    /** Who handed it in. */
    by: Type.String(),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    actionNumber: 'RI2600000017',
    documentId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    by: 'Maya Chen',
    occurredAt: '2026-12-02T10:00:00.000Z',
  },
});
export type NoticeDocumentHandedIn = DataOf<typeof NoticeDocumentHandedIn>;
