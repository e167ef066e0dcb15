import type { ComponentType } from 'react';

/** Names of the menu, in their order. */
export const AREAS = ['status', 'file', 'account', 'desk', 'center', 'cases', 'operations', 'developers'] as const;
export type Area = (typeof AREAS)[number];

/** Roles by which the account service knows people; `nobody` has not signed in. */
export type Role =
  | 'nobody'
  | 'owner'
  | 'proxy owner'
  | 'user'
  | 'machine'
  | 'officer'
  | 'port director'
  | 'headquarters'
  | 'operator'
  | 'Center specialist'
  | 'team lead'
  | 'Center director'
  | 'account manager'
  | 'FP&F officer'
  | 'auditor'
  | 'partner agency';

/** A page as the table of its area has it (`pages/AREA/pages.ts`). */
export interface Page {
  /** As TanStack Router writes it: `/desk/decisions/$controlNumber`. */
  readonly path: string;
  /** Loaded when somebody goes there. */
  readonly load: () => Promise<{ default: ComponentType }>;
  /** The page's place in the menu; absent for a page that others lead to. */
  readonly menu?: {
    readonly area: Area;
    readonly en: string;
    readonly es: string;
    /** Who finds it there; absent: everybody. */
    readonly roles?: readonly Role[];
  };
}
