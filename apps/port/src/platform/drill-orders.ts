import { mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { timeOrderedId } from '#kernel';
import { Problem } from '#service';
import { PortConfig } from '../config/port.config';

/** A real outage that can be replayed. */
export interface DrillFromHistory {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly source: string;
  /** What the record does not say. */
  readonly assumed: string;
  /** About how long it takes. */
  readonly seconds: number;
}

export interface DrillVerdict {
  readonly what: string;
  readonly measured: string;
  /** What was promised; empty where a figure is only told. */
  readonly promised: string;
  readonly kept: boolean;
}

export interface DrillRun {
  readonly id: string;
  readonly outage: string;
  readonly reason: string;
  readonly by: string;
  readonly orderedAt: string;
  readonly state: 'ordered' | 'running' | 'kept' | 'broken' | 'broken off' | 'failed';
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export interface DrillRunInFull {
  readonly run: DrillRun;
  /** Row by row what was promised and measured; empty until it is judged. */
  readonly verdict: readonly DrillVerdict[];
  /** The last lines of what it told. */
  readonly tail: readonly string[];
}

type Order = Pick<DrillRun, 'id' | 'outage' | 'reason' | 'by' | 'orderedAt'>;
type Told = Pick<DrillRun, 'startedAt' | 'endedAt'> & {
  readonly result: Exclude<DrillRun['state'], 'ordered'> | 'running';
  readonly verdict: readonly DrillVerdict[];
};

const LINES_TOLD = 200;
const TAIL_BYTES = 65_536;
const RUNS_TOLD = 50;
const UNFINISHED: readonly DrillRun['state'][] = ['ordered', 'running'];

/**
 * Drills from history, ordered of whoever runs the platform by files in a folder, and what became of them. This service breaks nothing itself: it could not
 * mend what it broke, and it may be among what is broken.
 */
@Injectable()
export class DrillOrders {
  constructor(private readonly config: PortConfig) {}

  /** The drills that can be run here; null where nobody runs any. */
  async drills(): Promise<readonly DrillFromHistory[] | null> {
    return this.read<readonly DrillFromHistory[]>('drills.json');
  }

  /** The newest first. */
  async runs(): Promise<DrillRun[]> {
    if (this.config.DRILLS_FOLDER === '') return [];
    const names = await readdir(this.config.DRILLS_FOLDER).catch(() => []);
    const ids = names.flatMap((name) => /^([0-9a-f-]{36})\.order\.json$/.exec(name)?.[1] ?? []);
    // Ids follow the time.
    const newest = ids.sort().reverse().slice(0, RUNS_TOLD);
    return (await Promise.all(newest.map((id) => this.run(id)))).filter((run) => run !== null);
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<DrillRunInFull> {
    const run = await this.run(id);
    if (!run) throw new Problem('not-found', `There was no run ${id} of a drill.`);
    const told = await this.read<Told>(`${id}.run.json`);
    return { run, verdict: told?.verdict ?? [], tail: await this.linesOf(id) };
  }

  /** @throws Problem `not-found` for a drill that is not known, `state-conflict` where none can be run, or another one runs */
  async order(outage: string, reason: string, by: string): Promise<DrillRun> {
    const known = await this.drills();
    if (known === null)
      throw new Problem(
        'state-conflict',
        'Nobody runs drills by order here: they are run by command on a platform of trials.',
      );
    if (!known.some(({ name }) => name === outage)) throw new Problem('not-found', `There is no drill ${outage}.`);
    const other = (await this.runs()).find(({ state }) => UNFINISHED.includes(state));
    if (other) throw new Problem('state-conflict', `The drill ${other.outage} is not over yet: one after the other.`);
    const order: Order = { id: timeOrderedId(), outage, reason, by, orderedAt: new Date().toISOString() };
    await this.write(`${order.id}.order.json`, order);
    return (await this.run(order.id))!;
  }

  /** What it broke is mended, what it declared is ended. @throws Problem `not-found`, or `state-conflict` for one that is over */
  async breakOff(id: string, reason: string, by: string): Promise<DrillRun> {
    const run = await this.run(id);
    if (!run) throw new Problem('not-found', `There was no run ${id} of a drill.`);
    if (!UNFINISHED.includes(run.state)) throw new Problem('state-conflict', 'The drill is over.');
    await this.write(`${id}.stop.json`, { reason, by, at: new Date().toISOString() });
    return run;
  }

  private async run(id: string): Promise<DrillRun | null> {
    const order = await this.read<Order>(`${id}.order.json`);
    if (!order) return null;
    const told = await this.read<Told>(`${id}.run.json`);
    const { outage, reason, by, orderedAt } = order;
    const { startedAt = null, endedAt = null } = told ?? {};
    return { id, outage, reason, by, orderedAt, state: told?.result ?? 'ordered', startedAt, endedAt };
  }

  private async linesOf(id: string): Promise<string[]> {
    const file = await open(join(this.config.DRILLS_FOLDER, `${id}.log`)).catch(() => null);
    if (!file) return [];
    try {
      const { size } = await file.stat();
      const from = Math.max(0, size - TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, from);
      const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n');
      return (from > 0 ? lines.slice(1) : lines).slice(-LINES_TOLD);
    } finally {
      await file.close();
    }
  }

  /** Null where there is no such file. */
  private async read<T>(name: string): Promise<T | null> {
    if (this.config.DRILLS_FOLDER === '') return null;
    const text = await readFile(join(this.config.DRILLS_FOLDER, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    return text === null ? null : (JSON.parse(text) as T);
  }

  private async write(name: string, content: object): Promise<void> {
    await mkdir(this.config.DRILLS_FOLDER, { recursive: true, mode: 0o700 });
    const path = join(this.config.DRILLS_FOLDER, name);
    await writeFile(`${path}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
}
