import type { MigrationInterface } from 'typeorm';

/** What becomes of a build of the release before while it works on tables that are already those of today. A sentence each. */
export interface MigrationNote {
  /** What is added. */
  readonly expands: string;
  /** What a build of the release before does with it. */
  readonly meanwhile: string;
  /** What is taken away, as `table` or `table.column`, and since which release nobody uses it; null where nothing is. */
  readonly contracts: string | null;
}

/** A migration that may run while builds of the release before are at work. */
export interface NotedMigration extends MigrationInterface {
  readonly note: MigrationNote;
}
