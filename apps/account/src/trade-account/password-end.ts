import type { AccountConfig } from '../config/account.config';

const DAY_MS = 86_400_000;

/** When an ABI password that is set now is taken no more; null where passwords have no end. */
export const passwordEnd = (
  { ABI_PASSWORD_DAYS: days }: Pick<AccountConfig, 'ABI_PASSWORD_DAYS'>,
  now: Date,
): Date | null => (days === 0 ? null : new Date(now.getTime() + days * DAY_MS));
