import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Days on which CBP holds a continuous bond to be insufficient (19 CFR 113.13). */
export class BondsFoundInsufficient1765203500001 implements NotedMigration {
  readonly name = 'BondsFoundInsufficient1765203500001';
  readonly note: MigrationNote = {
    expands: 'bond_insufficiency: days on which a continuous bond is held to be insufficient',
    meanwhile: 'a build before does not read it: entries under such a bond are taken by it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bond_insufficiency (
        bond_number text NOT NULL REFERENCES bond,
        reason text NOT NULL,
        actor text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (bond_number, valid_from),
        CHECK (valid_to IS NULL OR valid_to >= valid_from - 1)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bond_insufficiency');
  }
}
