/** As it is filed, with dashes, spaces or nothing else between; not within a longer number. Source: entry summary guide, 11 record: NNN-NN-NNNN. */
export const SOCIAL_SECURITY_NUMBER = /(?<!\d)\d{3}[-\s+]\d{2}[-\s+]\d{4}(?!\d)/;

const EACH = new RegExp(SOCIAL_SECURITY_NUMBER, 'g');

/** The nine digits without anything between, in the text of a JSON document: they may be such a number. Not within a longer word, and not what a field of its own says is the number of a bill. */
export const NINE_DIGITS = /(?<!illNumber":")(?<![\w-])\d{9}(?![\w-])/;

/** A text in which of each number in the form of a social security number only the last four digits are shown. */
export const masked = (text: string): string => text.replace(EACH, (number) => `***-**-${number.slice(-4)}`);
