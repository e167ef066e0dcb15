import { parentPort, workerData } from 'node:worker_threads';
import { ok, refused, type Result } from '#kernel';
import type { DocumentFault } from './document-faults.table';
import {
  checkedDocument,
  type CheckedDocument,
  type DocumentLimits,
  type OfferedDocument,
} from './document-check.rules';
import { type PdfText, readPdf } from './pdf-text';

/** What is found in a document that may be kept. */
export type InspectedDocument = CheckedDocument & { readonly pdf: PdfText | null };

export interface Inspection {
  readonly offered: Omit<OfferedDocument, 'content'> & { readonly content: Uint8Array };
  readonly limits: DocumentLimits;
}

const inspected = async ({ offered, limits }: Inspection): Promise<Result<InspectedDocument, DocumentFault>> => {
  const content = Buffer.from(offered.content.buffer, offered.content.byteOffset, offered.content.byteLength);
  const checked = checkedDocument({ ...offered, content }, limits);
  if (!checked.ok) return checked;
  if (checked.value.kind !== 'PDF') return ok({ ...checked.value, pdf: null });
  const pdf = await readPdf(content);
  return pdf.ok ? ok({ ...checked.value, pdf: pdf.value }) : pdf;
};

/** What nobody foresaw in a document is a fault of the document. */
const unreadable = (): Result<never, DocumentFault> => refused({ code: 'DOC07', found: 'nothing that could be named' });

void inspected(workerData as Inspection)
  .catch(unreadable)
  .then((result) => parentPort!.postMessage(result));
