import { readFileSync } from 'node:fs';

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
