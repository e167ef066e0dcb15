import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { IsEmail, IsOptional, IsString, Length, MaxLength, ValidateIf } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { askingAs, Door } from '#access';
import { CallerLimits, hashApiKey, OpenTo, OperationsGuard, Problem, Sends } from '#service';
import { Line } from '../people/people.controller';
import { Acceptance, Credentials } from './credentials';
import { Passkeys } from './passkeys';
import { SignIns, type SignInView } from './sign-ins';
import { PROVIDER_PATH, SignInProvider } from './sign-in-provider';
import {
  goOnPage,
  inPages,
  PAGE_POLICY,
  passkeyDonePage,
  policyTowards,
  recoveryPage,
  setUpPage,
  show,
  signInPage,
} from './sign-in-pages';

const Passkey = (): PropertyDecorator =>
  applyDecorators(IsOptional(), IsString(), MaxLength(8_000)) as PropertyDecorator;
const isWithoutPasskey = ({ passkey }: { passkey?: string }): boolean => !passkey;

export class SignInForm {
  @IsOptional()
  @IsString()
  @MaxLength(254)
  email = '';

  @IsOptional()
  @IsString()
  @MaxLength(200)
  password = '';

  /** Of an authenticator app, or a recovery code. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  code = '';

  /** A passkey's answer (AuthenticationResponseJSON of Web Authentication), in place of all others. */
  @Passkey()
  passkey = '';
}

export class SetUpForm {
  @ValidateIf(isWithoutPasskey)
  @IsString()
  @Length(12, 200)
  password: string;

  @ValidateIf(isWithoutPasskey)
  @IsString()
  @Length(1, 40)
  code: string;

  /** A new passkey (RegistrationResponseJSON of Web Authentication), in place of the others. */
  @Passkey()
  passkey = '';

  /** By which its person knows the passkey. */
  @IsOptional()
  @Line(60)
  label = 'Passkey';
}

export class PasskeyAdded {
  @IsString()
  @MaxLength(100)
  token: string;

  @Passkey()
  passkey: string;

  @Line(60)
  label: string;
}

export class PasskeyRemoved {
  @IsString()
  @MaxLength(100)
  token: string;

  @IsString()
  @MaxLength(1_400)
  id: string;
}

export class SetUpLinkOrder {
  /** Whose link it is. */
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** Who orders it. */
  @Line(100)
  actor: string;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: string;
  /** Seconds. */
  readonly expires_in: number;
}

interface AccountOfPerson {
  readonly accountId: string;
  readonly name: string;
  /** The greatest first. */
  readonly roles: readonly string[];
}

const HOLDERS = 'holders of a single-use link';
const UNUSABLE = 'This link cannot be used';
const PEOPLE = 'people who signed in, by their token';

/** The OpenID Connect provider (OpenID Connect Core 1.0, RFC 6749, RFC 7636). */
@OpenTo('everybody')
@Controller(PROVIDER_PATH)
export class ProviderController {
  constructor(private readonly provider: SignInProvider) {}

