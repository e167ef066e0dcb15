import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Foreseen } from '../infrastructure/failure';
import { isOfLog, olderThan, piecesOf } from '../infrastructure/log-archive';
import { reachableHome, type PostgresHome } from '../infrastructure/postgres-home';

/** What `backup.json` says of a backup; without it a backup was not finished. Instants are UTC. */
export interface BackupNote {
  readonly began: string;
  /** From then on it can be put back to any instant of which there is log. */
  readonly ended: string;
  readonly timeline: number;
  /** Of the log, what the copy itself needs. */
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

export interface Backup extends BackupNote {
  readonly folder: string;
}

/** What was done by `npm run restore`: a backup of what was given up thereby leads nowhere. */
export interface Restored {
  readonly to: string;
  readonly at: string;
}

/** The folder of all backups of a platform, and what is in it. */
export class Backups {
  private constructor(
    readonly folder: string,
    readonly database: PostgresHome,
  ) {}

  /** @param folder PORTWAY_BACKUPS; without it, beside the database */
  static of(home: string, folder = process.env['PORTWAY_BACKUPS']): Backups {
    const database = reachableHome(join(resolve(home), 'database'));
    return new Backups(folder ? resolve(folder) : join(dirname(database.dataDir), 'backups'), database);
  }

  /** The database's log since the first backup. */
  get log(): string {
    return join(this.folder, 'log');
  }

  /** What lies as files beside the databases, and is never changed once it is there. */
  get documents(): string {
    return join(this.folder, 'documents');
  }

  /** Those that were finished, oldest first. */
  list(): Backup[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .sort()
      .map((name) => join(this.folder, name))
      .filter((folder) => existsSync(join(folder, 'backup.json')))
      .map((folder) => ({ ...(JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8')) as BackupNote), folder }));
  }

  /** Takes away what was begun and not finished. */
  async begin(began: Date): Promise<string> {
    mkdirSync(this.folder, { recursive: true, mode: 0o755 });
    for (const name of readdirSync(this.folder))
      if (/^\d{8}T\d{6}Z$/.test(name) && !existsSync(join(this.folder, name, 'backup.json')))
        await rm(join(this.folder, name), { recursive: true, force: true });
    const folder = join(this.folder, `${began.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`);
    if (existsSync(folder)) throw new Foreseen('A backup was made in this very second.');
    return folder;
  }

  finish(folder: string, note: BackupNote): void {
    writeWhole(join(folder, 'backup.json'), note);
  }

  restored(): Restored[] {
    const file = join(this.folder, 'restored.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Restored[]) : [];
  }

  note(restored: Restored): void {
    writeWhole(join(this.folder, 'restored.json'), [...this.restored(), restored]);
  }

  /**
   * The backup from which the databases are put back to an instant: the last that was finished by then.
   *
   * @param to null: to the end of the log
   * @throws Foreseen when there is none
   */
  choose(to: string | null): Backup {
    const all = this.list();
    if (all.length === 0)
      throw new Foreseen(
        `There is no backup in ${this.folder}: \`npm run backup\` makes one, PORTWAY_BACKUPS names another folder.`,
      );
    const found = lastBefore(all, this.restored(), to);
    if (!found)
      throw new Foreseen(
        `The oldest backup was finished at ${all[0]!.ended}: nothing can be put back to an instant before.`,
      );
    return found;
  }

  /** Takes away the oldest but so many, and the log that none of those needs. Answers how many backups went. */
  async forget(keep: number): Promise<number> {
    const all = this.list();
    const old = all.slice(0, Math.max(0, all.length - keep));
    for (const { folder } of old) await rm(folder, { recursive: true, force: true });
    const [oldest] = this.list();
    if (old.length > 0 && oldest)
      for (const name of olderThan(this.log, piecesOf(oldest.timeline, oldest.from, oldest.from)[0]!))
        await rm(join(this.log, name), { force: true });
    return old.length;
  }

  /** @throws Foreseen when the log is not there or has a hole: what comes after one would be left out in silence */
  checkLog({ timeline, to }: Backup, more: readonly string[]): void {
    if (!existsSync(this.log)) throw new Foreseen(`The log is missing: there is no ${this.log}.`);
    const hole = holeIn([...readdirSync(this.log), ...more].filter(isOfLog), piecesOf(timeline, to, to)[0]!);
    if (hole)
      throw new Foreseen(`The log has a hole: ${join(this.log, hole)} is missing, and what came after it is there.`);
  }
}

/** A backup of what an earlier restore gave up is passed over. */
export const lastBefore = <B extends Pick<BackupNote, 'ended'>>(
  backups: readonly B[],
  restored: readonly Restored[],
  to: string | null,
): B | undefined =>
  backups.findLast(
    ({ ended }) =>
      (to === null || ended <= to) && !restored.some((earlier) => earlier.to < ended && ended < earlier.at),
  );

/** The first piece that is missing although a later one is there, from one piece on, whatever the timeline; null: none. */
export const holeIn = (names: readonly string[], from: string): string | null => {
  const places = new Set(names.map((name) => name.slice(8, 24)).filter((place) => /^[0-9A-F]{16}$/.test(place)));
  const last = [...places].sort().at(-1);
  if (last === undefined) return null;
  const timeline = Number.parseInt(from.slice(0, 8), 16);
  return piecesOf(timeline, placeOf(from.slice(8)), placeOf(last)).find((piece) => !places.has(piece.slice(8))) ?? null;
};

/** Where in the log a piece begins. */
const placeOf = (piece: string): string => `${piece.slice(0, 8)}/${piece.slice(14, 16)}000000`;

const writeWhole = (file: string, value: unknown): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
