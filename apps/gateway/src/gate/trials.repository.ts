import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReplayPhase } from '#contracts';
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

  /** Of the replay, rows that were put first. */
  async putFirst({ module, replayUpTo }: Gate): Promise<number> {
    const [{ n }] = await this.source.query(
      'SELECT count(*)::int AS n FROM outbox WHERE destination = $1 AND goes_first AND id <= $2',
      [module, replayUpTo],
    );
    return n as number;
  }

  /** Rows that leave in this phase, with nothing before them in their subject that does not. Reads the whole replay, or what was put first of it: asked only when it stands still. */
  async leavable({ module, replayUpTo }: Gate, { types, first }: ReplayPhase): Promise<number> {
    const [{ n }] = await this.source.query(
      `SELECT count(*)::int AS n
         FROM (SELECT wanted, bool_or(NOT wanted) OVER (PARTITION BY subject ORDER BY id) AS behind
                 FROM (SELECT id, subject, $3::text[] IS NULL OR type = ANY($3) AS wanted
                         FROM outbox WHERE destination = $1 AND id <= $2 ${first ? 'AND goes_first' : ''}) AS held) AS held
        WHERE wanted AND NOT behind`,
      [module, replayUpTo, types === 'everything' ? null : types],
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
