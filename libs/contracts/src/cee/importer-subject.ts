import { createHash } from 'node:crypto';

/**
 * The subject of messages about an importer of record. Its number may be a social security number and subjects stand in logs and
 * tables of messages, so the subject names the importer without showing the number.
 */
export const importerSubject = (importerNumber: string): string =>
  `importer:${createHash('sha256').update(importerNumber).digest('hex').slice(0, 16)}`;
