import { randomBytes, randomUUID } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Foreseen, messageOf } from './failure';
import type { Secrets } from './secrets';

/** The two ways to a service's database. */
export interface DatabaseUrls {
  /** For the service: a role that owns nothing and has what the owner gave it. */
  readonly url: string;
  /** For its migrations: the role that owns the database and all that is in it. */
  readonly ownerUrl: string;
}

export interface DatabaseOptions {
  /** Where passwords are kept; without it each call makes new ones. */
  readonly secrets?: Secrets;
  /** The server may serve other installations too: each database carries the mark of the one it belongs to. */
  readonly lent?: boolean;
  /** How many connections a service may have at a time; one that runs wild must leave the others theirs. */
  readonly connections?: (name: string) => number;
}

/** Connections of one process where nothing is said: the POOL_SIZE of every service. */
export const POOL_SIZE = 16;
/** Three replicas, or two and one that takes the place of another. */
const CONNECTIONS = 3 * POOL_SIZE;
/** Of the owner: several replicas may bring the database up to date at a time, with two each. */
const OWNER_CONNECTIONS = 24;

/**
 * Gives every service a database of its own on one server and two roles for it, so that no service can read another's tables, and none can change
 * how its own are made. Running it again changes nothing but passwords and the number of connections. A database from before there were two roles
 * is handed to the owner, and the role that had it becomes the run-time role.
 *
 * @param adminUrl a role that may create roles and databases
 * @throws Foreseen when the server does not answer, does not permit it, or has these databases for another installation
 */
export async function prepareDatabases<Name extends string>(
  adminUrl: string,
  names: readonly Name[],
  options: DatabaseOptions = {},
): Promise<Record<Name, DatabaseUrls>> {
  const { secrets, lent = false } = options;
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Foreseen(`The database server at ${withoutPassword(adminUrl)} does not answer (${messageOf(error)}).`);
  }
  try {
    if (lent && secrets) for (const name of names) await refuseForeign(client, adminUrl, name, secrets);
    const urls = {} as Record<Name, DatabaseUrls>;
    for (const name of names) urls[name] = await prepareDatabase(client, adminUrl, name, options);
    return urls;
  } catch (error) {
    if (error instanceof Foreseen) throw error;
    throw new Foreseen(
      `The databases could not be prepared at ${withoutPassword(adminUrl)}: ${messageOf(error)}. The role needs CREATEROLE and CREATEDB.`,
    );
  } finally {
    await client.end();
  }
}

/** Another installation's services live by the password that would be changed here. A database without a mark is ours when its password is. */
async function refuseForeign(client: Client, adminUrl: string, name: string, secrets: Secrets): Promise<void> {
  const role = roleOf(name);
  const { rows } = await client.query<{ mark: string | null }>(
    `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
    [role],
  );
  if (rows.length === 0) return;
  const own = markOf(secrets);
  const mark = rows[0]?.mark ?? null;
  if (
    mark === own ||
    (mark === null && (await opens(urlOf(adminUrl, role, secrets.get(`database ${name}`, newPassword)))))
  )
    return;
  throw new Foreseen(
    `The database ${role} at ${withoutPassword(adminUrl)} belongs to another installation of Portway: give this one a server of its own in DATABASE_URL, ` +
      `or, if the other is gone for good, take over each of its databases: COMMENT ON DATABASE ${role} IS '${own}'.`,
  );
}

function markOf(secrets: Secrets): string {
  return `Portway installation ${installationOf(secrets)}`;
}

/** What tells this installation from every other one. */
export function installationOf(secrets: Secrets): string {
  return secrets.get('installation', randomUUID);
}

async function opens(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function newPassword(): string {
  return randomBytes(18).toString('hex');
}

function roleOf(name: string): string {
  return `portway_${name.replaceAll('-', '_')}`;
}

function urlOf(adminUrl: string, role: string, password: string, database = role): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

async function prepareDatabase(
  client: Client,
  adminUrl: string,
  name: string,
  { secrets, connections }: DatabaseOptions,
): Promise<DatabaseUrls> {
  const role = roleOf(name);
  const owner = `${role}_owner`;
  const password = secrets?.get(`database ${name}`, newPassword) ?? newPassword();
  const ownerPassword = secrets?.get(`database ${name} owner`, newPassword) ?? newPassword();
  await prepareRole(client, role, password, connections?.(name) ?? CONNECTIONS);
  await prepareRole(client, owner, ownerPassword, OWNER_CONNECTIONS);
  const database = escapeIdentifier(role);
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [role],
  );
  if (rows.length === 0) await client.query(`create database ${database} owner ${escapeIdentifier(owner)}`);
  else if (rows[0]?.owner !== owner) await handOver(client, adminUrl, role, owner);
  await client.query(
    `revoke all on database ${database} from public; grant connect on database ${database} to ${database}`,
  );
  if (secrets) await client.query(`comment on database ${database} is ${escapeLiteral(markOf(secrets))}`);
  return { url: urlOf(adminUrl, role, password), ownerUrl: urlOf(adminUrl, owner, ownerPassword, role) };
}

async function prepareRole(client: Client, role: string, password: string, connections: number): Promise<void> {
  const quoted = escapeIdentifier(role);
  const roles = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (roles.rowCount === 0) await client.query(`create role ${quoted} login`);
  await client.query(`alter role ${quoted} login password ${escapeLiteral(password)} connection limit ${connections}`);
  await client.query(`alter role ${quoted} set idle_in_transaction_session_timeout = '15s'`);
  await client.query(`grant ${quoted} to current_user`);
}

/** The database first: its owner may create in it, which whoever is given a function there must be allowed to. */
async function handOver(client: Client, adminUrl: string, role: string, owner: string): Promise<void> {
  await client.query(`alter database ${escapeIdentifier(role)} owner to ${escapeIdentifier(owner)}`);
  const url = new URL(adminUrl);
  url.pathname = `/${role}`;
  const inside = new Client({ connectionString: url.href, connectionTimeoutMillis: 30_000 });
  inside.on('error', () => undefined);
  await inside.connect();
  try {
    await inside.query(`reassign owned by ${escapeIdentifier(role)} to ${escapeIdentifier(owner)}`);
  } finally {
    await inside.end();
  }
}

export function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname}:${parsed.port || 'default port'}`;
  } catch {
    return 'the given URL';
  }
}
