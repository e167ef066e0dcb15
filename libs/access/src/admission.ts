import {
  applyDecorators,
  CanActivate,
  createParamDecorator,
  ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Called, CallerLimits, hashApiKey, ownWait, Problem, Refusals, RouteNote } from '#service';
import { type Asking, askingAs, askingWith, type Refusal } from './asking';
import { ClientCertificates } from './client-certificates';
import { KeyHolders, type PersonKnown } from './known-accounts';
import { type Act, may, viewersWho } from './rights';
import type { RecordKind } from './rights.table';
import { isToken, type PersonSignedIn, Tokens } from './tokens';
import { Uses } from './uses';

const LONGEST_KEY = 200;

/** What `For` notes with a route: what is done there to which kind of record. */
export interface AdmissionRule {
  readonly act?: Act;
  readonly record?: RecordKind;
}

/** A request, with who asks once that is known. */
export type Admitted = Called & { asking?: Asking };

/** The key that a request shows. */
const keyShown = ({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined => {
  const direct = headers['x-api-key'];
  if (typeof direct === 'string' && direct !== '') return direct;
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

const REFUSALS: Readonly<Record<Exclude<Refusal, 'not in force'>, string>> = {
  'not from here': 'This API key may not be used from your network address.',
  merged: 'The account of this API key was merged into another one: ask the owner of that for a key.',
  'no role any more': 'The person of this API key has no role in the account any more.',
};
const NO_KEY = 'The request has no API key and no token.';
/** By which a person who works in several accounts says for which one the request is. */
const ACCOUNT_HEADER = 'portway-account';

/** Who asks with a key at this moment, or why it opens nothing. */
export const askingNow = async (holders: KeyHolders, key: string, address: string): Promise<Asking | Refusal> => {
  return key.length <= LONGEST_KEY ? askingByDigest(holders, hashApiKey(key), address) : 'not in force';
};

const askingByDigest = async (holders: KeyHolders, digest: string, address: string): Promise<Asking | Refusal> => {
  const holder = await holders.ofKey(digest);
  return holder ? askingWith(holder.account, holder.terms, new Date().toISOString(), address) : 'not in force';
};

/**
 * Lets in who sends the key of an active account, or a token of the sign-in provider, and may do at the address what is done there, before any body is read. After
 * too many wrong ones from a network address only those that were right at this process are looked at.
 *
 * @param alsoAsk judges who was let in by the service's own limits
 */
export const admitCallers = (
  app: NestFastifyApplication,
  alsoAsk: (asking: Asking, reply: FastifyReply) => void = () => {},
): void => {
  const [door, refusals] = [app.get(Door), app.get(Refusals)];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      const { act, record } = request.routeOptions.config as AdmissionRule;
      if (!act || !record) return;
      const asking = await ownWait(
        door.askingOf(request),
        'Who asks could not be looked up in time; nothing of the request was done.',
      );
      if (!may(asking, act, record)) refusals.note('no right', asking.account.accountId);
      requireRight(asking, act, record);
      alsoAsk(asking, reply);
      Object.assign(request, { asking, caller: asking.account.accountId } satisfies Partial<Admitted>);
    });
};

/** Finds out who sends a request. */
@Injectable()
export class Door {
  constructor(
    private readonly holders: KeyHolders,
    private readonly tokens: Tokens,
    private readonly limits: CallerLimits,
    private readonly uses: Uses,
    private readonly certificates: ClientCertificates,
  ) {}

  /** @throws Problem `not-authenticated`, `not-authorized`, `too-many-requests`, `unavailable`, or `not-valid` where it must be said for which account */
  async askingOf(request: FastifyRequest): Promise<Asking> {
    const shown = this.shownBy(request);
    return isToken(shown) ? this.byToken(request, shown) : this.byKey(request, shown);
  }

  /**
   * Judges again who was let in, once all of a long message has come: what ended meanwhile opens nothing any more.
   *
   * @throws Problem as at the door
   */
  async askingStill(request: FastifyRequest): Promise<Asking> {
    const { act, record } = request.routeOptions.config as AdmissionRule;
    const asking = await this.askingOf(request).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.kind !== 'not-authenticated') throw error;
      throw new Problem(
        'not-authenticated',
        `${error.detail} It ended while the message came; nothing of it was kept.`,
      );
    });
    requireRight(asking, act!, record!);
    return asking;
  }

  /** The digest of the key that a request shows, or of the one its token was issued for; null for the token of a person. */
  async keyDigestOf(request: FastifyRequest): Promise<string | null> {
    const shown = this.shownBy(request);
    if (!isToken(shown)) return hashApiKey(shown);
    const subject = await this.subjectOf(request, shown);
    return 'keyHash' in subject ? subject.keyHash : null;
  }

  /** The person who signed in, whatever the account. @throws Problem as `askingOf`; `not-authenticated` for a key, and for the token of a machine */
  async personOf(request: FastifyRequest): Promise<PersonSignedIn & PersonKnown> {
    const shown = this.shownBy(request);
    const subject = isToken(shown) ? await this.subjectOf(request, shown) : null;
    if (!subject || 'keyHash' in subject)
      throw new Problem('not-authenticated', 'This is for people who signed in, and not for API keys: send a token.');
    return subject;
  }

  /** Whether a key is shown, and no token. */
  isByKey(request: FastifyRequest): boolean {
    const shown = keyShown(request);
    return shown !== undefined && !isToken(shown);
  }

  private shownBy(request: FastifyRequest): string {
    const shown = keyShown(request);
    if (!shown) throw new Problem('not-authenticated', NO_KEY);
    this.limits.admitKey(request, shown);
    return shown;
  }

  private async byKey(request: FastifyRequest, key: string): Promise<Asking> {
    const asking = await askingNow(this.holders, key, request.ip);
    if (asking === 'not in force')
      return this.limits.refuseKey(request, key, 'unknown key', 'The API key is not known or not in force any more.');
    this.limits.noteRightKey(key);
    if (typeof asking === 'string') throw new Problem('not-authorized', REFUSALS[asking]);
    this.certificates.require(asking.account.accountId, request);
    this.uses.note(asking.account.accountId, hashApiKey(key));
    return asking;
  }

  private async byToken(request: FastifyRequest, token: string): Promise<Asking> {
    const subject = await this.subjectOf(request, token);
    if (!('keyHash' in subject)) {
      const asking = inAccount(subject, request);
      this.uses.note(asking.account.accountId, null);
      return asking;
    }
    const asking = await askingByDigest(this.holders, subject.keyHash, request.ip);
    if (asking === 'not in force')
      throw new Problem('not-authenticated', 'The API key that this token was issued for is not in force any more.');
    if (typeof asking === 'string') throw new Problem('not-authorized', REFUSALS[asking]);
    this.certificates.require(asking.account.accountId, request);
    this.uses.note(asking.account.accountId, subject.keyHash);
    return asking;
  }

  private async subjectOf(
    request: FastifyRequest,
    token: string,
  ): Promise<{ keyHash: string } | (PersonSignedIn & PersonKnown)> {
    const whose = await this.tokens.whose(token);
    if ('why' in whose) {
      const detail = `The token is not taken: ${whose.why}.`;
      if (whose.wasGood) throw new Problem('not-authenticated', detail);
      return this.limits.refuseKey(request, token, 'wrong token', detail);
    }
    const { subject, issuedAt } = whose;
    if ('keyHash' in subject) {
      this.limits.noteRightKey(token);
      return subject;
    }
    const person = await this.holders.ofPerson(subject.emailDigest, subject.session);
    // Tokens say whole seconds: one issued in the second of the end was issued before it.
    if (issuedAt < person.endedBefore)
      throw new Problem(
        'not-authenticated',
        'The token is not taken: its person signed out everywhere, or of this sign-in. Sign in again.',
      );
    this.limits.noteRightKey(token);
    return { ...subject, ...person };
  }
}

