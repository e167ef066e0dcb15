import { common } from '../words/common';
import { useWords } from '../words/language';
import { Link } from '../ui/link';
import { PageTitle } from '../ui/page-title';

/** No page has the address. */
export function NotFound() {
  const say = useWords(common);
  return (
    <>
      <PageTitle>{say('notFoundTitle')}</PageTitle>
      <p>{say('notFoundText')}</p>
      <Link to="/">{say('toFirstPage')}</Link>
    </>
  );
}

/** A page that threw. */
export function Broken() {
  const say = useWords(common);
  return (
    <>
      <PageTitle>{say('brokenTitle')}</PageTitle>
      <p>{say('brokenText')}</p>
      <button type="button" className="usa-button" onClick={() => window.location.reload()}>
        {say('again')}
      </button>
    </>
  );
}
