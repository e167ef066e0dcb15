/**
 * `npm run keys -- FOLDER` makes, in FOLDER, all that services, broker and database know each other by, and the secrets that each has for itself. What is there
 * stays, so that it can be run again: for a service that is new, or a certificate near its end. With `--exchange` it exchanges the passwords by which services enter
 * database and broker, while everything runs.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServiceName } from '#contracts';
import { publicKeyText, signingKey } from '#contracts';
import { brokerExchanges, brokerRights } from '#messaging';
import { certify, isGood, newAuthority, type Certified } from '../infrastructure/certificates';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { keepKeys } from '../infrastructure/keys';
import { type RabbitUser, rabbitDefinitions } from '../infrastructure/rabbitmq';
import { Secrets } from '../infrastructure/secrets';
import { keysOf } from '../platform/service-keys';
import { PORTAL, SERVICES } from '../platform/services';
import { exchangePasswords, runCommand, tryPasswords } from './exchange';
import { Passwords, type Step } from './passwords';

const USAGE = [
  "Give a folder: `npm run keys -- FOLDER [--broker HOST:PORT] [--database HOST:PORT] [--platform NAME] [--group-reads yes]`. {service} in a database's HOST stands for each service's name.",
  'To exchange the passwords of services at database and broker: the same with `--exchange passwords --servers COMMAND [--give COMMAND] [--try no]`, or in steps, `--exchange begin`, `change` and `end` (docs/operators/keys-and-roles.md).',
].join('\n');
const EXCHANGES = ['', 'passwords', 'begin', 'change', 'end'] as const;

/** In the address of the database. */
const SERVICE = '{service}';
/** Who counts, in a cluster, how many replicas the work needs: it sees how many messages wait, and touches none. */
const SCALER = 'scaler';
const NONE = { configure: '^$', write: '^$', read: '^$', topics: [] };
/** Of RabbitMQ's management by TLS. */
const MANAGEMENT_PORT = 15_671;

interface Asked {
  readonly folder: string;
  readonly broker: string;
  /** With `{service}` in it, each service has a server of its own. */
  readonly database: string;
  readonly platform: string;
  /** Of what services are given: the group of FOLDER's owner may read it too. In containers, servers and services are different users. */
  readonly groupReads: boolean;
  /** Passwords are exchanged: in one go, or by a step. */
  readonly exchange: (typeof EXCHANGES)[number];
  /** A command that lets database and broker take the next passwords; it may read definitions.json. */
  readonly servers: string;
  /** A command that gives services and servers their files, and ends when they have them. Empty: they read them where they are. */
  readonly give: string;
  /** Whether the next passwords are tried from here before those of before are taken away. */
  readonly tries: boolean;
}

/** @throws Foreseen with what is wrong with the command */
export const asked = (words: readonly string[]): Asked => {
  const options: Record<string, string> = {
    '--broker': 'broker:5671',
    '--database': 'database:5432',
    '--platform': 'portway',
    '--group-reads': 'no',
    '--exchange': '',
    '--servers': '',
    '--give': '',
    '--try': 'yes',
  };
  const folders: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (!word.startsWith('--')) folders.push(word);
    else if (word in options && words[at + 1]) options[word] = words[(at += 1)]!;
    else throw new Foreseen(USAGE);
  }
  const exchange = EXCHANGES.find((known) => known === options['--exchange']);
  if (folders.length !== 1 || exchange === undefined || (exchange === 'passwords') !== (options['--servers'] !== ''))
    throw new Foreseen(USAGE);
  return {
    folder: resolve(folders[0]!),
    broker: options['--broker']!,
    database: options['--database']!,
    platform: options['--platform']!,
    groupReads: options['--group-reads'] === 'yes',
    exchange,
    servers: options['--servers']!,
    give: options['--give']!,
    tries: options['--try'] === 'yes',
  };
};

/** Secrets of a release that kept them in the environment of compose: where nothing is kept yet, they are taken over. */
const EARLIER = {
  'database superuser': 'DATABASE_PASSWORD',
  'activity signing key': 'ACTIVITY_SIGNING_KEY',
  'importer digest key': 'IMPORTER_DIGEST_KEY',
};

const secretsIn = (folder: string): Secrets => new Secrets(join(folder, 'secrets.json'));

const passwordsIn = (secrets: Secrets): Passwords =>
  new Passwords(
    secrets,
    SERVICES.flatMap(({ name }) => [`broker ${name}`, `database ${name}`, `database ${name} owner`]),
  );

/**
 * A step of the exchange of passwords, with all files as they are after it.
 *
 * @throws Foreseen where another step comes first
 */
