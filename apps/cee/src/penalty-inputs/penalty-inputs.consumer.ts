import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CenterInputAsked } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { PenaltyInputs } from './penalty-inputs';

/** Questions of the officers of fines, penalties and forfeitures. */
@Controller()
export class PenaltyInputsConsumer {
  constructor(private readonly inputs: PenaltyInputs) {}

  @EventPattern<string>(CenterInputAsked.type, { batch: true, repeats: true })
  take(@Payload() messages: Received<CenterInputAsked>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.inputs.receive(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
