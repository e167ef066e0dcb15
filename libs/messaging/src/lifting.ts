import { type Contract, contractOf } from '#contracts';

/** Thrown for a message that no further attempt can mend: it is set aside at once. */
export class Unprocessable extends Error {}

/** Thrown for a message of a version that this build does not know yet: it waits, however long, for a replica of a build that does. */
export class NotYetKnown extends Error {}

/** What a message of this type is called today. */
export const typeToday = (type: string): string => contractOf(type)?.type ?? type;

/** A message as far as it matters here. */
export interface Told {
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
}

/**
 * The message in the words of today's contract. A copy where it had to be lifted: what the inbox keeps of it stays as it was sent, with the
 * version it was sent with.
 */
export const asToday = <M extends Told>(contract: Contract, message: M): M => {
  const { type, version } = message;
  if (version > contract.version)
    throw new NotYetKnown(`version ${version} of ${type} is not known here, only ${contract.version}`);
  const data = liftedOrUnprocessable(contract, message);
  const fault = contract.faultOf(data);
  if (fault) throw new Unprocessable(`does not match its contract: ${fault}`);
  return data === message.data ? message : { ...message, data };
};

const liftedOrUnprocessable = (contract: Contract, { data, version }: Told): unknown => {
  try {
    return contract.lifted(data, version);
  } catch (error) {
    throw new Unprocessable(`cannot be lifted from version ${version}: ${(error as Error).message}`);
  }
};

/** What a message says in the words of today, or as it was sent where that cannot be: for those who tell of one that was not taken. */
export const asFarAsLifted = ({ type, version, data }: Told): unknown => {
  try {
    return contractOf(type)?.lifted(data, version) ?? data;
  } catch {
    return data;
  }
};
