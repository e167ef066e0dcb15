import { useParams } from '@tanstack/react-router';
import { call } from '../../api/call';
import type { ProtestHistoryView, ProtestView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { type Field, listOf, OrderButton, OrderForm, Results } from '../../ui/order-form';
import { dollarsOf } from '../../ui/money';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { ownProtestWords } from '../protests/words';
import { AskAdvice } from '../rulings/ask-advice';
import { rulingWords } from '../rulings/words';
import { BackToDesk } from './center-frame';
import { useNames, useOptions } from './names';
import { useOwedFields } from './owed';
import { owedTyped } from './owed.rules';
import { centerWords } from './words';
import './center.scss';

const UNDECIDED = ['open', 'suspended', 'with headquarters'];
const RULING = /(?:HQ|NY) [A-Z]?\d{6}/g;
/** Numbers such as `HQ H300111` have a blank in them, so they are found, not parted. */
const rulingsTyped = (text: string): string[] => text.toUpperCase().match(RULING) ?? [];

/** One protest: what is claimed against which decision, its clocks, and deciding it. */
export default function ProtestPage() {
  const say = useWords(centerWords);
  const name = useNames();
  const options = useOptions();
  const { name: nameOfAdvice } = useNamesOf(rulingWords);
  const { name: nameOwn } = useNamesOf(ownProtestWords);
  const { language } = useLanguage();
  const { protestId = '' } = useParams({ strict: false }) as { protestId?: string };
  const path = { protestId };
  const read = useKnown('cee', 'GET /protests/{protestId}', { path });
  const asks = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    read.again();
  };
  return (
    <>
      <PageTitle>{say('protestTitle', { number: read.data?.protest.number ?? '' })}</PageTitle>
      <BackToDesk to="/center/protests">{say('backToProtests')}</BackToDesk>
      <Known of={read} rows={8}>
        {({ protest, history }) => (
          <Results>
            <p className="pw-card__line">
              <span className="pw-sign">{name('protest', protest.state)}</span>
              {protest.clocks.map((clock) => (
                <span key={clock.clock}>
                  {name('clock', clock.clock)}: <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />
                </span>
              ))}
            </p>
            <Facts
              of={[
                [say('protestant'), protest.protestant.name],
                [say('importer'), protest.protestant.importerNumber],
                [say('decisionProtested'), nameOwn('decision', protest.protested)],
                [say('category'), protest.category],
                [say('goods'), protest.merchandise],
                [say('filedOn'), <Day key="on" of={protest.filedOn} />],
                [say('rulings'), protest.rulings.join(', ')],
                [say('documentsNamed'), protest.documents.join(', ')],
                [
                  say('adviceAsked'),
                  history.advice
                    .map((one) =>
                      [one.number, nameOfAdvice('advice', one.state), one.ruling].filter(Boolean).join(', '),
                    )
                    .join('; '),
                ],
                [say('decidedBy'), protest.decidedBy],
                [say('why'), protest.reason],
              ]}
            />
            <h2>{say('claims')}</h2>
            <ul className="pw-cards">
              {protest.objections.map(({ claim, justification }) => (
                <li key={claim} className="pw-card">
                  <p>
                    <strong>{claim}</strong>
                  </p>
                  {justification && <p>{justification}</p>}
                </li>
              ))}
            </ul>
            {history.amendments.map((one) => (
              <p key={one.id}>
                <strong>{one.by}</strong> <When at={one.at} />: {one.text}{' '}
                {one.objections.map(({ claim, justification }) => `${claim}. ${justification ?? ''}`).join(' ')}
              </p>
            ))}
            <h2>{say('entriesProtested')}</h2>
            <ul className="pw-cards">
              {protest.entries.map((one) => (
                <li key={one.entryNumber} className="pw-card">
                  <p className="pw-card__line">
                    <strong>{one.entryNumber}</strong>
                    <span className="pw-sign">{say(one.timely ? 'inTime' : 'tooLate')}</span>
                    {one.decision && <span className="pw-sign">{name('protest', one.decision)}</span>}
                  </p>
                  <p className="pw-quiet">
                    {say('startedBy', { what: name('start', one.startedBy) })} <Day of={one.startedOn} />.{' '}
                    {say('lastDay')} <Day of={one.lastDay} />
                  </p>
                  {one.liquidated && (
                    <p>{say('liquidatedAt', { duty: dollarsOf(one.liquidated.dutyCents, language) })}</p>
                  )}
                  {one.refusal && <p>{one.refusal}</p>}
                </li>
              ))}
            </ul>
            <h2>{say('whatToDo')}</h2>
            {!UNDECIDED.includes(protest.state) && <p>{say('protestOver')}</p>}
            <Again protest={protest} asks={asks} />
            {UNDECIDED.includes(protest.state) && (
              <div className="pw-orders">
                <OrderButton
                  title={say('takeProtest')}
                  done={say('taken')}
                  send={() => asks(call('cee', 'POST /protests/{protestId}/takes', { path }))}
                />
                <Decide protest={protest} binding={bindingOf(protest, history)} asks={asks} />
                {protest.furtherReviewState === 'asked' && protest.furtherReview && (
                  <OrderForm
                    title={say('judgeReview')}
                    isSaidAbove
                    explain={say('judgeReviewExplain', { ground: protest.furtherReview.statement ?? '' })}
                    done={say('decided')}
                    fields={[
                      {
                        name: 'decision',
                        label: say('decision'),
                        kind: 'choice',
                        options: options('review', ['forwarded', 'set aside']),
                      },
                      { name: 'why', label: say('why') },
                    ]}
                    send={({ decision, why }) =>
                      asks(
                        call('cee', 'POST /protests/{protestId}/further-review/judgement', {
                          path,
                          body: { decision: decision as 'forwarded', why },
                        }),
                      )
                    }
                  />
                )}
                {protest.state === 'with headquarters' && (
                  <OrderForm
                    title={say('decideReview')}
                    isSaidAbove
                    isGrave
                    explain={say('decideReviewExplain')}
                    done={say('decided')}
                    fields={[
                      {
                        name: 'outcome',
                        label: say('decision'),
                        kind: 'choice',
                        options: options('review', ['approve', 'approve in part', 'deny']),
                      },
                      { name: 'ruling', label: say('ruling') },
                      { name: 'reason', label: say('why'), kind: 'paragraph' },
                    ]}
                    send={({ outcome, ruling, reason }) =>
                      asks(
                        call('cee', 'POST /protests/{protestId}/further-review/decision', {
                          path,
                          body: { outcome: outcome as 'approve', ruling, reason },
                        }),
                      )
                    }
                  />
                )}
                {protest.state === 'open' && <AskAdvice protestNumber={protest.number} again={read.again} />}
                <OrderForm
                  title={say('suspendProtest')}
                  explain={say('suspendProtestExplain')}
                  done={say('ordered')}
                  fields={[
                    {
                      name: 'ground',
                      label: say('ground'),
                      kind: 'choice',
                      options: options('suspension', ['court case', 'other case', 'other protest']),
                    },
                    { name: 'reference', label: say('reference') },
                    { name: 'why', label: say('why') },
                  ]}
                  send={({ ground, reference, why }, id) =>
                    asks(
                      call('cee', 'POST /protests/{protestId}/suspensions', {
                        path,
                        body: { id, ground: ground as 'court case', reference, why },
                      }),
                    )
                  }
                />
                {history.suspensions
                  .filter(({ until, ground }) => until === null && ground !== 'internal advice')
                  .map(({ id, reference }) => (
                    <OrderForm
                      key={id}
                      title={say('endSuspension', { reference })}
                      isSaidAbove
                      explain={say('endSuspensionExplain')}
                      fields={[]}
                      done={say('ordered')}
                      send={() =>
                        asks(
                          call('cee', 'POST /protests/{protestId}/suspensions/{suspensionId}/end', {
                            path: { protestId, suspensionId: id },
                          }),
                        )
                      }
                    />
                  ))}
                <OrderForm
                  title={say('giveProtest')}
                  explain={say('giveProtestExplain')}
                  done={say('given')}
                  fields={[
                    {
                      name: 'center',
                      label: say('centerCode'),
                      hint: say('centerCodeHint'),
                      first: protest.centerId ?? '',
                    },
                    { name: 'team', label: say('teamNumber'), kind: 'number' },
                    { name: 'why', label: say('why') },
                  ]}
                  send={(body) => asks(call('cee', 'POST /protests/{protestId}/center', { path, body }))}
                />
                <OrderForm
                  title={say('giveProtestBack')}
                  isSaidAbove
                  explain={say('giveProtestBackExplain')}
                  fields={[]}
                  done={say('givenBack')}
                  send={() => asks(call('cee', 'POST /protests/{protestId}/returns', { path }))}
                />
              </div>
            )}
            <h2>{say('historyTitle')}</h2>
            <History
              of={history.events.map(({ event, by, note, at }) => ({
                what: name('event', event),
                who: by,
                note,
                when: <When at={at} />,
              }))}
            />
          </Results>
        )}
      </Known>
    </>
  );
}

