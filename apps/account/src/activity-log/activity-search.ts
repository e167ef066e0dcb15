import type { EntityManager } from 'typeorm';
import type { ChainedEntry } from './activity-chain.rules';
import { entryOf } from './activity.repository';

/** What is looked for; each that is named must fit. Instants are ISO 8601. */
export interface ActivitySearch {
  /** Logs to look in, one or several; all where it is missing. */
  readonly accounts?: readonly string[];
  readonly subject?: string;
  readonly person?: string;
  readonly port?: string;
  readonly center?: string;
  readonly kind?: string;
  /** The first instant of recording, and the one behind the last. */
  readonly from?: string;
  readonly to?: string;
}

/** Where a page ended. */
export interface SearchedUpTo {
  readonly recordedAt: string;
  readonly accountId: string;
  readonly sequence: number;
}

const EQUAL = { subject: 'subject', person: 'person', port: 'port', center: 'center', kind: 'kind' } as const;

/**
 * Entries that fit, behind where the last page ended: of one log in its order, of several and of all in the order of recording.
 */
export const searchActivity = async (
  manager: EntityManager,
  search: ActivitySearch,
  after: SearchedUpTo | null,
  limit: number,
): Promise<ChainedEntry[]> => {
  const [conditions, values]: [string[], unknown[]] = [[], []];
  const given = (value: unknown): string => `$${values.push(value)}`;
  for (const [name, column] of Object.entries(EQUAL)) {
    const value = search[name as keyof typeof EQUAL];
    if (value !== undefined) conditions.push(`${column} = ${given(value)}`);
  }
  if (search.from !== undefined) conditions.push(`recorded_at >= ${given(search.from)}::timestamptz`);
  if (search.to !== undefined) conditions.push(`recorded_at < ${given(search.to)}::timestamptz`);
  const [only, ...others] = search.accounts ?? [];
  const isOne = only !== undefined && others.length === 0;
  if (isOne) {
    conditions.push(`account_id = ${given(only)}::uuid`);
    if (after) conditions.push(`sequence > ${given(after.sequence)}::bigint`);
  } else if (search.accounts) conditions.push(`account_id = ANY(${given(search.accounts)}::uuid[])`);
  if (after && !isOne)
    conditions.push(
      `(recorded_at, account_id, sequence) > (${given(after.recordedAt)}::timestamptz, ${given(after.accountId)}::uuid, ${given(after.sequence)}::bigint)`,
    );
  const rows: Record<string, any>[] = await manager.query(
    `SELECT * FROM activity ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY ${isOne ? 'sequence' : 'recorded_at, account_id, sequence'} LIMIT ${given(limit)}`,
    values,
  );
  return rows.map(entryOf);
};

/** Where a page ended, as its reader hands it back. */
export const cursorOf = ({ recordedAt, accountId, sequence }: SearchedUpTo): string =>
  `${recordedAt}~${accountId}~${sequence}`;

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(\d{1,15})$/;

/** The same read back; null where it is none that was handed out. */
export const searchedUpTo = (cursor: string): SearchedUpTo | null => {
  const [, recordedAt, accountId, sequence] = CURSOR.exec(cursor) ?? [];
  if (!recordedAt || Number.isNaN(Date.parse(recordedAt))) return null;
  return { recordedAt, accountId: accountId!, sequence: Number(sequence) };
};
