import { storedOrigin } from './stored-release';

test('a release on paper that an earlier build kept with an origin of its own is shown with that of the guide; all others stay', () => {
  expect(['90', '09', '07', '05', null].map(storedOrigin)).toEqual(['09', '09', '07', '05', null]);
});
