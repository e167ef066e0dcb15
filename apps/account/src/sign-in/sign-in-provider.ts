import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type ParsedUrlQueryInput, stringify } from 'node:querystring';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ClientMetadata, type Configuration, interactionPolicy, Provider } from 'oidc-provider';
import { DataSource } from 'typeorm';
import { KEY_CLAIM, SESSION_CLAIM, signingKeySet } from '#access';
import { hashApiKey, LOG, type Log, Problem } from '#service';
import { AccountConfig } from '../config/account.config';
import { Credentials } from './credentials';
import { ProviderState } from './provider-state';
import { cookieKeys } from './sign-in-keys';
import { SignIns } from './sign-ins';
import { errorPage, PAGE_POLICY, signedOutPage, signOutPage } from './sign-in-pages';

const HOUR = 3_600;
const MACHINE_TOKEN_SECONDS = HOUR;
const INTERACTION_SECONDS = HOUR;
const CODE_SECONDS = 60;

/** Addresses of the provider, below the path of SIGN_IN_ISSUER. */
const ROUTES = {
  authorization: '/auth',
  token: '/token',
  jwks: '/jwks',
  userinfo: '/me',
  end_session: '/sign-out',
} as const;
/** Where this service answers them. */
export const PROVIDER_PATH = 'oidc';

/** The OpenID Connect provider of the account service: authorization code with PKCE for people, client credentials for API keys. */
@Injectable()
export class SignInProvider {
  private readonly provider: Provider | null;
  private readonly answer: ReturnType<Provider['callback']> | null;

  constructor(
    source: DataSource,
    private readonly config: AccountConfig,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.provider = config.SIGN_IN_SIGNING_KEY === '' ? null : this.made(source);
    this.answer = this.provider?.callback() ?? null;
  }

  /** Lets the provider answer a request to one of its addresses. @throws Problem `not-found` where people sign in elsewhere */
  async serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.required();
    const { raw } = this.handedOver(request, reply);
    raw.url = raw.url!.slice(`/${PROVIDER_PATH}`.length);
    await this.answer!(unread(request), reply.raw);
  }

  /** What a browser that was sent to a page of ours wants. @throws Problem `not-found` where it wants nothing any more */
  async wanted(request: FastifyRequest, reply: FastifyReply) {
    try {
      return await this.required().interactionDetails(request.raw, reply.raw);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('not-found', 'This sign-in is over, or was begun in another browser: begin it again.');
    }
  }

  /** Sends the browser on its way with who signed in, or who agreed to go on as who was. */
  async finish(request: FastifyRequest, reply: FastifyReply, personId: string | null): Promise<void> {
    const provider = this.required();
    this.handedOver(request, reply);
    await provider.interactionFinished(
      request.raw,
      reply.raw,
      { ...(personId && { login: { accountId: personId } }), consent: {} },
      { mergeWithLastSubmission: true },
    );
  }

  private required(): Provider {
    if (this.provider) return this.provider;
    const { SIGN_IN_ISSUER } = this.config;
    throw new Problem(
      'not-found',
      SIGN_IN_ISSUER === ''
        ? 'Nobody signs in to this installation: it takes API keys.'
        : `People sign in at ${SIGN_IN_ISSUER}.`,
    );
  }

  /** The library writes to the socket itself; it must say the same of its answers as we do. */
  private handedOver(request: FastifyRequest, reply: FastifyReply): FastifyRequest {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    // Whoever calls the service at another address than the issuer's is told no other addresses than the issuer's.
    const { host, protocol } = new URL(this.config.SIGN_IN_ISSUER);
    Object.assign(request.raw, { originalUrl: request.raw.url });
    Object.assign(request.raw.headers, { 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
    return request;
  }

  private made(source: DataSource): Provider {
    const { config, credentials, log, signIns } = this;
    const policy = interactionPolicy.base();
    const secrets = config.SIGN_IN_SECRETS.split(',').map((one) => Buffer.from(one, 'base64'));
    const signedInSeconds = config.SIGN_IN_HOURS * HOUR;
    const setup: Configuration = {
      adapter: (model: string) => new ProviderState(source, model),
      clients: Object.entries(config.SIGN_IN_CLIENTS).map(([id, addresses]) => clientOf(id, addresses)),
      jwks: signingKeySet(config.SIGN_IN_SIGNING_KEY) as never,
      cookies: {
        keys: cookieKeys(secrets),
        names: cookieNames(config.SIGN_IN_ISSUER),
        long: { httpOnly: true, sameSite: 'lax', signed: true },
        short: { httpOnly: true, sameSite: 'lax', signed: true },
      },
      scopes: ['openid', 'email', 'profile'],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      clientDefaults: { id_token_signed_response_alg: 'ES256' },
      responseTypes: ['code'],
      pkce: { required: () => true },
      routes: ROUTES,
      conformIdTokenClaims: false,
      findAccount: async (_ctx, sub) => {
        const person = await credentials.person(sub);
        if (!person) return undefined;
        return {
          accountId: sub,
          claims: () => ({ sub, name: person.name, email: person.email, email_verified: true }),
        };
      },
      extraTokenClaims: async (ctx, token) => {
        if (token.kind === 'ClientCredentials') return { [KEY_CLAIM]: ctx.oidc.client!.clientSecret };
        const person = 'accountId' in token ? await credentials.person(token.accountId) : null;
        if (!person || !('grantId' in token) || !token.grantId) return undefined;
        const session = await signIns.begin(token.grantId, signedInSeconds);
        return { email: person.email, email_verified: true, [SESSION_CLAIM]: session };
      },
      // Nobody is asked whether our own programs may act for who signed in; what the person may is judged at every request.
      loadExistingGrant: async (ctx) => {
        const { client, session, provider } = ctx.oidc;
        const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
        grant.addOIDCScope('openid email profile');
        const grantId = await grant.save();
        const browser = ctx.req.headers['user-agent'] ?? '';
        await signIns.prepare({ grantId, personId: session!.accountId!, program: client!.clientId, browser });
        return grant;
      },
      interactions: { policy, url: (_ctx, { uid }) => `/sign-in/${uid}` },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => config.SIGN_IN_AUDIENCE,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: '',
            audience: config.SIGN_IN_AUDIENCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
        rpInitiatedLogout: {
          logoutSource: (ctx, form) => void (ctx.body = signOutPage(form)),
          postLogoutSuccessSource: (ctx) => void (ctx.body = signedOutPage()),
        },
      },
      renderError: (ctx, { error, error_description: description }) => {
        ctx.type = 'html';
        ctx.body = errorPage(error, description);
      },
      ttl: {
        AccessToken: signedInSeconds,
        AuthorizationCode: CODE_SECONDS,
        ClientCredentials: MACHINE_TOKEN_SECONDS,
        Grant: signedInSeconds,
        IdToken: HOUR,
        Interaction: INTERACTION_SECONDS,
        Session: signedInSeconds,
      },
      clientBasedCORS: () => false,
    };
    const provider = new Provider(config.SIGN_IN_ISSUER, setup);
    provider.proxy = true;
    // Of the secret of a client, an API key, only the digest is known.
    Object.assign((provider.Client as unknown as { prototype: object }).prototype, {
      compareClientSecret(this: { clientSecret?: string }, given: string): boolean {
        const [known, shown] = [Buffer.from(this.clientSecret ?? ''), Buffer.from(hashApiKey(given))];
        return known.length === shown.length && timingSafeEqual(known, shown);
      },
    });
    provider.use(async (ctx, next) => {
      await next();
      if (ctx.response.is('html')) ctx.set('content-security-policy', PAGE_POLICY);
    });
    provider.on('grant.revoked', (_ctx, grantId) => {
      signIns
        .endGrant(grantId)
        .catch((error: unknown) => log.error({ err: error }, 'a sign-in that was taken back goes on until its end'));
    });
    provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'the sign-in provider failed'));
    return provider;
  }
}

