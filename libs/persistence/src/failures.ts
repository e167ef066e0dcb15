/** Socket-level failures, and PostgreSQL's own words for "not now": connection lost, shutting down, out of resources. */
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const RESOURCE_STATES = ['08', '53', '57P', '40001', '40P01'];
/** The drivers' own words for a lost connection, which come without a code. */
const WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected|Connection with postgres database is not established)/i;

interface Coded {
  code?: string;
  message?: string;
  driverError?: Coded;
  cause?: unknown;
}

/** True when the database, not the data, is the reason: the work was not done and can be tried again as it is. */
export const isDatabaseUnavailable = (error: unknown): boolean => {
  const { code, message, driverError } = (error ?? {}) as Coded;
  if (driverError && driverError !== error && isDatabaseUnavailable(driverError)) return true;
  if (code && (SOCKET.has(code) || RESOURCE_STATES.some((state) => code.startsWith(state)))) return true;
  return typeof message === 'string' && WORDS.test(message);
};

/** True when a unique key was already taken (SQLSTATE 23505). */
export const isConflictOfKeys = (error: unknown): boolean => {
  const { code, driverError } = (error ?? {}) as Coded;
  return code === '23505' || driverError?.code === '23505';
};
