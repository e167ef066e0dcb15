import { Type } from '@sinclair/typebox';
import { exampleOrigin } from '../examples';
import { requestContract } from '../request';
import { Uuid } from '../shapes';

const ID = '0197a6c4-31f0-7c11-8f6e-0d0b7f6f1a01';

/** Whether documents that an account names in an answer are there, and for it to see: its own, those of who gave it a power over documents, and those of entries that it filed. */
export const DocumentsKnownRequest = requestContract({
  name: 'account.documents-known',
  version: 1,
  owner: 'account',
  describes: 'Which of the documents that an account names are there, and for it to see',
  method: 'POST',
  path: '/operations/known-documents',
  body: Type.Object({ accountId: Uuid, documents: Type.Array(Uuid, { maxItems: 500 }) }),
  answer: Type.Object({ known: Type.Array(Uuid) }),
  example: { parameters: {}, query: {}, answer: { known: [exampleOrigin.accountId, ID] } },
});