/** Under https with the prefixes by which browsers keep out what a neighbouring site, or somebody without TLS, would set (RFC 6265bis). Two of them are of one path each. */
const cookieNames = (issuer: string): Record<'session' | 'interaction' | 'resume', string> => {
  const [host, secure] = issuer.startsWith('https:') ? ['__Host-', '__Secure-'] : ['', ''];
  return {
    session: `${host}portway_session`,
    interaction: `${secure}portway_sign_in`,
    resume: `${secure}portway_resume`,
  };
};

/** The request with its form to be read: the library reads bodies itself, and ours were read before anybody knew whose they are. */
const unread = ({ raw, body }: FastifyRequest): IncomingMessage => {
  if (raw.method !== 'POST') return raw;
  const { 'transfer-encoding': _, ...headers } = raw.headers;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = Buffer.from(isForm ? stringify((body ?? {}) as ParsedUrlQueryInput) : '');
  const { method, url, socket, httpVersion, httpVersionMajor, httpVersionMinor } = raw;
  return Object.assign(Readable.from(form.length > 0 ? [form] : []), {
    ...{ method, url, socket, httpVersion, httpVersionMajor, httpVersionMinor },
    originalUrl: (raw as IncomingMessage & { originalUrl?: string }).originalUrl,
    headers: { ...headers, 'content-length': String(form.length) },
  }) as unknown as IncomingMessage;
};

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/;

/** A program that keeps no secret: on the person's own machine where all its addresses are there, at any port (RFC 8252, section 7.3), or in a browser. */
const clientOf = (id: string, addresses: readonly string[]): ClientMetadata => ({
  client_id: id,
  client_name: id,
  application_type: addresses.every((address) => LOOPBACK.test(address)) ? 'native' : 'web',
  redirect_uris: [...addresses],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
});
