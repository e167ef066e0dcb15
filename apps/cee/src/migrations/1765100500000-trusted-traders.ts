import type { QueryRunner } from 'typeorm';
import { insertRows, type MigrationNote, type NotedMigration } from '#persistence';
import { SHIPPED_BENEFITS } from '../trusted-benefits/benefits.data';

/** Accounts in the programs of trusted traders, what that brings them, and what they were told of it. */
export class TrustedTraders1765100500000 implements NotedMigration {
  readonly name = 'TrustedTraders1765100500000';
  readonly note: MigrationNote = {
    expands:
      'trusted traders: agreements, questionnaires, improvement programmes, visits, decisions and appeals; orders of benefits; what others were told of standings',
    meanwhile: 'a build before tells nothing of standings: what it changes of accounts is told by the next build',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE trusted_trader_number;
      CREATE TABLE trusted_participation (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        account_id uuid NOT NULL,
        program text NOT NULL,
        state text NOT NULL,
        -- Grows with each change: who decides says which he has seen.
        version int NOT NULL,
        criteria_version text NOT NULL,
        agreement_version text,
        signed_by text,
        signed_at timestamptz,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        submitted_on date,
        -- As last decided; on which day it holds is a matter of the decisions.
        tier smallint CHECK (tier BETWEEN 1 AND 3),
        certified_on date,
        validated_on date,
        CHECK ((signed_by IS NULL) = (agreement_version IS NULL))
      );
      CREATE UNIQUE INDEX trusted_participation_open ON trusted_participation (account_id, program) WHERE state NOT IN ('refused', 'withdrawn');
      CREATE INDEX trusted_participation_by_state ON trusted_participation (state, number);
      CREATE TABLE trusted_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        participation_id uuid NOT NULL REFERENCES trusted_participation,
        event text NOT NULL,
        state text NOT NULL,
        tier smallint,
        day date,
        by_name text NOT NULL,
        of_cbp boolean NOT NULL,
        note text,
        false_statement boolean NOT NULL DEFAULT false,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX trusted_event_of ON trusted_event (participation_id, id);
      CREATE TABLE trusted_answer (
        participation_id uuid NOT NULL REFERENCES trusted_participation,
        criterion text NOT NULL,
        answer text NOT NULL CHECK (answer IN ('met', 'not met', 'not applicable')),
        how text NOT NULL,
        documents uuid[] NOT NULL,
        answered_by text NOT NULL,
        answered_at timestamptz NOT NULL,
        PRIMARY KEY (participation_id, criterion)
      );
      CREATE TABLE trusted_action (
        id uuid PRIMARY KEY,
        participation_id uuid NOT NULL REFERENCES trusted_participation,
        criterion text NOT NULL,
        what text NOT NULL,
        due date NOT NULL,
        ordered_by text NOT NULL,
        ordered_at timestamptz NOT NULL,
        done text,
        documents uuid[] NOT NULL DEFAULT '{}',
        done_by text,
        done_at timestamptz,
        accepted_by text,
        accepted_at timestamptz,
        CHECK ((done IS NULL) = (done_by IS NULL)),
        CHECK (accepted_by IS NULL OR done_by IS NOT NULL)
      );
      CREATE INDEX trusted_action_of ON trusted_action (participation_id, due);
      CREATE TABLE trusted_visit (
        id uuid PRIMARY KEY,
        participation_id uuid NOT NULL REFERENCES trusted_participation,
        planned_for date NOT NULL,
        place text NOT NULL,
        planned_by text NOT NULL,
        planned_at timestamptz NOT NULL,
        held_on date,
        findings jsonb NOT NULL DEFAULT '[]',
        conclusion text,
        reported_by text,
        reported_at timestamptz,
        CHECK ((held_on IS NULL) = (reported_by IS NULL))
      );
      CREATE INDEX trusted_visit_of ON trusted_visit (participation_id, planned_for);
      CREATE TABLE trusted_appeal (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        participation_id uuid NOT NULL REFERENCES trusted_participation,
        account_id uuid NOT NULL,
        against bigint NOT NULL REFERENCES trusted_event,
        state text NOT NULL CHECK (state IN ('filed', 'granted', 'denied', 'withdrawn')),
        grounds text NOT NULL,
        filed_by text NOT NULL,
        filed_at timestamptz NOT NULL,
        decided_by text,
        decided_at timestamptz,
        reason text,
        CHECK ((state = 'filed') = (decided_by IS NULL))
      );
      -- A decision is appealed against once.
      CREATE UNIQUE INDEX trusted_appeal_once ON trusted_appeal (against) WHERE state <> 'withdrawn';
      CREATE INDEX trusted_appeal_of ON trusted_appeal (participation_id);
      CREATE INDEX trusted_appeal_open ON trusted_appeal (filed_at) WHERE state = 'filed';

      CREATE TABLE benefit_order (
        id uuid PRIMARY KEY,
        effect text NOT NULL CHECK (effect IN ('give', 'withhold')),
        benefit text NOT NULL,
        program text,
        tiers smallint[],
        ports text[],
        modes text[],
        figure int CHECK (figure >= 0),
        valid_from date NOT NULL,
        valid_to date,
        reason text NOT NULL,
        ordered_by text NOT NULL,
        ordered_at timestamptz NOT NULL,
        ended_by text,
        end_reason text,
        CHECK (effect = 'withhold' OR program IS NOT NULL),
        CHECK (valid_to IS NULL OR ended_by IS NOT NULL OR valid_to >= valid_from)
      );
      CREATE TABLE account_standing (
        account_id uuid PRIMARY KEY,
        revision int NOT NULL,
        -- As it was told last, but for its revision, reason and instant.
        content jsonb,
        -- Why it is to be told anew; null where nothing is waiting.
        waiting text,
        -- Whether it is to be told also when nothing changed, to who listens only now.
        again boolean NOT NULL DEFAULT false,
        -- The next day with which something begins or ends.
        next_day date,
        told_at timestamptz
      );
      CREATE TABLE standing_listener (service text PRIMARY KEY);
      CREATE INDEX account_standing_waiting ON account_standing (account_id) WHERE waiting IS NOT NULL;
      CREATE INDEX account_standing_day ON account_standing (next_day);`);
    await insertRows(
      runner.manager,
      'benefit_order',
      {
        ...{ id: 'uuid', effect: 'text', benefit: 'text', program: 'text', figure: 'int', valid_from: 'date' },
        ...{ reason: 'text', ordered_by: 'text', ordered_at: 'timestamptz' },
      },
      SHIPPED_BENEFITS.map(({ id, benefit, program, figure, source }) => ({
        ...{ id, effect: 'give', benefit, program, figure, valid_from: '2006-10-13', reason: source },
        ...{ ordered_by: 'the platform', ordered_at: '2026-11-29T00:00:00.000Z' },
      })),
    );
    for (const { id, tiers } of SHIPPED_BENEFITS)
      if (tiers) await runner.query('UPDATE benefit_order SET tiers = $2 WHERE id = $1', [id, tiers]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE standing_listener, account_standing, benefit_order, trusted_appeal, trusted_visit, trusted_action, trusted_answer, trusted_event, trusted_participation;
       DROP SEQUENCE trusted_trader_number`,
    );
  }
}
