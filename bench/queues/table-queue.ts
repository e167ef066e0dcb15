import { setTimeout as pause } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { bodyOf, type Contender, effectsOf, type End, type Message, TAKE_EFFECT } from './contender';

const READ_AT_ONCE = 500;
const READERS = 4;
/** Seconds after which what somebody read and did not delete is given out again. */
const HIDDEN_SECONDS = 5;
const LOOK_AGAIN_MS = 10;

const TABLES = `CREATE TABLE queue (
  msg_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  read_ct int NOT NULL DEFAULT 0,
  enqueued_at timestamptz NOT NULL DEFAULT now(),
  vt timestamptz NOT NULL,
  message jsonb,
  headers jsonb);
  CREATE INDEX ON queue (vt)`;
const SEND = `INSERT INTO queue (vt, message) SELECT clock_timestamp(), m FROM unnest($1::jsonb[]) AS m`;
/** The oldest that are visible and that nobody else is reading are hidden for a while, and answered in order. */
const READ = `WITH due AS (
    SELECT msg_id FROM queue WHERE vt <= clock_timestamp() ORDER BY msg_id LIMIT ${READ_AT_ONCE} FOR UPDATE SKIP LOCKED),
  hidden AS (
    UPDATE queue q SET vt = clock_timestamp() + interval '${HIDDEN_SECONDS} seconds', read_ct = read_ct + 1
      FROM due WHERE q.msg_id = due.msg_id RETURNING q.msg_id, q.message)
  SELECT msg_id::text, message FROM hidden ORDER BY hidden.msg_id`;
const DELETE = `DELETE FROM queue WHERE msg_id = ANY($1::bigint[])`;

interface Read {
  readonly msg_id: string;
  readonly message: Message;
}

const prepare: Contender['prepare'] = async ({ takerUrl }) => {
  const client = new Client({ connectionString: takerUrl });
  await client.connect();
  await client.query(TABLES);
  await client.end();
};

const openTaker: Contender['openTaker'] = async ({ takerUrl }) => {
  const pool = new Pool({ connectionString: takerUrl, max: 16 });
  return {
    async take(messages) {
      const bodies = messages.map((message) => JSON.stringify({ ...bodyOf(message), ...message }));
      await pool.query({ name: 'send', text: SEND, values: [bodies] });
    },
    close: () => pool.end(),
  };
};

/** Reads and deletes until it is closed; in one transaction, or with the read committed by itself as pgmq's own clients do. */
const openReader = async (url: string, inOneTransaction: boolean): Promise<End> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  let isClosing = false;
  const work = async (): Promise<void> => {
    if (inOneTransaction) await client.query('BEGIN');
    const { rows } = await client.query<Read>({ name: 'read', text: READ });
    if (rows.length === 0) {
      if (inOneTransaction) await client.query('COMMIT');
      await pause(LOOK_AGAIN_MS);
      return;
    }
    if (!inOneTransaction) await client.query('BEGIN');
    await client.query({ name: 'effect', text: TAKE_EFFECT, values: effectsOf(rows.map(({ message }) => message)) });
    await client.query({ name: 'delete', text: DELETE, values: [rows.map((row) => row.msg_id)] });
    await client.query('COMMIT');
  };
  const goingOn = (async () => {
    while (!isClosing) await work();
  })();
  return {
    async close() {
      isClosing = true;
      await goingOn;
      await client.end();
    },
  };
};

const openWorker =
  (readers: number, inOneTransaction: boolean): Contender['openWorker'] =>
  async ({ takerUrl }) => {
    const all = await Promise.all(Array.from({ length: readers }, () => openReader(takerUrl, inOneTransaction)));
    return {
      async close() {
        for (const reader of all) await reader.close();
      },
    };
  };

/** A table with visibility times, by the statements that pgmq's functions come down to; without what the functions cost. */
export const tableQueue: Contender = {
  name: 'pgmq',
  how: `its statements; ${READERS} readers of ${READ_AT_ONCE} at once, hidden for ${HIDDEN_SECONDS} s, effect and deletion in one commit`,
  promisesOrder: false,
  ...{ prepare, openTaker },
  openWorker: openWorker(READERS, false),
};

/** The same with one reader that reads in the transaction in which it deletes: what a kill leaves is at the head again. */
export const tableQueueInOrder: Contender = {
  name: 'pgmq, one reader',
  how: `its statements; one reader of ${READ_AT_ONCE} at once; read, effect and deletion in one commit`,
  promisesOrder: true,
  ...{ prepare, openTaker },
  openWorker: openWorker(1, true),
};
