import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Proposal } from './proposal';

/** Proposals as rows. A component has one as long as its fault lasts, whatever becomes of it. */
@Injectable()
export class ProposalsRepository {
  constructor(private readonly source: DataSource) {}

  get reachable(): boolean {
    return this.source.isInitialized;
  }

  /** Another replica's proposal for the same component stays. */
  async add(proposal: Proposal, manager: EntityManager = this.source.manager): Promise<void> {
    const { id, component, version, state, openedAt, changedAt, recoveredAt } = proposal;
    await manager.query(
      `INSERT INTO proposal (id, component, version, state, data, opened_at, changed_at, recovered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [id, component, version, state, JSON.stringify(proposal), openedAt, changedAt, recoveredAt],
    );
  }

  async lock(manager: EntityManager, id: string): Promise<Proposal | null> {
    const [row] = await manager.query('SELECT data FROM proposal WHERE id = $1 FOR UPDATE', [id]);
    return (row?.data as Proposal | undefined) ?? null;
  }

  /** Writes the next version; does nothing when somebody else wrote it first. */
  async store(proposal: Proposal, manager: EntityManager = this.source.manager): Promise<void> {
    const { id, version, state, changedAt, recoveredAt } = proposal;
    await manager.query(
      'UPDATE proposal SET version = $2, state = $3, data = $4, changed_at = $5, recovered_at = $6 WHERE id = $1 AND version = $2 - 1',
      [id, version, state, JSON.stringify(proposal), changedAt, recoveredAt],
    );
  }

  /** Of faults that last, and what officers proposed and nobody decided on. */
  async current(): Promise<Proposal[]> {
    const rows: { data: Proposal }[] = await this.source.query(
      `SELECT data FROM proposal WHERE recovered_at IS NULL AND (component IS NOT NULL OR state = 'open') ORDER BY opened_at DESC`,
    );
    return rows.map(({ data }) => data);
  }

  /** The newest first. */
  async since(instant: string): Promise<Proposal[]> {
    const rows: { data: Proposal }[] = await this.source.query(
      'SELECT data FROM proposal WHERE opened_at >= $1 ORDER BY opened_at DESC LIMIT 500',
      [instant],
    );
    return rows.map(({ data }) => data);
  }
}
