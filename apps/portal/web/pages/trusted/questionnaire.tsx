import { useState } from 'react';
import { call } from '../../api/call';
import type { AnswerView, Criterion, ParticipationView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { type Field, linesOf, OrderForm } from '../../ui/order-form';
import { Said, saidIn } from '../../ui/said';
import { useLanguage, useWords } from '../../words/language';
import { criteriaWords } from './criteria-words';
import { useNames, useOptions } from './names';
import { Documents, useDocumentsOf } from './parts';
import { trustedWords } from './words';

const ANSWERS = ['met', 'not met', 'not applicable'];
/** Characters of what is said of a criterion. */
const LONGEST = 2_000;

/** A text of the criteria in the language of the page where it is known. */
export const useCriteriaText = () => {
  const { language } = useLanguage();
  return (text: string): string => saidIn(language, text, criteriaWords) ?? text;
};

/** A criterion names a document where it is met and asks for one. */
export const lacksDocument = ({ evidence }: Criterion, answer: AnswerView | undefined): boolean =>
  evidence && answer?.answer === 'met' && answer.documents.length === 0;

interface Asked {
  readonly participation: ParticipationView;
  /** Whether who looks may answer now. */
  readonly isOpen: boolean;
  readonly again: () => void;
  readonly toDocuments?: string;
}

/** The questionnaire of a participation with what was answered, and answering it. */
export function Questionnaire({ participation, isOpen, again, toDocuments }: Asked) {
  const say = useWords(trustedWords);
  const { program, criteriaVersion } = participation;
  const [takesNewer, setTakesNewer] = useState(false);
  const newest = useKnown('cee', 'GET /trusted-criteria', { query: { program } });
  const inForce = newest.data?.questionnaire.version;
  const isOlder = inForce !== undefined && inForce !== criteriaVersion;
  const version = takesNewer && isOlder ? inForce : criteriaVersion;
  const criteria = useKnown('cee', 'GET /trusted-criteria', { query: { program, version } });
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{say('answersTitle')}</h2>
      {isOpen && <p>{say('answersLead')}</p>}
      {isOpen && toDocuments && (
        <p>
          <Link to={toDocuments}>{say('toDocuments')}</Link>
        </p>
      )}
      {isOpen && isOlder && (
        <Notice kind="info" title={say('newerTitle')}>
          <p>{say('newerText', { version: inForce })}</p>
          <button type="button" className="usa-button usa-button--outline" onClick={() => setTakesNewer(!takesNewer)}>
            {say(takesNewer ? 'keepOlder' : 'takeNewer')}
          </button>
        </Notice>
      )}
      <Known of={criteria} isPart rows={6}>
        {({ questionnaire }) => (
          <>
            <p className="pw-quiet">
              {say('answersOf', { version: questionnaire.version })}{' '}
              <Said text={questionnaire.source} words={criteriaWords} />
            </p>
            {headingsOf(questionnaire.criteria).map(([heading, of]) => (
              <Heading
                key={`${questionnaire.version} ${heading}`}
                heading={heading}
                criteria={of}
                version={questionnaire.version}
                participation={participation}
                isOpen={isOpen}
                again={again}
              />
            ))}
          </>
        )}
      </Known>
    </section>
  );
}

/** Criteria by their heading, in the order of the questionnaire. */
const headingsOf = (criteria: readonly Criterion[]): [heading: string, criteria: Criterion[]][] => {
  const found = new Map<string, Criterion[]>();
  for (const one of criteria) found.set(one.heading, [...(found.get(one.heading) ?? []), one]);
  return [...found];
};

function Heading({
  heading,
  criteria,
  version,
  participation,
  isOpen,
  again,
}: Asked & { heading: string; criteria: readonly Criterion[]; version: string }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const text = useCriteriaText();
  const { names } = useDocumentsOf(participation.accountId);
  const isOfParticipation = version === participation.criteriaVersion;
  const given = new Map(isOfParticipation ? participation.answers.map((one) => [one.criterion, one]) : []);
  const answered = criteria.filter(({ code }) => given.has(code)).length;
  return (
    <details className="pw-heading-of-criteria">
      <summary>{say('ofHeading', { heading: text(heading), answered, all: criteria.length })}</summary>
      <ul className="pw-criteria">
        {criteria.map((one) => {
          const answer = given.get(one.code);
          return (
            <li key={one.code}>
              <p>
                <strong>{one.code}</strong> <Said text={one.text} words={criteriaWords} />
              </p>
              <p className="pw-card__line">
                <span className="pw-sign">{answer ? name('answer', answer.answer) : say('notAnswered')}</span>
                <span className="pw-quiet">
                  {say(one.weight)}
                  {one.evidence && `, ${say('needsDocument')}`}
                </span>
                {lacksDocument(one, answer) && <strong>{say('noDocument')}</strong>}
              </p>
              {answer && <p>{answer.how}</p>}
              {answer && <Documents of={answer.documents} names={names} />}
            </li>
          );
        })}
      </ul>
      {isOpen && (
        <AnswerForm
          heading={heading}
          criteria={criteria}
          given={given}
          version={version}
          participation={participation}
          again={again}
        />
      )}
    </details>
  );
}

function AnswerForm({
  heading,
  criteria,
  given,
  version,
  participation,
  again,
}: {
  heading: string;
  criteria: readonly Criterion[];
  given: ReadonlyMap<string, AnswerView>;
  version: string;
  participation: ParticipationView;
  again: () => void;
}) {
  const say = useWords(trustedWords);
  const options = useOptions();
  const text = useCriteriaText();
  const { accountId, id: participationId } = participation;
  const documents = useDocumentsOf(accountId);
  const fieldsOf = ({ code, text: asks, evidence }: Criterion): Field[] => {
    const before = given.get(code);
    const isAnswered: Field['when'] = (told) => Boolean(told[`answer-${code}`]);
    return [
      {
        name: `answer-${code}`,
        label: `${code} ${text(asks)}`,
        kind: 'choice',
        options: options('answer', ANSWERS),
        optional: true,
        first: before?.answer ?? '',
      },
      {
        name: `how-${code}`,
        label: say('howOf', { code }),
        kind: 'paragraph',
        least: 2,
        most: LONGEST,
        first: before?.how ?? '',
        when: isAnswered,
      },
      {
        name: `documents-${code}`,
        label: say('documentsOf', { code }),
        kind: 'several',
        hint: documents.hint,
        options: documents.options(before?.documents),
        first: before?.documents.join('\n') ?? '',
        when: (told) => evidence && told[`answer-${code}`] === 'met',
      },
    ];
  };
  return (
    <OrderForm
      title={say('answerHeading', { heading: text(heading) })}
      explain={say('answerExplain')}
      done={say('answered')}
      fields={criteria.flatMap(fieldsOf)}
      send={async (told: Record<string, string>) => {
        await call('cee', 'POST /accounts/{accountId}/trusted-participations/{participationId}/answers', {
          path: { accountId, participationId },
          body: {
            criteriaVersion: version,
            answers: criteria
              .filter(({ code }) => told[`answer-${code}`])
              .map(({ code }) => ({
                ...{ criterion: code, answer: told[`answer-${code}`] as 'met', how: told[`how-${code}`]! },
                documents: linesOf(told[`documents-${code}`] ?? ''),
              })),
          },
        });
        again();
      }}
    >
      {documents.older}
    </OrderForm>
  );
}
