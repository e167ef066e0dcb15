import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { InnerLines, Problem } from '#service';
import { PortalConfig } from '../config/portal.config';
import { holderOf, type Session, type SigningIn } from './sessions';

const WAIT_MS = 10_000;

interface Provider {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
}

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly expires_in: number;
}

/** The portal as a client of the OpenID provider: authorization code with PKCE (RFC 7636), and no secret of its own. */
@Injectable()
export class SignIn {
  private known: Provider | null = null;

  private readonly lines: InnerLines;

  constructor(private readonly config: PortalConfig) {
    // The address for browsers is vouched for by somebody whom browsers believe.
    this.lines = new InnerLines(config.SIGN_IN_REACHED_AT === '' ? {} : config);
  }

  /** Where a browser goes to sign in, and what it is sent away with. @throws Problem where the provider does not answer: nobody is sent to an address that is dead */
  async begin(back: string): Promise<{ address: string; way: Omit<SigningIn, 'until'> }> {
    this.known = null;
    const { authorization_endpoint } = await this.provider();
    const way = { state: random(), nonce: random(), verifier: random(), back };
    const address = new URL(authorization_endpoint);
    address.search = String(
      new URLSearchParams({
        client_id: this.config.SIGN_IN_CLIENT,
        response_type: 'code',
        redirect_uri: this.callback,
        scope: 'openid email profile',
        state: way.state,
        nonce: way.nonce,
        code_challenge: createHash('sha256').update(way.verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }),
    );
    return { address: address.href, way };
  }

  /** Exchanges the code of a browser that came back. @throws Problem where it is none, or not for this browser */
  async finish(code: string, way: SigningIn): Promise<Session> {
    const { token_endpoint, issuer } = await this.provider();
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: this.config.SIGN_IN_CLIENT,
      redirect_uri: this.callback,
      code,
      code_verifier: way.verifier,
    });
    const answer = await this.ask(this.reached(token_endpoint), form);
    if (!answer.ok) throw new Problem('not-authenticated', 'The code is not good, or not any more: sign in again.');
    const { access_token: bearer, id_token: idToken, expires_in: seconds } = (await answer.json()) as Tokens;
    // It comes from the provider itself, over a connection to it: OpenID Connect Core 3.1.3.7, 6.
    const claims = decodeJwt(idToken);
    const isOurs = [claims.aud].flat().includes(this.config.SIGN_IN_CLIENT) && claims.iss === issuer;
    if (!isOurs || claims['nonce'] !== way.nonce)
      throw new Problem('not-authenticated', 'The answer of the provider is not for this sign-in: sign in again.');
    const name = String(claims['name'] ?? decodeJwt(bearer)['email'] ?? claims.sub);
    const until = new Date(Date.now() + seconds * 1_000).toISOString();
    const holder = holderOf(`${issuer} ${claims.sub}`);
    return { bearer, idToken, by: 'token', id: random().slice(0, 12), holder, name, until };
  }

  /** Where a browser signs out of the provider too; null where that has no such page, or cannot be asked. */
  async signOutAt({ idToken }: Session): Promise<string | null> {
    if (!idToken) return null;
    try {
      const { end_session_endpoint } = await this.provider();
      return end_session_endpoint ? `${end_session_endpoint}?${new URLSearchParams({ id_token_hint: idToken })}` : null;
    } catch {
      return null;
    }
  }

  private get callback(): string {
    return `${this.config.PORTAL_URL}/session/callback`;
  }

  private async provider(): Promise<Provider> {
    const { SIGN_IN_ISSUER, SIGN_IN_REACHED_AT } = this.config;
    if (SIGN_IN_ISSUER === '') throw new Problem('not-found', 'Nobody signs in to this installation.');
    const base = SIGN_IN_REACHED_AT || SIGN_IN_ISSUER;
    this.known ??= await this.configurationOf(base);
    return this.known;
  }

  private async configurationOf(base: string): Promise<Provider> {
    const answer = await this.ask(`${base}/.well-known/openid-configuration`);
    if (!answer.ok) throw nobodyNow();
    const told = (await answer.json()) as Provider;
    // OpenID Connect Discovery 1.0, 4.3: else one provider could pass itself off as another.
    if (told.issuer !== this.config.SIGN_IN_ISSUER) throw nobodyNow();
    return told;
  }

  /** An address of the provider, as this service reaches it. */
  private reached(address: string): string {
    const { SIGN_IN_ISSUER, SIGN_IN_REACHED_AT } = this.config;
    return SIGN_IN_REACHED_AT && address.startsWith(SIGN_IN_ISSUER)
      ? SIGN_IN_REACHED_AT + address.slice(SIGN_IN_ISSUER.length)
      : address;
  }

  private async ask(address: string, form?: URLSearchParams): Promise<Response> {
    try {
      const answer = await this.lines.ask(new URL(address), {
        method: form ? 'POST' : 'GET',
        headers: form ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
        signal: AbortSignal.timeout(WAIT_MS),
        ...(form && { body: form.toString() }),
      });
      if (answer.status < 500) return answer;
    } catch {
      // Said below.
    }
    throw nobodyNow();
  }
}

const nobodyNow = (): Problem =>
  new Problem(
    'look-up-unavailable',
    'Nobody can sign in just now: the account service does not answer. Who is signed in stays so.',
    [],
    5,
  );

const random = (): string => randomBytes(32).toString('base64url');
