import { FIRST_NATIONAL_VERSION } from './national/national-procedure';
import { overlayWith, pairs } from './overlay.fixture';
import { applyOverlay } from './overlay.rules';
import type { Procedure } from './procedure/procedure';

const truck = FIRST_NATIONAL_VERSION.truck;
const nationalWith = (change: (procedure: Procedure) => void): Procedure => {
  const copy = structuredClone(truck);
  change(copy);
  return copy;
};
const stepOf = (national: Procedure, id: string) => national.steps.find((step) => step.id === id)!;

describe('A port changes the national procedure', () => {
  it.each(pairs.map((pair) => [pair.rule, pair.part, pair] as const))(
    'within the rule "%s" (%s)',
    (rule, part, { stands, refused, at }) => {
      expect(applyOverlay(truck, overlayWith(stands)).unfit).toEqual([]);
      expect(applyOverlay(truck, overlayWith(refused)).unfit).toEqual([
        expect.objectContaining({ at, part, rule, text: expect.stringMatching(/\S/) }),
      ]);
    },
  );

  it('and is told which step it is, how the step is marked, and what is allowed', () => {
    const [misfit] = applyOverlay(truck, overlayWith({ changes: [{ step: 'scan', what: 'At times.' }] })).unfit;
    expect(misfit!.text).toBe('Step scan is marked "add only": a port may add papers and a note, not what.');
  });

  it('not where headquarters has closed a phase to steps of ports, nor the time for keying', () => {
    const closed = nationalWith((p) => (p.portsMay = { addStepsTo: ['facilitation'], shortenKeying: false }));
    const overlay = overlayWith({
      steps: [
        {
          id: 'port-dogs',
          phase: 'security',
          stage: 'primary',
          who: ['primary-officer'],
          what: 'Dogs.',
          documents: [],
          when: [],
          source: 'Port',
        },
      ],
      keyWithinBusinessDays: { conveyanceAndRelease: 0, entryData: 1 },
    });
    expect(applyOverlay(truck, overlay).unfit).toEqual([]);
    expect(applyOverlay(closed, overlay).unfit.map(({ at, rule }) => [at, rule])).toEqual([
      ['/steps/0/phase', 'phases open to ports'],
      ['/keyWithinBusinessDays', 'keying is national'],
    ]);
    expect(applyOverlay(closed, overlay).procedure.steps.map(({ id }) => id)).not.toContain('port-dogs');
    expect(applyOverlay(closed, overlay).procedure.policies.keyWithinBusinessDays).toEqual(
      truck.policies.keyWithinBusinessDays,
    );
  });
});

describe('The procedure of a port', () => {
  it("is the national one with the port's steps in their place, its papers, notes and telephones", () => {
    const { procedure } = applyOverlay(
      truck,
      overlayWith({
        changes: [
          { step: 'scan', note: 'Lane 9 to the X-ray.', addDocuments: ['port-gate-slip'] },
          { step: 'driver-may-wait', leaveOut: true },
        ],
        steps: [
          {
            id: 'port-dogs',
            phase: 'security',
            stage: 'primary',
            who: ['primary-officer'],
            what: 'Dogs at lanes 1 to 3.',
            documents: [],
            when: [],
            source: 'Port',
          },
        ],
        documents: [
          { id: 'port-gate-slip', short: 'gate slip', name: 'Gate slip', contents: ['lane'], source: 'Port' },
        ],
        contacts: [{ what: 'Watch commander', how: '956-555-0100' }],
        keyWithinBusinessDays: { conveyanceAndRelease: 0, entryData: 2 },
      }),
    );
    const ids = procedure.steps.map(({ id }) => id);
    expect(ids.indexOf('port-dogs')).toBe(ids.indexOf('holds-first') + 1);
    expect(ids).not.toContain('driver-may-wait');
    expect(procedure.steps.find(({ id }) => id === 'scan')).toMatchObject({
      note: 'Lane 9 to the X-ray.',
      documents: ['port-gate-slip'],
      changed: ['addDocuments', 'note'],
    });
    expect(procedure.contacts).toEqual([{ what: 'Watch commander', how: '956-555-0100' }]);
    expect(procedure.policies.keyWithinBusinessDays).toEqual({ conveyanceAndRelease: 0, entryData: 2 });
  });

  it('stays as far as it fits when headquarters publishes a new version, and what fits no more is reported', () => {
    const next = nationalWith((p) => {
      stepOf(p, 'scan').overridable = 'no';
      p.steps = p.steps.filter(({ id }) => id !== 'queue-plan');
    });
    const overlay = overlayWith({
      changes: [
        { step: 'scan', note: 'Lane 9' },
        { step: 'queue-plan', what: 'Lot B' },
        { step: 'staff-and-lanes', what: 'Six booths.' },
      ],
    });
    const { procedure, unfit, toReview } = applyOverlay(next, overlay, truck);
    expect(unfit.map(({ part, rule }) => [part, rule])).toEqual([
      ['scan', 'no'],
      ['queue-plan', 'national step'],
    ]);
    expect(toReview.map(({ step }) => step)).toEqual(['scan']);
    expect(procedure.steps.find(({ id }) => id === 'scan')).toMatchObject({ note: null, changed: [] });
    expect(procedure.steps.find(({ id }) => id === 'staff-and-lanes')).toMatchObject({ what: 'Six booths.' });
  });

  it('never hides new words of headquarters behind old ones of the port: both are read until the port has looked again', () => {
    const next = nationalWith((p) => (stepOf(p, 'check-the-log').what = 'Compare every half hour.'));
    const overlay = overlayWith({ changes: [{ step: 'check-the-log', what: 'Compare twice a shift.' }] });
    const { procedure, toReview } = applyOverlay(next, overlay, truck);
    expect(procedure.steps.find(({ id }) => id === 'check-the-log')).toMatchObject({
      what: 'Compare every half hour.',
      note: 'Compare twice a shift.',
    });
    expect(toReview.map(({ step }) => step)).toEqual(['check-the-log']);
    expect(applyOverlay(next, overlay, next).procedure.steps.find(({ id }) => id === 'check-the-log')).toMatchObject({
      what: 'Compare twice a shift.',
      note: null,
    });
  });
});
