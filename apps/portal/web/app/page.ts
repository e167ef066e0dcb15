import type { ComponentType } from 'react';
import type { MenuPlace } from './menu';

/** A page as the table of its area has it (`pages/AREA/pages.ts`). */
export interface Page {
  /** As TanStack Router writes it: `/desk/decisions/$controlNumber`. */
  readonly path: string;
  /** Loaded when somebody goes there. */
  readonly load: () => Promise<{ default: ComponentType }>;
  /** The page's place in the menu; absent for a page that others lead to. */
  readonly menu?: MenuPlace;
}
