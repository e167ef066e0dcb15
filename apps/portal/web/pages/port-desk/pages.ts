import type { Role } from '../../app/menu';
import type { Page } from '../../app/page';

const roles: readonly Role[] = ['officer', 'port director', 'headquarters', 'auditor'];

export const pages: readonly Page[] = [
  {
    path: '/desk',
    load: () => import('./desk-page'),
    menu: { area: 'desk', en: "Officer's desk", es: 'Mesa del oficial', roles },
  },
  { path: '/desk/case/$reference', load: () => import('./case-page') },
  { path: '/desk/decisions', load: () => import('./decisions-page') },
  { path: '/desk/decisions/$controlNumber', load: () => import('./decision-page') },
  { path: '/desk/unsent', load: () => import('./unsent-page') },
  { path: '/desk/examinations', load: () => import('./examinations-page') },
  { path: '/desk/unmatched', load: () => import('./unmatched-page') },
  { path: '/desk/downtime', load: () => import('./downtime-page') },
  { path: '/desk/playbook', load: () => import('./playbook-page') },
  { path: '/desk/playbook/changes', load: () => import('./playbook-changes-page') },
];