/** The person in the account that the request names, or in the only one there is. */
const inAccount = (
  { emailDigest, accounts }: { emailDigest: string } & PersonKnown,
  request: FastifyRequest,
): Asking => {
  const at = new Date().toISOString();
  const named = request.headers[ACCOUNT_HEADER];
  if (typeof named === 'string' && named !== '') {
    const account = accounts.find(({ accountId }) => accountId === named.toLowerCase());
    const asking = account ? askingAs(account, emailDigest, at) : 'no role any more';
    if (typeof asking !== 'string') return asking;
    throw new Problem(
      'not-authorized',
      account ? NOBODY_IN[asking as keyof typeof NOBODY_IN](account.name) : NOT_YOURS,
    );
  }
  const all = accounts
    .map((account) => askingAs(account, emailDigest, at))
    .filter((asking) => typeof asking !== 'string');
  if (all.length === 1) return all[0]!;
  if (all.length === 0) throw new Problem('not-authorized', 'You have no role in any active account at the moment.');
  throw new Problem('not-valid', 'You work in several accounts: say for which one this is.', [
    {
      at: 'Portway-Account',
      text: `is missing: ${all.map(({ account }) => `${account.accountId} (${account.name})`).join(', ')}`,
      remedy: 'Send the header Portway-Account with the id of one of them.',
    },
  ]);
};

const NOT_YOURS = 'You have no role in the account that Portway-Account names.';
const NOBODY_IN: Readonly<Record<Exclude<Refusal, 'not from here'>, (name: string) => string>> = {
  'not in force': (name) => `The account ${name} is not active.`,
  merged: (name) => `The account ${name} was merged into another one.`,
  'no role any more': (name) => `You have no role in the account ${name} at the moment.`,
};

const requireRight = (asking: Asking, act: Act, record: RecordKind): void => {
  if (may(asking, act, record)) return;
  const viewers = viewersWho(act, record);
  throw new Problem(
    'not-authorized',
    asking.leaves !== null && may({ ...asking, leaves: null }, act, record)
      ? `Your leave does not reach so far: ${act} ${record}. An owner of the account can give it.`
      : `Only these may do this (${act} ${record}): ${viewers.join(', ')}.`,
  );
};

/** Who was not let in before the body was read gets no further, whatever became of the rule of the route. */
@Injectable()
export class AdmittedGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Admitted>().asking) return true;
    throw new Problem('not-authenticated', NO_KEY);
  }
}

/** The address is for those who may do this to records of the kind (`rights.table.ts`), in whichever relation: the one at hand is judged where the record is known. */
export const For = (act: Act, record: RecordKind): MethodDecorator & ClassDecorator =>
  applyDecorators(
    RouteNote({ act, record } satisfies AdmissionRule),
    UseGuards(AdmittedGuard),
    ApiBearerAuth('key'),
    ApiSecurity('header key'),
  );

/** Where one method of a class that is `For` something does something else. */
export const Does = (act: Act, record: RecordKind): MethodDecorator =>
  RouteNote({ act, record } satisfies AdmissionRule);

/** Who asks. */
export const Asker = createParamDecorator(
  (_: unknown, context: ExecutionContext): Asking => context.switchToHttp().getRequest<Admitted>().asking!,
);
