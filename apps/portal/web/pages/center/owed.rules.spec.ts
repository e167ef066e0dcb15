import { owedTyped } from './owed.rules';

test('what an entry owes is typed as duty and a fee a line, and nothing of it is lost', () => {
  expect(owedTyped({ duty: '1,530.5', fees: '499 34.64\n\n501  12.50 ' })).toEqual({
    dutyCents: 153_050,
    fees: [
      { class: '499', cents: 3_464 },
      { class: '501', cents: 1_250 },
    ],
  });
  expect(owedTyped({ 'duty B76-0000001-5': '0', duty: '9.00' }, ' B76-0000001-5')).toEqual({ dutyCents: 0, fees: [] });
  expect(owedTyped({ duty: '', fees: '499 34.64' })).toBeNull();
});

test('an amount that is none is sent as one that the module refuses, not as nothing', () => {
  expect(owedTyped({ duty: 'five', fees: '499 x' })).toEqual({ dutyCents: -1, fees: [{ class: '499', cents: -1 }] });
});
