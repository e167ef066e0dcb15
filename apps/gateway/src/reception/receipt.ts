import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { DISPOSITIONS } from '#kernel';
import { Problem } from '#service';
import { Intake } from '../intake/intake';
import { ModulePressure } from '../gate/module-pressure';
import { FilingTimes } from '../filing/filing-times';
import {
  modulesOf,
  type NewTransmission,
  toldOf,
  type TransmissionDisposition,
  type Verdict,
} from '../filing/transmission';

/** Why something of it was refused at once. */
export const ErrorsSchema = Type.Array(
  Type.Object({
    at: Type.String(),
    text: Type.String(),
    code: Type.Optional(Type.String()),
    remedy: Type.Optional(Type.String()),
  }),
);

/** What a 997 or 999 says of what its sender was sent. */
export const AcknowledgedSchema = Type.Array(
  Type.Object({
    control: Type.String({ description: 'Its control number (ISA13)' }),
    notice: Type.Union([Type.String(), Type.Null()], {
      description: '350, 355, 997; null when nothing of that number is in your mailbox',
    }),
    mailboxId: Type.Union([Type.Integer(), Type.Null()]),
    status: Type.String({
      description:
        'accepted · accepted with errors · partly accepted · rejected. All but the first reach a person at the platform.',
    }),
  }),
);

export const ReceiptSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  disposition: Type.String({
    description: 'accepted, being processed · held, do not resend · not processed, resend · processed · rejected',
  }),
  resend: Type.Boolean({
    description: 'Whether sending the same again is right. Only in a downtime, and only where the disposition says so.',
  }),
  filings: Type.Integer({ description: 'Filings that a module decides on' }),
  filingId: Type.Optional(Type.String({ format: 'uuid', description: 'JSON: the filing' })),
  repeats: Type.Optional(
    Type.String({
      format: 'uuid',
      description:
        'The same was sent before as this transmission. It took effect once; this one gets its own copy of the answer.',
    }),
  ),
  treated: Type.Optional(
    Type.Array(Type.Object({ kind: Type.String(), disposition: Type.String(), filings: Type.Integer() }), {
      description: 'In a downtime of the module: what becomes of the filings, kind by kind',
    }),
  ),
  acknowledges: Type.Optional(AcknowledgedSchema),
  status: Type.String({ description: 'Where the state and the answer are' }),
  mailbox: Type.String({ description: 'Where answers wait' }),
  errors: Type.Optional(ErrorsSchema),
});
export type Receipt = Static<typeof ReceiptSchema>;

/** Stores a transmission and says so, in the words a partner acts upon. */
@Injectable()
export class Reception {
  constructor(
    private readonly intake: Intake,
    private readonly pressure: ModulePressure,
    private readonly times: FilingTimes,
  ) {}

  /** @throws Problem when it was not stored, or the partner's own number was used before for something else */
  async receive(transmission: NewTransmission, path: string): Promise<Receipt> {
    const verdict = await this.times.ofAcceptance(transmission, () => this.intake.accept(transmission));
    if (verdict.kind === 'conflict') {
      throw new Problem(
        'conflict',
        `${transmission.key} came at ${verdict.receivedAt} with other content, as transmission ${verdict.of}. This one was not processed.`,
      );
    }
    const single = transmission.channel === 'json' && verdict.kind === 'new';
    const disposition =
      verdict.kind === 'repeat' ? this.asTold(verdict.disposition, transmission) : this.first(transmission, verdict);
    return {
      id: transmission.id,
      ...(single ? { filingId: transmission.id } : {}),
      disposition,
      resend: DISPOSITIONS[disposition].resend,
      filings: transmission.filingCount,
      ...(verdict.kind === 'repeat' ? { repeats: verdict.of } : {}),
      ...(verdict.kind === 'new' && verdict.treated?.length ? { treated: [...verdict.treated] } : {}),
      ...(verdict.kind === 'new' && verdict.acknowledged ? { acknowledges: [...verdict.acknowledged] } : {}),
      status: `${path}/${transmission.id}`,
      mailbox: '/mailbox',
      ...(transmission.errors?.length ? { errors: [...transmission.errors] } : {}),
    };
  }

  private first(transmission: NewTransmission, verdict: Extract<Verdict, { kind: 'new' }>): TransmissionDisposition {
    if (transmission.filingCount === 0) return transmission.withoutFilings ?? 'rejected';
    return this.asTold(toldOf(verdict, transmission), transmission);
  }

  private asTold(disposition: TransmissionDisposition, transmission: NewTransmission): TransmissionDisposition {
    const held =
      disposition === 'accepted, being processed' &&
      [...modulesOf(transmission).keys()].some((module) => this.pressure.isBehind(module));
    return held ? 'held, do not resend' : disposition;
  }
}
