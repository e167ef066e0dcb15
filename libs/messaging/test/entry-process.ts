import { existsSync, writeFileSync } from 'node:fs';
import { CargoReleaseFiled } from '#contracts';
import { Received } from '#messaging';
import { openDesk, spoken, takeIntoEffect, Wish } from './desk';

/**
 * An entry service of its own process, to be killed for real. KILL_AT names the point at which it kills itself the first time:
 * `before commit`, `after commit`, `after publish`; MARK is a file that remembers that it happened.
 */
const {
  DATABASE_URL,
  AMQP_URL,
  INSTANCE = 'entry-1',
  KILL_AT = '',
  MARK = '',
  SLOW_MS = '0',
  ATTEMPTS = '4',
} = process.env;

const die = (): void => {
  writeFileSync(MARK, 'died');
  process.kill(process.pid, 'SIGKILL');
};
const dieOnceAt = (point: string): void => {
  if (KILL_AT === point && !existsSync(MARK)) die();
};
const failedOnce = new Set<string>();
/** A process of the next build is given what it says then. */
const asNow = (message: Received<CargoReleaseFiled>): Received<CargoReleaseFiled> => {
  const { value } = message.data as { value?: { amount: number } };
  return value ? { ...message, data: { ...message.data, estimatedValueDollars: value.amount } } : message;
};

void openDesk(
  {
    service: 'entry',
    instance: INSTANCE,
    databaseUrl: DATABASE_URL!,
    amqpUrl: AMQP_URL!,
    log: process.env['SPEAK'] ? spoken : undefined,
    attempts: Number(ATTEMPTS),
  },
  (runtime) => {
    runtime.handle(CargoReleaseFiled.type, {
      repeats: true,
      handle: async (messages, unit) => {
        for (const message of messages as Received<CargoReleaseFiled>[]) {
          const wish = message.data.contactName as Wish;
          if (wish === 'be poison') throw new Error('this filing cannot be handled');
          if (wish === 'kill the service') process.kill(process.pid, 'SIGKILL');
          if (wish === 'fail once' && !failedOnce.has(message.id)) {
            failedOnce.add(message.id);
            throw new Error('failed the first time');
          }
          await takeIntoEffect(asNow(message), unit, INSTANCE);
        }
        if (SLOW_MS !== '0') await new Promise((resolve) => setTimeout(resolve, Number(SLOW_MS)));
        dieOnceAt('before commit');
      },
    });
    const take = runtime.inbox.take.bind(runtime.inbox);
    runtime.inbox.take = async (bundles) => {
      const gaps = await take(bundles);
      dieOnceAt('after commit');
      return gaps;
    };
    const publish = runtime.broker.publish.bind(runtime.broker);
    runtime.broker.publish = async (exchange, key, content, headers) => {
      await publish(exchange, key, content, headers);
      dieOnceAt('after publish');
    };
  },
).then((desk) => {
  process.stdout.write('ready\n');
  process.on('SIGTERM', () => void desk.close().then(() => process.exit(0)));
});
