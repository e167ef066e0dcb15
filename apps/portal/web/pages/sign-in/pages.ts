import type { Page } from '../../app/page';

export const pages: readonly Page[] = [
  { path: '/sign-in', load: () => import('./sign-in-page') },
  { path: '/sign-ins', load: () => import('./sign-ins-page') },
];
