import type { ReactNode } from 'react';

/** Drawn, because not every device has the letters for signs. */
const SIGNS = {
  stop: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7 4v5h2V4zM7 10.5v2h2v-2z',
  wait: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM7 4v5h5V7H9V4z',
  go: 'M6 13 1 8l2-2 3 3 7-7 2 2z',
  plain: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
} as const;

/** A word that stands out by its sign and its colour. */
export function Mark({ kind, children }: { kind: 'stop' | 'wait' | 'go' | 'plain'; children: ReactNode }) {
  return (
    <span className={`pw-mark pw-mark--${kind}`}>
      <svg aria-hidden="true" viewBox="0 0 16 16" className="pw-mark__sign">
        <path fillRule="evenodd" d={SIGNS[kind]} />
      </svg>{' '}
      {children}
    </span>
  );
}

/** Names and what they say, one under the other on a phone. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="pw-desk-facts">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