export const makeStep = (wanted: Asked, step: Step): string[] => {
  const fault = passwordsIn(secretsIn(wanted.folder)).step(step);
  if (fault) throw new Foreseen(fault);
  return makeKeys(wanted);
};

/**
 * For each service a folder for KEYS_DIR, with what else it is given in files (`…_FILE`), and one with its database's owner for `migrate`; a folder each
 * for RabbitMQ, PostgreSQL, whoever makes the databases, and the operator.
 *
 * @returns what was made anew and needs a restart of whoever has it
 */
export const makeKeys = (
  { folder, broker, database, platform, groupReads }: Omit<Asked, 'exchange' | 'servers' | 'give' | 'tries'>,
  environment: NodeJS.ProcessEnv = {},
  now = new Date(),
): string[] => {
  const names = SERVICES.map(({ name }) => name as ServiceName);
  const ownServers = database.includes(SERVICE);
  const databaseOf = (service: string): string => database.replaceAll(SERVICE, service);
  const mode = groupReads ? 0o640 : 0o600;
  const at = (...path: string[]): string => join(folder, ...path);
  for (const name of [
    'authority',
    'broker',
    'database',
    'database-roles',
    'operator',
    PORTAL.name,
    ...names.map((service) => `${service}-owner`),
    ...(ownServers ? [SCALER, ...names.map(serverOf)] : []),
  ])
    mkdirSync(at(name), { recursive: true, mode: 0o700 });
  const secrets = secretsIn(folder);
  const passwords = passwordsIn(secrets);
  for (const [name, key] of Object.entries(EARLIER)) if (environment[key]) secrets.get(name, () => environment[key]!);
  /** For those who take every byte of a file for the value. Whoever reads it at this moment reads the whole of what was there, or of what comes. */
  const bare = (text: string, ...path: string[]): void => {
    const part = `${at(...path)}.part`;
    writeFileSync(part, text, { mode });
    renameSync(part, at(...path));
  };
  const write = (text: string, ...path: string[]): void => bare(`${text.trim()}\n`, ...path);
  /** Written once; who changes it later has the last word. */
  const keep = (make: () => string, ...path: string[]): string => {
    if (!existsSync(at(...path))) write(make(), ...path);
    return readFileSync(at(...path), 'utf8');
  };

  const authority = keptAuthority(at('authority'), platform, now);
  const renewed = [
    ['broker', broker],
    ...(ownServers ? names.map((name) => [serverOf(name), databaseOf(name)]) : [['database', database]]),
  ]
    .filter(([server, address]) => keepCertificate(at(server!), authority, [hostOf(address!)], now))
    .map(([server]) => server!);
  keepKeys(folder, names, mode);
  for (const name of [...names, PORTAL.name]) {
    if (keepCertificate(at(name), authority, hostsOf(name), now, mode)) renewed.push(name);
    write(authority.certificate, name, 'ca.crt');
  }
  const token = keep(() => randomBytes(24).toString('hex'), 'operator', 'operations-token').trim();
  const operators = keep(
    () => JSON.stringify({ operator: createHash('sha256').update(token).digest('hex') }),
    'operator',
    'operators',
  );

  const users = names.map((name) => ({
    name,
    password: passwords.ofServer(`broker ${name}`),
    rights: brokerRights(platform, name),
  }));
  for (const name of names) {
    const role = `portway_${name}`;
    /** A line for each password by which it may enter at the moment. */
    const addresses = (secret: string, address: (password: string) => string): string =>
      passwords.ofService(secret).map(address).join('\n');
    const databaseUrl = (user: string, secret: string): string =>
      addresses(secret, (password) => `postgres://${user}:${password}@${databaseOf(name)}/${role}?sslmode=verify-full`);
    write(operators, name, 'operators');
    write(
      addresses(`broker ${name}`, (password) => `amqps://${name}:${password}@${broker}`),
      name,
      'amqp-url',
    );
    write(databaseUrl(role, `database ${name}`), name, 'database-url');
    write(databaseUrl(`${role}_owner`, `database ${name} owner`), `${name}-owner`, 'migrate-database-url');
    if (ownServers) {
      write(authority.certificate, serverOf(name), 'ca.crt');
      bare(passwords.ofServer(`database ${name}`), serverOf(name), 'password');
      bare(passwords.ofServer(`database ${name} owner`), serverOf(name), 'owner-password');
    }
    for (const [key, value] of Object.entries(keysOf(name, secrets)))
      keep(() => environment[key] || value, name, fileOf(key));
  }
  keep(
    () => environment['ACTIVITY_PUBLIC_KEYS'] || publicKeyText(signingKey(secrets.get('activity signing key'))),
    'account',
    fileOf('ACTIVITY_PUBLIC_KEYS'),
  );

  for (const [key, value] of Object.entries(keysOf(PORTAL.name, secrets))) keep(() => value, PORTAL.name, fileOf(key));

  const administrator = { name: 'administrator', password: secrets.get('broker administrator') };
  const scaler: RabbitUser[] = [];
  if (ownServers) {
    scaler.push({ name: SCALER, password: secrets.get(`broker ${SCALER}`), rights: NONE, watches: true });
    write(authority.certificate, SCALER, 'ca.crt');
    bare(`https://${hostOf(broker)}:${MANAGEMENT_PORT}`, SCALER, 'host');
    bare(SCALER, SCALER, 'username');
    bare(secrets.get(`broker ${SCALER}`), SCALER, 'password');
  }
  write(
    JSON.stringify(
      rabbitDefinitions({ administrator, users: [...users, ...scaler], exchanges: brokerExchanges(platform) }),
      null,
      2,
    ),
    'broker',
    'definitions.json',
  );
  for (const to of ['database', 'database-roles']) write(secrets.get('database superuser'), to, 'password');
  write(authority.certificate, 'database-roles', 'ca.crt');
  const ofRoles = names.flatMap((name) => [
    `${name.toUpperCase()}_DATABASE_PASSWORD=${passwords.ofServer(`database ${name}`)}`,
    `${name.toUpperCase()}_OWNER_PASSWORD=${passwords.ofServer(`database ${name} owner`)}`,
  ]);
  write(ofRoles.join('\n'), 'database-roles', 'passwords.env');
  return renewed;
};

