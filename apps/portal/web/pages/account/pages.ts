import type { Page } from '../../app/page';

/** Everything of an account is below its id, so that CBP sees it at the same address as the account itself. */
export const pages: readonly Page[] = [
  {
    path: '/account',
    load: () => import('./home-page'),
    menu: {
      area: 'account',
      en: 'Accounts',
      es: 'Cuentas',
      roles: [
        ...(['owner', 'proxy owner', 'user', 'machine', 'officer', 'port director', 'headquarters'] as const),
        ...([
          'Center specialist',
          'team lead',
          'Center director',
          'account manager',
          'FP&F officer',
          'auditor',
        ] as const),
      ],
    },
  },
  { path: '/account/$accountId', load: () => import('./picture-page') },
  { path: '/account/$accountId/filings', load: () => import('./filings-page') },
  { path: '/account/$accountId/entries/$key', load: () => import('./entry-page') },
  { path: '/account/$accountId/bills/$key', load: () => import('./bill-page') },
  { path: '/account/$accountId/requests', load: () => import('./requests-page') },
  { path: '/account/$accountId/messages', load: () => import('./messages-page') },
  { path: '/account/$accountId/messages/$conversationId', load: () => import('./conversation-page') },
  { path: '/account/$accountId/mailbox', load: () => import('./mailbox-page') },
  { path: '/account/$accountId/documents', load: () => import('./documents-page') },
  { path: '/account/$accountId/activity', load: () => import('./activity-page') },
  { path: '/account/$accountId/powers', load: () => import('./powers-page') },
  { path: '/account/$accountId/bonds', load: () => import('./bonds-page') },
  { path: '/account/$accountId/reports', load: () => import('./reports-page') },
  { path: '/account/$accountId/people', load: () => import('./people-page') },
  { path: '/account/$accountId/keys', load: () => import('./keys-page') },
  { path: '/account/$accountId/webhooks', load: () => import('./webhooks-page') },
  { path: '/account/$accountId/filer', load: () => import('./filer-page') },
];
