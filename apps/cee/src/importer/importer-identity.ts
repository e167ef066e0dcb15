import { parseImporterNumber } from '#kernel';

/** Normal form of an importer number, so that `12-3456789` and `12-345678900` are one importer; text of another form stands for itself. */
export const importerIdentity = (text: string): string => {
  const number = parseImporterNumber(text);
  return number.ok ? number.value.text : text.trim().toUpperCase();
};
