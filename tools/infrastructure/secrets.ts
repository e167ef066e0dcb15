import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Random secrets that are made once and kept in a file only its owner can read. */
export class Secrets {
  private readonly values: Record<string, string>;

  constructor(private readonly file: string) {
    this.values = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  }

  known(name: string): string | undefined {
    return this.values[name];
  }

  /** The secret of one name takes the place of another's; done again it changes nothing. */
  replace(name: string, by: string): void {
    const value = this.values[by];
    if (value === undefined) return;
    delete this.values[by];
    this.values[name] = value;
    this.keep();
  }

  forget(name: string): void {
    delete this.values[name];
    this.keep();
  }

  get(name: string, make: () => string = () => randomBytes(24).toString('hex')): string {
    const known = this.values[name];
    if (known !== undefined) return known;
    const value = make();
    this.values[name] = value;
    this.keep();
    return value;
  }

  private keep(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const next = `${this.file}.${process.pid}`;
    writeFileSync(next, `${JSON.stringify(this.values, null, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.file);
  }
}
