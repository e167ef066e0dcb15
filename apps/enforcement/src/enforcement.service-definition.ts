import { Module } from '@nestjs/common';
import { ServiceConfig, type ServiceDefinition } from '#service';

@Module({})
export class EnforcementModule {}

export const enforcementService: ServiceDefinition = {
  name: 'enforcement',
  config: ServiceConfig,
  module: EnforcementModule,
  entities: [],
  migrations: [],
};
