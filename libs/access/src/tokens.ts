import { Inject, Injectable } from '@nestjs/common';
import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Recurring } from '#kernel';
import { hashApiKey, LOG, type Log, RecurringWork, ServiceConfig } from '#service';
import type { AccessConfig } from './access.config';
import { emailDigest } from './person';
import { publicKeysIn } from './public-keys';

/** Asymmetric, and of those that providers use: neither `none` nor a secret that both sides know. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];
/** `typ` of access tokens (RFC 9068, 4); many providers say `JWT` of them, or nothing. What they sign for another purpose says so. */
const ACCESS = ['at+jwt', 'application/at+jwt', 'jwt', ''];
/** By how much the clock of a provider may differ. */
const TOLERANCE_SECONDS = 5;
const READ_EVERY_MS = 600_000;
const NOT_AGAIN_MS = 30_000;
const ANSWER_MS = 5_000;
const LARGEST_SET = 1_000_000;
const REMEMBERED = 20_000;

/** Claim of the tokens of machines: SHA-256 in hex of the API key. */
export const KEY_CLAIM = 'portway_key';
/** Claim of the tokens of people by the embedded provider: which sign-in they are of, SHA-256 in hex. */
export const SESSION_CLAIM = 'portway_session';
const SESSION = /^[0-9a-f]{64}$/;

/** A person, and by which sign-in; null where another provider says nothing of that. */
export interface PersonSignedIn {
  readonly emailDigest: string;
  readonly session: string | null;
}

/** Who showed a token: a person, or a machine by a key of its account (its SHA-256 in hex), which the token never outlives. */
export interface SignedIn {
  readonly subject: PersonSignedIn | { readonly keyHash: string };
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Why a token lets nobody in. */
export interface NotSignedIn {
  readonly why: string;
  /** Whether it was good once: who goes on sending it guesses nothing. */
  readonly wasGood: boolean;
}

/** Whether it is a token and no API key: three parts, and the first is a JSON object in base64url. */
export const isToken = (text: string): boolean => /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(text);

/** Checks tokens (RFC 9068, RFC 7519) with the public keys at hand; nobody is asked while somebody waits. */
@Injectable()
export class Tokens {
  private keys: ReturnType<typeof createLocalJWKSet> | null;
  private readonly reading: Recurring;
  private readAt = Number.NEGATIVE_INFINITY;
  private readonly good = new Map<string, SignedIn>();

  constructor(
    @Inject(ServiceConfig) private readonly config: AccessConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.keys = config.SIGN_IN_KEYS === '' ? null : createLocalJWKSet(publicKeysIn(config.SIGN_IN_KEYS)!);
    this.reading = work.every(READ_EVERY_MS, "reading the sign-in provider's keys", () => this.read(), {
      firstAfterMs: 0,
      when: config.SIGN_IN_KEYS_URL !== '',
    });
  }

  /** Whose token it is, while it is good. */
  async whose(token: string): Promise<SignedIn | NotSignedIn> {
    const { SIGN_IN_ISSUER, SIGN_IN_AUDIENCE } = this.config;
    if (SIGN_IN_ISSUER === '') return notGood('nobody signs in here: send an API key');
    if (!this.keys) return { why: "the provider's keys are not known yet: try again in a moment", wasGood: true };
    const now = Date.now() / 1_000;
    const digest = hashApiKey(token);
    const known = this.good.get(digest);
    if (known) {
      if (known.expiresAt + TOLERANCE_SECONDS > now) return known;
      this.good.delete(digest);
    }
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.keys, {
        issuer: SIGN_IN_ISSUER,
        audience: SIGN_IN_AUDIENCE,
        algorithms: ALGORITHMS,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(now * 1_000),
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      const { typ = '' } = protectedHeader;
      if (!ACCESS.includes(typ.toLowerCase())) return notGood(`it is a ${typ}, which is no access token`);
      const signedIn = this.signedIn(payload);
      if ('why' in signedIn) return signedIn;
      if (this.good.size >= REMEMBERED) this.good.clear();
      this.good.set(digest, signedIn);
      return signedIn;
    } catch (error) {
      return this.refusal(error);
    }
  }

  private signedIn(payload: JWTPayload): SignedIn | NotSignedIn {
    const times = { issuedAt: payload.iat!, expiresAt: payload.exp! };
    const { SIGN_IN_PERSON_CLAIM } = this.config;
    const keyHash = payload[KEY_CLAIM];
    if (typeof keyHash === 'string') return { ...times, subject: { keyHash } };
    const email = payload[SIGN_IN_PERSON_CLAIM];
    if (typeof email !== 'string' || email === '')
      return notGood(`it names no person: the claim ${SIGN_IN_PERSON_CLAIM} is missing`);
    if (SIGN_IN_PERSON_CLAIM === 'email' && payload['email_verified'] === false)
      return notGood('its e-mail address was not verified by the provider');
    const { SIGN_IN_ACR } = this.config;
    const strong = SIGN_IN_ACR.split(',');
    if (SIGN_IN_ACR !== '' && !strong.includes(payload['acr'] as string))
      return {
        why: `its person did not sign in as strongly as is asked here: its acr is none of ${strong.join(', ')}`,
        wasGood: true,
      };
    const session = payload[SESSION_CLAIM];
    const isSession = typeof session === 'string' && SESSION.test(session);
    return { ...times, subject: { emailDigest: emailDigest(email), session: isSession ? session : null } };
  }

  private refusal(error: unknown): NotSignedIn {
    if (error instanceof errors.JWTExpired) {
      const at =
        typeof error.payload.exp === 'number' ? ` at ${new Date(error.payload.exp * 1_000).toISOString()}` : '';
      return { why: `it ended${at}: sign in again`, wasGood: true };
    }
    if (error instanceof errors.JWTClaimValidationFailed) return notGood(`its ${error.claim} is not right`);
    if (error instanceof errors.JWKSNoMatchingKey) {
      // A provider that exchanged its key: the set is read again, and whoever sends the token again is let in.
      if (performance.now() - this.readAt > NOT_AGAIN_MS) this.reading.wake();
      return notGood('it is signed with a key that is not known');
    }
    if (error instanceof errors.JOSEAlgNotAllowed) return notGood('it is not signed in a way that is taken');
    if (error instanceof errors.JWSSignatureVerificationFailed) return notGood('its signature is wrong');
    if (error instanceof errors.JOSEError) return notGood('it cannot be read');
    throw error;
  }

  private async read(): Promise<void> {
    this.readAt = performance.now();
    const reason = await this.tryToRead();
    if (reason) this.log.warn({ reason }, "the sign-in provider's keys could not be read: the last ones stay good");
  }

  private async tryToRead(): Promise<string> {
    try {
      const answer = await fetch(this.config.SIGN_IN_KEYS_URL, {
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
        headers: { accept: 'application/jwk-set+json, application/json' },
      });
      const text = await answer.text();
      if (!answer.ok || text.length > LARGEST_SET) return `it answered ${answer.status}, ${text.length} characters`;
      const keys = publicKeysIn(text);
      if (!keys) return 'what it answered is no set of public keys';
      this.keys = createLocalJWKSet(keys);
      // What was signed with a key that is gone is judged anew.
      this.good.clear();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }
}

const notGood = (why: string): NotSignedIn => ({ why, wasGood: false });
