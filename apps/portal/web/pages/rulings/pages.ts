import type { Page } from '../../app/page';

export const pages: readonly Page[] = [
  {
    path: '/rulings',
    load: () => import('./rulings-page'),
    menu: { area: 'center', en: 'Rulings', es: 'Resoluciones' },
  },
  { path: '/rulings/$number', load: () => import('./ruling-page') },
  { path: '/center/advice', load: () => import('./advice-page') },
];
