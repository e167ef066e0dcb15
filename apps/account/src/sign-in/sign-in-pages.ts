import type { FastifyReply } from 'fastify';
import { html, type HtmlPart, raw } from '#kernel';
import { Problem } from '#service';
import type { Person, SettingUp } from './credentials';
import { PASSKEY_SCRIPT, PASSKEY_SCRIPT_HASH } from './passkey-script';
import type { PasskeyOptions, PasskeyView } from './passkeys';

/** No script but that of passkeys, nothing from elsewhere, nobody's frame. */
const policyWith = (formAction: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${PASSKEY_SCRIPT_HASH}; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`;

export const PAGE_POLICY = policyWith("'self'");

/** Of a page whose form ends, by redirections, at a client: browsers hold those to the policy too. */
export const policyTowards = (redirectUri: unknown): string => {
  const address = typeof redirectUri === 'string' && URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  return policyWith(address && address.origin !== 'null' ? `'self' ${address.origin}` : "'self'");
};

export const show = (reply: FastifyReply, text: string, policy = PAGE_POLICY, status = 200): void =>
  void reply.status(status).header('content-security-policy', policy).type('text/html; charset=utf-8').send(text);

const STYLE = `
body{font:1.06rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}
header{background:#112e51;color:#fff;padding:.75rem 1rem}main{max-width:36rem;margin:0 auto;padding:1rem}
label{display:block;font-weight:600;margin-top:1rem}input{font:inherit;width:100%;max-width:24rem;box-sizing:border-box;padding:.5rem;border:1px solid #565c65}
input:focus,button:focus,a:focus{outline:.25rem solid #2491ff}.hint{color:#565c65;margin:.1rem 0}
button{font:inherit;font-weight:700;margin-top:1.5rem;padding:.6rem 1.2rem;color:#fff;background:#005ea2;border:0;border-radius:.25rem}
.alert{border-left:.5rem solid #d54309;background:#f4e3db;padding:.75rem 1rem}code{font-size:1rem;overflow-wrap:anywhere}`;

/** A page of the account service. */
export const page = (title: string, main: HtmlPart): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | Portway</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<header>Portway</header>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>`.text;

export const alert = (text: string | null): HtmlPart =>
  text !== null && html`<div class="alert" role="alert"><p>${text}</p></div>`;

export const script = (passkeys: PasskeyOptions): HtmlPart =>
  passkeys !== null && html`<script>${raw(PASSKEY_SCRIPT)}</script>`;

/** What somebody signs in with, as fields of a form. */
export const credentialFields = (email: string): HtmlPart =>
  html`<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${email}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<label for="code">Code</label>
<p class="hint" id="code-hint">Six digits from your authenticator app, or one of your recovery codes.</p>
<input id="code" name="code" autocomplete="one-time-code" required maxlength="40" aria-describedby="code-hint">`;

/** The button by which a form is sent with a passkey. @param act what the browser does with the options */
export const passkeyButton = (act: 'create' | 'get', options: PasskeyOptions, label: string): HtmlPart =>
  options !== null &&
  html`<input type="hidden" name="passkey"><button type="button" data-passkey="${act}" data-options="${options}" hidden>${label}</button><p role="status"></p>`;

const labelField = html`<label for="label">Name of the passkey</label>
<p class="hint" id="label-hint">By which you know it again, such as the device it is on.</p>
<input id="label" name="label" maxlength="60" aria-describedby="label-hint" value="Passkey">`;

export const signInPage = (
  uid: string,
  client: string,
  email: string,
  passkeys: PasskeyOptions,
  wrong: string | null,
): string =>
  page(
    'Sign in',
    html`${alert(wrong)}
<p>To go on to <strong>${client}</strong>.</p>
<form method="post" action="/sign-in/${uid}">
${credentialFields(email)}
<button type="submit">Sign in</button>
</form>
<form method="post" action="/sign-in/${uid}">${passkeyButton('get', passkeys, 'Sign in with a passkey')}</form>
${passkeys !== null && html`<p class="hint"><a href="/passkeys">Your passkeys</a></p>`}${script(passkeys)}`,
  );

export const goOnPage = (uid: string, client: string, { name, email }: Person): string =>
  page(
    'Go on',
    html`<p>You are signed in as ${name} (${email}).</p>
<form method="post" action="/sign-in/${uid}"><button type="submit">Go on to ${client}</button></form>`,
  );

export const setUpPage = (
  token: string,
  { person, secret, address }: SettingUp,
  passkeys: PasskeyOptions,
  wrong: string | null,
): string =>
  page(
    'Set up how you sign in',
    html`${alert(wrong)}
<p>For ${person.name} (${person.email}).</p>
${
  passkeys !== null &&
  html`<h2>With a passkey</h2>
<p>Your device, or a security key, keeps it, and checks that it is you. No password is needed then.</p>
<form method="post" action="/set-up/${token}">${labelField}${passkeyButton('create', passkeys, 'Set up a passkey')}</form>
<h2>Or with a password and an authenticator app</h2>`
}
<p>Add this secret to your authenticator app: <code>${secret}</code></p>
<p class="hint">On this device: <a href="${address}">open it in the app</a>.</p>
<form method="post" action="/set-up/${token}">
<label for="password">New password</label>
<p class="hint" id="password-hint">At least 12 characters, of any kind; not your name, not words that everybody tries first, and no rows of keys.</p>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="200" aria-describedby="password-hint">
<label for="code">Code</label>
<p class="hint" id="code-hint">The six digits that the app shows now.</p>
<input id="code" name="code" autocomplete="one-time-code" inputmode="numeric" required maxlength="40" aria-describedby="code-hint">
<button type="submit">Set up</button>
</form>${script(passkeys)}`,
  );

export const recoveryPage = (codes: readonly string[]): string =>
  page(
    'You can sign in now',
    html`<p>Keep these recovery codes where nobody finds them. Each is good once, in place of a code of your app. They are shown here and nowhere else.</p>
<ul>${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`,
  );

/** After a passkey was set up. */
export const passkeyDonePage = (): string =>
  page(
    'You can sign in now',
    html`<p>Your passkey is set up. Add a second one, on another device, at <a href="/passkeys">your passkeys</a>: who loses the only one needs a new link.</p>`,
  );

/** Where somebody signs in to change the own passkeys. */
export const passkeySignInPage = (email: string, passkeys: PasskeyOptions, wrong: string | null): string =>
  page(
    'Your passkeys',
    html`${alert(wrong)}
${passkeys === null && html`<p>This installation has no passkeys: it is reached by a network address, and browsers know passkeys for names only.</p>`}
<p>To change how you sign in, sign in again.</p>
<form method="post" action="/passkeys">
${credentialFields(email)}
<button type="submit">Go on</button>
</form>
<form method="post" action="/passkeys">${passkeyButton('get', passkeys, 'Go on with a passkey')}</form>${script(passkeys)}`,
  );

export const passkeysPage = (
  token: string,
  { name, email }: Person,
  all: readonly PasskeyView[],
  passkeys: PasskeyOptions,
  wrong: string | null,
): string =>
  page(
    'Your passkeys',
    html`${alert(wrong)}
<p>Of ${name} (${email}).</p>
<ul>${all.map(
      ({
        id,
        label,
        addedAt,
        lastUsedAt,
      }) => html`<li>${label}, added ${addedAt.toISOString()}, ${lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used'}
<form method="post" action="/passkeys/remove"><input type="hidden" name="token" value="${token}"><input type="hidden" name="id" value="${id}"><button type="submit">Remove ${label}</button></form></li>`,
    )}</ul>
<form method="post" action="/passkeys/add"><input type="hidden" name="token" value="${token}">${labelField}${passkeyButton('create', passkeys, 'Add a passkey')}</form>${script(passkeys)}`,
  );

export const errorPage = (error: string, description: string | undefined): string =>
  page(
    'This sign-in cannot go on',
    html`<p>${description ?? error}</p><p>Go back to where you came from and begin again.</p>`,
  );

/** @param form as the library writes it: it holds no text of anybody's */
export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    html`<p>Sign out of this browser? Programs that you signed in to go on until their token ends; to end those too, sign out everywhere.</p>
${raw(form)}<button type="submit" form="op.logoutForm" value="yes" name="logout">Sign out</button>`,
  );

export const signedOutPage = (): string => page('You are signed out', html`<p>You can close this page.</p>`);

const STATUS: Readonly<Partial<Record<Problem['kind'], number>>> = {
  'not-found': 404,
  'not-authorized': 403,
  'state-conflict': 409,
};

/** Whoever has a browser is told in a page why it does not go on. */
export const inPages = async (reply: FastifyReply, title: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    const status = error instanceof Problem ? STATUS[error.kind] : undefined;
    if (status === undefined) throw error;
    show(reply, page(title, html`<p>${(error as Problem).detail}</p>`), PAGE_POLICY, status);
  }
};
