import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { AccountPage } from '../account/frame';
import { useAccount } from '../account/use-account';
import { useNames } from '../center/names';
import { reviewTyped, useReviewFields } from './further-review';
import { ownProtestWords } from './words';

const PAGE = 50;
const DECISIONS = ['liquidation', 'charge', 'exclusion', 'drawback', 'demand on the bond', 'refusal to reliquidate'];
const CAPACITIES = [
  ...['importer', 'consignee', 'surety', 'payer', 'seeking entry', 'drawback claimant', 'exporter or producer'],
];
const DRAWBACK = ['none', 'subject of drawback', 'named on a certificate'];
const RULING = /(?:HQ|NY) [A-Z]?\d{6}/g;

/** Protests of an account, and filing one. */
export default function OwnProtestsPage() {
  const say = useWords(ownProtestWords);
  const name = useNames();
  const { accountId, base, isOwn } = useAccount();
  const query = { limit: PAGE, ...(!isOwn && { account: accountId }) };
  const protests = useKnownList('cee', 'GET /protests', { query }, (answer) => answer.protests);
  return (
    <AccountPage title={say('title')} lead={say('lead')}>
      {isOwn && <FileProtest again={protests.again} />}
      <Known of={protests} rows={5} isEmpty={(items) => items.length === 0} empty={say('none')}>
        {(items) => (
          <CardList label={say('title')} items={items} keyOf={({ id }) => id} height={140} more={protests.more}>
            {(one) => (
              <>
                <h2>
                  <Link to={`${base}/protests/${one.id}`}>{one.number}</Link>
                </h2>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('protest', one.state)}</span>
                  {one.clocks[0] && (
                    <Due day={one.clocks[0].dueDate} daysLeft={one.clocks[0].daysLeft} unit={one.clocks[0].unit} />
                  )}
                </p>
                <p>{one.objections[0]?.claim ?? one.category}</p>
                <p className="pw-quiet">
                  {one.entries.map(({ entryNumber }) => entryNumber).join(', ')}, <Day of={one.filedOn} />
                </p>
              </>
            )}
          </CardList>
        )}
      </Known>
    </AccountPage>
  );
}

/** One a line: number, date of entry, date of the decision. */
const entriesTyped = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().split(/[\s,;]+/))
    .filter(([number]) => number)
    .map(([entryNumber = '', enteredOn = null, decidedOn = null]) => ({ entryNumber, enteredOn, decidedOn }));

function FileProtest({ again }: { again: () => void }) {
  const say = useWords(ownProtestWords);
  const { options } = useNamesOf(ownProtestWords);
  const go = useNavigate();
  const { accountId, base } = useAccount();
  const account = useKnown('account', 'GET /accounts/{accountId}', { path: { accountId } }, { every: 0 });
  const own = account.data;
  const wantsReview = ({ wantsReview: wants }: Readonly<Record<string, string>>): boolean => wants === 'yes';
  const review = useReviewFields(wantsReview);
  const isForAnother = ({ forAnother }: Readonly<Record<string, string>>): boolean => forAnother === 'yes';
  return (
    <OrderForm
      title={say('file')}
      explain={say('fileExplain')}
      done={say('filed')}
      fields={[
        { name: 'decision', label: say('decision'), kind: 'choice', options: options('decision', DECISIONS) },
        {
          name: 'capacity',
          label: say('capacity'),
          kind: 'choice',
          options: options('capacity', CAPACITIES),
          first: 'importer',
        },
        { name: 'entryNumber', label: say('entryNumber'), hint: say('entryHint') },
        { name: 'enteredOn', label: say('enteredOn'), kind: 'date' },
        { name: 'decidedOn', label: say('decidedOn'), hint: say('decidedHint'), kind: 'date' },
        {
          name: 'moreEntries',
          label: say('moreEntries'),
          hint: say('moreEntriesHint'),
          kind: 'area',
          optional: true,
        },
        { name: 'category', label: say('category') },
        { name: 'merchandise', label: say('merchandise'), kind: 'paragraph' },
        { name: 'claim', label: say('claim'), hint: say('claimHint') },
        { name: 'justification', label: say('justification'), kind: 'paragraph' },
        { name: 'rulings', label: say('rulings'), hint: say('rulingsHint'), optional: true },
        { name: 'forAnother', label: say('forAnother'), kind: 'tick' },
        { name: 'name', label: say('name'), first: own?.name ?? '' },
        { name: 'address', label: say('address') },
        { name: 'importerNumber', label: say('importerNumber'), first: own?.importerNumbers[0] ?? '', optional: true },
        { name: 'agentAddress', label: say('agentAddress'), when: isForAnother },
        { name: 'power', label: say('power'), hint: say('powerHint'), optional: true, when: isForAnother },
        {
          name: 'drawback',
          label: say('drawback'),
          kind: 'choice',
          options: options('drawback', DRAWBACK),
          first: 'none',
        },
        {
          name: 'notCollusive',
          label: say('notCollusive'),
          kind: 'tick',
          when: ({ capacity }) => capacity === 'surety',
        },
        { name: 'accelerated', label: say('accelerated'), kind: 'tick' },
        { name: 'wantsReview', label: say('wantsReview'), kind: 'tick' },
        ...review,
      ]}
      send={async (told: Record<string, string>, id) => {
        await call('cee', 'POST /protests', {
          body: {
            ...{ id, decision: told['decision']!, capacity: told['capacity']!, category: told['category']! },
            ...{ merchandise: told['merchandise']!, drawback: told['drawback']! },
            protestant: {
              ...{ name: told['name']!, address: told['address']! },
              importerNumber: told['importerNumber'] || null,
            },
            agent: isForAnother(told)
              ? {
                  ...{ name: own?.name ?? null, address: told['agentAddress'] || null },
                  powerOfAttorney: told['power'] || null,
                }
              : null,
            entries: [
              {
                ...{ entryNumber: told['entryNumber']!, enteredOn: told['enteredOn'] || null },
                decidedOn: told['decidedOn'] || null,
              },
              ...entriesTyped(told['moreEntries'] ?? ''),
            ],
            objections: [{ claim: told['claim']!, justification: told['justification'] || null }],
            rulings: (told['rulings'] ?? '').toUpperCase().match(RULING) ?? [],
            ...{ notCollusive: told['notCollusive'] === 'yes', accelerated: told['accelerated'] === 'yes' },
            furtherReview: wantsReview(told) ? reviewTyped(told) : null,
          },
        });
        again();
        void go({ to: `${base}/protests/${id}` as never });
      }}
    />
  );
}
