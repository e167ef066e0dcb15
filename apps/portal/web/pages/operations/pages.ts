import type { Role } from '../../app/menu';
import type { Page } from '../../app/page';

const HEADQUARTERS: readonly Role[] = ['headquarters'];
/** They see what the platform does, and nothing that is declared. */
const RUNNERS: readonly Role[] = ['operator', 'auditor'];

export const pages: readonly Page[] = [
  {
    path: '/operations',
    load: () => import('./downtimes-page'),
    menu: { area: 'operations', en: 'Operations', es: 'Operaciones', roles: HEADQUARTERS },
  },
  { path: '/operations/declare', load: () => import('./declare-page') },
  { path: '/operations/downtimes/$number', load: () => import('./downtime-page') },
  { path: '/operations/gates', load: () => import('./gates-page') },
  { path: '/operations/notices', load: () => import('./notices-page') },
  { path: '/operations/minutes', load: () => import('./minutes-page') },
  { path: '/operations/accounts', load: () => import('./accounts-page') },
  { path: '/operations/capabilities', load: () => import('./capabilities-page') },
  { path: '/operations/incidents/$number', load: () => import('./incident-page') },
  { path: '/operations/playbooks', load: () => import('./playbooks-page') },
  {
    path: '/operations/modules',
    load: () => import('./modules-page'),
    menu: { area: 'operations', en: 'Operations', es: 'Operaciones', roles: RUNNERS },
  },
  { path: '/operations/worklist', load: () => import('./worklist-page') },
  { path: '/operations/worklist/$module/$messageId', load: () => import('./message-page') },
  { path: '/operations/deployments', load: () => import('./deployments-page') },
  { path: '/operations/drills', load: () => import('./drills-page') },
  { path: '/operations/drills/$id', load: () => import('./drill-run-page') },
];
