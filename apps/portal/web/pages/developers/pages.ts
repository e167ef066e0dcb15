import type { Page } from '../../app/page';

export const pages: readonly Page[] = [
  {
    path: '/developers',
    load: () => import('./developers-page'),
    menu: { area: 'developers', en: 'Developers', es: 'Desarrolladores' },
  },
  { path: '/developers/api', load: () => import('./api-page') },
  { path: '/developers/messages', load: () => import('./messages-page') },
];
