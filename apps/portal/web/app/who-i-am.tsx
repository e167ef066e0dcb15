import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { CallFailed, chosenAccount } from '../api/call';
import { forgetKnowledge } from '../api/known';
import { signOut, useOwnAccounts, useSession } from '../api/session';
import { unsentOrders } from '../offline/desk-store';
import { Link } from '../ui/link';
import { Said } from '../ui/said';
import { common } from '../words/common';
import { useWords } from '../words/language';

/** Who is signed in, for which account, and the way out; or the way in. */
export function WhoIAm() {
  const say = useWords(common);
  const { session } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { data } = useOwnAccounts();
  const [failed, setFailed] = useState<CallFailed | null>(null);
  if (session === undefined) return null;
  if (session === null)
    return (
      <Link to="/sign-in" className="pw-sign-in">
        {say('signIn')}
      </Link>
    );
  const accounts = data?.accounts ?? [];
  const leave = async (everywhere: boolean): Promise<void> => {
    const unsent = await unsentOrders(session.holder);
    if (unsent > 0 && !window.confirm(say('unsentAtSignOut', { count: unsent }))) return;
    await signOut(session.holder, everywhere).catch((error: unknown) => {
      if (!(error instanceof CallFailed)) throw error;
      setFailed(error);
    });
  };
  return (
    // Another page, and the menu is closed.
    <details key={path} className="pw-who">
      <summary title={session.name}>{session.name}</summary>
      <div className="pw-who__menu">
        <p>{say('signedInAs', { name: session.name })}</p>
        {accounts.length > 1 && (
          <label className="usa-label">
            {say('actingFor')}
            <select
              className="usa-select"
              value={chosenAccount.get() ?? accounts[0]!.accountId}
              onChange={({ target }) => {
                forgetKnowledge();
                chosenAccount.set(target.value);
                window.location.assign('/');
              }}
            >
              {accounts.map(({ accountId, name }) => (
                <option key={accountId} value={accountId}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="usa-button usa-button--outline" onClick={() => void leave(false)}>
          {say('signOut')}
        </button>
        {session.by === 'token' && (
          <p>
            <Link to="/sign-ins">{say('whereSignedIn')}</Link>
          </p>
        )}
        {session.by === 'token' && (
          <button type="button" className="usa-button usa-button--unstyled" onClick={() => void leave(true)}>
            {say('signOutEverywhere')}
          </button>
        )}
        {failed && (
          <p role="alert">
            {say('signOutFailed')} <Said text={failed.problem.title} />
          </p>
        )}
      </div>
    </details>
  );
}
