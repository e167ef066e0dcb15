import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerLimits, hashApiKey, OpenTo, Problem, Sends } from '#service';
import { Credentials } from './credentials';
import { Passkeys } from './passkeys';
import { PasskeyAdded, PasskeyRemoved, SignInForm } from './sign-in.controller';
import { inPages, PAGE_POLICY, passkeySignInPage, passkeysPage, show } from './sign-in-pages';

const UNUSABLE = 'Your passkeys';
const TO_CHANGE = 'change passkeys';

/** Pages on which people see, add and remove their passkeys. Who changes how to sign in signs in again: a token or an open browser is not enough. */
@Controller('passkeys')
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly credentials: Credentials,
    private readonly limits: CallerLimits,
  ) {}

  /** Where its person signs in. */
  @Get()
  @OpenTo('everybody')
  @Sends('text/html')
  async page(@Res() reply: FastifyReply): Promise<void> {
    show(reply, passkeySignInPage('', await this.passkeys.signInOptions(TO_CHANGE), null));
  }

  /** Signs in for ten minutes on this page, and lists the passkeys. */
  @Post()
  @OpenTo('people who signed in, on the page that they see')
  @Sends('text/html')
  @HttpCode(200)
  async open(
    @Req() request: FastifyRequest,
    @Body() { email, password, code, passkey }: SignInForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.limits.admitKey(request, '');
    const attempt = passkey
      ? await this.passkeys.attempt(passkey, TO_CHANGE)
      : await this.credentials.attempt(email, password, code);
    if (attempt.outcome === 'signed in') return this.list(reply, await this.passkeys.openPage(attempt.person));
    this.limits.noteWrong(request, 'wrong sign-in');
    const options = await this.passkeys.signInOptions(TO_CHANGE);
    show(reply, passkeySignInPage(email, options, attempt.wrong), PAGE_POLICY, attempt.status);
  }

  /** Adds one. */
  @Post('add')
  @OpenTo('people who signed in, on the page that they see')
  @Sends('text/html')
  @HttpCode(200)
  add(@Body() { token, passkey, label }: PasskeyAdded, @Res() reply: FastifyReply): Promise<void> {
    return this.changed(reply, token, () => this.passkeys.addOn(token, passkey, label));
  }

  /** Removes one. */
  @Post('remove')
  @OpenTo('people who signed in, on the page that they see')
  @Sends('text/html')
  @HttpCode(200)
  remove(@Body() { token, id }: PasskeyRemoved, @Res() reply: FastifyReply): Promise<void> {
    return this.changed(reply, token, () => this.passkeys.removeOn(token, id));
  }

  private async changed(reply: FastifyReply, token: string, work: () => Promise<void>): Promise<void> {
    await inPages(reply, UNUSABLE, async () => {
      await this.passkeys.personOfPage(token);
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return this.list(reply, token, error.detail, error.kind === 'not-valid' ? 422 : 409);
      }
      await this.list(reply, token);
    });
  }

  private async list(reply: FastifyReply, token: string, wrong: string | null = null, status = 200): Promise<void> {
    const person = await this.passkeys.personOfPage(token);
    const options = await this.passkeys.additionOptions(`add ${hashApiKey(token)}`, person);
    show(reply, passkeysPage(token, person, await this.passkeys.list(person.id), options, wrong), PAGE_POLICY, status);
  }
}
