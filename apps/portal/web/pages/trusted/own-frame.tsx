import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { AccountPage } from '../account/frame';
import { useAccount } from '../account/use-account';
import { trustedWords } from './words';
import './trusted.scss';

const PLACES = [
  ['trusted', 'tabStanding'],
  ['trusted-requests', 'tabRequests'],
  ['trusted-pilots', 'tabPilots'],
  ['trusted-year', 'tabYear'],
] as const;

/** What stands around what an account has as a trusted trader. */
export function OwnFrame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const say = useWords(trustedWords);
  const { base } = useAccount();
  return (
    <AccountPage title={title} lead={lead}>
      <nav aria-label={say('nav')}>
        <ul className="pw-tabs">
          {PLACES.map(([to, word]) => (
            <li key={to}>
              <Link to={`${base}/${to}`} className="pw-tabs__link" current="pw-tabs__link--current">
                {say(word)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </AccountPage>
  );
}
