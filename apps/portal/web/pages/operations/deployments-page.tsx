import { useId, useState } from 'react';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { CardList, Facts } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { portText } from '../status/ports';
import { Frame } from './frame';
import { platformWords } from './platform-words';

const MODULES = ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'enforcement', 'status'] as const;
const CARD_HEIGHT = 150;

/** What changed on the platform, and when; and the order that records one more change. */
export default function DeploymentsPage() {
  const say = useWords(platformWords);
  const name = usePartNames();
  const id = useId();
  const [isReportedOnly, setReportedOnly] = useState(false);
  const deployments = useKnown('port', 'GET /platform/deployments', {}, {});
  return (
    <Frame title={say('deploymentsTitle')} lead={say('deploymentsLead')}>
      <OrderForm
        title={say('record')}
        explain={<p>{say('recordSays')}</p>}
        fields={[
          {
            name: 'module',
            label: say('ofPart'),
            kind: 'choice',
            options: MODULES.map((module) => ({ value: module, text: name(module) })),
          },
          { name: 'version', label: say('version'), hint: say('versionHint') },
          { name: 'note', label: say('note'), hint: say('noteHint'), optional: true },
        ]}
        submit={say('recordNow')}
        done={say('recorded')}
        send={async ({ module, version, note }) => {
          await call('port', 'POST /platform/deployments', {
            body: { module, version, note: note || null, at: null, ports: [] },
          });
          deployments.again();
        }}
      />
      <Known of={deployments} isEmpty={(told) => told.deployments.length === 0} empty={say('noDeployments')}>
        {(told) => {
          const shown = told.deployments.filter(({ source }) => !isReportedOnly || source === 'reported');
          return (
            <>
              <div className="usa-checkbox">
                <input
                  className="usa-checkbox__input"
                  type="checkbox"
                  id={id}
                  checked={isReportedOnly}
                  onChange={({ target }) => setReportedOnly(target.checked)}
                />
                <label className="usa-checkbox__label" htmlFor={id}>
                  {say('onlyReported')}
                </label>
              </div>
              {shown.length === 0 ? (
                <p className="pw-empty">{say('noDeployments')}</p>
              ) : (
                <CardList label={say('deploymentsTitle')} items={shown} keyOf={(one) => one.id} height={CARD_HEIGHT}>
                  {({ module, version, at, note, ports, source }) => (
                    <>
                      <h2 className="pw-matter__title">{name(module)}</h2>
                      <p className="pw-tag-line">
                        <span className="usa-tag">{say(source === 'reported' ? 'reported' : 'started')}</span>{' '}
                        <When at={at} />
                      </p>
                      <Facts
                        of={[
                          source === 'reported' && [say('version'), version],
                          [say('note'), note],
                          ports.length > 0 && [say('onlyAt'), ports.map(portText).join('; ')],
                        ]}
                      />
                    </>
                  )}
                </CardList>
              )}
            </>
          );
        }}
      </Known>
    </Frame>
  );
}
