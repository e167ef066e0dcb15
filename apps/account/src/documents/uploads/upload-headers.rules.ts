import { createHash, type Hash } from 'node:crypto';
import type { FieldError } from '#kernel';
import { isFileName } from '../register/each-document';
import { faultOfSubjects } from '../register/document-subject.rules';

/** What uploads are spoken in, and which extensions of it (https://tus.io/protocols/resumable-upload, 1.0.0). */
export const TUS = {
  version: '1.0.0',
  extensions: 'creation,expiration,checksum,termination',
  checksums: ['sha256', 'sha1'],
} as const;

/** What is said of a document before its content. */
export interface Announced {
  readonly length: number;
  readonly name: string;
  /** Media type that is said of it; null where none is, or that it is just bytes. */
  readonly declared: string | null;
  readonly subjects: readonly string[];
}

const BYTES = 'application/octet-stream';
const WHOLE = /^(0|[1-9]\d{0,14})$/;

/** A header that is a number of bytes; null for one that is none. */
export const bytesOf = (header: unknown): number | null =>
  typeof header === 'string' && WHOLE.test(header) ? Number(header) : null;

/** `filename`, `filetype` and `subjects` of Upload-Metadata (names that browsers' libraries write too: `name`, `type`); others are not read. */
export const announcedBy = (
  headers: Readonly<Record<string, unknown>>,
): { readonly announced: Announced } | { readonly errors: FieldError[] } => {
  const errors: FieldError[] = [];
  const length = bytesOf(headers['upload-length']);
  if (headers['upload-defer-length'] !== undefined)
    errors.push({ at: '/Upload-Defer-Length', text: 'is not taken: the length is said at the beginning' });
  else if (length === null || length === 0)
    errors.push({ at: '/Upload-Length', text: 'must be the number of bytes of the document' });
  const metadata = metadataOf(String(headers['upload-metadata'] ?? ''));
  if (!metadata) errors.push({ at: '/Upload-Metadata', text: 'is not `name base64,name base64` (UTF-8)' });
  const name = metadata?.get('filename') ?? metadata?.get('name') ?? '';
  if (metadata && !isFileName(name))
    errors.push({
      at: '/Upload-Metadata',
      text: 'has no `filename` that is the name of a file: one line of 1 to 200 characters, no folders',
    });
  const type = metadata?.get('filetype') || metadata?.get('type') || BYTES;
  if (type.length > 100) errors.push({ at: '/Upload-Metadata', text: '`filetype` is no media type' });
  const subjects = (metadata?.get('subjects') ?? '').split(',').filter((one) => one !== '');
  const fault = faultOfSubjects(subjects, '/Upload-Metadata');
  if (fault) errors.push(fault);
  if (errors.length > 0) return { errors };
  return { announced: { length: length!, name, declared: type === BYTES ? null : type, subjects } };
};

const metadataOf = (header: string): Map<string, string> | null => {
  const metadata = new Map<string, string>();
  for (const pair of header.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))) {
    const [, key, value = ''] = /^([!-+\--~]+)(?: ([A-Za-z0-9+/]+={0,2})?)?$/.exec(pair) ?? [];
    if (key === undefined) return null;
    const bytes = Buffer.from(value, 'base64');
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) return null;
    metadata.set(key, text);
  }
  return metadata;
};

/** The digest that a piece must have. */
export interface Checksum {
  readonly hash: Hash;
  readonly expected: Buffer;
}

/** @returns null where none is said, `'wrong'` for one that cannot be compared */
export const checksumOf = (header: unknown): Checksum | null | 'wrong' => {
  if (header === undefined) return null;
  const [, algorithm, value] = /^(\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(String(header)) ?? [];
  const known = TUS.checksums.find((one) => one === algorithm);
  if (!known) return 'wrong';
  return { hash: createHash(known), expected: Buffer.from(value!, 'base64') };
};
