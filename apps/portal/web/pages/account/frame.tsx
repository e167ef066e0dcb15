import type { ReactNode } from 'react';
import { useKnown } from '../../api/known';
import { useOwnAccounts } from '../../api/session';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { Results } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { useIsWide } from '../../ui/wide';
import { useWords } from '../../words/language';
import { useAccount } from './use-account';
import { accountWords } from './words';
import './account.scss';

const PARTS = [
  [
    'groupWork',
    [
      ['', 'navPicture'],
      ['/filings', 'navFilings'],
      ['/requests', 'navRequests'],
      ['/protests', 'navProtests'],
      ['/cases', 'navCases'],
      ['/center', 'navCenter'],
      ['/trusted', 'navTrusted'],
      ['/messages', 'navMessages'],
      ['/mailbox', 'navMailbox'],
    ],
  ],
  [
    'groupRecords',
    [
      ['/documents', 'navDocuments'],
      ['/activity', 'navActivity'],
      ['/bonds', 'navBonds'],
      ['/reports', 'navReports'],
    ],
  ],
  [
    'groupAccess',
    [
      ['/people', 'navPeople'],
      ['/powers', 'navPowers'],
      ['/keys', 'navKeys'],
      ['/webhooks', 'navWebhooks'],
      ['/filer', 'navFiler'],
    ],
  ],
] as const;

/** What stands around every page of an account: its name, its parts, and to CBP that its look is noted. */
export function AccountPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const say = useWords(accountWords);
  const isWide = useIsWide();
  const { accountId, base, isOwn, name } = useAccount();
  const own = useOwnAccounts();
  const known = own.data !== undefined || own.failure !== null;
  const account = useKnown(
    'account',
    'GET /accounts/{accountId}',
    { path: { accountId } },
    { every: 0, when: known && !isOwn },
  );
  return (
    <div className="pw-account">
      <nav className="pw-account__parts" aria-label={say('parts')}>
        <details key={String(isWide)} open={isWide}>
          <summary>{say('parts')}</summary>
          {PARTS.map(([group, links]) => (
            <div key={group}>
              <p className="pw-account__group">{say(group)}</p>
              <ul>
                {links.map(([to, word]) => (
                  <li key={word}>
                    <PartLink to={`${base}${to}`}>{say(word)}</PartLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      </nav>
      <div className="pw-account__page">
        <p className="pw-account__name">{name ?? account.data?.name ?? ''}</p>
        <PageTitle lead={lead}>{title}</PageTitle>
        {known && !isOwn && own.data && (
          <Notice kind="info" title={say('lookTitle', { name: account.data?.name ?? say('thisAccount') })}>
            <p>{say('lookText')}</p>
          </Notice>
        )}
        <Results>{children}</Results>
      </div>
    </div>
  );
}

/** The picture's address begins every other one: only its own page marks it. */
function PartLink({ to, children }: { to: string; children: ReactNode }) {
  const isHere = window.location.pathname === to;
  return (
    <span aria-current={isHere ? 'page' : undefined} className={isHere ? 'pw-account__here' : undefined}>
      <Link to={to}>{children}</Link>
    </span>
  );
}
