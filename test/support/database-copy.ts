import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A copy of a database as it is at one moment, and the database put back to it, as an operator does from a backup: sessions are ended, services are not. */
export class DatabaseCopy {
  private constructor(
    private readonly name: string,
    private readonly copy: string,
    private readonly owner: string,
    private readonly superuserUrl: string,
  ) {}

  static async of(databaseUrl: string, superuserUrl: string): Promise<DatabaseCopy> {
    const name = new URL(databaseUrl).pathname.slice(1);
    const copy = `${name.slice(0, 40)}_copy_${randomBytes(3).toString('hex')}`;
    return asSuperuser(superuserUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1',
        [name],
      );
      const owner = rows[0].owner as string;
      await alone(client, name, () => client.query(`CREATE DATABASE "${copy}" TEMPLATE "${name}" OWNER "${owner}"`));
      return new DatabaseCopy(name, copy, owner, superuserUrl);
    });
  }

  /** The copy stays, and can be put back again. */
  async putBack(): Promise<void> {
    await asSuperuser(this.superuserUrl, (client) =>
      alone(client, this.name, async () => {
        await client.query(`DROP DATABASE "${this.name}"`);
        await client.query(`CREATE DATABASE "${this.name}" TEMPLATE "${this.copy}" OWNER "${this.owner}"`);
      }),
    );
  }
}

const asSuperuser = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Nobody else is connected while it is done, and nobody can connect. */
const alone = async (client: Client, name: string, work: () => Promise<unknown>): Promise<void> => {
  await client.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS false`);
  await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name]);
  await work();
  await client.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS true`);
};
