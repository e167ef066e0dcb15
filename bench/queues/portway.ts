import { CargoReleaseFiled } from '#contracts';
import { messagingDefaults, MessagingRuntime, messagingTables, type MessagingLog, type Received } from '#messaging';
import { createDataSource } from '#persistence';
import { bodyOf, type Contender, effectsOf, type End, type Message, TAKE_EFFECT } from './contender';

const open = async (
  service: 'gateway' | 'entry',
  url: string,
  amqpUrl: string,
  handle: (runtime: MessagingRuntime) => void,
): Promise<End & { readonly runtime: MessagingRuntime }> => {
  let isClosing = false;
  // That the broker is gone is no news to who leaves it.
  const tell = (fields: object, text: string): void =>
    void (isClosing || process.stderr.write(`${text} ${JSON.stringify(fields)}\n`));
  const log: MessagingLog = { info: () => undefined, warn: tell, error: tell };
  const settings = { ...messagingDefaults, service, instance: `${service}-${process.pid}`, amqpUrl };
  const source = createDataSource({ url, applicationName: service, entities: [], migrations: [], poolSize: 14 });
  await source.initialize();
  const runtime = new MessagingRuntime(source, settings, log);
  handle(runtime);
  runtime.start();
  return {
    runtime,
    async close() {
      isClosing = true;
      await runtime.stop();
      await source.destroy();
    },
  };
};

/** The roads that filings travel by: outbox, relay, RabbitMQ, inbox, each end with a database of its own. */
export const portway: Contender = {
  name: 'Portway',
  how: 'outbox, RabbitMQ and inbox between two databases; those who wait share the next commit, as at the gateway',
  promisesOrder: true,
  crossesServices: true,
  async prepare({ takerUrl, workerUrl }) {
    for (const url of [takerUrl, workerUrl]) {
      const source = createDataSource({
        ...{ url, applicationName: 'preparing', entities: [], poolSize: 1, forMigration: true },
        migrations: [...messagingTables],
      });
      await source.initialize();
      await source.runMigrations();
      await source.destroy();
    }
  },
  async openTaker({ takerUrl, amqpUrl }) {
    const { runtime, close } = await open('gateway', takerUrl, amqpUrl, () => undefined);
    const { transactions } = runtime;
    let waiting: { messages: readonly Message[]; done: () => void; failed: (error: unknown) => void }[] = [];
    let isCommitting = false;
    const commitWhatWaits = async (): Promise<void> => {
      isCommitting = true;
      while (waiting.length > 0) {
        const group = waiting;
        waiting = [];
        await transactions
          .run(async (unit) => {
            for (const message of group.flatMap(({ messages }) => messages))
              unit.publish(
                CargoReleaseFiled,
                message.subject,
                bodyOf(message),
                { correlationId: message.id },
                message.id,
              );
          })
          .then(
            () => group.forEach(({ done }) => done()),
            (error) => group.forEach(({ failed }) => failed(error)),
          );
      }
      isCommitting = false;
    };
    return {
      close,
      take: (messages) =>
        new Promise((done, failed) => {
          waiting.push({ messages, done, failed });
          if (!isCommitting) void commitWhatWaits();
        }),
    };
  },
  openWorker: ({ workerUrl, amqpUrl }) =>
    open('entry', workerUrl, amqpUrl, (runtime) =>
      runtime.handle(CargoReleaseFiled.type, {
        repeats: true,
        handle: async (messages, unit) => {
          const came = (messages as Received<CargoReleaseFiled>[]).map(({ id, subject, data }) => ({
            ...{ id, subject, n: data.estimatedValueDollars ?? 0 },
          }));
          await unit.manager.query(TAKE_EFFECT, effectsOf(came));
        },
      }),
    ),
};
