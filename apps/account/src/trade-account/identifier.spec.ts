import { identifierChanges, identifierOf, identifierTable, numberFaults, rolesOf } from './identifier.rules';

const of = (kind: Parameters<typeof identifierOf>[0], text: string) => identifierOf(kind, text)!;

describe('identifiers of an account', () => {
  test('an employer number with suffix 00 is the same identifier as the number alone', () => {
    expect(of('importer number', '12-3456789').identity).toBe(of('importer number', '12-345678900').identity);
    expect(of('importer number', '12-3456789').value).toBe('12-3456789');
  });
  test.each([
    ['importer number', '123456789'],
    ['filer code', 'B7'],
    ['SCAC', 'MAEU1'],
    ['SCAC', 'M'],
  ] as const)('%s %s has not the form of its kind', (kind, text) => {
    expect(identifierOf(kind, text)).toBeNull();
  });
  test('what stays is neither ended nor begun again', () => {
    const held = [of('SCAC', 'MAEU'), of('filer code', 'B76')];
    const { ended, begun } = identifierChanges(held, [of('SCAC', 'MAEU'), of('SCAC', 'MSCU')]);
    expect(ended).toEqual([held[1]]);
    expect(begun).toEqual([of('SCAC', 'MSCU')]);
  });
  test('an identifier given twice begins once', () => {
    expect(identifierChanges([], [of('SCAC', 'MAEU'), of('SCAC', 'maeu')]).begun).toHaveLength(1);
  });
  test('the code of an agency stands for no sub-account, is one of Appendix V, and cannot be asked for', () => {
    expect(of('agency code', 'fda').identity).toBe('FDA');
    expect(rolesOf('agency code', [])).toEqual([]);
    expect(identifierOf('agency code', 'XYZ')).toBeNull();
    expect(numberFaults({ kind: 'agency code', value: 'FDA', subAccounts: [] })).toMatchObject([{ at: '/kind' }]);
  });
  test('the table for partners names every kind', () => {
    expect(identifierTable()).toMatch(/importer number.*\n.*filer code.*\n.*SCAC/);
  });
});
