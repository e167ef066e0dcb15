import type { Server } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allowances, Holdings, networkOf } from './allowances';
import { Colleagues } from './colleagues';
import { ServiceConfig } from './config';
import { FOR_OPERATORS, operatorOf } from './operations';
import { Problem } from './problem';
import { tellShare } from './rate-limit-headers';
import { type Refusal, Refusals } from './refusals';
import { hashApiKey } from './secrets';

/** Who sent a request, once it is known: an account, or `operations`. */
export type Called = FastifyRequest & { caller?: string };

const BURST_SECONDS = 2;
const MINUTE = 60;
const RETRY_SECONDS = 30;
const REMEMBERED_KEYS = 50_000;

export const tooMany = (detail: string, retryAfterSeconds: number): Problem =>
  new Problem('too-many-requests', detail, [], retryAfterSeconds);

/** What one network address may ask of one process, and how often it may show a wrong key. */
@Injectable()
export class CallerLimits {
  private readonly requests: Allowances;
  private readonly wrongKeys: Allowances;
  private readonly connections: Holdings;
  private readonly balancers: BlockList;
  /** Digests. */
  private readonly rightKeys = new Set<string>();

  constructor(
    private readonly config: ServiceConfig,
    private readonly refusals: Refusals,
  ) {
    this.requests = new Allowances(
      config.ADDRESS_REQUESTS_PER_SECOND,
      config.ADDRESS_REQUESTS_PER_SECOND * BURST_SECONDS,
    );
    this.wrongKeys = new Allowances(config.WRONG_KEYS_PER_MINUTE / MINUTE, config.WRONG_KEYS_PER_MINUTE);
    this.connections = new Holdings(config.ADDRESS_CONNECTIONS);
    this.balancers = networksIn(config.TRUSTED_PROXIES);
  }

  /** Tells the share of the network address too. @throws Problem `too-many-requests` */
  admit({ ip }: FastifyRequest, reply: FastifyReply): void {
    const wait = this.requests.take(networkOf(ip));
    tellShare(reply, 'address', this.requests, networkOf(ip));
    if (wait === 0) return;
    this.refusals.note('too many requests', ip);
    throw tooMany(
      `More than ${this.config.ADDRESS_REQUESTS_PER_SECOND} requests a second came from your network address.`,
      wait,
    );
  }

  /** Before a key is looked up: one that was right at this process is let pass. @throws Problem `too-many-requests` after too many wrong ones */
  admitKey({ ip }: FastifyRequest, key: string): void {
    const wait = this.wrongKeys.wait(networkOf(ip));
    if (wait === 0 || this.rightKeys.has(hashApiKey(key))) return;
    this.refusals.note('too many wrong keys', ip);
    throw tooMany('Too many keys that are not known came from your network address.', wait);
  }

  noteRightKey(key: string): void {
    if (this.rightKeys.size >= REMEMBERED_KEYS) this.rightKeys.clear();
    this.rightKeys.add(hashApiKey(key));
  }

  /** Ends a request that showed a wrong key or token. @throws Problem `not-authenticated`, or `too-many-requests` after too many of them */
  refuseKey(
    request: FastifyRequest,
    key: string,
    reason: 'unknown key' | 'wrong token' | 'wrong operations token',
    detail: string,
  ): never {
    this.rightKeys.delete(hashApiKey(key));
    this.admitKey(request, key);
    this.noteWrong(request, reason);
    throw new Problem('not-authenticated', detail);
  }

  /** Counts a wrong key, token or password against the network address it came from. */
  noteWrong({ ip }: FastifyRequest, reason: Refusal): void {
    this.wrongKeys.take(networkOf(ip));
    this.refusals.note(reason, ip);
  }

  /** Of a balancer that is trusted there may be any number: the requests behind it are counted each by its own address. */
  connected(socket: Socket): void {
    const address = socket.remoteAddress;
    if (!address || this.isTrusted(address)) return;
    const network = networkOf(address);
    if (this.connections.take(network)) {
      socket.once('close', () => this.connections.give(network));
      return;
    }
    this.refusals.note('too many connections', address);
    socket.end(
      `HTTP/1.1 429 Too Many Requests\r\nretry-after: ${RETRY_SECONDS}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    );
    socket.destroySoon();
  }

  /** Whether what is at this end of a connection is one of TRUSTED_PROXIES. */
  isTrusted(address: string): boolean {
    const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
    return this.balancers.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  }
}

/** The addresses and networks of TRUSTED_PROXIES. */
const networksIn = (text: string): BlockList => {
  const list = new BlockList();
  for (const network of text.split(',').filter(Boolean)) {
    const [base = '', bits] = network.split('/');
    const family = isIPv6(base) ? 'ipv6' : 'ipv4';
    list.addSubnet(base, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
};

/** Addresses for operators: their token is judged before a body is read, as keys are. */
const isForOperators = ({ routeOptions }: FastifyRequest): boolean =>
  /^\/operations(\/|$)/.test(routeOptions.url ?? '');

/** Counts connections and requests by network address, and lets in only operators where the address is theirs. */
export const limitCallers = (app: NestFastifyApplication, config: ServiceConfig): void => {
  const [limits, colleagues] = [app.get(CallerLimits), app.get(Colleagues)];
  const fastify = app.getHttpAdapter().getInstance();
  (fastify.server as Server).on('connection', (socket: Socket) => limits.connected(socket));
  fastify.addHook('onRequest', (request, reply, done) => {
    try {
      limits.admit(request, reply);
      if (isForOperators(request)) {
        // What a service says in the body is compared with its mark when it is there.
        if (!operatorOf(request, config) && !colleagues.mayAsk(request))
          limits.refuseKey(request, request.headers.authorization ?? '', 'wrong operations token', FOR_OPERATORS);
        (request as Called).caller = 'operations';
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  });
};
