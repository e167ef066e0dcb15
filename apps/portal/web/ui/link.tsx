import { Link as RouterLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to a page of ours, by its address. */
export function Link({
  to,
  children,
  className = 'usa-link',
  current,
  isExact = to === '/',
}: {
  to: string;
  children: ReactNode;
  className?: string;
  /** Class of the link to the page that is shown. */
  current?: string;
  /** Whether a page below it does not count as it. */
  isExact?: boolean;
}) {
  return (
    <RouterLink
      to={to as never}
      className={className}
      activeProps={current ? { className: `${className} ${current}`, 'aria-current': 'page' } : undefined}
      activeOptions={{ exact: isExact, includeSearch: false }}
    >
      {children}
    </RouterLink>
  );
}
