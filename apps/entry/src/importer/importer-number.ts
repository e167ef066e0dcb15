import { parseImporterNumber } from '#kernel';

/** The full form under which importers are kept, such as `12-345678900`; unreadable numbers stay as they are. */
export const fullImporterNumber = (text: string): string => {
  const parsed = parseImporterNumber(text);
  return parsed.ok ? parsed.value.text : text.trim().toUpperCase();
};
