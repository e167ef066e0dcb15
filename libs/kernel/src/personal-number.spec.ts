import { masked } from './personal-number';

test.each([
  ['importer 123-45-6789 assigned', 'importer ***-**-6789 assigned'],
  ['123 45 6789 and 987-65-4321', '***-**-6789 and ***-**-4321'],
  ['entry:B76-03245278', 'entry:B76-03245278'],
  ['importer 12-3456789', 'importer 12-3456789'],
  ['number 9123-45-67890', 'number 9123-45-67890'],
])('of a social security number only the last four digits are shown: %s', (text, shown) =>
  expect(masked(text)).toBe(shown),
);
