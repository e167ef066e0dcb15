import { readdirSync } from 'node:fs';

/**
 * PostgreSQL's log, kept piece by piece (16 MB each) in a folder, compressed. Nothing is kept while the folder is not there: the first backup makes
 * it, and what is from before a backup is of no use.
 */

/** Settings of the server whose log is kept. @param folder where its user may write */
export const archiving = (folder: string): Record<string, string> => ({
  archive_mode: 'on',
  archive_command: keep(folder),
});

/** Setting of a server that is given pieces back. */
export const givenBack = (folder: string): Record<string, string> => ({
  restore_command: `test -f ${quoted(`${folder}/%f.gz`)} && gzip -dc < ${quoted(`${folder}/%f.gz`)} > "%p"`,
});

/** A piece that is there already was kept before a crash: the same is well, another is refused, as PostgreSQL asks for it. */
const keep = (folder: string): string => {
  const [kept, part] = [quoted(`${folder}/%f.gz`), quoted(`${folder}/%f.part`)];
  return (
    `test ! -d ${quoted(folder)} || { if test -f ${kept}; then gzip -dc < ${kept} | cmp -s - "%p"; ` +
    `else gzip -1 < "%p" > ${part} && sync ${part} && mv ${part} ${kept}; fi; }`
  );
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const PIECE = /^([0-9A-F]{8})([0-9A-F]{16})(\.gz)?$/;
const PIECES_IN_4_GB = 256n;

/** Whether it is a piece of the log, or the history of a timeline, by its name in the archive or in the server's folder. */
export const isOfLog = (name: string): boolean => PIECE.test(name) || /^[0-9A-F]{8}\.history(\.gz)?$/.test(name);

/** Names of the pieces that hold the log from one place to another (`1/2A000028`), without what follows the name in the archive. */
export const piecesOf = (timeline: number, from: string, to: string): string[] => {
  const names: string[] = [];
  for (let number = numberOf(from); number <= numberOf(to); number += 1n)
    names.push(hex(BigInt(timeline)) + hex(number / PIECES_IN_4_GB) + hex(number % PIECES_IN_4_GB));
  return names;
};

/** Pieces in the archive that are older than this one, whatever their timeline. */
export const olderThan = (folder: string, piece: string): string[] =>
  readdirSync(folder).filter((name) => {
    const place = PIECE.exec(name)?.[2];
    return place !== undefined && place < piece.slice(8);
  });

const PIECE_BITS = 24n;
const numberOf = (place: string): bigint => {
  const [high, low] = place.split('/').map((part) => BigInt(`0x${part}`)) as [bigint, bigint];
  return ((high << 32n) | low) >> PIECE_BITS;
};
const hex = (value: bigint): string => value.toString(16).toUpperCase().padStart(8, '0');
