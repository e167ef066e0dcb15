import type { EntityManager, QueryRunner } from 'typeorm';
import type { CapabilityAdmission, CapabilityChanged, CapabilityCode } from '#contracts';
import { insertRows, type MigrationNote, type NotedMigration } from '#persistence';

/** Who would use a capability: by the accounts, and by the numbers and codes, that it may have been opened to. */
export interface Participant {
  readonly accounts: readonly string[];
  /** In normal form: `12-345678900`, `B76`. */
  readonly identities: readonly string[];
}

/** Whether a capability was open to somebody at an instant. */
export interface Admittance {
  readonly allowed: boolean;
  /** Under which admission; null where none was needed, or there is none. */
  readonly admissionId: string | null;
  /** Why not, in words for who asked; null where it is allowed. */
  readonly why: string | null;
}

const OPEN: Admittance = { allowed: true, admissionId: null, why: null };

/** What a service was told of capabilities: as much as the participants at hand need. */
export class Capabilities {
  constructor(private readonly admissions: ReadonlyMap<string, readonly CapabilityAdmission[]>) {}

  /**
   * Whether a capability was open to a participant when its filing was received, however long that waited: what was received under it is finished under
   * it. A capability of which nothing was ever told is open to all.
   */
  allows(code: CapabilityCode, participant: Participant, receivedAt: Date): Admittance {
    const known = this.admissions.get(code);
    if (known === undefined) return OPEN;
    const own = known.filter((admission) => isOf(admission, participant));
    const at = receivedAt.getTime();
    const begun = own.filter(({ from }) => Date.parse(from) <= at);
    const open = begun.find(({ to }) => to === null || at < Date.parse(to));
    if (open) return { allowed: true, admissionId: open.admissionId, why: null };
    const came = `the filing came at ${receivedAt.toISOString()}`;
    const ended = latest(begun.map(({ to }) => to!));
    const begins = latest(own.map(({ from }) => from));
    const why = ended
      ? `It was open to you until ${ended}; ${came}.`
      : begins
        ? `It is open to you from ${begins} on; ${came}.`
        : 'It is open to named accounts first; yours is not among them.';
    return { allowed: false, admissionId: null, why };
  }
}

const latest = (instants: readonly string[]): string | undefined => [...instants].sort().at(-1);

const isOf = ({ who, accountId, identity }: CapabilityAdmission, { accounts, identities }: Participant): boolean => {
  if (who === 'everybody') return true;
  return who === 'account' ? accounts.includes(accountId!) : identities.includes(identity!);
};

/** Keeps what was told of capabilities, in whatever order it comes: of an admission the newest counts. */
export const storeCapabilities = async (manager: EntityManager, told: readonly CapabilityChanged[]): Promise<void> => {
  await insertRows(
    manager,
    'capability_on_file',
    { code: 'text' },
    [...new Set(told.map(({ code }) => code))].sort().map((code) => ({ code })),
    'ON CONFLICT DO NOTHING',
  );
  const newest = new Map<string, { code: string; version: number; admission: CapabilityAdmission }>();
  for (const { code, version, admissions } of told)
    for (const admission of admissions) {
      const known = newest.get(admission.admissionId);
      if (!known || known.version <= version) newest.set(admission.admissionId, { code, version, admission });
    }
  await insertRows(
    manager,
    'capability_admission',
    {
      id: 'uuid',
      code: 'text',
      version: 'int',
      who: 'text',
      account_id: 'uuid',
      identity: 'text',
      valid_from: 'timestamptz',
      valid_to: 'timestamptz',
    },
    [...newest.values()]
      .map(({ code, version, admission: { admissionId, who, accountId, identity, from, to } }) => ({
        ...{ id: admissionId, code, version, who, account_id: accountId, identity, valid_from: from, valid_to: to },
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    `ON CONFLICT (id) DO UPDATE SET version = excluded.version, valid_from = excluded.valid_from, valid_to = excluded.valid_to
       WHERE capability_admission.version < excluded.version`,
  );
};

/** What is known of capabilities for these participants: one look-up, from this service's own copy. */
export const capabilitiesFor = async (
  manager: EntityManager,
  codes: readonly CapabilityCode[],
  participants: readonly Participant[],
): Promise<Capabilities> => {
  const rows: { code: string; admission: CapabilityAdmission | null }[] =
    codes.length === 0
      ? []
      : await manager.query(
          `SELECT c.code, CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('admissionId', a.id, 'who', a.who, 'accountId', a.account_id,
               'identity', a.identity, 'from', ${UTC('a.valid_from')}, 'to', ${UTC('a.valid_to')}) END AS admission
             FROM capability_on_file c LEFT JOIN capability_admission a ON a.code = c.code
              AND (a.who = 'everybody' OR a.account_id = ANY($2::uuid[]) OR a.identity = ANY($3::text[]))
            WHERE c.code = ANY($1::text[])`,
          [
            [...codes],
            [...new Set(participants.flatMap(({ accounts }) => accounts))],
            [...new Set(participants.flatMap(({ identities }) => identities))],
          ],
        );
  const admissions = new Map<string, CapabilityAdmission[]>();
  for (const { code, admission } of rows)
    admissions.set(code, [...(admissions.get(code) ?? []), ...(admission ? [admission] : [])]);
  return new Capabilities(admissions);
};

const UTC = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The copy of capabilities: in every service that judges by one. */
export class CapabilitiesOnFile1764800520000 implements NotedMigration {
  readonly name = 'CapabilitiesOnFile1764800520000';
  readonly note: MigrationNote = {
    expands: 'capabilities and to whom they are open, as the account service told',
    meanwhile: 'a build before takes no message of it and refuses nothing by it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capability_on_file (code text PRIMARY KEY);
      CREATE TABLE capability_admission (
        id uuid PRIMARY KEY,
        code text NOT NULL REFERENCES capability_on_file,
        version int NOT NULL,
        who text NOT NULL,
        account_id uuid,
        identity text,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        CHECK ((who = 'account') = (account_id IS NOT NULL)),
        CHECK ((who IN ('account', 'everybody')) = (identity IS NULL))
      );
      CREATE INDEX capability_admission_of_everybody ON capability_admission (code) WHERE who = 'everybody';
      CREATE INDEX capability_admission_of_account ON capability_admission (account_id, code) WHERE account_id IS NOT NULL;
      CREATE INDEX capability_admission_of_number ON capability_admission (identity, code) WHERE identity IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE capability_admission, capability_on_file');
  }
}
