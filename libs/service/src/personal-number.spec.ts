import { namesAPerson } from './personal-number';

test.each([
  '/desk/search?q=123-45-6789',
  '/operations/assignments/123-45-6789',
  '/x?q=123%2D45%2D6789',
  '/x?q=123+45+6789',
  '/x?q=123%2045%206789',
  '/x?q=%31%32%33-45-6789',
  '/x?a=b&q=A123-45-6789Z',
])('an address with a social security number is known as one: %s', (address) =>
  expect(namesAPerson(address)).toBe(true),
);

test.each([
  '/desk/search?q=12-3456789',
  '/desk/cases/B76-0324527-8',
  '/operations/assignments/260417-00012',
  '/x?from=2026-11-28&to=2026-11-29',
  '/x?at=2026-11-28T14:05:10.000Z',
  '/desk/decisions/MD-26-2704-000017',
  '/filings/0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  '/bills/MAEU260000101',
  '/x?q=1123-45-67890',
  '/x?q=%zz',
])('no other number is taken for one: %s', (address) => expect(namesAPerson(address)).toBe(false));
