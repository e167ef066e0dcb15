import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsObject,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  validateSync,
  type ValidationArguments,
} from 'class-validator';
import { AGAIN_DAYS, messagingDefaults } from '#messaging';
import { loginIn, type Logins } from '#kernel';
import { isVerified } from '#persistence';

const described = new Map<Function, Map<string, string>>();

/** Says in one line what turning a knob does. Required for every key: the operators' page is made from it. */
export const Knob =
  (consequence: string): PropertyDecorator =>
  (target, key) => {
    const keys = described.get(target.constructor) ?? new Map<string, string>();
    keys.set(String(key), consequence);
    described.set(target.constructor, keys);
  };

export interface KnobDescription {
  readonly key: string;
  readonly consequence: string;
  /** What is used when the key is not set; undefined when it must be. */
  readonly fallback: unknown;
}

/** Every key of a config class, its parent's first. */
export const knobsOf = (config: new () => object): KnobDescription[] => {
  const parent = Object.getPrototypeOf(config) as new () => object;
  const inherited = parent?.name ? knobsOf(parent) : [];
  const defaults = new config() as Record<string, unknown>;
  const own = [...(described.get(config) ?? new Map<string, string>())].map(([key, consequence]) => ({
    key,
    consequence,
    fallback: defaults[key],
  }));
  return [...inherited, ...own];
};

// Nobody knows it, so /operations refuses everybody until a token is set.
const unknownToken = (): string => crypto.randomUUID() + crypto.randomUUID();

const Numeric = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

const judgedWith = (
  name: string,
  fits: (value: string, config: ServiceConfig) => boolean,
  message: string,
): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown, args?: ValidationArguments) => fits(String(value), args!.object as ServiceConfig),
      defaultMessage: () => message,
    },
  }) as PropertyDecorator;

const isThisMachine = (host: string): boolean => /^(127(\.\d{1,3}){3}|localhost|\[?::1\]?)$/.test(host);

const KeysWhereOthersReachIt = (): PropertyDecorator =>
  judgedWith(
    'keysWhereOthersReachIt',
    (folder, { HOST, DEMO }) => folder !== '' || isThisMachine(HOST) || DEMO === 'yes',
    'others reach this service, so it needs keys by which it knows the other services: `npm run keys` makes them (docs/operators/who-is-who.md); a trial does without by DEMO=yes',
  );

/** Where an address leads: pg lets `host` overrule the name before it, and takes a folder for that of a socket. */
export const staysHere = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, searchParams } = new URL(address);
  const host = (protocol.startsWith('postgres') && searchParams.get('host')) || hostname;
  return isThisMachine(host) || /^(\/|%2f)/i.test(host);
};

const EncryptedOffTheMachine = (isEncrypted: (address: string) => boolean, how: string): PropertyDecorator =>
  judgedWith(
    'encryptedOffTheMachine',
    (address, { DEMO }) => !address.includes('://') || isEncrypted(address) || staysHere(address) || DEMO === 'yes',
    `it leads to another machine without TLS: ${how}, and give CA_FILE (docs/operators/encryption.md)`,
  );

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Node passes over what it cannot read, and would then trust nobody. */
const areCertificates = (text: string): boolean => {
  const blocks = text.match(BLOCK) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
};

const Certificates = (): PropertyDecorator =>
  judgedWith(
    'certificates',
    (text) => text === '' || areCertificates(text),
    '$property must be certificates in PEM, -----BEGIN CERTIFICATE-----',
  );

const KeyOfTheCertificate = (): PropertyDecorator =>
  judgedWith(
    'keyOfTheCertificate',
    (key, { TLS_CERTIFICATE }) =>
      (key === '') === (TLS_CERTIFICATE === '') && (key === '' || isKeyOf(TLS_CERTIFICATE, key)),
    'TLS_CERTIFICATE and TLS_KEY must be a certificate and its own private key, or both not set',
  );

const isKeyOf = (certificate: string, key: string): boolean => {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
};

const DATABASE_WITH_TLS = 'write ?sslmode=verify-full behind it';

const isOtlpAddress = (address: string): boolean =>
  address === '' || (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol));

