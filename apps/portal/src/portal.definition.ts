import type { FrontDefinition } from '#service';
import { PortalConfig } from './config/portal.config';
import { PortalModule } from './portal.module';

export const portal: FrontDefinition<PortalConfig> = {
  name: 'portal',
  config: PortalConfig,
  module: PortalModule,
  // A body goes on as it comes: nobody reads it here.
  prepare: (app) => {
    const fastify = app.getHttpAdapter().getInstance();
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
  },
};
