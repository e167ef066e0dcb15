import type { EntityManager } from 'typeorm';
import { CAPABILITIES, EntrySummaryFiled, type FilingAnswered, kindOf, type SummaryReported } from '#contracts';
import { insertRows } from '#persistence';

/** Stands for the admission where none was known to who judged, and for what was refused. */
const NO_ADMISSION = '00000000-0000-0000-0000-000000000000';

interface Use {
  readonly code: string;
  readonly admissionId: string;
  readonly accountId: string;
  /** UTC. */
  readonly day: string;
  readonly taken: number;
  readonly refused: number;
}

/** Filings taken under capabilities, by day of acceptance. */
export const usesIn = ({ accountId, capabilities = [], acceptedAt, occurredAt }: SummaryReported): Use[] =>
  capabilities.map(({ code, admissionId }) => ({
    ...{ code, admissionId: admissionId ?? NO_ADMISSION, accountId },
    ...{ day: (acceptedAt ?? occurredAt).slice(0, 10), taken: 1, refused: 0 },
  }));

/** Entry summaries refused because a capability was not open to who filed. */
export const refusedUsesIn = ({ kind, origin, conditions }: FilingAnswered): Use[] =>
  kind !== kindOf(EntrySummaryFiled).kind
    ? []
    : CAPABILITIES.filter(({ condition }) => conditions.some(({ code }) => code === condition)).map(({ code }) => ({
        ...{ code, admissionId: NO_ADMISSION, accountId: origin.accountId },
        ...{ day: origin.receivedAt.slice(0, 10), taken: 0, refused: 1 },
      }));

/** Adds to the counts: one statement, whatever comes. */
export const countUses = async (manager: EntityManager, uses: readonly Use[]): Promise<void> => {
  const sums = new Map<string, Use>();
  for (const use of uses) {
    const key = `${use.code} ${use.day} ${use.accountId} ${use.admissionId}`;
    const { taken = 0, refused = 0 } = sums.get(key) ?? {};
    sums.set(key, { ...use, taken: taken + use.taken, refused: refused + use.refused });
  }
  if (sums.size === 0) return;
  await insertRows(
    manager,
    'capability_use',
    { code: 'text', admission_id: 'uuid', account_id: 'uuid', day: 'date', taken: 'bigint', refused: 'bigint' },
    [...sums.keys()].sort().map((key) => {
      const { code, admissionId, accountId, day, taken, refused } = sums.get(key)!;
      return { code, admission_id: admissionId, account_id: accountId, day, taken, refused };
    }),
    `ON CONFLICT (code, day, account_id, admission_id) DO UPDATE
       SET taken = capability_use.taken + excluded.taken, refused = capability_use.refused + excluded.refused`,
  );
};

export interface UseOfCapability {
  readonly taken: number;
  readonly refused: number;
  readonly byWave: { wave: number | null; taken: number; accounts: number }[];
  /** The most first, at most 500. */
  readonly byAccount: { accountId: string; name: string | null; taken: number; refused: number }[];
}

/** How much a capability was used in the days from `from` up to and without `to`, both UTC. */
export const useOf = async (
  manager: EntityManager,
  code: string,
  from: string,
  to: string,
): Promise<UseOfCapability> => {
  const within = 'u.code = $1 AND u.day >= $2::date AND u.day < $3::date';
  const [total] = await manager.query(
    `SELECT coalesce(sum(taken), 0)::float8 AS taken, coalesce(sum(refused), 0)::float8 AS refused FROM capability_use u WHERE ${within}`,
    [code, from, to],
  );
  const byWave = await manager.query(
    `SELECT a.wave, sum(u.taken)::float8 AS taken, count(DISTINCT u.account_id)::int AS accounts
       FROM capability_use u LEFT JOIN capability_admission a ON a.id = u.admission_id WHERE ${within} AND u.taken > 0 GROUP BY a.wave ORDER BY a.wave`,
    [code, from, to],
  );
  const byAccount = await manager.query(
    `SELECT u.account_id AS "accountId", a.name, sum(u.taken)::float8 AS taken, sum(u.refused)::float8 AS refused
       FROM capability_use u LEFT JOIN account a ON a.id = u.account_id WHERE ${within} GROUP BY 1, 2 ORDER BY 3 DESC, 4 DESC, 1 LIMIT 500`,
    [code, from, to],
  );
  return { ...total, byWave, byAccount };
};
