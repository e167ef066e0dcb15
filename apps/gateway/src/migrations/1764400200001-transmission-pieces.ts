import { MigrationInterface, QueryRunner } from 'typeorm';

/** Pieces of a large body, from their arrival until the end of the transaction that puts them together. */
export class TransmissionPieces1764400200001 implements MigrationInterface {
  readonly name = 'TransmissionPieces1764400200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE transmission_piece (
        transmission_id uuid NOT NULL,
        begins int NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (transmission_id, begins)
      );
      ALTER TABLE transmission_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE transmission_piece');
  }
}
