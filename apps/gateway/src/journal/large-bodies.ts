import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import { TRANSMISSION_COLUMNS, type TransmissionRow } from './transmission-row';

/** A larger body is written and read in pieces of so many bytes: in one statement it would be in memory several times, as hexadecimal text too. */
export const PIECE_BYTES = 4 * 1024 * 1024;
const NOT_YET = Buffer.alloc(0);

/**
 * Writes journal rows with their bodies.
 *
 * @param tail `ON CONFLICT …` or nothing
 * @returns ids of the rows that were written
 */
export const insertTransmissions = async (
  manager: EntityManager,
  rows: readonly TransmissionRow[],
  tail = '',
): Promise<Set<string>> => {
  const isLarge = ({ body }: TransmissionRow): boolean => body.length > PIECE_BYTES;
  const written = await insertRows(
    manager,
    'transmission',
    TRANSMISSION_COLUMNS,
    rows.map((row) => (isLarge(row) ? { ...row, body: NOT_YET } : row)),
    `${tail} RETURNING id`,
  );
  const ids = new Set(written.map(({ id }) => id as string));
  for (const { id, body } of rows.filter((row) => isLarge(row) && ids.has(row.id)))
    await writeInPieces(manager, id, body);
  return ids;
};

const writeInPieces = async (manager: EntityManager, id: string, body: Buffer): Promise<void> => {
  for (let from = 0; from < body.length; from += PIECE_BYTES) {
    await manager.query('INSERT INTO transmission_piece (transmission_id, begins, bytes) VALUES ($1, $2, $3)', [
      id,
      from,
      body.subarray(from, from + PIECE_BYTES),
    ]);
  }
  await manager.query(
    `UPDATE transmission SET body = (SELECT string_agg(bytes, ''::bytea ORDER BY begins) FROM transmission_piece WHERE transmission_id = $1) WHERE id = $1`,
    [id],
  );
  await manager.query('DELETE FROM transmission_piece WHERE transmission_id = $1', [id]);
};

/** The body of a transmission as it is kept. */
export const readBody = async (manager: EntityManager, id: string): Promise<Buffer> => {
  let body: Buffer | undefined;
  for (let from = 0; from < (body?.length ?? 1); from += PIECE_BYTES) {
    const [row]: [{ piece: Buffer; bytes: number }] = await manager.query(
      'SELECT substring(body FROM $2::int + 1 FOR $3::int) AS piece, octet_length(body) AS bytes FROM transmission WHERE id = $1',
      [id, from, PIECE_BYTES],
    );
    body ??= Buffer.allocUnsafe(row.bytes);
    row.piece.copy(body, from);
  }
  return body!;
};

/** A body as it is kept, a piece of it in memory at a time. */
export class KeptBody {
  private from = 0;

  /** @param held its beginning, or all of it, where that is in hand */
  constructor(
    private readonly manager: EntityManager,
    private readonly id: string,
    private held: Buffer = NOT_YET,
  ) {}

  /** Fewer bytes where the body ends. */
  async part(from: number, bytes: number): Promise<Buffer> {
    const isHeld = from >= this.from && from + bytes <= this.from + this.held.length;
    if (!isHeld) {
      const [row]: [{ piece: Buffer }] = await this.manager.query(
        'SELECT substring(body FROM $2::int + 1 FOR $3::int) AS piece FROM transmission WHERE id = $1',
        [this.id, from, Math.max(bytes, PIECE_BYTES)],
      );
      this.from = from;
      this.held = row.piece;
    }
    return this.held.subarray(from - this.from, from - this.from + bytes);
  }
}
