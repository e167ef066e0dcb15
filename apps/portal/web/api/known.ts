import {
  dehydrate,
  hydrate,
  keepPreviousData,
  onlineManager,
  QueryClient,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { afterOrders, call, CallFailed, chosenAccount } from './call';
import type { AnswerOf, Asked, Module, ReadOf } from './modules';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What was read is kept while the page is open, so that it can be shown with its age when a module is away. */
export const knowledge = new QueryClient({
  defaultOptions: {
    queries: {
      gcTime: DAY_MS,
      staleTime: 5_000,
      retry: (count, error) => count < 2 && error instanceof CallFailed && error.isAway && error.problem.status !== 0,
      networkMode: 'always',
      placeholderData: keepPreviousData,
    },
  },
});

// Whoever goes on to another page after an order sees there what came of it, and not what was read a moment before.
afterOrders(() => void knowledge.invalidateQueries({ refetchType: 'none' }));

const KEPT = 'portway.known';
/** Begins the key of what does not stand in the browser's storage as it is. */
export const SEALED = 'sealed';
const KEPT_FOR = 'portway.known-for';
/** Key of who is signed in: asked anew by every page that is loaded. */
export const SESSION = 'session';
/** What people have begun and not sent is kept under names that begin so. */
const DRAFTS = 'portway.draft.';
const MOST_CHARACTERS = 2_000_000;
const SAVE_AFTER_MS = 1_000;

/** More values than these are not kept: to write them takes so long that a page does not answer who types meanwhile. */
const MOST_VALUES = 20_000;
const small = new WeakMap<object, boolean>();
const isSmall = (data: unknown): boolean => {
  if (typeof data !== 'object' || data === null) return true;
  const known = small.get(data);
  if (known !== undefined) return known;
  let left = MOST_VALUES;
  const count = (value: unknown): boolean =>
    (left -= 1) > 0 && (typeof value !== 'object' || value === null || Object.values(value).every(count));
  const is = count(data);
  small.set(data, is);
  return is;
};

/** What was known before this page was loaded anew. Of this tab and this session only, and gone with them. */
export const rememberKnowledge = (): void => {
  // Who opens the pages without a network is not told so by any event.
  onlineManager.setOnline(navigator.onLine);
  try {
    const kept = sessionStorage.getItem(KEPT);
    if (kept) hydrate(knowledge, JSON.parse(kept));
    // Whoever loads the page anew wants to know how it is now.
    void knowledge.invalidateQueries({ refetchType: 'none' });
  } catch {
    sessionStorage.removeItem(KEPT);
  }
  let isWaiting = false;
  const save = (): void => {
    isWaiting = false;
    const text = JSON.stringify(
      dehydrate(knowledge, {
        shouldDehydrateQuery: ({ state, queryKey }) =>
          state.data !== undefined && queryKey[0] !== SEALED && queryKey[0] !== SESSION && isSmall(state.data),
      }),
    );
    try {
      if (text.length < MOST_CHARACTERS) sessionStorage.setItem(KEPT, text);
    } catch {
      // No room: then nothing outlives the page.
    }
  };
  knowledge.getQueryCache().subscribe(() => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(save, SAVE_AFTER_MS);
  });
  addEventListener('pagehide', save);
  // A page that the browser kept as it was, and comes back to, still shows what was known.
  addEventListener('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted && isForgotten) window.location.reload();
  });
};

const wipeDrafts = (): void => {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(DRAFTS)) sessionStorage.removeItem(name);
};

/** What somebody else knew, who was signed in here before, is not for who is now: the page begins anew. */
export const knownFor = (sessionId: string): void => {
  const before = sessionStorage.getItem(KEPT_FOR);
  const isAnother = before !== null && before !== sessionId;
  if (isAnother) forgetKnowledge();
  sessionStorage.setItem(KEPT_FOR, sessionId);
  if (isAnother) window.location.reload();
};

let isForgotten = false;

/** Whoever signs out, or works for another account, leaves nothing behind: what was known, and which account was chosen. */
export const forgetKnowledge = (): void => {
  isForgotten = true;
  chosenAccount.set(null);
  for (const kept of [KEPT, KEPT_FOR]) sessionStorage.removeItem(kept);
  wipeDrafts();
  knowledge.clear();
};

/** What is known of something, how old it is, and why it is not newer. */
export interface Known<T> {
  readonly data: T | undefined;
  /** When it was read; milliseconds since 1970. */
  readonly at: number;
  /** Why the last attempt failed; null when it did not. */
  readonly failure: CallFailed | null;
  readonly isLoading: boolean;
  readonly isRenewing: boolean;
  readonly isOffline: boolean;
  /** Asks again now. */
  readonly again: () => void;
}

export interface Asking {
  /** Milliseconds after which it is asked again while the page is looked at; a minute where nothing is said. 0 for never. */
  readonly every?: number;
  /** False while it is not yet known what to ask for. */
  readonly when?: boolean;
  /** For what must not outlive the window in the clear, such as what officers see. */
  readonly isSealed?: boolean;
  /** Past the browser's own cache, for who changes what everybody reads and must see it changed. */
  readonly isFresh?: boolean;
}

/**
 * What a module says to a question, kept, and asked for again by itself: `useKnown('gateway', 'GET /bills/{billKey}', { path: { billKey } })`.
 * Show it with `<Known of={…}>`.
 */
export function useKnown<M extends Module, K extends ReadOf<M>>(
  module: M,
  operation: K,
  asked: Asked<M, K>,
  { every = MINUTE_MS, when = true, isSealed = false, isFresh = false }: Asking = {},
): Known<AnswerOf<M, K>> {
  return useKnownBy(
    [...(isSealed ? [SEALED] : []), module, operation, asked, chosenAccount.get()],
    (signal) => call(module, operation, Object.assign({ signal, ...(isFresh && { cache: 'reload' as const }) }, asked)),
    { every, when },
  );
}

/** The same for anything else that is read. */
export function useKnownBy<T>(
  key: readonly unknown[],
  read: (signal: AbortSignal) => Promise<T>,
  { every = MINUTE_MS, when = true }: Asking = {},
): Known<T> {
  const query = useQuery<T>({
    queryKey: key,
    queryFn: ({ signal }) => read(signal),
    enabled: when,
    refetchInterval: every || false,
  });
  return useAsKnown(query, key, when);
}

/** What a query holds, as pages show it. */
export function useAsKnown<T>(query: UseQueryResult<T>, key: readonly unknown[], when: boolean): Known<T> {
  const isOnline = useSyncExternalStore(
    (change) => onlineManager.subscribe(change),
    () => onlineManager.isOnline(),
  );
  const failure = query.error ?? query.failureReason;
  return {
    data: query.data,
    at: query.dataUpdatedAt,
    failure: failure instanceof CallFailed ? failure : failure ? asFailure(failure) : null,
    isLoading: when && query.isPending,
    isRenewing: query.isFetching,
    isOffline: !isOnline,
    // Also where the page that asks is left at once: the next that shows it asks again.
    again: () => void knowledge.invalidateQueries({ queryKey: key, exact: true }),
  };
}

const asFailure = (error: Error): CallFailed =>
  new CallFailed({ type: 'about:blank', title: 'Not readable', status: 500, detail: error.message });
