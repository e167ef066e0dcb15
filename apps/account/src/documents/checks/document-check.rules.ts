import { ok, refused, type Result } from '#kernel';
import type { DocumentFault } from './document-faults.table';
import { DOCUMENT_KINDS, documentKind, type DocumentKindName } from './document-kinds';
import { checkedGif, checkedJpeg, checkedPng, type ImageSize } from './image.rules';
import { checkedOffice } from './office.rules';
import { checkedPdf } from './pdf.rules';
import { endsLikeZip, type ZipLimits } from './zip.rules';

export interface DocumentLimits extends ZipLimits {
  /** Bytes of a document as it is sent. */
  readonly documentBytes: number;
}

/** A document as it is offered. */
export interface OfferedDocument {
  readonly content: Buffer;
  readonly name: string;
  /** Media type that its sender says; null where none is said, or that it is just bytes. */
  readonly declared: string | null;
}

export interface CheckedDocument {
  readonly kind: DocumentKindName;
  /** Pixels, of images. */
  readonly size: ImageSize | null;
}

const STARTS: readonly [
  start: number[],
  kind: Exclude<DocumentKindName, 'DOCX' | 'XLSX'> | 'packed' | 'TIFF' | 'old office',
][] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'PDF'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'PNG'],
  [[0x47, 0x49, 0x46, 0x38, 0x37, 0x61], 'GIF'],
  [[0x47, 0x49, 0x46, 0x38, 0x39, 0x61], 'GIF'],
  [[0x50, 0x4b, 0x03, 0x04], 'packed'],
  [[0x49, 0x49, 0x2a, 0x00], 'TIFF'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'TIFF'],
  [[0x49, 0x49, 0x2b, 0x00], 'TIFF'],
  [[0x4d, 0x4d, 0x00, 0x2b], 'TIFF'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'old office'],
];

/** "EncryptedPackage" in UTF-16: a DOCX or XLSX with a password is kept in the container of the old formats. */
const WITH_PASSWORD = Buffer.from('EncryptedPackage', 'utf16le');

const IMAGES = { JPEG: checkedJpeg, PNG: checkedPng, GIF: checkedGif } as const;

/** Whether a document may be kept, by its content first, then by whether its type and name say the same. */
export const checkedDocument = (
  { content, name, declared }: OfferedDocument,
  limits: DocumentLimits,
): Result<CheckedDocument, DocumentFault> => {
  if (content.length === 0) return refused({ code: 'DOC01', found: '0 bytes' });
  if (content.length > limits.documentBytes)
    return refused({ code: 'DOC02', found: `${content.length} bytes; at most ${limits.documentBytes} are taken` });
  const checked = checkedContent(content, limits);
  if (!checked.ok) return checked;
  const { mediaType, endings } = documentKind(checked.value.kind);
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase();
  if (declared !== null && declared.toLowerCase() !== mediaType)
    return refused({ code: 'DOC05', found: `the content is ${checked.value.kind}, the type says ${declared}` });
  if (ending === undefined || !endings.includes(ending))
    return refused({
      code: 'DOC05',
      found: `the content is ${checked.value.kind}, so the name must end in .${endings.join(' or .')}`,
    });
  return checked;
};

const checkedContent = (content: Buffer, limits: DocumentLimits): Result<CheckedDocument, DocumentFault> => {
  const [, kind] = STARTS.find(([start]) => content.subarray(0, start.length).equals(Buffer.from(start))) ?? [];
  if (kind === 'TIFF') return refused({ code: 'DOC04', found: 'TIFF' });
  if (kind === 'old office')
    return content.includes(WITH_PASSWORD)
      ? refused({ code: 'DOC09', found: 'an office document with a password' })
      : refused({ code: 'DOC03', found: 'a file of the old Word or Excel formats' });
  if (kind === 'packed') {
    const office = checkedOffice(content, limits);
    return office.ok ? ok({ ...office.value, size: null }) : office;
  }
  if (kind === 'PDF') {
    const pdf = checkedPdf(content, limits.bytes);
    return pdf.ok ? ok({ ...pdf.value, size: null }) : pdf;
  }
  if (kind === undefined)
    return refused({ code: 'DOC03', found: `none of ${DOCUMENT_KINDS.map((one) => one.kind).join(', ')}` });
  if (endsLikeZip(content)) return refused({ code: 'DOC08', found: 'a packed archive' });
  const image = IMAGES[kind](content);
  return image.ok ? ok({ kind, size: image.value }) : image;
};
