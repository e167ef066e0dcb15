import { lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const TIMEOUT_MS = 5_000;

/** Addresses that are not of the open internet (RFC 6890), and those that lead into IPv4 by another way. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}

export const isPrivateAddress = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return PRIVATE.check(mapped, 'ipv4');
  const family = isIP(address);
  return family === 0 || PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

/** Looks names up as usual and refuses what they hide: the check is made on the address that is then connected to. */
export const openLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 4);
    const found = addresses.find(({ address }) => !isPrivateAddress(address));
    if (!found || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(
        Object.assign(new Error(`${hostname} is not an address of the open internet`), { code: 'EPRIVATE' }),
        '',
        4,
      );
    }
    if (options.all) callback(null, addresses);
    else callback(null, found.address, found.family);
  });
};

export interface SendResult {
  /** HTTP status, or null when there was none. */
  readonly status: number | null;
  readonly error: string | null;
}

/**
 * Why an address that somebody outside gave is not called, or null.
 *
 * @param privateAllowed for trials: plain http and addresses of inner networks too
 */
export const refusalOfAddress = (url: string, privateAllowed: boolean): string | null => {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return 'is no URL';
  }
  const plain = parsed.protocol === 'http:' && privateAllowed;
  if (parsed.protocol !== 'https:' && !plain) return 'must begin with https://';
  if (parsed.username !== '' || parsed.password !== '') return 'must not contain a user or password';
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const local = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host));
  return local && !privateAllowed ? 'must be an address of the open internet' : null;
};

interface Question {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly withinMs: number;
  readonly privateAllowed: boolean;
}

/** Follows no redirects, and never throws. */
const askOutside = <T>(
  { url, method, headers, body, withinMs, privateAllowed }: Question,
  failed: (error: string) => T,
  take: (response: IncomingMessage) => T | Promise<T>,
): Promise<T> => {
  const refusal = refusalOfAddress(url, privateAllowed);
  if (refusal) return Promise.resolve(failed(`the address ${refusal}`));
  const options: RequestOptions = {
    method,
    agent: false,
    signal: AbortSignal.timeout(withinMs),
    ...(privateAllowed ? {} : { lookup: openLookup }),
    headers: { ...headers, 'user-agent': 'Portway' },
  };
  return new Promise<T>((resolve, reject) => {
    const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, options, (response) => {
      Promise.resolve(take(response))
        .finally(() => response.destroy())
        .then(resolve, reject);
    });
    request.on('error', reject);
    request.end(body);
  }).catch((error: Error & { code?: string }) => {
    const late = error.name === 'AbortError' || error.name === 'TimeoutError';
    return failed(
      (late ? `no answer within ${withinMs / 1_000} seconds` : error.message || error.code || 'failed').slice(0, 300),
    );
  });
};

const notSuccess = (status: number): string | null => (status >= 200 && status < 300 ? null : `answered ${status}`);

/** Posts JSON to an address that somebody outside gave. Follows no redirects, waits five seconds at the most, and never throws. */
export const postOutside = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  privateAllowed: boolean,
): Promise<SendResult> =>
  askOutside<SendResult>(
    {
      url,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      },
      body,
      withinMs: TIMEOUT_MS,
      privateAllowed,
    },
    (error) => ({ status: null, error }),
    ({ statusCode: status = 0 }) => ({ status, error: notSuccess(status) }),
  );

export type ReadResult = { readonly text: string } | { readonly error: string };

/** Reads text at an address. Follows no redirects, waits and takes no more than it is told, and never throws. */
export const readOutside = (
  url: string,
  headers: Readonly<Record<string, string>>,
  { withinMs, mostBytes, privateAllowed }: { withinMs: number; mostBytes: number; privateAllowed: boolean },
): Promise<ReadResult> =>
  askOutside<ReadResult>(
    { url, method: 'GET', headers, withinMs, privateAllowed },
    (error) => ({ error }),
    async (response) => {
      const error = notSuccess(response.statusCode ?? 0);
      if (error) return { error };
      const pieces: Buffer[] = [];
      let bytes = 0;
      for await (const piece of response) {
        pieces.push(piece as Buffer);
        bytes += (piece as Buffer).length;
        if (bytes > mostBytes) return { error: `answered more than ${mostBytes} bytes` };
      }
      return { text: Buffer.concat(pieces).toString('utf8') };
    },
  );
