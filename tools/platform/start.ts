import { join, relative } from 'node:path';
import { Foreseen, runProgram, showFailure } from '../infrastructure/failure';
import { appendLog } from '../infrastructure/logs';
import { homeFolder, ROOT } from './home';
import { Platform } from './launch';
import { Observers } from './observers';
import { welcome } from './screen';
import { parseReplicas, SERVICES } from './services';

/** Signals that reach a process twice, from the terminal and handed on by npm, are one wish when they come together. */
const ONE_WISH = 2_000;

const show = (text: string): void => void process.stdout.write(text);

/** The screen may close; what was said is in the log too. */
const say = (line: string): void => {
  show(`  ${line}\n`);
  try {
    appendLog(join(homeFolder(), 'logs', 'platform.log'), `${new Date().toISOString()} ${line}\n`);
  } catch {
    // A full disk.
  }
};

const OBSERVE = '--observe';
const HELP = `npm start                  runs the whole platform on this machine until Ctrl-C; what is filed is kept
npm start -- ${OBSERVE}     with Prometheus, Grafana and a viewer of traces, as far as they can be had

In the environment: PORT, the first of the ports (8080); PORTWAY_HOME, where data and logs are kept; DATABASE_URL and AMQP_URL, a PostgreSQL
and a RabbitMQ of your own; REPLICAS, processes of a service: REPLICAS=entry=2.`;

async function start(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return show(`${HELP}\n`);
  const unknown = words.find((word) => word !== OBSERVE);
  if (unknown !== undefined) throw new Foreseen(`npm start does not know "${unknown}".\n\n${HELP}`);
  const begun = Date.now();
  const home = homeFolder();
  show('Starting Portway\n');
  const cacheDir = join(ROOT, '.portway', 'cache');
  const observers = words.includes(OBSERVE) ? new Observers({ home, cacheDir, say }) : undefined;
  const platform = new Platform({
    home,
    port: wishedPort(process.env.PORT),
    databaseUrl: process.env.DATABASE_URL || undefined,
    amqpUrl: process.env.AMQP_URL || undefined,
    replicas: wishedReplicas(process.env.REPLICAS),
    env: await observers?.startTraces(),
    say,
  });
  const stop = stopOnSignal(platform, observers);
  let failed = false;
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    // Somebody we wrote to has left, or the disk is full: neither stops a supervisor.
    if (['EPIPE', 'EIO', 'ECONNRESET', 'ENOSPC'].includes(error.code ?? '') || failed) return;
    failed = true;
    showFailure(error);
    void Promise.all([platform.kill(), observers?.stop()]).then(() => process.exit(1));
  });
  try {
    const { demo, warnings, notOpen } = await platform.launch();
    show(`${welcome(demo, relative(process.cwd(), home) || home, warnings, notOpen)}\n`);
    say(`up after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    // Fetching it for the first time takes a while, and nobody waits for it.
    void observers?.watch(platform.status().filter(({ service }) => service !== 'broker' && service !== 'database'));
  } catch (error) {
    await observers?.stop();
    if (!stop.wished()) throw error;
  }
  await stop.done;
}

/** Ctrl-C or SIGTERM stops the platform in order; a second one ends everything at once. */
function stopOnSignal(
  platform: Platform,
  observers: Observers | undefined,
): { done: Promise<void>; wished: () => boolean } {
  let since = 0;
  const done = new Promise<void>((resolve) => {
    const hear = (): void => {
      if (since === 0) {
        since = Date.now();
        show(
          '\nStopping: services finish what they are doing, then broker and database stop (Ctrl-C again ends all at once)\n',
        );
        void Promise.all([platform.stop(), observers?.stop()]).then(() => {
          say('stopped; data is kept');
          resolve();
        });
      } else if (Date.now() - since > ONE_WISH) {
        say('ending all at once');
        void Promise.all([platform.kill(), observers?.stop()]).then(() => process.exit(1));
      }
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, hear);
  });
  return { done, wished: () => since > 0 };
}

function wishedPort(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Foreseen(`PORT is "${text}": give a number from 1 to 65535.`);
  return port;
}

function wishedReplicas(text: string | undefined): Record<string, number> {
  try {
    return parseReplicas(
      text ?? '',
      SERVICES.map((service) => service.name),
    );
  } catch (error) {
    throw new Foreseen((error as Error).message);
  }
}

void runProgram(start).then(() => process.exit());
