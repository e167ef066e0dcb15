import { html } from '#kernel';
import type { PasskeyOptions } from '../sign-in/passkeys';
import { alert, credentialFields, page, passkeyButton, script } from '../sign-in/sign-in-pages';
import type { InvitationOffered } from './invitations';

export const invitationPage = (
  token: string,
  { accountName, invitation }: InvitationOffered,
  { signsIn, options }: { signsIn: boolean; options: PasskeyOptions },
  wrong: string | null,
): string =>
  page(
    'Invitation',
    html`${alert(wrong)}
<p>${invitation.invitedBy} invites ${invitation.name} to work in the trade account <strong>${accountName}</strong> as ${invitation.role}.</p>
<p>${invitation.why}</p>
<p class="hint">Until ${invitation.endsAt.toISOString()} it can be accepted. ${invitation.from && `The role begins ${invitation.from.toISOString()}. `}${invitation.to && `The role ends ${invitation.to.toISOString()}.`}</p>
<form method="post" action="/invitations/${token}/accept">
${signsIn && html`<p>You sign in here already. Sign in to accept; nothing changes of how you do.</p>${credentialFields('')}`}
<button type="submit">Accept</button>
</form>
<form method="post" action="/invitations/${token}/accept">${passkeyButton('get', options, 'Accept with a passkey')}</form>
<form method="post" action="/invitations/${token}/decline"><button type="submit">Decline</button></form>${script(options)}`,
  );

export const acceptedPage = (accountName: string): string =>
  page('You accepted', html`<p>You work in ${accountName} now. Sign in as you are used to.</p>`);

export const declinedPage = (): string =>
  page('You declined', html`<p>Who invited you sees it. You can close this page.</p>`);

export const UNUSABLE = 'This invitation cannot be used';
