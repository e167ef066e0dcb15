import { createHash } from 'node:crypto';

/** Two spellings of one e-mail address have the same. Only the domain is without case by RFC 5321; nobody has two mailboxes that differ in it. */
export const emailIdentity = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** SHA-256 in hex of the address in normal form, by which services know a person without keeping the address. */
export const emailDigest = (email: string): string => createHash('sha256').update(emailIdentity(email)).digest('hex');
