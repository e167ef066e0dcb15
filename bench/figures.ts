import { readdirSync, readFileSync } from 'node:fs';

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** Nearest-rank percentiles, in the unit of the values; zeros where nothing was measured. */
export const percentiles = (values: readonly number[]): Percentiles => {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
};

/** What was measured of one road at one offered load. Times in milliseconds, rates by second, counted in filings. */
export interface RoadFigures {
  readonly road: string;
  /** `full`: 128 connections that send as fast as they are answered; otherwise the filings offered each second. */
  readonly offered: 'full' | number;
  readonly filings: number;
  readonly refused: number;
  readonly acceptedPerSecond: number;
  readonly deliveredPerSecond: number;
  readonly acceptance: Percentiles;
  readonly delivery: Percentiles;
  /** Accepted and without an answer when the time was over. Anything but 0 is a fault. */
  readonly missing: number;
  readonly memory: readonly ProcessMemory[];
}

export interface ProcessMemory {
  readonly name: string;
  readonly megabytes: number;
}

/** Resident memory of a process in megabytes; 0 where the system does not tell. */
export const residentMegabytes = (pid: number | null | undefined): number => {
  if (!pid) return 0;
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
};

const TICK_MS = 10;

/** Seconds of processor time of a process, with those of its children that ended and were waited for; 0 where the system does not tell. */
export const processorSeconds = (pid: number | null | undefined): number => {
  if (!pid) return 0;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
      .map(Number);
    return (ticks.reduce((sum, each) => sum + each, 0) * TICK_MS) / 1_000;
  } catch {
    return 0;
  }
};

/** The processes that these began and that live, and themselves. */
export const withChildren = (pids: readonly number[]): number[] => {
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const];
    } catch {
      return [];
    }
  });
  const found = new Set(pids);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
};

/** Microseconds a filing: by the clock, and of a processor. */
export interface Cost {
  readonly clock: number;
  readonly processor: number;
}

/** What a filing costs where a batch of `atOnce` is worked on `rounds` times: the median without the first quarter. */
export const costOf = async (work: () => Promise<unknown>, rounds: number, atOnce: number): Promise<Cost> => {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    clock.push(((performance.now() - began) * 1_000) / atOnce);
    processor.push((user + system) / atOnce);
  }
  return { clock: percentiles(clock.slice(rounds / 4)).p50, processor: percentiles(processor.slice(rounds / 4)).p50 };
};
