import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { Secrets } from '../../tools/infrastructure/secrets';
import { ROOT } from '../../tools/platform/home';
import { ownerOf, ownFolder, realServers } from './real-servers';

const FOLDER = join(ROOT, 'test', 'frozen');

/** A transmission that was accepted and waits. */
export interface Waiting {
  readonly transmissionId: string;
  readonly role: string;
  readonly channel: 'abi' | 'x12' | 'json';
  readonly application: string;
  readonly filings: number;
}

/** What a release left behind when it was stopped in the middle of its work. */
export interface FrozenRelease {
  readonly release: string;
  readonly folder: string;
  readonly waiting: readonly Waiting[];
  /** Names of those that had made the tables of its services. */
  readonly migrations: readonly string[];
  /** Of the accounts that were open. */
  secrets(): Secrets;
  /** A new database as the release left that of a service, its tables owned by the role for migrations. Null where the release had no such service. */
  restored(service: string): Promise<string | null>;
}

/** Of every release that was frozen, oldest first. */
export const frozenReleases = (): FrozenRelease[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => frozenRelease(name))
    .sort((a, b) => a.release.localeCompare(b.release, 'en', { numeric: true }));

const frozenRelease = (release: string): FrozenRelease => {
  const at = (name: string): string => join(FOLDER, release, name);
  return {
    release,
    folder: join(FOLDER, release),
    migrations: JSON.parse(readFileSync(at('migrations.json'), 'utf8')) as string[],
    waiting: JSON.parse(readFileSync(at('waiting.json'), 'utf8')) as Waiting[],
    secrets: () => {
      const folder = ownFolder('frozen');
      mkdirSync(folder, { recursive: true });
      copyFileSync(at('accounts.json'), join(folder, 'secrets.json'));
      return new Secrets(join(folder, 'secrets.json'));
    },
    restored: async (service) => {
      if (!existsSync(at(`${service}.schema.sql.gz`))) return null;
      const sql = (part: string): string => gunzipSync(readFileSync(at(`${service}.${part}.sql.gz`))).toString('utf8');
      const url = await realServers().freshDatabase(service);
      await run(ownerOf(url), sql('schema'));
      const superuser = new URL(await realServers().postgresUrl());
      superuser.pathname = new URL(url).pathname;
      // Rows as they were: neither triggers nor references are asked.
      await run(superuser.href, `SET session_replication_role = replica;\n${sql('data')}`);
      return url;
    },
  };
};

const run = async (url: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