const OtlpAddress = (): PropertyDecorator =>
  judgedWith(
    'otlpAddress',
    isOtlpAddress,
    'OTEL_EXPORTER_OTLP_ENDPOINT must look like https://collector:4318, without /v1/traces',
  );

const ThisMachineOnly = (): PropertyDecorator =>
  judgedWith(
    'thisMachineOnly',
    (host, { OPERATIONS_PORT }) => OPERATIONS_PORT !== null || isThisMachine(host),
    'others reach this address, so set OPERATIONS_PORT too: /metrics and /operations are not for those who file',
  );

/** What every program that listens is told by its environment. */
export class ListeningConfig {
  @Knob("Port of the service's HTTP side.")
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 8080;

  @Knob(
    'Port for operators and for the other services: /health, /metrics, /operations. PORT then knows neither /metrics nor /operations. May be left out only where HOST is an address of this machine alone.',
  )
  @Transform(({ value }) => (value === '' ? null : value))
  @IsOptional()
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(65_535)
  OPERATIONS_PORT: number | null = null;

  @Knob('Address to listen on. 127.0.0.1 keeps the service to this machine.')
  @IsString()
  @ThisMachineOnly()
  HOST = '0.0.0.0';

  @Knob(
    'Certificate (PEM) of this service with those between it and its authority; as a rule a file, TLS_CERTIFICATE_FILE. With it both ports speak TLS only: write https in SERVICE_URLS and MODULE_URLS of the others, and for probes and whoever reads /metrics.',
  )
  @IsString()
  @Certificates()
  TLS_CERTIFICATE = '';

  @Knob('Private key (PEM) of TLS_CERTIFICATE; as a rule a file, TLS_KEY_FILE.')
  @IsString()
  @KeyOfTheCertificate()
  TLS_KEY = '';

  @Knob(
    'Certificates (PEM) of those who may vouch for broker, database and the other services; as a rule a file, CA_FILE. Their names are checked in any case. Not set: those that Node trusts.',
  )
  @IsString()
  @Certificates()
  CA = '';

  @Knob(
    'For a trial: `yes` lets services start without keys, and speak to broker and database on another machine without TLS.',
  )
  @IsIn(['', 'yes'])
  DEMO = '';

  @Knob('Name of this process among its replicas; must be unique. In Kubernetes: the pod name.')
  @IsNotEmpty()
  INSTANCE = `${process.env['HOSTNAME'] ?? 'local'}-${process.pid}`;

  @Knob(
    'Addresses or networks of the load balancers in front, with commas between them: `10.0.0.0/8`. What they say in X-Forwarded-For is believed; without it all who come through one are counted as one address.',
  )
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/\s/g, '') : value))
  @Matches(/^([0-9A-Fa-f:.]+(\/\d{1,3})?(,(?!$)|$))*$/, {
    message: 'TRUSTED_PROXIES must be addresses or networks with commas between them',
  })
  TRUSTED_PROXIES = '';

  @Knob(
    'Which start of the platform this process belongs to. Set by `npm start`, which so tells its own processes from those of another platform on the machine.',
  )
  @IsString()
  START_ID = '';

  @Knob('How much is logged: error, warn, info or debug.')
  @IsIn(['error', 'warn', 'info', 'debug'])
  LOG_LEVEL = 'info';
}

