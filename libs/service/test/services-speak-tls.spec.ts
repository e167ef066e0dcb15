import 'reflect-metadata';
import { once } from 'node:events';
import { connect as connectPlainly } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Controller, Get, Module, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import pino from 'pino';
import { VitalsRequest } from '#contracts';
import {
  CannotBeAsked,
  Colleagues,
  loadConfig,
  OpenTo,
  type RunningService,
  ServiceConfig,
  ServiceProbe,
  startService,
} from '#service';
import { type Certified, certify, newAuthority } from '../../../tools/infrastructure/certificates';

const TOKEN = 'a-token-for-operators';
const [authority, another] = [newAuthority('Portway authority'), newAuthority('Portway authority')];
const certified = certify(authority, ['localhost']);

/** Says by what certificate whoever asks has proved himself. */
@OpenTo('everybody')
@Controller('shown')
class Desk {
  @Get()
  shown(@Req() { socket }: FastifyRequest): object {
    return { subject: (socket as TLSSocket).getPeerX509Certificate?.()?.subject ?? null };
  }
}

@Module({ controllers: [Desk] })
class DeskModule {}

let service: RunningService | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

const given = (environment: Record<string, string>): ServiceConfig =>
  loadConfig(ServiceConfig, {
    DATABASE_URL: 'postgres://nobody:x@127.0.0.1:9/nothing',
    AMQP_URL: 'amqp://127.0.0.1:9',
    PORT: '0',
    OPERATIONS_PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    ...environment,
  });

/** A service, with its addresses by the name that its certificate is for. */
const start = async (
  { certificate, key }: Certified = certified,
  clientCertificates = false,
): Promise<{ url: URL; operations: URL }> => {
  service = await startService(
    {
      name: 'a desk',
      config: ServiceConfig,
      module: DeskModule,
      entities: [],
      migrations: [],
      clientCertificates: () => clientCertificates,
    },
    given({ TLS_CERTIFICATE: certificate, TLS_KEY: key }),
    pino({ level: 'silent' }),
  );
  const named = (url: string): URL => Object.assign(new URL(url), { hostname: 'localhost' });
  return { url: named(service.url), operations: named(service.operationsUrl) };
};

/** Another service, which believes these, asks at this address. */
const asking = (base: URL, ca: string): { ask: () => Promise<unknown>; look: () => Promise<unknown> } => {
  const config = { OPERATIONS_TOKEN: TOKEN, CA: ca, SERVICE_URLS: { manifest: base.origin } };
  const colleagues = new Colleagues('entry', undefined, config);
  return {
    ask: async () =>
      (await colleagues.ask('manifest', VitalsRequest, { parameters: {} }, { withinMs: 5_000 }))?.service,
    look: async () => {
      const probe = new ServiceProbe('manifest', base.origin, colleagues);
      const { kind } = await probe.look();
      probe.close();
      return kind;
    },
  };
};

/** What is answered over a connection of its own. */
const over = async (url: URL, options: ConnectionOptions = {}, path = '/shown'): Promise<string> => {
  const socket = connect({
    port: Number(url.port),
    host: '127.0.0.1',
    servername: 'localhost',
    ca: authority.certificate,
    ...options,
  });
  await once(socket, 'secureConnect');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  return text(socket);
};

test('a service that has a certificate is asked by the others over TLS, on the port of operations and on the other', async () => {
  const { url, operations } = await start();
  expect([url.protocol, operations.protocol]).toEqual(['https:', 'https:']);
  const { ask, look } = asking(operations, authority.certificate);
  expect([await ask(), await ask(), await look()]).toEqual(['a desk', 'a desk', 'answered']);
  expect(await over(url)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*strict-transport-security/);
});

test('whoever speaks plainly, or an old TLS, is told nothing', async () => {
  const { url, operations } = await start();
  for (const at of [url, operations]) {
    const socket = connectPlainly(Number(at.port), '127.0.0.1').on('error', () => undefined);
    socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
    expect(await text(socket).catch(() => '')).not.toContain('live');
    await expect(
      over(at, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ).rejects.toThrow(/protocol|version|reset|disconnected/i);
  }
});

test('a service whose certificate somebody else signed, or that has another name, is asked nothing', async () => {
  const { operations } = await start();
  const byAnother = asking(operations, another.certificate);
  await expect(byAnother.ask()).rejects.toThrow(CannotBeAsked);
  await expect(byAnother.ask()).rejects.toThrow(/signature|self-signed|unable to verify/);
  expect(await byAnother.look()).toBe('unreachable');
  const otherName = Object.assign(new URL(operations), { hostname: '127.0.0.1' });
  await expect(asking(otherName, authority.certificate).ask()).rejects.toThrow(/not in the cert's list/);
});

test('an authority is exchanged while everything runs: who believes both asks services of either, until the old one is taken out', async () => {
  const both = `${authority.certificate}${another.certificate}`;
  for (const one of [certified, certify(another, ['localhost'])]) {
    const { operations } = await start(one);
    expect(await asking(operations, both).ask()).toBe('a desk');
    if (one === certified) await expect(asking(operations, another.certificate).ask()).rejects.toThrow(CannotBeAsked);
    await service!.close();
  }
  service = undefined;
});

test('who asks is asked for a certificate only where accounts are bound to one; none is needed to be heard', async () => {
  const client = certify(newAuthority('A partner'), ['partner']);
  const shown = { cert: client.certificate, key: client.key };
  expect(await over((await start()).url, shown)).toContain('{"subject":null}');
  await service!.close();
  const { url } = await start(certified, true);
  expect(await over(url, shown)).toContain('{"subject":"CN=partner"}');
  expect(await over(url)).toContain('{"subject":null}');
});

test('a service over TLS stops at once, though somebody is connected and asks nothing', async () => {
  const { url } = await start();
  const silent = connect({
    port: Number(url.port),
    host: '127.0.0.1',
    servername: 'localhost',
    ca: authority.certificate,
  });
  silent.on('error', () => undefined);
  await once(silent, 'secureConnect');
  await service!.close();
  service = undefined;
  if (!silent.closed) await once(silent, 'close');
}, 20_000);

test('a service does not start with a key that is not that of its certificate', () => {
  const { key } = certify(authority, ['localhost']);
  const wrongs: Record<string, string>[] = [
    { TLS_CERTIFICATE: certified.certificate, TLS_KEY: key },
    { TLS_CERTIFICATE: certified.certificate },
    { TLS_KEY: key },
    { TLS_CERTIFICATE: certified.certificate, TLS_KEY: 'no key' },
  ];
  for (const wrong of wrongs)
    expect(() => given(wrong)).toThrow(/TLS_CERTIFICATE and TLS_KEY must be a certificate and its own private key/);
  expect(() => given({ TLS_CERTIFICATE: 'x', TLS_KEY: key })).toThrow(/TLS_CERTIFICATE must be certificates in PEM/);
});
