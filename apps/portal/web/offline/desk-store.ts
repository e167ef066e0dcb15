/**
 * What a desk keeps in this browser to go on without a network, in IndexedDB under keys that no script can read out. The picture of the port belongs to one
 * session and goes with it; decisions that were typed and not sent belong to who typed them, and stay until they are sent or given up.
 */
const NAME = 'portway-desk';
const CIPHER = 'AES-GCM';
const IV_BYTES = 12;
const PICTURE = 'picture';

export interface Holder {
  readonly id: string;
  readonly holder: string;
  readonly name: string;
  /** ISO 8601. */
  readonly until: string;
}

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** A typed decision as it stands in the store; in the clear is only whose it is. */
interface SealedOrder extends Sealed {
  readonly place: number;
  readonly holder: string;
  readonly holderName: string;
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no answer'));
  });

let opened: Promise<IDBDatabase> | null = null;

const database = (): Promise<IDBDatabase> => {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const name of ['key', 'session', 'picture']) request.result.createObjectStore(name);
      request.result.createObjectStore('order', { keyPath: 'place', autoIncrement: true });
    };
    request.onsuccess = () => {
      const { result } = request;
      result.onversionchange = () => {
        opened = null;
        result.close();
      };
      resolve(result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error ?? new Error('IndexedDB does not open'));
    };
  });
  return opened;
};

type Store = 'key' | 'session' | 'picture' | 'order';
const within = async <T>(store: Store, mode: IDBTransactionMode, ask: (of: IDBObjectStore) => IDBRequest<T>) =>
  answerOf(ask((await database()).transaction(store, mode).objectStore(store)));

/** The key of a name, made when it is first wanted. Two windows that make it at once keep the first. */
const keyOf = async (name: string): Promise<CryptoKey> => {
  const kept = await within('key', 'readonly', (store) => store.get(name) as IDBRequest<CryptoKey | undefined>);
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
  await within('key', 'readwrite', (store) => store.add(made, name)).catch(() => undefined);
  return within('key', 'readonly', (store) => store.get(name) as IDBRequest<CryptoKey>);
};

const seal = async (name: string, content: unknown): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const text = new TextEncoder().encode(JSON.stringify(content));
  return { iv, sealed: await crypto.subtle.encrypt({ name: CIPHER, iv }, await keyOf(name), text) };
};

const open = async <T>(name: string, { iv, sealed }: Sealed): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: CIPHER, iv }, await keyOf(name), sealed)));

/** The session that the picture belongs to, for when nobody can say who is signed in; null once it is over. */
export const keptSession = async (): Promise<Holder | null> => {
  const kept = await within('session', 'readonly', (store) => store.get(0) as IDBRequest<Holder | undefined>);
  return kept && kept.until > new Date().toISOString() ? kept : null;
};

/**
 * Takes over from another session, whose picture nobody reads any more; null where nobody is signed in.
 *
 * @returns whether it was another one
 */
export const beginSession = async (session: Holder | null): Promise<boolean> => {
  const kept = await within('session', 'readonly', (store) => store.get(0) as IDBRequest<Holder | undefined>);
  if (kept?.id === session?.id) return false;
  await within('key', 'readwrite', (store) => store.delete(PICTURE));
  await within('picture', 'readwrite', (store) => store.clear());
  if (session) await within('session', 'readwrite', (store) => store.put(session, 0));
  else await within('session', 'readwrite', (store) => store.delete(0));
  return kept !== undefined;
};

/** Keeps a part of the picture under a name. */
export const keepPart = async (name: string, content: unknown): Promise<void> => {
  const part = await seal(PICTURE, content);
  await within('picture', 'readwrite', (store) => store.put(part, name));
};

/** A part as it was kept last; null where it never was, or its key is gone. */
export const keptPart = async <T>(name: string): Promise<T | null> => {
  const part = await within('picture', 'readonly', (store) => store.get(name) as IDBRequest<Sealed | undefined>);
  return part ? open<T>(PICTURE, part).catch(() => null) : null;
};

export interface KeptOrder<T> {
  /** Orders are sent in the order of their places. */
  readonly place: number;
  readonly content: T;
}

const ordersKey = (holder: string): string => `orders of ${holder}`;

export const addOrder = async (who: Pick<Holder, 'holder' | 'name'>, content: unknown): Promise<number> => {
  const sealed = await seal(ordersKey(who.holder), content);
  const order: Omit<SealedOrder, 'place'> = { ...sealed, holder: who.holder, holderName: who.name };
  return (await within('order', 'readwrite', (store) => store.add(order))) as number;
};

export const changeOrder = async (
  who: Pick<Holder, 'holder' | 'name'>,
  place: number,
  content: unknown,
): Promise<void> => {
  const sealed = await seal(ordersKey(who.holder), content);
  await within('order', 'readwrite', (store) =>
    store.put({ ...sealed, place, holder: who.holder, holderName: who.name } satisfies SealedOrder),
  );
};

export const dropOrder = async (place: number): Promise<void> => {
  await within('order', 'readwrite', (store) => store.delete(place));
};

/** What one person typed, in its order, and who else left something unsent here. */
export const keptOrders = async <T>(holder: string): Promise<{ own: KeptOrder<T>[]; others: string[] }> => {
  const all = await within('order', 'readonly', (store) => store.getAll() as IDBRequest<SealedOrder[]>);
  const own: KeptOrder<T>[] = [];
  for (const order of all)
    if (order.holder === holder)
      own.push({ place: order.place, content: await open<T>(ordersKey(order.holder), order) });
  return { own, others: all.filter((order) => order.holder !== holder).map(({ holderName }) => holderName) };
};

/** How many typed decisions of somebody, or of everybody, were not sent. */
export const unsentOrders = async (holder?: string): Promise<number> => {
  const databases = (await indexedDB.databases?.()) ?? [{ name: NAME }];
  if (!databases.some(({ name }) => name === NAME)) return 0;
  const all = await within('order', 'readonly', (store) => store.getAll() as IDBRequest<SealedOrder[]>);
  return all.filter((order) => holder === undefined || order.holder === holder).length;
};

/** Signing out leaves nothing of the session, and nothing of what its holder typed. What others typed here stays sealed until they come. */
export const forgetDesk = async (holder: string): Promise<void> => {
  if ((await unsentOrders()) > 0) {
    await beginSession(null);
    const orders = await within('order', 'readonly', (store) => store.getAll() as IDBRequest<SealedOrder[]>);
    for (const order of orders) if (order.holder === holder) await dropOrder(order.place);
    await within('key', 'readwrite', (store) => store.delete(ordersKey(holder)));
    if (orders.some((order) => order.holder !== holder)) return;
  }
  (await opened)?.close();
  opened = null;
  await answerOf(indexedDB.deleteDatabase(NAME)).catch(() => undefined);
};
