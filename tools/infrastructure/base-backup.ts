import { spawn } from 'node:child_process';
import { type Hash, createHash } from 'node:crypto';
import { chmodSync, createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type Connection, type Submittable } from 'pg';
import { Foreseen, messageOf } from './failure';
import { piecesOf } from './log-archive';
import { own, type PostgresHome } from './postgres-home';

/**
 * A copy of a running PostgreSQL's folder, taken over a connection of replication (the command BASE_BACKUP; chapter "Streaming Replication Protocol" of
 * PostgreSQL's documentation). With the log written meanwhile, which is in it, it is whole by itself. The server reads every page by its checksum and
 * writes a list of all files with their sums; by that list the copy is compared here, as `pg_verifybackup` does, which npm's PostgreSQL has not.
 */

const MANIFEST = 'backup_manifest';
const FILES_AT_ONCE = 8;
const MEGABYTE = 1024 * 1024;

export interface BaseBackup {
  readonly timeline: number;
  /** From where to where of the log the copy needs it: `0/2A000028`. */
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

/**
 * @param url of a role that may replicate
 * @param folder is made, for the server's user; nothing may be in it
 * @param tell hears how many of about how many megabytes are there
 * @throws Foreseen when it could not be taken
 */
export async function takeBaseBackup(
  url: string,
  folder: string,
  user: PostgresHome['user'],
  tell: (done: number, of: number) => void = () => undefined,
): Promise<BaseBackup> {
  own(folder, user);
  // Into another one no server starts.
  chmodSync(folder, 0o700);
  const client = new Client({ connectionString: url, replication: 'true', connectionTimeoutMillis: 30_000 } as object);
  client.on('error', () => undefined);
  await client.connect();
  const unpacking = spawn('tar', ['-xf', '-', '-C', folder], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  try {
    const words: Buffer[] = [];
    unpacking.stderr.on('data', (chunk: Buffer) => words.push(chunk));
    const unpacked = new Promise<void>((done, fail) => {
      unpacking.once('error', fail);
      unpacking.once('exit', (code) => (code === 0 ? done() : fail(new Error(String(Buffer.concat(words))))));
    });
    // Told by its end; a pipe that breaks says less.
    unpacking.stdin.on('error', () => undefined);
    const copying = client.query(new Copying(unpacking.stdin, tell));
    const [copied] = await Promise.all([copying.done.finally(() => unpacking.stdin.end()), unpacked]);
    await writeFile(join(folder, MANIFEST), copied.manifest);
    const [[from, timeline], [to]] = [copied.rows[0]!, copied.rows.at(-1)!];
    return { timeline: Number(timeline), from: from!, to: to!, bytes: copied.bytes };
  } catch (error) {
    throw new Foreseen(`The copy could not be taken: ${messageOf(error).split('\n')[0]}`);
  } finally {
    unpacking.kill();
    await client.end().catch(() => undefined);
  }
}

type Row = (string | null)[];

/** What the server sends: a row with where it began, a row with its size, the tar and the list of files in pieces, a row with where it ended. */
class Copying implements Submittable {
  readonly rows: Row[] = [];
  readonly done: Promise<this>;
  bytes = 0;
  private readonly list: Buffer[] = [];
  private inList = false;
  private waits = false;
  private failure: Error | undefined;
  private settle!: () => void;

  constructor(
    private readonly tar: NodeJS.WritableStream,
    private readonly tell: (done: number, of: number) => void,
  ) {
    this.done = new Promise<void>((resolve) => (this.settle = resolve)).then(() => {
      if (this.failure) throw this.failure;
      return this;
    });
  }

  get manifest(): Buffer {
    return Buffer.concat(this.list);
  }

  submit(connection: Connection): void {
    connection.query(
      `BASE_BACKUP (LABEL 'portway', PROGRESS true, CHECKPOINT 'fast', WAL true, WAIT false, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`,
    );
  }

  handleRowDescription(): void {
    // Columns are known by their place.
  }

  handleDataRow({ fields }: { fields: Row }): void {
    this.rows.push(fields);
  }

  handleCommandComplete(): void {
    // What counts is when the server is ready again.
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: Connection): void {
    const kind = String.fromCharCode(chunk[0]!);
    if (kind === 'm') this.inList = true;
    else if (kind === 'p') {
      this.bytes = Number(chunk.readBigInt64BE(1));
      this.tell(Math.round(this.bytes / MEGABYTE), Math.ceil(Number(this.rows[1]?.[2] ?? 0) / 1024));
    } else if (kind === 'd') {
      // The reader of the connection uses its buffer again.
      const piece = Buffer.from(chunk.subarray(1));
      if (this.inList) this.list.push(piece);
      else if (!this.tar.write(piece) && !this.waits) {
        this.waits = true;
        connection.stream.pause();
        this.tar.once('drain', () => {
          this.waits = false;
          connection.stream.resume();
        });
      }
    }
  }

  handleError(error: Error): void {
    this.failure = error;
    // Of a connection that broke nothing more is heard.
    if (!('severity' in error)) this.settle();
  }

  handleReadyForQuery(): void {
    this.settle();
  }
}

/** As the server wrote it. */
interface Manifest {
  readonly Files: readonly { readonly Path?: string; readonly Size: number; readonly Checksum: string }[];
  readonly 'WAL-Ranges': readonly {
    readonly Timeline: number;
    readonly 'Start-LSN': string;
    readonly 'End-LSN': string;
  }[];
  readonly 'Manifest-Checksum': string;
}

/** What may differ or be more, as in `pg_verifybackup`; of the log the pieces are looked for by name. */
const NOT_COMPARED = new Set([MANIFEST, 'postgresql.auto.conf', 'recovery.signal', 'standby.signal']);

/**
 * Reads a copy whole and compares it with the list of its files.
 *
 * @returns what is wrong, in words; none: it is as the server sent it
 */
export async function faultsOf(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) return [`${MANIFEST} is missing`];
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch {
    return [`${MANIFEST} is damaged`];
  }
  // Its own sum is that of everything before the line with it.
  if (sumOf(text.slice(0, text.lastIndexOf('"Manifest-Checksum"'))) !== manifest['Manifest-Checksum'])
    return [`${MANIFEST} is damaged`];
  const faults: string[] = [];
  const listed = new Map(
    manifest.Files.flatMap((file) => (file.Path === undefined ? [] : [[file.Path, file] as const])),
  );
  for (const path of await filesIn(folder))
    if (!listed.has(path) && !NOT_COMPARED.has(path) && !path.startsWith('pg_wal/')) faults.push(`${path} is too much`);
  const left = [...listed].filter(([path]) => !NOT_COMPARED.has(path));
  const compare = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [path, { Size: size, Checksum: sum }] = next;
      const found = await stat(join(folder, path)).catch(() => null);
      if (found === null) faults.push(`${path} is missing`);
      else if (found.size !== size) faults.push(`${path} has ${found.size} bytes, not ${size}`);
      else if ((await sumOfFile(join(folder, path))) !== sum) faults.push(`${path} is damaged`);
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, compare));
  for (const { Timeline, 'Start-LSN': from, 'End-LSN': to } of manifest['WAL-Ranges'])
    for (const piece of piecesOf(Timeline, from, to))
      if (!(await stat(join(folder, 'pg_wal', piece)).catch(() => null))) faults.push(`pg_wal/${piece} is missing`);
  return faults.sort();
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const sumOfFile = async (file: string): Promise<string> => {
  const hash: Hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};
