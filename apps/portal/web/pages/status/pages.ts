import type { Page } from '../../app/page';

export const pages: readonly Page[] = [
  { path: '/status', load: () => import('./status-page'), menu: { area: 'status', en: 'Status', es: 'Estado' } },
  { path: '/status/history', load: () => import('./history-page') },
  { path: '/status/incidents/$number', load: () => import('./incident-page') },
  { path: '/status/mine', load: () => import('./mine-page') },
  { path: '/status/subscribe', load: () => import('./subscribe-page') },
];
