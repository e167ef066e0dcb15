import { faultOfAddress, faultOfBody, namedTwice } from './odd-input';

describe('an address', () => {
  it.each(['/bills/MAEU260000101', '/desk/search?q=acme%20co&x=%F0%9F%9A%A2', '/status/events', '/bills/100%25'])(
    '%s may be something',
    (url) => {
      expect(faultOfAddress(url)).toBeNull();
    },
  );

  it.each(['/bills/%', '/bills/%zz', '/bills?x=%ff', '/bills/%c0%80'])('%s cannot be decoded', (url) => {
    expect(faultOfAddress(url)).toMatch(/write %25/);
  });

  it.each(['/bills/%00', '/bills?x=a%00b', '/%00'])('%s holds a NUL', (url) => {
    expect(faultOfAddress(url)).toMatch(/NUL/);
  });
});

it('a field of a query has one value', () => {
  expect(namedTwice({ limit: '1', after: ['1', '2'], 'a/b': ['1', '1'] })).toEqual([
    { at: '/after', text: 'is given more than once' },
    { at: '/a~1b', text: 'is given more than once' },
  ]);
});

describe('a body', () => {
  const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

  it.each([
    [null],
    ['text'],
    [17],
    [[]],
    [{ bills: [{ number: 'MAEU260000101' }] }],
    [Buffer.from('ISA\0')],
    [nested(64)],
  ])('%p can be looked at', (body) => {
    expect(faultOfBody(body)).toBeNull();
  });

  it('is not nested more than 64 levels deep, and however deep, it is refused without a fault of ours', () => {
    for (const depth of [65, 50_000])
      expect(faultOfBody(nested(depth))).toEqual({ at: '/a'.repeat(64), text: 'is nested more than 64 levels deep' });
  });

  it('holds no NUL, and the place of one is named', () => {
    expect(faultOfBody({ bills: [{}, { 'a/b': 'x\0' }] })).toEqual({
      at: '/bills/1/a~1b',
      text: 'holds a NUL character: leave it out',
    });
    expect(faultOfBody({ 'a\0': 1 })).toMatchObject({ text: 'has a name that holds a NUL character: leave it out' });
    expect(faultOfBody('\0')).toMatchObject({ at: '' });
  });
});
