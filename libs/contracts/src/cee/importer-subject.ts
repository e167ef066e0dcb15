import { createHmac } from 'node:crypto';

/**
 * The subject of messages about an importer of record. Its number may be a social security number and subjects stand in logs and
 * tables of messages, so the subject names the importer without showing the number: whoever has not the key cannot try numbers out.
 *
 * @param key known to those who publish such messages, and kept outside their databases
 */
export const importerSubject = (importerNumber: string, key: string): string =>
  `importer:${createHmac('sha256', key).update(importerNumber).digest('hex').slice(0, 32)}`;
