import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Gate } from './gate';
import type { WaitingFiling } from './trial.rules';

const CANDIDATES = 500;

/** What a trial finds in the outbox and in the journal. */
@Injectable()
export class TrialsRepository {
  constructor(private readonly source: DataSource) {}

  /** The oldest filings of the replay. */
  candidates({ module, replayUpTo }: Gate): Promise<WaitingFiling[]> {
    return this.source.query(
      `SELECT id AS row, correlation_id AS "filingId", type, subject FROM outbox WHERE destination = $1 AND id <= $2 ORDER BY id LIMIT ${CANDIDATES}`,
      [module, replayUpTo],
    );
  }

  async waiting({ module, replayUpTo }: Gate): Promise<number> {
    const [{ n }] = await this.source.query(
      'SELECT count(*)::int AS n FROM outbox WHERE destination = $1 AND id <= $2',
      [module, replayUpTo],
    );
    return n as number;
  }

  /** Rows of these types with nothing of another type before them in their subject. Reads the whole replay: asked only when it stands still. */
  async leavable({ module, replayUpTo }: Gate, types: readonly string[]): Promise<number> {
    const [{ n }] = await this.source.query(
      `SELECT count(*)::int AS n
         FROM (SELECT type = ANY($3) AS wanted, bool_or(type <> ALL($3)) OVER (PARTITION BY subject ORDER BY id) AS behind
                 FROM outbox WHERE destination = $1 AND id <= $2) AS held
        WHERE wanted AND NOT behind`,
      [module, replayUpTo, types],
    );
    return n as number;
  }

  async pilot({ pilots, pilotRow }: Gate): Promise<{ left: boolean; anyAnswered: boolean }> {
    const [row] = await this.source.query(
      `SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE id = $1) AS left,
              EXISTS (SELECT 1 FROM jsonb_to_recordset($2) AS pilot("filingId" uuid, subject text)
                        JOIN filing f ON f.subject = pilot.subject AND f.id = pilot."filingId" WHERE f.state = 'answered') AS "anyAnswered"`,
      [pilotRow, JSON.stringify(pilots)],
    );
    return row;
  }
}
