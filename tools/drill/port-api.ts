import { Foreseen, messageOf } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';
import type { DemoFile } from '../platform/launch';

/** The port service answered, and not with what was asked for. */
export class Refused extends Foreseen {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Asks the port service in somebody's name. @throws Foreseen telling what it answered, Refused when it answered */
export const askPort = async <T>(
  demo: DemoFile,
  who: Pick<DemoAccount, 'name' | 'apiKey'>,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<T> => {
  const response = await fetch(demo.port + path, {
    method,
    signal: AbortSignal.timeout(10_000),
    headers: { authorization: `Bearer ${who.apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch((error: unknown) => {
    throw new Foreseen(`${who.name}: ${method} ${path} of the port service was not answered (${messageOf(error)}).`);
  });
  if (response.ok) return (await response.json()) as T;
  throw new Refused(
    response.status,
    `${who.name}: ${method} ${path} of the port service was answered ${response.status}: ${(await response.text()).slice(0, 600)}`,
  );
};
