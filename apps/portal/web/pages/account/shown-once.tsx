import { useState } from 'react';
import { useWords } from '../../words/language';
import { accountWords } from './words';

/** A secret that is shown this once, with a button that copies it. */
export function ShownOnce({ secret, what }: { secret: string; what: string }) {
  const say = useWords(accountWords);
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <p>{what}</p>
      <p>
        <code className="pw-secret">{secret}</code>
      </p>
      <button
        type="button"
        className="usa-button usa-button--outline"
        onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
      >
        {say(isCopied ? 'copied' : 'copy')}
      </button>
    </>
  );
}
