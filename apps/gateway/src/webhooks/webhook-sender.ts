import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config';

const TIMEOUT_MS = 5_000;

/** Addresses that are not of the open internet (RFC 6890), and those that lead into IPv4 by another way. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
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
      return callback(Object.assign(new Error(`${hostname} is not an address of the open internet`), { code: 'EPRIVATE' }), '', 4);
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

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 with the webhook's secret over the seconds, a full stop and the body. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

/** Sends one signed message. Follows no redirects, waits five seconds at the most, and never throws. */
@Injectable()
export class WebhookSender {
  constructor(private readonly config: GatewayConfig) {}

  /** Why a partner's address is not taken, or null. */
  refusalOf(url: string): string | null {
    let parsed: URL;
    try {
      parsed = new URL(url);
    } catch {
      return 'is no URL';
    }
    const plain = parsed.protocol === 'http:' && this.config.WEBHOOK_PRIVATE_ADDRESSES;
    if (parsed.protocol !== 'https:' && !plain) return 'must begin with https://';
    if (parsed.username !== '' || parsed.password !== '') return 'must not contain a user or password';
    const host = parsed.hostname.replace(/^\[|\]$/g, '');
    const local = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host));
    return local && !this.config.WEBHOOK_PRIVATE_ADDRESSES ? 'must be an address of the open internet' : null;
  }

  send(url: string, secret: string, headers: Readonly<Record<string, string>>, body: string): Promise<SendResult> {
    const refusal = this.refusalOf(url);
    if (refusal) return Promise.resolve({ status: null, error: `the address ${refusal}` });
    const seconds = Math.floor(Date.now() / 1_000);
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(this.config.WEBHOOK_PRIVATE_ADDRESSES ? {} : { lookup: openLookup }),
      headers: {
        ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Portway',
        'portway-signature': signatureOf(secret, seconds, body),
      },
    };
    return new Promise((resolve) => {
      const failed = (error: Error & { code?: string }): void => resolve({ status: null, error: (error.name === 'AbortError' || error.name === 'TimeoutError' ? 'no answer within 5 seconds' : error.message || error.code || 'failed').slice(0, 300) });
      const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, options, (response) => {
        const status = response.statusCode ?? 0;
        resolve({ status, error: status >= 200 && status < 300 ? null : `answered ${status}` });
        response.destroy();
      });
      request.on('error', failed);
      request.end(body);
    });
  }
}
