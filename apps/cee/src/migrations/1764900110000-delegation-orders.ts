import type { QueryRunner } from 'typeorm';
import { insertRows, type MigrationNote, type NotedMigration } from '#persistence';
import { PAST_ORDERS, TRADE_FUNCTIONS } from '../authority/trade-functions.data';

/** Authority by Center, function and day, and the orders that move it. */
export class DelegationOrders1764900110000 implements NotedMigration {
  readonly name = 'DelegationOrders1764900110000';
  readonly note: MigrationNote = {
    expands:
      'functions, delegation orders with their readiness, and the authority they give: it takes the place of center.authority_from, which the next release drops',
    meanwhile:
      'a build before decides by center.authority_from, which says the same as the orders that are here at first: give none until all replicas are new',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trade_function (
        code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z-]{1,39}$'),
        name text NOT NULL,
        holder text NOT NULL CHECK (holder IN ('Center', 'port', 'headquarters')),
        source text NOT NULL
      );
      CREATE SEQUENCE delegation_number;
      CREATE TABLE delegation_order (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        center_id text NOT NULL REFERENCES center,
        phase text NOT NULL CHECK (phase IN ('test', 'by function', 'full')),
        -- 'in force' is a matter of the day: ordered, and begun.
        state text NOT NULL CHECK (state IN ('preparing', 'ready', 'ordered', 'refused', 'rolled back')),
        staff_needed int NOT NULL CHECK (staff_needed >= 0),
        trial_cases_needed int NOT NULL CHECK (trial_cases_needed >= 0),
        trial_percent_needed int NOT NULL CHECK (trial_percent_needed BETWEEN 0 AND 100),
        source text NOT NULL,
        prepared_by text NOT NULL,
        prepared_at timestamptz NOT NULL
      );
      CREATE TABLE authority (
        order_id uuid NOT NULL REFERENCES delegation_order,
        center_id text NOT NULL REFERENCES center,
        function_code text NOT NULL REFERENCES trade_function,
        reach text NOT NULL CHECK (reach IN ('volunteers', 'all')),
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        -- Whether it still takes up its days: not once it was refused, or rolled back before it began.
        standing boolean NOT NULL,
        ordered boolean NOT NULL,
        PRIMARY KEY (order_id, function_code),
        CHECK (standing OR NOT ordered),
        CONSTRAINT one_order_a_day EXCLUDE USING gist (center_id WITH =, function_code WITH =, reach WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (standing)
      );
      CREATE INDEX authority_in_force ON authority (function_code) WHERE ordered;
      CREATE TABLE delegation_volunteer (
        order_id uuid NOT NULL REFERENCES delegation_order,
        importer_identity text NOT NULL,
        PRIMARY KEY (order_id, importer_identity)
      );
      CREATE INDEX delegation_volunteer_of ON delegation_volunteer (importer_identity);
      CREATE TABLE delegation_readiness (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES delegation_order,
        staff int NOT NULL CHECK (staff >= 0),
        trial_cases int NOT NULL CHECK (trial_cases >= 0),
        trial_as_expected int NOT NULL CHECK (trial_as_expected BETWEEN 0 AND trial_cases),
        note text NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX delegation_readiness_of ON delegation_readiness (order_id, id);
      CREATE TABLE delegation_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES delegation_order,
        event text NOT NULL,
        day date,
        reason text NOT NULL,
        by text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX delegation_event_of ON delegation_event (order_id, id);`);
    const { manager } = runner;
    await insertRows(
      manager,
      'trade_function',
      { code: 'text', name: 'text', holder: 'text', source: 'text' },
      TRADE_FUNCTIONS,
    );
    const recorded = { by: 'history', at: '2026-11-29T00:00:00Z' };
    await insertRows(
      manager,
      'delegation_order',
      {
        ...{ id: 'uuid', number: 'text', center_id: 'text', phase: 'text', state: 'text', staff_needed: 'int' },
        ...{
          trial_cases_needed: 'int',
          trial_percent_needed: 'int',
          source: 'text',
          prepared_by: 'text',
          prepared_at: 'timestamptz',
        },
      },
      PAST_ORDERS.map(({ id, centerId, phase, from, source }) => ({
        ...{
          id,
          number: `DO-${from.slice(2, 4)}-${phase}-${centerId}`,
          center_id: centerId,
          phase,
          state: 'ordered',
          source,
        },
        ...{ staff_needed: 0, trial_cases_needed: 0, trial_percent_needed: 0 },
        ...{ prepared_by: recorded.by, prepared_at: recorded.at },
      })),
    );
    await insertRows(
      manager,
      'authority',
      {
        ...{
          order_id: 'uuid',
          center_id: 'text',
          function_code: 'text',
          reach: 'text',
          valid_from: 'date',
          valid_to: 'date',
        },
        ...{ standing: 'boolean', ordered: 'boolean' },
      },
      PAST_ORDERS.flatMap(({ id, centerId, phase, from, to }) =>
        TRADE_FUNCTIONS.filter(({ holder }) => holder === 'Center').map(({ code }) => ({
          ...{ order_id: id, center_id: centerId, function_code: code, reach: phase === 'test' ? 'volunteers' : 'all' },
          ...{ valid_from: from, valid_to: to, standing: true, ordered: true },
        })),
      ),
    );
    await insertRows(
      manager,
      'delegation_event',
      { order_id: 'uuid', event: 'text', day: 'date', reason: 'text', by: 'text', at: 'timestamptz' },
      PAST_ORDERS.map(({ id, from, source }) => ({
        ...{ order_id: id, event: 'go', day: from, reason: source, ...recorded },
      })),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE delegation_event, delegation_readiness, delegation_volunteer, authority, delegation_order, trade_function; DROP SEQUENCE delegation_number',
    );
  }
}
