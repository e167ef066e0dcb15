import { FIRST_NATIONAL_VERSION } from './national/national-procedure';
import { MODES, PHASES, type Procedure, ROLES, STAGES } from './procedure/procedure';
import { judgeProcedure } from './procedure.rules';
import { readNationalPublication } from './publishing';

const truck = FIRST_NATIONAL_VERSION.truck;
const changed = (change: (procedure: Procedure) => void): Procedure => {
  const copy = structuredClone(truck);
  change(copy);
  return copy;
};

describe.each(MODES)('The national procedure for %s', (mode) => {
  const procedure = FIRST_NATIONAL_VERSION[mode];

  it('has steps of security, then of enforcement, then of facilitation, each from before arrival to after', () => {
    const places = procedure.steps.map(({ phase, stage }) => PHASES.indexOf(phase) * 10 + STAGES.indexOf(stage));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(procedure.steps.map(({ phase }) => phase))).toEqual(new Set(PHASES));
  });

  it('can be published as it is, gives every role something to do, and mentions every one of its papers and conditions', () => {
    expect(readNationalPublication({ officer: 'Director of field operations', replaces: 0, procedure })).toMatchObject({
      replaces: 0,
    });
    expect(judgeProcedure(procedure)).toEqual([]);
    for (const { id } of ROLES) expect(procedure.steps.filter(({ who }) => who.includes(id)).length).toBeGreaterThan(2);
    const used = new Set(procedure.steps.flatMap(({ documents, when }) => [...documents, ...when]));
    expect(procedure.documents.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('lets no port touch the checks that keep a hold from being overlooked, nor the record of the decision', () => {
    const untouchable = [
      'holds-first',
      'work-holds',
      'override-by-two',
      'excluded-goods',
      'see-bond',
      'examine-or-waive',
      'record-decision',
    ];
    expect(procedure.steps.filter(({ id }) => untouchable.includes(id)).map(({ overridable }) => overridable)).toEqual(
      untouchable.map(() => 'no'),
    );
  });

  it('asks for an invoice with the five facts of 19 CFR 142.6, and for later electronic filing', () => {
    expect(procedure.documents.find(({ id }) => id === 'invoice')?.contents).toEqual([
      'description',
      'quantity',
      'value',
      '8-digit HTS',
      'seller name and address',
    ]);
    expect(procedure.policies).toMatchObject({
      electronicFilingAfterwards: { required: true },
      keyWithinBusinessDays: { conveyanceAndRelease: 1, entryData: 2 },
    });
  });
});

describe('Headquarters', () => {
  it('finds the review time of the partner agency by mode: truck 2, rail 4, vessel 8, air 4 hours', () => {
    expect(MODES.map((mode) => FIRST_NATIONAL_VERSION[mode].partnerAgency.reviewHours)).toEqual([2, 4, 8, 4, 4]);
    expect(truck.partnerAgency.scenarios.map(({ id }) => id)).toEqual(['fda-1', 'fda-2', 'fda-3', 'fda-4']);
  });

  it.each<[string, (procedure: Procedure) => void, RegExp]>([
    [
      'a facilitation step before a security step',
      (p) => void p.steps.unshift(p.steps.pop()!),
      /out of order: security, enforcement, facilitation/,
    ],
    ['a paper nobody described', (p) => void p.steps[0]!.documents.push('cbp-9999'), /no paper is called cbp-9999/],
    [
      'a condition nobody described',
      (p) => void p.steps[0]!.when.push('full-moon'),
      /no condition is called full-moon/,
    ],
    ['two steps of one name', (p) => void p.steps.splice(1, 0, p.steps[0]!), /stands there twice/],
    [
      'a phase without steps',
      (p) => void (p.steps = p.steps.filter(({ phase }) => phase !== 'facilitation')),
      /There is no step of facilitation/,
    ],
    [
      'a role without anything to do',
      (p) => p.steps.forEach((s) => (s.who = ['broker'])),
      /The carrier has nothing to do/,
    ],
    ['a name kept for ports', (p) => void (p.steps[0]!.id = 'port-check'), /kept for ports/],
    [
      'more than one page for an officer',
      (p) =>
        p.steps.forEach(
          (s) =>
            (s.who = [
              'primary-officer',
              'secondary-officer',
              'supervisor',
              'port-director',
              'carrier',
              'broker',
              'terminal-operator',
            ]),
        ),
      /sheet would need \d+ lines; one page has 47/,
    ],
  ])('cannot publish %s', (_, change, says) => {
    expect(
      judgeProcedure(changed(change))
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(says);
  });

  it('is told the field that is wrong, by its place in the document', () => {
    const body = { officer: 'HQ', replaces: 1, procedure: { ...truck, effectiveFrom: '2026-02-30' } };
    expect(() => readNationalPublication(body)).toThrow(
      expect.objectContaining({
        kind: 'not-valid',
        errors: [expect.objectContaining({ at: '/procedure/effectiveFrom' })],
      }),
    );
    expect(() => readNationalPublication({ ...body, replaces: 'one' })).toThrow(
      expect.objectContaining({ kind: 'not-valid' }),
    );
  });
});
