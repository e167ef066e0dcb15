import { Navigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { chosenAccount } from '../../api/call';
import { useOwnAccounts, useSession } from '../../api/session';
import { Failure, Known, Skeleton } from '../../ui/known';
import { CallFailed } from '../../api/call';
import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { SearchForm } from '../../ui/search-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { accountWords } from './words';
import './account.scss';

const TRADE = ['owner', 'proxy owner', 'user', 'machine'];

/** The trade goes on to its own account; CBP finds the account that it wants to see. */
export default function HomePage() {
  const say = useWords(accountWords);
  const { session } = useSession();
  const own = useOwnAccounts();
  if (session === null)
    return (
      <>
        <PageTitle>{say('accounts')}</PageTitle>
        <Failure failure={new CallFailed({ type: 'about:blank', title: '', status: 401 })} />
      </>
    );
  if (!own.data && !own.failure) return <Skeleton rows={6} />;
  const mine = (own.data?.accounts ?? []).filter(({ roles }) => roles.some((role) => TRADE.includes(role)));
  const first = mine.find(({ accountId }) => accountId === chosenAccount.get()) ?? mine[0];
  if (first) return <Navigate to={`/account/${first.accountId}` as never} replace />;
  return (
    <>
      <PageTitle lead={say('findLead')}>{say('accounts')}</PageTitle>
      <Known of={own}>{() => <AccountSearch />}</Known>
    </>
  );
}

function AccountSearch() {
  const say = useWords(accountWords);
  const [search, setSearch] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setSearch(String(new FormData(event.currentTarget).get('search') ?? '').trim());
  };
  return (
    <>
      <SearchForm className="pw-search" onSubmit={submit}>
        <div className="usa-form-group">
          <label className="usa-label" htmlFor="search">
            {say('findLabel')}
          </label>
          <p className="usa-hint" id="search-hint">
            {say('findHint')}
          </p>
          <input
            className="usa-input"
            id="search"
            name="search"
            type="text"
            enterKeyHint="search"
            required
            aria-describedby="search-hint"
          />
        </div>
        <button type="submit" className="usa-button">
          {say('find')}
        </button>
      </SearchForm>
      {search && <Found search={search} />}
    </>
  );
}

function Found({ search }: { search: string }) {
  const say = useWords(accountWords);
  const { state } = useFigures();
  const found = useKnownList('account', 'GET /accounts', { query: { search } }, ({ accounts }) => accounts);
  return (
    <Known of={found} isEmpty={(items) => items.length === 0} empty={say('findNothing', { search })} rows={6}>
      {(items) => (
        <CardList items={items} more={found.more} keyOf={({ id }) => id} label={say('accounts')}>
          {({ id, name, kinds, active, importerNumbers, filerCodes, scacs }) => (
            <div className="pw-row">
              <p className="pw-row__name">
                <Link to={`/account/${id}`}>{name}</Link>{' '}
                {!active && <span className="usa-tag">{say('notActive')}</span>}
              </p>
              <p>{kinds.map(state).join(', ')}</p>
              <p className="pw-quiet">{[...importerNumbers, ...filerCodes, ...scacs].join(' · ')}</p>
            </div>
          )}
        </CardList>
      )}
    </Known>
  );
}
