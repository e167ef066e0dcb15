import type { QueryRunner } from 'typeorm';

/** What the role that a service runs under may do with the tables that its owner's migrations made. */
export interface RunTimeRights {
  /** The service's `DATABASE_URL`, which names the role. */
  readonly url: string;
  /** Tables whose rows are only ever added. */
  readonly appendOnly: readonly string[];
}

interface Relation {
  readonly name: string;
  readonly sequence: boolean;
  readonly held: string[];
}

const EVERY_ROW = ['DELETE', 'INSERT', 'SELECT', 'UPDATE'];
const ADD_ONLY = ['INSERT', 'SELECT'];
/** `setval` too: numbers go on behind a gap where the database was put back. */
const COUNT = ['SELECT', 'UPDATE', 'USAGE'];
/** TypeORM's record of what was made: read by the readiness, written by the owner only. */
const RECORD = 'migration';

/**
 * Gives the run-time role what it needs of every table and sequence, and nothing else: rows may be read and written, those of append-only tables
 * only read and added. It cannot create, alter, drop, truncate or switch off a trigger, because nothing is its own. Only what differs is changed,
 * so that a database at work is not touched. Where one role does both, as on a server of the caller's own, there is nothing to give.
 *
 * @throws Error when the run-time role owns tables itself, or an append-only table does not exist
 */
export const grantRights = async (runner: QueryRunner, { url, appendOnly }: RunTimeRights): Promise<void> => {
  const role = decodeURIComponent(new URL(url).username);
  const [self] = (await runner.query('SELECT current_user AS name, current_database() AS database')) as {
    name: string;
    database: string;
  }[];
  if (!self || role === '' || role === self.name) return;
  await refuseOwner(runner, role, self.name);
  const relations = await relationsOf(runner, role);
  const unknown = appendOnly.filter((table) => !relations.some(({ name, sequence }) => name === table && !sequence));
  if (unknown.length > 0) throw new Error(`There is no table ${unknown.join(', ')} that could be append-only.`);
  const grantee = quoted(role);
  const [has] = (await runner.query(
    `SELECT has_database_privilege($1, current_database(), 'CONNECT') AS enter, has_schema_privilege($1, 'public', 'USAGE') AS use`,
    [role],
  )) as {
    enter: boolean;
    use: boolean;
  }[];
  if (!has?.enter) await runner.query(`GRANT CONNECT ON DATABASE ${quoted(self.database)} TO ${grantee}`);
  if (!has?.use) await runner.query(`GRANT USAGE ON SCHEMA public TO ${grantee}`);
  for (const { name, sequence, held } of relations) {
    const wanted = sequence ? COUNT : name === RECORD ? ['SELECT'] : appendOnly.includes(name) ? ADD_ONLY : EVERY_ROW;
    if (held.join() === wanted.join()) continue;
    const object = `${sequence ? 'SEQUENCE' : 'TABLE'} public.${quoted(name)}`;
    // In one statement, which is one transaction: no service at work is ever without them.
    await runner.query(
      `REVOKE ALL ON ${object} FROM ${grantee}; GRANT ${wanted.join(', ')} ON ${object} TO ${grantee}`,
    );
  }
};

/** A database from before there were two roles: who owns a table cannot be kept from anything. */
const refuseOwner = async (runner: QueryRunner, role: string, owner: string): Promise<void> => {
  const [owned] = (await runner.query(
    `SELECT count(*)::int AS tables FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND pg_get_userbyid(relowner) = $1`,
    [role],
  )) as { tables: number }[];
  if (owned!.tables === 0) return;
  throw new Error(
    `the role ${role} owns ${owned!.tables} tables: a superuser has to hand them over in this database, REASSIGN OWNED BY ${quoted(role)} TO ${quoted(owner)}`,
  );
};

/** What the current role owns, and what of it the other one holds, in alphabetical order. */
const relationsOf = (runner: QueryRunner, role: string): Promise<Relation[]> =>
  runner.query(
    `SELECT c.relname AS name, c.relkind = 'S' AS sequence,
       ARRAY(SELECT a.privilege_type::text FROM aclexplode(c.relacl) a WHERE pg_get_userbyid(a.grantee) = $1 ORDER BY 1) AS held
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND pg_get_userbyid(c.relowner) = current_user
     ORDER BY c.relname`,
    [role],
  ) as Promise<Relation[]>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
