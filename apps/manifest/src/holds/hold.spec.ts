import { BillHoldOrdered, ManifestFiled } from '#contracts';
import { statusDisposition } from '#x12';
import type { Bill } from '../bills/bill.model';
import { judgeManifest } from '../manifest-filing/manifest.rules';
import { HOLD_CODES, holdCodeTable } from './hold-codes';
import { applyHold, HOLD_ERRORS, holdCondition, holdErrorTable } from './hold.rules';

const NOW = new Date('2026-11-21T15:00:00Z');
const bill = (changes: Partial<Bill> = {}): Bill => ({
  ...judgeManifest(ManifestFiled.example, { bill: () => undefined, isAnothers: () => false, calls: null }, NOW)
    .changes[0]!.bill,
  version: 1,
  ...changes,
});
const order = (changes: Partial<BillHoldOrdered> = {}): BillHoldOrdered => ({ ...BillHoldOrdered.example, ...changes });
const held = bill({ holds: [{ code: '1H', reason: 'Manifest review', placedAt: '2026-11-20T00:00:00Z' }] });

describe('holds on a bill', () => {
  test('a hold is placed once and removed once', () => {
    expect(applyHold(order(), bill(), NOW)).toMatchObject({
      ok: true,
      value: { bill: { holds: [{ code: '1H', placedAt: NOW.toISOString() }] } },
    });
    expect(applyHold(order(), held, NOW)).toEqual({ ok: false, problem: 'H04' });
    expect(applyHold(order({ action: 'remove' }), held, NOW)).toMatchObject({
      ok: true,
      value: { bill: { holds: [] } },
    });
    expect(applyHold(order({ action: 'remove' }), bill(), NOW)).toEqual({ ok: false, problem: 'H05' });
  });
  test('holds of several authorities stand beside each other', () => {
    expect(applyHold(order({ holdCode: '2H' }), held, NOW)).toMatchObject({
      value: { bill: { holds: [{ code: '1H' }, { code: '2H' }] } },
    });
    expect(applyHold(order({ action: 'remove', holdCode: '2H' }), held, NOW)).toEqual({ ok: false, problem: 'H05' });
  });
  test('an unknown code, an unknown bill and a deleted bill are refused; a hold can still be removed from a deleted bill', () => {
    expect(applyHold(order({ holdCode: '9Z' }), bill(), NOW)).toEqual({ ok: false, problem: 'H01' });
    expect(applyHold(order(), undefined, NOW)).toEqual({ ok: false, problem: 'H02' });
    expect(applyHold(order(), bill({ state: 'deleted' }), NOW)).toEqual({ ok: false, problem: 'H03' });
    expect(applyHold(order({ action: 'remove' }), { ...held, state: 'deleted' }, NOW)).toMatchObject({ ok: true });
  });
  test('an officer holds bills at the ports of the account only; an account without ports at none', () => {
    const elsewhere = bill({ portCode: '5301' });
    expect(applyHold(order(), elsewhere, NOW)).toEqual({ ok: false, problem: 'H06' });
    expect(applyHold(order({ action: 'remove' }), { ...held, portCode: '5301' }, NOW)).toEqual({
      ok: false,
      problem: 'H06',
    });
    expect(applyHold(order({ officerPorts: ['2704', '5301'] }), elsewhere, NOW)).toMatchObject({ ok: true });
    expect(applyHold(order({ officerPorts: [] }), bill(), NOW)).toEqual({ ok: false, problem: 'H06' });
  });
  test('every refusal says what to do and where it lies', () => {
    for (const { code } of HOLD_ERRORS.all)
      expect(holdCondition(code)).toMatchObject({
        code,
        severity: 'fatal',
        at: expect.stringMatching(/^\//),
        remedy: expect.stringMatching(/./),
      });
    expect(holdErrorTable()).toContain('H05');
  });
  test("every code and its removal have a meaning in the carriers' status messages", () => {
    for (const { code, removal } of HOLD_CODES) {
      expect(statusDisposition(code, 'ocean', '2026-11-21')?.kind).toBe('hold');
      expect(statusDisposition(removal, 'ocean', '2026-11-21')?.kind).toBe('hold-removed');
    }
    expect(holdCodeTable()).toContain('| 1H | 1I |');
  });
});
