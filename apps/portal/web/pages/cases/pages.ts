import type { Page } from '../../app/page';

export const pages: readonly Page[] = [
  {
    path: '/cases',
    load: () => import('./cases-page'),
    menu: {
      area: 'cases',
      en: 'Penalty cases',
      es: 'Casos de sanción',
      roles: ['FP&F officer', 'headquarters', 'Center director', 'auditor'],
    },
  },
  { path: '/account/$accountId/cases', load: () => import('./own-cases-page') },
  { path: '/account/$accountId/cases/$caseId', load: () => import('./own-case-page') },
  { path: '/cases/$caseId', load: () => import('./case-page') },
  { path: '/cases/$caseId/petitions/$petitionId', load: () => import('./petition-page') },
];
