import { FIRST_NATIONAL_VERSION } from './national/national-procedure';
import { overlayWith } from './overlay.fixture';
import { applyOverlay } from './overlay.rules';
import type { Procedure } from './procedure/procedure';
import { diffProcedures } from './procedure-diff';

const truck = FIRST_NATIONAL_VERSION.truck;
const effective = (procedure: Procedure) => applyOverlay(procedure, null).procedure;

describe('The difference of two versions', () => {
  it('is nothing when they are the same', () => {
    expect(diffProcedures(effective(truck), effective(structuredClone(truck)))).toEqual({ parts: [], text: '' });
  });

  it('names steps added, taken away and changed, and a changed policy, also as lines for a reader', () => {
    const next = structuredClone(truck);
    next.steps = next.steps.filter(({ id }) => id !== 'exempt-trucks');
    next.steps.find(({ id }) => id === 'scan')!.what = 'Radiation portal and X-ray always.';
    next.steps.splice(0, 0, { ...truck.steps[0]!, id: 'lock-doors', what: 'Lock the doors.' });
    next.policies.keyWithinBusinessDays.entryData = 3;
    const { parts, text } = diffProcedures(effective(truck), effective(next));
    const steps = parts.find(({ part }) => part === 'steps')!;
    expect(steps.added.map(({ id }) => id)).toEqual(['lock-doors']);
    expect(steps.removed.map(({ id }) => id)).toEqual(['exempt-trucks']);
    expect(steps.changed).toEqual([
      {
        id: 'scan',
        fields: [
          {
            field: 'what',
            from: expect.stringMatching(/^Radiation portal always/),
            to: 'Radiation portal and X-ray always.',
          },
        ],
      },
    ]);
    expect(steps.reordered).toBe(false);
    expect(text.split('\n')).toEqual([
      '- steps exempt-trucks (facilitation, primary): Exempt trucks need no manifest: the invoice is enough.',
      '+ steps lock-doors (security, before arrival): Lock the doors.',
      '~ steps scan, what: "Radiation portal always. No picture of the manifest, or any doubt: X-ray or secondary." -> "Radiation portal and X-ray always."',
      expect.stringMatching(/^~ rest policies, keyWithinBusinessDays: .*"entryData":2.* -> .*"entryData":3/),
    ]);
  });

  it('is seen when steps only stand in another order', () => {
    const next = structuredClone(truck);
    [next.steps[0], next.steps[1]] = [next.steps[1]!, next.steps[0]!];
    expect(diffProcedures(effective(truck), effective(next)).text).toBe('~ steps: in another order');
  });

  it('shows what a port does otherwise than the nation', () => {
    const port = applyOverlay(
      truck,
      overlayWith({ changes: [{ step: 'scan', note: 'Lane 9' }], contacts: [{ what: 'Gate', how: '555-0100' }] }),
    ).procedure;
    expect(diffProcedures(effective(truck), port).text.split('\n')).toEqual([
      '~ steps scan, note: null -> "Lane 9"',
      '~ steps scan, changed: [] -> ["note"]',
      '+ contacts Gate: 555-0100',
    ]);
  });
});
