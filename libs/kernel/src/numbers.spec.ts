import {
  containerCheckDigit,
  entryCheckDigit,
  formatEntryNumber,
  isFilerCode,
  isScac,
  parseBillNumber,
  parseContainerNumber,
  parseEntryNumber,
  parseImporterNumber,
  parseInBondNumber,
} from './index';

describe('entry numbers', () => {
  test.each([
    ['B76', '0324527', 8],
    ['ABC', '1234567', 6],
    ['999', '9999999', 0],
    ['XYZ', '0000001', 5],
    ['S12', '3456789', 5],
    ['A1B', '7654321', 9],
    ['DEF', '0000010', 8],
    ['123', '4567890', 3],
    ['ZZZ', '9999998', 2],
    ['WBN', '0424242', 1],
  ])('%s-%s has check digit %i', (filer, serial, digit) => {
    expect(entryCheckDigit(filer, serial)).toBe(digit);
  });

  test('the printed and the compact form are the same number', () => {
    const printed = parseEntryNumber('B76-0324527-8');
    expect(printed).toEqual(parseEntryNumber('b7603245278'));
    expect(printed).toMatchObject({ ok: true, value: { filerCode: 'B76', number: '03245278', text: 'B76-0324527-8' } });
    expect(formatEntryNumber('B76', '03245278')).toBe('B76-0324527-8');
  });

  test('a wrong check digit is refused with the right one named', () => {
    expect(parseEntryNumber('B76-0324527-7')).toEqual({
      ok: false,
      problem: expect.stringContaining('check digit is 8'),
    });
  });

  test('a filer granted an offset of 4 uses digits four higher, and only those', () => {
    expect(parseEntryNumber('B76-0324527-2', 4).ok).toBe(true);
    expect(parseEntryNumber('B76-0324527-8', 4).ok).toBe(false);
  });

  test('all other text is refused', () => {
    for (const text of ['', 'B76', 'B76-032452-8', 'B7-60324527-8', 'B76-032452X-8'])
      expect(parseEntryNumber(text).ok).toBe(false);
    expect(isFilerCode('B76')).toBe(true);
    expect(isFilerCode('B 6')).toBe(false);
  });
});

describe('importer numbers', () => {
  test('the three forms are told apart by their dashes', () => {
    expect(parseImporterNumber('12-3456789AB')).toEqual({ ok: true, value: { qualifier: 'EI', text: '12-3456789AB' } });
    expect(parseImporterNumber('123-45-6789')).toEqual({ ok: true, value: { qualifier: '34', text: '123-45-6789' } });
    expect(parseImporterNumber('262704-00123')).toEqual({
      ok: true,
      value: { qualifier: 'ANI', text: '262704-00123' },
    });
  });

  test('an employer number without a suffix is that of the firm itself', () => {
    expect(parseImporterNumber('12-3456789')).toEqual({ ok: true, value: { qualifier: 'EI', text: '12-345678900' } });
  });

  test('numbers of another shape are refused', () => {
    for (const text of ['', '123456789', '12-34567890ABC', '1-23456789'])
      expect(parseImporterNumber(text).ok).toBe(false);
  });
});

describe('cargo numbers', () => {
  test.each([
    ['CSQU305438', 3],
    ['MSCU123456', 6],
    ['TGHU759933', 0],
    ['MAEU000001', 3],
    ['HLXU200841', 9],
  ])('container %s has check digit %i', (firstTen, digit) => {
    expect(containerCheckDigit(firstTen)).toBe(digit);
    expect(parseContainerNumber(firstTen + digit)).toEqual({ ok: true, value: firstTen + digit });
  });

  test('a container with a wrong check digit or shape is refused', () => {
    expect(parseContainerNumber('CSQU3054384').ok).toBe(false);
    expect(parseContainerNumber('CSQX3054383').ok).toBe(false);
  });

  test('a bill number is a SCAC and at most twelve letters or digits', () => {
    expect(parseBillNumber('MAEU', 'abc123456789')).toMatchObject({ ok: true, value: { text: 'MAEUABC123456789' } });
    expect(parseBillNumber('MAEU', '1234567890123').ok).toBe(false);
    expect(parseBillNumber('MAEU', 'AB-1').ok).toBe(false);
    expect(parseBillNumber('M1', 'AB1').ok).toBe(false);
    expect(isScac('OOLU')).toBe(true);
  });

  test('an in-bond number carries its remainder by seven, plus up to three', () => {
    for (const good of ['123456782', '123456785', '000000011', '900000006'])
      expect(parseInBondNumber(good).ok).toBe(true);
    for (const bad of ['123456786', '123456781', '12345678']) expect(parseInBondNumber(bad).ok).toBe(false);
  });
});
