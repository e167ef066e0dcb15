import type { EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { accountSubject, actOfCbp, CeeInteractionRecorded, EntrySummaryFiled, entrySubject, kindOf } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation } from '#service';
import type { WorkItem } from './work-item';

type Entry = Pick<WorkItem, 'filerCode' | 'entryNumber' | 'accountId' | 'importerIdentity' | 'centerId'>;

/** The account that has an importer's number now; null where none has. */
export const importerAccountOf = async (
  manager: Pick<EntityManager, 'query'>,
  importerIdentity: string | null,
): Promise<string | null> =>
  importerIdentity === null
    ? null
    : ((await importerAccountsOf(manager, [importerIdentity])).get(importerIdentity) ?? null);

/** By importer; those without an account are not in it. */
export const importerAccountsOf = async (
  manager: Pick<EntityManager, 'query'>,
  importerIdentities: readonly string[],
): Promise<Map<string, string>> => {
  const rows: { importer: string; id: string }[] = await manager.query(
    `SELECT DISTINCT ON (i.importer_identity) i.importer_identity AS importer, i.account_id AS id FROM importer_account i JOIN account a ON a.id = i.account_id
      WHERE a.active AND i.importer_identity = ANY($1::text[]) ORDER BY i.importer_identity, a.id`,
    [importerIdentities],
  );
  return new Map(rows.map(({ importer, id }) => [importer, id]));
};

/** Whom a decision on an entry concerns: its filer, and the importer of record where that has an account. */
const concerned = async (manager: EntityManager, item: Entry): Promise<string[]> => {
  const importer = await importerAccountOf(manager, item.importerIdentity);
  return [...new Set([item.accountId, ...(importer === null ? [] : [importer])])].sort();
};

/** What CBP decided on an entry, into the activity logs of its filer and its importer. */
export const tellOfDecision = async (
  unit: UnitOfWork,
  { person, account }: Asking,
  item: Entry,
  disposition: string,
  what: string,
): Promise<void> => {
  const subject = entrySubject(item);
  for (const accountId of await concerned(unit.manager, item))
    unit.publish(
      CeeInteractionRecorded,
      accountSubject(accountId),
      actOfCbp(
        {
          ...{ accountId, kind: 'decided', person: person ?? account.name, disposition, center: item.centerId },
          what: `${what}: entry ${item.filerCode}-${item.entryNumber}`,
          records: [{ kind: kindOf(EntrySummaryFiled).kind, subject, outcome: disposition }],
        },
        unit.now,
      ),
      { correlationId: currentCorrelation() ?? accountId },
    );
};
