import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ordering } from '../words/ordering';
import { useWords } from '../words/language';

/** A list as short as this is drawn whole. */
const SHORT = 40;
const AHEAD = 8;

interface Cards<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string | number;
  /** Of a card, about; pixels. */
  readonly height?: number;
  /** Of a list that is read in pages: asks for the next; null where there is none. */
  readonly more?: (() => void) | null;
  readonly children: (item: T) => ReactNode;
}

/** A list as cards. Of a long one only what is looked at is drawn, and more of it is asked for before its end is seen. */
export function CardList<T>(cards: Cards<T>) {
  const say = useWords(ordering);
  const { label, items, keyOf, more, children } = cards;
  return (
    <>
      {more !== undefined && (
        <p className="pw-quiet" role="status">
          {say(more ? 'shownSoFar' : 'shown', { count: items.length })}
        </p>
      )}
      {items.length > SHORT ? (
        <InSight {...cards} />
      ) : (
        <ul className="pw-cards" aria-label={label}>
          {items.map((item) => (
            <li key={keyOf(item)} className="pw-card">
              {children(item)}
            </li>
          ))}
        </ul>
      )}
      {more && (
        <button type="button" className="usa-button usa-button--outline" onClick={more}>
          {say('more')}
        </button>
      )}
    </>
  );
}

function InSight<T>({ label, items, keyOf, height = 130, more, children }: Cards<T>) {
  const list = useRef<HTMLUListElement>(null);
  const askedAt = useRef(0);
  const [top, setTop] = useState(0);
  // Also when something opens above the list.
  useLayoutEffect(() => setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    overscan: AHEAD,
    scrollMargin: top,
    getItemKey: (index) => keyOf(items[index]!),
  });
  const drawn = rows.getVirtualItems();
  useEffect(() => {
    const isAtEnd = (drawn.at(-1)?.index ?? 0) >= items.length - 1;
    if (!isAtEnd || !more || askedAt.current === items.length) return;
    askedAt.current = items.length;
    more();
  });
  return (
    <ul ref={list} aria-label={label} className="pw-card-list" style={{ height: rows.getTotalSize() }}>
      {drawn.map(({ index, key, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          aria-posinset={index + 1}
          aria-setsize={more ? -1 : items.length}
          className="pw-card-list__item"
          style={{ transform: `translateY(${start - top}px)` }}
        >
          <div className="pw-card">{children(items[index]!)}</div>
        </li>
      ))}
    </ul>
  );
}

/** Names and what they are, beside each other. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode] | null | false)[] }) {
  return (
    <dl className="pw-fact-list">
      {of.map(
        (fact) =>
          fact &&
          ![null, undefined, false, ''].includes(fact[1] as null) && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** What happened, the newest first. */
export function History({
  of,
}: {
  of: readonly {
    readonly what: string;
    readonly who: string;
    readonly when: ReactNode;
    readonly note: string | null;
  }[];
}) {
  return (
    <ol reversed className="pw-history">
      {[...of].reverse().map(({ what, who, when, note }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened has no other name, and nothing is put between
        <li key={of.length - at}>
          <strong>{what}</strong>{' '}
          <span className="pw-quiet">
            {who}, {when}
          </span>
          {note && <p>{note}</p>}
        </li>
      ))}
    </ol>
  );
}
