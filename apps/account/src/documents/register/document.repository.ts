import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import { withMerged } from '../../activity-log/merged-logs';
import { documentKind, type DocumentKindName } from '../checks/document-kinds';
import { documentShown, type DocumentSight } from './document-sight';
import type { DocumentState } from './document.states';
import { addressOfRecord } from './document-subject.rules';
import { retainedUntil } from './retention.rules';

/** An image of a trade record, with what it is linked to and what holds it. */
export interface DocumentView {
  id: string;
  accountId: string;
  name: string;
  kind: string;
  mediaType: string;
  bytes: number;
  /** Of the content, in lower-case hex. */
  sha256: string;
  state: string;
  /** Of a PDF. */
  pages: number | null;
  /** Pixels, of an image. */
  width: number | null;
  height: number | null;
  channel: string;
  receivedAt: Date;
  receivedBy: string;
  /** Why it was refused after it had been received. */
  refusal: string | null;
  deletedAt: Date | null;
  deletedBy: string | null;
  deletedWhy: string | null;
  retainUntil: Date;
  links: DocumentLinkView[];
  /** Legal holds, those lifted too. */
  holds: DocumentHoldView[];
}

export interface DocumentLinkView {
  subject: string;
  /** Path at which the record is looked up: entries, bills and filings at the gateway, requests of CBP here; null where there is none. */
  href: string | null;
  linkedAt: Date;
  linkedBy: string;
}

export interface DocumentHoldView {
  id: string;
  reason: string;
  placedAt: Date;
  placedBy: string;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftedWhy: string | null;
}

export interface NewDocument {
  readonly id: string;
  readonly accountId: string;
  readonly sha256: string;
  readonly name: string;
  readonly kind: DocumentKindName;
  readonly bytes: number;
  readonly state: DocumentState;
  readonly pages: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Text that is searched, beside the name. */
  readonly text: string;
  readonly channel: string;
  readonly receivedBy: string;
}

