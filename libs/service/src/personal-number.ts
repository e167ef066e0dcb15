/** As it is filed, with dashes, spaces or nothing else between; not within a longer number. Source: entry summary guide, 11 record: NNN-NN-NNNN. */
const SOCIAL_SECURITY_NUMBER = /(?<!\d)\d{3}[-\s+]\d{2}[-\s+]\d{4}(?!\d)/;

/** Whether an address has a number in the form of a social security number in it. Addresses stand in the logs of whatever is in between. */
export const namesAPerson = (address: string): boolean =>
  SOCIAL_SECURITY_NUMBER.test(address) || SOCIAL_SECURITY_NUMBER.test(readable(address));

const readable = (address: string): string =>
  address.replace(/%(2d|20|2b)/gi, (sign) => decodeURIComponent(sign)).replace(/%3(\d)/g, '$1');
