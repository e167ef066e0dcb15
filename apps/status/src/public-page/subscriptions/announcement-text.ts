import { tradeName } from '#contracts';
import { PORTS } from '#reference';
import type { PublicNotice } from '../../said/public-records';
import type { Mail } from './mailer';
import type { DueDelivery } from './announcements.repository';
import { signedLink } from './signed-link';
import type { Wishes } from './subscription.rules';

const limitsOf = ({ modules, modes, ports, drills }: Wishes): string =>
  [
    `functions: ${modules.length > 0 ? modules.map(tradeName).join(', ') : 'all'}`,
    `modes of transport: ${modes.length > 0 ? modes.join(', ') : 'all'}`,
    `ports: ${ports.length > 0 ? ports.map((code) => `${PORTS.get(code)?.name ?? 'port'} (${code})`).join(', ') : 'all'}`,
    `drills: ${drills ? 'yes' : 'no'}`,
  ].join('\n');

const EXERCISE = 'THIS IS A DRILL. Nothing in it is real. File as always.\n\n';

/** The e-mail of a delivery: a notice, or the question whether its address was meant. */
export const mailOf = ({ id, notice, subscription }: DueDelivery, base: string): Mail => {
  const unsubscribeLink = signedLink(base, subscription.linkKey, subscription.id, 'unsubscribe');
  const end = `\n\n-- \nStatus: ${base}/status\nTo get no more of these: ${unsubscribeLink}\n`;
  if (!notice) {
    const text =
      `Somebody, you we hope, asked that notices of Portway be sent to this address:\n\n${limitsOf(subscription)}\n\n` +
      `To get them, open this page and press the button on it:\n${signedLink(base, subscription.linkKey, subscription.id, 'confirm')}\n\n` +
      'If it was not you, do nothing: no notice is sent.';
    return {
      id,
      to: subscription.address,
      subject: 'Please confirm: notices of Portway',
      text: text + end,
      unsubscribeLink,
    };
  }
  return {
    id,
    to: subscription.address,
    subject: `${notice.drill ? '[DRILL] ' : ''}Portway notice ${notice.number}: ${notice.title}`,
    text: `${notice.drill ? EXERCISE : ''}${notice.text}\n\n${base}/status/notices/${notice.number}${end}`,
    unsubscribeLink,
  };
};

interface WebhookMessage {
  readonly type: 'notice.issued' | 'subscription.confirmation';
  readonly timestamp: string;
  readonly data: (PublicNotice & { readonly link: string }) | { readonly subscriptionId: string };
}

/** What a webhook is sent, the same at every attempt. */
export const webhookMessageOf = ({ notice, subscription, createdAt }: DueDelivery, base: string): WebhookMessage =>
  notice
    ? {
        type: 'notice.issued',
        timestamp: notice.issuedAt,
        data: { ...notice, link: `${base}/status/notices/${notice.number}` },
      }
    : { type: 'subscription.confirmation', timestamp: createdAt, data: { subscriptionId: subscription.id } };
