import type { EntityManager } from 'typeorm';
import { appendActivity } from '../../activity-log/activity.repository';
import { withMerged } from '../../activity-log/merged-logs';
import { documentActivity, documentSubject } from '../log/document-activity';
import { insertLinks } from './document.repository';

/** What a filing says of documents: references that its filer gave them (SE20 with the qualifier DIS: ACE Cargo Release guide v40, SE20 note 1). */
export interface NamedDocuments {
  readonly accountId: string;
  /** The record that they belong to. */
  readonly subject: string;
  readonly references: readonly string[];
}

const PREFIX = 'reference:';
const BY = 'the filing that names it';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Filings and documents that name the same reference wait for each other: whichever is later links them. */
export const holdReferences = async (manager: EntityManager, references: readonly string[]): Promise<void> => {
  for (const reference of [...new Set(references)].sort())
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`document reference ${reference}`]);
};

/** The references among subjects of a document. */
export const referencesIn = (subjects: readonly string[]): string[] =>
  subjects.flatMap((subject) => (subject.startsWith(PREFIX) ? [subject.slice(PREFIX.length)] : []));

/** Links what filings name and the filer's account has, by the reference it was given or by its id; what is not there yet is remembered. */
export const rememberNamed = async (
  manager: EntityManager,
  named: readonly NamedDocuments[],
  now: Date,
): Promise<void> => {
  await holdReferences(
    manager,
    named.flatMap(({ references }) => references),
  );
  for (const { accountId, subject, references } of named)
    for (const reference of new Set(references)) {
      const isNew: unknown[] = await manager.query(
        'INSERT INTO document_named (account_id, reference, subject, named_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING reference',
        [accountId, reference, subject, now],
      );
      if (isNew.length === 0) continue;
      const found: { id: string; accountId: string; name: string }[] = await manager.query(
        `SELECT d.id, d.account_id AS "accountId", d.name FROM document d
          WHERE d.account_id = ANY($1::uuid[]) AND d.state IN ('being checked', 'kept')
            AND (d.id IN (SELECT document_id FROM document_link WHERE subject = $2) OR d.id = $3::uuid)`,
        [await withMerged(manager, accountId), PREFIX + reference, UUID.test(reference) ? reference : null],
      );
      for (const document of found) await link(manager, document, [subject], now);
    }
};

/** Links a document that has just been given references to what named them before. @returns the records that it was linked to */
export const linkNamed = async (
  manager: EntityManager,
  document: { readonly id: string; readonly accountId: string; readonly name: string },
  linked: readonly string[],
  now: Date,
): Promise<string[]> => {
  const references = referencesIn(linked);
  if (references.length === 0) return [];
  const rows: { subject: string }[] = await manager.query(
    'SELECT DISTINCT subject FROM document_named WHERE account_id = ANY($1::uuid[]) AND reference = ANY($2) ORDER BY subject',
    [await withMerged(manager, document.accountId), references],
  );
  return link(
    manager,
    document,
    rows.map(({ subject }) => subject),
    now,
  );
};

const link = async (
  manager: EntityManager,
  { id, accountId, name }: { readonly id: string; readonly accountId: string; readonly name: string },
  subjects: readonly string[],
  now: Date,
): Promise<string[]> => {
  if (subjects.length === 0) return [];
  const linked = await insertLinks(manager, id, subjects, BY, now);
  await appendActivity(
    manager,
    linked.map((subject) =>
      documentActivity(
        now,
        accountId,
        'documents',
        'document linked',
        subject,
        `${name} (${documentSubject(id)}) was linked by ${BY}`,
      ),
    ),
    now,
  );
  return linked;
};
