import type { QueryRunner } from 'typeorm';
import { compressFast, keepInline, type MigrationNote, type NotedMigration } from '#persistence';

/** The content of a summary of 998 lines is a megabyte: how it is compressed is most of what keeping it costs (ADR 0094). */
export class LargeValues1765203600000 implements NotedMigration {
  readonly name = 'LargeValues1765203600000';
  readonly note: MigrationNote = {
    expands:
      'how large values of summaries, earlier releases and waiting answers are written from now on; what is there stays as it is',
    meanwhile: 'a build before writes and reads them as ever',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${compressFast('entry_summary_version', 'content', 'computed')}
      ${compressFast('cargo_release_event', 'content_before')}
      ${keepInline('waiting_answer', 'answer')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry_summary_version ALTER COLUMN content SET COMPRESSION default, ALTER COLUMN computed SET COMPRESSION default;
      ALTER TABLE cargo_release_event ALTER COLUMN content_before SET COMPRESSION default;
      ALTER TABLE waiting_answer RESET (toast_tuple_target);
      ALTER TABLE waiting_answer ALTER COLUMN answer SET STORAGE EXTENDED;`);
  }
}
