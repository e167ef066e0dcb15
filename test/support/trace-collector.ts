import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A span as OTLP tells it in JSON. */
export interface ToldSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly attributes?: readonly { readonly key: string }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

interface Told {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<ToldSpan, 'service'>[] }[];
  }[];
}

export interface TraceCollector {
  readonly endpoint: string;
  readonly spans: readonly ToldSpan[];
  /** All that came, as it came. */
  readonly text: string;
  /** From now on nothing is taken. */
  refuse(): void;
  close(): Promise<void>;
}

/** What a collector of OpenTelemetry is to services: OTLP over HTTP. */
export const traceCollector = async (): Promise<TraceCollector> => {
  const spans: ToldSpan[] = [];
  let text = '';
  let refuses = false;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (refuses) return response.writeHead(400).end();
      const body = Buffer.concat(parts);
      const told = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      text += told;
      for (const { resource, scopeSpans } of (JSON.parse(told) as Told).resourceSpans) {
        const service = resource.attributes.find(({ key }) => key === 'service.name')!.value.stringValue;
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
      }
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    get text() {
      return text;
    },
    refuse: () => void (refuses = true),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
