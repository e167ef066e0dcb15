import { NO_TRACES } from '#kernel';
import { loadConfig, ServiceConfig } from './config';
import type { Log } from './log';
import { tracesOf } from './tracing';

const configOf = (more: Record<string, string> = {}): ServiceConfig =>
  loadConfig(ServiceConfig, {
    ...{ DATABASE_URL: 'postgres://entry@127.0.0.1/entry', AMQP_URL: 'amqp://127.0.0.1', HOST: '127.0.0.1' },
    ...more,
  });

test('without a collector nothing is told', async () => {
  expect(await tracesOf('entry', configOf(), {} as Log)).toBe(NO_TRACES);
});

test.each([
  ['collector:4318', /must look like https/],
  ['ftp://127.0.0.1:4318', /must look like https/],
  ['http://collector:4318', /another machine without TLS/],
])('a collector at %s is refused at the start', (address, fault) => {
  expect(() => configOf({ OTEL_EXPORTER_OTLP_ENDPOINT: address })).toThrow(fault);
});

test.each(['https://collector:4318', 'http://127.0.0.1:4318'])('a collector at %s is taken', (address) => {
  expect(configOf({ OTEL_EXPORTER_OTLP_ENDPOINT: address }).OTEL_EXPORTER_OTLP_ENDPOINT).toBe(address);
});

test.each(['-0.1', '1.5', 'half'])('a share of %s is none', (share) => {
  expect(() => configOf({ OTEL_TRACES_SAMPLER_ARG: share })).toThrow(/OTEL_TRACES_SAMPLER_ARG/);
});
