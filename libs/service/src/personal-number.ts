import { SOCIAL_SECURITY_NUMBER } from '#kernel';

/** Whether an address has a number in the form of a social security number in it. Addresses stand in the logs of whatever is in between. */
export const namesAPerson = (address: string): boolean =>
  SOCIAL_SECURITY_NUMBER.test(address) || SOCIAL_SECURITY_NUMBER.test(readable(address));

const readable = (address: string): string =>
  address.replace(/%(2d|20|2b)/gi, (sign) => decodeURIComponent(sign)).replace(/%3(\d)/g, '$1');
