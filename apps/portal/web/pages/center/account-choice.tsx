import { useState } from 'react';
import type { AccountView } from '../../api/account';
import { useKnown } from '../../api/known';
import { Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { useWords } from '../../words/language';
import { questionWords } from './question-words';

export interface ChosenAccount {
  readonly id: string;
  readonly name: string;
}

const LEAST_TYPED = 2;
const AT_MOST = 10;

/** Finds an account by its name or a number of it; a press on one chooses it. */
export function AccountChoice({
  label,
  fits = () => true,
  onChoose,
}: {
  label: string;
  /** Which accounts are offered; all where nothing is said. */
  fits?: (account: AccountView) => boolean;
  onChoose: (account: ChosenAccount) => void;
}) {
  const say = useWords(questionWords);
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  const isAsked = search.length >= LEAST_TYPED;
  const found = useKnown(
    'account',
    'GET /accounts',
    { query: { search, limit: AT_MOST } },
    { when: isAsked, every: 0, isSealed: true },
  );
  return (
    <>
      <Filters>
        <TypedFilter label={label} hint={say('accountHint')} value={typed} onChange={setTyped} />
      </Filters>
      {isAsked && (
        <Known of={found} rows={2} isEmpty={({ accounts }) => !accounts.some(fits)} empty={say('accountNone')}>
          {({ accounts }) => (
            <ul className="pw-found" aria-label={label}>
              {accounts.filter(fits).map(({ id, name, importerNumbers, filerCodes, scacs }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="usa-button usa-button--outline"
                    onClick={() => {
                      setTyped('');
                      onChoose({ id, name });
                    }}
                  >
                    {name}
                  </button>{' '}
                  <span className="pw-quiet">{[...importerNumbers, ...filerCodes, ...scacs].join(', ')}</span>
                </li>
              ))}
            </ul>
          )}
        </Known>
      )}
    </>
  );
}
