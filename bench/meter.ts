import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { processorSeconds } from './figures';

/** Processor time of a process with one thread, as the sessions of PostgreSQL are, in microseconds; where the system does not tell it exactly, in steps of 10,000. */
const exactly = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000;
  } catch {
    return processorSeconds(pid) * 1_000_000;
  }
};

/** Processor time of this process and of the sessions of some databases: what else the machine does is not in it, and makes it longer by little. */
export class Meter {
  /** @param admin a session that does nothing else */
  constructor(
    private readonly admin: Client,
    private readonly databases: readonly string[],
  ) {}

  /** Microseconds that the work used. A session that began and ended within it is not seen. */
  async used(work: () => Promise<unknown>): Promise<number> {
    const before = await this.sessions();
    const own = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(own);
    const after = await this.sessions();
    return [...after].reduce((sum, [pid, us]) => sum + us - (before.get(pid) ?? 0), user + system);
  }

  private async sessions(): Promise<Map<number, number>> {
    const { rows } = await this.admin.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE datname = ANY($1) AND pid <> pg_backend_pid()',
      [this.databases],
    );
    return new Map(rows.map(({ pid }) => [pid, exactly(pid)]));
  }
}
