import { samePerson } from '#kernel';
import { Problem } from './problem';

/**
 * Who gives an order is who the key was issued to, not who was typed.
 *
 * @param issuedTo the person of the key, null for a key that was issued to nobody by name
 * @param typed the name that the order itself gives, where it gives one
 * @param at where in the order it stands
 * @throws Problem `not-authorized` for the key of nobody, `not-valid` for an order in the name of another
 */
export const actingPerson = (issuedTo: string | null, typed: string | null = null, at = '/officer'): string => {
  if (issuedTo === null) {
    throw new Problem(
      'not-authorized',
      'This API key was issued to nobody by name, so it gives no orders: ask those who run the platform for a key of your own.',
    );
  }
  if (typed !== null && !samePerson(typed, issuedTo)) {
    const remedy = `Leave \`${at.split('/').at(-1)}\` out, or use your own key.`;
    throw new Problem('not-valid', 'Nobody gives orders in the name of another.', [
      { at, text: `this key was issued to ${issuedTo}, not to ${typed.trim()}`, remedy },
    ]);
  }
  return issuedTo;
};
