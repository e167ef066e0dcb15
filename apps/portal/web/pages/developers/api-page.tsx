import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle';
import 'swagger-ui-dist/swagger-ui.css';
import { useKnownBy } from '../../api/known';
import { Known } from '../../ui/known';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { explorerPlugin, tablesStayTables } from './explorer';
import { MODULES, openApiOf, readReference } from './reference';
import { developersWords } from './words';
import './api.scss';

export default function ApiPage() {
  const say = useWords(developersWords);
  const [module, setModule] = useState<string>(MODULES[0]);
  const key = useRef<HTMLInputElement>(null);
  const id = useId();
  const document = useKnownBy(['openapi', module], (signal) => readReference<object>(openApiOf(module), signal), {
    every: 0,
  });
  return (
    <>
      <PageTitle lead={say('apiPageLead')}>{say('apiPageTitle')}</PageTitle>
      <div className="pw-filters">
        <div>
          <label className="usa-label" htmlFor={`${id}-module`}>
            {say('module')}
          </label>
          <select
            id={`${id}-module`}
            className="usa-select"
            value={module}
            onChange={({ target }) => setModule(target.value)}
          >
            {MODULES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </div>
        <div>
          <label className="usa-label" htmlFor={`${id}-key`}>
            {say('key')}
          </label>
          <p className="usa-hint" id={`${id}-hint`}>
            {say('keyHint')}
          </p>
          <input
            ref={key}
            id={`${id}-key`}
            className="usa-input"
            type="password"
            autoComplete="off"
            aria-describedby={`${id}-hint`}
          />
        </div>
      </div>
      <h2>{say('addressesOf', { module })}</h2>
      <Known of={document} rows={10}>
        {(spec) => <Explorer key={module} spec={spec} module={module} pasted={key} />}
      </Known>
    </>
  );
}

/** Swagger UI, sending through the portal: as who is signed in, or with the key that was pasted. */
function Explorer({
  spec,
  module,
  pasted,
}: {
  spec: object;
  module: string;
  pasted: RefObject<HTMLInputElement | null>;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stop = tablesStayTables(place.current!);
    SwaggerUI({
      domNode: place.current!,
      spec: { ...spec, servers: [{ url: `/api/${module}` }] },
      layout: 'PageLayout',
      plugins: [explorerPlugin],
      docExpansion: 'none',
      defaultModelsExpandDepth: -1,
      filter: true,
      syntaxHighlight: false,
      validatorUrl: null,
      requestInterceptor: (request) => {
        const key = pasted.current?.value.trim();
        request.headers['x-portway-page'] = '1';
        if (key) request.headers['authorization'] = `Bearer ${key}`;
        return request;
      },
    });
    return stop;
  }, [spec, module, pasted]);
  return <div ref={place} lang="en" className="pw-api" />;
}
