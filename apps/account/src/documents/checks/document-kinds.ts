/** A kind of file that is taken as an image of a trade record. */
export interface DocumentKind {
  readonly kind: 'PDF' | 'JPEG' | 'PNG' | 'GIF' | 'DOCX' | 'XLSX';
  readonly mediaType: string;
  /** What its name may end in, lower case; the first is the usual one. */
  readonly endings: readonly string[];
}

/** CBP's document imaging takes PDF (preferred), images and Word or Excel; TIF never. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  { kind: 'PDF', mediaType: 'application/pdf', endings: ['pdf'] },
  { kind: 'JPEG', mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { kind: 'PNG', mediaType: 'image/png', endings: ['png'] },
  { kind: 'GIF', mediaType: 'image/gif', endings: ['gif'] },
  {
    kind: 'DOCX',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
  },
  { kind: 'XLSX', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
];

export type DocumentKindName = DocumentKind['kind'];

export const documentKind = (name: string): DocumentKind => {
  const found = DOCUMENT_KINDS.find(({ kind }) => kind === name);
  if (!found) throw new Error(`${name} is no kind of document`);
  return found;
};
