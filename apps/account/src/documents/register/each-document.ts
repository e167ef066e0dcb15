import { type FieldError, ONE_LINE } from '#kernel';
import { asProblem, type MessageDisposition, Problem, problems } from '#service';
import { documentFaults } from '../checks/document-faults.table';
import type { DocumentView } from './document.repository';
import type { DocumentRegister, HandedIn } from './document-register';
import { faultOfSubjects } from './document-subject.rules';

/** One of several documents that came in one message. */
export interface OfferedOne {
  readonly name: string;
  /** Media type that is said of it; null for none. */
  readonly declared: string | null;
  /** Null where it is larger than a document may be. */
  readonly content: Buffer | null;
  readonly subjects: readonly string[];
}

/** What became of one of them. */
export interface DocumentResult {
  name: string;
  /** `processed`, `accepted, being processed`, `rejected` (with errors), or `not processed, resend`. */
  disposition: MessageDisposition;
  /** Whether the account had handed in the same content before; null where nothing was kept. */
  repeated: boolean | null;
  document: DocumentView | null;
  errors: FieldError[];
}

/** Whether it is the name of a file without folders, of one line. */
export const isFileName = (name: string): boolean =>
  name.length > 0 && name.length <= 200 && ONE_LINE.test(name) && !/[/\\]/.test(name);

/** Hands in several documents, one after the other. What is wrong with one is said of that one and keeps back no other. */
export const receiveEach = async (
  register: DocumentRegister,
  from: Pick<HandedIn, 'accountId' | 'by' | 'channel'>,
  offered: readonly OfferedOne[],
  maxBytes: number,
): Promise<DocumentResult[]> => {
  const results: DocumentResult[] = [];
  for (const { name, declared, content, subjects } of offered) {
    try {
      refuseBadOnes(name, content, subjects, maxBytes);
      const received = await register.receive({ ...from, name, declared, subjects, content: content! });
      results.push({ name, ...received, errors: [] });
    } catch (error) {
      results.push({ name, repeated: null, document: null, ...refusalOf(asProblem(error)) });
    }
  }
  return results;
};

const refuseBadOnes = (name: string, content: Buffer | null, subjects: readonly string[], maxBytes: number): void => {
  if (content === null) {
    const { text, remedy } = documentFaults.get('DOC02');
    throw new Problem('not-valid', 'The document was not kept.', [
      { at: '/', code: 'DOC02', text: `${text}: more than ${maxBytes} bytes`, remedy },
    ]);
  }
  if (!isFileName(name))
    throw new Problem('not-valid', 'A document has a name.', [
      {
        at: '/name',
        text: `'${name.slice(0, 200)}' is no name of a file: one line of 1 to 200 characters, no folders`,
      },
    ]);
  const fault = faultOfSubjects(subjects);
  if (fault) throw new Problem('not-valid', 'A document is linked to a record by its subject.', [fault]);
};

const refusalOf = ({ kind, detail, errors }: Problem): Pick<DocumentResult, 'disposition' | 'errors'> => ({
  // What exists for no such account, or cannot be done in its state, is refused as the message is.
  disposition: problems[kind].disposition ?? 'rejected',
  errors: errors.length > 0 ? [...errors] : [{ at: '/', text: detail, remedy: problems[kind].remedy }],
});
