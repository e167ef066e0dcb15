import { csvCell, csvLine } from './csv';

describe('CSV', () => {
  test.each(['=1+1', '+1', '-2', '@SUM(A1)', '\t=1', '\r=1'])(
    'a cell that begins as a formula is not one: %j',
    (cell) => {
      expect(csvCell(cell).replace(/^"/, '')[0]).toBe("'");
    },
  );
  test('a number below zero stays a number', () => {
    expect(csvCell(-2)).toBe('-2');
  });
  test('commas, quotes and line ends stay within their cell, and nothing is an empty cell', () => {
    expect(csvLine(['a,b', 'say "no"', 'two\nlines', null, undefined, 'plain'])).toBe(
      '"a,b","say ""no""","two\nlines",,,plain\r\n',
    );
  });
});
