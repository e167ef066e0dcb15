import { SERVICE_NAMES, TransportMode, tradeName } from '#contracts';
import { html, type Html } from '#kernel';
import { layout } from '../page/layout';
import { shortPage } from '../page/records-pages';
import type { LinkPurpose } from './signed-link';
import type { Subscription, SubscriptionKind } from './subscriptions.repository';

const boxes = (name: string, values: readonly string[]): Html =>
  html`<div class="pw-boxes">${values.map((value) => html`<label><input type="checkbox" name="${name}" value="${value}"> ${name === 'modules' ? tradeName(value) : value}</label>`)}</div>`;
/** What the status page shows; what else a notice may be about is known to webhooks only. */
const OFFERED = SERVICE_NAMES;

/** The form to be told by e-mail, and where to read how to be told by webhook. */
export const subscribePage = (): Html =>
  layout({
    title: 'Subscribe',
    main: html`<h1>Be told of notices by e-mail</h1>
<p>You get a mail with a link; nothing else is sent before you have confirmed. What you leave open means all.</p>
<form class="usa-form pw-form" method="post" action="/status/subscriptions">
<input type="hidden" name="kind" value="e-mail">
<label class="usa-label" for="address">E-mail address (required)</label>
<input class="usa-input" id="address" name="address" type="email" autocomplete="email" required maxlength="254">
<fieldset class="usa-fieldset"><legend class="usa-legend">Functions</legend>${boxes('modules', OFFERED)}</fieldset>
<fieldset class="usa-fieldset"><legend class="usa-legend">Modes of transport</legend>${boxes(
      'modes',
      TransportMode.anyOf.map((literal) => literal.const),
    )}</fieldset>
<label class="usa-label" for="ports">Ports, by their four digits with commas between them</label>
<input class="usa-input" id="ports" name="ports" inputmode="numeric" pattern="\\s*(\\d{4}\\s*(,\\s*\\d{4}\\s*)*)?" aria-describedby="ports-example">
<p class="pw-small" id="ports-example">For example 2304, 2402</p>
<label><input type="checkbox" name="drills" value="true"> Drills too</label>
<button class="usa-button" type="submit">Subscribe</button>
</form>
<h2>By webhook</h2><p>Programs subscribe with <code>POST /status/subscriptions</code>; the partners' guide tells how and how messages are verified.</p>`,
  });

export const askedPage = (kind: SubscriptionKind): Html =>
  shortPage(
    kind === 'e-mail' ? 'Look into your mailbox' : 'A message is on its way to your webhook',
    kind === 'e-mail'
      ? 'We sent a link to the address. Open it and press the button: then you are told of notices.'
      : 'When it takes the message, it is told of notices.',
  );

/** A page with one button: nothing happens by opening it. */
export const confirmPage = (purpose: LinkPurpose, { id, address, state }: Subscription, signature: string): Html => {
  if (state === 'ended') return donePage('ended');
  const text =
    purpose === 'confirm' ? `Send notices of Portway to ${address}?` : `Send no more notices of Portway to ${address}?`;
  return shortPage(
    purpose === 'confirm' ? 'Confirm your subscription' : 'End your subscription',
    text,
    html`<form method="post" action="/status/subscriptions/${id}/${purpose}?signature=${encodeURIComponent(signature)}"><button class="usa-button" type="submit">${purpose === 'confirm' ? 'Yes, send them' : 'Yes, send no more'}</button></form>`,
  );
};

export const donePage = (done: 'confirmed' | 'ended'): Html =>
  done === 'confirmed'
    ? shortPage('You are subscribed', 'Each notice that concerns you is sent once. A link to end it is in every mail.')
    : shortPage('The subscription has ended', 'Nothing more is sent. You may subscribe again at any time.');
