import type { Page } from './page';

const tables = import.meta.glob<{ pages: readonly Page[] }>('../pages/*/pages.ts', { eager: true });

/** Every page of every area. */
export const PAGES: readonly Page[] = Object.values(tables).flatMap(({ pages }) => pages);
