import type { Readable } from 'node:stream';
import type { IncomingHttpHeaders } from 'node:http';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { Problem } from '#service';

/** A file of a form, with the records that the form says it belongs to. */
export interface FormFile {
  readonly name: string;
  /** Media type that the form says of it; null where it says only that it is bytes. */
  readonly declared: string | null;
  /** Null where it is larger than a document may be: then nothing of it was kept. */
  readonly content: Buffer | null;
  readonly subjects: readonly string[];
}

/** The fields that a form may have beside its files. */
const SUBJECTS = 'subjects';
export const MOST_FILES = 20;
const MOST_FIELD_BYTES = 2_000;
const BYTES = 'application/octet-stream';

const wrong = (detail: string): Problem =>
  new Problem('not-valid', `The form cannot be taken; nothing of it was kept. ${detail}`);

/**
 * Reads a form (multipart/form-data, RFC 7578) as it comes. `subjects` counts for the files behind it, up to the next `subjects`. Of a file that is larger than a document
 * may be no more than that is held. A file field that was left empty is no file.
 *
 * @throws Problem `not-readable` for no form, `not-valid` for fields that are none of it; whatever ended the body before its end
 */
export const readDocumentForm = (
  payload: Readable,
  headers: IncomingHttpHeaders,
  documentBytes: number,
): Promise<FormFile[]> =>
  new Promise((resolve, reject) => {
    const files: FormFile[] = [];
    let subjects: readonly string[] = [];
    let waiting = 0;
    let ended = false;
    const fail = (error: Error): void => {
      payload.unpipe();
      payload.resume();
      reject(error);
    };
    const unreadable = (error: Error): void => fail(new Problem('not-readable', `This is no form: ${error.message}.`));
    let form: BusboyInstance;
    try {
      form = new Busboy({
        headers: headers as BusboyHeaders,
        limits: {
          fileSize: documentBytes,
          files: MOST_FILES,
          fields: MOST_FILES,
          fieldSize: MOST_FIELD_BYTES,
          headerPairs: 20,
          headerSize: 8_192,
        },
      });
    } catch (error) {
      return unreadable(error as Error);
    }
    const done = (): void => {
      if (ended && waiting === 0) resolve(files.filter(({ name, content }) => name !== '' || content?.length !== 0));
    };
    form.on('file', (_field, stream, name, _encoding, mediaType) => {
      const pieces: Buffer[] = [];
      const place = files.push({ name: '', declared: null, content: Buffer.alloc(0), subjects }) - 1;
      const file = { name: name ?? '', declared: mediaType === BYTES ? null : mediaType, subjects };
      waiting += 1;
      let isCut = false;
      stream
        .on('limit', () => {
          isCut = true;
          pieces.length = 0;
        })
        .on('data', (piece: Buffer) => isCut || pieces.push(piece))
        .on('error', unreadable)
        .on('end', () => {
          files[place] = { ...file, content: isCut ? null : Buffer.concat(pieces) };
          pieces.length = 0;
          waiting -= 1;
          done();
        });
    });
    form.on('field', (field, value, fieldTruncated, valueTruncated) => {
      if (field !== SUBJECTS || fieldTruncated)
        fail(wrong(`It has a field '${field.slice(0, 50)}'; beside files there is only '${SUBJECTS}'.`));
      else if (valueTruncated) fail(wrong(`A field '${SUBJECTS}' has more than ${MOST_FIELD_BYTES} bytes.`));
      else subjects = value.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
    });
    form.on('filesLimit', () => fail(wrong(`It has more than ${MOST_FILES} files.`)));
    form.on('fieldsLimit', () => fail(wrong(`It has more than ${MOST_FILES} fields.`)));
    form.on('error', (error) => unreadable(error as Error));
    form.on('finish', () => {
      ended = true;
      done();
    });
    payload.on('error', fail);
    payload.pipe(form);
  });
