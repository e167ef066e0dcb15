import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Turned when it is so large or so old: what is looked through after the journal was put back, and what goes at once when it is old. */
export const SEGMENT_BYTES = 64 * 1024 * 1024;
export const SEGMENT_MS = 10 * 60_000;

/** One file of the copy: of one start of one process, in the order written. */
export interface Segment {
  readonly path: string;
  /** Of one start of one process; segments of it are ordered by `number`. */
  readonly writer: string;
  readonly number: number;
}

const NAME = /^(.+)\.(\d{6,})\.copy$/;

/** Files of one journal have a folder named after it, so that no other journal takes them for its own. */
export const folderOf = (root: string, journal: string): string => join(root, journal);

export const createSegment = async (folder: string, writer: string, number: number) => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return open(
    join(folder, `${writer.replace(/[^A-Za-z0-9._-]/g, '_')}.${String(number).padStart(6, '0')}.copy`),
    'ax',
    0o600,
  );
};

/** Oldest first within each writer. */
export const segmentsIn = async (folder: string): Promise<Segment[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name): Segment[] => {
      const [, writer, number] = NAME.exec(name) ?? [];
      return writer === undefined ? [] : [{ path: join(folder, name), writer, number: Number(number) }];
    })
    .sort((a, b) => (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.number - b.number));
};

/** Removes what is too old, and the oldest of what is too much. Answers how many bytes are kept and since when, and how many were too much. */
export const cleanFolder = async (
  root: string,
  olderThan: number,
  bytes: number,
): Promise<{ kept: number; since: number | null; dropped: number }> => {
  const journals = await readdir(root, { withFileTypes: true });
  const found: { path: string; at: number; size: number }[] = [];
  for (const journal of journals.filter((entry) => entry.isDirectory())) {
    for (const { path } of await segmentsIn(join(root, journal.name))) {
      const file = await stat(path).catch(() => null);
      if (file) found.push({ path, at: file.mtimeMs, size: file.size });
    }
  }
  found.sort((a, b) => b.at - a.at);
  let kept = 0;
  let since: number | null = null;
  let dropped = 0;
  for (const { path, at, size } of found) {
    const isOld = at < olderThan;
    const isTooMuch = !isOld && kept > 0 && kept + size > bytes;
    if (isOld || isTooMuch) await rm(path, { force: true });
    else {
      kept += size;
      since = at;
    }
    if (isTooMuch) dropped += size;
  }
  return { kept, since, dropped };
};
