import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { EVERY_KIND, FILING_MODULES, GateView, TransactionTreatment } from '#contracts';
import { Problem } from '#service';
import { BodyCheck, Closed, Text } from '../edge/json-schema';
import { DIRECTIONS, type Gate, type GateName, nameOf } from '../gate/gate';
import { Gates } from '../gate/gates';
import { GatesRepository } from '../gate/gates.repository';

const KINDS: ReadonlySet<string> = new Set(EVERY_KIND.map(({ kind }) => kind));

const order = {
  cause: Text(300, 'Why; everyone who asks about the gate reads it'),
  incidentNumber: Type.Optional(Text(40, 'Incident it belongs to, `IN-26-000031`')),
  treatments: Type.Optional(
    Type.Array(TransactionTreatment, {
      maxItems: KINDS.size,
      description: `With a stop: what becomes of filings by kind (${[...KINDS].join(', ')}); all others are held`,
    }),
  ),
};
export const OperatorOrder = Closed({ actor: Text(100, 'Who orders it'), ...order });
export const OfficerOrder = Closed({
  module: Type.Union(FILING_MODULES.map((module) => Type.Literal(module))),
  direction: Type.Union(DIRECTIONS.map((direction) => Type.Literal(direction))),
  order: Type.Union([Type.Literal('stop'), Type.Literal('resume')]),
  officer: Type.Optional(
    Text(60, 'Who orders it: may be left out, and can only be the person to whom the key was issued'),
  ),
  ...order,
});
export const operatorOrder = new BodyCheck(OperatorOrder);
export const officerOrder = new BodyCheck(OfficerOrder);

export const GateSchema = Type.Composite([
  GateView,
  Type.Object({
    closedBy: Type.Union([Type.Literal('platform'), Type.Literal('order'), Type.Null()], {
      description: 'Who stopped it decides who opens it',
    }),
    treatments: Type.Array(TransactionTreatment),
    trial: Type.Union([
      Type.Object({
        pilots: Type.Array(Type.String({ format: 'uuid' })),
        phase: Type.Union([Type.Integer(), Type.Null()]),
      }),
      Type.Null(),
    ]),
    history: Type.Array(
      Type.Object({
        from: Type.String({ examples: ['FLOWING'] }),
        to: Type.String({ examples: ['STOPPED'] }),
        at: Type.String({ format: 'date-time' }),
        by: Type.String(),
        cause: Type.String(),
        incidentNumber: Type.Union([Type.String(), Type.Null()]),
      }),
      { description: 'The newest 50 changes, newest first' },
    ),
  }),
]);
export type GateDocument = Static<typeof GateSchema>;
export const GatesSchema = Type.Object({ gates: Type.Array(GateSchema) });

type Ordered = Pick<Static<typeof OperatorOrder>, 'cause' | 'incidentNumber' | 'treatments'>;

/** Where people see the gates and order them. */
@Injectable()
export class GateDesk {
  constructor(
    private readonly gates: Gates,
    private readonly repository: GatesRepository,
  ) {}

  async list(): Promise<{ gates: GateDocument[] }> {
    const [views, gates] = await Promise.all([this.gates.views(), this.repository.all()]);
    const byName = new Map(gates.map((gate) => [nameOf(gate), gate]));
    return {
      gates: await Promise.all(views.map((view) => this.document(view, byName.get(nameOf(view as GateName))!))),
    };
  }

  private async document(view: GateView, gate: Gate): Promise<GateDocument> {
    const trial =
      gate.state === 'TRIAL' ? { pilots: gate.pilots.map(({ filingId }) => filingId), phase: gate.phase } : null;
    return {
      ...view,
      closedBy: gate.closedBy,
      treatments: [...gate.treatments],
      trial,
      history: [...(await this.repository.history(gate))],
    };
  }

  /** @throws Problem `not-found` */
  named(module: string, direction: string): GateName {
    const known = FILING_MODULES.find((name) => name === module);
    const way = DIRECTIONS.find((name) => name === direction);
    if (!known || !way) throw new Problem('not-found', `There is no ${direction} gate of a module ${module}.`);
    return { module: known, direction: way };
  }

  /** @throws Problem `state-conflict` when the gate is there already, `not-valid` for a kind that no filing has */
  async order(
    gate: GateName,
    what: 'stop' | 'resume',
    by: string,
    { cause, incidentNumber, treatments = [] }: Ordered,
  ): Promise<GateDocument> {
    const unknown = treatments.flatMap(({ kind }, i) =>
      KINDS.has(kind)
        ? []
        : [{ at: `/treatments/${i}/kind`, text: `Not a kind of filing. Use one of: ${[...KINDS].join(', ')}.` }],
    );
    if (unknown.length > 0) throw new Problem('not-valid', 'Some kinds of filing are not known.', unknown);
    const result = await this.gates.order({
      ...gate,
      to: what === 'stop' ? 'STOPPED' : 'TRIAL',
      by,
      cause,
      incidentNumber: incidentNumber ?? null,
      treatments,
    });
    if (!result.ok) throw new Problem('state-conflict', `The ${nameOf(gate)} gate was not changed: ${result.problem}.`);
    return (await this.list()).gates.find((document) => nameOf(document as GateName) === nameOf(gate))!;
  }
}
