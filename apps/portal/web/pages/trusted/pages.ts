import type { Page } from '../../app/page';

/** Programs of trusted traders: below its account for who takes part, at the Center's desk for who decides. */
export const pages: readonly Page[] = [
  { path: '/account/$accountId/trusted', load: () => import('./own-standing-page') },
  { path: '/account/$accountId/trusted/$participationId', load: () => import('./own-participation-page') },
  { path: '/account/$accountId/trusted-requests', load: () => import('./own-requests-page') },
  { path: '/account/$accountId/trusted-pilots', load: () => import('./own-pilots-page') },
  { path: '/account/$accountId/trusted-year', load: () => import('./own-year-page') },
  { path: '/center/trusted', load: () => import('./participations-page') },
  { path: '/center/trusted/$participationId', load: () => import('./participation-page') },
  { path: '/center/trusted-requests', load: () => import('./requests-page') },
  { path: '/center/trusted-appeals', load: () => import('./appeals-page') },
  { path: '/center/trusted-benefits', load: () => import('./benefits-page') },
];