export interface DocumentSearch {
  /** What is shown to who asks; null: all. */
  readonly sight: DocumentSight | null;
  readonly accountId?: string | undefined;
  readonly subject?: string | undefined;
  readonly contains?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `d.id, d.account_id AS "accountId", d.name, d.kind, d.bytes, d.sha256, d.state, d.pages, d.width, d.height, d.channel,
  d.received_at AS "receivedAt", d.received_by AS "receivedBy", d.refusal, d.deleted_at AS "deletedAt", d.deleted_by AS "deletedBy", d.deleted_why AS "deletedWhy"`;

type DocumentRow = Omit<DocumentView, 'mediaType' | 'retainUntil' | 'links' | 'holds'>;

const viewsOf = async (manager: EntityManager, rows: DocumentRow[], years: number): Promise<DocumentView[]> => {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const links: (Omit<DocumentLinkView, 'href'> & { documentId: string })[] = await manager.query(
    `SELECT document_id AS "documentId", subject, linked_at AS "linkedAt", linked_by AS "linkedBy"
       FROM document_link WHERE document_id = ANY($1::uuid[]) ORDER BY linked_at, subject`,
    [ids],
  );
  const holds: (DocumentHoldView & { documentId: string })[] = await manager.query(
    `SELECT document_id AS "documentId", id, reason, placed_at AS "placedAt", placed_by AS "placedBy", lifted_at AS "liftedAt", lifted_by AS "liftedBy",
            lifted_why AS "liftedWhy" FROM document_hold WHERE document_id = ANY($1::uuid[]) ORDER BY placed_at, id`,
    [ids],
  );
  const own = <T extends { documentId: string }>(all: T[], id: string): Omit<T, 'documentId'>[] =>
    all.filter(({ documentId }) => documentId === id).map(({ documentId: _, ...one }) => one);
  return rows.map((row) => {
    const linked = own(links, row.id);
    return {
      ...row,
      mediaType: documentKind(row.kind).mediaType,
      retainUntil: retainedUntil(
        row.receivedAt,
        linked.map(({ linkedAt }) => linkedAt),
        years,
      ),
      links: linked.map(({ subject, ...link }) => ({ subject, href: addressOfRecord(subject), ...link })),
      holds: own(holds, row.id),
    };
  });
};

/** Documents by id, those behind `after`; `years` of retention. */
export const searchDocuments = async (
  manager: EntityManager,
  { sight, accountId, subject, contains, after, limit }: DocumentSearch,
  years: number,
): Promise<DocumentView[]> => {
  const accountIds = accountId === undefined ? null : await withMerged(manager, accountId);
  const rows: DocumentRow[] = await manager.query(
    `SELECT ${COLUMNS} FROM document d
      WHERE ($1::uuid[] IS NULL OR d.account_id = ANY($1)) AND ($2::uuid IS NULL OR d.id > $2)
        AND ($3::text IS NULL OR d.id IN (SELECT document_id FROM document_link WHERE subject = $3))
        AND ($4::text IS NULL OR d.words @@ websearch_to_tsquery('simple', $4))
        AND ($6::uuid[] IS NULL OR d.account_id = ANY($6)
          OR (cardinality($7::text[]) > 0 AND d.id IN (SELECT document_id FROM document_link WHERE subject LIKE 'entry:%' AND left(subject, 10) = ANY($7))))
        AND ($8 OR d.account_id = ANY($6))
      ORDER BY d.id LIMIT $5`,
    [
      ...[accountIds, after ?? null, subject ?? null, contains ?? null, limit],
      sight && [...sight.own, ...sight.granted],
      sight?.filed ?? [],
      // Who sees a document only for an entry of its own does not find it by records of others.
      sight === null || subject === undefined || sight.filed.some((filed) => subject.startsWith(filed)),
    ],
  );
  const documents = await viewsOf(manager, rows, years);
  return documents.flatMap((document) => documentShown(document, sight) ?? []);
};

/** @param locked so that nobody else changes it until the transaction ends */
export const documentById = async (
  manager: EntityManager,
  id: string,
  years: number,
  { locked = false } = {},
): Promise<DocumentView | null> => {
  const rows: DocumentRow[] = await manager.query(
    `SELECT ${COLUMNS} FROM document d WHERE d.id = $1 ${locked ? 'FOR UPDATE' : ''}`,
    [id],
  );
  return (await viewsOf(manager, rows, years))[0] ?? null;
};

/** The document of an account that has this content and is not deleted. */
export const documentWith = async (
  manager: EntityManager,
  accountId: string,
  sha256: string,
): Promise<{ id: string } | null> => {
  const [row] = await manager.query(
    `SELECT id FROM document WHERE account_id = $1 AND sha256 = $2 AND state IN ('being checked', 'kept') FOR UPDATE`,
    [accountId, sha256],
  );
  return row ?? null;
};

export const insertDocument = async (manager: EntityManager, document: NewDocument, now: Date): Promise<void> => {
  await manager.query(
    `INSERT INTO document (id, account_id, sha256, name, kind, bytes, state, pages, width, height, words, channel, received_at, received_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             to_tsvector('simple', translate($4, '.-_', '   ') || ' ' || $4 || ' ' || $11), $12, $13, $14)`,
    [
      document.id,
      document.accountId,
      document.sha256,
      document.name,
      document.kind,
      document.bytes,
      document.state,
      document.pages,
      document.width,
      document.height,
      document.text,
      document.channel,
      now,
      document.receivedBy,
    ],
  );
};

/** Links what is not linked yet. @returns the subjects that are new */
export const insertLinks = async (
  manager: EntityManager,
  documentId: string,
  subjects: readonly string[],
  by: string,
  now: Date,
): Promise<string[]> => {
  const rows: { subject: string }[] = await insertRows(
    manager,
    'document_link',
    { document_id: 'uuid', subject: 'text', linked_at: 'timestamptz', linked_by: 'text' },
    [...new Set(subjects)].map((subject) => ({
      document_id: documentId,
      subject,
      linked_at: now.toISOString(),
      linked_by: by,
    })),
    'ON CONFLICT DO NOTHING RETURNING subject',
  );
  return rows.map(({ subject }) => subject);
};

/** Changes the state where it still is what was seen. */
export const moveDocument = async (
  manager: EntityManager,
  id: string,
  from: DocumentState,
  to: DocumentState,
  refusal: string | null = null,
): Promise<boolean> => {
  const [rows] = await manager.query(
    'UPDATE document SET state = $3, refusal = $4 WHERE id = $1 AND state = $2 RETURNING id',
    [id, from, to, refusal],
  );
  return rows.length === 1;
};
