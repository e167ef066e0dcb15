import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** The register of antidumping and countervailing cases and of declarations of non-reimbursement: every recording stays, the latest of a first day counts. */
export class AdCvdCases1765203800000 implements NotedMigration {
  readonly name = 'AdCvdCases1765203800000';
  readonly note: MigrationNote = {
    expands:
      'ad_cvd_case_period: what a case says from a day on, as it was recorded; non_reimbursement_declaration: blanket declarations with the cases they cover',
    meanwhile: 'a build before reads neither: what summaries say of their cases is added up and believed',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ad_cvd_case_period (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_number text NOT NULL CHECK (case_number ~ '^[AC][0-9]{9}$'),
        valid_from date NOT NULL,
        name text NOT NULL,
        status text NOT NULL,
        bond_cash text CHECK (bond_cash IN ('B', 'C')),
        ad_valorem text,
        specific text,
        unit text,
        country text NOT NULL,
        headings text NOT NULL,
        manufacturer text,
        exporter text,
        related text NOT NULL,
        suspended_until date,
        decided_on date,
        critical_circumstances boolean NOT NULL,
        actor text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX ad_cvd_case_period_case ON ad_cvd_case_period (case_number, valid_from, id);
      CREATE TABLE non_reimbursement_declaration (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        identifier text NOT NULL CHECK (identifier ~ '^[A-Z0-9]{10}$'),
        case_numbers text NOT NULL CHECK (case_numbers <> ''),
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        actor text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX non_reimbursement_declaration_identifier ON non_reimbursement_declaration (identifier, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ad_cvd_case_period, non_reimbursement_declaration');
  }
}
