import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { CallerLimits, hashApiKey, instantAsked, OpenTo, Sends } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { Ending, RoleGiven } from '../people/people.controller';
import { Credentials } from '../sign-in/credentials';
import { Passkeys } from '../sign-in/passkeys';
import { SignInForm } from '../sign-in/sign-in.controller';
import { inPages, show } from '../sign-in/sign-in-pages';
import { acceptedPage, declinedPage, invitationPage, UNUSABLE } from './invitation-pages';
import { Invitations, type InvitationView } from './invitations';

@Controller('accounts/:accountId/invitations')
@For('see', 'person')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly looks: OwnLooks,
  ) {}

  /** Whom the account invited, the newest first, and what became of it. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ invitations: InvitationView[] }> {
    const invitations = await this.invitations.list(asking, accountId);
    await this.looks.atAccount(asking, accountId, 'invitations');
    return { invitations };
  }

  /** Invites somebody by mail into the account, with a role. The answer is the same whether the address is known or not. */
  @Post()
  @Does('change', 'person')
  invite(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { from, to, ...order }: RoleGiven,
  ): Promise<{ id: string; endsAt: string }> {
    return this.invitations.invite(asking, accountId, {
      ...order,
      from: instantAsked('from', from ?? undefined) ?? null,
      to: instantAsked('to', to ?? undefined) ?? null,
    });
  }

  /** Takes back an invitation that waits. */
  @Post(':invitationId/withdraw')
  @Does('change', 'person')
  @HttpCode(204)
  withdraw(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('invitationId', ParseUUIDPipe) invitationId: string,
    @Body() { why }: Ending,
  ): Promise<void> {
    return this.invitations.withdraw(asking, accountId, invitationId, why);
  }
}

/** Pages of who was invited, by the link in the e-mail. Opening them changes nothing: mail programs do so by themselves. */
@OpenTo('holders of a single-use link')
@Controller('invitations')
export class InvitedController {
  constructor(
    private readonly invitations: Invitations,
    private readonly credentials: Credentials,
    private readonly passkeys: Passkeys,
    private readonly limits: CallerLimits,
  ) {}

  /** What is offered, and by whom. */
  @Get(':token')
  @Sends('text/html')
  page(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    return inPages(reply, UNUSABLE, async () => show(reply, await this.shown(token)));
  }

  /** Accepts: who cannot sign in yet goes on to the page on which that is set up, who can signs in here. */
  @Post(':token/accept')
  @Sends('text/html')
  @HttpCode(200)
  accept(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Body() { email, password, code, passkey }: SignInForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return inPages(reply, UNUSABLE, async () => {
      const link = await this.invitations.wayIn(token);
      if (link !== null) return void reply.redirect(`/set-up/${link}`, 303);
      const { accountName, invitation } = await this.invitations.offered(token);
      if (!this.credentials.areHere || !(await this.credentials.canSignIn(invitation.email))) {
        await this.invitations.accept(token, null);
        return show(reply, acceptedPage(accountName));
      }
      this.limits.admitKey(request, '');
      const attempt = passkey
        ? await this.passkeys.attempt(passkey, forInvitation(token))
        : await this.credentials.attempt(email, password, code);
      if (attempt.outcome !== 'signed in') {
        this.limits.noteWrong(request, 'wrong sign-in');
        return show(reply, await this.shown(token, attempt.wrong), undefined, attempt.status);
      }
      await this.invitations.accept(token, attempt.person);
      show(reply, acceptedPage(accountName));
    });
  }

  /** Declines. */
  @Post(':token/decline')
  @Sends('text/html')
  @HttpCode(200)
  decline(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    return inPages(reply, UNUSABLE, async () => {
      await this.invitations.decline(token);
      show(reply, declinedPage());
    });
  }

  private async shown(token: string, wrong: string | null = null): Promise<string> {
    const offered = await this.invitations.offered(token);
    const signsIn = this.credentials.areHere && (await this.credentials.canSignIn(offered.invitation.email));
    const options = signsIn ? await this.passkeys.signInOptions(forInvitation(token)) : null;
    return invitationPage(token, offered, { signsIn, options }, wrong);
  }
}

const forInvitation = (token: string): string => `invitation ${hashApiKey(token)}`;
