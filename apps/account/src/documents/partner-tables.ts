import { catalogueTable } from '#kernel';
import { documentFaults } from './checks/document-faults.table';
import { DOCUMENT_KINDS } from './checks/document-kinds';
import { LINKED_RECORDS } from './register/document-subject.rules';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Generated sections of docs/partners/documents.md, by the name they carry there. */
export const documentsPartnerTables = (): Readonly<Record<string, string>> => ({
  kinds: table(
    ['kind', 'media type', 'name ends in'],
    DOCUMENT_KINDS.map(({ kind, mediaType, endings }) => [
      kind,
      `\`${mediaType}\``,
      endings.map((ending) => `.${ending}`).join(', '),
    ]),
  ),
  records: table(
    ['a document belongs to', 'written as'],
    LINKED_RECORDS.map(({ record, example }) => [record, `\`${example}\``]),
  ),
  refusals: catalogueTable(documentFaults.all),
});
