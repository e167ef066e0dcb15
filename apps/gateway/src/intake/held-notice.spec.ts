import { timeOrderedId } from '#kernel';
import type { NewFiling } from '../filing/transmission';
import { heldNotice } from './held-notice';
import { TreatedTransmission } from '../gate/treatments';

const filing = (kind: string, reference: string): NewFiling => ({ id: timeOrderedId(), kind, reference }) as NewFiling;
const transmission = {
  id: timeOrderedId(),
  channel: 'abi',
  receivedAt: '2026-11-21T20:40:00.000Z',
} as const;

test('a notice names two hundred filings of a kind and counts the others', () => {
  const treated = new TreatedTransmission(new Map([['cargo release', 'held, do not resend']]));
  for (let n = 0; n < 250; n += 1)
    expect(treated.note(filing('cargo release', `B76-${String(n).padStart(7, '0')}-0`))).toBe(true);
  const lines = heldNotice(transmission, treated)
    .body.split('\n')
    .map((line) => line.trimEnd());
  expect(lines).toContain('* CARGO RELEASE: 250 HELD, DO NOT RESEND');
  expect(lines.filter((line) => line.startsWith('*   B76-'))).toHaveLength(200);
  expect(lines).toContain('*   AND 50 MORE');
});

test('what is to be sent again does not go on, and a transmission of nothing else is not called held', () => {
  const treated = new TreatedTransmission(
    new Map([
      ['cargo release', 'not processed, resend'],
      ['entry summary', 'held, do not resend'],
    ]),
  );
  const release = filing('cargo release', 'B76-0324527-8');
  expect(treated.note(release)).toBe(false);
  expect([treated.notTaken, treated.anyHeld]).toEqual([[release.id], false]);
  expect(treated.note(filing('entry summary', 'B76-0324527-8'))).toBe(true);
  expect(treated.anyHeld).toBe(true);
});
