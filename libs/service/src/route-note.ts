import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';

/**
 * Notes something with a route, for hooks that judge a request before its body is read. A route knows nothing of its class: what a
 * class says is noted with each of its methods, where a method does not say otherwise itself.
 */
export const RouteNote =
  (note: object): MethodDecorator & ClassDecorator =>
  (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    const known = (method: unknown): object =>
      (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, method as object) as object | undefined) ?? {};
    if (key !== undefined && descriptor)
      return void RouteConfig({ ...known(descriptor.value), ...note })(target, key, descriptor);
    const { prototype } = target as { prototype: object };
    for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name !== 'constructor' && typeof method.value === 'function')
        RouteConfig({ ...note, ...known(method.value) })(prototype, name, method);
    }
  };
