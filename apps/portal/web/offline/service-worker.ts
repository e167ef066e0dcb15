/// <reference lib="webworker" />
export type {};
declare const self: ServiceWorkerGlobalScope;
/** Names the build; set when it is bundled. */
declare const __BUILD__: string;

/** What Vite made of each source, by its path. */
type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly isDynamicEntry?: boolean;
      readonly imports?: readonly string[];
      readonly css?: readonly string[];
      readonly assets?: readonly string[];
    }
  >
>;

const PREFIX = 'portway-pages-';
const CACHE = PREFIX + __BUILD__;
const FIRST_PAGE = '/';
const FILES = '/files.json';
/** Pages that go on without a network. */
const OFFLINE = /^pages\/port-desk\//;
/** So long the network is waited for before the kept page is opened. */
const PATIENCE_MS = 3_000;

/** The first page, the pages that go on without a network, and all that these load. */
const filesOf = (manifest: Manifest): string[] => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) found.add(`/${file}`);
    for (const one of chunk.imports ?? []) add(one);
  };
  add('index.html');
  for (const name of Object.keys(manifest)) if (OFFLINE.test(name)) add(name);
  return [...found].filter((file) => !file.endsWith('.html'));
};

const fresh = (address: string): Request => new Request(address, { cache: 'reload', credentials: 'same-origin' });

const install = async (): Promise<void> => {
  const cache = await caches.open(CACHE);
  const manifest = (await (await fetch(fresh(FILES))).json()) as Manifest;
  await cache.addAll([FIRST_PAGE, ...filesOf(manifest)].map(fresh));
};

const activate = async (): Promise<void> => {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
};

/** From the network while it answers, so that a new version is seen at once; else as it was kept. */
const page = async (request: Request): Promise<Response> => {
  const kept = await caches.match(FIRST_PAGE, { cacheName: CACHE });
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {});
    if (answer.status < 500 || !kept) return answer;
    return kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

/** Names of files say what is in them, so that a kept one is as good as a new one. */
const file = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(file(request));
  else if (request.mode === 'navigate' && !/^\/(api|session)\//.test(pathname)) event.respondWith(page(request));
});
