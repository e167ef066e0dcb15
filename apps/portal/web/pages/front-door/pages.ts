import type { Page } from '../../app/page';

export const pages: readonly Page[] = [{ path: '/', load: () => import('./front-door-page') }];