const serverOf = (service: string): string => `${service}-database`;
const fileOf = (key: string): string => key.toLowerCase().replaceAll('_', '-');
const hostOf = (address: string): string => new URL(`tcp://${address}`).hostname.replace(/^\[|\]$/g, '');

/** `ca.crt` may hold several, for the time in which one takes the place of another: the first signs. */
const keptAuthority = (folder: string, platform: string, now: Date): Certified => {
  const [certificate, key] = [join(folder, 'ca.crt'), join(folder, 'ca.key')];
  if (!existsSync(certificate) || !existsSync(key)) {
    const made = newAuthority(`Portway ${platform}`, now);
    writeFileSync(key, made.key, { mode: 0o600 });
    writeFileSync(certificate, made.certificate);
  }
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
};

/** By which names services reach each other in compose, in a cluster and on one machine. */
const hostsOf = (service: string): string[] => [
  service,
  `${service}.portway`,
  `${service}.portway.svc`,
  'localhost',
  '127.0.0.1',
];

/**
 * @param mode of the key; PostgreSQL takes none that others may read
 * @returns whether it was made anew
 */
const keepCertificate = (
  folder: string,
  authority: Certified,
  hosts: readonly string[],
  now: Date,
  mode = 0o600,
): boolean => {
  const [certificate, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const isThere = existsSync(certificate) && existsSync(key);
  if (isThere && isGood(readFileSync(certificate, 'utf8'), authority.certificate, hosts, now)) return false;
  const made = certify(authority, hosts, now);
  writeFileSync(key, made.key, { mode });
  writeFileSync(certificate, made.certificate);
  return isThere;
};

/** What is asked. @returns what was made anew and needs a restart of whoever has it */
const made = async (wanted: Asked): Promise<string[]> => {
  const { folder, exchange, servers, give, tries } = wanted;
  if (exchange === '') return makeKeys(wanted, process.env);
  if (exchange !== 'passwords') return makeStep(wanted, exchange);
  const renewed = new Set<string>();
  const definitions = (): string => readFileSync(join(folder, 'broker', 'definitions.json'), 'utf8');
  await exchangePasswords({
    step: (step) => makeStep(wanted, step).forEach((one) => renewed.add(one)),
    give: async () => void (give && (await runCommand(give, ''))),
    servers: () => runCommand(servers, definitions()),
    tried: async () =>
      void (
        tries &&
        (await tryPasswords(
          folder,
          SERVICES.map(({ name }) => name),
        ))
      ),
  });
  process.stdout.write('Database and broker take new passwords, and no others.\n');
  return [...renewed];
};

if (require.main === module) {
  void runProgram(async () => {
    const wanted = asked(process.argv.slice(2));
    const renewed = await made(wanted);
    process.stdout.write(
      `Keys are in ${wanted.folder}: a folder for each service, and for broker, database and operator.\n`,
    );
    for (const server of renewed)
      process.stdout.write(
        `The certificate of the ${server} is new: let the ${server} read it (docs/operators/encryption.md).\n`,
      );
    return 0;
  });
}
