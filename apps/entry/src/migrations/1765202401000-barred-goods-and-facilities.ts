import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What trade orders bar from entry, and the facilities behind FIRMS codes. */
export class BarredGoodsAndFacilities1765202401000 implements NotedMigration {
  readonly name = 'BarredGoodsAndFacilities1765202401000';
  readonly note: MigrationNote = {
    expands:
      'barred_goods: tariff numbers that no goods of some origins are entered under; facility: FIRMS codes with type, ports and days',
    meanwhile:
      'a build before reads neither table: goods that are barred are taken by it, and their entries are cancelled by the next look',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE barred_goods (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        headings text[] NOT NULL CHECK (headings <> '{}'),
        origins text[] NOT NULL CHECK (origins <> '{}'),
        reason text NOT NULL,
        actor text NOT NULL,
        ended_by text,
        valid_from date NOT NULL,
        valid_to date,
        looked_through_at timestamptz,
        CHECK (valid_to IS NULL OR valid_to >= valid_from - 1)
      );
      CREATE TABLE facility (
        firms_code text NOT NULL CHECK (firms_code ~ '^[A-Z0-9]{4}$'),
        name text NOT NULL,
        type text NOT NULL CHECK (type ~ '^[0-9]{2}$'),
        ports text NOT NULL CHECK (ports <> ''),
        actor text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (firms_code, valid_from),
        CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE barred_goods, facility');
  }
}
