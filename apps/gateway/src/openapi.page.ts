import type { OpenAPIObject } from '@nestjs/swagger';

const escaped = (text: unknown): string => String(text ?? '').replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

interface Operation {
  summary?: string;
  operationId?: string;
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { description?: string }>;
}

/** The document as one page without scripts, for people. */
export const openApiPage = (document: OpenAPIObject): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => {
      const bodies = Object.entries(operation.requestBody?.content ?? {})
        .map(
          ([type, { schema }]) =>
            `<p>Body: <code>${escaped(type)}</code></p><details><summary>Schema</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`,
        )
        .slice(0, 1);
      const responses = Object.entries(operation.responses ?? {}).map(
        ([status, { description }]) => `<tr><td>${escaped(status)}</td><td>${escaped(description)}</td></tr>`,
      );
      return `<section><h2><code>${escaped(method.toUpperCase())} ${escaped(path)}</code></h2><p>${escaped(operation.summary)}</p>${bodies.join('')}<table>${responses.join('')}</table></section>`;
    }),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Portway API</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}h2{font-size:1.1rem;margin-top:2rem}pre{overflow:auto;background:#f4f4f4;padding:1rem}td{padding:.15rem 1rem .15rem 0;vertical-align:top}</style>
</head><body><h1>Portway API</h1><p>${escaped(document.info.description)}</p><p><a href="/openapi.json">openapi.json</a></p>${operations.join('\n')}</body></html>`;
};
