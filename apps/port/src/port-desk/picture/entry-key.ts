import { formatEntryNumber } from '#kernel';

/** `B76-0324527-8` and `B76-03245278` both become `B7603245278`, the key of the picture's tables. */
export const entryKeyOf = (reference: string): string => reference.replaceAll('-', '');

/** `B7603245278` as people write it. */
export const entryText = (key: string): string => formatEntryNumber(key.slice(0, 3), key.slice(3));
