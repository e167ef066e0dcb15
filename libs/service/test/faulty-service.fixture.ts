import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { runService, ServiceConfig } from '#service';

@Injectable()
class Fault implements OnApplicationBootstrap {
  onApplicationBootstrap(): void {
    setTimeout(() => {
      if (process.env['FAULT'] === 'rejection') void Promise.reject(23);
      else throw new Error('nobody foresaw this');
    }, 50);
  }
}

@Module({ providers: [Fault] })
class FaultyModule {}

void runService({ name: 'a desk', config: ServiceConfig, module: FaultyModule, entities: [], migrations: [] });
