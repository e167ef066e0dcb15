import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SelectionMade } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { Examinations } from './examinations';

/** Keeps what is to be examined up to date, so that a port has its list whatever else is away. */
@Controller()
export class ExaminationsConsumer {
  constructor(private readonly examinations: Examinations) {}

  @EventPattern<string>(SelectionMade.type, { batch: true })
  async take(@Payload() messages: Received<SelectionMade>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.examinations.store(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
