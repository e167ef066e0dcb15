import { pageOf } from './where-to';

test.each([
  ['MD-26-2704-000017', '/desk/decisions/MD-26-2704-000017'],
  ['B76-0324527-8', '/desk/case/B76-0324527-8'],
  ['B7603245278', '/desk/case/B7603245278'],
  ['MAEU260000101', '/desk/case/MAEU260000101'],
  ['MAEU26', null],
  ['219-09-9999', null],
  ['219099999', null],
])('a scan of %s opens %s', (text, page) => {
  expect(pageOf(text, ['MAEU260000101'])).toBe(page);
});