const KINDS = [
  ...['classification', 'value', 'rate', 'origin', 'marking', 'admissibility', 'AD/CVD', 'preference'],
  ...['documents', 'other'],
];
/** Kinds whose decisions are not compared: they say in no word what the goods are. */
const NOT_COMPARED: readonly (string | undefined)[] = ['documents', 'other'];

interface ToDecide {
  protest: ProtestView;
  asks: (answer: Promise<unknown>) => Promise<void>;
}

/** Rulings that headquarters gave on this very protest: a decision names them. */
const bindingOf = ({ review }: ProtestView, { advice }: ProtestHistoryView): string[] => [
  ...new Set([...(review ? [review.ruling] : []), ...advice.flatMap(({ ruling }) => ruling ?? [])]),
];

/** Deciding it: as a whole or entry by entry; what an approval makes of the entry, and of the goods. */
function Decide({ protest, binding, asks }: ToDecide & { binding: readonly string[] }) {
  const say = useWords(centerWords);
  const options = useOptions();
  const owedFields = useOwedFields();
  const isOfMoney = protest.protested === 'liquidation';
  const timely = protest.entries.filter((one) => one.timely);
  const isApproved = (told: Readonly<Record<string, string>>, entry: string): boolean =>
    told['decision'] === 'approved' || (told['decision'] === 'by entry' && told[`says ${entry}`] === 'approved');
  const bindsGoods = (told: Readonly<Record<string, string>>): boolean =>
    isOfMoney && timely.some(({ entryNumber }) => isApproved(told, entryNumber));
  const ofEntry = (one: (typeof timely)[number]): Field[] => {
    const entry = one.entryNumber;
    const when: Field['when'] = (told) => isApproved(told, entry);
    return [
      {
        name: `says ${entry}`,
        label: say('entryDecision', { entry }),
        kind: 'choice',
        options: options('protest', ['approved', 'denied']),
        when: ({ decision }) => decision === 'by entry',
      },
      {
        name: `lines ${entry}`,
        label: say('linesApproved', { entry }),
        hint: say('linesApprovedHint'),
        ...{ optional: true, when },
      },
      ...(isOfMoney ? owedFields(one.liquidated, { of: ` ${entry}`, title: say('owedOn', { entry }), when }) : []),
    ];
  };
  return (
    <OrderForm
      title={say('decideProtest')}
      isGrave
      isSaidAbove
      explain={say('decideProtestExplain')}
      done={say('decided')}
      fields={[
        {
          name: 'decision',
          label: say('decision'),
          kind: 'choice',
          options: options('protest', [
            'approved',
            ...(timely.length > 1 ? ['by entry'] : []),
            ...['denied', 'not protestable'],
          ]),
        },
        ...timely.flatMap(ofEntry),
        {
          name: 'kind',
          label: say('holdingKind'),
          hint: say('holdingHint'),
          kind: 'choice',
          options: options('kind', KINDS),
          when: bindsGoods,
        },
        { name: 'goods', label: say('holdingGoods'), first: protest.merchandise, when: bindsGoods },
        {
          name: 'outcome',
          label: say('holdingOutcome'),
          hint: say('goodsOutcomeHint'),
          when: (told) => bindsGoods(told) && !NOT_COMPARED.includes(told['kind']),
        },
        { name: 'supplier', label: say('supplier'), hint: say('supplierHint'), optional: true, when: bindsGoods },
        {
          name: 'rulings',
          label: say('rulings'),
          hint: say('rulingsHint'),
          optional: binding.length === 0,
          first: binding.join(', '),
        },
        { name: 'reason', label: say('why'), kind: 'paragraph' },
      ]}
      send={(told: Record<string, string>, id) =>
        asks(
          call('cee', 'POST /protests/{protestId}/decision', {
            path: { protestId: protest.id },
            body: {
              ...{ id, decision: told['decision'] as 'denied', reason: told['reason']! },
              rulings: rulingsTyped(told['rulings'] ?? ''),
              entries:
                told['decision'] === 'approved' || told['decision'] === 'by entry'
                  ? timely.map(({ entryNumber }) => ({
                      entryNumber,
                      decision: isApproved(told, entryNumber) ? ('approved' as const) : ('denied' as const),
                      lines: listOf(told[`lines ${entryNumber}`] ?? ''),
                      finally: owedTyped(told, ` ${entryNumber}`),
                    }))
                  : [],
              holdings: told['kind']
                ? [
                    {
                      ...{ kind: told['kind'] as 'value', goods: told['goods']! },
                      ...{ outcome: told['outcome'] || null, supplier: told['supplier'] || null },
                    },
                  ]
                : [],
            },
          }),
        )
      }
    />
  );
}

/** Entries whose liquidation cargo release refused: ordered once more. */
function Again({ protest, asks }: ToDecide) {
  const say = useWords(centerWords);
  const owedFields = useOwedFields();
  return protest.entries
    .filter(({ outcome }) => outcome === 'refused')
    .map((one) => (
      <OrderForm
        key={one.entryNumber}
        title={say('orderAgain', { entry: one.entryNumber })}
        explain={say('orderAgainExplain')}
        isSaidAbove
        done={say('ordered')}
        fields={[...owedFields(one.finally), { name: 'reason', label: say('why') }]}
        send={(told: Record<string, string>, id) =>
          asks(
            call('cee', 'POST /protests/{protestId}/reliquidations', {
              path: { protestId: protest.id },
              body: { id, entryNumber: one.entryNumber, finally: owedTyped(told)!, reason: told['reason']! },
            }),
          )
        }
      />
    ));
}
