import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian and others keep libfaketime. */
const LIBRARY = 'libfaketimeMT.so.1';
const libraryFile = (): string | undefined => {
  const folders = [
    '/usr/lib/faketime',
    ...(existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/faketime`) : []),
  ];
  return folders.map((folder) => join(folder, LIBRARY)).find((file) => existsSync(file));
};

/** A wall clock for each service, that can be set while it runs. Monotonic clocks go on as ever, as on a machine whose clock is set. */
export class Clocks {
  private constructor(
    private readonly folder: string,
    private readonly library: string,
  ) {}

  /** Why there are none on this machine, or null. */
  static missing(): string | null {
    return libraryFile() ? null : 'libfaketime is not installed';
  }

  static in(folder: string): Clocks {
    mkdirSync(folder, { recursive: true });
    return new Clocks(folder, libraryFile()!);
  }

  environmentOf(instance: string): NodeJS.ProcessEnv {
    const file = this.fileOf(instance);
    if (!existsSync(file)) writeFileSync(file, '+0\n');
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** @param seconds by which the clock is ahead of the true one */
  set(instance: string, seconds: number): void {
    writeFileSync(this.fileOf(instance), `${seconds < 0 ? '' : '+'}${seconds}\n`);
  }

  private fileOf(instance: string): string {
    return join(this.folder, instance);
  }
}

/** A file system in memory that is full soon. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** Why there is none on this machine, or null. */
  static missing(): string | null {
    return process.platform === 'linux' && process.getuid?.() === 0 ? null : 'only root can mount a small disk';
  }

  static at(folder: string): SmallDisk {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1500m,mode=755', 'portway-faults', folder]);
    return new SmallDisk(folder);
  }

  /** Until nothing more can be written. */
  fill(): void {
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${this.filler}`, 'bs=1M'], { stdio: 'ignore' });
    } catch {
      // It ends when the disk is full: that is what it is for.
    }
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}
