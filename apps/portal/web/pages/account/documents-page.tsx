import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { addressOf } from '../../api/call';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { SearchField, SearchForm } from '../../ui/search-form';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { AccountPage } from './frame';
import { Upload } from './upload';
import { useAccount } from './use-account';
import { accountWords } from './words';
import { subjectText } from './subject-text';

/** Documents of the account: handed in, found by words or by what they belong to, opened. */
export default function DocumentsPage() {
  const say = useWords(accountWords);
  const { bytes, state, day } = useFigures();
  const { accountId, isOwn } = useAccount();
  const { subject } = useSearch({ strict: false }) as { subject?: unknown };
  const [wanted, setWanted] = useState({ contains: '', subject: subject === undefined ? '' : String(subject) });
  const documents = useKnownList(
    'account',
    'GET /documents',
    {
      query: {
        accountId,
        limit: 100,
        ...(wanted.contains && { contains: wanted.contains }),
        ...(wanted.subject && { subject: wanted.subject }),
      },
    },
    (page) => page.documents,
  );
  const find = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    setWanted({ contains: String(typed.get('contains')).trim(), subject: String(typed.get('subject')).trim() });
  };
  return (
    <AccountPage title={say('documentsTitle')} lead={say('documentsLead')}>
      {isOwn && <Upload label={say('chooseFile')} asksSubject subjectGiven={wanted.subject} onDone={documents.again} />}
      <section aria-labelledby="list">
        <h2 id="list">{say('documentsList')}</h2>
        <SearchForm className="pw-search pw-search--many" onSubmit={find}>
          <SearchField name="contains" label={say('words')} hint={say('wordsHint')} first={wanted.contains} />
          <SearchField name="subject" label={say('subject')} hint={say('subjectHint')} first={wanted.subject} />
          <div className="pw-search__buttons">
            <button type="submit" className="usa-button">
              {say('find')}
            </button>
          </div>
        </SearchForm>
        <Known of={documents} isEmpty={(items) => items.length === 0} empty={say('documentsNone')} rows={6}>
          {(items) => (
            <CardList items={items} more={documents.more} keyOf={({ id }) => id} label={say('documentsList')}>
              {(document) => (
                <div className="pw-row">
                  <p className="pw-row__name">
                    {document.deletedAt ? (
                      document.name
                    ) : (
                      <a
                        className="usa-link"
                        download={document.name}
                        href={addressOf('account', 'GET /documents/{id}/content', { path: { id: document.id } })}
                      >
                        {document.name}
                      </a>
                    )}{' '}
                    <span className="pw-state-tag">{state(document.state)}</span>
                  </p>
                  <p>
                    {bytes(document.bytes)}
                    {document.pages !== null && ` · ${say('pagesCount', { count: document.pages })}`} ·{' '}
                    {say('keptUntil', { day: day(document.retainUntil) })}
                    {document.holds.some(({ liftedAt }) => !liftedAt) && ` · ${say('legalHold')}`}
                  </p>
                  <p className="pw-quiet">
                    <When at={document.receivedAt} /> · {document.receivedBy}
                    {document.links
                      .map((link) => subjectText(link.subject))
                      .filter(Boolean)
                      .map((subject) => ` · ${subject}`)}
                  </p>
                  {document.refusal && (
                    <p>
                      <Said text={document.refusal} />
                    </p>
                  )}
                </div>
              )}
            </CardList>
          )}
        </Known>
      </section>
    </AccountPage>
  );
}
