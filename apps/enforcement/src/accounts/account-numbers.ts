import type { EntityManager } from 'typeorm';
import { parseImporterNumber } from '#kernel';

/** Normal form of an importer number, so that `12-3456789` and `12-345678900` are one importer; text of another form stands for itself. */
export const importerIdentity = (text: string): string => {
  const number = parseImporterNumber(text);
  return number.ok ? number.value.text : text.trim().toUpperCase();
};

/** The active account of a surety now; null where it has none. */
export const accountOfSurety = async (
  manager: Pick<EntityManager, 'query'>,
  suretyCode: string,
): Promise<string | null> => {
  const [row] = await manager.query(
    'SELECT s.account_id AS id FROM surety_account s JOIN account a ON a.id = s.account_id WHERE a.active AND s.surety_code = $1 ORDER BY a.id LIMIT 1',
    [suretyCode],
  );
  return row?.id ?? null;
};

/** The active account that has an importer's number now; null where none has. */
export const accountOfImporter = async (
  manager: Pick<EntityManager, 'query'>,
  importer: string,
): Promise<string | null> => {
  const [row] = await manager.query(
    `SELECT i.account_id AS id FROM importer_account i JOIN account a ON a.id = i.account_id WHERE a.active AND i.importer_identity = $1 ORDER BY a.id LIMIT 1`,
    [importerIdentity(importer)],
  );
  return row?.id ?? null;
};
