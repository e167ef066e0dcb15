import type { FastifyReply } from 'fastify';
import type { TransmissionState } from './transmission-state';

const WANTS_TEXT = /^\s*(text\/plain|application\/edi-x12)\b/i;

export const wantsText = (accept: string | undefined): boolean => WANTS_TEXT.test(accept ?? '');

/** As JSON, or with `Accept: text/plain` the partner-format answers one after the other. */
export const sendState = (reply: FastifyReply, state: TransmissionState, accept: string | undefined): void => {
  void reply.header('x-disposition', state.disposition);
  if (wantsText(accept)) void reply.type('text/plain; charset=utf-8').send(state.responses.map(({ body }) => body).join(''));
  else void reply.send(state);
};
