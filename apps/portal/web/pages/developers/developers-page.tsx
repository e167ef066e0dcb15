import type { ReactNode } from 'react';
import { useKnownBy } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import './developers.scss';
import { ASYNC_API, COLLECTION, MODULES, openApiOf, readReference, REFERENCE } from './reference';
import { developersWords } from './words';

export default function DevelopersPage() {
  const say = useWords(developersWords);
  const samples = useKnownBy(
    ['samples'],
    (signal) => readReference<readonly string[]>(`${REFERENCE}/samples.json`, signal),
    { every: 0 },
  );
  return (
    <>
      <PageTitle lead={say('lead')}>{say('title')}</PageTitle>
      <div className="pw-panels">
        <Tile title={say('apiTitle')}>
          <p>{say('apiText')}</p>
          <Link to="/developers/api" className="usa-button">
            {say('apiLink')}
          </Link>
        </Tile>
        <Tile title={say('messagesTitle')}>
          <p>{say('messagesText')}</p>
          <Link to="/developers/messages" className="usa-button usa-button--outline">
            {say('messagesLink')}
          </Link>
        </Tile>
        <Tile title={say('clientTitle')}>
          <p>{say('clientText')}</p>
          <pre className="pw-code pw-code--wraps">
            <code>npx portway file cargo-release.abi</code>
          </pre>
        </Tile>
        <Tile title={say('collectionTitle')}>
          <p>{say('collectionText')}</p>
          <a className="usa-link" href={COLLECTION} download>
            {say('collectionLink')}
          </a>
        </Tile>
        <Tile title={say('samplesTitle')}>
          <p>{say('samplesText')}</p>
          <Known of={samples} rows={6} isEmpty={(names) => names.length === 0}>
            {(names) => (
              <ul className="usa-list">
                {names.map((name) => (
                  <li key={name}>
                    <a className="usa-link" href={`${REFERENCE}/samples/${name}`} download>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </Known>
        </Tile>
        <Tile title={say('documentsTitle')}>
          <ul className="usa-list">
            {MODULES.map((module) => (
              <li key={module}>
                <a className="usa-link" href={openApiOf(module)} download>
                  {say('openApi', { module })}
                </a>
              </li>
            ))}
            <li>
              <a className="usa-link" href={ASYNC_API} download>
                {say('asyncApi')}
              </a>
            </li>
          </ul>
        </Tile>
      </div>
    </>
  );
}

function Tile({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="pw-panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
