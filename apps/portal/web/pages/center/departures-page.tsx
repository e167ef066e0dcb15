import { useState } from 'react';
import { call } from '../../api/call';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { centerCaseWords } from './case-words';
import { CenterFrame } from './center-frame';
import { ProposeDeparture } from './propose-departure';

const STATES = ['proposed', 'approved', 'used', 'refused'] as const;
const PAGE = 50;

/** Proposals to decide otherwise than before on the same goods, and the second person's answer. */
export default function DeparturesPage() {
  const say = useWords(centerCaseWords);
  return (
    <CenterFrame title={say('departuresTitle')} lead={say('departuresLead')}>
      {() => <Departures />}
    </CenterFrame>
  );
}

function Departures() {
  const say = useWords(centerCaseWords);
  const { name, options } = useNamesOf(centerCaseWords);
  const [state, setState] = useState<(typeof STATES)[number]>('proposed');
  const read = useKnownList(
    'cee',
    'GET /departures',
    { query: { state, limit: PAGE } },
    ({ departures }) => departures,
    { after: 'before' },
  );
  return (
    <>
      <ProposeDeparture accountId={null} again={read.again} />
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichDepartures')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('departure', one)}
          </button>
        ))}
      </fieldset>
      <Known of={read} rows={5} isEmpty={(items) => items.length === 0} empty={say('departuresNone')}>
        {(items) => (
          <CardList label={say('departuresTitle')} items={items} keyOf={({ id }) => id} height={220} more={read.more}>
            {(one) => (
              <>
                <h2>{one.goods}</h2>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('departure', one.state)}</span>
                  <strong>
                    {name('about', one.kind)}: {one.outcome}
                  </strong>
                  <span>{one.number}</span>
                </p>
                <p>{one.reason}</p>
                <p className="pw-quiet">
                  {say('proposedBy', { name: one.proposedBy })} <When at={one.proposedAt} />
                </p>
                <h3>{say('instead')}</h3>
                <ul>
                  {one.earlier.map((before) => (
                    <li key={before.number}>
                      {say('insteadOf', {
                        outcome: before.outcome,
                        where: [before.centerId, before.port].filter(Boolean).join(', ') || before.source,
                        number: before.number,
                      })}{' '}
                      <Day of={before.day} />
                    </li>
                  ))}
                </ul>
                {one.decidedWhy && <p>{say('decidedBy', { name: one.decidedBy ?? '', why: one.decidedWhy })}</p>}
                {one.usedBy && <p>{say('usedBy', { number: one.usedBy })}</p>}
                {one.state === 'proposed' && (
                  <OrderForm
                    title={say('decideDeparture')}
                    isSaidAbove
                    explain={say('decideDepartureExplain')}
                    done={say('decided')}
                    fields={[
                      {
                        name: 'decision',
                        label: say('decision'),
                        kind: 'choice',
                        options: options('departure', ['approved', 'refused']),
                      },
                      { name: 'why', label: say('why') },
                    ]}
                    send={async ({ decision, why }) => {
                      await call('cee', 'POST /departures/{departureId}/decision', {
                        path: { departureId: one.id },
                        body: { decision: decision as 'approved', why },
                      });
                      read.again();
                    }}
                  />
                )}
              </>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}
