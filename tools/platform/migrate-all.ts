import { text } from 'node:stream/consumers';
import { bringUpToDate, loadConfig, type ServiceConfig } from '#service';
import { EVERY_SERVICE } from '../documents/rights';
import { messageOf } from '../infrastructure/failure';

/**
 * Brings the databases of all services up to date in one process, each as its `main.js migrate` does: to load eight services one by one takes most of the time.
 * Its input is the environment of each service by name; its output is JSON lines of a service and how far it is. The first that fails ends it.
 */
const all = async (): Promise<void> => {
  const environments = JSON.parse(await text(process.stdin)) as Record<string, NodeJS.ProcessEnv>;
  const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  await Promise.all(
    Object.entries(environments).map(async ([service, env]) => {
      try {
        const definition = EVERY_SERVICE.find(({ name }) => name === service);
        if (!definition) throw new Error('there is no such service');
        const config: ServiceConfig = loadConfig(definition.config, env);
        await bringUpToDate(definition, config, (progress) => say({ service, progress }));
        say({ service, done: true });
      } catch (error) {
        process.stderr.write(`${service}: the database could not be brought up to date: ${messageOf(error)}\n`);
        process.exit(1);
      }
    }),
  );
};

void all();
