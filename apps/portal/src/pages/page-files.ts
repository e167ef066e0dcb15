import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { Injectable } from '@nestjs/common';

/** A file of the pages as it goes out: the bundle is small, and all of it is in memory. */
export interface PageFile {
  readonly type: string;
  readonly etag: string;
  /** By content coding; '' as it is. */
  readonly bodies: Readonly<Record<string, Buffer>>;
  /** Its name says what is in it, so that it never changes. */
  readonly isImmutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.abi': 'text/plain; charset=utf-8',
  '.309': 'text/plain; charset=utf-8',
};
/** Made at the build beside each file that they make smaller. */
const CODINGS = { br: '.br', gzip: '.gz' } as const;

/** The bundled web application, read once at the start. */
@Injectable()
export class PageFiles {
  private readonly files = new Map<string, PageFile>();

  constructor() {
    const root = join(__dirname, '..', '..', 'web');
    for (const file of existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : []) {
      const path = join(file.parentPath, file.name);
      const type = TYPES[extname(file.name)];
      if (!file.isFile() || !type) continue;
      const body = readFileSync(path);
      this.files.set(`/${relative(root, path)}`, {
        type,
        etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
        bodies: {
          '': body,
          ...Object.fromEntries(
            Object.entries(CODINGS).flatMap(([coding, suffix]) =>
              existsSync(path + suffix) ? [[coding, readFileSync(path + suffix)]] : [],
            ),
          ),
        },
        isImmutable: file.parentPath === join(root, 'assets'),
      });
    }
  }

  at(path: string): PageFile | undefined {
    return this.files.get(path);
  }
}
