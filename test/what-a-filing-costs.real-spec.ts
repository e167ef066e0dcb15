import { measureGate } from '../bench/gate';
import { realServers } from './support';

const servers = realServers();
const TURNS = 4;

/**
 * In times of the processor time of others in the same turns, so that neither the machine nor what else it does decides. How far apart the figures of runs
 * lie is in docs/developers/benchmark.md; each bound is twice their middle, and twice the most that was seen of the floor of a summary, which is a single statement. Rows and statements do not scatter.
 */
const BOUNDS = {
  messages: { ofPeer: 2.8, ofFloor: 5, rows: 5 },
  summaries: { ofPeer: 1.9, ofFloor: 16, rows: 9, statementsABatch: 24 },
};

test('a message and an entry summary cost no more processor time, held against a table of messages, plain SQL and a plain INSERT, than they did when this was written', async () => {
  const figures = await measureGate(await servers.postgresUrl(), await servers.freshVhost(), TURNS);
  const { messages, summaries } = figures;
  const held = {
    messages: {
      ofPeer: messages.own / messages.peer,
      ofFloor: messages.own / messages.floor,
      rows: messages.rows,
    },
    summaries: {
      ofPeer: summaries.own / summaries.peer,
      ofFloor: summaries.own / summaries.floor,
      rows: summaries.rows,
      statementsABatch: summaries.statementsABatch,
    },
  };
  const over = Object.entries(BOUNDS).flatMap(([what, bounds]) =>
    Object.entries(bounds).flatMap(([figure, bound]) => {
      const value = (held as Record<string, Record<string, number>>)[what]![figure]!;
      return value <= bound ? [] : [`${what} ${figure}: ${value.toFixed(2)}, held to ${bound}`];
    }),
  );
  expect({ over, figures }).toEqual({ over: [], figures });
});
