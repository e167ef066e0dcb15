import { Injectable } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import { lateWork } from '#kernel';
import { Database } from '#persistence';

/** A schema that is complete is looked at again so seldom (milliseconds): only a restored database loses one. */
const SCHEMA_AGAIN_MS = 30_000;

/** The migrations that this build was made for; a database that lacks one of them is not served from. */
export class NeededMigrations {
  readonly names: readonly string[];

  constructor(migrations: readonly (new () => MigrationInterface)[]) {
    this.names = migrations.map((migration) => new migration().name ?? migration.name);
  }
}

/**
 * Whether a service can do its work for those who call it: its database answers and takes what is written, has the schema this build needs, no
 * recurring work stands still, and nothing of the service's own objects. Not a question of the broker: without it filings are kept and carried on later.
 */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, () => string | null>();
  private completeAt = -Infinity;
  private asking: Promise<string[]> | undefined;

  constructor(
    private readonly database: Database,
    private readonly needed: NeededMigrations,
  ) {}

  /**
   * A condition of the service's own.
   *
   * @param name the part, in a word that operators know
   * @param check answers at once: why the service waits for it, or null
   */
  add(name: string, check: () => string | null): void {
    this.checks.set(name, check);
  }

  /** What the service waits for, `part` or `part: reason`; nothing when it is ready. Who asks meanwhile gets the same answer. */
  waitsFor(): Promise<string[]> {
    this.asking ??= this.look().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async look(): Promise<string[]> {
    const database = await this.database.refusal();
    const schema = database === null ? await this.schema() : null;
    const work = lateWork().map((late) => `work: ${late.work} has stood still for ${late.seconds} s`);
    const own = [...this.checks].flatMap(([name, check]) => {
      const reason = check();
      return reason === null ? [] : [`${name}: ${reason}`];
    });
    return [...(database === null ? [] : [database]), ...(schema === null ? [] : [schema]), ...work, ...own];
  }

  private async schema(): Promise<string | null> {
    if (performance.now() - this.completeAt < SCHEMA_AGAIN_MS) return null;
    const present = await this.database.migrations();
    if (present === null) return 'database';
    const missing = this.needed.names.filter((name) => !present.has(name));
    if (missing.length > 0)
      return `schema: ${missing.length} of ${this.needed.names.length} migrations are missing, run \`migrate\` of this service`;
    this.completeAt = performance.now();
    return null;
  }
}
