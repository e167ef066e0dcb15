import { catalogue } from '#kernel';

const own = 'Portway: an image must be safe to open for whoever looks at it';
const formats = 'CBP Document Image System: PDF preferred, JPEG, PNG, GIF, Word, Excel; no TIF';

const fault = <const C extends string>(code: C, text: string, remedy: string, source = own) => ({
  code,
  text,
  remedy,
  resend: false,
  severity: 'fatal' as const,
  source,
});

/** Why a document is not kept. */
export const documentFaults = catalogue([
  fault('DOC01', 'THE DOCUMENT IS EMPTY', 'Look at the file before you send it; send one that has something in it.'),
  fault(
    'DOC02',
    'THE DOCUMENT IS TOO LARGE',
    'Scan with fewer dots per inch or in grey, or send it in several documents.',
  ),
  fault('DOC03', 'THIS KIND OF FILE IS NOT TAKEN', 'Send a PDF, or a JPEG, PNG, GIF, DOCX or XLSX file.', formats),
  fault('DOC04', 'TIFF IS NOT TAKEN', 'Save or scan it as PDF and send that.', formats),
  fault(
    'DOC05',
    'THE CONTENT IS NOT WHAT ITS TYPE OR NAME SAYS',
    'Send it with the media type and the ending of what it is.',
    formats,
  ),
  fault('DOC06', 'THE DOCUMENT IS CUT OFF', 'Send the whole file; open it first to see that it is complete.'),
  fault(
    'DOC07',
    'THE DOCUMENT CANNOT BE READ',
    'It is damaged. Make it again with the program that wrote it, and send that.',
  ),
  fault(
    'DOC08',
    'THE FILE IS SOMETHING ELSE AT THE SAME TIME',
    'Something is before or behind the document in the file. Save it again from the program that shows it.',
  ),
  fault('DOC09', 'THE DOCUMENT IS ENCRYPTED', 'Save it without a password or restrictions and send that.'),
  fault('DOC10', 'THE PDF CONTAINS A SCRIPT', 'Print it to a new PDF, which has no script, and send that.'),
  fault('DOC11', 'THE PDF STARTS A PROGRAM', 'Print it to a new PDF and send that.'),
  fault('DOC12', 'THE PDF HAS FILES OR MEDIA IN IT', 'Send the embedded files as documents of their own.'),
  fault('DOC13', 'A PART OF THE PDF CANNOT BE LOOKED INTO', 'Print it to a new PDF and send that.'),
  fault('DOC14', 'THE DOCUMENT CONTAINS MACROS OR CONTROLS', 'Save it as DOCX or XLSX without macros, or as PDF.'),
  fault(
    'DOC15',
    'THE DOCUMENT FETCHES PARTS FROM ELSEWHERE',
    'Break the links to templates, pictures and other files, or save it as PDF.',
  ),
  fault('DOC16', 'THE DOCUMENT UNPACKS TO TOO MUCH', 'Save it as PDF, or send it in several documents.'),
  fault(
    'DOC17',
    'THE DOCUMENT HAS ANOTHER FILE IN IT',
    'Send the embedded files as documents of their own, or save it as PDF.',
  ),
  fault(
    'DOC18',
    'THE DOCUMENT COULD NOT BE CHECKED WITHIN ITS LIMITS',
    'It takes too long or too much memory to read. Print it to a new PDF and send that.',
  ),
  fault('DOC19', 'A VIRUS WAS FOUND', 'Clean the machine that it came from; make the document again and send that.'),
]);

export type DocumentFaultCode = (typeof documentFaults.all)[number]['code'];

/** A refusal: the rule, and what exactly was found. */
export interface DocumentFault {
  readonly code: DocumentFaultCode;
  readonly found: string;
}
