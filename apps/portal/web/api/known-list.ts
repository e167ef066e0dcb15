import { type InfiniteData, type UseQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, chosenAccount } from './call';
import { type Asking, type Known, SEALED, useAsKnown } from './known';
import type { AnswerOf, Asked, Module, ReadOf } from './modules';

const EVERY_MS = 60_000;
/** More pages than these are not read again by themselves. */
const PAGES_RENEWED = 3;

/** A list that a module gives in pages, as far as somebody asked for more of it. */
interface KnownList<T> extends Known<readonly T[]> {
  /** Reads one page more; null where there is none. */
  readonly more: (() => void) | null;
}

/**
 * What a module says to a question whose answer has a `next`: `useKnownList('cee', 'GET /work-items', { query }, ({ items }) => items)`.
 * Show it with `<Known of={…}>{(items) => <CardList items={items} more={….more}>…}`.
 *
 * @param after what the query calls the `next` of the page before
 */
export function useKnownList<M extends Module, K extends ReadOf<M>, T>(
  module: M,
  operation: K,
  asked: Asked<M, K>,
  itemsOf: (answer: AnswerOf<M, K>) => readonly T[],
  {
    after = 'after',
    every = EVERY_MS,
    when = true,
    isSealed = false,
    isFresh = false,
  }: Asking & { readonly after?: string } = {},
): KnownList<T> {
  const key = [...(isSealed ? [SEALED] : []), module, operation, asked, chosenAccount.get(), 'in pages'];
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const part: object = {
        ...(asked as { query?: object }).query,
        ...(pageParam !== null && { [after]: pageParam }),
      };
      return call(
        module,
        operation,
        Object.assign({ signal, ...(isFresh && { cache: 'reload' as const }) }, asked, { query: part }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => {
      const { next = null } = last as { next?: string | number | null };
      return next === null ? null : String(next);
    },
    enabled: when,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= PAGES_RENEWED && every ? every : false),
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const known = useAsKnown(query as UseQueryResult<InfiniteData<AnswerOf<M, K>>>, key, when);
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a page is read does not change while what was asked stays
  const items = useMemo(() => (data?.pages as AnswerOf<M, K>[] | undefined)?.flatMap((page) => itemsOf(page)), [data]);
  return {
    ...known,
    data: items,
    more: hasNextPage ? () => void (isFetchingNextPage || fetchNextPage()) : null,
  };
}
