import { ok, refused, type Result } from '#kernel';
import type { DocumentFault } from './document-faults.table';

/** So much of the text is searched. */
const MOST_CHARACTERS = 200_000;

export interface PdfText {
  readonly pages: number;
  readonly text: string;
}

/**
 * Pages and text of a PDF file, as pdf.js reads it; it also says whether it finds scripts, files or a password that were hidden from plain sight. To be
 * called where nothing else is held up.
 */
export const readPdf = async (content: Buffer): Promise<Result<PdfText, DocumentFault>> => {
  const { extractText, getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(new Uint8Array(content), { verbosity: 0 });
    if (await pdf.getJSActions()) return refused({ code: 'DOC10', found: 'an action with JavaScript' });
    if (await pdf.getAttachments()) return refused({ code: 'DOC12', found: 'an embedded file' });
    const { totalPages, text } = await extractText(pdf, { mergePages: true });
    if (totalPages === 0) return refused({ code: 'DOC07', found: 'it has no pages' });
    return ok({ pages: totalPages, text: text.replaceAll('\0', ' ').slice(0, MOST_CHARACTERS) });
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'PasswordException'
      ? refused({ code: 'DOC09', found: 'a password' })
      : refused({ code: 'DOC07', found: message.slice(0, 100) });
  }
};
