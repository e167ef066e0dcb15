import { passwordFault } from './password.rules';

const MIA = { name: 'Mia Brandt', email: 'mia.brandt@lakeside.example' };

test.each([
  ['the word itself', 'passwordpassword'],
  ['a row of digits', '123456789012'],
  ['a row of keys', 'QwertyUiop12'],
  ['two rows of keys in turn', '1q2w3e4r5t6y'],
  ['the alphabet, backwards', 'zyxwvutsrqpo'],
  ['one sign', 'aaaaaaaaaaaa'],
  ['a few signs again and again', 'abc!abc!abc!abc!'],
  ['her own name and a year', 'MiaBrandt2026'],
  ['her own address', 'mia@lakeside.example'],
  ['words of the house', 'Portway-Customs-1'],
  ['a common word and digits', 'Welcome12345!'],
  ['nothing but signs', '!?!?.,.,-_-_#+'],
])('%s is no password', (_what, password) => {
  expect(passwordFault(password, MIA)).toMatchObject({ at: '/password' });
});

test.each([
  ['four words', 'a long and quiet harbor'],
  ['what a password manager makes', 'xK7vQ2mT9rLw'],
  ['words in which one of the house stands', 'the broker ate a green pear'],
  ['another alphabet', 'тихая гавань ночью'],
  ['eight signs of their own beside a row', 'fen-8-otter-12345'],
])('%s is a password, whatever kinds of sign it has', (_what, password) => {
  expect(passwordFault(password, MIA)).toBeNull();
});
