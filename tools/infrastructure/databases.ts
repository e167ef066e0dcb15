import { randomBytes, randomUUID } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Foreseen, messageOf } from './failure';
import type { Secrets } from './secrets';

/**
 * Gives every service a role and a database of its own on one server, so that no service can read another's tables.
 * Running it again changes nothing but the password, which comes from `secrets` where given.
 *
 * @param adminUrl a role that may create roles and databases
 * @param lent the server may serve other installations too: each database carries the mark of the one it belongs to
 * @returns for each name the URL its service connects with
 * @throws Foreseen when the server does not answer, does not permit it, or has these databases for another installation
 */
export async function prepareDatabases<Name extends string>(
  adminUrl: string,
  names: readonly Name[],
  secrets?: Secrets,
  lent = false,
): Promise<Record<Name, string>> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Foreseen(`The database server at ${withoutPassword(adminUrl)} does not answer (${messageOf(error)}).`);
  }
  try {
    if (lent && secrets) for (const name of names) await refuseForeign(client, adminUrl, name, secrets);
    const urls = {} as Record<Name, string>;
    for (const name of names) urls[name] = await prepareDatabase(client, adminUrl, name, secrets);
    return urls;
  } catch (error) {
    if (error instanceof Foreseen) throw error;
    throw new Foreseen(`The databases could not be prepared at ${withoutPassword(adminUrl)}: ${messageOf(error)}. The role needs CREATEROLE and CREATEDB.`);
  } finally {
    await client.end();
  }
}

/** Another installation's services live by the password that would be changed here. A database without a mark is ours when its password is. */
async function refuseForeign(client: Client, adminUrl: string, name: string, secrets: Secrets): Promise<void> {
  const role = roleOf(name);
  const { rows } = await client.query<{ mark: string | null }>(`select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`, [role]);
  if (rows.length === 0) return;
  const own = markOf(secrets);
  const mark = rows[0]?.mark ?? null;
  if (mark === own || (mark === null && (await opens(urlOf(adminUrl, role, secrets.get(`database ${name}`, newPassword)))))) return;
  throw new Foreseen(
    `The database ${role} at ${withoutPassword(adminUrl)} belongs to another installation of Portway: give this one a server of its own in DATABASE_URL, ` +
      `or, if the other is gone for good, take over each of its databases: COMMENT ON DATABASE ${role} IS '${own}'.`,
  );
}

function markOf(secrets: Secrets): string {
  return `Portway installation ${secrets.get('installation', randomUUID)}`;
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

function urlOf(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${role}`;
  return url.href;
}

async function prepareDatabase(client: Client, adminUrl: string, name: string, secrets?: Secrets): Promise<string> {
  const role = roleOf(name);
  const quoted = escapeIdentifier(role);
  const password = secrets ? secrets.get(`database ${name}`, newPassword) : newPassword();
  const roles = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (roles.rowCount === 0) await client.query(`create role ${quoted} login`);
  await client.query(`alter role ${quoted} login password ${escapeLiteral(password)}`);
  await client.query(`alter role ${quoted} set idle_in_transaction_session_timeout = '15s'`);
  await client.query(`grant ${quoted} to current_user`);
  const databases = await client.query('select 1 from pg_database where datname = $1', [role]);
  if (databases.rowCount === 0) await client.query(`create database ${quoted} owner ${quoted}`);
  await client.query(`revoke connect, temporary on database ${quoted} from public`);
  if (secrets) await client.query(`comment on database ${quoted} is ${escapeLiteral(markOf(secrets))}`);
  return urlOf(adminUrl, role, password);
}

export function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname}:${parsed.port || 'default port'}`;
  } catch {
    return 'the given URL';
  }
}
