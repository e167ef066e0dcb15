import { actingPerson } from './acting-person';

describe('Who gives an order is who its key was issued to', () => {
  test('whoever types no name, or the own one in any spelling, speaks for the person of the key', () => {
    expect(actingPerson('K. Osei')).toBe('K. Osei');
    expect(actingPerson('K. Osei', null)).toBe('K. Osei');
    expect(actingPerson('K. Osei', ' k.  OSEI ')).toBe('K. Osei');
  });

  test('another name is refused where it stands, and it is said whose key it is and what to do', () => {
    expect(() => actingPerson('K. Osei', 'R. Alvarez')).toThrow(
      expect.objectContaining({
        kind: 'not-valid',
        errors: [
          {
            at: '/officer',
            text: 'this key was issued to K. Osei, not to R. Alvarez',
            remedy: 'Leave `officer` out, or use your own key.',
          },
        ],
      }),
    );
    expect(() => actingPerson('K. Osei', 'R. Alvarez', '/actor')).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ at: '/actor', remedy: 'Leave `actor` out, or use your own key.' })],
      }),
    );
  });

  test('a key that was issued to nobody gives no orders, whatever name is typed', () => {
    for (const typed of [null, 'K. Osei']) {
      expect(() => actingPerson(null, typed)).toThrow(
        expect.objectContaining({ kind: 'not-authorized', detail: expect.stringContaining('a key of your own') }),
      );
    }
  });
});
