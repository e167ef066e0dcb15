import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Foreseen, messageOf } from './failure';
import type { Secrets } from './secrets';

/**
 * Gives every service a role and a database of its own on one server, so that no service can read another's tables.
 * Running it again changes nothing but the password, which comes from `secrets` where given.
 *
 * @param adminUrl a role that may create roles and databases
 * @returns for each name the URL its service connects with
 */
export async function prepareDatabases<Name extends string>(
  adminUrl: string,
  names: readonly Name[],
  secrets?: Secrets,
): Promise<Record<Name, string>> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Foreseen(`The database server at ${withoutPassword(adminUrl)} does not answer (${messageOf(error)}).`);
  }
  try {
    const urls = {} as Record<Name, string>;
    for (const name of names) urls[name] = await prepareDatabase(client, adminUrl, name, secrets);
    return urls;
  } catch (error) {
    throw new Foreseen(`The databases could not be prepared at ${withoutPassword(adminUrl)}: ${messageOf(error)}. The role needs CREATEROLE and CREATEDB.`);
  } finally {
    await client.end();
  }
}

async function prepareDatabase(client: Client, adminUrl: string, name: string, secrets?: Secrets): Promise<string> {
  const role = `portway_${name.replaceAll('-', '_')}`;
  const quoted = escapeIdentifier(role);
  const fresh = (): string => randomBytes(18).toString('hex');
  const password = secrets ? secrets.get(`database ${name}`, fresh) : fresh();
  const roles = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (roles.rowCount === 0) await client.query(`create role ${quoted} login`);
  await client.query(`alter role ${quoted} login password ${escapeLiteral(password)}`);
  await client.query(`alter role ${quoted} set idle_in_transaction_session_timeout = '15s'`);
  await client.query(`grant ${quoted} to current_user`);
  const databases = await client.query('select 1 from pg_database where datname = $1', [role]);
  if (databases.rowCount === 0) await client.query(`create database ${quoted} owner ${quoted}`);
  await client.query(`revoke connect, temporary on database ${quoted} from public`);
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${role}`;
  return url.href;
}

export function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname}:${parsed.port || 'default port'}`;
  } catch {
    return 'the given URL';
  }
}
