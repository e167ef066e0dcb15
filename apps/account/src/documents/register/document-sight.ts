import type { EntityManager } from 'typeorm';
import { type Asking, may } from '#access';
import { entrySubject } from '#contracts';
import { localDate } from '#kernel';
import { withMerged } from '../../activity-log/merged-logs';
import { REQUEST_ZONE } from '../requests/document-request.rules';

/** Which documents are shown to an account. */
export interface DocumentSight {
  /** The account, and those that were merged into it: what it handed in. */
  readonly own: readonly string[];
  /** Accounts whose importers gave it a power of attorney over documents. */
  readonly granted: readonly string[];
  /** What entries of its filer codes begin with: it sees what is linked to them. */
  readonly filed: readonly string[];
}

/** Powers over documents in force that others' importers gave to filer codes; documents are of no port, so only those for all ports. */
const GRANTING = `
  SELECT DISTINCT h.account_id FROM power_of_attorney p
    JOIN importer_with_powers i ON i.id = p.importer_id
    JOIN account_identifier h ON h.kind = 'importer number' AND h.identity = i.identity AND h.valid_to IS NULL
   WHERE p.filer_code = ANY($1) AND 'documents' = ANY(p.scopes) AND p.ports IS NULL AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2)
     AND NOT EXISTS (SELECT FROM power_of_attorney_revocation r WHERE r.power_id = p.id AND (r.revoked_at <= $3 OR r.revoked_from <= $2))`;

/** What who asks is shown at this moment; null: all documents. */
export const documentSight = async (
  manager: EntityManager,
  asking: Asking,
  now = new Date(),
): Promise<DocumentSight | null> => {
  if (may(asking, 'see', 'document', 'any')) return null;
  const own = may(asking, 'see', 'document', 'own') ? await withMerged(manager, asking.account.accountId) : [];
  const { filerCodes } = asking.account;
  if (filerCodes.length === 0 || !may(asking, 'see', 'document', 'granted')) return { own, granted: [], filed: [] };
  const holders: { account_id: string }[] = await manager.query(GRANTING, [
    filerCodes,
    localDate(now, REQUEST_ZONE),
    now,
  ]);
  const granted = await Promise.all(holders.map(({ account_id }) => withMerged(manager, account_id)));
  return {
    own,
    granted: granted.flat(),
    filed: filerCodes.map((filerCode) => entrySubject({ filerCode, entryNumber: '' })),
  };
};

/** Of documents that an account names those that are there, and shown to it: whoever of its people asks. */
export const documentsShown = async (
  manager: EntityManager,
  accountId: string,
  documents: readonly string[],
  now = new Date(),
): Promise<string[]> => {
  const codes: { identity: string }[] = await manager.query(
    `SELECT identity FROM account_identifier WHERE kind = 'filer code' AND account_id = $1 AND valid_to IS NULL`,
    [accountId],
  );
  const filerCodes = codes.map(({ identity }) => identity);
  const holders: { account_id: string }[] =
    filerCodes.length === 0 ? [] : await manager.query(GRANTING, [filerCodes, localDate(now, REQUEST_ZONE), now]);
  const seen = await Promise.all(
    [accountId, ...holders.map(({ account_id }) => account_id)].map((id) => withMerged(manager, id)),
  );
  const rows: { id: string }[] = await manager.query(
    `SELECT d.id FROM document d WHERE d.id = ANY($1::uuid[]) AND d.state IN ('being checked', 'kept')
        AND (d.account_id = ANY($2::uuid[]) OR EXISTS (SELECT FROM document_link l WHERE l.document_id = d.id AND l.subject LIKE ANY($3::text[])))`,
    [documents, seen.flat(), filerCodes.map((filerCode) => `${entrySubject({ filerCode, entryNumber: '' })}%`)],
  );
  return rows.map(({ id }) => id);
};

interface Shown {
  readonly accountId: string;
  readonly links: readonly { readonly subject: string }[];
  readonly holds: readonly unknown[];
}

/** The document as it is shown; null where it does not exist for who asks. Who sees it for an entry of its own is not told of other records and of holds. */
export const documentShown = <T extends Shown>(document: T, sight: DocumentSight | null): T | null => {
  if (sight === null || sight.own.includes(document.accountId)) return document;
  if (sight.granted.includes(document.accountId)) return { ...document, holds: [] };
  const links = document.links.filter(({ subject }) => sight.filed.some((filed) => subject.startsWith(filed)));
  return links.length > 0 ? { ...document, links, holds: [] } : null;
};
