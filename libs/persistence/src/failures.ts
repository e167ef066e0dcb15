/** Socket-level failures: the connection could not be made, or is lost. */
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The line could not be encrypted, or who answered could not prove to be the server: OpenSSL's and Node's words, only ever said while connecting. */
const NOT_PROVED = /^(CERT_|DEPTH_ZERO_|EPROTO$|ERR_SSL_|ERR_TLS_|INVALID_CA$|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_)/;

/**
 * PostgreSQL's own words for "not now", by the beginning of the SQLSTATE: connection lost (08), read-only (25006), idle too long in a
 * transaction (25P03, 25P04), not let in (28, 3D: only ever said while connecting), somebody was first (40), out of resources (53), a lock not had
 * in time (55P03), a statement that took too long (57014), shutting down or starting (57P), a fault of its machine (58).
 */
const NOT_NOW = /^(08|25006|25P03|25P04|28|3D000|40001|40P01|53|55P03|57014|57P|58)/;

/** The drivers' own words for a connection that is lost or was not had, which come without a code. */
const WORDS = new RegExp(
  `^(${[
    'Connection terminated',
    'The server does not support SSL connections',
    'There was an error establishing an SSL connection',
    'Connection ended unexpectedly',
    'timeout expired',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end',
    // The connection was lost between two statements of a transaction: the driver gave it up before the next one.
    'Query runner already released',
    'Driver not Connected',
    'Connection with postgres database is not established',
    'Cannot execute operation on "postgres" connection because connection is not yet established',
  ].join('|')})`,
  'i',
);

/** How far a wrapped error is followed: no driver wraps one more often. */
const DEEPEST = 5;

/** A property of anything at all. What cannot be read is not there. */
const read = (value: unknown, key: string): unknown => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
};

/**
 * The error and what the driver gave for it, the outermost first. Not its `cause`: that of a request to another service may look just like
 * that of a statement.
 */
const layers = (error: unknown): unknown[] => {
  const found: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && found.length < DEEPEST; one = read(one, 'driverError'))
    found.push(one);
  return found;
};

const isAny = (error: unknown, test: (code: string, message: string) => boolean): boolean =>
  layers(error).some((one) => {
    const [code, message] = [read(one, 'code'), read(one, 'message')];
    return test(typeof code === 'string' ? code : '', typeof message === 'string' ? message : '');
  });

/**
 * True when the database, not the data, is the reason: the work was not done and can be tried again as it is. Takes whatever was thrown,
 * an error or not, and never throws itself: it is asked where a fault must not become a second one.
 */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  isAny(
    error,
    (code, message) => SOCKET.has(code) || NOT_PROVED.test(code) || NOT_NOW.test(code) || WORDS.test(message),
  );

/** True when a statement was given up because it took too long: by PostgreSQL (SQLSTATE 57014) or by this process. */
export const isOutOfTime = (error: unknown): boolean =>
  isAny(error, (code, message) => code === '57014' || /^Query read timeout/.test(message));

/** True when a unique key was already taken (SQLSTATE 23505). */
export const isConflictOfKeys = (error: unknown): boolean => isAny(error, (code) => code === '23505');

/** What to say of anything that was thrown. */
export const reasonOf = (error: unknown): string => {
  const message = read(error, 'message');
  if (typeof message === 'string' && message !== '') return message;
  try {
    return String(error);
  } catch {
    return 'something that cannot be shown was thrown';
  }
};