/** What every service with a database and a broker is told beside that. */
export class ServiceConfig extends ListeningConfig {
  @Knob(
    "The service's own database, with its own role. Nobody else may use it. On another machine with TLS only: `?sslmode=verify-full`. In a file it is read again with each new connection, and may stand twice with another password.",
  )
  @Matches(/^postgres(ql)?:\/\//, {
    message: 'DATABASE_URL must look like postgres://user:password@host:port/database',
  })
  @EncryptedOffTheMachine(isVerified, DATABASE_WITH_TLS)
  DATABASE_URL: string;

  @Knob(
    'The same database as the role that owns it: only for `migrate`, which gives the role of DATABASE_URL what it needs. Without it `migrate` uses DATABASE_URL.',
  )
  @Matches(/^(postgres(ql)?:\/\/.*)?$/, {
    message: 'MIGRATE_DATABASE_URL must look like postgres://user:password@host:port/database',
  })
  @EncryptedOffTheMachine(isVerified, DATABASE_WITH_TLS)
  MIGRATE_DATABASE_URL = '';

  @Knob(
    'The broker; on another machine with TLS only: `amqps://`. In a file it is read again with each new connection, and may stand twice with another password. While it is away the service keeps what it is given and carries on when it is back.',
  )
  @Matches(/^amqps?:\/\//, { message: 'AMQP_URL must look like amqps://user:password@host:port' })
  @EncryptedOffTheMachine((address) => address.startsWith('amqps:'), 'write amqps:// before it')
  AMQP_URL: string;

  @Knob(
    'Name of the installation. Everything it has on the broker begins with it, and services believe only what is said in it: two installations on one broker have nothing in common.',
  )
  @Matches(/^[a-z][a-z0-9-]{0,30}$/, { message: 'PLATFORM must be a short name in lower case' })
  PLATFORM = messagingDefaults.platform;

  @Knob(
    "Folder with this service's X25519 private key (NAME.key) and the public keys of all services (NAME.pub), by which they prove to each other who they are, and the secret that all share (messages.key), under which messages with the number of a person are encrypted. Without it whoever reaches the broker is believed: only a service that listens on 127.0.0.1 starts so.",
  )
  @IsString()
  @KeysWhereOthersReachIt()
  KEYS_DIR = '';

  @Knob(
    'Requests that one network address may send to one process in a second, twice as many in a burst; the next is answered 429.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  ADDRESS_REQUESTS_PER_SECOND = 6_000;

  @Knob(
    'Connections that one network address may hold at one process; the next is answered 429 and closed. Those of TRUSTED_PROXIES are not counted: let the balancer count them.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  ADDRESS_CONNECTIONS = 2_000;

  @Knob(
    'Keys and operations tokens that are not known which one network address may show to one process in a minute. After them 429, without a look into the database; a key that was right there is let in all the same.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  WRONG_KEYS_PER_MINUTE = 60;

  @Knob(
    'Seconds in which 16 KB more of a body, or its end, must arrive; who sends more slowly twice in a row is cut off with 408.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(600)
  BODY_PACE_SECONDS = 10;

  @Knob(
    'Who may use /operations (vitals, worklist, accounts), as JSON: {"Jane Roe":"SHA-256 of her token in hex"}. What she orders is recorded under this name, whatever she types.',
  )
  @Transform(({ value }) => (typeof value === 'string' ? parsed(value) : value))
  @IsObject()
  OPERATORS: Record<string, string> = {};

  @Knob(
    'One token for /operations that tells no people apart, for tests and for machines of one person. Whoever reads the environment of a service has it.',
  )
  @Transform(({ value }) => (value === '' ? undefined : value))
  @MinLength(16)
  OPERATIONS_TOKEN: string = unknownToken();

  @Knob(
    'Where the other services are asked, their OPERATIONS_PORT, as JSON, {"entry":"http://entry:9090"}: for reads, never for changes.',
  )
  @Transform(({ value }) => (typeof value === 'string' ? parsed(value) : value))
  SERVICE_URLS: Record<string, string> = {};

  @Knob(
    'Ways that messages are spread over; the same for all services. A service can use as many replicas as lanes. Change only with empty queues.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(64)
  LANES = messagingDefaults.lanes;

  @Knob(
    'Messages handled in one transaction. More is faster under load; one bad message then costs a larger batch a second try.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(2_000)
  BATCH = messagingDefaults.batch;

  @Knob('Attempts before a failing message is set aside for a person.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(50)
  ATTEMPTS = messagingDefaults.attempts;

  @Knob('Milliseconds before the second, third, … attempt, separated by commas.')
  @Matches(/^\d+(,\d+)*$/)
  RETRY_DELAYS_MS = messagingDefaults.retryDelays.join(',');

  @Knob(
    'Hours for which messages that left are kept, so that a service whose database was put back to an earlier state can have them again. Less saves disk and refills less. At most 13 days: who hears it again must still know what was handled.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(AGAIN_DAYS * 24)
  SENT_HOURS = 72;

  @Knob(
    'Collector of OpenTelemetry that is told the way of each filing by OTLP over HTTP: `https://collector:4318`. Not set, nothing is told, and it costs nothing.',
  )
  @IsString()
  @OtlpAddress()
  @EncryptedOffTheMachine((address) => address.startsWith('https:'), 'write https:// before it')
  OTEL_EXPORTER_OTLP_ENDPOINT = '';

  @Knob(
    'Share of the filings whose way is told, 0 to 1; the same for all services. Less costs less, here and at the collector.',
  )
  @Numeric()
  @IsNumber()
  @Min(0)
  @Max(1)
  OTEL_TRACES_SAMPLER_ARG = 1;

  @Knob('Database connections of one process: three for messages, the rest is shared by requests.')
  @Numeric()
  @IsInt()
  @Min(4)
  @Max(200)
  POOL_SIZE = 16;
}

const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

export class BadConfiguration extends Error {}

/** Addresses with the password of whoever enters: a file may have two, a line each, while a password is exchanged. */
const ADDRESSES = ['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'AMQP_URL'] as const;
type Address = (typeof ADDRESSES)[number];
const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());

/** Where the settings of a service came from. */
const origins = new WeakMap<object, NodeJS.ProcessEnv>();

/** `KEY`, or what is in the file that `KEY_FILE` names: a secret need not stand in the environment. */
const settingOf = (key: string, environment: NodeJS.ProcessEnv): string | undefined => {
  const file = environment[`${key}_FILE`];
  if (!file) return environment[key];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new BadConfiguration(`${key}_FILE: ${file} cannot be read: ${(error as Error).message}`);
  }
};

/**
 * Reads and checks a service's configuration. Each key may also be given as a file, in KEY_FILE.
 *
 * @throws BadConfiguration naming every key that is wrong and what it is for
 */
export const loadConfig = <C extends ListeningConfig>(type: new () => C, environment: NodeJS.ProcessEnv): C => {
  const knobs = knobsOf(type);
  const given = Object.fromEntries(
    knobs.map(({ key }) => [key, settingOf(key, environment)] as const).filter(([, value]) => value !== undefined),
  );
  for (const key of ADDRESSES) if (given[key] !== undefined) given[key] = linesOf(given[key])[0];
  const config = plainToInstance(type, given, { exposeDefaultValues: true });
  origins.set(config, environment);
  const faults = validateSync(config, { skipMissingProperties: false });
  if (faults.length > 0) {
    const lines = faults.map(({ property, constraints }) => {
      const why = Object.values(constraints ?? {}).join('; ');
      return `  ${property}: ${why}. (${knobs.find((k) => k.key === property)?.consequence ?? ''})`;
    });
    throw new BadConfiguration(`The configuration is not usable:\n${lines.join('\n')}`);
  }
  return config;
};

/**
 * As whom the service may enter at an address. Where that stands in a file (`KEY_FILE`) the file is read again each time, so that a password is exchanged while
 * the service runs; of its lines only user and password count, the rest is as it was at the start. While it cannot be read, what was read last holds.
 */
export const loginsOf = (config: ServiceConfig, key: Address): Logins => {
  let known = [loginIn(config[key])];
  const environment = origins.get(config);
  if (!environment?.[`${key}_FILE`]) return () => known;
  return () => {
    try {
      const read = linesOf(settingOf(key, environment)!).filter((line) => URL.canParse(line));
      if (read.length > 0) known = read.map(loginIn);
    } catch {
      // Somebody writes it anew at this moment, or has taken it away.
    }
    return known;
  };
};

/**
 * What a service cannot serve without, although `migrate` can do without it.
 *
 * @throws BadConfiguration naming the keys that are not set and what they are for
 */
export const needed = <C extends ListeningConfig>(config: C, ...keys: (keyof C & string)[]): void => {
  const missing = keys.filter((key) => config[key] === '');
  if (missing.length === 0) return;
  const knobs = knobsOf(config.constructor as new () => object);
  throw new BadConfiguration(
    `The configuration is not usable:\n${missing.map((key) => `  ${key} is not set. (${knobs.find((knob) => knob.key === key)?.consequence ?? ''})`).join('\n')}`,
  );
};
