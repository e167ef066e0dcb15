import { formatEntryNumber } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { today } from '../days/customs-days';
import { recordAnswers } from '../earlier-answers/earlier-answers';
import type { Specialist } from '../people/center-people';
import type { WorkItem } from '../work/work-item';
import { REJECTION_CODES } from './rejection-codes.table';

interface FindingOnProduct {
  readonly goods: string;
  readonly supplier: string | null;
  readonly tariff: string | null;
  readonly outcome: string;
}

export interface Finding {
  readonly line: string | null;
  readonly code: string;
  /** For the filer. */
  readonly text: string;
  /** For people of the Centers: which goods it is about, and what they are by it. Null where it is about no goods in particular, and in findings of before. */
  readonly product?: FindingOnProduct | null;
}

/** What a review found is found again by whoever asks or decides next. @throws Problem where it departs from earlier decisions */
export const keepFindings = async (
  unit: UnitOfWork,
  item: WorkItem,
  { id, decision, findings }: { readonly id: string; readonly decision: string; readonly findings: readonly Finding[] },
  who: Specialist,
): Promise<void> => {
  if (decision === 'begin review' || findings.length === 0) return;
  const { accountId, heading } = await whose(unit, item);
  await recordAnswers(
    unit,
    findings.map(({ code, text, product = null }, part) => ({
      source: { kind: 'review of a summary', id, number: formatEntryNumber(item.filerCode, item.entryNumber), part },
      stage: 'decision',
      kind: REJECTION_CODES.find((row) => row.code === code)!.kind,
      ...{ accountId, supplier: product?.supplier ?? null, goods: product?.goods ?? null },
      ...{ tariff: product?.tariff ?? heading, outcome: product?.outcome ?? null, text },
      ...{ port: item.portOfEntry, centerId: item.centerId, day: today(unit.now) },
      by: who,
    })),
  );
};

/** The importer's account, or the filer's where none is known; and the heading of the goods, where all have one. */
const whose = async (
  { manager }: UnitOfWork,
  { accountId, importerIdentity, filerCode, entryNumber }: WorkItem,
): Promise<{ accountId: string; heading: string | null }> => {
  const [row]: { account: string | null; headings: string[] | null }[] = await manager.query(
    `SELECT (SELECT account_id FROM importer_account WHERE importer_identity = $1 ORDER BY account_id LIMIT 1) AS account,
            (SELECT array_agg(DISTINCT g ->> 'heading') FROM entry_goods e, jsonb_array_elements(e.goods) AS g WHERE e.entry = $2) AS headings`,
    [importerIdentity, `${filerCode}${entryNumber}`],
  );
  const headings = row!.headings ?? [];
  return { accountId: row!.account ?? accountId, heading: headings.length === 1 ? headings[0]! : null };
};
