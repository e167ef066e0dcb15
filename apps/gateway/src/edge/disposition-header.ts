import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What happened to the message also stands in a header, for software that reads no JSON. */
export const tellDispositionInHeader = (app: NestFastifyApplication): void => {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preSerialization', async (_request, reply, payload) => {
      const { disposition } = (payload ?? {}) as { disposition?: unknown };
      if (typeof disposition === 'string' && !reply.hasHeader('x-disposition'))
        void reply.header('x-disposition', disposition);
      return payload;
    });
};
