import type { Page } from '../../app/page';

const FILERS = ['owner', 'proxy owner', 'user', 'machine'] as const;

export const pages: readonly Page[] = [
  {
    path: '/file',
    load: () => import('./file-page'),
    menu: { area: 'file', en: 'File', es: 'Presentar', roles: FILERS },
  },
  { path: '/file/form/$kind', load: () => import('./form-page') },
  { path: '/file/upload', load: () => import('./upload-page') },
  { path: '/file/sent/$channel/$id', load: () => import('./sent-page') },
];
