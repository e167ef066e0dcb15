import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#service';
import { PortalConfig } from '../config/portal.config';
import { Seal } from './sealed';

/** Who signed in. The whole of it is in the sealed cookie: the portal keeps nothing. */
export interface Session {
  /** What the modules are shown: an access token, or an API key. */
  readonly bearer: string;
  readonly by: 'token' | 'key';
  /** Names the session towards the page; says nothing else. */
  readonly id: string;
  /** The same whenever the same person, or the same key, signs in; says nothing else. */
  readonly holder: string;
  readonly name: string;
  /** ISO 8601. */
  readonly until: string;
  /** For signing out at the issuer. */
  readonly idToken?: string;
  /** ISO 8601; absent in cookies of releases before, which end by age alone. */
  readonly begunAt?: string;
}

/** When a session was used last. Apart from the session, so that an answer on its way when somebody signs out brings back nothing that opens anything. */
interface Use {
  /** Of the session. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
}

/** On its way to the issuer and back. */
export interface SigningIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path of the page to go back to. */
  readonly back: string;
  readonly until: string;
}

/** Names of the cookies. */
const [SESSION, USE, WAY] = ['portway', 'portway-used', 'portway-signing-in'] as const;
const SIGNING_IN_SECONDS = 600;
const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** A use is noted when it is so much later than the one that was noted. */
const NOTED_EVERY_MS = 60_000;
/** For how many seconds nobody has touched the page that asks: pages ask by themselves too. */
const UNTOUCHED = 'x-portway-untouched';
/** No form and no link of another site can send it. */
const OURS = 'x-portway-page';

/** @param who subject of a token with its issuer, or an API key */
export const holderOf = (who: string): string =>
  createHash('sha256').update(`holder ${who}`).digest('base64url').slice(0, 16);

/** Cookies of who signed in, and whether an order comes from a page of ours. */
@Injectable()
export class Sessions {
  private readonly sessions: Seal;
  private readonly uses: Seal;
  private readonly ways: Seal;
  private readonly idleMs: number;
  private readonly secure: boolean;
  private readonly origin: string;

  constructor({ SESSION_SECRETS, PORTAL_URL, SESSION_IDLE_MINUTES }: PortalConfig) {
    this.idleMs = SESSION_IDLE_MINUTES * 60_000;
    this.sessions = new Seal(SESSION_SECRETS, 'session');
    this.uses = new Seal(SESSION_SECRETS, 'use');
    this.ways = new Seal(SESSION_SECRETS, 'signing-in');
    this.origin = new URL(PORTAL_URL).origin;
    this.secure = this.origin.startsWith('https:');
  }

  /** The session of a request; null where there is none, or it is over: by age, or because nobody used it for SESSION_IDLE_MINUTES. Notes the use. */
  async of(request: FastifyRequest, reply: FastifyReply): Promise<Session | null> {
    const cookies = cookiesOf(request);
    const session = await this.sessions.open<Session>(cookies.get(this.name(SESSION)) ?? '');
    if (!session || Date.parse(session.until) <= Date.now()) return null;
    if (!session.begunAt) return session;
    const noted = await this.uses.open<Use>(cookies.get(this.name(USE)) ?? '');
    const before = Date.parse(noted?.id === session.id ? noted.at : session.begunAt);
    if (Date.now() - before >= this.idleMs) return null;
    const now = touchedAt(request);
    if (now - before >= NOTED_EVERY_MS) await this.noteUse(reply, session, now);
    return session;
  }

  async begin(reply: FastifyReply, session: Omit<Session, 'begunAt'>): Promise<void> {
    const begunAt = new Date(Date.now()).toISOString();
    this.set(reply, SESSION, await this.sessions.close({ ...session, begunAt }), secondsUntil(session));
  }

  end(reply: FastifyReply): void {
    this.set(reply, SESSION, '', 0);
    this.set(reply, USE, '', 0);
  }

  private async noteUse(reply: FastifyReply, session: Session, at: number): Promise<void> {
    const use: Use = { id: session.id, at: new Date(at).toISOString() };
    this.set(reply, USE, await this.uses.close(use), secondsUntil(session));
  }

  async leave(reply: FastifyReply, way: Omit<SigningIn, 'until'>): Promise<void> {
    const until = new Date(Date.now() + SIGNING_IN_SECONDS * 1_000).toISOString();
    this.set(reply, WAY, await this.ways.close({ ...way, until }), SIGNING_IN_SECONDS);
  }

  /** What this browser was sent away with; good once. */
  async comeBack(request: FastifyRequest, reply: FastifyReply): Promise<SigningIn | null> {
    const sealed = cookiesOf(request).get(this.name(WAY));
    this.set(reply, WAY, '', 0);
    const way = sealed ? await this.ways.open<SigningIn>(sealed) : null;
    return way && Date.parse(way.until) > Date.now() ? way : null;
  }

  /**
   * Orders under a cookie come from pages of this origin only: the browser says where from, and the page says that it is one of ours.
   *
   * @throws Problem `not-authorized`
   */
  requireOurPage({ method, headers }: FastifyRequest): void {
    if (SAFE.includes(method)) return;
    const { origin, [OURS]: ours, 'sec-fetch-site': site } = headers;
    if (origin === this.origin && ours !== undefined && (site === undefined || site === 'same-origin')) return;
    throw new Problem('not-authorized', 'This order does not come from a page of this portal.');
  }

  /** With the prefix, no neighbouring site and nobody without TLS can set it (RFC 6265bis). */
  private name(cookie: string): string {
    return this.secure ? `__Host-${cookie}` : cookie;
  }

  private set(reply: FastifyReply, name: string, value: string, seconds: number): void {
    const cookie = `${this.name(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${this.secure ? '; Secure' : ''}`;
    const before = [reply.getHeader('set-cookie') ?? []].flat() as string[];
    void reply.header('set-cookie', [...before, cookie]);
  }
}

/** When its person last did something, as far as a request tells: she opens a page now, or the page says since when it is untouched. What else asks tells nothing. */
const touchedAt = ({ headers }: FastifyRequest): number => {
  if (headers['sec-fetch-mode'] === 'navigate') return Date.now();
  const { [UNTOUCHED]: seconds } = headers;
  return typeof seconds === 'string' && /^\d{1,7}$/.test(seconds) ? Date.now() - Number(seconds) * 1_000 : -Infinity;
};

const secondsUntil = ({ until }: Pick<Session, 'until'>): number =>
  Math.max(1, Math.floor((Date.parse(until) - Date.now()) / 1_000));

const cookiesOf = ({ headers }: FastifyRequest): Map<string, string> =>
  new Map(
    (headers.cookie ?? '').split(/; */).flatMap((pair) => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)] as const] : [];
    }),
  );
