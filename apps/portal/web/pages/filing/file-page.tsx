import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { timeText, When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { draftOf, sentFilings } from './drafts';
import './filing.scss';
import { isKind, KINDS } from './kinds';
import { filingWords } from './words';

/** Where who files by hand begins. */
export default function FilePage() {
  const say = useWords(filingWords);
  const { language } = useLanguage();
  const sent = sentFilings();
  return (
    <>
      <PageTitle lead={say('lead')}>{say('title')}</PageTitle>
      <section aria-labelledby="by-form">
        <h2 id="by-form">{say('byForm')}</h2>
        <ul className="pw-kinds">
          {KINDS.map((kind) => {
            const draft = draftOf(kind);
            return (
              <li key={kind} className="pw-kind">
                <h3>{say(kind)}</h3>
                <p>{say(`${kind}Text`)}</p>
                <Link to={`/file/form/${kind}`} className="usa-button">
                  {say('begin')}
                  <span className="usa-sr-only">: {say(kind)}</span>
                </Link>
                {draft && <p className="pw-quiet">{say('goOn', { time: timeText(draft.at, language) })}</p>}
              </li>
            );
          })}
        </ul>
      </section>
      <section aria-labelledby="by-file">
        <h2 id="by-file">{say('byFile')}</h2>
        <p>{say('byFileText')}</p>
        <Link to="/file/upload" className="usa-button usa-button--outline">
          {say('dropFile')}
        </Link>
      </section>
      <section aria-labelledby="sent-here">
        <h2 id="sent-here">{say('sentHere')}</h2>
        {sent.length === 0 ? (
          <p className="pw-empty">{say('nothingSent')}</p>
        ) : (
          <table className="usa-table usa-table--borderless usa-table--stacked pw-table">
            <thead>
              <tr>
                <th scope="col">{say('reference')}</th>
                <th scope="col">{say('kind')}</th>
                <th scope="col">{say('filedAt')}</th>
                <th scope="col">{say('look')}</th>
              </tr>
            </thead>
            <tbody>
              {sent.map(({ id, channel, kind, reference, at }) => (
                <tr key={id}>
                  <th scope="row" data-label={say('reference')}>
                    {reference}
                  </th>
                  <td data-label={say('kind')}>{isKind(kind) ? say(kind) : kind}</td>
                  <td data-label={say('filedAt')}>
                    <When at={at} />
                  </td>
                  <td data-label={say('look')}>
                    <Link to={`/file/sent/${channel}/${id}`}>
                      {say('look')}
                      <span className="usa-sr-only">: {reference}</span>
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}
