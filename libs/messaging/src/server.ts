import { BaseRpcContext, CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { listeners, type ServiceName } from '#contracts';
import { Received } from './envelope';
import { Handler } from './inbox';
import { MessagingRuntime } from './runtime';
import { UnitOfWork } from './unit-of-work';

/** What a handler gets as `@Ctx()`: the unit of work its changes and messages belong to. */
export class MessageContext extends BaseRpcContext<[UnitOfWork]> {
  constructor(readonly unit: UnitOfWork) {
    super([unit]);
  }
}

/**
 * Nest's decorators on top of Portway's messaging.
 *
 * `@EventPattern<string>(Contract.type)` receives one message; `@EventPattern<string>(Contract.type, { batch: true })` receives an
 * array of messages with distinct subjects; with `{ batch: true, repeats: true }` one subject may come several times, in order.
 * The payload is `Received<T>`, the context a `MessageContext`. The application needs an exception filter that passes errors on
 * as they are: Nest's own hides them behind "Internal server error", and the inbox keeps the reason of every failure.
 */
export class MessagingServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly runtime: MessagingRuntime) {
    super();
  }

  listen(callback: (error?: Error) => void): void {
    const expected = listeners[this.runtime.settings.service as ServiceName] ?? [];
    const missing = expected.filter((c) => !this.messageHandlers.has(c.type)).map((c) => c.type);
    if (missing.length > 0) {
      callback(
        new Error(
          `no handler for ${missing.join(', ')}: libs/contracts/src/routes.ts says that ${this.runtime.settings.service} listens to it`,
        ),
      );
      return;
    }
    for (const type of this.messageHandlers.keys()) this.runtime.handle(type, this.handlerOf(type));
    this.runtime.start();
    // Does not wait for the broker: a service answers HTTP, and keeps what it is given, while the broker is away.
    callback();
  }

  private handlerOf(type: string): Handler {
    const nestHandler = this.messageHandlers.get(type)!;
    const { batch = false, repeats = false } = (nestHandler.extras ?? {}) as { batch?: boolean; repeats?: boolean };
    const call = async (payload: unknown, unit: UnitOfWork): Promise<void> => {
      const result: unknown = await nestHandler(payload, new MessageContext(unit));
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    };
    return {
      repeats: batch ? repeats : true,
      handle: async (messages: Received<unknown>[], unit: UnitOfWork) => {
        if (batch) await call(messages, unit);
        else for (const message of messages) await call(message, unit);
      },
    };
  }

  async close(): Promise<void> {
    await this.runtime.stop();
  }

  on(): never {
    throw new Error('the messaging server has no events of its own');
  }

  unwrap<T>(): T {
    return this.runtime as T;
  }
}
