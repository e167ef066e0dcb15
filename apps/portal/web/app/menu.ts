/** Names of the menu, in their order. */
const AREAS = ['status', 'file', 'account', 'desk', 'center', 'cases', 'operations', 'developers'] as const;
type Area = (typeof AREAS)[number];

/** Roles by which the account service knows people; `nobody` has not signed in. */
export type Role =
  | 'nobody'
  | 'owner'
  | 'proxy owner'
  | 'user'
  | 'machine'
  | 'officer'
  | 'port director'
  | 'headquarters'
  | 'operator'
  | 'Center specialist'
  | 'team lead'
  | 'Center director'
  | 'account manager'
  | 'FP&F officer'
  | 'auditor'
  | 'partner agency';

/** Where a page stands in the menu. */
export interface MenuPlace {
  readonly area: Area;
  readonly en: string;
  readonly es: string;
  /** Who finds it there; absent: everybody. */
  readonly roles?: readonly Role[];
}

/** The pages that stand in the menu of somebody in these roles, in the order of their areas. Several roles lead to an area once, to the first of its pages. */
export const menuOf = <P extends { readonly menu?: MenuPlace }>(
  pages: readonly P[],
  roles: readonly string[],
): (P & { readonly menu: MenuPlace })[] =>
  pages
    .filter(
      (page): page is P & { readonly menu: MenuPlace } =>
        page.menu !== undefined && (!page.menu.roles || page.menu.roles.some((role) => roles.includes(role))),
    )
    .filter(({ menu }, at, all) => all.findIndex((one) => one.menu.en === menu.en) === at)
    .sort((a, b) => AREAS.indexOf(a.menu.area) - AREAS.indexOf(b.menu.area));
