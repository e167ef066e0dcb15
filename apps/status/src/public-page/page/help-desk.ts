import { html, type Html } from '#kernel';
import type { StatusConfig } from '../../config/status.config';

/** Whom people call; nothing is shown of what is not configured. */
export interface HelpDesk {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly hours: string;
}

export const helpDeskOf = ({
  HELP_DESK_NAME,
  HELP_DESK_PHONE,
  HELP_DESK_EMAIL,
  HELP_DESK_HOURS,
}: StatusConfig): HelpDesk => ({
  name: HELP_DESK_NAME,
  phone: HELP_DESK_PHONE,
  email: HELP_DESK_EMAIL,
  hours: HELP_DESK_HOURS,
});

/** `Questions: Help desk, 1-800-555-0100, help@example.com (24 hours a day).` */
export const helpDeskLine = ({ name, phone, email, hours }: HelpDesk): Html | false => {
  const ways = [
    ...(phone ? [html`<a class="usa-link" href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>`] : []),
    ...(email ? [html`<a class="usa-link" href="mailto:${email}">${email}</a>`] : []),
  ];
  if (ways.length === 0) return false;
  return html`<p class="pw-call">Who to call: ${name && html`${name}, `}${ways.map((way, i) => html`${i > 0 && ', '}${way}`)}${hours && html` (${hours})`}.</p>`;
};
