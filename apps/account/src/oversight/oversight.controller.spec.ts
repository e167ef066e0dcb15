import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { EditionAsked } from './oversight.controller';

test('a version is a whole number that the database can count to; any other is refused by name', () => {
  const refused = (version: string): string[] =>
    validateSync(plainToInstance(EditionAsked, { version })).map(({ property }) => property);
  expect(['1', '2147483647'].flatMap(refused)).toEqual([]);
  for (const version of ['0', '2147483648', '3000000000', '1.5', '-1', 'two'])
    expect([version, refused(version)]).toEqual([version, ['version']]);
});
