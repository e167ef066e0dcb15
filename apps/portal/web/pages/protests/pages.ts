import type { Page } from '../../app/page';

/** What an account files with its Center: protests, and appeals against which Center it is. */
export const pages: readonly Page[] = [
  { path: '/account/$accountId/protests', load: () => import('./own-protests-page') },
  { path: '/account/$accountId/protests/$protestId', load: () => import('./own-protest-page') },
  { path: '/account/$accountId/center', load: () => import('./own-center-page') },
];
