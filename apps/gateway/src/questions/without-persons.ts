import { parseImporterNumber } from '#kernel';

export const isPerson = (number: string): boolean => {
  const parsed = parseImporterNumber(number);
  return parsed.ok && parsed.value.qualifier === '34';
};

/** Of what is kept for later a person's number is left out. */
export const withoutPersons = (answer: object): object =>
  JSON.parse(
    JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'string' && isPerson(value) ? null : value)),
  ) as object;
