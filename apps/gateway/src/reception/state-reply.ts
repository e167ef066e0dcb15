import type { FastifyReply } from 'fastify';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { WholeNumber } from '#service';
import type { TransmissionState } from './transmission-state';

/** Responses of a transmission come in pages where they are large. */
export class ResponsesQuery {
  @ApiPropertyOptional({
    default: 0,
    description: 'Only responses behind this mailbox number: `next` (in text: header `X-Next`) of the answer before',
  })
  @WholeNumber(0)
  after = 0;
}

const WANTS_TEXT = /^\s*(text\/plain|application\/edi-x12)\b/i;

export const wantsText = (accept: string | undefined): boolean => WANTS_TEXT.test(accept ?? '');

/** As JSON, or with `Accept: text/plain` the partner-format answers one after the other, without administrative messages. */
export const sendState = (reply: FastifyReply, state: TransmissionState, accept: string | undefined): void => {
  void reply.header('x-disposition', state.disposition);
  if (state.next !== null) void reply.header('x-next', String(state.next));
  if (wantsText(accept))
    void reply.type('text/plain; charset=utf-8').send(
      state.responses
        .filter(({ event }) => event === 'answer')
        .map(({ body }) => body)
        .join(''),
    );
  else void reply.send(state);
};
