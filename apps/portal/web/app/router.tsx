import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Skeleton } from '../ui/known';
import { Broken, NotFound } from './lost';
import { PAGES } from './pages';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });

const routes = PAGES.map(({ path, load }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load),
    pendingComponent: () => <Skeleton rows={6} />,
    errorComponent: Broken,
  }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  scrollRestoration: true,
});
