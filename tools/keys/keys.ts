/**
 * `npm run keys -- FOLDER [--broker HOST:PORT] [--platform NAME]` makes, in FOLDER, what services and broker know each other by. What is there stays, so
 * that it can be run again: for a service that is new, or to exchange a broker password that was deleted from secrets.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServiceName } from '#contracts';
import { brokerExchanges, brokerRights } from '#messaging';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { keepKeys } from '../infrastructure/keys';
import { rabbitDefinitions } from '../infrastructure/rabbitmq';
import { Secrets } from '../infrastructure/secrets';
import { SERVICES } from '../platform/services';

const USAGE = 'Give a folder: `npm run keys -- FOLDER [--broker HOST:PORT] [--platform NAME]`.';

interface Asked {
  readonly folder: string;
  readonly broker: string;
  readonly platform: string;
}

/** @throws Foreseen with what is wrong with the command */
export const asked = (words: readonly string[]): Asked => {
  const options: Record<string, string> = { '--broker': 'broker:5672', '--platform': 'portway' };
  const folders: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (!word.startsWith('--')) folders.push(word);
    else if (word in options && words[at + 1]) options[word] = words[(at += 1)]!;
    else throw new Foreseen(USAGE);
  }
  if (folders.length !== 1) throw new Foreseen(USAGE);
  return { folder: resolve(folders[0]!), broker: options['--broker']!, platform: options['--platform']! };
};

/** For each service a folder for KEYS_DIR, with `amqp-url` for AMQP_URL_FILE beside the keys; for RabbitMQ `broker/definitions.json`. */
export const makeKeys = ({ folder, broker, platform }: Asked): void => {
  const names = SERVICES.map(({ name }) => name as ServiceName);
  mkdirSync(join(folder, 'broker'), { recursive: true, mode: 0o700 });
  const secrets = new Secrets(join(folder, 'secrets.json'));
  keepKeys(folder, names);
  const users = names.map((name) => ({ name, password: secrets.get(`broker ${name}`), rights: brokerRights(platform, name) }));
  for (const { name, password } of users) writeFileSync(join(folder, name, 'amqp-url'), `amqp://${name}:${password}@${broker}\n`, { mode: 0o600 });
  const administrator = { name: 'administrator', password: secrets.get('broker administrator') };
  const definitions = rabbitDefinitions({ administrator, users, exchanges: brokerExchanges(platform) });
  writeFileSync(join(folder, 'broker', 'definitions.json'), `${JSON.stringify(definitions, null, 2)}\n`, { mode: 0o600 });
};

if (require.main === module) {
  void runProgram(async () => {
    const wanted = asked(process.argv.slice(2));
    makeKeys(wanted);
    process.stdout.write(`Keys are in ${wanted.folder}: a folder for each service, and broker/definitions.json for RabbitMQ.\n`);
    return 0;
  });
}
