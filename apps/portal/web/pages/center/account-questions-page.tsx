import { useState } from 'react';
import { useWords } from '../../words/language';
import { AccountChoice, type ChosenAccount } from './account-choice';
import { useMayAsk } from './ask-account';
import { CommonFrame } from './center-frame';
import { QuestionsAsked } from './questions-asked';
import { questionWords } from './question-words';

/** What people of Centers and ports ask accounts, each once, with who asked and what was answered. */
export default function AccountQuestionsPage() {
  const say = useWords(questionWords);
  return (
    <CommonFrame title={say('title')} lead={say('lead')}>
      <Questions />
    </CommonFrame>
  );
}

function Questions() {
  const say = useWords(questionWords);
  const mayAsk = useMayAsk();
  const [account, setAccount] = useState<ChosenAccount | null>(null);
  return (
    <>
      <section aria-labelledby="ask">
        <h2 id="ask">{say('askTitle')}</h2>
        {!mayAsk && <p>{say('mayNot')}</p>}
        {account ? (
          <p>
            <strong>{say('accountTo', { name: account.name })}</strong>{' '}
            <button type="button" className="usa-button usa-button--unstyled" onClick={() => setAccount(null)}>
              {say('another')}
            </button>
          </p>
        ) : (
          <AccountChoice label={say('account')} onChoose={setAccount} />
        )}
      </section>
      <section aria-labelledby="asked">
        <h2 id="asked">{say('listTitle')}</h2>
        <QuestionsAsked accountId={account?.id ?? null} />
      </section>
    </>
  );
}
