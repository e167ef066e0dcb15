import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { CapabilityChanged, capabilitySubject } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { appendActivity } from '../activity-log/activity.repository';
import type { CapabilityState, WaveState } from './capability.states';

export interface CapabilityRow {
  code: string;
  version: number;
  name: string;
  changes: string;
  judged_by: string;
  state: CapabilityState;
  valid_from: Date;
  valid_to: Date | null;
  registered_at: Date;
  registered_by: string;
  why: string;
}

export interface WaveRow {
  code: string;
  number: number;
  name: string;
  everybody: boolean;
  center: string | null;
  most: number;
  state: WaveState;
  planned_at: Date;
  planned_by: string;
  opened_from: Date | null;
  opened_by: string | null;
  opened_why: string | null;
  closed_from: Date | null;
  closed_by: string | null;
  closed_why: string | null;
}

export type AdmittedAs = 'everybody' | 'account' | 'importer number' | 'filer code' | 'SCAC';

export interface AdmissionRow {
  id: string;
  place: string;
  code: string;
  wave: number;
  who: AdmittedAs;
  account_id: string | null;
  identity: string | null;
  valid_from: Date | null;
  valid_to: Date | null;
  admitted_at: Date;
  admitted_by: string;
  why: string;
  ended_by: string | null;
  end_why: string | null;
}

/** A message names at most so many admissions. */
const TOLD_AT_ONCE = 500;

/** The capability, locked: of two orders about it the second finds what the first left. @throws Problem `not-found` */
export const lockCapability = async (manager: EntityManager, code: string): Promise<CapabilityRow> => {
  const [row]: CapabilityRow[] = await manager.query('SELECT * FROM capability WHERE code = $1 FOR UPDATE', [code]);
  if (!row) throw new Problem('not-found', `There is no capability ${code}.`);
  return row;
};

/** @throws Problem `not-found` */
export const readWave = async (manager: EntityManager, code: string, number: number): Promise<WaveRow> => {
  const [row]: WaveRow[] = await manager.query('SELECT * FROM capability_wave WHERE code = $1 AND number = $2', [
    code,
    number,
  ]);
  if (!row) throw new Problem('not-found', `Capability ${code} has no wave ${number}.`);
  return row;
};

/** Tells the services that judge by the capability of admissions that have an instant to begin at. */
export const tellAdmissions = async (
  { manager, publish }: { manager: EntityManager; publish: UnitOfWork['publish'] },
  { code, name }: Pick<CapabilityRow, 'code' | 'name'>,
  admissions: readonly AdmissionRow[],
): Promise<void> => {
  const told = admissions.flatMap(({ id, who, account_id, identity, valid_from, valid_to }) =>
    valid_from === null
      ? []
      : {
          ...{ admissionId: id, who, accountId: account_id, identity },
          ...{ from: valid_from.toISOString(), to: valid_to?.toISOString() ?? null },
        },
  );
  for (let from = 0; from === 0 || from < told.length; from += TOLD_AT_ONCE) {
    const [[row]]: [{ version: number }[]] = await manager.query(
      'UPDATE capability SET version = version + 1 WHERE code = $1 RETURNING version',
      [code],
    );
    publish(
      CapabilityChanged,
      capabilitySubject(code),
      { code, version: row!.version, name, admissions: told.slice(from, from + TOLD_AT_ONCE) },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
  }
};

/** Writes into the log of each account that admissions are of, directly or by a number that it holds now. */
export const logAdmissions = async (
  { manager, now }: UnitOfWork,
  kind: string,
  admissions: readonly AdmissionRow[],
  by: string,
  summary: string,
): Promise<void> => {
  const holders: { account_id: string }[] = await manager.query(
    `SELECT account_id FROM account_identifier JOIN unnest($1::text[], $2::text[]) AS w(kind, identity) USING (kind, identity) WHERE valid_to IS NULL
     UNION SELECT unnest($3::uuid[])`,
    [
      admissions.flatMap(({ who, identity }) => (identity === null ? [] : [who])),
      admissions.flatMap(({ identity }) => identity ?? []),
      admissions.flatMap(({ account_id }) => account_id ?? []),
    ],
  );
  if (holders.length === 0) return;
  const code = admissions[0]!.code;
  await appendActivity(
    manager,
    holders.map(({ account_id }) => ({
      accountId: account_id,
      occurredAt: now.toISOString(),
      kind,
      channel: 'account',
      transmissionId: null,
      mailboxId: null,
      filingId: null,
      itemKind: 'capability',
      subject: capabilitySubject(code),
      outcome: null,
      disposition: 'processed',
      summary,
      person: by,
    })),
    now,
  );
};
