import { call } from '../../api/call';
import type { EnforcementCaseView } from '../../api/enforcement';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { dollarsOf } from '../../ui/money';
import { OrderForm } from '../../ui/order-form';
import { amountTyped } from '../../ui/typed';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { caseFormWords } from './form-words';
import { useRenewal } from './renewal';
import { caseWords } from './words';

/** The goods may be claimed from the publication on, whatever is petitioned meanwhile. */
const CLAIMED_IN = ['forfeiture', 'petitioned', 'decided', 'supplemental'];

/** What was seized, and through whose hands it went. */
export function Property({ one: of, again }: { one: EnforcementCaseView; again: () => void }) {
  const caseId = of.id;
  const sayForm = useWords(caseFormWords);
  const say = useWords(caseWords);
  const { language } = useLanguage();
  const known = useKnown('enforcement', 'GET /enforcement-cases/{id}/property', { path: { id: caseId } });
  useRenewal(of.version, known);
  // A difference that is found stands in the history of the case too.
  const renew = (): void => {
    known.again();
    again();
  };
  return (
    <section aria-labelledby="property">
      <h2 id="property">{say('propertyTitle')}</h2>
      <Known of={known} isPart isEmpty={(answer) => answer.property.length === 0} empty={say('propertyNone')}>
        {(answer) => (
          <ul className="pw-cards">
            {answer.property.map((one) => {
              const last = one.custody.at(-1);
              return (
                <li key={one.id} className="pw-card">
                  <h3>{one.description}</h3>
                  <p>
                    {[
                      one.valueCents !== null && dollarsOf(one.valueCents, language),
                      say('discrepancies', { count: one.discrepancies }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                  <ol>
                    {one.custody.map((hand) => (
                      <li key={hand.hand}>
                        <strong>{hand.takenBy}</strong>{' '}
                        {say('hand', {
                          from: hand.handedBy,
                          place: hand.location,
                          pieces: hand.pieces,
                          unit: one.unit,
                        })}{' '}
                        <When at={hand.at} /> {hand.seal && say('seal', { seal: hand.seal })}
                        {hand.discrepancy && <p>{hand.discrepancy}</p>}
                      </li>
                    ))}
                  </ol>
                  {last && (
                    <OrderForm
                      title={say('handOn')}
                      explain={say('handOnExplain')}
                      done={say('recorded')}
                      fields={[
                        { name: 'takenBy', label: say('takenBy') },
                        { name: 'location', label: say('location') },
                        { name: 'pieces', label: say('pieces'), kind: 'number', first: String(last.pieces) },
                        { name: 'sealFound', label: say('sealFound'), optional: true, first: last.seal ?? '' },
                        { name: 'seal', label: say('newSeal'), optional: true },
                        { name: 'why', label: say('why') },
                      ]}
                      send={async ({ takenBy, location, pieces, sealFound, seal, why }) => {
                        await call('enforcement', 'POST /enforcement-cases/{id}/property/{propertyId}/custody', {
                          path: { id: caseId, propertyId: one.id },
                          body: {
                            ...{ hand: last.hand + 1, handedBy: last.takenBy, takenBy, location, why },
                            ...{ pieces: Number(pieces), sealFound: sealFound || null, seal: seal || null },
                            at: new Date().toISOString(),
                          },
                        });
                        renew();
                      }}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Known>
      <div className="pw-orders">
        <OrderForm
          title={sayForm('takeCustody')}
          explain={sayForm('takeCustodyExplain')}
          done={sayForm('recorded')}
          fields={[
            { name: 'description', label: sayForm('description') },
            { name: 'tariff', label: sayForm('tariff'), kind: 'number', optional: true },
            { name: 'pieces', label: sayForm('pieces'), kind: 'number' },
            { name: 'unit', label: sayForm('unit'), hint: sayForm('unitHint'), first: 'PCS' },
            { name: 'value', label: sayForm('value'), hint: sayForm('money'), kind: 'money', optional: true },
            { name: 'handedBy', label: sayForm('seizedFrom') },
            { name: 'takenBy', label: sayForm('takenBy') },
            { name: 'location', label: sayForm('location') },
            { name: 'seal', label: sayForm('seal'), hint: sayForm('sealHint'), optional: true },
            { name: 'why', label: sayForm('why') },
          ]}
          send={async ({ description, tariff, pieces, unit, value, seal, ...hand }, id) => {
            await call('enforcement', 'POST /enforcement-cases/{id}/property', {
              path: { id: caseId },
              body: {
                ...{ id, description, unit: unit.toUpperCase(), value: amountTyped(value) },
                tariff: tariff.replaceAll('.', '') || null,
                seized: { ...hand, pieces: Number(pieces), seal: seal || null, at: new Date().toISOString() },
              },
            });
            renew();
          }}
        />
        {of.state === 'forfeiture' && (
          <OrderForm
            title={sayForm('published')}
            explain={sayForm('publishedExplain')}
            done={sayForm('recorded')}
            fields={[{ name: 'firstOn', label: sayForm('firstOn'), kind: 'date' }]}
            send={async (body) => {
              await call('enforcement', 'POST /enforcement-cases/{caseId}/publication', { path: { caseId }, body });
              again();
            }}
          />
        )}
        {CLAIMED_IN.includes(of.state) && (
          <OrderForm
            title={sayForm('claim')}
            isGrave
            isSaidAbove
            explain={sayForm('claimExplain')}
            done={sayForm('recorded')}
            fields={[
              {
                name: 'place',
                label: sayForm('forParty'),
                kind: 'choice',
                options: of.parties.map(({ place, name }) => ({ value: String(place), text: name })),
              },
              { name: 'bond', label: sayForm('claimBond'), hint: sayForm('money'), kind: 'money' },
              { name: 'reference', label: sayForm('receipt') },
              { name: 'receivedOn', label: sayForm('receivedOn'), kind: 'date' },
            ]}
            send={async ({ place, bond, ...body }) => {
              await call('enforcement', 'POST /enforcement-cases/{caseId}/goods-claim', {
                path: { caseId },
                body: { place: Number(place), bond: amountTyped(bond) ?? '', ...body },
              });
              again();
            }}
          />
        )}
      </div>
    </section>
  );
}
