import { allContracts, listenersOf } from '#contracts';
import { knobsOf, problems, type ListeningConfig } from '#service';

const cell = (value: unknown): string => String(value).replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (heads: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [
    `| ${heads.join(' | ')} |`,
    `|${heads.map(() => '---|').join('')}`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');

export const messagesTable = (): string =>
  table(
    ['message', 'says', 'order is kept by', 'heard by'],
    allContracts.map((c) => [`\`${c.type}\` v${c.version}`, c.describes, c.subject, listenersOf(c.type).join(', ')]),
  );

export const problemsTable = (): string =>
  table(
    ['type', 'status', 'title', 'what happened to the message', 'what to do'],
    Object.entries(problems).map(([name, p]) => [
      `\`urn:portway:problem:${name}\``,
      p.status,
      p.title,
      p.disposition ?? '–',
      p.remedy,
    ]),
  );

/** `migrate` does without them. */
const NEEDED_TO_SERVE = ['ACTIVITY_SIGNING_KEY', 'IMPORTER_DIGEST_KEY'];

const fallbackOf = (key: string, fallback: unknown): string => {
  if (key === 'OPERATIONS_TOKEN') return 'nobody is let in';
  if (key === 'INSTANCE') return 'host name and process number';
  if (key === 'OPERATIONS_PORT') return 'PORT serves all';
  if (key === 'START_ID') return 'one of its own';
  if (key === 'MIGRATE_DATABASE_URL') return '`DATABASE_URL`';
  if (NEEDED_TO_SERVE.includes(key) || fallback === undefined) return '**must be set**';
  return `\`${typeof fallback === 'object' ? JSON.stringify(fallback) : fallback}\``;
};

/** Keys that the parent class has are left out when `parent` is given. */
export const knobsTable = (config: new () => ListeningConfig, parent?: new () => ListeningConfig): string => {
  const inherited = new Set(parent ? knobsOf(parent).map((k) => k.key) : []);
  const own = knobsOf(config).filter((k) => !inherited.has(k.key));
  return own.length === 0
    ? 'Nothing of its own.'
    : table(
        ['key', 'not set means', 'what turning it does'],
        own.map((k) => [`\`${k.key}\``, fallbackOf(k.key, k.fallback), k.consequence]),
      );
};