  /** What programs need to know of the provider. */
  @Get('.well-known/openid-configuration')
  @Sends<Record<string, unknown>>('application/json')
  configuration(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Public keys by which tokens are checked. */
  @Get('jwks')
  @Sends('application/jwk-set+json')
  keys(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Where a program sends the browser of who shall sign in. */
  @Get('auth')
  @Sends('text/html')
  authorize(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Where the browser goes on after the pages. */
  @Get('auth/:uid')
  @Sends('text/html')
  resume(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Gives a token for a code, or for the id and the secret of a client. */
  @Post('token')
  @Sends<TokenAnswer>('application/json')
  token(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Asks whether to sign out of this browser. */
  @Get('sign-out')
  @Sends('text/html')
  signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Signs out of this browser. */
  @Post('sign-out/confirm')
  @Sends('text/html')
  confirmSignOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }

  /** Says that it is done. */
  @Get('sign-out/success')
  @Sends('text/html')
  signedOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.provider.serve(request, reply);
  }
}

/** Pages of those who sign in. */
@OpenTo(HOLDERS)
@Controller()
export class SignInController {
  constructor(
    private readonly provider: SignInProvider,
    private readonly credentials: Credentials,
    private readonly passkeys: Passkeys,
    private readonly acceptance: Acceptance,
    private readonly limits: CallerLimits,
  ) {}

  /** The page of a sign-in that a program began. */
  @Get('sign-in/:uid')
  @Sends('text/html')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { uid, prompt, params, session } = await this.provider.wanted(request, reply);
    const client = String(params['client_id']);
    const person = prompt.name === 'consent' && session ? await this.credentials.person(session.accountId) : null;
    show(
      reply,
      person
        ? goOnPage(uid, client, person)
        : signInPage(uid, client, '', await this.passkeys.signInOptions(forSignIn(uid)), null),
      policyTowards(params['redirect_uri']),
    );
  }

  /** Judges what was typed, and sends the browser on. */
  @Post('sign-in/:uid')
  @Sends('text/html')
  @HttpCode(200)
  async signIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() { email, password, code, passkey }: SignInForm,
  ): Promise<void> {
    const { uid, prompt, params } = await this.provider.wanted(request, reply);
    if (prompt.name === 'consent') return this.provider.finish(request, reply, null);
    this.limits.admitKey(request, '');
    const attempt = passkey
      ? await this.passkeys.attempt(passkey, forSignIn(uid))
      : await this.credentials.attempt(email, password, code);
    if (attempt.outcome === 'signed in') return this.provider.finish(request, reply, attempt.person.id);
    this.limits.noteWrong(request, 'wrong sign-in');
    show(
      reply,
      signInPage(
        uid,
        String(params['client_id']),
        email,
        await this.passkeys.signInOptions(forSignIn(uid)),
        attempt.wrong,
      ),
      policyTowards(params['redirect_uri']),
      attempt.status,
    );
  }

  /** The page of a link by which somebody sets up how to sign in. */
  @Get('set-up/:token')
  @Sends('text/html')
  async setUpForm(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    await inPages(reply, UNUSABLE, async () => show(reply, await this.setUpPage(token, null)));
  }

  /** Sets up a passkey, or password and authenticator app. */
  @Post('set-up/:token')
  @Sends('text/html')
  @HttpCode(200)
  async setUp(
    @Param('token') token: string,
    @Body() { password, code, passkey, label }: SetUpForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const accept = this.acceptance.acceptIn.bind(this.acceptance);
    await inPages(reply, UNUSABLE, async () => {
      try {
        if (!passkey) return show(reply, recoveryPage(await this.credentials.setUp(token, { password, code }, accept)));
        await this.credentials.settingUpBy(token, accept, async (unit, { person }) => {
          await this.passkeys.add(unit, person, passkey, label, forSetUp(token));
          return 'a passkey';
        });
        show(reply, passkeyDonePage());
      } catch (error) {
        if (!(error instanceof Problem) || error.kind !== 'not-valid') throw error;
        show(reply, await this.setUpPage(token, error.detail), PAGE_POLICY, 422);
      }
    });
  }

  private async setUpPage(token: string, wrong: string | null): Promise<string> {
    const settingUp = await this.credentials.settingUp(token);
    return setUpPage(token, settingUp, await this.passkeys.additionOptions(forSetUp(token), settingUp.person), wrong);
  }
}

const forSignIn = (uid: string): string => `sign in ${uid}`;
const forSetUp = (token: string): string => `set up ${hashApiKey(token)}`;

/** For who signed in, whatever the account. */
@OpenTo(PEOPLE)
@Controller('me')
export class OwnAccountsController {
  constructor(
    private readonly door: Door,
    private readonly credentials: Credentials,
    private readonly signIns: SignIns,
  ) {}

  /** The accounts that who asks works in, and as what: any of their ids goes into the header `Portway-Account`. A key opens one. */
  @Get()
  @OpenTo('whoever has a key or a token')
  async read(@Req() request: FastifyRequest): Promise<{ accounts: AccountOfPerson[] }> {
    if (this.door.isByKey(request)) {
      const { account, viewers: roles } = await this.door.askingOf(request);
      return { accounts: [{ accountId: account.accountId, name: account.name, roles }] };
    }
    const { emailDigest, accounts } = await this.door.personOf(request);
    const at = new Date().toISOString();
    return {
      accounts: accounts.flatMap((account) => {
        const asking = askingAs(account, emailDigest, at);
        return typeof asking === 'string'
          ? []
          : [{ accountId: account.accountId, name: account.name, roles: asking.viewers }];
      }),
    };
  }

  /** Signs out everywhere: no token issued until now is taken by any service as soon as it has heard of it. */
  @Post('sign-out')
  @HttpCode(200)
  async signOut(@Req() request: FastifyRequest): Promise<{ endedBefore: string }> {
    const { emailDigest } = await this.door.personOf(request);
    return { endedBefore: (await this.credentials.signOutEverywhere(emailDigest)).toISOString() };
  }

  /** Where the person is signed in, the newest first: at most a hundred. */
  @Get('sign-ins')
  async listSignIns(@Req() request: FastifyRequest): Promise<{ signIns: SignInView[] }> {
    const { emailDigest, session } = await this.door.personOf(request);
    return { signIns: await this.signIns.of(emailDigest, session) };
  }

  /** Ends one sign-in: no token of it is taken by any service as soon as it has heard of it. */
  @Post('sign-ins/:signInId/end')
  @HttpCode(204)
  async endSignIn(@Req() request: FastifyRequest, @Param('signInId') signInId: string): Promise<void> {
    const { emailDigest } = await this.door.personOf(request);
    await this.signIns.end(emailDigest, signInId);
  }
}

/** For those who run the platform: for who lost what they signed in with, and where nobody can invite by mail. */
@Controller('operations/set-up-links')
@UseGuards(OperationsGuard)
export class SetUpLinksController {
  constructor(private readonly credentials: Credentials) {}

  /** A link, good once and for a day, by which a person sets up, or sets up anew, how to sign in. Who has it becomes the person: it goes to the person alone. */
  @Post()
  async make(@Body() { email, actor }: SetUpLinkOrder): Promise<{ path: string; endsAt: string }> {
    const { token, endsAt } = await this.credentials.makeLink(email, actor);
    return { path: `/set-up/${token}`, endsAt: endsAt.toISOString() };
  }
}
