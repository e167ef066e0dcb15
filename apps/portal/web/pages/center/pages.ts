import type { Role } from '../../app/menu';
import type { Page } from '../../app/page';

const CENTER: readonly Role[] = [
  'Center specialist',
  'team lead',
  'Center director',
  'account manager',
  'headquarters',
];

export const pages: readonly Page[] = [
  {
    path: '/center',
    load: () => import('./worklist-page'),
    menu: { area: 'center', en: 'Center desk', es: 'Mesa del Centro', roles: CENTER },
  },
  { path: '/center/work/$itemId', load: () => import('./entry-page') },
  { path: '/center/notices', load: () => import('./notices-page') },
  { path: '/center/notices/$actionNumber', load: () => import('./notice-page') },
  { path: '/center/protests', load: () => import('./protests-page') },
  { path: '/center/protests/$protestId', load: () => import('./protest-page') },
  { path: '/center/questions', load: () => import('./questions-page') },
  { path: '/center/account-questions', load: () => import('./account-questions-page') },
  { path: '/center/cases', load: () => import('./cases-page') },
  { path: '/center/cases/$caseId', load: () => import('./case-page') },
  { path: '/center/departures', load: () => import('./departures-page') },
  { path: '/center/marks', load: () => import('./marks-page') },
  { path: '/center/assignment', load: () => import('./assignment-page') },
  { path: '/center/teams', load: () => import('./teams-page') },
  { path: '/center/uniformity', load: () => import('./uniformity-page') },
  { path: '/center/accounts/$accountId', load: () => import('./account-page') },
  { path: '/center/authority', load: () => import('./authority-page') },
  { path: '/center/pilots', load: () => import('./pilots-page') },
  {
    path: '/port-entries',
    load: () => import('./port-entries-page'),
    menu: {
      area: 'center',
      en: 'Entries without a Center',
      es: 'Entradas sin Centro',
      roles: ['officer', 'port director'],
    },
  },
  {
    path: '/centers',
    load: () => import('./centers-page'),
    menu: { area: 'center', en: 'Centers', es: 'Centros' },
  },
  { path: '/centers/$publicationId', load: () => import('./publication-page') },
];
