import type { MigrationInterface } from 'typeorm';

/** What becomes of a build of the release before while it works on tables that are already those of today. A sentence each. */
export interface MigrationNote {
  /** What is added. */
  readonly expands: string;
  /** What a build of the release before does with it. */
  readonly meanwhile: string;
  /** What is taken away or made different; null where nothing is. */
  readonly contracts: null | {
    /** Each as `table` or `table.column`. */
    readonly places: readonly string[];
    /** The first release that did not use them any more: an earlier one than that which has this migration. */
    readonly unusedSince: string;
  };
}

/** A migration that may run while builds of the release before are at work. */
export interface NotedMigration extends MigrationInterface {
  readonly note: MigrationNote;
}
